"""Reading the draft: its paragraphs clean and marked up, and what is proposed to them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from agenda.community.people.queries import public_names
from agenda.deliberation.drafting import policy
from agenda.deliberation.drafting.models import Amendment, DraftParagraph
from agenda.deliberation.parties.queries import RECUSALS, gathered_recused
from agenda.deliberation.positions.rules import Piece, pieces_between
from agenda.infra.gathering import OWN, Listed, Rows, gather
from agenda.kernel.authz import Actor, Decision
from agenda.kernel.errors import NotFound
from agenda.kernel.ids import PersonId, ProposalId
from agenda.proposals.bodies.queries import BODIES, body_names
from agenda.proposals.queries import facts, get_proposal


@dataclass(frozen=True)
class AmendmentLine:
    """An amendment as pages show it: under a masked name or a body, as tracked changes."""

    row: Amendment
    who: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class ParagraphLine:
    """A paragraph with what changed since it was signed, and what is proposed to it."""

    number: int
    text: str
    pieces: tuple[Piece, ...]
    changed: bool
    amendments: tuple[AmendmentLine, ...]


@dataclass(frozen=True)
class DraftPage:
    """The draft as its page shows it; its rows are one statement, whatever was proposed."""

    proposal_id: ProposalId
    paragraphs: tuple[ParagraphLine, ...]
    additions: tuple[AmendmentLine, ...]
    """Proposed further paragraphs."""
    may_start: Decision
    may_amend: Decision
    may_decide: Decision


def list_paragraphs(session: Session, proposal_id: ProposalId) -> Sequence[DraftParagraph]:
    """Return the paragraphs of a draft in their order, none before it was laid out."""
    query = (
        select(DraftParagraph)
        .where(DraftParagraph.proposal_id == proposal_id)
        .order_by(DraftParagraph.number)
    )
    return session.scalars(query).all()


def get_paragraph(session: Session, proposal_id: ProposalId, number: int) -> DraftParagraph:
    """Return a paragraph by its number; raises NotFound."""
    own = DraftParagraph.proposal_id == proposal_id, DraftParagraph.number == number
    row = session.scalars(select(DraftParagraph).where(*own)).one_or_none()
    if row is None:
        raise NotFound("deliberation.no_paragraph")
    return row


def get_amendment(session: Session, amendment_id: int) -> Amendment:
    """Return an amendment; raises NotFound."""
    row = session.get(Amendment, amendment_id)
    if row is None:
        raise NotFound("deliberation.no_amendment")
    return row


def last_amendment(session: Session, proposal_id: ProposalId) -> int:
    """Return the number of the latest amendment, 0 before the first."""
    query = select(func.max(Amendment.number)).where(Amendment.proposal_id == proposal_id)
    return session.execute(query).scalar_one() or 0


SHOWN = (
    Listed(DraftParagraph, DraftParagraph.proposal_id == OWN),
    Listed(Amendment, Amendment.proposal_id == OWN),
    RECUSALS,
    BODIES,
)
"""What the draft shows."""


def gathered_people(rows: Rows) -> set[PersonId]:
    """Return whose names the draft shows."""
    return {amendment.author_id for amendment in rows.of(Amendment) if amendment.body_id is None}


def draft_page(
    session: Session,
    proposal_id: ProposalId,
    actor: Actor,
    *,
    anonymous_word: str,
    rows: Rows | None = None,
    names: Mapping[PersonId, str] | None = None,
) -> DraftPage:
    """Return the draft as its page shows it: template `deliberation/drafting/index.html`."""
    known = facts(get_proposal(session, proposal_id))
    rows = rows or gather(session, SHOWN, proposal_id)
    away = gathered_recused(rows, known.proposer_id)
    if names is None and (people := gathered_people(rows)):
        names = public_names(session, people, anonymous_word=anonymous_word)
    lines = _amendments(rows, names or {})
    return DraftPage(
        proposal_id=proposal_id,
        paragraphs=tuple(
            ParagraphLine(
                number=row.number,
                text=row.text,
                pieces=pieces_between(row.signed, row.text),
                changed=row.signed != row.text,
                amendments=tuple(a for a in lines if a.row.paragraph == row.number),
            )
            for row in sorted(rows.of(DraftParagraph), key=lambda row: row.number)
        ),
        additions=tuple(a for a in lines if a.row.paragraph == 0),
        may_start=policy.may_start(actor, known, away),
        may_amend=policy.may_amend(actor, known),
        may_decide=policy.may_decide(actor, known, away),
    )


def _amendments(rows: Rows, names: Mapping[PersonId, str]) -> list[AmendmentLine]:
    """Return all amendments of a draft, the first one first, each under a body or a name."""
    bodies = body_names(rows)
    return [
        AmendmentLine(
            row,
            names[row.author_id] if row.body_id is None else bodies[row.body_id],
            pieces_between(row.base, row.text),
        )
        for row in sorted(rows.of(Amendment), key=lambda row: row.number)
    ]
