"""The desk and the calendar: what is due, for whom, and the next click."""

from datetime import timedelta

from flask.testing import FlaskClient

from agenda.deliberation.parties.commands import ask_recusal
from agenda.desk.queries import list_load
from agenda.infra.db import db
from agenda.infra.transaction import now, transaction
from agenda.kernel.authz import OPERATOR, BodyKind
from agenda.kernel.clock import SetClock
from agenda.procedure.commands import suspend_duties
from tests.factories import (
    make_cosigning,
    make_deliberating,
    make_draft,
    make_listed,
    make_place,
    make_submitted,
)
from tests.page import visit
from tests.signin import sign_in


def test_the_committee_sees_what_to_screen(client: FlaskClient) -> None:
    place = make_place()
    proposal = make_submitted(place)
    sign_in(client, place.seated[BodyKind.RESIDENTS_COMMITTEE][0])
    page = visit(client, "/desk")
    assert "形式审查" in page.text
    assert "逾期自动受理" in page.text
    button = page.one(".desk-row a.button")
    assert button["href"] == f"/proposals/{proposal.proposal_id}/screening"


def test_nobody_sees_anothers_desk(client: FlaskClient) -> None:
    place = make_place()
    make_submitted(place)
    sign_in(client, place.seated[BodyKind.PROPERTY_COMPANY][0])
    assert "现在没有等您办的事" in visit(client, "/desk").text


def test_a_draft_waits_on_its_proposers_desk(client: FlaskClient) -> None:
    place = make_place()
    make_draft(place)
    sign_in(client, place.people[0])
    assert "继续写" in visit(client, "/desk").text


def test_a_visitor_is_asked_to_sign_in(client: FlaskClient) -> None:
    make_place()
    assert "登录" in visit(client, "/desk").heading


def test_the_calendar_is_everybodys(client: FlaskClient, clock: SetClock) -> None:
    place = make_place()
    proposal = make_cosigning(place)
    make_submitted(place)
    page = visit(client, "/calendar?month=2026-04")
    assert f"征集附议：{proposal.title}" in page.text
    assert "形式审查" not in page.text
    clock.advance(timedelta(days=60))
    visit(client, "/calendar?month=x")


def test_the_desk_leads_to_the_page_of_each_duty(client: FlaskClient, clock: SetClock) -> None:
    place = make_place(households=10)
    proposal_id = make_deliberating(place).proposal_id
    with transaction(place.resident(3)) as tx:
        about = place.seated[BodyKind.PROPERTY_COMPANY][0]
        ask_recusal(tx, proposal_id, person_id=about, reason="他的亲戚承包了工程")
    make_listed(place, by=0, scope_id=place.unit_id)
    for kind, act, heading in (
        (BodyKind.SUPERVISION_COMMITTEE, "去答复", "答复"),
        (BodyKind.PROPERTY_COMPANY, "表明立场", "立场"),
        (BodyKind.RESIDENTS_COMMITTEE, "去召集", "会议"),
        (BodyKind.PARTY_ORGANIZATION, "去确定", "办理"),
    ):
        sign_in(client, place.seated[kind][0])
        assert heading in visit(client, "/desk").follow(act).heading


def test_what_is_late_on_the_calendar_is_there_to_look_at_and_nothing_suspended_is(
    client: FlaskClient, clock: SetClock
) -> None:
    place = make_place(households=10)
    proposal_id = make_deliberating(place).proposal_id
    clock.advance(timedelta(days=16))
    page = visit(client, "/calendar?month=2026-03")
    acts = page.select(".desk-row a.button")
    assert {act["href"] for act in acts} == {f"/proposals/{proposal_id}"}
    with transaction(OPERATOR) as tx:
        suspend_duties(tx, proposal_id)
    assert not visit(client, "/calendar?month=2026-03").select(".desk-row")


def test_a_seat_holder_names_a_deputy_who_finds_the_work_on_his_desk(client: FlaskClient) -> None:
    place = make_place()
    proposal = make_submitted(place)
    sign_in(client, place.seated[BodyKind.RESIDENTS_COMMITTEE][0])
    page = visit(client, "/desk")
    assert "各人手上" in page.text
    page = page.follow("请人代理").follow("指定residents_committee席位的代理人")
    page = page.form("/deputies/new").submit("指定代理人", status=400)
    page = page.form("/deputies/new").fill(
        deputy_id=str(place.seated[BodyKind.RESIDENTS_COMMITTEE][1]),
        from_on="2026-03-01",
        until_on="2026-03-20",
    )
    assert "提前结束" in page.submit("指定代理人").text
    sign_in(client, place.seated[BodyKind.RESIDENTS_COMMITTEE][1])
    page = visit(client, "/desk")
    assert "residents_committee（代理）" in page.text
    page.follow("去审查").form("/screening").fill(finding="accept").submit("公布审查结论")
    assert "（由代理人办理）" in visit(client, f"/proposals/{proposal.proposal_id}/ledger").text


def test_what_stands_still_is_nobodys_delay(client: FlaskClient) -> None:
    place = make_place()
    proposal = make_submitted(place)
    member = place.seat(BodyKind.RESIDENTS_COMMITTEE)
    later = now() + timedelta(days=30)
    assert list_load(db.session(), member, now=later)[0].late == 1
    with transaction(OPERATOR) as tx:
        suspend_duties(tx, proposal.proposal_id)
    assert list_load(db.session(), member, now=later)[0].late == 0
