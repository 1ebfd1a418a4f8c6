"""Reading all that the page of one proposal shows of the proposal itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from agenda.community.models import Area, Neighbourhood
from agenda.community.people.queries import public_names
from agenda.community.rules import place_name
from agenda.docket.files.queries import SeenPhotos, photos_beside
from agenda.docket.policy import Acts, acts_of
from agenda.docket.queries import Waiting, standing_of
from agenda.docket.rules import Step, the_way
from agenda.docket.sections.queries import (
    LOOKED_AT,
    Gathered,
    Section,
    lists_of,
    people_of,
    sections_of,
)
from agenda.infra.gathering import OWN, Listed, Rows, gather
from agenda.kernel.authz import Actor, Decision
from agenda.kernel.errors import NotFound
from agenda.kernel.ids import BodyId, ProposalId
from agenda.ledger.queries import Entry, list_history
from agenda.mechanism.events import StageChanged
from agenda.mechanism.guards.rules import Unmet
from agenda.mechanism.queries import snapshot
from agenda.mechanism.rules import Transition, ways_on
from agenda.procedure.models import ProcedureVersion
from agenda.procedure.queries import OPEN_DUTIES, gathered_duties
from agenda.procedure.rules import Duty, Procedure
from agenda.proposals import policy
from agenda.proposals.bodies.queries import BODIES, body_names
from agenda.proposals.models import Proposal, ProposalRevision, Screening, ScreeningAppeal
from agenda.proposals.queries import (
    facts,
    get_visible,
    list_revisions,
    public_text,
    text_of,
)
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
    photos: SeenPhotos
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
    """How often the text was edited since it became public."""
    into: Proposal | None
    """The proposal this one was merged into, or is offered to be merged with."""
    place: Neighbourhood
    sections: tuple[Section, ...]


def page_of(
    session: Session, proposal_id: ProposalId, actor: Actor, now: datetime, *, anonymous_word: str
) -> ProposalPage:
    """Return what the page shows to this reader; raises NotFound for what he may not read.

    What belongs to every proposal is one statement, the rows of all parts another, the names of
    all people a third, the acts a fourth: their number does not grow with what there is.
    """
    found = session.execute(_PROPOSAL, {"own": proposal_id}).one_or_none()
    proposal = get_visible(session, proposal_id, actor)
    if found is None:
        raise NotFound("proposals.unknown")
    _proposal, area, place, _rules, texts = found
    known = facts(proposal)
    page = _gathered(session, proposal, actor, now, anonymous_word)
    rows, bodies = page.rows, body_names(page.rows)
    seen = snapshot(session, proposal, gathered_duties(rows), now)
    outcomes = _outcomes(rows, bodies)
    standing = standing_of(proposal, holds_vote=_holds_vote(proposal, seen.procedure))
    return ProposalPage(
        proposal=proposal,
        text=_text(session, proposal, actor),
        hidden=private_passages(text_of(proposal))
        if proposal.hides_private and actor.person_id == proposal.proposer_id
        else (),
        may_read_text=policy.may_read_text(actor, known),
        photos=photos_beside(session, proposal, actor),
        scope=place_name(area.path, area.name),
        proposer="" if proposal.stepped_down_at else page.names[proposal.proposer_id],
        is_mine=actor.person_id == proposal.proposer_id,
        lead=bodies.get(proposal.lead_body_id or BodyId(0), ""),
        steps=the_way(standing, _entered(page.history)),
        waiting=tuple(_waiting(duty, bodies) for duty in seen.duties),
        ahead=_ahead(proposal.stage, ways_on(seen, now)),
        rules=seen.procedure,
        acts=acts_of(
            actor,
            known,
            {duty.kind for duty in seen.duties},
            was_refused=bool(outcomes) and outcomes[-1].screening.reason is not None,
        ),
        outcomes=outcomes,
        edits=max(0, texts - len(outcomes)) if known.accepted else 0,
        into=_into(session, proposal, outcomes),
        place=place,
        sections=sections_of(known, page),
    )


def _holds_vote(proposal: Proposal, rules: Procedure) -> bool:
    """Whether a secret vote is on the way of a proposal; before its scope is counted, it is."""
    return proposal.scope_adults == 0 or rules.holds_secret_vote(proposal.scope_adults)


def _gathered(
    session: Session, proposal: Proposal, actor: Actor, now: datetime, anonymous_word: str
) -> Gathered:
    """Return what the parts of the page draw on: rows, names and acts, each read at once."""
    known = facts(proposal)
    rows = gather(session, (*SHOWN, *lists_of(known)), proposal.proposal_id)
    people = people_of(known, rows) | {proposal.proposer_id}
    return Gathered(
        asked=(session, proposal.proposal_id, actor, now),
        anonymous_word=anonymous_word,
        rows=rows,
        names=public_names(session, people, anonymous_word=anonymous_word),
        history=list_history(
            session,
            proposal,
            latest=LOOKED_AT,
            always=StageChanged.kind,
            bodies=body_names(rows),
        ),
    )


_PROPOSAL = (
    select(
        Proposal,
        Area,
        Neighbourhood,
        ProcedureVersion,
        select(func.count())
        .where(ProposalRevision.proposal_id == Proposal.proposal_id)
        .scalar_subquery(),
    )
    .join(Area, Area.area_id == Proposal.scope_id)
    .join(Neighbourhood, Neighbourhood.neighbourhood_id == Proposal.neighbourhood_id)
    .outerjoin(ProcedureVersion, ProcedureVersion.procedure_id == Proposal.procedure_id)
    .where(Proposal.proposal_id == OWN)
)
"""A proposal, its scope, its neighbourhood, the rules it runs under, and how many texts it had.

What is loaded here the session knows from then on, and does not read again.
"""
SHOWN = (
    Listed(Screening, Screening.proposal_id == OWN),
    Listed(
        ScreeningAppeal,
        ScreeningAppeal.screening_id.in_(
            select(Screening.screening_id).where(Screening.proposal_id == OWN)
        ),
    ),
    OPEN_DUTIES,
    BODIES,
)
"""What the page shows of every proposal, whatever its stage."""


def _text(session: Session, proposal: Proposal, actor: Actor) -> ProposalText:
    """Return the words this reader sees: what may be private is masked for all but the proposer."""
    if actor.person_id == proposal.proposer_id:
        return text_of(proposal)
    if proposal.stage is Stage.DRAFT:
        return text_of(list_revisions(session, proposal.proposal_id)[0])
    return public_text(proposal)


def _entered(history: Sequence[Entry]) -> list[tuple[Stage, datetime]]:
    """Return the stages the proposal entered, in order, from the ledger."""
    return [
        (Stage(entry.payload["target"]), entry.at)
        for entry in reversed(history)
        if entry.kind == StageChanged.kind
    ]


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


def _outcomes(rows: Rows, bodies: dict[BodyId, str]) -> tuple[Outcome, ...]:
    """Return the outcomes of screening with their appeals, the first round first."""
    appeals = {appeal.screening_id: appeal for appeal in rows.of(ScreeningAppeal)}
    return tuple(
        Outcome(
            screening,
            bodies.get(screening.body_id or BodyId(0), ""),
            appeals.get(screening.screening_id),
        )
        for screening in sorted(rows.of(Screening), key=lambda screening: screening.round)
    )


def _into(session: Session, proposal: Proposal, outcomes: Sequence[Outcome]) -> Proposal | None:
    """Return the proposal this one was merged into, or is offered to be merged with."""
    offered = outcomes[-1].screening if outcomes else None
    into_id = proposal.merged_into_id
    if into_id is None and offered and proposal.screening is ScreeningOutcome.MERGE_OFFERED:
        into_id = offered.duplicate_of_id
    return session.get(Proposal, into_id) if into_id is not None else None
