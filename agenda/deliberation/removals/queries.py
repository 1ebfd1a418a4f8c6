"""Reading removals: the texts they are about, the trace everybody sees, and one with its forms."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from agenda.attachments.queries import get_beside_public
from agenda.community.models import Body
from agenda.deliberation.discussion import queries as discussion
from agenda.deliberation.opinions import queries as opinions
from agenda.deliberation.parties.queries import recused_ids
from agenda.deliberation.removals import policy
from agenda.deliberation.removals.models import Removal
from agenda.deliberation.removals.rules import RemovalState, TextKind
from agenda.kernel.authz import Actor, Decision
from agenda.kernel.errors import NotFound
from agenda.kernel.ids import AttachmentId, BodyId, PersonId, ProposalId
from agenda.procedure.calendar.rules import due_in_days
from agenda.proposals.models import Proposal
from agenda.proposals.queries import facts, get_proposal, procedure_of


@dataclass(frozen=True)
class WrittenText:
    """A text that may be removed, as its slice keeps it."""

    kind: TextKind
    number: int
    author_id: PersonId
    text: str
    written_at: datetime
    token: str = ""
    """The address of a file that is still handed out."""


@dataclass(frozen=True)
class RemovalPage:
    """One removal as its page shows it, with what the reader may do."""

    proposal: Proposal
    removal: Removal
    written: WrittenText
    bodies: Mapping[BodyId, str]
    is_author: bool
    sees_all: bool
    """Whether the reader sees text and explanation: the author, and who moderates here."""
    may_decide: Decision
    may_appeal: Decision
    may_answer: Decision
    appeal_until: datetime | None


def get_text(
    session: Session, proposal_id: ProposalId, *, kind: TextKind, number: int
) -> WrittenText:
    """Return a text by its kind and number; raises NotFound."""
    if kind is TextKind.FILE:
        return _file(session, proposal_id, number)
    find = opinions.find_number if kind is TextKind.STATEMENT else discussion.find_number
    row = find(session, proposal_id, number)
    return WrittenText(kind, number, row.author_id, row.text, row.written_at)


def _file(session: Session, proposal_id: ProposalId, number: int) -> WrittenText:
    """Return a file with what is said to be on it; of one erased the proposer is the author."""
    row = get_beside_public(session, proposal_id, AttachmentId(number))
    author_id = row.uploaded_by_id or get_proposal(session, proposal_id).proposer_id
    token = "" if row.hidden_at else row.token
    return WrittenText(TextKind.FILE, number, author_id, row.caption, row.uploaded_at, token)


def _written(session: Session, removal: Removal) -> WrittenText:
    """Return what a removal is about; of a file its sender took away there is nothing to show."""
    kind, number = removal.text_kind, removal.number
    try:
        return get_text(session, removal.proposal_id, kind=kind, number=number)
    except NotFound:
        return WrittenText(kind, number, removal.author_id, "", removal.proposed_at)


def get_removal(session: Session, removal_id: int) -> Removal:
    """Return a removal; raises NotFound."""
    removal = session.get(Removal, removal_id)
    if removal is None:
        raise NotFound("deliberation.no_removal")
    return removal


def find_latest(
    session: Session, proposal_id: ProposalId, *, kind: TextKind, number: int
) -> Removal | None:
    """Return the latest removal of a text in whatever state, or None."""
    query = (
        select(Removal)
        .where(
            Removal.proposal_id == proposal_id,
            Removal.text_kind == kind,
            Removal.number == number,
        )
        .order_by(Removal.removal_id.desc())
        .limit(1)
    )
    return session.scalars(query).one_or_none()


def list_removals(session: Session, proposal_id: ProposalId) -> Sequence[Removal]:
    """Return all removals of a proposal's texts, the latest first."""
    query = (
        select(Removal)
        .where(Removal.proposal_id == proposal_id)
        .order_by(Removal.removal_id.desc())
    )
    return session.scalars(query).all()


def body_names(session: Session, removals: Sequence[Removal]) -> Mapping[BodyId, str]:
    """Return the short names of all bodies that took part in removals, in one query."""
    ids = {
        body_id
        for r in removals
        for body_id in (r.proposed_body_id, r.decided_body_id, r.appeal_body_id)
        if body_id is not None
    }
    query = select(Body.body_id, Body.short_name).where(Body.body_id.in_(ids))
    return dict(session.execute(query).all()) if ids else {}


def appeal_ends(session: Session, removal: Removal) -> datetime | None:
    """Return until when the author may appeal, None before the removal was decided."""
    if removal.decided_at is None:
        return None
    days = procedure_of(session, get_proposal(session, removal.proposal_id)).appeal_days
    return due_in_days(removal.decided_at, days)


def involved_ids(removal: Removal) -> frozenset[PersonId]:
    """Return who wrote the text or had a hand in its removal."""
    people = (removal.author_id, removal.proposed_by_id, removal.decided_by_id)
    return frozenset(person for person in people if person is not None)


def removal_page(session: Session, removal_id: int, actor: Actor, now: datetime) -> RemovalPage:
    """Return one removal as its page shows it: template `deliberation/removals/show.html`."""
    removal = get_removal(session, removal_id)
    proposal = get_proposal(session, removal.proposal_id)
    known, away = facts(proposal), recused_ids(session, removal.proposal_id)
    author_id, ends = removal.author_id, appeal_ends(session, removal)
    moderates = policy.may_moderate(actor, known, away, author_id=author_id)
    is_author = actor.person_id == author_id
    return RemovalPage(
        proposal=proposal,
        removal=removal,
        written=_written(session, removal),
        bodies=body_names(session, [removal]),
        is_author=is_author,
        sees_all=is_author or bool(moderates),
        may_decide=policy.may_decide(
            actor, known, away, author_id=author_id, proposed_by_id=removal.proposed_by_id
        ),
        may_appeal=policy.may_appeal(
            actor,
            author_id=author_id,
            state=removal.state,
            in_time=ends is not None and now < ends,
            appealed=removal.appealed_at is not None,
        ),
        may_answer=policy.may_answer_appeal(actor, known, away, involved=involved_ids(removal)),
        appeal_until=ends if removal.state is RemovalState.REMOVED else None,
    )
