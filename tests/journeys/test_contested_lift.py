"""A lift that the low floors do not want: two rounds, an amendment, a secret vote in the room.

The positions and the first round go through the same commands; the second meeting is lived through
in browsers, on phones without scripts as with them.
"""

import pytest
from playwright.sync_api import Page, expect

from agenda.deliberation.meetings.queries import find_called
from agenda.deliberation.parties.invitations.commands import invite_expert, invite_households
from agenda.deliberation.positions.commands import file_for_party, file_position
from agenda.deliberation.positions.rules import Stance
from agenda.deliberation.queries import get_sitting
from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.authz import BodyKind
from agenda.kernel.ids import MeetingId, PersonId, ProposalId
from agenda.proposals.rules import Stage
from tests.factories import Place, reload
from tests.journeys.driver import DESK, PHONE, Person, Sit, Site, axe, shoot
from tests.meetings import (
    call_meeting,
    code_on_the_wall,
    hold_meeting,
    make_deliberating,
    open_doors,
    small_place,
)
from tests.signin import sign_in

COMMITTEE, COMPANY = BodyKind.RESIDENTS_COMMITTEE, BodyKind.PROPERTY_COMPANY
STORY: dict[str, object] = {}
STORED: dict[str, int] = {}
"""The party of the low floor."""
NUMBER = ProposalId(1)
WALL = (1920, 1080)


@pytest.fixture
def place(site: Site) -> Place:
    """The building of the story, set up at its first step."""
    if "place" not in STORY:
        with site.app.app_context():
            STORY["place"] = small_place()
    found = STORY["place"]
    assert isinstance(found, Place)
    return found


@pytest.fixture
def meeting_id(site: Site) -> MeetingId:
    """The second meeting, once it is called."""
    with site.app.app_context():
        meeting = find_called(db.session(), NUMBER)
        db.session.close()
    assert meeting is not None
    return meeting.meeting_id


def seated(person: Person, person_id: PersonId) -> Person:
    """Sign a person in at this browser."""
    with person.site.app.app_context():
        client = person.site.app.test_client()
        sign_in(client, person_id)
        cookie = client.get_cookie("session")
    assert cookie is not None
    person.context.add_cookies([{"name": "session", "value": cookie.value, "url": person.site.url}])
    return person


def digits(site: Site, meeting_id: MeetingId) -> str:
    """Return what stands on the wall now."""
    with site.app.app_context():
        return code_on_the_wall(meeting_id)


def open_fold(page: Page, words: str) -> None:
    """Open a folded form by its words."""
    page.locator("summary", has_text=words).first.click()


def test_the_low_floors_are_asked_and_say_no(sit: Sit, site: Site, place: Place) -> None:
    with site.app.app_context():
        make_deliberating(place)
        with transaction(place.seat(COMMITTEE)) as tx:
            party = invite_households(tx, NUMBER, lines=["3号楼 101", "3号楼 102"])[0].party_id
            STORED["party"] = party
            invite_expert(tx, NUMBER, name="区房屋检测站")
        with transaction(place.seat(COMPANY)) as tx:
            file_position(
                tx, NUMBER, place.bodies[COMPANY], stance=Stance.FOR, reasons="愿意维保。"
            )
    page = seated(sit(size=PHONE), place.people[0]).open(f"/parties/{party}/position")
    axe(page)
    page.get_by_label("反对", exact=True).check()
    page.locator("[name=reasons]").fill("电梯井挡住我家北窗，白天也要开灯。")
    page.get_by_role("button", name="公布立场").click()
    page.goto(f"/proposals/{NUMBER}/positions")
    expect(page.locator("main")).to_contain_text("3号楼 #1（受影响住户）")
    expect(page.locator("main")).not_to_contain_text("101")
    shoot(page, "lift-positions")
    axe(page)


def test_a_first_round_moves_them_to_conditions(sit: Sit, site: Site, place: Place) -> None:
    with site.app.app_context():
        hold_meeting(place, NUMBER, words="一楼住户：挡光的问题先解决。")
        sitting = get_sitting(db.session(), NUMBER)
        assert sitting.rounds_held == 1
        db.session.close()
    page = seated(sit(size=DESK), place.people[0]).open(f"/proposals/{NUMBER}/positions")
    with site.app.app_context(), transaction(place.resident(0)) as tx:
        file_for_party(
            tx,
            STORED["party"],
            stance=Stance.CONDITIONAL,
            reasons="电梯井要避开我家北窗，白天也要开灯的不行。",
            conditions=["井道用玻璃", "一楼不出钱"],
            version=1,
        )
    page.goto(f"/proposals/{NUMBER}/positions")
    expect(page.locator("main")).to_contain_text("上一轮会议以来的修改")
    expect(page.locator("main")).to_contain_text("主办单位应在")
    shoot(page, "lift-rounds")
    axe(page)


def test_the_second_meeting_opens_its_doors(sit: Sit, site: Site, place: Place) -> None:
    with site.app.app_context():
        call_meeting(place, NUMBER, items=("看玻璃井道的样图 | 15", "费用分摊 | 30"))
        meeting_id = open_doors(place, NUMBER)
    page = seated(sit(size=WALL), place.seated[COMMITTEE][1]).open(f"/meetings/{meeting_id}/wall")
    expect(page.locator(".room-code")).to_have_text(digits(site, meeting_id))
    shoot(page, "lift-wall")
    axe(page)


@pytest.mark.parametrize("number", [0, 1, 2])
def test_neighbours_come_in_by_the_code(
    sit: Sit, site: Site, place: Place, meeting_id: MeetingId, number: int
) -> None:
    person = seated(sit(size=PHONE, javascript=number != 1), place.people[number])
    page = person.open(f"/meetings/{meeting_id}/room")
    page.locator("[name=code]").fill(digits(site, meeting_id))
    page.get_by_role("button", name="签到").click()
    expect(page.locator("main")).to_contain_text("您已签到")
    if number == 0:
        page.get_by_label("不赞成", exact=True).check()
        page.get_by_role("button", name="举手").click()
        expect(page.locator("main")).to_contain_text("请等主持人点名")
        shoot(page, "lift-room-phone")
    axe(page)


def test_the_secretary_gives_the_floor_and_records_motion_and_amendment(
    sit: Sit, place: Place, meeting_id: MeetingId
) -> None:
    page = seated(sit(size=DESK), place.seated[COMMITTEE][1]).open(f"/meetings/{meeting_id}/room")
    page.get_by_role("button", name="开始：看玻璃井道的样图").click()
    page.get_by_role("button", name="请发言").first.click()
    expect(page.locator("main")).to_contain_text("正在发言")
    shoot(page, "lift-room-desk")
    axe(page)
    page.goto(f"/meetings/{meeting_id}/record")
    open_fold(page, "记动议")
    form = page.locator("form[action$='/motions']").first
    form.locator("[name$='mover_id']").select_option(index=0)
    form.locator("[name$='text']").fill("通过加装方案。")
    form.locator("[name$='paragraphs']").fill("井道用玻璃。\n费用按楼层分摊。")
    form.get_by_role("button", name="记下动议").click()
    open_fold(page, "记修正动议")
    form = page.locator("form[action$='/amendments']").first
    form.locator("[name$='mover_id']").select_option(index=0)
    form.locator("[name$='text']").fill("一楼不出钱。")
    form.locator("[name$='paragraphs']").fill("井道用玻璃。\n费用由二楼以上分摊。")
    form.get_by_role("button", name="记下修正动议").click()
    form = page.locator("form[action='/motions/2/hands']")
    for name, count in (("votes_for", "5"), ("votes_against", "1"), ("votes_abstain", "0")):
        form.locator(f"[name$='{name}']").fill(count)
    form.get_by_role("button", name="记下举手结果").click()
    expect(page.locator("main")).to_contain_text("费用由二楼以上分摊。")
    expect(page.locator("main")).to_contain_text("原来的文字")
    page.goto(f"/meetings/{meeting_id}/room")
    page.get_by_role("button", name="就动议 1 无记名表决").click()
    expect(page.locator("main")).to_contain_text("正在无记名表决")
    axe(page)


@pytest.mark.parametrize(("number", "choice"), [(0, "同意"), (1, "同意"), (2, "反对")])
def test_each_votes_secretly_on_his_own_phone(
    sit: Sit, place: Place, meeting_id: MeetingId, number: int, choice: str
) -> None:
    person = seated(sit(size=PHONE, javascript=number != 1), place.people[number])
    page = person.open(f"/meetings/{meeting_id}/room")
    page.get_by_label(choice, exact=True).check()
    if number == 0:
        shoot(page, "lift-vote-phone")
        axe(page)
    page.get_by_role("button", name="投票", exact=True).click()
    expect(page.locator("main")).to_contain_text("您已投票。")
    expect(page.locator("main")).not_to_contain_text("表决通过 同意")


def test_the_chair_counts_and_the_meeting_ends_with_its_agreement(
    sit: Sit, site: Site, place: Place, meeting_id: MeetingId
) -> None:
    page = seated(sit(size=DESK), place.seated[COMMITTEE][1]).open(f"/meetings/{meeting_id}/room")
    page.locator("[name=votes_for]").fill("2")
    page.locator("[name=votes_against]").fill("1")
    page.get_by_role("button", name="结束表决并计票").click()
    expect(page.locator("main")).to_contain_text("同意 4，反对 2，弃权 0")
    axe(page)
    page.goto(f"/meetings/{meeting_id}/record")
    page.get_by_role("button", name="结束会议").click()
    expect(page.locator("h1")).to_contain_text("纪要")
    with site.app.app_context():
        sitting = get_sitting(db.session(), NUMBER)
        assert sitting.rounds_held == 2
        assert sitting.adopted_at is not None
        db.session.close()
        assert reload(NUMBER).stage is Stage.DELIBERATING, "it goes on once the minutes are out"
