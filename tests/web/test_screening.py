"""Screening by the committee, appeals, merging, suspension: each act on its own page."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from agenda.infra.transaction import transaction
from agenda.kernel.authz import BodyKind
from agenda.proposals.commands import edit_proposal, submit_proposal
from agenda.proposals.models import Proposal
from agenda.proposals.rules import ProposalText, ScreeningReason, Stage
from agenda.proposals.screening.commands import appeal_screening, refuse_proposal
from tests.factories import (
    TEXT,
    Place,
    let_time_pass,
    make_cosigning,
    make_draft,
    make_place,
    make_submitted,
    reload,
)
from tests.page import Page, visit
from tests.signin import sign_in

WHY = "没有写清楚是哪一栋楼，请补上楼号和涉及的户数。"


@pytest.fixture
def place(client: FlaskClient) -> Place:
    place = make_place()
    sign_in(client, place.seated[BodyKind.RESIDENTS_COMMITTEE][0])
    return place


def screening(client: FlaskClient, proposal: Proposal) -> Page:
    return visit(client, f"/proposals/{proposal.proposal_id}/screening")


def refuse(place: Place, proposal: Proposal, reason: ScreeningReason, **more: object) -> None:
    with transaction(place.seat(BodyKind.RESIDENTS_COMMITTEE)) as tx:
        refuse_proposal(tx, proposal.proposal_id, reason=reason, explanation=WHY, **more)


def test_a_complete_proposal_is_accepted(client: FlaskClient, place: Place) -> None:
    proposal = make_submitted(place)
    page = visit(client, f"/proposals/{proposal.proposal_id}").follow("进行形式审查")
    assert TEXT.matter in page.text
    page = page.form("/screening").fill(finding="accept").submit("公布审查结论")
    assert "受理" in page.text
    assert reload(proposal.proposal_id).stage is Stage.COSIGNING


def test_a_reason_needs_its_explanation(client: FlaskClient, place: Place) -> None:
    form = screening(client, make_submitted(place)).form("/screening").fill(finding="incomplete")
    page = form.submit("公布审查结论", status=400)
    assert "请写明理由，理由会公开。" in page.text
    page = page.form("/screening").fill(explanation=WHY).submit("公布审查结论")
    assert WHY in page.text


def test_a_returned_proposal_is_mended_and_sent_again(client: FlaskClient, place: Place) -> None:
    proposal = make_submitted(place)
    refuse(place, proposal, ScreeningReason.INCOMPLETE)
    sign_in(client, place.people[0])
    assert "退回补正" in visit(client, "/proposals/mine").text
    page = visit(client, f"/proposals/{proposal.proposal_id}")
    assert WHY in page.text
    page.follow("接着写").form("/matter").submit("下一步").form("/remedy").submit("下一步").form(
        "/check"
    ).submit("提交审查")
    assert reload(proposal.proposal_id).stage is Stage.SCREENING


def test_a_duplicate_is_looked_for_and_the_proposer_asked(
    client: FlaskClient, place: Place
) -> None:
    known = make_cosigning(place, by=1)
    proposal = make_submitted(place)
    form = screening(client, proposal).form("/screening")
    form.fill(finding="duplicate", explanation=WHY, words="没有这个词")
    page = form.submit("查找")
    assert "没有找到相近的议题" in page.text
    assert page.form("/screening").values["explanation"] == [WHY]
    form = page.form("/screening").fill(words="电梯").submit("查找").form("/screening")
    form.submit("公布审查结论", status=400)
    form.fill(duplicate_of_id=str(known.proposal_id)).submit("公布审查结论")
    sign_in(client, place.people[0])
    page = visit(client, f"/proposals/{proposal.proposal_id}").follow("答复是否合并")
    assert page.form("/merge").fill(answer="agree").submit("提交答复").heading == TEXT.title
    assert reload(proposal.proposal_id).stage is Stage.MERGED


def test_nobody_screens_his_own_proposal(client: FlaskClient, place: Place) -> None:
    proposal = make_submitted(place)
    sign_in(client, place.people[1])
    visit(client, f"/proposals/{proposal.proposal_id}/screening", status=404)
    accepted = make_cosigning(place, by=2)
    visit(client, f"/proposals/{accepted.proposal_id}/screening", status=403)


def test_a_proposer_appeals_and_the_supervision_committee_restores(
    client: FlaskClient, place: Place
) -> None:
    proposal = make_submitted(place)
    refuse(place, proposal, ScreeningReason.RECENTLY_DECIDED)
    sign_in(client, place.people[0])
    page = visit(client, f"/proposals/{proposal.proposal_id}").follow("对审查结论申诉")
    page.form("/appeal").fill(text="上次议的是五号楼，这次是三号楼。").submit("提出申诉")
    visit(client, f"/proposals/{proposal.proposal_id}/appeal").form("/appeal").fill(
        text="再说一遍，这是两件不同的事。"
    ).submit("提出申诉", status=409)
    sign_in(client, place.seated[BodyKind.SUPERVISION_COMMITTEE][0])
    page = visit(client, "/").follow("去答复")
    assert "上次议的是五号楼" in page.text
    page = page.form("/answer").fill(verdict="restore", answer="确是不同的楼。").submit("公布答复")
    assert "申诉成立，恢复议题" in page.text
    assert reload(proposal.proposal_id).stage is Stage.COSIGNING


def test_an_appeal_needs_an_answer_with_reasons(client: FlaskClient, place: Place) -> None:
    proposal = make_submitted(place)
    refuse(place, proposal, ScreeningReason.UNLAWFUL)
    with transaction(place.resident()) as tx:
        appeal_screening(tx, proposal.proposal_id, text="并不违反任何规定。")
    sign_in(client, place.seated[BodyKind.SUPERVISION_COMMITTEE][1])
    form = visit(client, f"/proposals/{proposal.proposal_id}/appeal/answer").form("/answer")
    form.fill(verdict="dismiss").submit("公布答复", status=400)
    assert "申诉不成立" in form.fill(answer="违反消防法规。").submit("公布答复").text


def test_a_returned_proposal_can_be_appealed_too(client: FlaskClient, place: Place) -> None:
    proposal = make_submitted(place)
    refuse(place, proposal, ScreeningReason.INCOMPLETE)
    with transaction(place.resident()) as tx:
        appeal_screening(tx, proposal.proposal_id, text="楼号写在第一句里。")
        edit_proposal(tx, proposal.proposal_id, text=ProposalText("", "", ""), version=1)
    sign_in(client, place.seated[BodyKind.SUPERVISION_COMMITTEE][0])
    page = visit(client, f"/proposals/{proposal.proposal_id}").follow("答复申诉")
    page.form("/answer").fill(verdict="restore", answer="确实写了楼号。").submit("公布答复")
    restored = reload(proposal.proposal_id)
    assert restored.stage is Stage.COSIGNING
    assert (restored.title, restored.matter, restored.remedy) == tuple(vars(TEXT).values())


@pytest.mark.parametrize("page", ["appeal", "appeal/answer", "merge"])
def test_there_is_nothing_to_appeal_or_answer_without_an_outcome(
    client: FlaskClient, place: Place, page: str
) -> None:
    proposal = make_submitted(place)
    visit(client, f"/proposals/{proposal.proposal_id}/{page}", status=409)


def test_only_the_lead_suspends(client: FlaskClient, place: Place) -> None:
    proposal = make_cosigning(place)
    visit(client, f"/proposals/{proposal.proposal_id}/suspension", status=403)


def test_what_may_be_private_is_masked_where_silence_accepted(
    client: FlaskClient, place: Place
) -> None:
    proposal = make_draft(place)
    matter = "有事请找我，电话 13812345678，也可以到3号楼402室王先生家，随时欢迎大家来商量。"
    with transaction(place.resident()) as tx:
        text = ProposalText(TEXT.title, matter, TEXT.remedy)
        edit_proposal(tx, proposal.proposal_id, text=text, version=1)
        submit_proposal(tx, proposal.proposal_id)
    assert "13812345678" in screening(client, proposal).one(".notice-attention").get_text()
    let_time_pass(timedelta(days=5), proposal.proposal_id)
    for url in ("", "/revisions"):
        page = visit(client, f"/proposals/{proposal.proposal_id}{url}")
        assert "13812345678" not in page.html
        assert "王先生" not in page.html
        assert "■■■" in page.text
    assert not visit(client, "/agenda?words=13812345678").select(".card-title")
    sign_in(client, place.people[0])
    mine = visit(client, f"/proposals/{proposal.proposal_id}")
    assert "别人看到的是遮盖后的文字" in mine.text
    assert "13812345678" in mine.text
