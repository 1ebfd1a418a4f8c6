"""Coming in: by letter, by application, and back in by staff, as residents do it on the pages."""

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from agenda.kernel.authz import BodyKind
from agenda.kernel.clock import SetClock
from tests.factories import Place, make_place
from tests.page import Page, visit
from tests.signin import sign_in, sign_out

COMMITTEE = BodyKind.RESIDENTS_COMMITTEE
NAME, PASSWORD, OTHER = "13812345678", "梧桐树下喝茶28", "石榴花开在五月里"


@pytest.fixture
def place(client: FlaskClient) -> Place:
    return make_place(households=4)


def letters(client: FlaskClient, place: Place) -> list[str]:
    """Print the building's letters as the committee does and return their codes."""
    sign_in(client, place.seated[COMMITTEE][0])
    page = visit(client, "/invitations").form(f"/area/{place.building_id}").submit("打印")
    sign_out(client)
    return page.texts(".letter-number")


def enrol(client: FlaskClient, code: str, name: str = NAME) -> Page:
    """Open the address of the letter's square and register."""
    page = visit(client, f"/register?code={code}")
    form = page.form("/register?code").fill(name=name, password=PASSWORD)
    return form.fill(password_again=PASSWORD, privacy="y").submit("注册并登录")


def test_a_letter_leads_to_an_account(client: FlaskClient, place: Place) -> None:
    code = letters(client, place)[0]
    page = visit(client, "/register").form("/register").fill(code=code.lower()).submit("下一步")
    assert "3号楼 李**" in page.text
    assert "李小明" not in page.html
    assert "101" not in page.text
    assert "注册成功" in enrol(client, code).text
    assert visit(client, "/my-data").heading == "我的数据"


def test_opening_the_letters_address_uses_nothing_up(client: FlaskClient, place: Place) -> None:
    code = letters(client, place)[0]
    for _look in range(3):
        visit(client, f"/register?code={code}")
    enrol(client, code)
    sign_out(client)
    assert "已经用过" in visit(client, f"/register?code={code}", status=410).text


def test_what_was_typed_stays_and_each_slip_is_named(client: FlaskClient, place: Place) -> None:
    code = letters(client, place)[0]
    form = visit(client, f"/register?code={code}").form("/register?code")
    form.fill(name="12345", password=PASSWORD, password_again="x" * 9, privacy="y")
    page = form.submit("注册并登录", status=400)
    assert "两次输入的密码不一样" in page.text
    form = page.form("/register?code").fill(password=PASSWORD, password_again=PASSWORD)
    page = form.submit("注册并登录", status=400)
    assert "请填写 11 位手机号或邮箱地址" in page.text
    form = page.form("/register?code").fill(name=NAME, privacy=[])
    page = form.fill(password=PASSWORD, password_again=PASSWORD).submit(status=400)
    assert "请先阅读隐私说明" in page.text
    assert page.form("/register?code").values["name"] == [NAME]
    form = page.form("/register?code").fill(privacy="y")
    page = form.fill(password="李小明李小明88", password_again="李小明李小明88").submit(status=400)
    assert "太常见" in page.text
    assert "李小明李小明88" not in page.html


def test_an_unknown_code_says_so(client: FlaskClient, place: Place) -> None:
    assert "没有这个邀请码" in visit(client, "/register?code=XXXX", status=404).text


def test_a_second_letter_sets_a_forgotten_password_anew(client: FlaskClient, place: Place) -> None:
    enrol(client, letters(client, place)[0])
    sign_in(client, place.seated[COMMITTEE][0])
    found = visit(client, "/people?q=李小明")
    (code,) = found.form("/invitations/person/").submit("打印邀请信").texts(".letter-number")
    sign_out(client)
    page = visit(client, f"/register?code={code}")
    assert page.heading == "重设密码"
    form = page.form("/register?code").fill(password=OTHER, password_again=OTHER)
    assert "新密码已设好" in form.submit("重设密码").text
    sign_out(client)
    form = visit(client, "/sign-in").form("/sign-in").fill(name=NAME, password=PASSWORD)
    form.submit("登录", status=400)


def test_a_second_neighbourhood_joins_the_same_account(client: FlaskClient, place: Place) -> None:
    other = make_place(households=1, name="香樟里")
    far = letters(client, other)[0]
    enrol(client, letters(client, place)[0])
    page = visit(client, f"/register?code={far}").form("/register/join").submit("用现在的账号加入")
    assert "已加入" in page.text
    page = page.form("/my-data/neighbourhood").submit("切换到 香樟里")
    assert "现在在：香樟里" in page.text
    assert client.post("/my-data/neighbourhood", data={"neighbourhood": "99"}).status_code == 400


def test_an_application_is_followed_verified_and_becomes_an_account(
    client: FlaskClient, place: Place
) -> None:
    form = visit(client, "/apply").form("/apply").fill(building=str(place.building_id))
    form.fill(room="101", name="钱学森", contact=NAME, relation="tenant", adult="y", privacy="y")
    received = form.submit("提交申请")
    (code,) = re.findall(r"\b(?:[2-9A-Z]{4}-){3}[2-9A-Z]{4}\b", received.text)
    assert "由居委会核实" in received.follow("查看申请进度").text
    sign_in(client, place.seated[COMMITTEE][0])
    shown = visit(client, "/applications").follow("3号楼 钱**")
    assert "钱学森" not in shown.html
    check = shown.form("/check").submit("查看并核实")
    assert "钱学森" in check.text
    assert "没有等待核实的申请" in check.form("/verify").submit("核实通过").text
    sign_out(client)
    status = visit(client, f"/apply/status?code={code}")
    page = status.follow("现在注册")
    form = page.form("/register?code").fill(name=NAME, password=PASSWORD)
    form.fill(password_again=PASSWORD, privacy="y").submit("注册并登录")
    assert "钱学森" in visit(client, "/my-data").text


def test_an_application_that_cannot_be_verified_gets_a_reason(
    client: FlaskClient, place: Place, clock: SetClock
) -> None:
    form = visit(client, "/apply").form("/apply").fill(building=str(place.building_id))
    form.fill(room="909", name="钱学森", contact=NAME, relation="tenant", adult="y", privacy="y")
    received = form.submit("提交申请")
    clock.advance(timedelta(days=9))
    sign_in(client, place.seated[COMMITTEE][0])
    waiting = visit(client, "/applications")
    assert "已逾期" in waiting.text
    check = waiting.follow("3号楼 钱**").form("/check").submit()
    assert "名册上没有这个室号" in check.text
    empty = check.form("/decline").submit("答复申请人", status=400)
    empty.form("/decline").fill(reason="楼里没有 909 室，请核对。").submit("答复申请人")
    sign_out(client)
    told = received.follow("查看申请进度")
    assert "楼里没有 909 室" in told.text


def test_an_application_needs_every_answer(client: FlaskClient, place: Place) -> None:
    page = visit(client, "/apply").form("/apply").submit("提交申请", status=400)
    assert len(page.select(".error-summary li")) == 7
    form = page.form("/apply").fill(building=str(place.building_id), contact="12345")
    form.fill(room="101", name="钱学森", relation="tenant", adult="y", privacy="y")
    assert "11 位手机号" in form.submit("提交申请", status=400).text


def test_the_same_contact_applies_three_times_a_day_at_most(
    client: FlaskClient, place: Place
) -> None:
    answers = []
    for number in range(4):
        form = visit(client, "/apply").form("/apply").fill(building=str(place.building_id))
        form.fill(room=f"10{number}", name="钱学森", contact=NAME, relation="tenant")
        form.fill(adult="y", privacy="y")
        answers.append(client.post("/apply", data=form.values))
    assert [answer.status_code for answer in answers] == [303, 303, 303, 429]
    assert int(answers[-1].headers["Retry-After"]) > 0


def test_two_members_of_staff_hand_over_a_link(client: FlaskClient, place: Place) -> None:
    enrol(client, letters(client, place)[0])
    sign_in(client, place.seated[COMMITTEE][0])
    page = visit(client, "/people?q=李小明").follow("协助找回")
    page.form("/recoveries/new").submit("我确认是本人", status=400)
    waiting = page.form("/recoveries/new").fill(checked="当面认识").submit("我确认是本人")
    assert "要由另一位居委会成员确认" in waiting.text
    assert not waiting.select("form[action$='/confirm']")
    sign_in(client, place.seated[COMMITTEE][1])
    handed = visit(client, "/recoveries").form("/confirm").submit("确认并出示链接")
    link = re.search(r"http://localhost(/welcome/\S+)", handed.text)
    assert link is not None
    sign_out(client)
    visit(client, link[1])
    form = visit(client, link[1]).form("/welcome/").fill(password=OTHER, password_again=OTHER)
    mine = form.submit("设好并登录")
    assert "新密码已设好" in mine.text
    assert "确认协助找回账号" in mine.text
    sign_out(client)
    visit(client, link[1], status=410)


def test_a_resident_cannot_print_verify_or_recover(client: FlaskClient, place: Place) -> None:
    sign_in(client, place.people[1])
    for url in ("/invitations", "/applications", "/recoveries", "/recoveries/new/1"):
        visit(client, url, status=403)


def test_the_supervision_committee_sees_applications_but_decides_only_late_ones(
    client: FlaskClient, place: Place
) -> None:
    form = visit(client, "/apply").form("/apply").fill(building=str(place.building_id))
    form.fill(room="101", name="钱学森", contact=NAME, relation="tenant", adult="y", privacy="y")
    form.submit("提交申请")
    sign_in(client, place.seated[BodyKind.SUPERVISION_COMMITTEE][0])
    shown = visit(client, "/applications").follow("3号楼 钱**")
    assert "只有居委会可以办理" in shown.text
    assert not shown.select("form[action$='/check']")


def test_the_ways_in_speak_english(client: FlaskClient, place: Place) -> None:
    client.set_cookie("lang", "en")
    titles = {url: visit(client, url).heading for url in ("/register", "/apply", "/recover")}
    assert titles == {
        "/register": "Register with a code",
        "/apply": "Apply to join 梧桐里",
        "/recover": "Forgot your password",
    }
