"""Proposing in steps, editing and leaving, as a resident does it; nothing typed is lost."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.authz import BodyKind
from agenda.kernel.clock import SetClock
from agenda.proposals.commands import edit_proposal
from agenda.proposals.queries import list_own
from agenda.proposals.rules import ProposalText, Stage
from tests.factories import (
    TEXT,
    Place,
    make_cosigning,
    make_crossed,
    make_draft,
    make_place,
    make_submitted,
    reload,
)
from tests.page import Page, visit
from tests.signin import sign_in

MATTER = "北门的路灯坏了两个多月，晚上下班回家要打手电，上周有一位阿姨绊倒了。"
REMEDY = "请物业本周内换好两盏灯，并把报修电话贴在门口。"


@pytest.fixture
def place(client: FlaskClient) -> Place:
    place = make_place()
    sign_in(client, place.people[0])
    return place


def first_step(client: FlaskClient, place: Place) -> Page:
    """Choose building and topic, and come to the second step."""
    form = visit(client, "/proposals/new").form("/proposals/new")
    return form.fill(scope_id=str(place.building_id), topic="facilities").submit("下一步")


def own(place: Place, number: int = 0) -> list[tuple[str, Stage]]:
    """Return titles and stages of a resident's proposals."""
    db.session.close()
    return [(p.title, p.stage) for p in list_own(db.session(), place.people[number])]


def test_a_resident_proposes_in_four_steps(client: FlaskClient, place: Place) -> None:
    page = first_step(client, place)
    assert page.heading == "说事情"
    page = page.form("/matter").fill(title="修好北门的路灯", matter=MATTER).submit("下一步")
    assert page.heading == "献策：您建议怎么办"
    assert MATTER in page.text
    page = page.form("/remedy").fill(remedy=REMEDY).submit("下一步")
    assert page.heading == "核对提交"
    assert "3 个工作日内审查" in page.text
    assert "3号楼" in page.text
    page = page.form("/check").submit("提交审查")
    assert page.heading == "修好北门的路灯"
    assert "形式审查" in page.one(".way-present").get_text()
    assert own(place) == [("修好北门的路灯", Stage.SCREENING)]


def test_a_visitor_signs_in_first(client: FlaskClient) -> None:
    make_place()
    assert visit(client, "/proposals/new").heading == "登录"


def test_who_neither_lives_nor_owns_here_is_told_so(client: FlaskClient, place: Place) -> None:
    sign_in(client, place.seated[BodyKind.PROPERTY_COMPANY][0])
    page = visit(client, "/proposals/new", status=403)
    assert "只有经过核实的成年居民或业主才能提议。" in page.text
    assert "只有经过核实的成年居民或业主才能提议。" in visit(client, "/proposals/mine").text


def test_what_is_too_short_is_said_at_its_field_and_kept(client: FlaskClient, place: Place) -> None:
    form = first_step(client, place).form("/matter").fill(title="灯", matter="坏了")
    page = form.submit("下一步", status=400)
    assert len(page.texts(".error-summary li")) == 2
    assert page.form("/matter").values["title"] == ["灯"]
    assert page.form("/matter").values["matter"] == ["坏了"]


def test_an_unfinished_step_is_put_aside_and_taken_up_again(
    client: FlaskClient, place: Place
) -> None:
    form = first_step(client, place).form("/matter").fill(title="灯", matter="坏了")
    page = form.submit("先存草稿")
    assert page.heading == "我的提案"
    assert page.follow("接着写").form("/matter").values["matter"] == ["坏了"]


def test_beginning_twice_makes_one_draft(client: FlaskClient, place: Place) -> None:
    first_step(client, place)
    first_step(client, place)
    assert own(place) == [("", Stage.DRAFT)]


def test_submitting_twice_submits_once_and_says_so(client: FlaskClient, place: Place) -> None:
    draft = make_draft(place)
    form = visit(client, f"/proposals/{draft.proposal_id}/check").form("/check")
    form.submit("提交审查")
    page = form.submit("提交审查", status=403)
    assert "这个议题已经提交过了。" in page.text


def test_an_incomplete_draft_cannot_be_submitted(client: FlaskClient, place: Place) -> None:
    first_step(client, place)
    (draft,) = list_own(db.session(), place.people[0])
    page = visit(client, f"/proposals/{draft.proposal_id}/check")
    assert "还差一点才能提交" in page.text
    assert not [f for f in page.select("main form") if "提交审查" in f.get_text()]


def test_similar_proposals_are_shown_while_typing_and_on_the_next_step(
    client: FlaskClient, place: Place
) -> None:
    known = make_cosigning(place, by=1)
    answer = client.get("/proposals/similar?title=三号楼装电梯")
    assert TEXT.title in answer.get_data(as_text=True)
    assert TEXT.title not in client.get("/proposals/similar?title=停车位").get_data(as_text=True)
    form = first_step(client, place).form("/matter").fill(title="三号楼装电梯", matter=MATTER)
    page = form.submit("下一步")
    assert page.follow(TEXT.title).url == f"/proposals/{known.proposal_id}"


def test_a_text_changed_elsewhere_shows_both_and_loses_nothing(
    client: FlaskClient, place: Place
) -> None:
    draft = make_draft(place)
    url = f"/proposals/{draft.proposal_id}/matter"
    form = visit(client, url).form("/matter").fill(title="给三号楼装电梯吧", matter=MATTER)
    elsewhere = ProposalText(
        "另一个窗口写的标题", "另一个窗口里写的事情，写得也不短，有二十个字。", ""
    )
    with transaction(place.resident()) as tx:
        edit_proposal(tx, draft.proposal_id, text=elsewhere, version=1)
    page = form.submit("下一步", status=409)
    assert elsewhere.title in page.text
    assert elsewhere.matter in page.text
    again = page.form("/matter")
    assert again.values["title"] == ["给三号楼装电梯吧"]
    assert again.values["matter"] == [MATTER]
    again.submit("下一步")
    assert reload(draft.proposal_id).title == "给三号楼装电梯吧"


def test_a_public_text_is_edited_with_a_note_that_cosigners_see(
    client: FlaskClient, place: Place
) -> None:
    proposal = make_cosigning(place)
    page = visit(client, f"/proposals/{proposal.proposal_id}").follow("修改文字")
    form = page.form("/edit").fill(remedy=REMEDY, note="改为先换灯")
    page = form.submit("公开修改")
    assert REMEDY in page.text
    assert "改为先换灯" in page.follow("公开后修改过一次").text


def test_after_the_threshold_the_text_is_fixed(client: FlaskClient, place: Place) -> None:
    proposal = make_crossed(place)
    page = visit(client, f"/proposals/{proposal.proposal_id}/edit", status=403)
    assert "附议达到门槛后文字就不再改动" in page.text


def test_a_proposal_is_withdrawn_while_nobody_else_signed(
    client: FlaskClient, place: Place
) -> None:
    proposal = make_submitted(place)
    page = visit(client, f"/proposals/{proposal.proposal_id}").follow("撤回或不再担任提议人")
    page.form("/withdraw").submit("撤回议题")
    assert reload(proposal.proposal_id).stage is Stage.WITHDRAWN


def test_a_proposer_steps_down_and_the_issue_stays(client: FlaskClient, place: Place) -> None:
    proposal = make_crossed(place)
    page = visit(client, f"/proposals/{proposal.proposal_id}/leave")
    assert "已经有人附议" in page.text
    page = page.form("/step-down").submit("不再担任提议人")
    assert "提议人" not in page.one(".lead").get_text()
    assert reload(proposal.proposal_id).stepped_down_at is not None


@pytest.mark.parametrize("step", ["place", "matter", "remedy", "check", "edit", "leave"])
def test_other_peoples_drafts_are_not_found(client: FlaskClient, place: Place, step: str) -> None:
    draft = make_draft(place, by=1)
    visit(client, f"/proposals/{draft.proposal_id}/{step}", status=404)


@pytest.mark.parametrize("act", ["check", "withdraw", "step-down"])
def test_other_peoples_drafts_cannot_be_acted_on(
    client: FlaskClient, place: Place, act: str
) -> None:
    draft = make_draft(place, by=1)
    token = visit(client, "/proposals/new").form("/proposals/new").values["csrf_token"]
    answer = client.post(f"/proposals/{draft.proposal_id}/{act}", data={"csrf_token": token})
    assert answer.status_code in {403, 404}
    assert reload(draft.proposal_id).stage is Stage.DRAFT


def test_a_scope_elsewhere_cannot_be_chosen(client: FlaskClient, place: Place) -> None:
    other = make_place(name="别处")
    form = visit(client, "/proposals/new").form("/proposals/new").fill(topic="lifts")
    form.values["scope_id"] = [str(other.building_id)]
    form.submit("下一步", status=400)
    assert own(place) == []


def test_a_draft_left_alone_is_said_to_be_withdrawn(
    client: FlaskClient, place: Place, clock: SetClock
) -> None:
    make_draft(place)
    assert "90 天没有动过会提醒" in visit(client, "/proposals/mine").text
    clock.advance(timedelta(days=1))
