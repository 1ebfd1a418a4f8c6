"""Reading letters that are due, whom a duty still waits for, and what could not be delivered."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import Session

from agenda.ballots.decisions.models import FormalDecision
from agenda.ballots.models import Participation, RollEntry, Vote
from agenda.ballots.owners.models import HeadBallot, HeadOwner, OwnersBallot
from agenda.community.models import Household, Person, Seat
from agenda.community.queries import get_area, in_scope
from agenda.infra.outbox import OutboxMessage
from agenda.kernel.errors import NotFound
from agenda.kernel.ids import DutyId, PersonId
from agenda.notifications.letters.models import Letter
from agenda.notifications.letters.rules import (
    MOST_TRIES,
    NOT_SOON_AFTER,
    REMIND_BEFORE,
    REMINDED,
)
from agenda.procedure.models import DutyRow
from agenda.procedure.rules import Bearer, DutyKind
from agenda.proposals.models import Proposal
from agenda.resolutions.appraisal.models import Appraisal, AppraisalAnswer

AT_A_TIME = 100


def get_letter(session: Session, letter_id: int, *, lock: bool = False) -> Letter:
    """Return a letter; raises NotFound."""
    letter = session.get(Letter, letter_id, with_for_update=lock)
    if letter is None:
        raise NotFound("notifications.no_letter")
    return letter


def list_due_letters(session: Session, now: datetime) -> Sequence[int]:
    """Return the letters that are to leave now, the longest waiting first."""
    query = (
        select(Letter.letter_id)
        .where(*_waiting(), Letter.send_at <= now, Letter.tries < MOST_TRIES)
        .order_by(Letter.send_at, Letter.letter_id)
        .limit(AT_A_TIME)
    )
    return session.scalars(query).all()


def list_to_remind(session: Session, now: datetime) -> Sequence[DutyId]:
    """Return the duties that end within two days and of which nobody was reminded yet."""
    reminded = exists().where(Letter.about_id == DutyRow.duty_id, Letter.kind == "reminder")
    query = select(DutyRow.duty_id, DutyRow.opened_at, DutyRow.due_at).where(
        DutyRow.ended_at.is_(None),
        DutyRow.suspended_at.is_(None),
        DutyRow.due_at > now,
        DutyRow.due_at <= now + REMIND_BEFORE,
        DutyRow.opened_at <= now - NOT_SOON_AFTER,
        DutyRow.kind.in_(REMINDED),
        ~reminded,
    )
    return [row.duty_id for row in session.execute(query.order_by(DutyRow.due_at))]


def list_not_acted(session: Session, duty: DutyRow) -> frozenset[PersonId]:
    """Return everybody whom an open duty still waits for."""
    if duty.ended_at is not None:
        return frozenset()
    if duty.bearer is Bearer.PERSON and duty.person_id is not None:
        return frozenset({duty.person_id})
    if duty.bearer is Bearer.BODY:
        seated = select(Seat.person_id).where(
            Seat.body_id == duty.body_id, Seat.confirmed_at.is_not(None), Seat.ended_at.is_(None)
        )
        return frozenset(session.scalars(seated))
    find = _ASKED.get(duty.kind)
    return frozenset(session.scalars(find(session, duty))) if find else frozenset()


def _voters(_session: Session, duty: DutyRow) -> Select[PersonId]:
    """Select who is on the roll of a vote and has not taken part."""
    took_part = exists().where(
        Participation.vote_id == RollEntry.vote_id, Participation.person_id == RollEntry.person_id
    )
    return (
        select(RollEntry.person_id)
        .join(Vote, Vote.vote_id == RollEntry.vote_id)
        .where(Vote.proposal_id == duty.proposal_id, Vote.closed_at.is_(None), ~took_part)
    )


def _owners(_session: Session, duty: DutyRow) -> Select[PersonId]:
    """Select the owners of the voting heads whose ballot nobody has cast."""
    return (
        select(HeadOwner.person_id)
        .join(OwnersBallot, OwnersBallot.decision_id == HeadOwner.decision_id)
        .join(FormalDecision, FormalDecision.decision_id == OwnersBallot.decision_id)
        .where(
            FormalDecision.proposal_id == duty.proposal_id,
            OwnersBallot.frozen_at.is_not(None),
            OwnersBallot.closed_at.is_(None),
            ~exists().where(HeadBallot.head_id == HeadOwner.head_id),
        )
    )


def _surveyed(session: Session, duty: DutyRow) -> Select[PersonId]:
    """Select the adults of the scope who have not answered the survey that runs."""
    proposal = session.get_one(Proposal, duty.proposal_id)
    running = (
        select(func.max(Appraisal.appraisal_id))
        .where(Appraisal.proposal_id == duty.proposal_id)
        .scalar_subquery()
    )
    answered = exists().where(
        AppraisalAnswer.appraisal_id == running, AppraisalAnswer.person_id == Person.person_id
    )
    return (
        select(Person.person_id)
        .join(Household, Household.household_id == Person.household_id)
        .where(in_scope(get_area(session, proposal.scope_id)))
        .where(Person.is_adult, Person.moved_out_at.is_(None), ~answered)
    )


_ASKED: dict[DutyKind, Callable[[Session, DutyRow], Select[PersonId]]] = {
    DutyKind.CAST_VOTES: _voters,
    DutyKind.CAST_OWNERS_BALLOT: _owners,
    DutyKind.ANSWER_SURVEY: _surveyed,
}


@dataclass(frozen=True)
class Outbox:
    """What waits, what failed and what was given up: letters by e-mail, and messages of acts."""

    waiting: int
    sent: int
    failing: Sequence[Letter]
    given_up: Sequence[Letter]
    messages: Sequence[OutboxMessage]
    """Acts whose notices could not be written, or which no chat group took."""


def get_outbox(session: Session) -> Outbox:
    """Return the state of all that leaves, without a name or an address."""
    failed = select(Letter).where(*_waiting(), Letter.tries > 0).order_by(Letter.letter_id.desc())
    messages = (
        select(OutboxMessage)
        .where(OutboxMessage.handled_at.is_(None), OutboxMessage.attempts > 0)
        .order_by(OutboxMessage.message_id.desc())
        .limit(AT_A_TIME)
    )
    return Outbox(
        waiting=_count(session, *_waiting()),
        sent=_count(session, Letter.sent_at.is_not(None)),
        failing=session.scalars(failed.where(Letter.tries < MOST_TRIES).limit(AT_A_TIME)).all(),
        given_up=session.scalars(failed.where(Letter.tries >= MOST_TRIES).limit(AT_A_TIME)).all(),
        messages=session.scalars(messages).all(),
    )


def has_failing_letter(session: Session, person_id: PersonId) -> bool:
    """Whether a letter to a person could not be delivered and none was delivered since."""
    query = (
        select(Letter.last_error)
        .where(
            Letter.person_id == person_id, or_(Letter.sent_at.is_not(None), Letter.last_error != "")
        )
        .order_by(Letter.letter_id.desc())
        .limit(1)
    )
    return bool(session.scalar(query))


def _waiting() -> tuple[ColumnElement[bool], ...]:
    """Return the conditions that a letter has still to leave."""
    return Letter.sent_at.is_(None), Letter.dropped_at.is_(None)


def _count(session: Session, *conditions: ColumnElement[bool]) -> int:
    """Count letters."""
    return session.scalar(select(func.count()).select_from(Letter).where(*conditions)) or 0
