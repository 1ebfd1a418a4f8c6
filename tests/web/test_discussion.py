"""Reading, writing and replying in a discussion."""

import pytest
from flask.testing import FlaskClient

from agenda.deliberation.discussion.commands import write_comment
from agenda.deliberation.discussion.rules import COMMENTS, PAGE_SIZE
from agenda.infra.transaction import transaction
from agenda.kernel.authz import BodyKind
from agenda.kernel.ids import ProposalId
from tests.factories import Place, make_cosigning, make_place
from tests.page import Page, visit
from tests.signin import sign_in, sign_out

COMMITTEE = BodyKind.RESIDENTS_COMMITTEE
COMPANY = BodyKind.PROPERTY_COMPANY


@pytest.fixture
def place(client: FlaskClient) -> Place:
    place = make_place(households=30)
    sign_in(client, place.people[1])
    return place


@pytest.fixture
def proposal_id(place: Place) -> ProposalId:
    return make_cosigning(place).proposal_id


def write(place: Place, proposal_id: ProposalId, count: int = 1, text: str = "支持") -> None:
    for number in range(count):
        with transaction(place.resident(number % 30)) as tx:
            write_comment(tx, proposal_id, text=f"{text}{number}")


def talk(client: FlaskClient, proposal_id: ProposalId, more: str = "") -> Page:
    return visit(client, f"/proposals/{proposal_id}/discussion{more}")


def test_a_resident_writes_and_another_replies(
    client: FlaskClient, place: Place, proposal_id: ProposalId
) -> None:
    page = talk(client, proposal_id)
    assert "还没有人留言" in page.text
    form = page.form(f"/proposals/{proposal_id}/discussion").fill(text="费用怎么**分**？")
    page = form.submit("发表留言")
    assert page.one("#comment-1 strong:-soup-contains('分')")
    sign_in(client, place.people[0])
    page = talk(client, proposal_id).follow("回复")
    assert "费用怎么" in page.one("blockquote").get_text()
    page = page.form("/reply").fill(text="按楼层。").submit("发表回复")
    assert page.select("#comment-2.comment-1")
    assert "提议人" in page.one("#comment-2").get_text()


def test_staff_speak_for_their_body_and_members_choose(
    client: FlaskClient, place: Place, proposal_id: ProposalId
) -> None:
    sign_in(client, place.seated[COMPANY][0])
    page = talk(client, proposal_id)
    form = page.form(f"/proposals/{proposal_id}/discussion")
    assert form.values["speaker"] == [str(place.bodies[COMPANY])]
    page = form.fill(text="物业会配合。").submit("发表留言")
    assert str(COMPANY) in page.one("#comment-1 .comment-who").get_text()
    assert "赵建国" not in page.one("main").get_text()


def test_an_empty_or_endless_text_is_sent_back_with_what_was_typed(
    client: FlaskClient, proposal_id: ProposalId
) -> None:
    page = talk(client, proposal_id)
    where = f"/proposals/{proposal_id}/discussion"
    assert "请写下您想说的话。" in page.form(where).submit("发表留言", status=400).text
    page = page.form(where).fill(text="长" * 2001).submit("发表留言", status=400)
    assert page.form(where).values["text"] == ["长" * 2001]


def test_whoever_writes_too_much_is_told_to_wait(
    client: FlaskClient, proposal_id: ProposalId
) -> None:
    where = f"/proposals/{proposal_id}/discussion"
    form = talk(client, proposal_id).form(where)
    for number in range(COMMENTS.most):
        form.fill(text=f"支持 {number}").submit("发表留言")
    page = form.fill(text="还是支持").submit("发表留言", status=429)
    assert page.response.headers["Retry-After"]


def test_pages_hold_fifty_and_a_comments_address_finds_its_page(
    client: FlaskClient, place: Place, proposal_id: ProposalId
) -> None:
    write(place, proposal_id, PAGE_SIZE + 3)
    page = talk(client, proposal_id)
    assert len(page.select(".comment")) == PAGE_SIZE
    assert "第 1 页，共 2 页" in page.text
    page = page.follow("下一页")
    assert len(page.select(".comment")) == 3
    assert talk(client, proposal_id, "/52").select("#comment-52")
    latest = talk(client, proposal_id, "?order=latest")
    assert latest.select(".comment")[0]["id"] == f"comment-{PAGE_SIZE + 3}"
    assert len(talk(client, proposal_id, "?page=999").select(".comment")) == 3
    assert len(talk(client, proposal_id, "?page=x&order=y").select(".comment")) == PAGE_SIZE
    talk(client, proposal_id)
    visit(client, f"/proposals/{proposal_id}/discussion/999", status=404)


def test_visitors_read_and_are_shown_the_way_in(
    client: FlaskClient, place: Place, proposal_id: ProposalId
) -> None:
    write(place, proposal_id)
    sign_out(client)
    page = talk(client, proposal_id)
    assert "支持0" in page.text
    assert "登录后可以留言。" in page.text
    assert page.select("textarea") == []
