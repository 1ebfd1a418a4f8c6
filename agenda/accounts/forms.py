"""The forms of signing in."""

from flask_babel import lazy_gettext as _l
from wtforms import PasswordField

from agenda.web.forms import Form, LineField, at_most, required


class SignInForm(Form):
    """Sign-in name and password; the name's spelling is made one by the rules."""

    name = LineField(
        _l("手机号或邮箱"),
        [required(_l("请填写手机号或邮箱。")), at_most(200)],
        render_kw={"autocomplete": "username", "inputmode": "email"},
    )
    password = PasswordField(
        _l("密码"),
        [required(_l("请填写密码。")), at_most(128)],
        render_kw={"autocomplete": "current-password"},
    )
