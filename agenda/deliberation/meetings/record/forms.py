"""Forms of the record: many stand on one page, so each has a prefix of its own."""

from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, HiddenField, IntegerField, SelectField
from wtforms.validators import InputRequired, NumberRange

from agenda.deliberation.meetings.queries import InvitedTo
from agenda.deliberation.meetings.record.models import Motion, Speech
from agenda.deliberation.meetings.record.queries import Record, SeatChoice
from agenda.deliberation.meetings.record.rules import (
    GUEST_NAME_MAX,
    GUEST_PLACE_MAX,
    MOTION_MAX,
    SPEECH_MAX,
    TASK_MAX,
    Capacity,
    Channel,
    Hands,
    Part,
    Present,
    may_show_hands,
)
from agenda.kernel.errors import Invalid, Stale
from agenda.kernel.ids import BodyId, PersonId
from agenda.web.forms import Form, LineField, TextField, at_most, required
from agenda.web.sentences import label, refusal

_WORDS = _l("请写下内容。")
_CHOOSE = _l("请选择。")


class SeatForm(Form):
    """Sign in somebody who holds a seat in an invited body."""

    seat = SelectField(_l("受邀单位的成员"), [required(_CHOOSE)])

    @property
    def chosen(self) -> tuple[PersonId, BodyId]:
        """Return person and body."""
        person_id, _dash, body_id = (self.seat.data or "0-0").partition("-")
        return PersonId(int(person_id)), BodyId(int(body_id))


class GuestForm(Form):
    """Sign in somebody by name, or a line of the paper list."""

    name = LineField(_l("姓名"), [required(_l("请写姓名。")), at_most(GUEST_NAME_MAX)])
    place = LineField(
        _l("楼栋或单位"),
        [at_most(GUEST_PLACE_MAX)],
        description=_l("只写楼栋，不写房号。纪要里姓名会自动隐去名字。"),
    )
    capacity = SelectField(_l("身份"), default=Capacity.RESIDENT.value)
    body_id = SelectField(_l("代表哪个单位"), coerce=int, default=0)
    channel = SelectField(_l("怎样签到"), default=Channel.SECRETARY.value)


class SpeechForm(Form):
    """What somebody said."""

    attendance_id = SelectField(_l("发言人"), [required(_CHOOSE)], coerce=int)
    text = TextField(_l("说了什么"), [required(_WORDS), at_most(SPEECH_MAX)])


class VersionedForm(Form):
    """A form that says which version was read; a newer one is shown beside what was typed."""

    version = HiddenField()
    current: str = ""
    """The words as somebody else just left them, for comparing."""
    is_stale: bool = False

    @property
    def number(self) -> int:
        """Return the version that was read."""
        text = str(self.version.data or "")
        return int(text) if text.isdecimal() else 0

    def compare_with(self, stale: Stale) -> None:
        """Show what is there now beside what was typed; sending again replaces it."""
        self.form_errors.append(refusal(stale.code))
        self.current, self.is_stale = stale.current, True
        self.version.data = str(stale.params.get("version", ""))


class SpeechEditForm(VersionedForm):
    """Mending what was noted."""

    text = TextField(_l("改记录"), [required(_WORDS), at_most(SPEECH_MAX)])


class MotionForm(Form):
    """A motion, with the text it would adopt if it is about the agreement."""

    mover_id = SelectField(_l("提出动议的人"), [required(_CHOOSE)], coerce=int)
    text = TextField(_l("动议"), [required(_WORDS), at_most(MOTION_MAX)])
    paragraphs = TextField(
        _l("要通过的协商意见"),
        description=_l("通过协商意见时才写，一行一条。通过后就是本次协商的结果。"),
    )

    @property
    def lines(self) -> tuple[str, ...]:
        """Return the paragraphs typed, a line each."""
        return tuple(line for line in (self.paragraphs.data or "").splitlines() if line.strip())


_HANDS = [InputRequired(_l("请填人数，没有就填 0。")), NumberRange(min=0, max=99999)]


class HandsForm(Form):
    """A show of hands."""

    votes_for = IntegerField(_l("同意"), _HANDS)
    votes_against = IntegerField(_l("反对"), _HANDS)
    votes_abstain = IntegerField(_l("弃权"), _HANDS)

    @property
    def hands(self) -> Hands:
        """Return the counts typed."""
        return Hands(
            self.votes_for.data or 0, self.votes_against.data or 0, self.votes_abstain.data or 0
        )


class TaskForm(Form):
    """A task agreed on."""

    text = TextField(_l("要做什么"), [required(_WORDS), at_most(TASK_MAX)])
    body_id = SelectField(_l("由哪个单位做"), [required(_CHOOSE)], coerce=int)
    due_on = DateField(_l("哪天之前"), [required(_l("请选日期。"))])

    @property
    def day(self) -> date:
        """Return the day typed; the field is required, so there is one."""
        if self.due_on.data is None:
            raise Invalid("deliberation.text_needed", field="due_on")
        return self.due_on.data


class PartForm(Form):
    """Who chairs, who records."""

    attendance_id = SelectField(_l("姓名"), [required(_CHOOSE)], coerce=int)


class ActForm(Form):
    """A button without input: only the token counts."""


@dataclass(frozen=True)
class RecordChoices:
    """What the forms of one record offer."""

    record: Record
    invited: tuple[InvitedTo, ...]
    seats: tuple[SeatChoice, ...]

    def people(self, *, with_hands: bool = False) -> list[tuple[int, str]]:
        """Return who is on the list, with his number; only those with a hand if so asked."""
        return [
            (a.attendance_id, a.label)
            for a in self.record.attendees.values()
            if not with_hands or may_show_hands(Present(a.capacity))
        ]

    def bodies(self) -> list[tuple[int, str]]:
        """Return the invited bodies."""
        return [(int(body.body_id), body.name) for body in self.invited]


Kind = TypeVar("Kind", bound=Form)


class ManyForms:
    """Many forms on one page, each with a prefix of its own, made when the page asks for them.

    A form that was sent and refused is kept, and shown again as it was typed.
    """

    def __init__(self) -> None:
        self._kept: dict[str, Form] = {}

    @property
    def refused(self) -> Form | None:
        """Return the form that was refused, for the summary of errors."""
        return next(iter(self._kept.values()), None)

    @property
    def status(self) -> int:
        """Return the page's status: 400 for a refused form, 409 for words changed meanwhile."""
        if isinstance(self.refused, VersionedForm) and self.refused.is_stale:
            return 409
        return 400 if self.refused else 200

    def refuse(self, form: Form, error: Invalid | Stale) -> None:
        """Keep a form that a rule refused, or whose words were changed meanwhile."""
        if isinstance(error, Invalid):
            form.add_refusal(error)
        elif isinstance(form, VersionedForm):
            form.compare_with(error)
        else:
            raise error
        self.keep(form)

    def keep(self, form: Form) -> None:
        """Keep a refused form for the page."""
        self._kept[form._prefix] = form  # noqa: SLF001 - WTForms offers no public name for it

    def make(self, kind: type[Kind], prefix: str, *, sent: bool, **data: object) -> Kind:
        """Return a form: the kept one, the one just sent, or a fresh one with this data."""
        kept = self._kept.get(f"{prefix}-")
        if isinstance(kept, kind):
            return kept
        return kind(prefix=prefix, data=data) if sent else kind(None, prefix=prefix, data=data)


class RecordForms(ManyForms):
    """The forms of a record's page."""

    def __init__(self, choices: RecordChoices) -> None:
        super().__init__()
        self._choices = choices

    def seat(self, *, sent: bool = False) -> SeatForm:
        """Return the form for a seat holder."""
        form = self.make(SeatForm, "seat", sent=sent)
        form.seat.choices = [
            (f"{c.person_id}-{c.body_id}", f"{c.body} {c.name} {c.title}".strip())
            for c in self._choices.seats
        ]
        return form

    def guest(self, *, sent: bool = False) -> GuestForm:
        """Return the form for somebody by name."""
        form = self.make(GuestForm, "guest", sent=sent)
        form.capacity.choices = [(c.value, label(c)) for c in Capacity]
        form.body_id.choices = [(0, _("不代表单位")), *self._choices.bodies()]
        channels = (Channel.SECRETARY, Channel.PAPER)
        form.channel.choices = [(c.value, label(c)) for c in channels]
        return form

    def part(self, part: Part, *, sent: bool = False) -> PartForm:
        """Return the form for naming chair or recorder."""
        people = self._choices.record.attendees.values()
        now = next((a.attendance_id for a in people if a.part is part), None)
        form = self.make(PartForm, f"part-{part}", sent=sent, attendance_id=now)
        form.attendance_id.choices = self._choices.people()
        return form

    def speech(self, item_id: int, *, sent: bool = False) -> SpeechForm:
        """Return the form for a speech on an item."""
        form = self.make(SpeechForm, f"speech{item_id}", sent=sent)
        form.attendance_id.choices = self._choices.people()
        return form

    def edit(self, speech: Speech, *, sent: bool = False) -> SpeechEditForm:
        """Return the form for mending a speech."""
        prefix, said = f"edit{speech.speech_id}", {"text": speech.text, "version": speech.version}
        return self.make(SpeechEditForm, prefix, sent=sent, **said)

    def motion(self, item_id: int, *, sent: bool = False) -> MotionForm:
        """Return the form for a motion on an item."""
        form = self.make(MotionForm, f"motion{item_id}", sent=sent)
        form.mover_id.choices = self._choices.people(with_hands=True)
        return form

    def amendment(self, motion: Motion, *, sent: bool = False) -> MotionForm:
        """Return the form for an amendment, filled in with the words it would change."""
        lines = "\n".join(self._choices.record.paragraphs.get(motion.motion_id, ()))
        said = {"text": motion.text, "paragraphs": lines}
        form = self.make(MotionForm, f"amend{motion.motion_id}", sent=sent, **said)
        form.mover_id.choices = self._choices.people(with_hands=True)
        return form

    def hands(self, motion_id: int, *, sent: bool = False) -> HandsForm:
        """Return the form for a show of hands."""
        return self.make(HandsForm, f"hands{motion_id}", sent=sent)

    def task(self, item_id: int, *, sent: bool = False) -> TaskForm:
        """Return the form for a task agreed on an item."""
        form = self.make(TaskForm, f"task{item_id}", sent=sent)
        form.body_id.choices = self._choices.bodies()
        return form
