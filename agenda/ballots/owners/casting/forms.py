"""The form of an owners' ballot: every question with its three choices; a blank one abstains."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField
from wtforms.validators import Optional

from agenda.ballots.owners.casting.rules import CastBallot
from agenda.ballots.owners.models import OwnersQuestion
from agenda.ballots.rules import Choice
from agenda.web.forms import Form
from agenda.web.sentences import label


class HeadBallotForm(Form):
    """What a head chooses, and on which version of its ballot the form was made."""

    based_on = HiddenField(default="0")

    @property
    def version(self) -> int:
        """The version the form was made from; nothing readable counts as none."""
        typed = self.based_on.data or ""
        return int(typed) if typed.isdecimal() else 0

    @property
    def answers(self) -> list[Any]:
        """The fields of the questions, in their order."""
        return [field for field in self if field.name.startswith("question_")]

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What was chosen on every question; a blank one is an abstention."""
        return tuple(Choice(field.data) if field.data else Choice.ABSTAIN for field in self.answers)


def ballot_form(questions: Sequence[OwnersQuestion], own: CastBallot | None) -> HeadBallotForm:
    """Return the form of these questions, filled with the ballot that stands, if there is one."""
    offered = [(choice.value, label(choice)) for choice in Choice]
    fields = {
        f"question_{question.number}": RadioField(_l("您的选择"), [Optional()], choices=offered)
        for question in questions
    }
    kind = type("QuestionsForm", (HeadBallotForm,), fields)
    given: dict[str, Any] = {"based_on": str(own.version) if own else "0"}
    for question, choice in zip(questions, own.choices if own else (), strict=False):
        given[f"question_{question.number}"] = choice.value
    form: HeadBallotForm = kind(data=given)
    return form
