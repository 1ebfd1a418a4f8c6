"""The forms of bodies and seats."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField
from wtforms.validators import Optional

from agenda.community.rules import FOUNDED_BY_COMMITTEE
from agenda.kernel.authz import SeatRole
from agenda.web.forms import Form, LineField, TextField, at_most, required
from agenda.web.sentences import label


class SeatForm(Form):
    """Whom to propose for a seat, and as what."""

    name = LineField(
        _l("姓名"),
        [required(_l("请填写姓名。")), at_most(80)],
        description=_l("请写全名，用来在名册上找到此人。"),
    )
    works_here = BooleanField(
        _l("此人在这里工作，不住在本居民区"), description=_l("例如物业经理、社工、街道干部。")
    )
    mobile = LineField(
        _l("手机号"),
        [Optional(), at_most(20)],
        description=_l("只有不在名册上的人需要，用来寄送邀请码。"),
    )
    person = RadioField(_l("名册上有几位同名的人，是哪一位？"), choices=[], validate_choice=False)
    role = SelectField(_l("席位"), [required(_l("请选择席位。"))])
    title = LineField(
        _l("职务"),
        [required(_l("请填写职务。")), at_most(10)],
        description=_l("公开显示为“姓＋职务”，如“王主任”。"),
    )

    def __init__(self) -> None:
        super().__init__()
        self.role.choices = [(role.value, label(role)) for role in SeatRole]


class BodyForm(Form):
    """A body that the residents' committee enters."""

    kind = SelectField(_l("组织类别"), [required(_l("请选择类别。"))])
    name = LineField(_l("全称"), [required(_l("请填写全称。")), at_most(80)])
    short_name = LineField(_l("简称"), [required(_l("请填写简称。")), at_most(40)])
    about = TextField(_l("介绍"), [Optional(), at_most(500)])

    def __init__(self) -> None:
        super().__init__()
        self.kind.choices = [(kind.value, label(kind)) for kind in FOUNDED_BY_COMMITTEE]
