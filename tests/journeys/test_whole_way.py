"""One idea walks the whole way: from a resident's phone to a published, appraised result.

What many hands do at once (other co-signers, other voters, the meeting's record) goes through the
same commands; what the story is about is done in the browser.
"""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from agenda.ballots.commands import cast_ballot
from agenda.ballots.queries import find_vote
from agenda.ballots.rules import Choice
from agenda.cosigns.commands import cosign
from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.authz import BodyKind
from agenda.kernel.ids import PersonId, ProposalId
from agenda.mechanism.tick.commands import tick
from agenda.procedure.queries import open_duties
from agenda.procedure.rules import DutyKind
from agenda.proposals.rules import Stage
from agenda.resolutions.appraisal.commands import answer_survey
from agenda.resolutions.tasks.queries import list_open_tasks
from tests.factories import Place, make_place, reload
from tests.journeys.driver import DESK, PHONE, Person, Sit, Site, axe, shoot
from tests.meetings import hold_meeting
from tests.signin import sign_in

STORY: dict[str, object] = {}
"""What the steps hand on: the place, and the proposal once there is one."""
NUMBER = ProposalId(1)
COMMITTEE, PROPERTY = BodyKind.RESIDENTS_COMMITTEE, BodyKind.PROPERTY_COMPANY


@pytest.fixture
def place(site: Site) -> Place:
    """The neighbourhood of the story, set up at its first step."""
    if "place" not in STORY:
        with site.app.app_context():
            STORY["place"] = make_place(households=30)
    found = STORY["place"]
    assert isinstance(found, Place)
    return found


def seated(person: Person, person_id: PersonId) -> Person:
    """Sign a person in at this browser."""
    with person.site.app.app_context():
        client = person.site.app.test_client()
        sign_in(client, person_id)
        cookie = client.get_cookie("session")
    assert cookie is not None
    person.context.add_cookies([{"name": "session", "value": cookie.value, "url": person.site.url}])
    return person


def stage(site: Site) -> Stage:
    """Return where the proposal stands."""
    with site.app.app_context():
        return reload(NUMBER).stage


def run_out(site: Site, kind: DutyKind) -> None:
    """Let the clock run until the open duty of a kind is over, and carry out what is due."""
    with site.app.app_context():
        due = next(d.due_at for d in open_duties(db.session(), NUMBER) if d.kind is kind)
        db.session.close()
        site.clock.set(due)
        tick()


def press(page: Page, words: str) -> None:
    """Press a button or follow a link by its words."""
    page.get_by_role("button", name=words).or_(page.get_by_role("link", name=words)).first.click()


@pytest.mark.parametrize("javascript", [False])
def test_a_resident_proposes_in_steps_on_a_phone(sit: Sit, place: Place, javascript: bool) -> None:
    page = seated(sit(size=PHONE, javascript=javascript), place.people[0]).open("/proposals/new")
    axe(page)
    page.get_by_label("3号楼", exact=False).first.check()
    page.locator("select[name=topic]").select_option("lifts")
    press(page, "下一步")
    page.locator("[name=title]").fill("给三号楼加装一部电梯")
    page.locator("[name=matter]").fill(
        "三号楼没有电梯，六楼以上住着九位七十岁以上的老人，买菜看病都很不方便。"
    )
    axe(page)
    press(page, "下一步")
    page.locator("[name=remedy]").fill("请居委会牵头，组织全楼业主商量加装方案和费用分摊。")
    press(page, "下一步")
    shoot(page, "way-check")
    press(page, "提交审查")
    expect(page.locator("h1")).to_contain_text("给三号楼加装一部电梯")
    axe(page)


def test_the_committee_screens_from_its_desk(sit: Sit, place: Place) -> None:
    page = seated(sit(size=DESK), place.seated[COMMITTEE][0]).open("/desk")
    shoot(page, "way-desk")
    axe(page)
    page.get_by_role("link", name="去审查").click()
    page.get_by_label("内容完整，受理").check()
    press(page, "公布审查结论")
    expect(page.locator("h1")).to_contain_text("给三号楼加装一部电梯")


def test_a_neighbour_co_signs_and_the_threshold_opens_the_vote(
    sit: Sit, site: Site, place: Place
) -> None:
    page = seated(sit(size=PHONE), place.people[1]).open(f"/proposals/{NUMBER}")
    shoot(page, "way-cosigning")
    axe(page)
    page.get_by_role("button", name="我附议").click()
    expect(page.locator("main")).to_contain_text("附议")
    with site.app.app_context():
        for number in range(2, 6):
            with transaction(place.resident(number)) as tx:
                cosign(tx, NUMBER)
    assert stage(site) is Stage.VOTING


def test_a_voter_gets_a_receipt_and_no_result_is_known(sit: Sit, site: Site, place: Place) -> None:
    with site.app.app_context():
        vote = find_vote(db.session(), NUMBER)
        db.session.close()
        assert vote is not None
        site.clock.set(vote.opens_at + timedelta(hours=1))
        for number in range(1, 20):
            with transaction(place.resident(number)) as tx:
                cast_ballot(tx, vote.vote_id, Choice.FOR if number < 15 else Choice.AGAINST)
    page = seated(sit(size=PHONE), place.people[0]).open(f"/proposals/{NUMBER}")
    page.get_by_role("link", name=re.compile("去投票")).first.click()
    axe(page)
    shoot(page, "way-vote")
    page.get_by_label("同意", exact=True).check()
    press(page, "下一步：核对")
    axe(page)
    press(page, "投出选票")
    expect(page.locator("h1")).to_contain_text("您的选票已计入")
    shoot(page, "way-receipt")
    axe(page)
    page.goto(f"/proposals/{NUMBER}")
    expect(page.locator("main")).to_contain_text("已计入")
    run_out(site, DutyKind.CAST_VOTES)
    assert stage(site) is Stage.LISTED


def test_silence_sends_it_to_deliberation_and_a_meeting_agrees(
    sit: Sit, site: Site, place: Place
) -> None:
    run_out(site, DutyKind.ROUTE)
    assert stage(site) is Stage.DELIBERATING
    page = sit(size=DESK).open(f"/proposals/{NUMBER}")
    shoot(page, "way-deliberating")
    axe(page)
    with site.app.app_context():
        hold_meeting(place, NUMBER)
    run_out(site, DutyKind.PUBLISH_MINUTES)
    page.goto(f"/proposals/{NUMBER}")
    axe(page)


def test_the_result_is_posted_and_carried_out(sit: Sit, site: Site, place: Place) -> None:
    if stage(site) is Stage.DELIBERATING:  # nobody called another meeting: time decides
        run_out(site, DutyKind.CONCLUDE_DELIBERATION)
    assert stage(site) is Stage.ANNOUNCED
    lead = seated(sit(size=DESK), place.seated[COMMITTEE][0])
    page = lead.open(f"/proposals/{NUMBER}/tasks/new")
    axe(page)
    page.locator("[name=what]").fill("完成电梯井道施工图并公示")
    page.locator("[name=body_id]").select_option(str(place.bodies[PROPERTY]))
    due = (site.clock.now() + timedelta(days=60)).date().isoformat()
    page.locator("[name=due_on]").fill(due)
    press(page, "公开任务")
    shoot(page, "way-announced")
    run_out(site, DutyKind.POST_RESULT)
    assert stage(site) is Stage.IMPLEMENTING
    with site.app.app_context():
        task = list_open_tasks(db.session(), NUMBER)[-1].task_id
        db.session.close()
    page = seated(sit(size=PHONE), place.seated[PROPERTY][0]).open(f"/tasks/{task}/finish")
    page.locator("[name=text]").fill("施工图已经完成，并在楼门口张贴公示。")
    axe(page)
    press(page, "登记完成")
    assert stage(site) is Stage.APPRAISING


def test_residents_appraise_and_it_is_closed(sit: Sit, site: Site, place: Place) -> None:
    page = seated(sit(size=PHONE, javascript=False), place.people[0]).open(
        f"/proposals/{NUMBER}/survey"
    )
    axe(page)
    page.get_by_label("很满意", exact=True).check()
    press(page, "提交评价")
    with site.app.app_context():
        for number in range(1, 12):
            with transaction(place.resident(number)) as tx:
                answer_survey(tx, NUMBER, score=4, comment="")
    run_out(site, DutyKind.ANSWER_SURVEY)
    assert stage(site) is Stage.CLOSED
    page = sit(size=PHONE).open(f"/proposals/{NUMBER}")
    shoot(page, "way-closed")
    axe(page)
    page.goto(f"/proposals/{NUMBER}/ledger")
    axe(page)


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_the_open_pages_stand_in_both_languages(
    sit: Sit, place: Place, size: tuple[int, int]
) -> None:
    for language, word in (("zh-CN", "zh"), ("en-GB", "en")):
        reader = sit(size=size, language=language)
        for path in ("/", "/agenda", "/ledger", "/calendar", "/promises", "/bodies", "/sign-in"):
            page = reader.open(path)
            axe(page)
            shoot(page, f"open{path.replace('/', '-')}-{word}")
