"""Signing in and out as a reader does it."""

from datetime import timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient

from agenda.accounts.models import Account
from agenda.accounts.sessions.views import signed_in_redirect
from agenda.app import create_app
from agenda.config import Settings
from agenda.infra.db import db
from agenda.infra.passwords import hash_password
from agenda.infra.transaction import transaction
from agenda.kernel.authz import OPERATOR
from agenda.kernel.clock import SetClock
from tests.factories import make_place
from tests.page import visit
from tests.signin import sign_in, sign_out

NAME, PASSWORD = "13812345678", "梧桐树下喝茶28"


@pytest.fixture
def account(client: FlaskClient) -> Account:
    """A resident's account with a password."""
    place = make_place(households=3)
    account_id = sign_in(client, place.people[0])
    sign_out(client)
    with transaction(OPERATOR) as tx:
        account = tx.session.get_one(Account, account_id)
        account.sign_in_name = NAME
        account.password_hash = hash_password(PASSWORD)
    return account


def test_a_resident_signs_in_and_out(client: FlaskClient, account: Account) -> None:
    form = visit(client, "/sign-in?next=/my-data").form("/sign-in?next")
    page = form.fill(name="+86 138 1234 5678", password=PASSWORD).submit("登录")
    assert page.select("details.account")
    signed_out = page.form("/sign-out").submit()
    assert not signed_out.select("details.account")


@pytest.mark.parametrize(
    ("name", "password"), [(NAME, "wrong password"), ("13900000000", PASSWORD)]
)
def test_unknown_name_and_wrong_password_get_the_same_answer(
    client: FlaskClient, account: Account, name: str, password: str
) -> None:
    form = visit(client, "/sign-in").form("/sign-in")
    page = form.fill(name=name, password=password).submit("登录", status=400)
    assert page.texts(".error-summary li") == ["账号或密码不对。忘记密码可以请居委会协助找回。"]
    assert page.form("/sign-in").values["name"] == [name]


def test_a_session_left_alone_ends_by_itself(client: FlaskClient, clock: SetClock) -> None:
    sign_in(client, make_place(households=1).people[0])
    assert visit(client, "/my-data").heading == "我的数据"
    clock.advance(timedelta(days=13))
    visit(client, "/my-data")
    clock.advance(timedelta(days=13))
    assert visit(client, "/my-data").heading == "我的数据"
    clock.advance(timedelta(days=14))
    assert visit(client, "/my-data").heading == "登录"


def test_the_cookie_holds_a_random_id_and_is_closed_to_scripts(
    client: FlaskClient, account: Account
) -> None:
    form = visit(client, "/sign-in").form("/sign-in").fill(name=NAME, password=PASSWORD)
    answer = client.post("/sign-in", data=form.values)
    cookie = next(c for c in answer.headers.getlist("Set-Cookie") if c.startswith("session="))
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Path=/" in cookie


def test_a_locked_account_is_out_at_once(app: Flask, client: FlaskClient) -> None:
    account_id = sign_in(client, make_place(households=1).people[0])
    with transaction(OPERATOR) as tx:
        tx.session.get_one(Account, account_id).locked_at = tx.now
    db.session.close()
    assert visit(client, "/my-data").heading == "登录"


def test_a_hash_of_older_parameters_is_made_anew_at_sign_in(
    client: FlaskClient, account: Account
) -> None:
    older = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash(PASSWORD)
    with transaction(OPERATOR) as tx:
        tx.session.get_one(Account, account.account_id).password_hash = older
    form = visit(client, "/sign-in?next=/my-data").form("/sign-in")
    form.fill(name=NAME, password=PASSWORD).submit("登录")
    db.session.close()
    renewed = db.session.get_one(Account, account.account_id).password_hash
    assert renewed != older
    assert renewed.startswith("$argon2id$v=19$m=65536,t=3,p=4$")


@pytest.mark.parametrize("target", ["//evil.example", "/\\evil.example", "https://evil.example"])
def test_signing_in_leads_nowhere_else(client: FlaskClient, account: Account, target: str) -> None:
    form = visit(client, f"/sign-in?next={target}").form("/sign-in")
    answer = client.post(
        "/sign-in",
        query_string={"next": target},
        data=form.fill(name=NAME, password=PASSWORD).values,
    )
    assert answer.location == "/"


def test_over_tls_the_cookie_is_bound_to_this_host(tmp_path: Path) -> None:
    settings = Settings(
        secret_key="k" * 40,
        database_url=f"sqlite:///{tmp_path / 'a.db'}",
        environment="test",
        base_url="https://example.cn",
    )
    with create_app(settings).test_request_context("/", base_url="https://example.cn"):
        answer = signed_in_redirect("secret", "/")
        cookie = answer.headers["Set-Cookie"]  # type: ignore[union-attr]
    assert cookie.startswith("__Host-session=secret;")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    assert "Domain" not in cookie
