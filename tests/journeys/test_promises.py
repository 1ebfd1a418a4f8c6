"""A promise is made, broken, followed up, kept, graded badly, mended, and graded well.

The body's and the residents' own acts are done in the browser, on a phone and at a desk; time and
the crowd go through the same commands as everybody.
"""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

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
from tests.outcomes import agreed
from tests.signin import sign_in

NUMBER = ProposalId(1)
COMMITTEE, COMPANY = BodyKind.RESIDENTS_COMMITTEE, BodyKind.PROPERTY_COMPANY
STORY: dict[str, Place] = {}
"""The place of the story, set up at its first step."""


@pytest.fixture
def place(site: Site) -> Place:
    """A neighbourhood whose agreement was just posted."""
    if "place" not in STORY:
        with site.app.app_context():
            STORY["place"] = make_place(households=15)
            agreed(STORY["place"], site.clock)
    return STORY["place"]


def seated(person: Person, person_id: PersonId) -> Person:
    """Sign a person in at this browser."""
    with person.site.app.app_context():
        client = person.site.app.test_client()
        sign_in(client, person_id)
        cookie = client.get_cookie("session")
    assert cookie is not None
    person.context.add_cookies([{"name": "session", "value": cookie.value, "url": person.site.url}])
    return person


def run_out(site: Site, kind: DutyKind) -> None:
    """Let the clock run until the open duty of a kind is over, and carry out what is due."""
    with site.app.app_context():
        due = next(d.due_at for d in open_duties(db.session(), NUMBER) if d.kind is kind)
        db.session.close()
        site.clock.set(due)
        tick()


def stage(site: Site) -> Stage:
    """Return where the proposal stands."""
    with site.app.app_context():
        return reload(NUMBER).stage


def task_of(site: Site) -> int:
    """Return the task that is open."""
    with site.app.app_context():
        found = list_open_tasks(db.session(), NUMBER)[-1].task_id
        db.session.close()
    return found


def in_days(site: Site, days: int) -> str:
    """Return a day some days ahead, as a date field takes it."""
    return (site.clock.now() + timedelta(days=days)).date().isoformat()


def press(page: Page, words: str) -> None:
    """Press the page's own button."""
    page.locator("main").get_by_role("button", name=words).click()


def grade(site: Site, place: Place, score: int, *, first: int) -> None:
    """Let the other residents answer the survey."""
    with site.app.app_context():
        for number in range(first, 12):
            with transaction(place.resident(number)) as tx:
                answer_survey(tx, NUMBER, score=score, comment="")


def test_the_lead_names_a_task_with_helpers_and_budget(sit: Sit, site: Site, place: Place) -> None:
    page = seated(sit(size=DESK), place.seated[COMMITTEE][0]).open(f"/proposals/{NUMBER}/tasks/new")
    axe(page)
    page.locator("[name=what]").fill("修好井道并公示图纸")
    page.locator("[name=body_id]").select_option(str(place.bodies[COMPANY]))
    page.locator("[name=due_on]").fill(in_days(site, 30))
    page.locator(f"[name=assisting][value='{place.bodies[COMMITTEE]}']").check()
    page.locator("[name=budget]").fill("12000.50")
    press(page, "公开任务")
    expect(page.locator("#tasks")).to_contain_text("¥12,000.50")
    run_out(site, DutyKind.POST_RESULT)
    assert stage(site) is Stage.IMPLEMENTING


def test_late_it_is_followed_up_with_a_letter_and_seen_on_the_board(
    sit: Sit, site: Site, place: Place
) -> None:
    run_out(site, DutyKind.CARRY_OUT_TASK)
    run_out(site, DutyKind.FOLLOW_UP_TASK)
    for size in (PHONE, DESK):
        page = sit(size=size).open("/promises")
        axe(page)
        expect(page.locator("main")).to_contain_text("逾期 1 项")
        shoot(page, f"promises-{size[0]}")
        page.goto(f"/tasks/{task_of(site)}/letter")
        axe(page)
        expect(page.locator("h1")).to_have_text("督办函")
        page.goto(f"/proposals/{NUMBER}/wall")
        axe(page)


def test_the_company_enters_a_receipt_and_finishes_on_a_phone(
    sit: Sit, site: Site, place: Place
) -> None:
    company = seated(sit(size=PHONE, javascript=False), place.seated[COMPANY][0])
    page = company.open(f"/tasks/{task_of(site)}/expenses/new")
    axe(page)
    page.locator("[name=amount]").fill("800")
    page.locator("[name=what]").fill("水泥和人工")
    page.locator("[name=receipt]").fill("03100-77")
    page.locator("[name=paid_on]").fill(in_days(site, 0))
    press(page, "公开这笔支出")
    expect(page.locator("#tasks")).to_contain_text("已支出 ¥800.00")
    page.goto(f"/tasks/{task_of(site)}/finish")
    page.locator("[name=text]").fill("井道修好了，图纸已经贴在楼门口。")
    press(page, "登记完成")
    assert stage(site) is Stage.APPRAISING


def test_residents_are_dissatisfied_and_a_plan_is_filed(sit: Sit, site: Site, place: Place) -> None:
    page = seated(sit(size=PHONE), place.people[0]).open(f"/proposals/{NUMBER}/survey")
    axe(page)
    page.get_by_label("很不满意", exact=True).check()
    press(page, "提交评价")
    grade(site, place, 2, first=1)
    run_out(site, DutyKind.ANSWER_SURVEY)
    page = seated(sit(size=DESK), place.seated[COMMITTEE][0]).open(
        f"/proposals/{NUMBER}/rectification"
    )
    axe(page)
    page.locator("[name=plan]").fill("重新粉刷井道外墙，清走剩下的材料，一周内完成。" * 2)
    page.locator("[name=what]").fill("粉刷外墙并清走材料")
    page.locator("[name=body_id]").select_option(str(place.bodies[COMPANY]))
    page.locator("[name=due_on]").fill(in_days(site, 20))
    page.locator("main form button[type=submit]").click()
    assert urlsplit(page.url).path == f"/proposals/{NUMBER}"
    assert stage(site) is Stage.IMPLEMENTING


def test_mended_it_is_graded_well_closed_and_stands_in_the_report(
    sit: Sit, site: Site, place: Place
) -> None:
    page = seated(sit(size=PHONE), place.seated[COMPANY][0]).open(f"/tasks/{task_of(site)}/finish")
    page.locator("[name=text]").fill("外墙粉刷完毕，材料已经清走。")
    press(page, "登记完成")
    grade(site, place, 5, first=0)
    run_out(site, DutyKind.ANSWER_SURVEY)
    assert stage(site) is Stage.CLOSED
    for size in (PHONE, DESK):
        page = sit(size=size).open("/promises")
        axe(page)
        for path in ("/reports/2026", "/participation", "/silence", "/wall", "/wall/agenda"):
            page.goto(path)
            axe(page)
        shoot(page, f"report-{size[0]}")


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_a_resident_chooses_e_mails(sit: Sit, place: Place, size: tuple[int, int]) -> None:
    page = seated(sit(size=size), place.people[1]).open("/notices/choices")
    axe(page)
    page.get_by_label("每周一封的综述").check()
    press(page, "保存")
    expect(page.get_by_label("每周一封的综述")).to_be_checked()
    axe(page)
