"""The forms of applying and of deciding."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField
from wtforms.validators import InputRequired, Optional

from agenda.community.rules import Relation
from agenda.web.forms import Form, LineField, TextField, at_most, required
from agenda.web.sentences import label


class ApplicationForm(Form):
    """Who applies, and in which home he lives."""

    building = SelectField(_l("住在哪幢楼"), [required(_l("请选择楼栋。"))])
    unit = LineField(
        _l("单元"), [Optional(), at_most(20)], description=_l("如“1单元”，没有可不填。")
    )
    room = LineField(
        _l("室号"), [required(_l("请填写室号。")), at_most(20)], description=_l("如“502”。")
    )
    name = LineField(
        _l("姓名"),
        [required(_l("请填写姓名。")), at_most(80)],
        description=_l("真实姓名，只给核实的人看，公开时隐去。"),
        render_kw={"autocomplete": "name"},
    )
    contact = LineField(
        _l("手机号或邮箱"),
        [required(_l("请填写手机号或邮箱。")), at_most(200)],
        description=_l("居委会核实时联系您，不会公开。"),
        render_kw={"autocomplete": "tel", "inputmode": "email"},
    )
    relation = RadioField(_l("您是"), [InputRequired(message=_l("请选择一项。"))])
    adult = BooleanField(
        _l("我已年满 18 周岁"),
        [InputRequired(message=_l("未满 18 周岁的居民请由家长向居委会反映。"))],
    )
    privacy = BooleanField(
        _l("我已阅读并同意隐私说明"),
        [InputRequired(message=_l("请先阅读隐私说明，同意后才能提交。"))],
    )

    def __init__(self, buildings: Sequence[tuple[int, str]]) -> None:
        super().__init__()
        self.building.choices = [("", _l("请选择")), *((str(key), name) for key, name in buildings)]
        self.relation.choices = [(relation.value, label(relation)) for relation in Relation]


class VerifyForm(Form):
    """Which home of the roster the applicant lives in."""

    home = RadioField(_l("名册上的哪一户"), [InputRequired(message=_l("请选择是哪一户。"))])

    def __init__(self, homes: Sequence[tuple[int, str]], **options: Any) -> None:
        super().__init__(**options)
        self.home.choices = [(str(key), name) for key, name in homes]

    @classmethod
    def fresh(cls, homes: Sequence[tuple[int, str]]) -> "VerifyForm":
        """Return the form before it is sent; the only home there is stands chosen."""
        only = str(homes[0][0]) if len(homes) == 1 else None
        return cls(homes, formdata=None, data={"home": only})


class DeclineForm(Form):
    """Why an application is declined, in words for the applicant."""

    reason = TextField(
        _l("不能核实的原因"),
        [required(_l("请写明原因。")), at_most(300)],
        description=_l("申请人会看到，请写明怎样补充就能通过。"),
    )
