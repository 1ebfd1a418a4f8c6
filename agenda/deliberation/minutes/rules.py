"""Minutes as a structured document: what stands in them, who may change what, what is blotted out."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from agenda.deliberation.meetings.record.rules import Capacity, MotionOutcome
from agenda.deliberation.meetings.rules import MeetingFacts, MeetingKind
from agenda.kernel.clock import end_of_day, local_date
from agenda.kernel.ids import MeetingId
from agenda.kernel.privacy import Flag, masked, scan
from agenda.procedure.calendar.rules import add_workdays

ENTRY_MAX = 4000
OBJECTION_MAX = 2000
DISSENT_MAX = 1000
CORRECTION_MAX = 2000
ABSENT = "absent"
"""The code of an invited body that nobody came for."""


class MinutesStatus(StrEnum):
    """Where minutes stand."""

    DRAFT = "draft"
    CONFIRMING = "confirming"
    """Attendees confirm or object."""
    CONFIRMED = "confirmed"
    """All have answered, or their time is over."""
    PUBLISHED = "published"


class EntryKind(StrEnum):
    """What one entry of the minutes is."""

    ATTENDANCE = "attendance"
    POSITION = "position"
    """What a body's position was at the time."""
    ITEM = "item"
    """An item of the agenda; what follows belongs to it."""
    SPEECH = "speech"
    NOTE = "note"
    MOTION = "motion"
    PARAGRAPH = "paragraph"
    """One paragraph of the text a motion would adopt; its number stands in the heading."""
    TASK = "task"
    DISSENT = "dissent"
    """What somebody who was there wants kept on record, in his own words, by right."""
    OBJECTION = "objection"
    REPLY = "reply"


EDITABLE = frozenset({EntryKind.SPEECH, EntryKind.NOTE})
"""Words as noted; who was there, the agenda, motions and counts stand as recorded."""
SPOKEN = frozenset({EntryKind.SPEECH, EntryKind.DISSENT, EntryKind.OBJECTION})
"""Entries under somebody's name: a room in the text would stand beside it."""


class Answer(StrEnum):
    """What an attendee says of the minutes."""

    CONFIRMED = "confirmed"
    OBJECTED = "objected"


@dataclass(frozen=True)
class Entry:
    """One entry of the minutes.

    `heading` is who or what (masked name, body, item), `code` a value of an enum that the page puts
    in the reader's words (capacity, stance, outcome), `text` the words themselves.
    """

    kind: EntryKind
    heading: str = ""
    text: str = ""
    code: str = ""
    votes_for: int = 0
    votes_against: int = 0
    votes_abstain: int = 0
    voters: int = 0
    due_on: date | None = None

    @property
    def meaning(self) -> Capacity | MotionOutcome | None:
        """What the code of an attendance or a motion says; None where it says something else."""
        if self.kind is EntryKind.MOTION and self.code:
            return MotionOutcome(self.code)
        if self.kind is EntryKind.ATTENDANCE and self.code != ABSENT:
            return Capacity(self.code)
        return None


@dataclass(frozen=True)
class MinutesPaper:
    """The minutes as published: everything the paper says, frozen."""

    meeting_id: MeetingId
    number: int
    """The meeting's number on its proposal."""
    kind: MeetingKind
    title: str
    starts_at: datetime
    place: str
    convener: str
    chair: str
    recorder: str
    entries: tuple[Entry, ...]
    attended: int
    confirmed: int = 0
    confirmed_before: int = 0
    """How many of those confirmed an earlier version of the text."""
    objected: int = 0


@dataclass(frozen=True)
class PaperItem:
    """An item of the agenda with what belongs to it."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class PaperParts:
    """The entries of minutes, parted as the paper prints them."""

    attendance: tuple[Entry, ...]
    positions: tuple[Entry, ...]
    items: tuple[PaperItem, ...]
    decided: tuple[Entry, ...]
    """The paragraphs of the text that was adopted, and the tasks that were agreed."""
    dissents: tuple[Entry, ...]
    objections: tuple[Entry, ...]
    """Objections, each followed by its reply if there is one."""


@dataclass(frozen=True)
class MinutesFacts:
    """What policies ask about minutes."""

    meeting: MeetingFacts
    status: MinutesStatus


def publication_due(confirm_by: datetime, workdays: int) -> datetime:
    """Return when minutes are due once the attendees' time, which ends at `confirm_by`, is over."""
    last_day = local_date(confirm_by - timedelta(seconds=1))
    return end_of_day(add_workdays(last_day, workdays))


def entry_flags(entry: Entry, names: Iterable[str]) -> tuple[tuple[Flag, ...], tuple[Flag, ...]]:
    """Return what may not be published of an entry: in its heading, and in its text."""
    names = tuple(names)
    text = scan(entry.text, names=names, has_speaker=entry.kind in SPOKEN)
    return scan(entry.heading, names=names), text


def count_flags(entries: Iterable[Entry], names: Iterable[str]) -> int:
    """Return how many passages of the minutes may not be published."""
    names = tuple(names)
    return sum(len(flags) for entry in entries for flags in entry_flags(entry, names))


def without_flags(entry: Entry, names: Iterable[str]) -> Entry:
    """Return an entry with its flagged passages blotted out."""
    heading, text = entry_flags(entry, names)
    return replace(entry, heading=masked(entry.heading, heading), text=masked(entry.text, text))


def parted(entries: Iterable[Entry]) -> PaperParts:
    """Part the entries of minutes: who was there, who stood where, the agenda, the objections."""
    attendance, positions, dissents, objections = [], [], [], []
    items: list[tuple[str, list[Entry]]] = []
    entries = tuple(entries)
    for entry in entries:
        if entry.kind is EntryKind.ITEM:
            items.append((entry.heading, []))
        elif entry.kind is EntryKind.ATTENDANCE:
            attendance.append(entry)
        elif entry.kind is EntryKind.POSITION:
            positions.append(entry)
        elif entry.kind is EntryKind.DISSENT:
            dissents.append(entry)
        elif entry.kind in {EntryKind.OBJECTION, EntryKind.REPLY}:
            objections.append(entry)
        elif items:
            items[-1][1].append(entry)
    return PaperParts(
        attendance=tuple(attendance),
        positions=tuple(positions),
        items=tuple(PaperItem(title, tuple(inside)) for title, inside in items),
        decided=(*agreed_text(entries), *(e for e in entries if e.kind is EntryKind.TASK)),
        dissents=tuple(dissents),
        objections=tuple(objections),
    )


def agreed_text(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return the paragraphs of the text a carried motion adopted, empty where there is none."""
    adopted: list[Entry] = []
    is_adopted = False
    for entry in entries:
        if entry.kind is EntryKind.MOTION:
            is_adopted = entry.code == MotionOutcome.CARRIED
        elif entry.kind is EntryKind.PARAGRAPH and is_adopted:
            adopted.append(entry)
    return tuple(adopted)


def is_empty_note(entry: Entry) -> bool:
    """Whether an entry is a note that was emptied: it does not go on the paper."""
    return entry.kind is EntryKind.NOTE and not entry.text.strip()


def paper_data(paper: MinutesPaper) -> dict[str, Any]:
    """Return published minutes as JSON-ready data; days and instants as ISO text, blanks left out."""
    data = asdict(paper)
    data["starts_at"] = paper.starts_at.isoformat()
    data["entries"] = [_entry_data(entry) for entry in paper.entries]
    return data


def paper_from(data: Mapping[str, Any]) -> MinutesPaper:
    """Return the published minutes held in data."""
    return MinutesPaper(
        **{
            **data,
            "meeting_id": MeetingId(data["meeting_id"]),
            "kind": MeetingKind(data["kind"]),
            "starts_at": datetime.fromisoformat(data["starts_at"]),
            "entries": tuple(_entry_from(entry) for entry in data["entries"]),
        }
    )


def _entry_data(entry: Entry) -> dict[str, Any]:
    """Return an entry as data, without what it leaves blank."""
    data = {name: value for name, value in asdict(entry).items() if value not in ("", 0, None)}
    if entry.due_on is not None:
        data["due_on"] = entry.due_on.isoformat()
    return data


def _entry_from(data: Mapping[str, Any]) -> Entry:
    """Return the entry held in data."""
    due_on = date.fromisoformat(data["due_on"]) if "due_on" in data else None
    return Entry(**{**data, "kind": EntryKind(data["kind"]), "due_on": due_on})
