"""From the posted result to the end: objections, promises, the residents' grade, reopening."""

from datetime import timedelta

import pytest
from flask import Flask

from agenda.deliberation.commands import adopt_agreement, conclude_without_agreement
from agenda.deliberation.meetings.closing.commands import close_meeting
from agenda.deliberation.meetings.record.commands import agree_task
from agenda.deliberation.meetings.record.motions.commands import decide_motion, put_motion
from agenda.deliberation.meetings.record.rules import Hands
from agenda.deliberation.queries import current_sitting
from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.authz import BodyKind
from agenda.kernel.clock import SetClock, end_of_day, local_date
from agenda.kernel.errors import NotPermitted, NotPossible
from agenda.procedure.queries import find_open_duty
from agenda.procedure.rules import DutyKind
from agenda.proposals.rules import Stage
from agenda.resolutions.results.commands import answer_objection, explain_result, file_objection
from agenda.resolutions.results.queries import get_result, list_objections
from agenda.resolutions.rules import ResultOutcome
from agenda.resolutions.tasks.commands import (
    extend_task,
    report_progress,
)
from agenda.resolutions.tasks.queries import list_tasks
from agenda.resolutions.tasks.rules import TaskState
from tests.factories import make_place, reload
from tests.meetings import call_meeting, move_clock, open_doors, read_record
from tests.outcomes import COMMITTEE, agreed, deliberating, implementing, pass_until

OBJECTION = "公示的费用和会上说的不一样，请说明。"


def test_an_agreement_is_owed_whole_until_tasks_are_named(app: Flask, clock: SetClock) -> None:
    place = make_place(households=19)
    proposal_id = agreed(place, clock)
    (whole,) = list_tasks(db.session(), proposal_id)
    assert (whole.by_default, whole.body_id) == (True, place.bodies[COMMITTEE])
    db.session.close()
    pass_until(clock, proposal_id, DutyKind.POST_RESULT)
    assert reload(proposal_id).stage is Stage.IMPLEMENTING


def test_named_tasks_replace_the_whole(app: Flask, clock: SetClock) -> None:
    proposal_id = implementing(make_place(households=19), clock)
    whole, named = list_tasks(db.session(), proposal_id)
    assert (whole.state, named.state) == (TaskState.REPLACED, TaskState.OPEN)


def test_without_agreement_nothing_is_owed_and_the_issue_closes(
    app: Flask, clock: SetClock
) -> None:
    place = make_place(households=19)
    proposal_id = deliberating(place, clock)
    pass_until(clock, proposal_id, DutyKind.CONCLUDE_DELIBERATION)
    assert get_result(db.session(), proposal_id).outcome is ResultOutcome.NO_AGREEMENT
    db.session.close()
    pass_until(clock, proposal_id, DutyKind.POST_RESULT)
    assert reload(proposal_id).stage is Stage.CLOSED


def test_who_explained_the_result_does_not_answer_objections(app: Flask, clock: SetClock) -> None:
    place = make_place(households=19)
    proposal_id = agreed(place, clock)
    with transaction(place.seat(COMMITTEE)) as tx:
        explain_result(tx, proposal_id, text="费用按楼层分摊，低层不出资。")
    with transaction(place.resident(3)) as tx:
        objection = file_objection(tx, proposal_id, text=OBJECTION)
    with (
        pytest.raises(NotPermitted, match="decided_himself"),
        transaction(place.seat(COMMITTEE)) as tx,
    ):
        answer_objection(tx, objection.objection_id, upheld=False, answer="已核对。")
    with transaction(place.seat(COMMITTEE, 1)) as tx:
        answer_objection(tx, objection.objection_id, upheld=False, answer="已核对。")
    assert reload(proposal_id).stage is Stage.ANNOUNCED


def test_an_upheld_objection_sends_back_once(app: Flask, clock: SetClock) -> None:
    place = make_place(households=19)
    proposal_id = agreed(place, clock)
    for resident, stage in ((3, Stage.DELIBERATING), (4, Stage.ANNOUNCED)):
        with transaction(place.resident(resident)) as tx:
            objection = file_objection(tx, proposal_id, text=OBJECTION)
        with transaction(place.seat(COMMITTEE, 1)) as tx:
            answer_objection(tx, objection.objection_id, upheld=True, answer="确有出入。")
        assert reload(proposal_id).stage is stage
        if stage is Stage.DELIBERATING:
            with transaction(place.seat(COMMITTEE)) as tx:
                sitting = current_sitting(tx.session, proposal_id)
                assert sitting is not None
                adopt_agreement(tx, sitting, paragraphs=["改按面积分摊。"], motion_id=2)


def test_two_silences_uphold(app: Flask, clock: SetClock) -> None:
    place = make_place(households=19)
    proposal_id = agreed(place, clock)
    with transaction(place.resident(3)) as tx:
        file_objection(tx, proposal_id, text=OBJECTION)
    pass_until(clock, proposal_id, DutyKind.ANSWER_OBJECTION)
    assert reload(proposal_id).stage is Stage.ANNOUNCED
    pass_until(clock, proposal_id, DutyKind.REVIEW_OBJECTION)
    assert reload(proposal_id).stage is Stage.DELIBERATING
    (objection,) = list_objections(db.session(), proposal_id)
    assert (objection.upheld, objection.by_silence) == (True, True)


def test_objections_are_for_the_scope_once_and_in_time(app: Flask, clock: SetClock) -> None:
    place, other = make_place(households=19), make_place(name="望河苑")
    proposal_id = agreed(place, clock)
    with pytest.raises(NotPermitted, match="scope_only"), transaction(other.resident(1)) as tx:
        file_objection(tx, proposal_id, text=OBJECTION)
    with transaction(place.resident(3)) as tx:
        file_objection(tx, proposal_id, text=OBJECTION)
    with pytest.raises(NotPossible, match="already"), transaction(place.resident(3)) as tx:
        file_objection(tx, proposal_id, text=OBJECTION)
    clock.set(get_result(db.session(), proposal_id).posting_ends_at)
    db.session.close()
    with pytest.raises(NotPossible, match="posting_over"), transaction(place.resident(4)) as tx:
        file_objection(tx, proposal_id, text=OBJECTION)


def test_a_task_turns_red_is_followed_up_and_breaks(app: Flask, clock: SetClock) -> None:
    proposal_id = implementing(make_place(households=19), clock)

    def task():
        found = list_tasks(db.session(), proposal_id)[-1]
        db.session.close()
        return found

    pass_until(clock, proposal_id, DutyKind.REPORT_PROGRESS)
    assert task().reports_missed == 1
    pass_until(clock, proposal_id, DutyKind.CARRY_OUT_TASK)
    assert task().late_since is not None
    pass_until(clock, proposal_id, DutyKind.FOLLOW_UP_TASK)
    assert (task().followed_up_at is not None, task().state) == (True, TaskState.OPEN)
    pass_until(clock, proposal_id, DutyKind.FOLLOW_UP_TASK)
    assert task().state is TaskState.BROKEN
    assert reload(proposal_id).stage is Stage.APPRAISING


def test_progress_and_extension_before_the_date(app: Flask, clock: SetClock) -> None:
    place = make_place(households=19)
    proposal_id = implementing(place, clock)
    task = list_tasks(db.session(), proposal_id)[-1]
    db.session.close()
    with pytest.raises(NotPermitted, match="body_reports"), transaction(place.resident(2)) as tx:
        report_progress(tx, task.task_id, text="看到在施工。")
    with transaction(place.seat(BodyKind.PROPERTY_COMPANY)) as tx:
        report_progress(tx, task.task_id, text="图纸已送审。")
    later = task.due_at + timedelta(days=10)
    with transaction(place.seat(BodyKind.PROPERTY_COMPANY)) as tx:
        extend_task(tx, task.task_id, due_at=later, reason="审图中心排队。")
    duty = find_open_duty(
        db.session(), proposal_id, DutyKind.CARRY_OUT_TASK, subject_id=task.task_id
    )
    assert duty is not None
    assert duty.due_at == later


def test_the_lead_can_end_talks_only_after_a_round(app: Flask, clock: SetClock) -> None:
    place = make_place(households=19)
    proposal_id = deliberating(place, clock)
    with pytest.raises(NotPermitted, match="one_round"), transaction(place.seat(COMMITTEE)) as tx:
        conclude_without_agreement(tx, proposal_id, reason="各方意见仍然不同。")


def test_tasks_agreed_in_a_meeting_are_owed_without_being_typed_again(
    app: Flask, clock: SetClock
) -> None:
    place = make_place(households=19)
    proposal_id = deliberating(place, clock)
    call_meeting(place, proposal_id)
    meeting_id = open_doors(place, proposal_id)
    committee, company = (
        place.bodies[kind] for kind in (BodyKind.RESIDENTS_COMMITTEE, BodyKind.PROPERTY_COMPANY)
    )
    soon = local_date(clock.now()) + timedelta(days=40)
    record = read_record(meeting_id)
    item_id, who = record.items[1].item.item_id, next(iter(record.attendees))
    with transaction(place.seat(BodyKind.RESIDENTS_COMMITTEE)) as tx:
        motion = put_motion(
            tx,
            meeting_id,
            item_id=item_id,
            mover_id=who,
            text="通过加装方案",
            paragraphs=("费用按楼层分摊",),
        )
        decide_motion(tx, motion.motion_id, hands=Hands(3, 0, 0))
        for text, body_id, due_on in (
            ("委托测绘", committee, soon),
            ("清理楼道", company, local_date(clock.now())),
        ):
            agree_task(tx, meeting_id, item_id=item_id, text=text, body_id=body_id, due_on=due_on)
        close_meeting(tx, meeting_id)
    move_clock(clock.now() + timedelta(days=14), proposal_id)
    assert reload(proposal_id).stage is Stage.ANNOUNCED
    tasks = list_tasks(db.session(), proposal_id)
    assert [(t.what, t.body_id, t.by_default) for t in tasks] == [
        ("委托测绘", committee, False),
        ("清理楼道", company, False),
    ]
    assert tasks[0].due_at == end_of_day(soon)
    assert tasks[1].due_at > clock.now()
