"""Who may call, run, record and close meetings, and write, confirm and correct their minutes."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from agenda.deliberation.meetings import policy
from agenda.deliberation.meetings.rules import MeetingFacts, MeetingKind, MeetingStatus
from agenda.deliberation.minutes import policy as minutes_policy
from agenda.deliberation.minutes.rules import MinutesFacts, MinutesStatus
from agenda.kernel.authz import VISITOR, Actor, ActorKind, BodyKind, SeatHeld, SeatRole
from agenda.kernel.ids import (
    AreaId,
    BodyId,
    MeetingId,
    NeighbourhoodId,
    PersonId,
    ProposalId,
    SeatId,
)
from agenda.procedure.rules import ScopeKind
from agenda.proposals.rules import ProposalFacts, Stage

NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)
HERE, SCOPE = NeighbourhoodId(1), AreaId(1)
COMMITTEE, COMPANY, SUPERVISION = BodyId(1), BodyId(2), BodyId(3)
KINDS = {
    COMMITTEE: BodyKind.RESIDENTS_COMMITTEE,
    COMPANY: BodyKind.PROPERTY_COMPANY,
    SUPERVISION: BodyKind.SUPERVISION_COMMITTEE,
}
NOBODY: frozenset[PersonId] = frozenset()
PROPOSAL = ProposalFacts(
    proposal_id=ProposalId(1),
    neighbourhood_id=HERE,
    proposer_id=PersonId(99),
    scope_id=SCOPE,
    scope_kind=ScopeKind.BUILDING,
    stage=Stage.DELIBERATING,
    stage_since=NOON,
    lead_body_id=COMMITTEE,
)
MEETING = MeetingFacts(
    meeting_id=MeetingId(1),
    proposal_id=ProposalId(1),
    neighbourhood_id=HERE,
    kind=MeetingKind.COUNCIL,
    status=MeetingStatus.CALLED,
    convener_body_id=COMMITTEE,
    scope_id=SCOPE,
    starts_at=NOON,
)


def person(number: int, *bodies: BodyId, here: NeighbourhoodId = HERE) -> Actor:
    """Return a verified resident with seats in some bodies."""
    seats = tuple(SeatHeld(SeatId(int(b)), b, KINDS[b], SeatRole.MEMBER) for b in bodies)
    return Actor(
        ActorKind.PERSON,
        neighbourhood_id=here,
        person_id=PersonId(number),
        is_adult=True,
        is_verified=True,
        seats=seats,
    )


SECRETARY, MANAGER, NEIGHBOUR = person(1, COMMITTEE), person(2, COMPANY), person(3)


@pytest.mark.parametrize(
    ("actor", "stage", "lead", "called", "reason"),
    [
        (SECRETARY, Stage.DELIBERATING, COMMITTEE, MeetingKind.HEARING, ""),
        (SECRETARY, Stage.DELIBERATING, COMMITTEE, MeetingKind.COUNCIL, ""),
        (SECRETARY, Stage.APPRAISING, COMMITTEE, MeetingKind.APPRAISAL, ""),
        (SECRETARY, Stage.APPRAISING, COMPANY, MeetingKind.APPRAISAL, ""),
        (SECRETARY, Stage.IMPLEMENTING, COMPANY, MeetingKind.COORDINATION, ""),
        (SECRETARY, Stage.LISTED, COMMITTEE, MeetingKind.HEARING, "not_this_stage"),
        (SECRETARY, Stage.DELIBERATING, COMMITTEE, MeetingKind.APPRAISAL, "not_this_stage"),
        (MANAGER, Stage.DELIBERATING, COMPANY, MeetingKind.COUNCIL, ""),
        (MANAGER, Stage.DELIBERATING, COMPANY, MeetingKind.HEARING, "committee_convenes"),
        (SECRETARY, Stage.DELIBERATING, COMPANY, MeetingKind.COUNCIL, "lead_only"),
        (NEIGHBOUR, Stage.DELIBERATING, COMMITTEE, MeetingKind.COUNCIL, "lead_only"),
        (
            person(4, COMMITTEE, here=NeighbourhoodId(2)),
            Stage.DELIBERATING,
            COMMITTEE,
            MeetingKind.HEARING,
            "committee_convenes",
        ),
    ],
)
def test_who_calls_which_meeting_when(
    actor: Actor, stage: Stage, lead: BodyId, called: MeetingKind, reason: str
) -> None:
    facts = replace(PROPOSAL, stage=stage, lead_body_id=lead)
    decision = policy.may_convene(actor, facts, NOBODY, kind=called)
    assert decision.reason.removeprefix("deliberation.") == reason


def test_nobody_calls_a_meeting_while_the_issue_is_suspended_or_he_keeps_away() -> None:
    kind = MeetingKind.COUNCIL
    still = replace(PROPOSAL, suspended_until=NOON)
    assert not policy.may_convene(SECRETARY, still, NOBODY, kind=kind)
    assert not policy.may_convene(SECRETARY, PROPOSAL, frozenset({PersonId(1)}), kind=kind)
    assert not policy.may_convene(VISITOR, PROPOSAL, NOBODY, kind=kind)


def test_the_reason_shown_is_that_of_a_meeting_of_this_stage() -> None:
    decision = policy.may_call_meeting(NEIGHBOUR, PROPOSAL, NOBODY)
    assert decision.reason == "deliberation.committee_convenes"
    later = replace(PROPOSAL, stage=Stage.CLOSED)
    assert policy.may_call_meeting(SECRETARY, later, NOBODY).reason == "deliberation.not_this_stage"


@pytest.mark.parametrize(("minutes", "open_"), [(-61, False), (-60, True), (0, True), (600, True)])
def test_sign_in_and_record_open_an_hour_before(minutes: int, open_: bool) -> None:
    now = NOON + timedelta(minutes=minutes)
    assert bool(policy.may_sign_in(NEIGHBOUR, MEETING, now=now)) is open_
    assert bool(policy.may_keep_record(SECRETARY, MEETING, NOBODY, now=now)) is open_
    assert bool(policy.may_close(SECRETARY, MEETING, NOBODY, now=now)) is (minutes >= 0)


@pytest.mark.parametrize("status", [s for s in MeetingStatus if s is not MeetingStatus.CALLED])
def test_what_has_ended_is_not_touched(status: MeetingStatus) -> None:
    ended = replace(MEETING, status=status)
    assert not policy.may_run(SECRETARY, ended, NOBODY)
    assert not policy.may_keep_record(SECRETARY, ended, NOBODY, now=NOON)
    assert not policy.may_sign_in(NEIGHBOUR, ended, now=NOON)


def test_rough_notes_are_for_who_was_there_and_the_convener() -> None:
    there = frozenset({PersonId(3)})
    assert policy.may_read_record(NEIGHBOUR, MEETING, there)
    assert policy.may_read_record(SECRETARY, MEETING, there)
    assert not policy.may_read_record(MANAGER, MEETING, there)


DRAFT, CONFIRMING, CONFIRMED, PUBLISHED = MinutesStatus


@pytest.mark.parametrize(
    ("status", "allowed"),
    [
        (DRAFT, {"edit", "mask", "submit", "reply"}),
        (CONFIRMING, {"edit", "mask", "reply"}),
        (CONFIRMED, {"mask", "reply", "publish"}),
        (PUBLISHED, {"correct"}),
    ],
)
def test_what_the_convener_may_do_with_minutes(status: MinutesStatus, allowed: set[str]) -> None:
    held = replace(MEETING, status=MeetingStatus.HELD)
    facts = MinutesFacts(held, status)
    acts = {
        "edit": minutes_policy.may_edit,
        "mask": minutes_policy.may_mask,
        "submit": minutes_policy.may_submit,
        "reply": minutes_policy.may_reply,
        "publish": minutes_policy.may_publish,
        "correct": minutes_policy.may_correct,
    }
    assert {name for name, may in acts.items() if may(SECRETARY, facts, NOBODY)} == allowed
    for may in acts.values():
        assert not may(MANAGER, facts, NOBODY)
        assert not may(SECRETARY, facts, frozenset({PersonId(1)}))


@pytest.mark.parametrize("status", MinutesStatus)
def test_attendees_answer_while_it_is_open_even_when_recused(status: MinutesStatus) -> None:
    facts = MinutesFacts(MEETING, status)
    there = frozenset({PersonId(3)})
    assert bool(minutes_policy.may_answer(NEIGHBOUR, facts, there)) is (status is CONFIRMING)
    assert not minutes_policy.may_answer(MANAGER, facts, there)


@pytest.mark.parametrize("status", MinutesStatus)
def test_drafts_are_read_by_who_was_there_convener_and_supervision(status: MinutesStatus) -> None:
    facts = MinutesFacts(MEETING, status)
    there = frozenset({PersonId(3)})
    for actor in (NEIGHBOUR, SECRETARY, person(5, SUPERVISION)):
        assert minutes_policy.may_read(actor, facts, there)
    for actor in (MANAGER, VISITOR, person(6, SUPERVISION, here=NeighbourhoodId(2))):
        assert bool(minutes_policy.may_read(actor, facts, there)) is (status is PUBLISHED)
