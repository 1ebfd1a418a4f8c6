"""The forms of a meeting that decides: signing in, and the show of hands."""

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField
from wtforms.validators import InputRequired, NumberRange

from agenda.ballots.assembly.rules import Hands
from agenda.ballots.decisions.counting.rules import MOST_HEADS
from agenda.ballots.decisions.models import DecisionCount
from agenda.web.forms import Form, LineField, at_most, required

_NUMBER = _l("请填写整数，没有就填 0。")


def _hands(words: str) -> IntegerField:
    """Return a field for a number of hands."""
    checks = [InputRequired(_NUMBER), NumberRange(min=0, max=MOST_HEADS, message=_NUMBER)]
    return IntegerField(words, checks, render_kw={"inputmode": "numeric"})


class SignInForm(Form):
    """The code shown in the room."""

    code = LineField(_l("签到码"), [required(_l("请填写签到码。")), at_most(20)])


class HandsForm(Form):
    """How many hands were counted for, against and abstaining."""

    votes_for = _hands(_l("同意"))
    against = _hands(_l("反对"))
    abstain = _hands(_l("弃权"))

    def show(self, count: DecisionCount | None) -> None:
        """Fill in an earlier count, to be corrected."""
        if count is not None and not self.was_sent:
            self.votes_for.data, self.against.data = count.for_heads, count.against_heads
            self.abstain.data = count.abstain_heads

    @property
    def hands(self) -> Hands:
        """What was filled in."""
        return Hands(self.votes_for.data or 0, self.against.data or 0, self.abstain.data or 0)
