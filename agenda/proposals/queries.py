"""Reading proposals."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from sqlalchemy import ColumnElement, bindparam, func, or_, select, true
from sqlalchemy.orm import Bundle, Session

from agenda.community.models import Area, Household
from agenda.community.queries import area_ids_of, get_root
from agenda.infra import search
from agenda.infra.audit import LedgerStream, stream_of
from agenda.infra.transaction import Transaction
from agenda.kernel.authz import Actor
from agenda.kernel.errors import NotFound
from agenda.kernel.ids import NeighbourhoodId, PersonId, ProposalId
from agenda.procedure.models import ProcedureVersion
from agenda.procedure.queries import get_procedure
from agenda.procedure.rules import STANDARD, Procedure
from agenda.proposals import policy
from agenda.proposals.models import Proposal, ProposalRevision, Screening, ScreeningAppeal
from agenda.proposals.rules import (
    ProposalFacts,
    ProposalText,
    Stage,
    public_title,
    without_private,
)

SEARCHED_AS = "proposal"
"""Under which kind the words of proposals are indexed."""
LIKE_ENOUGH = Fraction(1, 3)
"""The share of the shorter title's pairs of characters that makes two titles alike."""


def find_proposal(session: Session, proposal_id: ProposalId) -> Proposal | None:
    """Return a proposal, or None."""
    return session.get(Proposal, proposal_id)


def get_proposal(session: Session, proposal_id: ProposalId) -> Proposal:
    """Return a proposal; raises NotFound."""
    proposal = find_proposal(session, proposal_id)
    if proposal is None:
        raise NotFound("proposals.unknown")
    return proposal


def get_visible(session: Session, proposal_id: ProposalId, actor: Actor) -> Proposal:
    """Return a proposal this actor may read; raises NotFound for any other."""
    proposal = get_proposal(session, proposal_id)
    if not policy.may_read(actor, facts(proposal)):
        raise NotFound("proposals.unknown")
    return proposal


def lock_proposal(tx: Transaction, proposal_id: ProposalId) -> Proposal:
    """Return a proposal with its row locked: the first step of every command on it.

    On PostgreSQL FOR NO KEY UPDATE, so that foreign keys pointing here do not deadlock. A row
    this transaction has locked already is not read again: nobody else can have changed it.
    """
    held = tx.locked.get(proposal_id)
    if held is not None and isinstance(held[0], Proposal):
        return held[0]
    stream = stream_of(proposal_id)
    row = tx.session.execute(_LOCK, {"own": proposal_id, "stream": stream}).one_or_none()
    if row is None:
        raise NotFound("proposals.unknown")
    proposal, procedure, length, head = row
    tx.locked[proposal_id] = proposal, procedure  # held, the rules are not read a second time
    tx.heads[stream] = length, head
    return proposal


_LOCK = (
    select(Proposal, ProcedureVersion, LedgerStream.length, LedgerStream.head)
    .select_from(Proposal)
    .join(LedgerStream, LedgerStream.stream == bindparam("stream"))
    .outerjoin(ProcedureVersion, ProcedureVersion.procedure_id == Proposal.procedure_id)
    .where(Proposal.proposal_id == bindparam("own"))
    .with_for_update(key_share=True, of=(Proposal, LedgerStream))
    .execution_options(populate_existing=True)
)
"""The proposal and the head of its chain are locked in one statement: every act needs both."""


def facts(proposal: Proposal) -> ProposalFacts:
    """Return a proposal's row as the rules and policies see it."""
    return ProposalFacts(
        proposal_id=proposal.proposal_id,
        neighbourhood_id=proposal.neighbourhood_id,
        proposer_id=proposal.proposer_id,
        scope_id=proposal.scope_id,
        scope_kind=proposal.scope_kind,
        stage=proposal.stage,
        stage_since=proposal.stage_since,
        submitted_at=proposal.submitted_at,
        screening=proposal.screening,
        withdrawn_at=proposal.withdrawn_at,
        merged_into_id=proposal.merged_into_id,
        route=proposal.route,
        lead_body_id=proposal.lead_body_id,
        scope_households=proposal.scope_households,
        scope_adults=proposal.scope_adults,
        cosigns_needed=proposal.cosigns_needed,
        cosign_persons=proposal.cosign_persons,
        crossed_at=proposal.crossed_at,
        suspended_until=proposal.suspended_until,
        suspended_days=proposal.suspended_days,
        reopened_at=proposal.reopened_at,
        stepped_down_at=proposal.stepped_down_at,
        returned_before=proposal.returned_before,
        accepted=proposal.accepted_at is not None,
    )


def text_of(row: Proposal | ProposalRevision) -> ProposalText:
    """Return the words of a proposal or of one of its revisions, as they were written."""
    return ProposalText(row.title, row.matter, row.remedy)


def public_text(proposal: Proposal, revision: ProposalRevision | None = None) -> ProposalText:
    """Return the words of a proposal, or of its revision, as the public may read them."""
    text = text_of(revision or proposal)
    return without_private(text) if proposal.hides_private else text


class _PublicTitle(Bundle[str]):
    """The title of a joined proposal, masked where it must be; None where none is joined."""

    inherit_cache = True

    def create_row_processor(
        self, query: Any, procs: Sequence[Callable[[Any], Any]], labels: Sequence[str]
    ) -> Callable[[Any], str | None]:
        """Return what makes one public title of a row's two columns."""
        read_title, read_hides = procs

        def title_of(row: Any) -> str | None:
            title = read_title(row)
            return None if title is None else public_title(title, hides_private=read_hides(row))

        return title_of


PUBLIC_TITLE = _PublicTitle("public_title", Proposal.title, Proposal.hides_private)
"""What a query of another feature selects instead of the title as it was written."""


def procedure_of(session: Session, proposal: Proposal) -> Procedure:
    """Return the rules a proposal runs under; before submission the standard ones."""
    if proposal.procedure_id is None:
        return STANDARD
    return get_procedure(session, proposal.procedure_id)


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Return the SQL twin of policy.may_read; a matrix test holds them together."""
    public: ColumnElement[bool] = Proposal.accepted_at.is_not(None) | Proposal.stage.in_(
        policy.PUBLIC_WITHOUT_TEXT
    )
    if actor.is_mechanism:
        return true()
    in_place = Proposal.neighbourhood_id == actor.neighbourhood_id
    conditions = [public]
    if actor.person_id is not None:
        conditions.append(Proposal.proposer_id == actor.person_id)
    if actor.sits_in(*policy.SCREENERS):
        seen = Proposal.submitted_at.is_not(None) | Proposal.returned_before
        conditions.append(in_place & seen)
    return or_(*conditions)


def list_scopes(session: Session, actor: Actor) -> Sequence[Area]:
    """Return the areas a person may propose for: where he lives or owns, the smallest first."""
    ids = set(actor.area_ids)
    if actor.owns_household_ids and actor.neighbourhood_id is not None:
        root = get_root(session, actor.neighbourhood_id).area_id
        owned = select(Household).where(Household.household_id.in_(actor.owns_household_ids))
        ids.update(*(area_ids_of(household, root) for household in session.scalars(owned)))
    query = select(Area).where(Area.area_id.in_(ids)).order_by(func.length(Area.path).desc())
    return session.scalars(query).all()


def find_empty_draft(session: Session, person_id: PersonId) -> Proposal | None:
    """Return a person's draft in which nothing is written yet, or None."""
    query = select(Proposal).where(
        Proposal.proposer_id == person_id, Proposal.stage == Stage.DRAFT, Proposal.title == ""
    )
    return session.scalars(query.order_by(Proposal.proposal_id.desc()).limit(1)).one_or_none()


def list_own(session: Session, person_id: PersonId) -> Sequence[Proposal]:
    """Return the proposals of a person, the latest first."""
    query = (
        select(Proposal)
        .where(Proposal.proposer_id == person_id)
        .order_by(Proposal.proposal_id.desc())
    )
    return session.scalars(query).all()


def list_revisions(session: Session, proposal_id: ProposalId) -> Sequence[ProposalRevision]:
    """Return the texts of a proposal as submitted and edited, the latest first."""
    query = (
        select(ProposalRevision)
        .where(ProposalRevision.proposal_id == proposal_id)
        .order_by(ProposalRevision.version.desc())
    )
    return session.scalars(query).all()


def find_revision(
    session: Session, proposal_id: ProposalId, version: int
) -> ProposalRevision | None:
    """Return the text of a proposal at one version, or None if it was never public."""
    query = select(ProposalRevision).where(
        ProposalRevision.proposal_id == proposal_id, ProposalRevision.version == version
    )
    return session.scalars(query).one_or_none()


def list_screenings(session: Session, proposal_id: ProposalId) -> Sequence[Screening]:
    """Return the outcomes of screening, the first round first."""
    query = select(Screening).where(Screening.proposal_id == proposal_id).order_by(Screening.round)
    return session.scalars(query).all()


def find_appeal(session: Session, screening_id: int) -> ScreeningAppeal | None:
    """Return the appeal against a screening outcome, or None."""
    query = select(ScreeningAppeal).where(ScreeningAppeal.screening_id == screening_id)
    return session.scalars(query).one_or_none()


def count_rounds(session: Session, proposal_id: ProposalId) -> int:
    """Return how often a proposal was screened."""
    query = select(func.count()).where(Screening.proposal_id == proposal_id)
    return session.execute(query).scalar_one()


def list_similar(
    session: Session,
    words: str,
    *,
    neighbourhood_id: NeighbourhoodId,
    besides: ProposalId | None = None,
    limit: int = 5,
) -> Sequence[Proposal]:
    """Return public proposals whose titles are like these words, the likest first.

    Two pairs of characters in common, and a third of the shorter title, make them alike.
    """
    near = search.find_like(session, words, SEARCHED_AS, neighbourhood_id=neighbourhood_id)
    query = select(Proposal).where(
        Proposal.proposal_id.in_(near), Proposal.accepted_at.is_not(None)
    )
    ranked = []
    for proposal in session.scalars(query):
        shared, whole = search.likeness(words, proposal.title)
        if shared >= 2 and shared >= LIKE_ENOUGH * whole and proposal.proposal_id != besides:
            ranked.append((Fraction(shared, whole), proposal.proposal_id, proposal))
    return [proposal for _share, _id, proposal in sorted(ranked, reverse=True)][:limit]


def list_mergeable(
    session: Session, proposal: Proposal, *, words: str = "", limit: int = 8
) -> Sequence[Proposal]:
    """Return public proposals that a proposal may duplicate: by words, else by likeness."""
    place = proposal.neighbourhood_id
    if words:
        ids = search.find(session, words, SEARCHED_AS, neighbourhood_id=place, limit=4 * limit)
        query = select(Proposal).where(
            Proposal.proposal_id.in_(ids), Proposal.accepted_at.is_not(None)
        )
        order = {ProposalId(number): n for n, number in enumerate(ids)}
        found = sorted(session.scalars(query), key=lambda p: order[p.proposal_id])
    else:
        found = list(list_similar(session, proposal.title, neighbourhood_id=place, limit=limit))
    open_ones = (p for p in found if p.stage is not Stage.VOTING)
    return [p for p in open_ones if p.proposal_id != proposal.proposal_id][:limit]
