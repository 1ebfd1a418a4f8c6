"""Bodies, seats and finding a person, as readers see them."""

import pytest
from flask.testing import FlaskClient

from agenda.community.queries import get_neighbourhood
from agenda.infra.db import db
from agenda.kernel.authz import BodyKind
from tests.factories import Place, make_place
from tests.page import visit
from tests.signin import sign_in

COMMITTEE = BodyKind.RESIDENTS_COMMITTEE


@pytest.fixture
def place(client: FlaskClient) -> Place:
    return make_place(households=12)


def test_a_visitor_sees_bodies_offices_and_sizes_and_no_names(
    client: FlaskClient, place: Place
) -> None:
    page = visit(client, "/bodies")
    assert len(page.select("h2")) == 2
    assert "12" in page.text
    body = page.follow("梧桐里residents_committee")
    assert "赵**" in body.text
    assert "赵建国" not in body.html
    assert not body.select("form[action*=seats]")


def test_an_installation_without_a_neighbourhood_says_so(client: FlaskClient) -> None:
    assert "没有这个居民区" in visit(client, "/bodies", status=404).text


def test_a_small_building_is_not_counted_out(client: FlaskClient) -> None:
    make_place(households=3, name="香樟里")
    assert "少于 5" in visit(client, "/bodies").text


def test_a_seat_is_proposed_by_one_and_confirmed_by_another(
    client: FlaskClient, place: Place
) -> None:
    body = f"/bodies/{place.bodies[COMMITTEE]}"
    sign_in(client, place.seated[COMMITTEE][0])
    form = visit(client, body).follow("提名席位").form("/seats/new")
    name = "张小明"
    page = form.fill(name=name, role="member", title="委员").submit("提名")
    assert "等待确认" in page.text
    assert "张委员" in page.text
    assert "要由另一人确认" in page.text
    sign_in(client, place.seated[COMMITTEE][1])
    confirmed = visit(client, body).form("/confirm").submit()
    assert "席位即时生效" in confirmed.text
    assert "等待确认" not in confirmed.text
    ended = confirmed.form("/seats/17/end").submit()
    assert "已提出结束" in ended.text


def test_a_name_the_roster_does_not_know_or_knows_twice_is_asked_about(
    client: FlaskClient,
) -> None:
    place = make_place(households=21)
    sign_in(client, place.seated[COMMITTEE][0])
    url = f"/bodies/{place.bodies[COMMITTEE]}/seats/new"
    form = visit(client, url).form("/seats/new").fill(name="诸葛亮", role="member", title="委员")
    page = form.submit("提名", status=400)
    assert "名册上没有这个名字" in page.text
    form = page.form("/seats/new").fill(name="李小明")
    page = form.submit("提名", status=400)
    assert "有几位同名的人" in page.text
    choices = [str(tag["value"]) for tag in page.select("input[name=person]")]
    assert len(choices) == 2
    page = page.form("/seats/new").fill(person=choices[0]).submit("提名")
    assert "李委员" in page.text


def test_somebody_who_only_works_here_is_entered_too(client: FlaskClient, place: Place) -> None:
    sign_in(client, place.seated[BodyKind.PROPERTY_COMPANY][0])
    url = f"/bodies/{place.bodies[BodyKind.PROPERTY_COMPANY]}/seats/new"
    form = visit(client, url).form("/seats/new")
    page = form.fill(name="钱进", works_here="y", role="member", title="经理").submit("提名")
    assert "钱经理" in page.text


def test_a_resident_is_not_offered_seats(client: FlaskClient, place: Place) -> None:
    sign_in(client, place.people[0])
    body = f"/bodies/{place.bodies[COMMITTEE]}"
    assert not visit(client, body).select("a[href*=seats]")
    refused = visit(client, f"{body}/seats/new", status=403)
    assert "只有这个组织的成员" in refused.text


def test_the_committee_enters_a_team(client: FlaskClient, place: Place) -> None:
    sign_in(client, place.seated[COMMITTEE][0])
    form = visit(client, "/bodies").follow("登记组织").form("/bodies/new")
    page = form.fill(kind="activity_team", name="银杏合唱队", short_name="合唱队").submit("登记")
    assert page.heading == "银杏合唱队"
    again = visit(client, "/bodies/new").form("/bodies/new")
    again.fill(kind="activity_team", name="银杏合唱队", short_name="合唱队")
    assert "已经有同名的组织" in again.submit("登记", status=400).text


def test_the_committee_finds_a_person_masked_and_a_look_is_a_post(
    client: FlaskClient, place: Place
) -> None:
    sign_in(client, place.seated[COMMITTEE][0])
    page = visit(client, "/people").form("/people").fill(q="3号楼 101").submit("查找")
    assert "找到 1 人" in page.text
    assert "3号楼 李**" in page.text
    assert "李小明" not in page.html
    looked = page.form("/people/1").submit("查看姓名")
    assert "李小明" in looked.text
    assert "本人在“我的数据”里会看到" in looked.text
    assert client.get("/people/1").status_code == 405


def test_others_do_not_search_the_roster(client: FlaskClient, place: Place) -> None:
    sign_in(client, place.seated[BodyKind.PROPERTY_COMPANY][0])
    visit(client, "/people?q=李小明", status=403)
    sign_in(client, place.people[1])
    visit(client, "/people?q=李小明", status=403)


def test_the_pages_speak_english(client: FlaskClient, place: Place) -> None:
    client.set_cookie("lang", "en")
    assert visit(client, "/bodies").heading == "Bodies and neighbourhood"
    sign_in(client, place.seated[COMMITTEE][0])
    assert visit(client, "/people").heading == "Find a resident"


def test_the_head_of_every_page_says_whose_it_is(client: FlaskClient) -> None:
    assert not visit(client, "/").select(".brand-place")
    place = make_place()
    name = get_neighbourhood(db.session(), place.neighbourhood_id).name
    page = visit(client, "/")
    assert page.texts(".brand-place") == [name]
    assert name in page.one(".site-foot").get_text()
    assert visit(client, "/nowhere", status=404).texts(".brand-place") == [name]
