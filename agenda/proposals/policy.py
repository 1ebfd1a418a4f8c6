"""Who may do what with a proposal; each refusal says why."""

from agenda.kernel.authz import (
    ALLOWED,
    Actor,
    ActorKind,
    BodyKind,
    Decision,
    first_refusal,
    only_signed_in,
    refused,
)
from agenda.proposals.rules import BEFORE_PUBLIC, ProposalFacts, Stage

SCREENERS = (BodyKind.RESIDENTS_COMMITTEE, BodyKind.SUPERVISION_COMMITTEE)
PUBLIC_WITHOUT_TEXT = (Stage.DECLINED, Stage.REFERRED, Stage.MERGED)
"""Outcomes of screening that are public, in masked form, though never accepted."""
EDITABLE = frozenset({Stage.DRAFT, Stage.COSIGNING})
SUSPENDABLE = frozenset(
    {Stage.LISTED, Stage.DELIBERATING, Stage.DECIDING, Stage.IMPLEMENTING, Stage.APPRAISING}
)


def may_read(actor: Actor, facts: ProposalFacts) -> Decision:
    """Decide on reading: accepted proposals are public, drafts are the proposer's own.

    What was returned stays open to screeners and to those who answer an appeal against it.
    """
    if actor.is_mechanism or facts.proposer_id == actor.person_id:
        return ALLOWED
    if facts.accepted or facts.stage in PUBLIC_WITHOUT_TEXT:
        return ALLOWED
    screener = actor.sits_in(*SCREENERS) and _same_place(actor, facts)
    if screener and (facts.submitted_at is not None or facts.returned_before):
        return ALLOWED
    return refused("proposals.not_public_yet")


def may_read_text(actor: Actor, facts: ProposalFacts) -> Decision:
    """Decide on reading title and text: never of what screening did not accept, but by those in it.

    That it was declined, and for which reason, is public all the same.
    """
    if facts.accepted or facts.proposer_id == actor.person_id or actor.is_mechanism:
        return ALLOWED
    if actor.sits_in(*SCREENERS) and _same_place(actor, facts):
        return ALLOWED
    return refused("proposals.text_not_public")


def may_see_photos(actor: Actor, facts: ProposalFacts, *, unscreened: bool) -> Decision:
    """Decide on a proposal's photo: with its text; where nobody screened it, members alone.

    Private words are masked in a text that nobody looked at; a photo cannot be.
    """
    if not unscreened or facts.proposer_id == actor.person_id:
        return may_read_text(actor, facts)
    if actor.is_signed_in and _same_place(actor, facts):
        return may_read_text(actor, facts)
    return refused("proposals.photos_unscreened")


def may_propose(actor: Actor) -> Decision:
    """Decide on proposing: verified adults who live or own here."""
    signed_in = only_signed_in(actor)
    if not signed_in:
        return signed_in
    if actor.is_resident or (actor.is_adult and actor.is_verified and actor.owns_household_ids):
        return ALLOWED
    return refused("proposals.residents_only")


def may_edit(actor: Actor, facts: ProposalFacts) -> Decision:
    """Decide on editing: the proposer, in draft and while co-signing until the threshold."""
    if not _is_proposer(actor, facts):
        return refused("proposals.proposer_only")
    if facts.stage not in EDITABLE:
        return refused("proposals.text_frozen")
    return ALLOWED


def may_submit(actor: Actor, facts: ProposalFacts) -> Decision:
    """Decide on submitting a draft."""
    if not _is_proposer(actor, facts):
        return refused("proposals.proposer_only")
    return ALLOWED if facts.stage is Stage.DRAFT else refused("proposals.submitted_already")


def may_withdraw(actor: Actor, facts: ProposalFacts) -> Decision:
    """Decide on withdrawing: the proposer, until somebody else has co-signed."""
    if not _is_proposer(actor, facts):
        return refused("proposals.proposer_only")
    if facts.stage in BEFORE_PUBLIC:
        return ALLOWED
    if facts.stage is Stage.COSIGNING and facts.cosign_persons <= 1:
        return ALLOWED
    return refused("proposals.belongs_to_cosigners")


def may_step_down(actor: Actor, facts: ProposalFacts) -> Decision:
    """Decide on stepping down as proposer; the issue stays."""
    if not _is_proposer(actor, facts):
        return refused("proposals.proposer_only")
    return refused("proposals.not_public_yet") if facts.stage in BEFORE_PUBLIC else ALLOWED


def may_screen(actor: Actor, facts: ProposalFacts) -> Decision:
    """Decide on screening: a seat in the residents' committee, never one's own proposal."""
    committee = actor.sits_in(BodyKind.RESIDENTS_COMMITTEE) and _same_place(actor, facts)
    return first_refusal(
        ALLOWED if committee else refused("proposals.committee_screens"),
        refused("proposals.recused") if _is_proposer(actor, facts) else ALLOWED,
        ALLOWED if facts.stage is Stage.SCREENING else refused("proposals.not_in_screening"),
    )


def may_appeal(actor: Actor, facts: ProposalFacts) -> Decision:
    """Decide on appealing a screening outcome: the proposer."""
    return ALLOWED if _is_proposer(actor, facts) else refused("proposals.proposer_only")


def may_answer_appeal(actor: Actor, facts: ProposalFacts) -> Decision:
    """Decide on answering an appeal: the supervision committee, never one's own proposal."""
    if not (actor.sits_in(BodyKind.SUPERVISION_COMMITTEE) and _same_place(actor, facts)):
        return refused("proposals.supervision_answers")
    return refused("proposals.recused") if _is_proposer(actor, facts) else ALLOWED


def may_suspend(actor: Actor, facts: ProposalFacts) -> Decision:
    """Decide on suspending: the lead body, never while a ballot is open or before routing."""
    if facts.lead_body_id is None or actor.seat_in(facts.lead_body_id) is None:
        return refused("proposals.lead_suspends")
    if facts.stage not in SUSPENDABLE or facts.suspended_until is not None:
        return refused("proposals.cannot_suspend_now")
    return ALLOWED


def may_lift_suspension(actor: Actor, facts: ProposalFacts) -> Decision:
    """Decide on lifting a suspension: lead body or supervision committee."""
    if facts.suspended_until is None:
        return refused("proposals.not_suspended")
    lead = facts.lead_body_id is not None and actor.seat_in(facts.lead_body_id) is not None
    supervision = actor.sits_in(BodyKind.SUPERVISION_COMMITTEE) and _same_place(actor, facts)
    return ALLOWED if lead or supervision else refused("proposals.lead_or_supervision_lifts")


def _is_proposer(actor: Actor, facts: ProposalFacts) -> bool:
    """Whether the actor is the proposer and has not stepped down."""
    is_person = actor.kind is ActorKind.PERSON and actor.person_id is not None
    return is_person and actor.person_id == facts.proposer_id and facts.stepped_down_at is None


def _same_place(actor: Actor, facts: ProposalFacts) -> bool:
    """Whether the actor acts in the proposal's neighbourhood."""
    return actor.neighbourhood_id == facts.neighbourhood_id
