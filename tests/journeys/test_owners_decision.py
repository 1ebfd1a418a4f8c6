"""An owners' decision in the browser: notice, delivery, a ballot on the phone, paper, close, certificate."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from agenda.ballots.decisions.rules import DecisionKind, first_lawful_day
from agenda.ballots.owners.casting.commands import cast_ballot
from agenda.ballots.owners.queries import find_ballot, list_heads
from agenda.ballots.rules import Choice
from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.authz import BodyKind
from agenda.kernel.clock import local_date
from agenda.kernel.ids import DecisionId, ProposalId
from agenda.mechanism.tick.commands import tick
from tests.decisions import make_deciding
from tests.factories import Place, make_place
from tests.journeys.driver import DESK, PHONE, Sit, Site, axe, shoot
from tests.journeys.test_whole_way import press, seated
from tests.papers import head_of

STORY: dict[str, Place] = {}
OWNERS, SUPERVISION = BodyKind.HOMEOWNERS_COMMITTEE, BodyKind.SUPERVISION_COMMITTEE
NUMBER, DECISION = ProposalId(1), DecisionId(1)
HOME = f"/proposals/{NUMBER}/owners"


@pytest.fixture
def place(site: Site) -> Place:
    """A building of thirty homes whose owners are asked; set up at the first step."""
    if "place" not in STORY:
        with site.app.app_context():
            STORY["place"] = make_place()
            make_deciding(STORY["place"])
    return STORY["place"]


def looked_at(page: Page, name: str) -> None:
    """Keep the page as phone and desk show it, and look for barriers."""
    shoot(page, f"owners-{name}")
    axe(page)


def test_the_committee_gives_notice(sit: Sit, site: Site, place: Place) -> None:
    page = seated(sit(size=DESK), place.seated[OWNERS][0]).open(f"{HOME}/notice")
    page.locator("[name=text_1]").fill("是否同意用维修资金更换三号楼的水泵？")
    page.locator("[name=item_1]").select_option("use_fund")
    first = first_lawful_day(DecisionKind.OWNERS_DECISION, local_date(site.clock.now()))
    page.locator("[name=opens_on]").fill(first.isoformat())
    page.locator("[name=closes_on]").fill((first + timedelta(days=7)).isoformat())
    page.locator("[name=place]").fill("居民活动室领取，投进门厅的票箱")
    looked_at(page, "notice")
    press(page, "发出通知")
    expect(page.locator("main")).to_contain_text("是否同意用维修资金更换三号楼的水泵？")


def test_ballots_are_delivered_by_keyboard(sit: Sit, place: Place) -> None:
    page = seated(sit(size=DESK), place.seated[OWNERS][1]).open(f"{HOME}/deliveries")
    page.get_by_role("link", name="3号楼").first.click()
    page.locator("select").first.focus()
    page.keyboard.press("ArrowDown")
    looked_at(page, "delivery")
    press(page, "保存")
    expect(page.locator("main")).to_contain_text("还有 29 套")
    looked_at(page, "deliveries")


def test_an_owner_casts_on_the_phone(sit: Sit, site: Site, place: Place) -> None:
    with site.app.app_context():
        ballot = find_ballot(db.session(), DECISION)
        assert ballot is not None
        site.clock.set(ballot.opens_at)
        db.session.close()
        tick()
    page = seated(sit(size=PHONE), place.people[3]).open(f"{HOME}/ballot")
    looked_at(page, "ballot")
    press(page, "去投票")
    page.locator("label", has_text="同意").first.click()
    looked_at(page, "choosing")
    press(page, "下一步：核对")
    press(page, "投出选票")
    expect(page.locator("h1")).to_contain_text("您的选票已计入")
    looked_at(page, "receipt")


def test_two_clerks_enter_a_stack_by_keyboard_alone(sit: Sit, site: Site, place: Place) -> None:
    with site.app.app_context():
        codes = [head.code for head in list_heads(db.session(), DECISION)][10:13]
        db.session.close()
    page = seated(sit(size=DESK), place.seated[OWNERS][0]).open(f"{HOME}/paper")
    page.locator("[name=sheets]").fill("3")
    looked_at(page, "paper")
    press(page, "登记")
    page.wait_for_url("**/paper/owners/*")
    stack = page.url.partition("#")[0]
    for clerk in (0, 1):
        page = seated(sit(size=DESK), place.seated[OWNERS][clerk]).open(f"{stack}/entry")
        if clerk == 0:
            looked_at(page, "entry")
        for number, code in enumerate(codes, start=1):
            expect(page.locator("h1")).to_contain_text(f"第 {number} 张")
            expect(page.locator("[name=code]")).to_be_focused()
            page.keyboard.type(code.lower().replace("-", ""))
            page.keyboard.press("Tab")
            page.keyboard.type("1")
            page.keyboard.press("Enter")
        expect(page.locator("h1")).to_contain_text("一叠业主表决票")
    expect(page.locator("main")).to_contain_text("这叠已经录完")
    looked_at(page, "stack")


def test_the_clock_closes_it_and_the_certificate_stands(sit: Sit, site: Site, place: Place) -> None:
    with site.app.app_context():
        ballot = find_ballot(db.session(), DECISION)
        assert ballot is not None
        for number in range(13, 30):
            head = head_of(place, ballot, number)
            with transaction(place.resident(number)) as tx:
                cast_ballot(tx, head, (Choice.FOR,), based_on=0)
        site.clock.set(ballot.closes_at)
        tick()
    for clerk in (0, 1):
        page = seated(sit(size=DESK), place.seated[OWNERS][clerk]).open(f"{HOME}/certificate")
        press(page, "我是计票人，核对无误并签名")
    page = seated(sit(size=PHONE), place.seated[SUPERVISION][0]).open(f"{HOME}/certificate")
    press(page, "核对并确认计票")
    press(page, "确认无误")
    page = sit(size=PHONE).open(f"{HOME}/certificate")
    for words in ("结果：通过", "3 × 21 = 63 ≥ 2 × 30 = 60", "网上 18 张，纸质 3 张"):
        expect(page.locator("main")).to_contain_text(words)
    looked_at(page, "certificate")
