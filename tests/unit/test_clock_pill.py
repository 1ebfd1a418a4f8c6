"""The clock says how long, in the days by which the duty is counted, and when it gets urgent."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from agenda.kernel.ids import BodyId, DutyId, ProposalId
from agenda.procedure.calendar.rules import due_in_days, due_in_workdays
from agenda.procedure.rules import Bearer, Duty, DutyKind
from agenda.procedure.sentences import clock_pill

MONDAY = datetime(2026, 3, 2, 1, tzinfo=UTC)


def duty(kind: DutyKind, due_at: datetime, *, bearer: Bearer = Bearer.BODY, **more: object) -> Duty:
    """Return a duty opened on a Monday."""
    return Duty(
        duty_id=DutyId(1),
        kind=kind,
        proposal_id=ProposalId(1),
        subject_id=1,
        bearer=bearer,
        body_id=BodyId(1) if bearer is Bearer.BODY else None,
        person_id=None,
        opened_at=MONDAY,
        due_at=due_at,
        **more,  # type: ignore[arg-type]
    )


SCREEN = duty(DutyKind.SCREEN, due_in_workdays(MONDAY, 5))
SHORT = duty(DutyKind.SCREEN, MONDAY + timedelta(hours=14))
GATHER = duty(DutyKind.GATHER_COSIGNS, due_in_days(MONDAY, 30), bearer=Bearer.RESIDENTS)


@pytest.mark.parametrize(
    ("what", "after", "state", "words"),
    [
        (SCREEN, timedelta(), "running", "还剩 5 个工作日"),
        (SCREEN, timedelta(days=3), "running", "还剩 2 个工作日"),
        (SCREEN, timedelta(days=6, hours=12), "soon", "还剩一个工作日"),
        (SCREEN, timedelta(days=7), "soon", "今天截止"),
        (SCREEN, timedelta(days=8), "late", "已逾期一天"),
        (SCREEN, timedelta(days=20), "late", "已逾期 13 天"),
        (SHORT, timedelta(hours=2), "soon", "今天截止"),
        (GATHER, timedelta(), "running", "还剩 30 天"),
        (GATHER, timedelta(days=29), "soon", "还剩一天"),
        (GATHER, timedelta(days=31), "soon", "已到期，正在处理"),
    ],
)
def test_how_long_is_said_and_when_it_gets_urgent(
    app: Flask, what: Duty, after: timedelta, state: str, words: str
) -> None:
    pill = clock_pill(what, MONDAY + after, body="居委会")
    assert (pill.state, pill.remaining) == (state, words)


def test_a_clock_names_its_bearer_and_what_silence_brings(app: Flask) -> None:
    pill = clock_pill(SCREEN, MONDAY, body="居委会")
    assert (pill.bearer, pill.then) == ("居委会：形式审查", "逾期自动受理")


def test_a_suspended_clock_stands_still(app: Flask) -> None:
    still = duty(DutyKind.SCREEN, SCREEN.due_at, suspended_at=MONDAY)
    assert clock_pill(still, MONDAY + timedelta(days=30)).state == "still"
