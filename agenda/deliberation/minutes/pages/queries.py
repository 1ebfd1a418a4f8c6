"""Minutes as their pages show them: the draft with its next step, and the published paper."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from agenda.deliberation.meetings.models import Meeting
from agenda.deliberation.meetings.queries import get_visible
from agenda.deliberation.meetings.record.queries import attended_ids, find_attendance
from agenda.deliberation.minutes import policy
from agenda.deliberation.minutes.models import (
    Minutes,
    MinutesAnswer,
    MinutesCorrection,
    MinutesDissent,
    MinutesEntry,
    PublishedMinutes,
)
from agenda.deliberation.minutes.queries import (
    AnswerLine,
    as_entry,
    blank_paper,
    find_dissent,
    find_own_answer,
    find_published,
    get_minutes,
    list_answers,
    list_dissents,
    list_entries,
    minutes_facts,
    names_to_keep,
)
from agenda.deliberation.minutes.rules import (
    EDITABLE,
    Answer,
    Entry,
    EntryKind,
    MinutesPaper,
    PaperParts,
    agreed_text,
    entry_flags,
    parted,
)
from agenda.deliberation.parties.queries import recused_ids
from agenda.kernel.authz import Actor, Decision
from agenda.kernel.ids import MeetingId
from agenda.kernel.privacy import FlagKind
from agenda.proposals.models import Proposal


@dataclass(frozen=True)
class DraftLine:
    """One entry of a draft with what the scan found in it."""

    row: MinutesEntry
    entry: Entry
    flags: tuple[FlagKind, ...]

    @property
    def is_settled(self) -> bool:
        """Whether it only says who was there or who stood where, with nothing to mend."""
        return self.row.kind in {EntryKind.ATTENDANCE, EntryKind.POSITION} and not self.flags

    @property
    def is_editable(self) -> bool:
        """Whether its words may be changed."""
        return self.row.kind in EDITABLE


@dataclass(frozen=True)
class DraftPage:
    """A draft with its head, answers, and what the reader may do."""

    meeting: Meeting
    proposal: Proposal
    minutes: Minutes
    head: MinutesPaper
    lines: tuple[DraftLine, ...]
    answers: tuple[AnswerLine, ...]
    own: MinutesAnswer | None
    dissents: tuple[Entry, ...]
    own_dissent: MinutesDissent | None
    may_read: Decision
    may_keep: Decision
    may_edit: Decision
    may_submit: Decision
    may_publish: Decision
    may_answer: Decision
    may_dissent: Decision
    may_correct: Decision

    @property
    def flagged(self) -> int:
        """How many passages may not be published."""
        return sum(len(line.flags) for line in self.lines)

    @property
    def parts(self) -> PaperParts:
        """The entries, parted as the paper prints them."""
        return parted([*(line.entry for line in self.lines), *self.dissents])

    @property
    def objections(self) -> tuple[AnswerLine, ...]:
        """What attendees objected."""
        return tuple(line for line in self.answers if line.answer is Answer.OBJECTED)


@dataclass(frozen=True)
class PaperPage:
    """Published minutes, parted as the paper prints them, with what was appended since."""

    meeting: Meeting
    proposal: Proposal
    paper: MinutesPaper
    parts: PaperParts
    agreement: tuple[Entry, ...]
    published: PublishedMinutes
    corrections: tuple[MinutesCorrection, ...]
    may_correct: Decision


def draft_page(session: Session, meeting_id: MeetingId, actor: Actor) -> DraftPage:
    """Return a draft as its pages show it; raises NotFound before it is drafted.

    Whether the reader may see it is one of its decisions.
    """
    meeting, proposal = get_visible(session, meeting_id, actor)
    minutes = get_minutes(session, meeting_id)
    facts = minutes_facts(minutes, meeting, proposal)
    away = recused_ids(session, proposal.proposal_id)
    there = attended_ids(session, meeting_id)
    own = find_attendance(session, meeting_id, actor.person_id)
    return DraftPage(
        meeting=meeting,
        proposal=proposal,
        minutes=minutes,
        head=blank_paper(session, meeting),
        lines=_lines(session, minutes),
        answers=list_answers(session, minutes),
        own=find_own_answer(session, minutes.minutes_id, own.attendance_id) if own else None,
        dissents=list_dissents(session, minutes),
        own_dissent=find_dissent(session, minutes.minutes_id, own.attendance_id) if own else None,
        may_read=policy.may_read(actor, facts, there),
        may_keep=policy.may_mask(actor, facts, away),
        may_edit=policy.may_edit(actor, facts, away),
        may_submit=policy.may_submit(actor, facts, away),
        may_publish=policy.may_publish(actor, facts, away),
        may_answer=policy.may_answer(actor, facts, there),
        may_dissent=policy.may_dissent(actor, facts, there),
        may_correct=policy.may_correct(actor, facts, away),
    )


def paper_page(session: Session, meeting_id: MeetingId, actor: Actor) -> PaperPage | None:
    """Return published minutes as their page shows them, or None before publication."""
    meeting, proposal = get_visible(session, meeting_id, actor)
    published = find_published(session, meeting_id)
    if published is None:
        return None
    minutes = get_minutes(session, meeting_id)
    facts = minutes_facts(minutes, meeting, proposal)
    entries = published.paper.entries
    return PaperPage(
        meeting=meeting,
        proposal=proposal,
        paper=published.paper,
        parts=parted(entries),
        agreement=agreed_text(entries),
        published=published.row,
        corrections=published.corrections,
        may_correct=policy.may_correct(actor, facts, recused_ids(session, proposal.proposal_id)),
    )


def _lines(session: Session, minutes: Minutes) -> tuple[DraftLine, ...]:
    """Return the entries of a draft, each with what the scan found in it."""
    names = names_to_keep(session, minutes.meeting_id)
    found: list[DraftLine] = []
    for row in list_entries(session, minutes.minutes_id):
        entry = as_entry(row)
        heading, text = entry_flags(entry, names)
        found.append(DraftLine(row, entry, tuple(flag.kind for flag in (*heading, *text))))
    return tuple(found)
