"""Who may call meetings, keep their record, and sign in; each refusal says why."""

from datetime import datetime

from agenda.deliberation.meetings.rules import RULES, MeetingFacts, MeetingKind, MeetingStatus
from agenda.deliberation.parties.policy import not_recused
from agenda.kernel.authz import (
    ALLOWED,
    Actor,
    Decision,
    SeatHeld,
    first_refusal,
    only_signed_in,
    refused,
)
from agenda.kernel.ids import PersonId
from agenda.proposals.rules import ProposalFacts


def convening_seat(actor: Actor, facts: ProposalFacts, kind: MeetingKind) -> SeatHeld | None:
    """Return the seat by which somebody may call this kind of meeting, or None.

    The lead body calls what no other body convenes by its office.
    """
    if actor.neighbourhood_id != facts.neighbourhood_id:
        return None
    conveners = RULES[kind].conveners
    lead = actor.seat_in(facts.lead_body_id)
    if lead is not None and (not conveners or lead.body_kind in conveners):
        return lead
    return next((seat for seat in actor.seats if seat.body_kind in conveners), None)


def may_convene(
    actor: Actor, facts: ProposalFacts, recused_ids: frozenset[PersonId], *, kind: MeetingKind
) -> Decision:
    """Decide on calling a kind of meeting: the body that convenes it, in the stages it is for."""
    by_office = bool(RULES[kind].conveners)
    no_seat = refused("deliberation.committee_convenes" if by_office else "deliberation.lead_only")
    return first_refusal(
        only_signed_in(actor),
        ALLOWED if convening_seat(actor, facts, kind) else no_seat,
        not_recused(actor, recused_ids),
        ALLOWED if facts.stage in RULES[kind].stages else refused("deliberation.not_this_stage"),
        refused("deliberation.suspended") if facts.suspended_until else ALLOWED,
    )


def kinds_open(
    actor: Actor, facts: ProposalFacts, recused_ids: frozenset[PersonId]
) -> tuple[MeetingKind, ...]:
    """Return the kinds of meeting somebody may call now."""
    return tuple(k for k in MeetingKind if may_convene(actor, facts, recused_ids, kind=k))


def may_call_meeting(
    actor: Actor, facts: ProposalFacts, recused_ids: frozenset[PersonId]
) -> Decision:
    """Decide on calling any meeting: the reason given is that of the kind nearest to allowed."""
    decisions = [may_convene(actor, facts, recused_ids, kind=kind) for kind in MeetingKind]
    fitting = [d for d, k in zip(decisions, MeetingKind, strict=True) if _fits(facts, k)]
    return next((d for d in decisions if d), (fitting or decisions)[0])


def may_run(actor: Actor, facts: MeetingFacts, recused_ids: frozenset[PersonId]) -> Decision:
    """Decide on moving or cancelling a meeting: a seat in the body that called it."""
    return first_refusal(
        only_signed_in(actor),
        ALLOWED if actor.seat_in(facts.convener_body_id) else refused("deliberation.convener_only"),
        not_recused(actor, recused_ids),
        _not_ended(facts),
    )


def may_keep_record(
    actor: Actor, facts: MeetingFacts, recused_ids: frozenset[PersonId], *, now: datetime
) -> Decision:
    """Decide on keeping a meeting's record: the body that called it, from an hour before."""
    doors = ALLOWED if facts.is_open(now) else refused("deliberation.doors_closed")
    return first_refusal(may_run(actor, facts, recused_ids), doors)


def may_close(
    actor: Actor, facts: MeetingFacts, recused_ids: frozenset[PersonId], *, now: datetime
) -> Decision:
    """Decide on closing a meeting: who may keep its record, once its hour has come."""
    begun = ALLOWED if facts.has_begun(now) else refused("deliberation.not_begun")
    return first_refusal(may_run(actor, facts, recused_ids), begun)


def may_sign_in(actor: Actor, facts: MeetingFacts, *, now: datetime) -> Decision:
    """Decide on signing in: anybody of the neighbourhood, while the meeting is open."""
    here = actor.is_verified and actor.neighbourhood_id == facts.neighbourhood_id
    return first_refusal(
        only_signed_in(actor),
        ALLOWED if here else refused("deliberation.neighbours_only"),
        _not_ended(facts),
        ALLOWED if facts.is_open(now) else refused("deliberation.doors_closed"),
    )


def may_read_record(actor: Actor, facts: MeetingFacts, attended: frozenset[PersonId]) -> Decision:
    """Decide on reading what was noted before the minutes are out: who was there, and the convener.

    What was said is public as confirmed minutes, not as rough notes.
    """
    if actor.is_mechanism or actor.seat_in(facts.convener_body_id):
        return ALLOWED
    there = actor.person_id is not None and actor.person_id in attended
    return ALLOWED if there else refused("deliberation.minutes_to_come")


def _fits(facts: ProposalFacts, kind: MeetingKind) -> bool:
    """Whether a kind of meeting belongs to the present stage."""
    return facts.stage in RULES[kind].stages


def _not_ended(facts: MeetingFacts) -> Decision:
    """Refuse once a meeting has ended or was called off."""
    ended = {
        MeetingStatus.HELD: "deliberation.meeting_closed",
        MeetingStatus.NOT_HELD: "deliberation.meeting_not_held",
        MeetingStatus.CANCELLED: "deliberation.meeting_cancelled",
    }
    return refused(ended[facts.status]) if facts.status in ended else ALLOWED
