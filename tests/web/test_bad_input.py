"""What no honest form sends, and what a slow reader sends late: a clear page, never a fault."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from agenda.kernel.authz import BodyKind
from agenda.proposals.models import Proposal
from agenda.proposals.rules import MATTER_MAX, Stage
from tests.factories import Place, make_cosigning, make_draft, make_place, make_submitted, reload
from tests.page import Page, visit
from tests.signin import sign_in, sign_out

HERE = {"Origin": "http://localhost"}


@pytest.fixture
def place(client: FlaskClient) -> Place:
    place = make_place()
    sign_in(client, place.people[0])
    return place


@pytest.fixture
def draft(place: Place) -> Proposal:
    return make_draft(place)


def send(client: FlaskClient, url: str, **values: Any) -> TestResponse:
    """Send a form with a valid token, whatever its other values."""
    token = visit(client, "/proposals/new").form("/proposals/new").values["csrf_token"][0]
    return client.post(url, data={"csrf_token": token, **values})


@pytest.mark.parametrize("bad", ["路灯\0坏了", "\0"])
def test_a_nul_byte_is_refused(client: FlaskClient, draft: Proposal, bad: str) -> None:
    url = f"/proposals/{draft.proposal_id}/matter"
    answer = send(client, url, version="1", title=bad, matter="坏" * 30)
    page = Page.of(client, answer, 400)
    assert "无法读取的字符" in page.text


@pytest.mark.parametrize("path", ["/agenda?words=%00", "/proposals/similar?title=%00"])
def test_a_nul_byte_in_an_address_is_refused(client: FlaskClient, place: Place, path: str) -> None:
    assert "无法读取的字符" in visit(client, path, status=400).text


@pytest.mark.parametrize(
    "raw", [b"%ED%A0%80", b"%FF%FE", b"\xff\xfe", b"%C0%80", b"%F5%80%80%80", b"\xed\xa0\x80"]
)
def test_broken_utf8_and_lone_surrogates_do_no_harm(
    client: FlaskClient, draft: Proposal, raw: bytes
) -> None:
    token = visit(client, "/proposals/new").form("/proposals/new").values["csrf_token"][0]
    body = b"version=1&later=1&title=" + raw + b"&matter=" + raw + b"&csrf_token="
    answer = client.post(
        f"/proposals/{draft.proposal_id}/matter",
        data=body + str(token).encode(),
        content_type="application/x-www-form-urlencoded",
        follow_redirects=True,
    )
    assert answer.status_code in {200, 400}
    assert visit(client, "/proposals/mine").heading == "我的提案"
    assert visit(client, f"/agenda?words={raw.decode('latin-1')}").heading == "公共议程"


def test_a_body_of_ten_megabytes_is_refused(client: FlaskClient, draft: Proposal) -> None:
    url = f"/proposals/{draft.proposal_id}/matter"
    answer = client.post(url, data={"matter": "坏" * (10 * 1024 * 1024 // 9)}, headers=HERE)
    assert "太大" in Page.of(client, answer, 413).text


def test_very_many_fields_are_refused(client: FlaskClient, draft: Proposal) -> None:
    fields = {f"field{n}": (b"x", f"{n}.txt") for n in range(2000)}
    url = f"/proposals/{draft.proposal_id}/matter"
    answer = client.post(url, data=fields, content_type="multipart/form-data")
    assert "太大" in Page.of(client, answer, 413).text


def test_a_text_that_is_too_long_is_kept_and_said_at_its_field(
    client: FlaskClient, draft: Proposal
) -> None:
    long = "坏" * (MATTER_MAX + 1)
    url = f"/proposals/{draft.proposal_id}/matter"
    for more in ({}, {"later": "1"}):
        answer = send(client, url, version="1", title="灯" * 41, matter=long, **more)
        page = Page.of(client, answer, 400)
        assert page.form("/matter").values["matter"] == [long]
        assert len(page.texts(".error-summary li")) == 2
    assert reload(draft.proposal_id).version == 1


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30, "1.5", "0"])
def test_a_forged_version_never_overwrites(
    client: FlaskClient, draft: Proposal, version: str
) -> None:
    url = f"/proposals/{draft.proposal_id}/matter"
    answer = send(client, url, version=version, title="别的标题", matter="别的事情" * 10)
    page = Page.of(client, answer, answer.status_code)
    assert page.status in {400, 409}
    assert "别的事情" in page.text
    assert reload(draft.proposal_id).version == 1


@pytest.mark.parametrize("value", ["", "x", "-1", "9" * 30, "1 OR 1=1"])
@pytest.mark.parametrize("name", ["scope_id", "topic"])
def test_a_choice_that_was_not_offered_is_refused(
    client: FlaskClient, place: Place, name: str, value: str
) -> None:
    values = {"scope_id": str(place.building_id), "topic": "lifts", name: value}
    answer = send(client, "/proposals/new", **values)
    assert Page.of(client, answer, 400).select(".error-summary")


def test_a_finding_that_was_not_offered_is_refused(client: FlaskClient, place: Place) -> None:
    proposal = make_submitted(place)
    sign_in(client, place.seated[BodyKind.RESIDENTS_COMMITTEE][0])
    url = f"/proposals/{proposal.proposal_id}/screening"
    token = visit(client, url).form("/screening").values["csrf_token"][0]
    for finding, duplicate in (("nonsense", ""), ("duplicate", "9" * 30), ("duplicate", "x")):
        values = {"csrf_token": token, "finding": finding, "duplicate_of_id": duplicate}
        Page.of(client, client.post(url, data={**values, "explanation": "重复"}), 400)
    assert reload(proposal.proposal_id).stage is Stage.SCREENING


def test_an_expired_form_shows_what_was_typed_and_sends_it_again(
    client: FlaskClient, draft: Proposal
) -> None:
    url = f"/proposals/{draft.proposal_id}/matter"
    values = {"csrf_token": "old", "version": "1", "title": "换一盏灯", "matter": "坏了很久" * 10}
    page = Page.of(client, client.post(url, data=values, headers=HERE), 400)
    assert "失效" in page.text
    assert "坏了很久" in page.text
    assert page.form("/matter").submit("再提交一次").heading == "献策：您建议怎么办"
    assert reload(draft.proposal_id).title == "换一盏灯"


def test_a_reader_signed_out_meanwhile_loses_nothing(
    client: FlaskClient, draft: Proposal, place: Place
) -> None:
    url = f"/proposals/{draft.proposal_id}/matter"
    form = visit(client, url).form("/matter").fill(title="换一盏灯", matter="坏了很久" * 10)
    sign_out(client)
    data = {name: values[0] for name, values in form.values.items() if values}
    page = Page.of(client, client.post(url, data=data, headers=HERE), 403)
    assert "坏了很久" in page.text
    assert page.follow("在新窗口登录").heading == "登录"
    sign_in(client, place.people[0])
    assert page.form("/matter").submit("再提交一次").heading == "献策：您建议怎么办"


def test_a_password_is_never_given_back(client: FlaskClient) -> None:
    values = {"csrf_token": "old", "name": "13812345678", "password": "correct horse battery"}
    page = Page.of(client, client.post("/sign-in", data=values, headers=HERE), 400)
    assert "13812345678" in page.html
    assert "correct horse" not in page.html


def test_a_form_from_another_site_is_not_offered_again(
    client: FlaskClient, draft: Proposal
) -> None:
    url = f"/proposals/{draft.proposal_id}/withdraw"
    answer = client.post(url, data={"x": "1"}, headers={"Origin": "http://evil.example"})
    page = Page.of(client, answer, 400)
    assert not page.select('main form[method="post"]')
    assert reload(draft.proposal_id).stage is Stage.DRAFT


@pytest.mark.parametrize("path", ["", "/matter", "/cosigns/withdraw", "/withdraw", "/screening"])
@pytest.mark.parametrize("number", ["999", "0", "99999999999999999999", "-1", "x", "%00"])
def test_unknown_ids_are_not_found(
    client: FlaskClient, place: Place, path: str, number: str
) -> None:
    url = f"/proposals/{number}{path}"
    assert client.get(url).status_code in {404, 405}
    assert send(client, url).status_code in {404, 405}


def test_a_wrong_method_says_so(client: FlaskClient, place: Place) -> None:
    proposal = make_cosigning(place)
    page = visit(client, f"/proposals/{proposal.proposal_id}/withdraw", status=405)
    assert "不接受这样的操作" in page.text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_refusal_speaks_the_readers_language(
    client: FlaskClient, place: Place, language: str
) -> None:
    client.set_cookie("lang", language)
    page = visit(client, "/proposals/999", status=404)
    said = "没有这个议题" if language == "zh" else "There is no such issue"
    assert said in page.text
