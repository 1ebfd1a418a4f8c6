"""The forms of the vote on paper."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField
from wtforms.validators import NumberRange

from agenda.ballots.paper.rules import BoxCount
from agenda.paper.forms import TYPED, SheetForm
from agenda.paper.rules import MOST_SHEETS
from agenda.web.forms import Form, LineField, at_most, required


class SlipForm(SheetForm):
    """A slip: the code on it, and nothing else."""

    code = LineField(
        _l("外封上的代码"),
        [at_most(300)],
        description=_l("8 个字母和数字，大小写和横线都不要紧；也可以扫二维码。"),
        render_kw=TYPED,
    )


def _number(label: Any) -> IntegerField:
    """Return a field for how many ballots of one kind lay in the box."""
    valid = [required(_l("请填写张数，没有就填 0。")), NumberRange(0, MOST_SHEETS)]
    return IntegerField(label, valid, render_kw={"inputmode": "numeric", "autocomplete": "off"})


class BoxForm(Form):
    """What lay in the box."""

    votes_for = _number(_l("同意（张）"))
    votes_against = _number(_l("反对（张）"))
    votes_abstain = _number(_l("弃权（张）"))
    spoiled = _number(_l("废票（张）"))

    @property
    def count(self) -> BoxCount:
        """What was typed."""
        typed = (self.votes_for, self.votes_against, self.votes_abstain, self.spoiled)
        return BoxCount(*(field.data or 0 for field in typed))
