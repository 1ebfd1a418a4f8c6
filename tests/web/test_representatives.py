"""Residents' representatives on the pages: the public list, recording and confirming."""

import pytest
from flask.testing import FlaskClient

from agenda.kernel.authz import BodyKind
from tests.factories import Place, make_place
from tests.page import visit
from tests.representatives import by_roster, make_group
from tests.signin import sign_in, sign_out

COMMITTEE = BodyKind.RESIDENTS_COMMITTEE


@pytest.fixture
def place(client: FlaskClient) -> Place:
    return make_place(households=24)


def test_one_records_another_confirms_and_everybody_reads_it_masked(
    client: FlaskClient, place: Place
) -> None:
    make_group(place)
    empty = visit(client, "/bodies").follow("各楼组的居民代表")
    assert "还没有居民代表" in empty.text
    assert "登记推选" not in empty.text
    sign_in(client, place.seated[COMMITTEE][0])
    form = visit(client, "/representatives").follow("登记推选").form("/new")
    name = "杨小明"
    answers = {"name": name, "elected_on": "2026-02-20", "voters": "18", "votes_for": "15"}
    wrong = form.fill(answers | {"voters": "25"}).submit("登记", status=400)
    assert "不能多于这个楼组的成年居民" in wrong.text
    listed = wrong.form("/new").fill(voters="18").submit("登记")
    assert "等待确认" in listed.text
    assert "要由另一人确认" in listed.text
    sign_in(client, place.seated[COMMITTEE][1])
    confirmed = visit(client, "/representatives").form("/confirm").submit("确认")
    assert "18 人参加，15 人同意" in confirmed.text
    sign_out(client)
    page = visit(client, "/representatives")
    assert "3号楼 杨**" in page.text
    assert name not in page.html
    assert "相符" in page.text


def test_who_is_unknown_or_has_a_namesake_is_asked_about(
    client: FlaskClient,
) -> None:
    place = make_place(households=24)
    make_group(place)
    sign_in(client, place.seated[COMMITTEE][0])
    form = visit(client, "/representatives").follow("登记推选").form("/new")
    answers = {"elected_on": "2026-02-20", "voters": "18", "votes_for": "15"}
    page = form.fill(answers | {"name": "诸葛亮"}).submit("登记", status=400)
    assert "名册上的成年居民" in page.text
    page = page.form("/new").fill(name="李小明").submit("登记", status=400)
    assert "有几位同名的人" in page.text
    choice = str(page.select("input[name=person]")[0]["value"])
    assert "等待确认" in page.form("/new").fill(person=choice).submit("登记").text


def test_a_group_that_does_not_fit_the_law_is_named(client: FlaskClient, place: Place) -> None:
    group = make_group(place, homes=slice(0, 12))
    by_roster(place, group, [2])
    page = visit(client, "/representatives")
    assert "每位代表不足 20 户" in page.text
    assert "推选还没有登记" in page.text


def test_a_resident_cannot_record(client: FlaskClient, place: Place) -> None:
    group = make_group(place)
    sign_in(client, place.people[0])
    assert (
        "只有居委会成员" in visit(client, f"/representatives/groups/{group}/new", status=403).text
    )
