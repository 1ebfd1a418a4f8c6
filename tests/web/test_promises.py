"""Promises on the pages: terms, receipts, the letter of supervised follow-up, the board of records."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from agenda.cli.clock import tell
from agenda.infra.audit import LedgerEvent
from agenda.infra.db import db
from agenda.infra.transaction import now, transaction
from agenda.kernel.authz import BodyKind
from agenda.kernel.clock import SetClock, local_date
from agenda.kernel.errors import Invalid, NotPermitted
from agenda.notifications.models import Notice
from agenda.procedure.rules import DutyKind
from agenda.resolutions.tasks.queries import list_tasks
from agenda.resolutions.terms.commands import enter_expense
from agenda.resolutions.terms.queries import terms_of
from tests.factories import make_place
from tests.outcomes import agreed, implementing, pass_until
from tests.page import visit
from tests.signin import sign_in

COMMITTEE, COMPANY = BodyKind.RESIDENTS_COMMITTEE, BodyKind.PROPERTY_COMPANY


def test_a_task_with_helpers_budget_and_receipts(client: FlaskClient, clock: SetClock) -> None:
    place = make_place(households=10)
    proposal_id = agreed(place, clock)
    sign_in(client, place.seated[COMMITTEE][0])
    page = visit(client, f"/proposals/{proposal_id}/tasks/new")
    company = place.bodies[COMPANY]
    due = (local_date(now()) + timedelta(days=90)).isoformat()
    values = {"what": "修好井道", "body_id": str(company), "due_on": due, "budget": "一千"}
    page = page.form("/tasks/new").fill(values).submit(status=400)
    assert "请写金额" in page.text
    helpers = [str(place.bodies[COMMITTEE]), str(company)]
    page = page.form("/tasks/new").fill(budget="1,200.50", assisting=helpers).submit()
    assert "¥1,200.50" in page.text
    task = list_tasks(db.session(), proposal_id)[-1]
    assert len(terms_of(db.session(), [task.task_id])[task.task_id].assisting) == 1
    db.session.close()
    pass_until(clock, proposal_id, DutyKind.POST_RESULT)
    sign_in(client, place.seated[COMPANY][0])
    receipt = visit(client, f"/proposals/{proposal_id}").follow("登记支出").form("/expenses/new")
    paid = local_date(now()).isoformat()
    page = receipt.fill(amount="1300", what="水泥", receipt="03100-77", paid_on=paid).submit()
    assert "超出预算" in page.text
    assert "03100-77" in page.text


def test_a_receipt_is_the_bodys_own_and_of_the_past(app: Flask, clock: SetClock) -> None:
    place = make_place(households=10)
    task = list_tasks(db.session(), implementing(place, clock))[-1]
    db.session.close()
    good = {"amount_fen": 100, "what": "水泥", "receipt": "1", "paid_on": local_date(now())}
    with pytest.raises(NotPermitted), transaction(place.seat(COMMITTEE)) as tx:
        enter_expense(tx, task.task_id, **good)
    for wrong in (
        {"amount_fen": 0},
        {"receipt": " "},
        {"paid_on": local_date(now()) + timedelta(1)},
    ):
        with pytest.raises(Invalid), transaction(place.seat(COMPANY)) as tx:
            enter_expense(tx, task.task_id, **{**good, **wrong})


def test_ten_working_days_late_makes_a_letter_and_tells_the_overseers(
    client: FlaskClient, clock: SetClock
) -> None:
    place = make_place(households=10)
    proposal_id = implementing(place, clock)
    task = list_tasks(db.session(), proposal_id)[-1]
    db.session.close()
    visit(client, f"/tasks/{task.task_id}/letter", status=404)
    pass_until(clock, proposal_id, DutyKind.CARRY_OUT_TASK)
    board = visit(client, "/promises")
    assert "逾期 1 项" in board.text
    pass_until(clock, proposal_id, DutyKind.FOLLOW_UP_TASK)
    letter = visit(client, f"/proposals/{proposal_id}").follow("督办函")
    assert letter.heading == "督办函"
    assert "梧桐里subdistrict_office：" in letter.text
    assert "完成电梯井道施工图" in letter.text
    paper = client.get(f"/tasks/{task.task_id}/letter.pdf")
    assert paper.status_code == 200
    tell()
    query = select(Notice.person_id).join(LedgerEvent, LedgerEvent.event_id == Notice.event_id)
    told = set(db.session.scalars(query.where(LedgerEvent.kind == "resolutions.task_followed_up")))
    assert told >= {*place.seated[BodyKind.PARTY_ORGANIZATION]}
    assert told >= {*place.seated[BodyKind.SUBDISTRICT_OFFICE]}
    db.session.close()
    pass_until(clock, proposal_id, DutyKind.FOLLOW_UP_TASK)
    page = visit(client, "/promises").follow("property_company")
    assert "未兑现 1 项" in page.text
    assert page.select("svg[role=img] .record-broken")
