"""Reading statements, one's own answers, and the map."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from agenda.deliberation.opinions import policy
from agenda.deliberation.opinions.findings.rules import draw
from agenda.deliberation.opinions.models import (
    KeptMap,
    Opinion,
    OpinionParticipant,
    Statement,
)
from agenda.deliberation.opinions.rules import (
    AT_LATEST,
    ENOUGH,
    RESTS,
    SMALLEST,
    Answer,
    Dot,
    OpinionMap,
    Said,
    answers_digest,
    from_json,
)
from agenda.deliberation.removals.rules import RemovalReason
from agenda.infra.gathering import OWN, Listed, Rows, gather
from agenda.kernel.authz import Actor, Decision
from agenda.kernel.errors import NotFound
from agenda.kernel.ids import PersonId, ProposalId
from agenda.proposals.queries import facts, get_proposal


@dataclass(frozen=True)
class StatementRow:
    """A statement as a list shows it, with the reader's own answer."""

    statement_id: int
    number: int
    author_id: PersonId
    text: str
    removed_for: RemovalReason | None
    own: Answer | None


@dataclass(frozen=True)
class Drawing:
    """A map drawn from all answers that may be used, with what it was drawn from."""

    proposal_id: ProposalId
    drawn: OpinionMap
    answers: str
    """CSV."""
    digest: str
    statements: int
    changes: int
    """How many changes were counted when the answers were read."""


@dataclass(frozen=True)
class ShownMap:
    """The kept map for a page, with the statements' texts and the reader's own place."""

    drawn: OpinionMap
    texts: Mapping[int, str]
    """By number, without removed ones: their findings are not shown."""
    drawn_at: datetime
    digest: str
    own: Dot | None


@dataclass(frozen=True)
class OpinionsPanel:
    """The opinion map in small, for the proposal's page."""

    proposal_id: ProposalId
    statements: int
    open: int
    """How many the reader has not answered."""
    may_take_part: Decision
    map: ShownMap | None


def get_statement(session: Session, statement_id: int) -> Statement:
    """Return a statement; raises NotFound."""
    statement = session.get(Statement, statement_id)
    if statement is None:
        raise NotFound("deliberation.no_statement")
    return statement


def find_number(session: Session, proposal_id: ProposalId, number: int) -> Statement:
    """Return the statement of a number within a proposal; raises NotFound."""
    own = Statement.proposal_id == proposal_id, Statement.number == number
    statement = session.scalars(select(Statement).where(*own)).one_or_none()
    if statement is None:
        raise NotFound("deliberation.no_statement")
    return statement


def last_number(session: Session, proposal_id: ProposalId) -> int:
    """Return the number of a proposal's latest statement, 0 before the first."""
    query = select(func.max(Statement.number)).where(Statement.proposal_id == proposal_id)
    return session.execute(query).scalar_one() or 0


def find_participant(
    session: Session, proposal_id: ProposalId, person_id: PersonId | None
) -> OpinionParticipant | None:
    """Return under which number a person answers, None before the first answer."""
    query = select(OpinionParticipant).where(
        OpinionParticipant.proposal_id == proposal_id, OpinionParticipant.person_id == person_id
    )
    return session.scalars(query).one_or_none()


def list_statements(
    session: Session, proposal_id: ProposalId, person_id: PersonId | None
) -> Sequence[StatementRow]:
    """Return all statements in the order of writing, each with a person's own answer."""
    own = find_participant(session, proposal_id, person_id) if person_id else None
    return _rows(session, proposal_id, own)


def _rows(
    session: Session, proposal_id: ProposalId, own: OpinionParticipant | None
) -> Sequence[StatementRow]:
    """Return all statements in the order of writing, each with a participant's answer."""
    mine = Opinion.participant_id == (own.participant_id if own else None)
    query = (
        select(
            Statement.statement_id,
            Statement.number,
            Statement.author_id,
            Statement.text,
            Statement.removed_for,
            Opinion.answer,
        )
        .outerjoin(Opinion, (Opinion.statement_id == Statement.statement_id) & mine)
        .where(Statement.proposal_id == proposal_id)
        .order_by(Statement.number)
    )
    return [StatementRow(*row) for row in session.execute(query)]


def find_next(session: Session, proposal_id: ProposalId, person_id: PersonId) -> Statement | None:
    """Return what to ask a person next: what fewest have answered, so that nothing is left out."""
    own = find_participant(session, proposal_id, person_id)
    answered = select(Opinion.statement_id).where(
        Opinion.participant_id == (own.participant_id if own else None)
    )
    heard = (
        select(func.count())
        .where(Opinion.statement_id == Statement.statement_id)
        .correlate(Statement)
        .scalar_subquery()
    )
    query = (
        select(Statement)
        .where(Statement.proposal_id == proposal_id, Statement.removed_at.is_(None))
        .where(Statement.statement_id.not_in(answered))
        .order_by(heard, Statement.number)
        .limit(1)
    )
    return session.scalars(query).one_or_none()


def list_due(session: Session, now: datetime) -> Sequence[ProposalId]:
    """Return the proposals whose map is to be drawn anew, at most once a minute each."""
    many = (KeptMap.changes >= ENOUGH) & (
        KeptMap.drawn_at.is_(None) | (KeptMap.drawn_at <= now - RESTS)
    )
    old = (KeptMap.changes > 0) & (KeptMap.drawn_at <= now - AT_LATEST)
    query = select(KeptMap.proposal_id).where(or_(many, old)).order_by(KeptMap.proposal_id)
    return session.scalars(query).all()


def draw_anew(session: Session, proposal_id: ProposalId) -> Drawing:
    """Return the map of all answers there are now; loads NumPy.

    A statement that fewer than five have answered is left out of map and export alike.
    """
    changes = session.get_one(KeptMap, proposal_id).changes
    heard = (
        select(Opinion.statement_id)
        .join(Statement, Statement.statement_id == Opinion.statement_id)
        .where(Statement.proposal_id == proposal_id)
        .group_by(Opinion.statement_id)
        .having(func.count() >= SMALLEST)
    )
    query = (
        select(OpinionParticipant.number, Statement.number, Opinion.answer, Statement.removed_at)
        .join(Statement, Statement.statement_id == Opinion.statement_id)
        .join(OpinionParticipant, OpinionParticipant.participant_id == Opinion.participant_id)
        .where(Opinion.statement_id.in_(heard))
        .order_by(OpinionParticipant.number, Statement.number)
    )
    rows = session.execute(query).all()
    said = [Said(participant, statement, answer) for participant, statement, answer, _at in rows]
    removed = frozenset(statement for _p, statement, _a, at in rows if at is not None)
    lines = [f"{p},{s},{a},{int(s in removed)}\n" for p, s, a in said]
    return Drawing(
        proposal_id=proposal_id,
        drawn=draw(said, removed),
        answers="participant,statement,answer,removed\n" + "".join(lines),
        digest=answers_digest(said, removed),
        statements=len({one.statement for one in said}),
        changes=changes,
    )


def find_map(
    session: Session, proposal_id: ProposalId, person_id: PersonId | None
) -> ShownMap | None:
    """Return the kept map for a reader, None before the first."""
    kept = session.get(KeptMap, proposal_id)
    if kept is None or kept.drawing is None:
        return None
    own = find_participant(session, proposal_id, person_id) if person_id else None
    standing = Statement.proposal_id == proposal_id, Statement.removed_at.is_(None)
    texts = session.execute(select(Statement.number, Statement.text).where(*standing))
    return _shown(kept, dict(texts.all()), own)


def _shown(
    kept: KeptMap, texts: Mapping[int, str], own: OpinionParticipant | None
) -> ShownMap | None:
    """Return a kept map with its texts, None where it was never drawn."""
    if kept.drawing is None or kept.drawn_at is None or kept.digest is None:
        return None
    drawn = from_json(kept.drawing)
    return ShownMap(
        drawn=drawn,
        texts=texts,
        drawn_at=kept.drawn_at,
        digest=kept.digest,
        own=drawn.place_of(own.number) if own else None,
    )


def get_answers(session: Session, proposal_id: ProposalId) -> str:
    """Return the answers the map was drawn from, as CSV; raises NotFound before five took part."""
    kept = session.get(KeptMap, proposal_id)
    if kept is None or kept.answers is None or kept.drawing is None:
        raise NotFound("deliberation.no_map")
    if from_json(kept.drawing).participants < SMALLEST:
        raise NotFound("deliberation.no_map")
    return kept.answers


SHOWN = (
    Listed(
        KeptMap,
        KeptMap.proposal_id == OWN,
        only=(KeptMap.drawing, KeptMap.drawn_at, KeptMap.digest),
    ),
    Listed(
        Statement,
        (Statement.proposal_id == OWN) & (Statement.number == 1),
        only=(Statement.number,),
    ),
)
"""What the panel shows, but for the statements: whether there are any."""


def panel(
    session: Session,
    proposal_id: ProposalId,
    actor: Actor,
    _now: datetime,
    *,
    rows: Rows | None = None,
) -> OpinionsPanel:
    """Return the opinion map in small: template `deliberation/opinions/_panel.html`."""
    rows = rows or gather(session, SHOWN, proposal_id)
    kept = next(iter(rows.of(KeptMap)), None)
    person_id = actor.person_id if kept else None
    own = find_participant(session, proposal_id, person_id) if person_id else None
    said = _rows(session, proposal_id, own) if rows.of(Statement) else ()
    standing = [row for row in said if row.removed_for is None]
    return OpinionsPanel(
        proposal_id=proposal_id,
        statements=len(standing),
        open=sum(row.own is None for row in standing),
        may_take_part=policy.may_take_part(actor, facts(get_proposal(session, proposal_id))),
        map=_shown(kept, {row.number: row.text for row in standing}, own) if kept else None,
    )
