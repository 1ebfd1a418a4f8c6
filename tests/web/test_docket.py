"""Home, agenda and the proposal's page, as residents and visitors see them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event

from agenda.ballots.rules import Choice
from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.authz import BodyKind
from agenda.proposals.rules import ScreeningReason
from agenda.proposals.screening.commands import refuse_proposal
from tests.factories import (
    TEXT,
    Place,
    let_time_pass,
    make_cosigning,
    make_draft,
    make_place,
    make_submitted,
)
from tests.page import visit
from tests.signin import sign_in
from tests.votes import cast_one, close, make_open


@pytest.fixture
def place(client: FlaskClient) -> Place:
    return make_place()


def test_an_empty_installation_says_what_comes_first(client: FlaskClient) -> None:
    assert "还没有设置居民区" in visit(client, "/").text
    assert "还没有设置居民区" in visit(client, "/agenda").text


def test_a_visitor_reads_how_it_works_and_what_is_being_cosigned(
    client: FlaskClient, place: Place
) -> None:
    make_cosigning(place)
    page = visit(client, "/")
    assert len(page.select(".how li")) == 4
    assert page.texts(".card-title") == [TEXT.title]
    assert "附议 1 / 6 户" in page.text
    assert not page.select(".needs")


def test_home_tells_a_committee_member_what_is_due(client: FlaskClient, place: Place) -> None:
    make_submitted(place)
    sign_in(client, place.seated[BodyKind.RESIDENTS_COMMITTEE][0])
    page = visit(client, "/")
    assert "形式审查：给三号楼加装一部电梯" in page.texts(".needs-what")
    assert page.follow("去审查").heading == "形式审查"


def test_home_reminds_of_a_draft(client: FlaskClient, place: Place) -> None:
    make_draft(place)
    sign_in(client, place.people[0])
    assert visit(client, "/").follow("继续写").heading == "说事情"


def test_home_calls_to_a_vote_until_the_reader_has_voted(client: FlaskClient, place: Place) -> None:
    vote = make_open(place)
    sign_in(client, place.people[0])
    page = visit(client, "/")
    assert "立项意向表决：给三号楼加装一部电梯" in page.texts(".needs-what")
    cast_one(place, vote, 0, Choice.FOR)
    assert not visit(client, "/").select(".needs")


def test_the_agenda_finds_by_words_and_filters(client: FlaskClient, place: Place) -> None:
    make_cosigning(place)
    form = visit(client, "/agenda").form("/agenda")
    assert form.fill(words="梯").submit().texts(".card-title") == [TEXT.title]
    assert "没有符合这些条件的议题" in form.fill(words="停车").submit().text
    form = visit(client, "/agenda").form("/agenda").fill(topic="lifts", area=str(place.building_id))
    assert form.submit().texts(".card-title") == [TEXT.title]
    form = visit(client, "/agenda").form("/agenda").fill(topic="waste")
    assert form.submit().texts(".card-title") == []
    committee = str(place.bodies[BodyKind.RESIDENTS_COMMITTEE])
    assert not visit(client, f"/agenda?body={committee}").select(".card-title")


@pytest.mark.parametrize("order", ["support", "due", "new"])
def test_every_order_is_explained(client: FlaskClient, place: Place, order: str) -> None:
    make_cosigning(place)
    page = visit(client, f"/agenda?order={order}")
    assert page.texts(".card-title") == [TEXT.title]
    assert "排在前面" in page.text


def test_the_board_has_a_column_for_each_stage(client: FlaskClient, place: Place) -> None:
    make_cosigning(place)
    page = visit(client, "/agenda?view=board")
    assert len(page.select(".board-column")) == 7
    assert page.texts(".board-column:first-child .card-title") == [TEXT.title]


@pytest.mark.parametrize(
    "query",
    [
        "page=0",
        "page=-1",
        "page=99999999999999999999",
        "page=x",
        "area=99999999999999999999",
        "topic=nothing",
        "stage=draft",
        "stage=screening",
        "order=nothing",
        "view=nothing",
        "words=%E7%94%B5%EF%BF%BE",
        "words=%ff%fe",
        "words=%22%27%29%28*%20NEAR",
        "body=0",
    ],
)
def test_a_strange_address_shows_the_agenda_all_the_same(
    client: FlaskClient, place: Place, query: str
) -> None:
    make_cosigning(place)
    assert visit(client, f"/agenda?{query}").heading == "公共议程"


def test_the_proposals_page_tells_where_it_stands(client: FlaskClient, place: Place) -> None:
    proposal = make_cosigning(place)
    page = visit(client, f"/proposals/{proposal.proposal_id}")
    assert page.heading == TEXT.title
    present = page.one(".way-present")
    assert "征集附议" in present.get_text()
    assert "还剩" in present.get_text()
    assert "到期未达门槛即结束" in present.get_text()
    assert page.texts(".way-walked .way-label")[-1].endswith("形式审查")
    assert "立项意向表决" in " ".join(page.texts(".way-ahead"))
    assert "附议 1 / 6 户，还没有达到门槛。" in page.text
    assert "3号楼" in page.text
    assert "小明" not in page.text


def test_what_was_not_accepted_shows_its_reason_but_not_its_words(
    client: FlaskClient, place: Place
) -> None:
    proposal = make_submitted(place)
    with transaction(place.seat(BodyKind.RESIDENTS_COMMITTEE)) as tx:
        refuse_proposal(
            tx,
            proposal.proposal_id,
            reason=ScreeningReason.UNLAWFUL,
            explanation="所提办法违反消防法规。",
        )
    page = visit(client, f"/proposals/{proposal.proposal_id}")
    assert page.heading == f"第 {proposal.proposal_id} 号议题"
    assert "所提办法违反消防法规。" in page.text
    assert TEXT.matter not in page.html
    listed = visit(client, "/agenda?stage=ended")
    assert TEXT.title not in listed.html
    assert "文字不公开" in listed.text
    sign_in(client, place.people[0])
    mine = visit(client, f"/proposals/{proposal.proposal_id}")
    assert mine.heading == TEXT.title
    assert mine.follow("对审查结论申诉").heading == "对审查结论申诉"


@pytest.mark.parametrize("path", ["", "/revisions", "/cosigns"])
def test_unknown_proposals_and_others_drafts_are_not_found(
    client: FlaskClient, place: Place, path: str
) -> None:
    draft = make_draft(place)
    for number in (draft.proposal_id, 999, 2**63, 10**40):
        visit(client, f"/proposals/{number}{path}", status=404)


def test_the_texts_of_a_proposal_can_be_read_one_by_one(client: FlaskClient, place: Place) -> None:
    proposal = make_cosigning(place)
    page = visit(client, f"/proposals/{proposal.proposal_id}/revisions")
    assert page.heading == "文字的修改"
    assert TEXT.remedy in page.text


@contextmanager
def statements() -> Iterator[list[str]]:
    """Note the SQL statements that are sent meanwhile."""
    sent: list[str] = []

    def note(*details: object) -> None:
        sent.append(str(details[2]))

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


@pytest.mark.parametrize(
    ("path", "most"), [("/", 8), ("/agenda", 6), ("/agenda?view=board", 6), ("/proposals/1", 20)]
)
def test_a_page_sends_as_many_statements_for_many_issues_as_for_one(
    client: FlaskClient, place: Place, path: str, most: int
) -> None:
    counts = []
    for rows in (1, 5):
        for number in range(rows):
            make_cosigning(place, by=number)
        with statements() as sent:
            visit(client, path)
        counts.append(len(sent))
    assert counts[0] == counts[1] <= most


def test_the_page_ends_with_the_latest_acts_of_the_ledger(
    client: FlaskClient, place: Place
) -> None:
    proposal = make_cosigning(place)
    page = visit(client, f"/proposals/{proposal.proposal_id}")
    assert "程序按规则把议题从“形式审查”转到“征集附议”。" in page.text
    assert page.follow("全部记录").heading.startswith("台账")


def test_the_page_of_a_deliberation_has_all_its_parts(client: FlaskClient, place: Place) -> None:
    vote = make_open(place)
    for number in range(10):
        cast_one(place, vote, number, Choice.FOR)
    close(vote)
    page = visit(client, f"/proposals/{vote.proposal_id}")
    assert "列入议程" in page.one(".way-present").get_text()
    let_time_pass(timedelta(days=30), vote.proposal_id)
    page = visit(client, f"/proposals/{vote.proposal_id}")
    assert "协商中" in page.one(".way-present").get_text()
    parts = {tag["id"] for tag in page.select("section[id]")}
    assert parts >= {"routing", "positions", "meetings", "discussion", "ledger"}
    assert "result" not in parts
    assert "逾期未确定办理方式" in page.text
    assert "附议已经结束" in page.text
