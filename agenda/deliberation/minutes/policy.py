"""Who may write, confirm, publish and correct minutes; each refusal says why."""

from agenda.deliberation.meetings.rules import MeetingFacts, MeetingStatus
from agenda.deliberation.minutes.rules import MinutesFacts, MinutesStatus
from agenda.deliberation.parties.policy import not_recused
from agenda.kernel.authz import (
    ALLOWED,
    Actor,
    BodyKind,
    Decision,
    first_refusal,
    only_signed_in,
    refused,
)
from agenda.kernel.ids import PersonId

_CHANGEABLE = frozenset({MinutesStatus.DRAFT, MinutesStatus.CONFIRMING})


def may_draft(actor: Actor, meeting: MeetingFacts, away: frozenset[PersonId]) -> Decision:
    """Decide on drafting minutes: the body that called the meeting, once it was held."""
    held = meeting.status is MeetingStatus.HELD
    return first_refusal(
        _convener(actor, meeting, away), ALLOWED if held else refused("deliberation.not_held_yet")
    )


def may_edit(actor: Actor, facts: MinutesFacts, away: frozenset[PersonId]) -> Decision:
    """Decide on changing the draft: until the attendees' time is over, and not a day longer."""
    return first_refusal(
        _convener(actor, facts.meeting, away),
        _not_published(facts),
        ALLOWED if facts.status in _CHANGEABLE else refused("deliberation.minutes_confirmed"),
    )


def may_mask(actor: Actor, facts: MinutesFacts, away: frozenset[PersonId]) -> Decision:
    """Decide on blotting out what may not be published: until publication."""
    return first_refusal(_convener(actor, facts.meeting, away), _not_published(facts))


def may_submit(actor: Actor, facts: MinutesFacts, away: frozenset[PersonId]) -> Decision:
    """Decide on asking the attendees to confirm: once."""
    once = facts.status is MinutesStatus.DRAFT
    return first_refusal(
        _convener(actor, facts.meeting, away),
        ALLOWED if once else refused("deliberation.minutes_submitted"),
    )


def may_answer(actor: Actor, facts: MinutesFacts, attended: frozenset[PersonId]) -> Decision:
    """Decide on confirming or objecting: whoever was there, recused or not, while it is open."""
    there = actor.person_id is not None and actor.person_id in attended
    waiting = facts.status is MinutesStatus.CONFIRMING
    too_early = facts.status is MinutesStatus.DRAFT
    closed = "deliberation.minutes_not_submitted" if too_early else "deliberation.answers_closed"
    return first_refusal(
        only_signed_in(actor),
        ALLOWED if there else refused("deliberation.attendees_only"),
        ALLOWED if waiting else refused(closed),
    )


def may_dissent(actor: Actor, facts: MinutesFacts, attended: frozenset[PersonId]) -> Decision:
    """Decide on having one's dissent recorded: whoever was there, by right, until publication."""
    there = actor.person_id is not None and actor.person_id in attended
    return first_refusal(
        only_signed_in(actor),
        ALLOWED if there else refused("deliberation.attendees_dissent"),
        _not_published(facts),
    )


def may_reply(actor: Actor, facts: MinutesFacts, away: frozenset[PersonId]) -> Decision:
    """Decide on replying to an objection: the convener, until publication."""
    return first_refusal(_convener(actor, facts.meeting, away), _not_published(facts))


def may_publish(actor: Actor, facts: MinutesFacts, away: frozenset[PersonId]) -> Decision:
    """Decide on publishing: the convener, once the attendees have answered or their time is over."""
    waiting = {
        MinutesStatus.DRAFT: "deliberation.minutes_not_submitted",
        MinutesStatus.CONFIRMING: "deliberation.minutes_being_confirmed",
    }
    return first_refusal(
        _convener(actor, facts.meeting, away),
        _not_published(facts),
        refused(waiting[facts.status]) if facts.status in waiting else ALLOWED,
    )


def may_correct(actor: Actor, facts: MinutesFacts, away: frozenset[PersonId]) -> Decision:
    """Decide on appending a correction to published minutes: the convener."""
    out = facts.status is MinutesStatus.PUBLISHED
    return first_refusal(
        _convener(actor, facts.meeting, away),
        ALLOWED if out else refused("deliberation.minutes_not_published"),
    )


def may_read(actor: Actor, facts: MinutesFacts, attended: frozenset[PersonId]) -> Decision:
    """Decide on reading minutes: published ones are public, drafts are for who was there.

    The supervision committee and the convener read drafts too.
    """
    if facts.status is MinutesStatus.PUBLISHED or actor.is_mechanism:
        return ALLOWED
    here = actor.neighbourhood_id == facts.meeting.neighbourhood_id
    supervises = here and actor.sits_in(BodyKind.SUPERVISION_COMMITTEE)
    there = actor.person_id is not None and actor.person_id in attended
    if there or supervises or actor.seat_in(facts.meeting.convener_body_id):
        return ALLOWED
    return refused("deliberation.minutes_to_come")


def _convener(actor: Actor, meeting: MeetingFacts, away: frozenset[PersonId]) -> Decision:
    """Decide for acts of the body that called the meeting, by a seat holder who is not recused."""
    seat = actor.seat_in(meeting.convener_body_id)
    return first_refusal(
        only_signed_in(actor),
        ALLOWED if seat else refused("deliberation.convener_only"),
        not_recused(actor, away),
    )


def _not_published(facts: MinutesFacts) -> Decision:
    """Refuse any change to published minutes: corrections are appended."""
    out = facts.status is MinutesStatus.PUBLISHED
    return refused("deliberation.minutes_published") if out else ALLOWED
