"""My data: seeing, correcting, exporting, devices, closing, with the password asked again in time."""

import json
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from agenda.accounts.models import Account
from agenda.infra.db import db
from agenda.infra.passwords import hash_password
from agenda.infra.transaction import transaction
from agenda.kernel.authz import OPERATOR, BodyKind
from agenda.kernel.clock import SetClock
from tests.factories import Place, make_place
from tests.page import visit
from tests.signin import sign_in

PASSWORD, OTHER = "梧桐树下喝茶28", "石榴花开在五月里"
HASH = hash_password(PASSWORD)


@pytest.fixture
def place(client: FlaskClient) -> Place:
    """A reader signed in as the first resident, whose password is PASSWORD."""
    place = make_place(households=4)
    account_id = sign_in(client, place.people[0])
    with transaction(OPERATOR) as tx:
        tx.session.get_one(Account, account_id).password_hash = HASH
    return place


def test_my_data_shows_all_that_is_stored(client: FlaskClient, place: Place) -> None:
    page = visit(client, "/my-data")
    for told in ("person1@example.cn", "李小明", "东苑 3号楼 1单元 101", "还没有人查看过"):
        assert told in page.text


def test_a_look_at_my_name_is_told_to_me(app: Flask, client: FlaskClient, place: Place) -> None:
    staff = app.test_client()
    sign_in(staff, place.seated[BodyKind.RESIDENTS_COMMITTEE][0])
    visit(staff, "/people?q=李小明").form("/people/").submit("查看姓名")
    assert "赵** 查看了姓名和联系方式" in visit(client, "/my-data").text


def test_a_contact_is_corrected_and_checked(client: FlaskClient, place: Place) -> None:
    form = visit(client, "/my-data/contact").form("/contact").fill(mobile="123", email="x")
    page = form.submit("保存", status=400)
    assert "请填写 11 位手机号" in page.text
    done = page.form("/contact").fill(mobile="138 1234 5678", email="li@example.cn").submit("保存")
    assert "13812345678" in done.text
    assert "li@example.cn" in done.text


@pytest.mark.parametrize("url", ["contact", "sign-in-name", "export", "close"])
def test_after_half_an_hour_the_password_is_asked_again(
    client: FlaskClient, place: Place, clock: SetClock, url: str
) -> None:
    assert not visit(client, f"/my-data/{url}").select("input[name=present_password]")
    clock.advance(timedelta(minutes=31))
    form = visit(client, f"/my-data/{url}").form(f"/{url}")
    answers = {"name": "13900000000"} if url == "sign-in-name" else {}
    answers |= {"leaving": "stays"} if url == "close" else {}
    page = form.fill(answers).fill(present_password="nonsense").submit(status=400)
    assert "密码不对" in page.text
    answer = client.post(
        f"/my-data/{url}",
        data={**page.form(f"/{url}").values, "present_password": PASSWORD},
    )
    assert answer.status_code in {200, 303}


def test_the_sign_in_name_changes_to_one_that_is_free(
    app: Flask, client: FlaskClient, place: Place
) -> None:
    sign_in(app.test_client(), place.people[1])
    form = visit(client, "/my-data/sign-in-name").form("/sign-in-name")
    page = form.fill(name="Person2@example.cn").submit("更换", status=400)
    assert "已经有账号" in page.text
    assert "13900000000" in page.form("/sign-in-name").fill(name="13900000000").submit("更换").text


def test_the_password_changes_and_other_devices_are_out(
    app: Flask, client: FlaskClient, place: Place
) -> None:
    other = app.test_client()
    sign_in(other, place.people[0])
    form = visit(client, "/my-data/password").form("/password")
    form.fill(present_password=PASSWORD, password=OTHER, password_again=OTHER)
    assert "密码已更换" in form.submit("更换密码").text
    assert visit(client, "/my-data").heading == "我的数据"
    assert visit(other, "/my-data").heading == "登录"


def test_devices_are_listed_and_signed_out_singly_or_all(
    app: Flask, client: FlaskClient, place: Place
) -> None:
    others = [app.test_client() for _number in range(3)]
    for other in others:
        sign_in(other, place.people[0])
    page = visit(client, "/my-data/sessions")
    assert len(page.select("tbody tr")) == 4
    page = page.form("/sessions/4/end").submit("退出")
    assert len(page.select("tbody tr")) == 3
    page = page.form("/sessions/end").submit("退出其他所有设备")
    assert "已退出其他 2 台设备" in page.text
    assert {visit(other, "/my-data").heading for other in others} == {"登录"}


def test_somebody_elses_device_is_not_mine_to_sign_out(
    app: Flask, client: FlaskClient, place: Place
) -> None:
    other = app.test_client()
    sign_in(other, place.people[1])
    token = visit(client, "/my-data/sessions").one("input[name=csrf_token]")["value"]
    answer = client.post("/my-data/sessions/2/end", data={"csrf_token": token})
    assert answer.status_code == 403
    assert visit(other, "/my-data").heading == "我的数据"


def test_how_i_am_shown_and_my_age_band_are_mine_to_choose(
    client: FlaskClient, place: Place
) -> None:
    form = visit(client, "/my-data/shown-as").form("/shown-as").fill(shown_as="anonymous")
    assert "3号楼 居民" in form.submit("保存").text
    form = visit(client, "/my-data/age-band").form("/age-band").fill(age_band="60-74")
    assert "60–74 岁" in form.submit("保存").text
    form = visit(client, "/my-data/age-band").form("/age-band").fill(age_band="none")
    assert "年龄段已删除" in form.submit("保存").text


def test_everything_is_handed_out_as_a_file(client: FlaskClient, place: Place) -> None:
    form = visit(client, "/my-data/export").form("/export")
    answer = client.post("/my-data/export", data=form.values)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Cache-Control"] == "no-store"
    data = json.loads(answer.get_data())
    assert data["neighbourhoods"][0]["real"]["name"] == "李小明"
    assert {"notices", "mail", "files"} <= data.keys()


def test_an_account_is_closed_and_the_reader_is_out(client: FlaskClient, place: Place) -> None:
    page = visit(client, "/my-data").follow("关闭账号")
    page.form("/close").submit("关闭账号", status=400)
    closed = page.form("/close").fill(leaving="stays").submit("关闭账号")
    assert "账号已关闭" in closed.text
    assert visit(client, "/my-data").heading == "登录"


def test_a_seat_holder_is_told_to_give_his_seat_up_first(client: FlaskClient, place: Place) -> None:
    sign_in(client, place.seated[BodyKind.RESIDENTS_COMMITTEE][0])
    form = visit(client, "/my-data/close").form("/close").fill(leaving="stays")
    assert "请先辞去席位" in form.submit("关闭账号", status=400).text


def test_an_administrator_without_a_neighbourhood_has_a_page_too(
    client: FlaskClient, place: Place
) -> None:
    account_id = sign_in(client, place.people[1])
    with transaction(OPERATOR) as tx:
        account = tx.session.get_one(Account, account_id)
        account.is_administrator = True
    db.session.close()
    assert visit(client, "/my-data").heading == "我的数据"
    visit(client, "/people", status=403)
    visit(client, "/invitations", status=403)


def test_the_tries_of_one_account_do_not_lock_the_neighbour_out(
    app: Flask, client: FlaskClient, place: Place
) -> None:
    neighbour = app.test_client()
    for _try in range(10):
        form = visit(neighbour, "/sign-in").form("/sign-in")
        form.fill(name="13911111111", password="wrong password").submit("登录", status=400)
    form = visit(neighbour, "/sign-in").form("/sign-in")
    page = form.fill(name="13911111111", password="wrong password").submit("登录", status=429)
    assert "秒再试" in page.text
    form = visit(neighbour, "/sign-in").form("/sign-in")
    assert form.fill(name="person1@example.cn", password=PASSWORD).submit("登录").status == 200


def test_the_privacy_rules_are_open_to_all(client: FlaskClient, place: Place) -> None:
    sign_in(client, place.people[0])
    assert visit(client, "/my-data").follow("隐私说明").heading == "隐私说明"
