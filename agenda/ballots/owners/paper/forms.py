"""The form of one paper ballot: whose it is, and one key a question."""

from flask_babel import lazy_gettext as _l
from wtforms import SubmitField

from agenda.ballots.owners.paper.rules import Flaw
from agenda.paper.forms import TYPED, SheetForm
from agenda.web.forms import LineField, at_most


class OwnersSheetForm(SheetForm):
    """A ballot: the code on it, or its room, and what is ticked."""

    code = LineField(
        _l("票上的编码"),
        [at_most(300)],
        description=_l("8 个字母和数字，或扫二维码；看不清编码的，写楼号和室号，如 3-501。"),
        render_kw=TYPED,
    )
    marks = LineField(
        _l("各项的选择"),
        [at_most(20)],
        description=_l("按顺序一项一个数字：1 同意，2 反对，3 弃权，0 没选或选了多个。"),
        render_kw={**TYPED, "inputmode": "numeric"},
    )
    unsigned = SubmitField(_l("没有签名"))

    @property
    def flaw(self) -> Flaw | None:
        """What is wrong with the whole sheet, by the button that was pressed."""
        if self.unreadable.data:
            return Flaw.UNREADABLE
        return Flaw.UNSIGNED if self.unsigned.data else None
