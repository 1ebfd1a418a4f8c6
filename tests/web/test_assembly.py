"""A meeting that decides on the pages: notice with its basis, roll, room, quorum and hands."""

import pytest
from flask.testing import FlaskClient

from agenda.ballots.assembly.commands import enter_attendance
from agenda.ballots.assembly.queries import get_assembly
from agenda.ballots.decisions.models import FormalDecision
from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.authz import BodyKind
from agenda.procedure.rules import Route
from tests.decisions import convened, make_deciding
from tests.factories import Place, make_place
from tests.page import visit
from tests.signin import sign_in, sign_out

COMMITTEE, SUPERVISION = BodyKind.RESIDENTS_COMMITTEE, BodyKind.SUPERVISION_COMMITTEE


@pytest.fixture
def place(client: FlaskClient) -> Place:
    return make_place()


@pytest.fixture
def decision(place: Place) -> FormalDecision:
    return make_deciding(place, Route.RESIDENTS_MEETING)


def home(decision: FormalDecision) -> str:
    return f"/proposals/{decision.proposal_id}/decision"


def test_the_notice_says_by_what_it_counts_and_the_roll_is_posted_masked(
    client: FlaskClient, place: Place, decision: FormalDecision
) -> None:
    sign_in(client, place.seated[COMMITTEE][0])
    form = visit(client, f"{home(decision)}/convene").form("convene")
    paper = form.fill(
        kind="residents_meeting",
        basis="households",
        question="是否修改居民公约？",
        place="活动室",
        held_on="2026-04-10",
    ).submit()
    assert "居民会议表决：公告" in paper.heading
    roll = paper.follow("会议名册")
    assert "按户代表计算，共 30" in roll.text
    names = roll.follow("东苑 3号楼")
    assert "3号楼 王**" in names.text
    assert "王小明" not in names.html
    sign_out(client)
    closed = visit(client, f"{home(decision)}/roll?building={place.building_id}")
    assert "王**" not in closed.text
    assert get_assembly(db.session(), decision.decision_id).roll_digest in closed.text


def test_who_is_in_the_room_signs_in_and_sees_the_quorum(
    client: FlaskClient, place: Place, decision: FormalDecision
) -> None:
    held = convened(place, decision)
    code = get_assembly(db.session(), held.decision_id).code
    sign_in(client, place.people[0])
    page = visit(client, f"/proposals/{held.proposal_id}").follow("会场签到")
    assert "到会签到后可以看到现场人数" in page.text
    assert code not in page.html
    wrong = page.form("room").fill(code="AAAAAA").submit("签到", status=400)
    assert "签到码不对" in wrong.text
    inside = wrong.form("room").fill(code=code.lower()).submit("签到")
    assert "您已签到" in inside.text
    assert "已签到 1 / 30" in inside.text
    assert "还差 15" in inside.text
    assert inside.select("#quorum[data-refresh]")


def test_the_secretary_keeps_the_list_and_records_the_hands(
    client: FlaskClient, place: Place, decision: FormalDecision
) -> None:
    held = convened(place, decision)
    sign_in(client, place.seated[COMMITTEE][0])
    page = visit(client, f"{home(held)}/room")
    assert get_assembly(db.session(), held.decision_id).code in page.text
    for person in place.people[:8] + place.people[9:16]:
        with transaction(place.seat(COMMITTEE)) as tx:
            enter_attendance(tx, held.decision_id, person)
    ninth = f"people/{place.people[8]}"
    page = page.form(ninth).submit("登记签到")
    assert "已达法定人数" in page.text
    page = page.form(f"{ninth}/strike").submit()
    assert "还差 1" in page.text
    page = page.form(ninth).submit("登记签到")
    hands = page.follow("录入举手结果").form("hands")
    wrong = hands.fill(votes_for="10", against="6", abstain="1").submit(status=400)
    assert "举手合计 17，多于签到的 16 人" in wrong.text
    paper = wrong.form("hands").fill(abstain="0").submit()
    assert "16 / 30 > 1/2: 2 × 16 = 32 > 30" in paper.text
    assert "10 / 16 > 1/2" in paper.text
    again = paper.follow("更正计票").form("hands")
    assert again.values["against"] == ["6"]
    assert "结果：未通过" in again.fill(votes_for="8").submit().text
    sign_in(client, place.seated[SUPERVISION][0])
    done = visit(client, home(held)).follow("核对并确认计票").form("confirm").submit("确认无误")
    assert done.heading == "居民会议表决：结果"


def test_without_enough_people_the_page_says_what_comes(
    client: FlaskClient, place: Place, decision: FormalDecision
) -> None:
    held = convened(place, decision)
    sign_in(client, place.seated[COMMITTEE][0])
    assert "未形成有效决定" in visit(client, f"{home(held)}/hands").text


def test_a_long_roll_is_searched(client: FlaskClient) -> None:
    place = make_place(households=90)
    held = convened(place, make_deciding(place, Route.RESIDENTS_MEETING))
    sign_in(client, place.seated[COMMITTEE][0])
    page = visit(client, f"{home(held)}/room")
    assert not page.select("form[action*='people']")
    found = visit(client, f"{home(held)}/room?q=杨小明")
    assert len(found.select("form[action*='people']")) >= 1
    assert "没有找到" in visit(client, f"{home(held)}/room?q=诸葛亮").text


def test_others_do_not_come_to_the_hands(
    client: FlaskClient, place: Place, decision: FormalDecision
) -> None:
    held = convened(place, decision)
    sign_in(client, place.people[3])
    assert "由负责组织表决的单位办理" in visit(client, f"{home(held)}/hands", status=403).text
