"""The forms of one's own data."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.validators import InputRequired, Optional

from agenda.accounts.forms import name_field, present_password_field
from agenda.community.rules import AgeBand, ShownAs
from agenda.web.forms import Form, LineField, at_most
from agenda.web.sentences import label

NOT_STATED = "none"


class PasswordForm(Form):
    """An act that asks for the password where it was not just entered."""

    present_password = present_password_field()


class ContactForm(PasswordForm):
    """Where letters and calls go."""

    mobile = LineField(_l("手机号"), [Optional(), at_most(20)], render_kw={"autocomplete": "tel"})
    email = LineField(_l("邮箱"), [Optional(), at_most(200)], render_kw={"autocomplete": "email"})
    postal_address = LineField(
        _l("通讯地址"), [Optional(), at_most(300)], description=_l("不住在本居民区的业主请填写。")
    )


class SignInNameForm(PasswordForm):
    """Another mobile number or e-mail to sign in with."""

    name = name_field(_l("新的手机号或邮箱"))


class ShownAsForm(Form):
    """How one stands in public lists."""

    shown_as = RadioField(_l("公开名单上怎样显示我"), [InputRequired(message=_l("请选择一项。"))])

    def __init__(self, shown_as: ShownAs | None = None) -> None:
        super().__init__(data={"shown_as": shown_as.value} if shown_as else None)
        self.shown_as.choices = [(word.value, label(word)) for word in ShownAs]


class AgeBandForm(Form):
    """One's age band, which is optional."""

    age_band = RadioField(_l("年龄段"))

    def __init__(self, age_band: AgeBand | None = None) -> None:
        super().__init__(data={"age_band": age_band.value if age_band else NOT_STATED})
        words = [(word.value, label(word)) for word in AgeBand]
        self.age_band.choices = [(NOT_STATED, _l("不说明")), *words]


class CloseForm(PasswordForm):
    """Whether one stays or has left."""

    leaving = RadioField(
        _l("您是否还住在这里，或是这里的业主？"), [InputRequired(message=_l("请选择一项。"))]
    )

    def __init__(self) -> None:
        super().__init__()
        self.leaving.choices = [
            ("stays", _l("是。只关闭账号，居委会名册上保留我的姓名和住处")),
            ("left", _l("否。我已搬走，也不再是这里的业主，请把我从名册上除名")),
        ]
