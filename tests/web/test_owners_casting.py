"""Owners' ballots on the pages: choose, check, receipt, change, clash, certificate, files."""

import json

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from agenda.ballots.owners.casting.commands import cast_ballot
from agenda.ballots.owners.models import OwnersBallot
from agenda.ballots.owners.queries import find_heads_of
from agenda.ballots.rules import Choice
from agenda.cli.verification import verify_ballot
from agenda.community.models import Person
from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.authz import BodyKind
from agenda.kernel.ids import HeadId
from agenda.mechanism.tick.commands import tick
from tests.factories import Place, make_place
from tests.owners import decision_of, make_open
from tests.page import Page, visit
from tests.papers import hand_in
from tests.signin import sign_in, sign_out
from tests.votes import clock

FOR, AGAINST, ABSTAIN = Choice
COMMITTEE, SUPERVISION = BodyKind.HOMEOWNERS_COMMITTEE, BodyKind.SUPERVISION_COMMITTEE


@pytest.fixture
def place(client: FlaskClient) -> Place:
    return make_place()


@pytest.fixture
def ballot(place: Place) -> OwnersBallot:
    return make_open(place)


def home(ballot: OwnersBallot) -> str:
    return f"/proposals/{decision_of(ballot).proposal_id}/owners"


def head_of(place: Place, ballot: OwnersBallot, number: int) -> HeadId:
    (head,) = find_heads_of(db.session(), ballot.decision_id, place.people[number])
    db.session.close()
    return head.head_id


def cast(place: Place, ballot: OwnersBallot, number: int, *choices: Choice) -> None:
    with transaction(place.resident(number)) as tx:
        cast_ballot(tx, head_of(place, ballot, number), choices, based_on=0)


def close(ballot: OwnersBallot) -> None:
    clock().set(ballot.closes_at)
    tick()


def voted(page: Page, **choices: str) -> Page:
    return page.form("check").fill(**choices).submit().form("ballot").submit("投出选票")


def test_an_owner_chooses_checks_gets_a_receipt_and_changes(
    client: FlaskClient, place: Place, ballot: OwnersBallot
) -> None:
    assert "名册上的业主登录后可以投票" in visit(client, f"{home(ballot)}/ballot").text
    sign_in(client, place.people[3])
    page = visit(client, f"{home(ballot)}/ballot").follow("去投票")
    assert "没有选的事项记作弃权" in page.text
    receipt = voted(page, question_1="for")
    assert "第 1 次（网上）" in receipt.text
    assert receipt.texts(".receipt li strong") == ["同意", "弃权"]
    again = voted(receipt.follow("改票"), question_1="against", question_2="for")
    assert again.texts(".receipt li strong") == ["反对", "同意"]
    assert "第 1 次" in again.text
    assert "以前的选择" in again.text


def test_a_form_older_than_a_co_owners_ballot_shows_both(
    client: FlaskClient, place: Place, ballot: OwnersBallot
) -> None:
    sign_in(client, place.people[3])
    form = visit(client, f"{home(ballot)}/ballot").follow("去投票").form("check")
    check = form.fill(question_1="for", question_2="for").submit()
    cast(place, ballot, 3, AGAINST, AGAINST)
    clash = check.form("ballot").submit("投出选票", status=409)
    assert "现在是：反对；您选的是：同意" in clash.text
    assert voted(clash).texts(".receipt li strong") == ["同意", "同意"]


def test_anothers_ballot_is_not_opened(
    client: FlaskClient, place: Place, ballot: OwnersBallot
) -> None:
    sign_in(client, place.people[3])
    visit(client, f"{home(ballot)}/ballot/{head_of(place, ballot, 4)}", status=403)
    visit(client, f"{home(ballot)}/certificate", status=409)


def test_the_certificate_is_signed_and_its_files_hold(
    client: FlaskClient, place: Place, ballot: OwnersBallot, tmp_path
) -> None:
    for number in range(21):
        cast(place, ballot, number, FOR, FOR if number % 2 else AGAINST)
    close(ballot)
    page = visit(client, f"{home(ballot)}/certificate")
    assert "3 × 21 = 63 ≥ 2 × 30 = 60" in page.text
    assert "还没有人签名" in page.text
    for number in (0, 1):
        sign_in(client, place.seated[COMMITTEE][number])
        visit(client, f"{home(ballot)}/certificate").form("certificate/sign").submit("签名")
        sign_out(client)
    sign_in(client, place.seated[SUPERVISION][0])
    page = visit(client, f"{home(ballot)}/certificate")
    lines = client.post(f"{home(ballot)}/certificate/lines", data=page.form("lines").values)
    page.follow("核对并确认计票").form("confirm").submit("确认无误")
    sign_out(client)
    assert visit(client, f"{home(ballot)}/certificate").text.count("计票人：") == 2
    sign_in(client, place.people[3])
    own = visit(client, f"{home(ballot)}/ballot").form("lines")
    where = f"{home(ballot)}/certificate/lines/{head_of(place, ballot, 3)}"
    line = client.post(where, data=own.values)
    assert json.loads(line.text)["size"] == 30
    files = {
        "lines.jsonl": lines.text,
        "line.json": line.text,
        "ballot.json": client.get(f"{home(ballot)}/certificate/ballot.json").text,
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    done = CliRunner().invoke(verify_ballot, [str(tmp_path / name) for name in files])
    assert done.exit_code == 0, done.output
    assert "这一行封存在这次表决里" in done.output


def test_an_owner_finds_the_ballot_on_the_first_page_until_it_is_cast(
    client: FlaskClient, place: Place, ballot: OwnersBallot
) -> None:
    sign_in(client, place.people[2])
    first = visit(client, "/")
    assert "业主表决：" in first.text
    page = first.follow("去投票")
    assert page.url == f"{home(ballot)}/ballot"
    cast(place, ballot, 2, FOR, FOR)
    assert "业主表决：" not in visit(client, "/").text
    assert visit(client, home(ballot)).follow("去投票").url == f"{home(ballot)}/ballot"
    close(ballot)
    assert "看计票证书" in visit(client, home(ballot)).text


def test_a_written_proxy_is_entered_by_one_confirmed_by_another_and_shown_to_its_owner(
    client: FlaskClient, place: Place, ballot: OwnersBallot
) -> None:
    sign_in(client, place.seated[COMMITTEE][0])
    page = visit(client, home(ballot)).follow("书面委托").follow("登记一份委托")
    form = page.form("proxies/new").fill(code="3-104", room="3-103", name="没有这人")
    refused = form.fill(question_1="against").submit("登记", status=400)
    assert "没有这个姓名的成年人" in refused.text
    name = db.session.get_one(Person, place.people[4]).name
    db.session.close()
    index = refused.form("proxies/new").fill(room="3-201", name=name).submit("登记")
    assert "待确认" in index.text
    assert "与委托书一致" not in index.text
    sign_in(client, place.seated[COMMITTEE][1])
    done = visit(client, f"{home(ballot)}/proxies").form("confirm").submit()
    assert "代理人现在可以按指示投票" in done.text
    sign_in(client, place.people[4])
    told = visit(client, f"{home(ballot)}/ballot")
    assert told.form("ballot/proxies").submit("按指示投票").status == 200
    sign_in(client, place.people[3])
    own = visit(client, f"{home(ballot)}/ballot")
    assert "您的书面委托" in own.text
    assert own.follow("查看回执").texts(".receipt li strong") == ["反对", "弃权"]
    assert "委托已撤回" in own.form("withdraw").submit().text
    visit(client, f"{home(ballot)}/proxies", status=403)


def test_two_people_set_a_ballot_aside_whatever_form_it_came_in(
    client: FlaskClient, place: Place, ballot: OwnersBallot
) -> None:
    cast(place, ballot, 3, FOR, FOR)
    hand_in(place, ballot, [5], (FOR, AGAINST))
    sign_in(client, place.seated[COMMITTEE][0])
    for room, reason in (("3-104", "not_by_owner"), ("3-202", "not_signed")):
        form = visit(client, f"{home(ballot)}/aside").form("owners/aside")
        page = form.fill(code=room, reason=reason).submit("提出")
    assert page.text.count("待确认") == 2
    sign_in(client, place.seated[SUPERVISION][0])
    for head in (head_of(place, ballot, 5), head_of(place, ballot, 3)):
        page = visit(client, f"{home(ballot)}/aside").form(f"aside/{head}/1").submit()
    assert "待确认" not in page.text
    assert page.text.count("已确认") == 2
    sign_in(client, place.people[3])
    assert "不计入" in visit(client, f"{home(ballot)}/ballot").follow("查看回执").text
    close(ballot)
    certificate = visit(client, f"{home(ballot)}/certificate")
    assert "不是业主或其代理人所投：1 张" in certificate.text
    assert "没有签名：1 张" in certificate.text
