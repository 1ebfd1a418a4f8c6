"""Formal decisions on the pages: notice, count, confirmation, and the paper with its arithmetic."""

import pytest
from flask.testing import FlaskClient

from agenda.ballots.decisions.counting.rules import Weight
from agenda.ballots.decisions.models import FormalDecision
from agenda.kernel.authz import BodyKind
from agenda.mechanism.tick.commands import tick
from tests.decisions import convened, counted, decision_on, make_deciding
from tests.factories import Place, make_place
from tests.page import visit
from tests.signin import sign_in
from tests.votes import clock

OWNERS, SUPERVISION = BodyKind.HOMEOWNERS_COMMITTEE, BodyKind.SUPERVISION_COMMITTEE
COUNT = {
    "roll_heads": "1152",
    "roll_area": "124,799.30",
    "participating_heads": "905",
    "participating_area": "93449.08",
    "votes_for_heads": "589",
    "votes_for_area": "61667.05",
    "against_heads": "300",
    "against_area": "30000",
    "abstain_heads": "16",
    "abstain_area": "1782.03",
    "spoiled": "3",
}
"""The published Shanghai count, its rest split by us."""


@pytest.fixture
def place(client: FlaskClient) -> Place:
    return make_place()


def home(decision: FormalDecision) -> str:
    return f"/proposals/{decision.proposal_id}/decision"


def test_the_body_gives_notice_from_the_proposals_page(client: FlaskClient, place: Place) -> None:
    decision = make_deciding(place)
    sign_in(client, place.seated[OWNERS][0])
    proposal = visit(client, f"/proposals/{decision.proposal_id}")
    page = proposal.follow("发出表决通知")
    assert "业主共同决定：最早" in page.text
    form = page.form("convene").fill(
        item="rebuild", question="是否同意加装电梯？", place="书面征求意见", held_on="2026-03-20"
    )
    refused = form.submit(status=400)
    assert "依法须提前 15 天通知" in refused.text
    assert refused.form("convene").values["question"] == ["是否同意加装电梯？"]
    paper = form.fill(held_on="2026-04-10").submit()
    assert paper.heading == "业主共同决定：公告"
    for words in ("是否同意加装电梯？", "（七）改建、重建", "四分之三以上同意", "4月10日"):
        assert words in paper.text


def test_the_published_shanghai_count_is_recorded_confirmed_and_explained(
    client: FlaskClient, place: Place
) -> None:
    decision = convened(place, make_deciding(place))
    sign_in(client, place.seated[OWNERS][0])
    form = visit(client, home(decision)).follow("录入计票").form("count").fill(COUNT)
    wrong = form.fill(against_heads="301").submit(status=400)
    assert "相加与参加总数不符" in wrong.text
    paper = form.fill(against_heads="300").submit()
    assert "等待居务监督委员会核对确认" in paper.text
    sign_in(client, place.seated[SUPERVISION][0])
    check = visit(client, home(decision)).follow("核对并确认计票")
    assert "无效票 3 张" in check.text
    paper = check.form("confirm").submit("确认无误")
    assert paper.heading == "业主共同决定：结果"
    assert "结果：未通过" in paper.text
    assert "905 / 1,152 ≥ 2/3: 3 × 905 = 2,715 ≥ 2 × 1,152 = 2,304" in paper.text
    assert "589 / 905 < 3/4: 4 × 589 = 2,356 < 3 × 905 = 2,715" in paper.text
    assert "124,799.30 m²" in paper.text
    assert paper.select(".seal")


def test_a_count_is_corrected_with_its_numbers_filled_in(client: FlaskClient, place: Place) -> None:
    decision = convened(place, make_deciding(place))
    counted(place, decision, Weight(20, 180050), Weight(2, 18000), roll=Weight(30, 270000))
    sign_in(client, place.seated[OWNERS][0])
    form = visit(client, home(decision)).follow("更正计票").form("count")
    assert form.values["votes_for_area"] == ["1800.50"]
    form.fill(votes_for_heads="19", against_heads="3").submit()
    assert decision_on(decision.proposal_id).outcome == "passed"


@pytest.mark.parametrize(
    ("field", "typed"), [("roll_area", "12.345"), ("roll_area", "1e9"), ("roll_heads", "-1")]
)
def test_numbers_that_cannot_be_read_are_refused_and_kept(
    client: FlaskClient, place: Place, field: str, typed: str
) -> None:
    decision = convened(place, make_deciding(place))
    sign_in(client, place.seated[OWNERS][0])
    form = visit(client, f"{home(decision)}/count").form("count").fill(COUNT)
    page = form.fill({field: typed}).submit(status=400)
    assert page.form("count").values[field] == [typed]


def test_only_the_bodies_charged_come_to_the_forms(client: FlaskClient, place: Place) -> None:
    decision = convened(place, make_deciding(place))
    for person in (place.people[3], place.seated[SUPERVISION][0]):
        sign_in(client, person)
        for part in ("/convene", "/count"):
            page = visit(client, home(decision) + part, status=403)
            assert "由负责组织表决的单位办理" in page.text
    sign_in(client, place.seated[OWNERS][0])
    assert (
        "由居务监督委员会的成员核对确认"
        in visit(client, f"{home(decision)}/confirm", status=403).text
    )


def test_silence_stands_on_the_paper(client: FlaskClient, place: Place) -> None:
    decision = make_deciding(place)
    clock().set(clock().now().replace(month=7))
    tick()
    paper = visit(client, home(decision))
    assert "逾期没有组织并完成表决" in paper.text
    assert not paper.select(".seal")


def test_each_attempt_has_its_paper(client: FlaskClient, place: Place) -> None:
    first = convened(place, make_deciding(place))
    counted(place, first, Weight(5, 45000), Weight(0), roll=Weight(30, 270000))
    sign_in(client, place.seated[SUPERVISION][0])
    paper = visit(client, f"{home(first)}/confirm").form("confirm").submit("确认无误")
    assert "还没有发出表决通知" in paper.text
    assert "未形成有效决定" in paper.follow("第 1 次").text
    visit(client, f"/proposals/99/decision/{first.decision_id}", status=404)
