"""The lifecycle's table and the function that reads it, without a database."""

from collections import defaultdict
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agenda.ballots.decisions.rules import DecisionFacts, Outcome
from agenda.ballots.rules import VoteFacts
from agenda.cosigns.rules import CosignFacts
from agenda.deliberation.routing.rules import ReferralFacts
from agenda.deliberation.rules import DeliberationFacts
from agenda.kernel.ids import (
    BodyId,
    ProposalId,
)
from agenda.kernel.quantities import Heads
from agenda.mechanism.consequences.commands import DEFAULTS
from agenda.mechanism.rules import CLOCK_ONLY, TRANSITIONS, Lapse, Move, next_step, ways_on
from agenda.procedure.rules import DutyKind, Route
from agenda.proposals.rules import ENDS, ScreeningOutcome, Stage
from agenda.resolutions.rules import AppraisalFacts, AppraisalVerdict, ResultFacts, TaskFacts
from tests.unit.snapshots import EARLIER, LATER, NOW, duty, moved, snapshot

CARRIED = VoteFacts(EARLIER, EARLIER, closed_at=EARLIER, carried=True)
POSTED = ResultFacts(posting_ends_at=EARLIER)
SUSPENDED = {"suspended_until": LATER}

CASES = [
    # stage, facts, the stage it moves to (None: it stays)
    (Stage.DRAFT, {}, None),
    (Stage.DRAFT, {"submitted_at": NOW}, Stage.SCREENING),
    (Stage.DRAFT, {"withdrawn_at": NOW, "submitted_at": NOW}, Stage.WITHDRAWN),
    (Stage.DRAFT, {"screening": ScreeningOutcome.RESTORED}, Stage.COSIGNING),
    (Stage.SCREENING, {}, None),
    (Stage.SCREENING, {"screening": ScreeningOutcome.ACCEPTED}, Stage.COSIGNING),
    (Stage.SCREENING, {"screening": ScreeningOutcome.ACCEPTED_BY_SILENCE}, Stage.COSIGNING),
    (Stage.SCREENING, {"screening": ScreeningOutcome.RETURNED}, Stage.DRAFT),
    (Stage.SCREENING, {"screening": ScreeningOutcome.DECLINED}, Stage.DECLINED),
    (Stage.SCREENING, {"screening": ScreeningOutcome.REFERRED}, Stage.REFERRED),
    (Stage.SCREENING, {"screening": ScreeningOutcome.MERGE_OFFERED}, None),
    (Stage.SCREENING, {"merged_into_id": ProposalId(2)}, Stage.MERGED),
    (Stage.DECLINED, {}, None),
    (Stage.DECLINED, {"screening": ScreeningOutcome.RESTORED}, Stage.COSIGNING),
    (Stage.COSIGNING, {}, None),
    (Stage.COSIGNING, {"crossed_at": NOW}, Stage.VOTING),
    (Stage.COSIGNING, {"crossed_at": NOW, "adults": 19}, Stage.LISTED),
    (Stage.COSIGNING, {"crossed_at": NOW, "adults": 20}, Stage.VOTING),
    (Stage.COSIGNING, {"duties": (duty(DutyKind.GATHER_COSIGNS),)}, Stage.EXPIRED),
    (Stage.COSIGNING, {"duties": (duty(DutyKind.GATHER_COSIGNS, due_at=LATER),)}, None),
    # crossing in the last moment goes before the end of the window
    (
        Stage.COSIGNING,
        {"crossed_at": EARLIER, "duties": (duty(DutyKind.GATHER_COSIGNS),)},
        Stage.VOTING,
    ),
    (Stage.VOTING, {}, None),
    (Stage.VOTING, {"vote": replace(CARRIED, closed_at=None, carried=None)}, None),
    (Stage.VOTING, {"vote": CARRIED}, Stage.LISTED),
    (Stage.VOTING, {"vote": replace(CARRIED, carried=False)}, Stage.NOT_CARRIED),
    # co-signers obliged a meeting: listed whatever the vote says, and when the window is over
    (Stage.VOTING, {"vote": CARRIED, "is_requested": True}, Stage.LISTED),
    (Stage.VOTING, {"vote": replace(CARRIED, carried=False), "is_requested": True}, Stage.LISTED),
    (
        Stage.VOTING,
        {"vote": replace(CARRIED, closed_at=None, carried=None), "is_requested": True},
        None,
    ),
    (Stage.COSIGNING, {"is_requested": True}, None),
    (Stage.COSIGNING, {"is_requested": True, "crossed_at": NOW}, Stage.VOTING),
    (
        Stage.COSIGNING,
        {"is_requested": True, "duties": (duty(DutyKind.GATHER_COSIGNS, due_at=LATER),)},
        None,
    ),
    (
        Stage.COSIGNING,
        {"is_requested": True, "duties": (duty(DutyKind.GATHER_COSIGNS),)},
        Stage.LISTED,
    ),
    (Stage.LISTED, {}, None),
    (Stage.LISTED, {"route": Route.DELIBERATION}, Stage.DELIBERATING),
    (Stage.LISTED, {"route": Route.OWNERS_DECISION}, Stage.DELIBERATING),
    (Stage.LISTED, {"route": Route.REFERRAL}, Stage.REFERRED),
    (Stage.REFERRED, {"referral": ReferralFacts(EARLIER)}, None),
    (Stage.REFERRED, {"referral": ReferralFacts(EARLIER, replied_at=NOW)}, Stage.ANNOUNCED),
    (
        Stage.REFERRED,
        {"referral": ReferralFacts(EARLIER, returned_at=NOW), "crossed_at": EARLIER},
        Stage.LISTED,
    ),
    # referred in screening, no reply: the neighbourhood takes it up itself
    (Stage.REFERRED, {"referral": ReferralFacts(EARLIER, returned_at=NOW)}, Stage.COSIGNING),
    (Stage.DELIBERATING, {"deliberation": DeliberationFacts(rounds_held=1)}, None),
    (
        Stage.DELIBERATING,
        {"deliberation": DeliberationFacts(1, adopted_at=NOW), "route": Route.DELIBERATION},
        Stage.ANNOUNCED,
    ),
    (
        Stage.DELIBERATING,
        {
            "deliberation": DeliberationFacts(1, adopted_at=NOW, minutes_pending=True),
            "route": Route.DELIBERATION,
        },
        None,
    ),
    (
        Stage.DELIBERATING,
        {"deliberation": DeliberationFacts(1, adopted_at=NOW), "route": Route.OWNERS_DECISION},
        Stage.DECIDING,
    ),
    (
        Stage.DELIBERATING,
        {"deliberation": DeliberationFacts(rounds_held=3)},
        Stage.ANNOUNCED,
    ),
    (
        Stage.DELIBERATING,
        {"deliberation": DeliberationFacts(rounds_held=3, minutes_pending=True)},
        None,
    ),
    (
        Stage.DELIBERATING,
        {"deliberation": DeliberationFacts(0, ended_without_agreement_at=NOW)},
        Stage.ANNOUNCED,
    ),
    (Stage.DECIDING, {"decision": DecisionFacts(1)}, None),
    (Stage.DECIDING, {"decision": DecisionFacts(1, outcome=Outcome.PASSED)}, None),
    (Stage.DECIDING, {"decision": DecisionFacts(1, Outcome.PASSED, NOW)}, Stage.ANNOUNCED),
    (
        Stage.DECIDING,
        {"decision": DecisionFacts(1, Outcome.NO_VALID_DECISION, NOW)},
        Stage.DECIDING,
    ),
    (
        Stage.DECIDING,
        {"decision": DecisionFacts(2, Outcome.NO_VALID_DECISION, NOW)},
        Stage.ANNOUNCED,
    ),
    (Stage.DECIDING, {"decision": DecisionFacts(1, not_convened_at=NOW)}, Stage.ANNOUNCED),
    (Stage.ANNOUNCED, {"result": POSTED}, None),
    (
        Stage.ANNOUNCED,
        {"result": POSTED, "duties": (duty(DutyKind.POST_RESULT),)},
        Stage.CLOSED,
    ),
    (
        Stage.ANNOUNCED,
        {"result": replace(POSTED, has_tasks=True), "duties": (duty(DutyKind.POST_RESULT),)},
        Stage.IMPLEMENTING,
    ),
    (
        Stage.ANNOUNCED,
        {"result": replace(POSTED, objections_open=1), "duties": (duty(DutyKind.POST_RESULT),)},
        None,
    ),
    (Stage.ANNOUNCED, {"result": replace(POSTED, upheld_at=NOW)}, Stage.DELIBERATING),
    # upheld, once: the second time the result goes on
    (
        Stage.ANNOUNCED,
        {
            "result": replace(POSTED, upheld_at=NOW, sent_back_before=True),
            "duties": (duty(DutyKind.POST_RESULT),),
        },
        Stage.CLOSED,
    ),
    (Stage.IMPLEMENTING, {"tasks": TaskFacts(open=1, done=2)}, None),
    (Stage.IMPLEMENTING, {"tasks": TaskFacts(done=2, broken=1)}, Stage.APPRAISING),
    (Stage.APPRAISING, {"appraisal": AppraisalFacts()}, None),
    (
        Stage.APPRAISING,
        {"appraisal": AppraisalFacts(verdict=AppraisalVerdict.SATISFIED)},
        Stage.CLOSED,
    ),
    (Stage.APPRAISING, {"appraisal": AppraisalFacts(1, AppraisalVerdict.RECTIFY)}, None),
    (
        Stage.APPRAISING,
        {"appraisal": AppraisalFacts(2, AppraisalVerdict.RECTIFY, rectification_filed=True)},
        Stage.IMPLEMENTING,
    ),
    (
        Stage.APPRAISING,
        {"appraisal": AppraisalFacts(1, AppraisalVerdict.RECTIFY, rectification_missing=True)},
        Stage.CLOSED,
    ),
    # two rounds of rectification are used up
    (Stage.APPRAISING, {"appraisal": AppraisalFacts(3, AppraisalVerdict.RECTIFY)}, Stage.CLOSED),
    (Stage.CLOSED, {}, None),
    (Stage.CLOSED, {"reopened_at": NOW}, Stage.LISTED),
    # while suspended nothing moves, whatever the facts
    (Stage.LISTED, {"route": Route.DELIBERATION, **SUSPENDED}, None),
]


@pytest.mark.parametrize(("stage", "facts", "target"), CASES)
def test_the_facts_carry_this_move_and_no_other(
    stage: Stage, facts: dict, target: Stage | None
) -> None:
    assert moved(next_step(snapshot(stage, **facts), NOW)) is target


def test_every_stage_that_waits_has_a_way_on_and_ends_are_reached() -> None:
    ways = defaultdict(set)
    for transition in TRANSITIONS:
        ways[transition.source].add(transition.target)
    assert set(Stage) - ENDS <= set(ways)
    reached = {Stage.DRAFT}
    while more := {t for s in reached for t in ways[s]} - reached:
        reached |= more
    assert reached == set(Stage)


def test_transition_names_are_unique() -> None:
    names = [t.name for t in TRANSITIONS]
    assert len(names) == len(set(names))


def test_the_earliest_due_duty_lapses_first() -> None:
    late = duty(DutyKind.SCREEN, due_at=NOW, number=1)
    later = duty(DutyKind.ANSWER_MERGE, due_at=EARLIER, number=2)
    assert next_step(snapshot(Stage.SCREENING, duties=(late, later)), NOW) == Lapse(
        later, later.due_at
    )


def test_a_duty_is_over_exactly_at_its_instant() -> None:
    screening = snapshot(Stage.SCREENING, duties=(duty(DutyKind.SCREEN, due_at=NOW),))
    assert next_step(screening, NOW - timedelta(microseconds=1)) is None
    assert isinstance(next_step(screening, NOW), Lapse)


def test_a_suspended_proposal_only_resumes() -> None:
    duties = (duty(DutyKind.ROUTE), duty(DutyKind.RESUME, number=2))
    step = next_step(snapshot(Stage.LISTED, duties=duties, suspended_until=EARLIER), NOW)
    assert isinstance(step, Lapse)
    assert step.duty.kind is DutyKind.RESUME


def test_what_is_missing_is_said_with_numbers() -> None:
    ways = {
        t.name: unmet
        for t, unmet in ways_on(
            snapshot(Stage.COSIGNING, cosigns=CosignFacts(Heads(4), Heads(6))), NOW
        )
    }
    (missing,) = ways["cross"]
    assert (missing.code, missing.have, missing.need) == ("mechanism.cosigns_missing", 4, 6)


@given(
    stage=st.sampled_from(Stage),
    kinds=st.lists(st.sampled_from(DutyKind), max_size=4, unique=True),
    hours=st.lists(st.integers(-48, 48), min_size=4, max_size=4),
    route=st.none() | st.sampled_from(Route),
    screening=st.none() | st.sampled_from(ScreeningOutcome),
    crossed=st.booleans(),
    adults=st.integers(0, 3000),
)
def test_a_step_starts_where_the_proposal_stands_and_is_due(
    stage, kinds, hours, route, screening, crossed, adults
) -> None:
    duties = tuple(
        duty(kind, due_at=NOW + timedelta(hours=h), number=n)
        for n, (kind, h) in enumerate(zip(kinds, hours, strict=False))
    )
    seen = snapshot(
        stage,
        duties=duties,
        route=route,
        screening=screening,
        crossed_at=NOW if crossed else None,
        adults=adults,
        lead_body_id=BodyId(1),
    )
    step = next_step(seen, NOW)
    assert step == next_step(seen, NOW)
    if isinstance(step, Move):
        assert step.transition.source is stage
        assert step.transition.guard(seen, NOW) == ()
    elif isinstance(step, Lapse):
        assert step.duty in duties
        assert step.duty.due_at <= NOW


def test_every_duty_has_its_default() -> None:
    assert set(DEFAULTS) == set(DutyKind) - CLOCK_ONLY
