"""The forms of paper: taking a stack in, and one sheet after the other."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, IntegerField, SubmitField
from wtforms.validators import NumberRange

from agenda.paper.rules import MOST_SHEETS
from agenda.web.forms import Form, LineField, at_most, required

TYPED = {"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}


class StackForm(Form):
    """How many sheets came in."""

    sheets = IntegerField(
        _l("张数"),
        [
            required(_l("请填写张数。")),
            NumberRange(1, MOST_SHEETS, message=_l("一叠至少 1 张，最多 5000 张。")),
        ],
        render_kw={"inputmode": "numeric"},
    )


class SheetForm(Form):
    """What every entry has: its number in the stack, and a button for what cannot be read."""

    number = HiddenField()
    unreadable = SubmitField(_l("字迹不清，无法辨认"))

    @property
    def entry_number(self) -> int:
        """The number of the sheet, 0 where the form was tampered with."""
        typed = str(self.number.data or "")
        return int(typed) if typed.isdecimal() and len(typed) < 9 else 0


class SignerForm(SheetForm):
    """A signed line: room and name as they stand on the paper."""

    room = LineField(
        _l("楼号和室号"),
        [at_most(60)],
        description=_l("照纸上写，如 3-501 或 3号楼501。"),
        render_kw=TYPED,
    )
    name = LineField(
        _l("姓名"),
        [at_most(60)],
        description=_l("照纸上写；只写姓也可以，同姓的再写全。"),
        render_kw=TYPED,
    )
    stranger = SubmitField(_l("照原样录入：名册上没有"))


class ReceiptForm(Form):
    """The code of a receipt."""

    code = LineField(
        _l("回执码"),
        [required(_l("请输入回执码。")), at_most(40)],
        description=_l("印在回执上的 16 个字母和数字，大小写和横线都不要紧。"),
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"},
    )
