"""The residents' grade, rectification in rounds, and reopening on new facts."""

import pytest
from flask import Flask

from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.authz import BodyKind
from agenda.kernel.clock import SetClock
from agenda.kernel.errors import Invalid, NotPossible
from agenda.procedure.rules import DutyKind
from agenda.proposals.rules import Stage
from agenda.resolutions.appraisal.commands import (
    PlannedTask,
    answer_survey,
    file_rectification,
    grade_at_meeting,
)
from agenda.resolutions.appraisal.queries import get_appraisal
from agenda.resolutions.reopening.commands import ask_reopening, support_reopening
from agenda.resolutions.rules import AppraisalVerdict
from agenda.resolutions.tasks.commands import (
    finish_task,
)
from agenda.resolutions.tasks.queries import list_tasks
from tests.factories import make_place, reload
from tests.outcomes import COMMITTEE, appraising, deliberating, in_days, pass_until


def test_a_satisfied_survey_closes(app: Flask, clock: SetClock) -> None:
    place = make_place(households=19)
    proposal_id = appraising(place, clock)
    for number in range(10):
        with transaction(place.resident(number)) as tx:
            answer_survey(tx, proposal_id, score=5 if number < 6 else 2, comment="")
    with pytest.raises(NotPossible, match="answered_already"), transaction(place.resident(1)) as tx:
        answer_survey(tx, proposal_id, score=1, comment="")
    pass_until(clock, proposal_id, DutyKind.ANSWER_SURVEY)
    assert reload(proposal_id).stage is Stage.CLOSED


def test_a_dissatisfied_survey_asks_for_a_plan_and_two_rounds_end_it(
    app: Flask, clock: SetClock
) -> None:
    place = make_place(households=19)
    proposal_id = appraising(place, clock)
    for round_number in (1, 2, 3):
        for number in range(10):
            with transaction(place.resident(number)) as tx:
                answer_survey(tx, proposal_id, score=4 if number < 5 else 1, comment="还是漏水")
        pass_until(clock, proposal_id, DutyKind.ANSWER_SURVEY)
        appraisal = get_appraisal(db.session(), proposal_id)
        assert (appraisal.round, appraisal.verdict) == (round_number, AppraisalVerdict.RECTIFY)
        db.session.close()
        if round_number == 3:
            break
        planned = PlannedTask(place.bodies[BodyKind.PROPERTY_COMPANY], "返工并复验", in_days(20))
        with transaction(place.seat(COMMITTEE)) as tx:
            file_rectification(
                tx,
                proposal_id,
                plan="漏水的部位全部返工，请居民代表到场验收，结果张贴公示。",
                tasks=[planned],
            )
        assert reload(proposal_id).stage is Stage.IMPLEMENTING
        task = list_tasks(db.session(), proposal_id)[-1]
        db.session.close()
        with transaction(place.seat(BodyKind.PROPERTY_COMPANY)) as tx:
            finish_task(tx, task.task_id, text="已返工。")
    assert reload(proposal_id).stage is Stage.CLOSED


def test_too_few_answers_leave_the_grade_to_the_meeting(app: Flask, clock: SetClock) -> None:
    place = make_place(households=19)
    proposal_id = appraising(place, clock)
    pass_until(clock, proposal_id, DutyKind.ANSWER_SURVEY)
    with pytest.raises(Invalid, match="note_needed"), transaction(place.seat(COMMITTEE)) as tx:
        grade_at_meeting(tx, proposal_id, satisfied=True, note=" ")
    with transaction(place.seat(COMMITTEE)) as tx:
        grade_at_meeting(tx, proposal_id, satisfied=True, note="到会十二人，一致认可。")
    assert reload(proposal_id).stage is Stage.CLOSED


def test_complete_silence_ends_in_a_missing_plan(app: Flask, clock: SetClock) -> None:
    proposal_id = appraising(make_place(households=19), clock)
    pass_until(clock, proposal_id, DutyKind.ANSWER_SURVEY)
    pass_until(clock, proposal_id, DutyKind.GRADE_AT_MEETING)
    assert reload(proposal_id).stage is Stage.APPRAISING
    pass_until(clock, proposal_id, DutyKind.FILE_RECTIFICATION)
    assert get_appraisal(db.session(), proposal_id).plan_missed_at is not None
    assert reload(proposal_id).stage is Stage.CLOSED


def test_new_facts_and_the_threshold_reopen(app: Flask, clock: SetClock) -> None:
    place = make_place(households=19)
    proposal_id = deliberating(place, clock)
    pass_until(clock, proposal_id, DutyKind.CONCLUDE_DELIBERATION)
    pass_until(clock, proposal_id, DutyKind.POST_RESULT)
    with pytest.raises(NotPossible, match="no_reopening"), transaction(place.resident(1)) as tx:
        support_reopening(tx, proposal_id)
    with transaction(place.resident(0)) as tx:
        ask_reopening(tx, proposal_id, new_facts="政府新出了加装电梯的补贴办法。")
    for number in range(1, 10):
        assert reload(proposal_id).stage is Stage.CLOSED
        with transaction(place.resident(number)) as tx:
            support_reopening(tx, proposal_id)
    now_listed = reload(proposal_id)
    assert (now_listed.stage, now_listed.route) == (Stage.LISTED, None)
