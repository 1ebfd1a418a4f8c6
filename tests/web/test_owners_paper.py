"""Owners' paper on the pages: print, take in, enter by keyboard, receipts, dispute, what the result says."""

import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from agenda.ballots.owners.models import OwnersBallot
from agenda.ballots.owners.queries import list_heads
from agenda.infra.db import db
from agenda.kernel.authz import BodyKind
from agenda.mechanism.tick.commands import tick
from agenda.web.pdf import why_no_pdf
from tests.factories import Place, make_place
from tests.owners import ballot_on, decision_of, make_open
from tests.page import Page, visit
from tests.papers import OWNERS
from tests.signin import sign_in
from tests.squares import squares
from tests.votes import clock


@pytest.fixture
def place(client: FlaskClient) -> Place:
    return make_place()


@pytest.fixture
def ballot(place: Place) -> OwnersBallot:
    return make_open(place)


def home(ballot: OwnersBallot) -> str:
    return f"/proposals/{decision_of(ballot).proposal_id}/owners"


def codes(ballot: OwnersBallot) -> list[str]:
    found = [head.code for head in list_heads(db.session(), ballot.decision_id)]
    db.session.close()
    return found


def taken_in(client: FlaskClient, ballot: OwnersBallot, sheets: int) -> Page:
    page = visit(client, f"{home(ballot)}").follow("纸质票")
    return page.form("#register").fill(sheets=str(sheets)).submit("登记")


def entered(page: Page, code: str, marks: str, *, status: int = 200) -> Page:
    return page.form("/entry").fill(code=code, marks=marks).submit("录入，下一张", status=status)


def test_two_clerks_enter_a_stack_and_a_resident_disputes(
    client: FlaskClient, place: Place, ballot: OwnersBallot
) -> None:
    own = codes(ballot)
    sign_in(client, place.seated[OWNERS][0])
    stack = taken_in(client, ballot, 3)
    page = visit(client, f"{stack.url}/entry")
    assert "没有这个编码" in entered(page, "AAAA-2222", "11", status=400).text
    assert "共 2 个" in entered(page, own[0], "1", status=400).text
    scanned = f"http://localhost{home(ballot)}/ballot?code={own[0]}"
    for number in (0, 1):
        sign_in(client, place.seated[OWNERS][number])
        page = visit(client, f"{stack.url}/entry")
        page = entered(page, scanned if number else own[0].lower(), "12")
        page = entered(page, "3-102" if number else own[1], "30")
        page = page.form("/entry").fill(code=own[2]).submit("没有签名")
    assert "这叠已经录完" in page.text
    assert "没有签名，不计入" in page.text
    receipts = page.follow("打印这叠的回执")
    assert len(receipts.select(".sheet-cut")) == 2
    assert "**" not in receipts.one("main").text
    code = receipts.texts(".sheet-code")[0]
    sign_in(client, place.people[0])
    shown = visit(client, f"{home(ballot)}/ballot").follow("查看回执")
    assert "（纸质）" in shown.text
    disputed = visit(client, f"/paper/receipt/{code}").form("dispute").submit("这不是我的")
    assert "另交一张纸票" in disputed.text
    clock().set(ballot.closes_at)
    tick()
    certificate = visit(client, f"{home(ballot)}/certificate")
    assert "业主声明不是自己所投：1 张" in certificate.text
    assert certificate.texts("tbody tr")[-1].split()[-6:] == ["3", "1", "0", "1", "1", "0"]


def test_what_is_never_entered_stands_on_the_result(
    client: FlaskClient, place: Place, ballot: OwnersBallot
) -> None:
    sign_in(client, place.seated[OWNERS][0])
    taken_in(client, ballot, 4)
    clock().set(ballot.closes_at)
    while ballot_on(ballot.decision_id).closed_at is None:
        clock().advance(timedelta(days=1))
        tick()
    assert "第 1 叠有 4 张" in visit(client, f"{home(ballot)}/certificate").text
    decision = visit(client, f"/proposals/{decision_of(ballot).proposal_id}/decision")
    assert "未计入的纸质票：4 张" in decision.text


def test_residents_see_no_stack(client: FlaskClient, place: Place, ballot: OwnersBallot) -> None:
    sign_in(client, place.seated[OWNERS][0])
    stack = taken_in(client, ballot, 1)
    sign_in(client, place.people[0])
    for address in (f"{home(ballot)}/paper", f"{home(ballot)}/paper/ballots", stack.url):
        visit(client, address, status=403)


def test_every_head_has_a_ballot_whose_square_code_names_it(
    client: FlaskClient, place: Place, ballot: OwnersBallot
) -> None:
    if why_no_pdf():
        pytest.skip(why_no_pdf())
    sign_in(client, place.seated[BodyKind.RESIDENTS_COMMITTEE][0])
    address = f"{home(ballot)}/paper/ballots.pdf?building={place.building_id}"
    read = squares(client.get(address).data)
    assert [[link.rpartition("code=")[2] for link in links] for links in read] == [
        [code] for code in codes(ballot)
    ]
    sign_in(client, place.people[4])
    head = list_heads(db.session(), ballot.decision_id)[4]
    own = f"{home(ballot)}/paper/ballots/{head.head_id}.pdf"
    code = head.code
    db.session.close()
    assert [links[0][-9:] for links in squares(client.get(own).data)] == [code]
    sign_in(client, place.people[5])
    assert client.get(own).status_code == 403


def typing(own: list[str]) -> Iterator[tuple[str, str]]:
    """Yield what a clerk types of each ballot."""
    for number, code in enumerate(own):
        yield code.replace("-", "").lower(), "123"[number % 3] + "1"


def test_a_hundred_ballots_take_two_clerks_ten_minutes_at_the_keyboard(
    client: FlaskClient, record_property
) -> None:
    """Each ballot is 12 keys: eight of the code, Tab, one a question, Enter; two requests.

    At two and a half keys a second a hundred are typed in eight minutes; a scanner leaves four
    keys. What the server takes of it for one clerk's hundred is held here to less than a minute.
    """
    place = make_place(households=100)
    ballot = make_open(place)
    typed = list(typing(codes(ballot)))
    keys = sum(len(code) + 1 + len(marks) + 1 for code, marks in typed)
    assert keys == 1200
    sign_in(client, place.seated[OWNERS][0])
    stack = taken_in(client, ballot, 100)
    spent = [_hundred(client, place, number, stack.url, typed) for number in (0, 1)]
    assert "已计入 100" in visit(client, stack.url).text
    record_property("server seconds of a hundred, first and second reading", spent)
    assert max(spent) + keys / 2.5 < 600


def _hundred(
    client: FlaskClient, place: Place, clerk: int, stack: str, typed: list[tuple[str, str]]
) -> float:
    """Enter a hundred ballots through the real pages as one clerk; returns the server's seconds.

    The cursor stands in the first field of each page, and its form needs no other.
    """
    sign_in(client, place.seated[OWNERS][clerk])
    form = visit(client, f"{stack}/entry").form("/entry")
    assert form.controls("code")[0].has_attr("autofocus")
    began, token = time.perf_counter(), form.values["csrf_token"]
    for number, (code, marks) in enumerate(typed, start=1):
        data = {"csrf_token": token, "number": str(number), "code": code, "marks": marks}
        answer = client.post(f"{stack}/entry", data=data, follow_redirects=True)
        assert answer.status_code == 200
    return time.perf_counter() - began
