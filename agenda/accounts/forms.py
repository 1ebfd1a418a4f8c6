"""The forms of signing in and of choosing a password."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, PasswordField
from wtforms.validators import EqualTo, InputRequired, Optional

from agenda.accounts.rules import PASSWORD_LEAST, PASSWORD_MOST
from agenda.web.forms import Form, LineField, at_most, required

_NEW = {"autocomplete": "new-password", "minlength": PASSWORD_LEAST, "maxlength": PASSWORD_MOST}


def name_field(label: Any, **options: Any) -> LineField:
    """Return a field for a sign-in name; its spelling is made one by the rules."""
    keys = {"autocomplete": "username", "inputmode": "email", "autocapitalize": "none"}
    demands = [required(_l("请填写手机号或邮箱。")), at_most(200)]
    return LineField(label, demands, render_kw=keys, **options)


def new_password_field() -> PasswordField:
    """Return a field for a password that is being chosen; its worth is judged by the rules."""
    return PasswordField(
        _l("新密码"),
        [required(_l("请填写密码。"))],
        description=_l("至少 8 个字，汉字、字母、数字都可以。用一句只有自己知道的话最好记。"),
        render_kw=_NEW,
    )


def again_field() -> PasswordField:
    """Return a field for the same password once more."""
    return PasswordField(
        _l("再输入一次新密码"),
        [
            required(_l("请再输入一次密码。")),
            EqualTo("password", message=_l("两次输入的密码不一样。")),
        ],
        render_kw=_NEW,
    )


def present_password_field(*, always: bool = False) -> PasswordField:
    """Return a field for the present password; the page asks for it where it was not just entered."""
    demands = [required(_l("请填写现在的密码。"))] if always else [Optional()]
    return PasswordField(
        _l("现在的密码"), demands, render_kw={"autocomplete": "current-password", "maxlength": 128}
    )


class SignInForm(Form):
    """Sign-in name and password."""

    name = name_field(_l("手机号或邮箱"))
    password = PasswordField(
        _l("密码"),
        [required(_l("请填写密码。"))],
        render_kw={"autocomplete": "current-password", "maxlength": 128},
    )


class RegisterForm(Form):
    """A new account: what to sign in with, a password, consent to the privacy rules."""

    name = name_field(_l("用什么登录"), description=_l("手机号或邮箱，不会公开。"))
    password = new_password_field()
    password_again = again_field()
    privacy = BooleanField(
        _l("我已阅读并同意隐私说明"),
        [InputRequired(message=_l("请先阅读隐私说明，同意后才能注册。"))],
    )


class NewPasswordForm(Form):
    """A new password, by a letter or a link."""

    password = new_password_field()
    password_again = again_field()


class ChangePasswordForm(Form):
    """Another password, after the present one."""

    present_password = present_password_field(always=True)
    password = new_password_field()
    password_again = again_field()
