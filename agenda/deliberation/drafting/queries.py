"""Reading the draft: its paragraphs clean and marked up, and what is proposed to them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from agenda.community.models import Body
from agenda.community.people.queries import public_names
from agenda.deliberation.drafting import policy
from agenda.deliberation.drafting.models import Amendment, DraftParagraph
from agenda.deliberation.parties.queries import recused_ids
from agenda.deliberation.positions.rules import Piece, pieces_between
from agenda.kernel.authz import Actor, Decision
from agenda.kernel.errors import NotFound
from agenda.kernel.ids import ProposalId
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
    """The draft as its page shows it; three queries besides names, whatever was proposed."""

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


def draft_page(
    session: Session, proposal_id: ProposalId, actor: Actor, *, anonymous_word: str
) -> DraftPage:
    """Return the draft as its page shows it: template `deliberation/drafting/index.html`."""
    known = facts(get_proposal(session, proposal_id))
    away = recused_ids(session, proposal_id)
    lines = _amendments(session, proposal_id, anonymous_word=anonymous_word)
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
            for row in list_paragraphs(session, proposal_id)
        ),
        additions=tuple(a for a in lines if a.row.paragraph == 0),
        may_start=policy.may_start(actor, known, away),
        may_amend=policy.may_amend(actor, known),
        may_decide=policy.may_decide(actor, known, away),
    )


def _amendments(
    session: Session, proposal_id: ProposalId, *, anonymous_word: str
) -> list[AmendmentLine]:
    """Return all amendments of a draft, the first one first."""
    query = (
        select(Amendment, Body.short_name)
        .outerjoin(Body, Body.body_id == Amendment.body_id)
        .where(Amendment.proposal_id == proposal_id)
        .order_by(Amendment.number)
    )
    rows = session.execute(query).all()
    authors = {row.author_id for row, _body in rows}
    names = public_names(session, authors, anonymous_word=anonymous_word) if authors else {}
    return [
        AmendmentLine(row, body or names[row.author_id], pieces_between(row.base, row.text))
        for row, body in rows
    ]
