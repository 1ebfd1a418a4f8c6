"""Forms of the running room: raise a hand, vote, count the paper slips."""

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, RadioField, SelectField
from wtforms.validators import InputRequired, NumberRange

from agenda.ballots.rules import Choice
from agenda.deliberation.meetings.record.rules import Hands
from agenda.deliberation.meetings.room.queries import Room
from agenda.deliberation.meetings.room.rules import Side, TurnKind
from agenda.web.forms import Form, required
from agenda.web.sentences import label


class HandForm(Form):
    """Asking for the floor."""

    kind = RadioField(_l("我要"), default=TurnKind.SPEECH.value)
    side = RadioField(_l("发言倾向"), default=Side.NEITHER.value)

    def offer(self) -> None:
        """Offer what a hand can mean."""
        self.kind.choices = [(kind.value, label(kind)) for kind in TurnKind]
        self.side.choices = [(side.value, label(side)) for side in Side]


class NotedHandForm(HandForm):
    """Asking for the floor for somebody without a phone."""

    attendance_id = SelectField(_l("谁举手"), coerce=int)

    def offer_people(self, room: Room) -> None:
        """Offer those who are here."""
        self.offer()
        self.attendance_id.choices = [(a.attendance_id, a.label) for a in room.attendees]


class ChoiceForm(Form):
    """One secret choice."""

    choice = RadioField(_l("您的选择"), [required(_l("请选一项。"))])

    def offer(self) -> None:
        """Offer the three choices."""
        self.choice.choices = [(choice.value, label(choice)) for choice in Choice]


_COUNT = [InputRequired(_l("请填张数，没有就填 0。")), NumberRange(min=0, max=99999)]


class SlipsForm(Form):
    """The paper slips of those who did not vote by phone."""

    votes_for = IntegerField(_l("同意"), _COUNT, default=0)
    votes_against = IntegerField(_l("反对"), _COUNT, default=0)
    votes_abstain = IntegerField(_l("弃权"), _COUNT, default=0)

    @property
    def hands(self) -> Hands:
        """Return the counts typed."""
        return Hands(
            self.votes_for.data or 0, self.votes_against.data or 0, self.votes_abstain.data or 0
        )
