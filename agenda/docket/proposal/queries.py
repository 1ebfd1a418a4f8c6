"""Reading all that the page of one proposal shows of the proposal itself."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from agenda.attachments.models import Attachment
from agenda.attachments.queries import list_beside
from agenda.attachments.rules import Subject
from agenda.community.people.queries import public_names
from agenda.community.queries import get_area, list_bodies
from agenda.community.rules import place_name
from agenda.docket.policy import Acts, acts_of
from agenda.docket.queries import Waiting, standing_of
from agenda.docket.rules import Step, the_way
from agenda.infra.audit import LedgerEvent
from agenda.kernel.authz import Actor, Decision
from agenda.kernel.ids import BodyId, ProposalId
from agenda.mechanism.events import StageChanged
from agenda.mechanism.guards.rules import Unmet
from agenda.mechanism.queries import snapshot
from agenda.mechanism.rules import Transition, ways_on
from agenda.procedure.queries import open_duties
from agenda.procedure.rules import Duty, Procedure
from agenda.proposals import policy
from agenda.proposals.models import Proposal, ProposalRevision, Screening, ScreeningAppeal
from agenda.proposals.queries import facts, get_visible, list_revisions, public_text, text_of
from agenda.proposals.rules import ProposalText, ScreeningOutcome, Stage, private_passages

FORWARD = (
    Stage.SCREENING,
    Stage.COSIGNING,
    Stage.VOTING,
    Stage.LISTED,
    Stage.REFERRED,
    Stage.DELIBERATING,
    Stage.DECIDING,
    Stage.ANNOUNCED,
    Stage.IMPLEMENTING,
    Stage.APPRAISING,
    Stage.CLOSED,
)
OTHER_BRANCH = frozenset(
    {
        "mechanism.not_screened_so",
        "mechanism.vote_needed",
        "mechanism.too_few_for_vote",
        "mechanism.vote_otherwise",
        "mechanism.other_way_back",
        "mechanism.other_route",
        "mechanism.tasks_otherwise",
        "mechanism.not_merged",
        "mechanism.not_withdrawn",
        "mechanism.not_reopened",
    }
)
"""Conditions that say a move is not this proposal's, rather than that something is missing yet."""


@dataclass(frozen=True)
class Ahead:
    """A stage the proposal can reach next, and what is missing for it."""

    target: Stage
    unmet: Unmet


@dataclass(frozen=True)
class Outcome:
    """One outcome of screening, with the appeal against it."""

    screening: Screening
    body: str
    appeal: ScreeningAppeal | None


@dataclass(frozen=True)
class ProposalPage:
    """The proposal's own part of its page."""

    proposal: Proposal
    text: ProposalText
    """The words to show: others see of a returned proposal what was submitted."""
    hidden: tuple[str, ...]
    """What is masked in them, for the proposer's own eyes."""
    may_read_text: Decision
    photos: tuple[Attachment, ...]
    may_see_photos: Decision
    scope: str
    proposer: str
    """How the proposer stands in public; empty once he stepped down."""
    is_mine: bool
    lead: str
    steps: tuple[Step, ...]
    waiting: tuple[Waiting, ...]
    """What is open, the earliest due first."""
    ahead: tuple[Ahead, ...]
    rules: Procedure
    acts: Acts
    outcomes: tuple[Outcome, ...]
    edits: int
    into: Proposal | None


def page_of(
    session: Session, proposal_id: ProposalId, actor: Actor, now: datetime, *, anonymous_word: str
) -> ProposalPage:
    """Return what the page shows to this reader; raises NotFound for what he may not read."""
    proposal = get_visible(session, proposal_id, actor)
    seen = snapshot(session, proposal, open_duties(session, proposal_id), now)
    area = get_area(session, proposal.scope_id)
    bodies = {b.body_id: b.short_name for b in list_bodies(session, proposal.neighbourhood_id)}
    outcomes = _outcomes(session, proposal_id, bodies)
    names = public_names(session, {proposal.proposer_id}, anonymous_word=anonymous_word)
    standing = standing_of(
        proposal,
        holds_vote=proposal.scope_adults == 0
        or seen.procedure.holds_secret_vote(proposal.scope_adults),
    )
    return ProposalPage(
        proposal=proposal,
        text=_text(session, proposal, actor),
        hidden=private_passages(text_of(proposal))
        if proposal.hides_private and actor.person_id == proposal.proposer_id
        else (),
        may_read_text=policy.may_read_text(actor, facts(proposal)),
        photos=list_beside(session, Subject.PROPOSAL, (proposal_id,))[proposal_id],
        may_see_photos=policy.may_see_photos(
            actor, facts(proposal), unscreened=proposal.hides_private
        ),
        scope=place_name(area.path, area.name),
        proposer="" if proposal.stepped_down_at else names[proposal.proposer_id],
        is_mine=actor.person_id == proposal.proposer_id,
        lead=bodies.get(proposal.lead_body_id or BodyId(0), ""),
        steps=the_way(standing, _entered(session, proposal_id)),
        waiting=tuple(_waiting(duty, bodies) for duty in seen.duties),
        ahead=_ahead(proposal.stage, ways_on(seen, now)),
        rules=seen.procedure,
        acts=acts_of(
            actor,
            facts(proposal),
            {duty.kind for duty in seen.duties},
            was_refused=bool(outcomes) and outcomes[-1].screening.reason is not None,
        ),
        outcomes=outcomes,
        edits=_count_edits(session, proposal, len(outcomes)),
        into=_into(session, proposal, outcomes),
    )


def _text(session: Session, proposal: Proposal, actor: Actor) -> ProposalText:
    """Return the words this reader sees: what may be private is masked for all but the proposer."""
    if actor.person_id == proposal.proposer_id:
        return text_of(proposal)
    if proposal.stage is Stage.DRAFT:
        return text_of(list_revisions(session, proposal.proposal_id)[0])
    return public_text(proposal)


def _entered(session: Session, proposal_id: ProposalId) -> list[tuple[Stage, datetime]]:
    """Return the stages the proposal entered, in order, from the ledger."""
    query = (
        select(LedgerEvent.payload, LedgerEvent.occurred_at)
        .where(LedgerEvent.proposal_id == proposal_id, LedgerEvent.kind == StageChanged.kind)
        .order_by(LedgerEvent.position)
    )
    rows = session.execute(query)
    return [(Stage(json.loads(payload)["target"]), at) for payload, at in rows]


def _waiting(duty: Duty, bodies: dict[BodyId, str]) -> Waiting:
    """Return a duty with the name of its body."""
    return Waiting(duty, bodies.get(duty.body_id or BodyId(0), ""))


def _ahead(stage: Stage, ways: Sequence[tuple[Transition, Unmet]]) -> tuple[Ahead, ...]:
    """Return the stages ahead, each with the least that is missing; other branches are left out."""
    order = {s: n for n, s in enumerate(FORWARD)}
    found: dict[Stage, Unmet] = {}
    for way, unmet in ways:
        target = way.target
        if order.get(target, -1) <= order.get(stage, -1) or not unmet:
            continue
        if not any(condition.code in OTHER_BRANCH for condition in unmet):
            found.setdefault(target, unmet)
    return tuple(Ahead(target, unmet) for target, unmet in found.items())


def _outcomes(
    session: Session, proposal_id: ProposalId, bodies: dict[BodyId, str]
) -> tuple[Outcome, ...]:
    """Return the outcomes of screening with their appeals, the first round first."""
    query = (
        select(Screening, ScreeningAppeal)
        .outerjoin(ScreeningAppeal, ScreeningAppeal.screening_id == Screening.screening_id)
        .where(Screening.proposal_id == proposal_id)
        .order_by(Screening.round)
    )
    return tuple(
        Outcome(screening, bodies.get(screening.body_id or BodyId(0), ""), appeal)
        for screening, appeal in session.execute(query)
    )


def _count_edits(session: Session, proposal: Proposal, submissions: int) -> int:
    """Return how often the text was edited since it became public."""
    if proposal.accepted_at is None:
        return 0
    query = select(func.count()).where(ProposalRevision.proposal_id == proposal.proposal_id)
    return max(0, session.execute(query).scalar_one() - submissions)


def _into(session: Session, proposal: Proposal, outcomes: Sequence[Outcome]) -> Proposal | None:
    """Return the proposal this one was merged into, or is offered to be merged with."""
    offered = outcomes[-1].screening if outcomes else None
    into_id = proposal.merged_into_id
    if into_id is None and offered and proposal.screening is ScreeningOutcome.MERGE_OFFERED:
        into_id = offered.duplicate_of_id
    return session.get(Proposal, into_id) if into_id is not None else None
