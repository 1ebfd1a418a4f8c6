"""What the operator does with accounts at the machine."""

import re
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select

from agenda.accounts.invitations.models import Invitation
from agenda.accounts.models import Account
from agenda.cli import main
from agenda.infra.db import db
from tests.factories import make_place
from tests.markup import soup_of
from tests.signin import sign_in


def run(app: Flask, *words: object) -> Result:
    result = app.test_cli_runner().invoke(main, [*map(str, words)])
    db.session.close()
    return result


def test_the_first_administrator_comes_by_a_one_time_link(app: Flask) -> None:
    first = run(app, "admin", "create", "Admin@Example.cn")
    assert first.exit_code == 0, first.output
    link = re.search(r"http://\S+/welcome/\S+", first.output)
    assert link is not None
    again = run(app, "admin", "create", "admin@example.cn")
    assert again.exit_code == 1
    assert "已经有账号" in again.output
    other = re.search(r"http://\S+", run(app, "admin", "link", "admin@example.cn").output)
    assert other is not None
    reader = app.test_client()
    assert reader.get(link[0]).status_code == 410
    assert reader.get(other[0]).status_code == 200


def test_a_resident_is_not_made_administrator_by_a_link(app: Flask) -> None:
    sign_in(app.test_client(), make_place(households=1).people[0])
    assert run(app, "admin", "link", "person1@example.cn").exit_code == 1


def test_an_account_is_locked_unlocked_and_signed_out(app: Flask) -> None:
    reader = app.test_client()
    sign_in(reader, make_place(households=1).people[0])
    assert "1" in run(app, "accounts", "sign-out", "person1@example.cn", "--lang", "en").output
    assert reader.get("/my-data").status_code == 303
    run(app, "accounts", "lock", "person1@example.cn")
    locked = select(Account.locked_at)
    assert db.session.scalar(locked) is not None
    run(app, "accounts", "unlock", "person1@example.cn")
    assert db.session.scalar(locked) is None
    assert "没有这个账号" in run(app, "accounts", "lock", "13900000000").output


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_letters_are_one_file_that_needs_nothing_beside_it(
    app: Flask, tmp_path: Path, lang: str
) -> None:
    make_place(households=3)
    file = tmp_path / "letters.html"
    printed = run(
        app, "invitations", "print", "--area", "东苑/3号楼", "--out", file, "--lang", lang
    )
    assert printed.exit_code == 0, printed.output
    soup = soup_of(file.read_text())
    assert len(soup.select("article.letter")) == 3
    assert len(soup.select("svg.qr")) == 3
    assert not soup.select("link, script, img")
    assert "&" not in str(soup.select_one("style"))
    assert file.stat().st_mode & 0o077 == 0
    codes = {tag.get_text() for tag in soup.select(".letter-number")}
    assert len(codes) == len(db.session.scalars(select(Invitation)).all()) == 3
    assert not any(code in printed.output for code in codes)


def test_an_area_that_is_not_there_prints_nothing(app: Flask, tmp_path: Path) -> None:
    make_place(households=1)
    file = tmp_path / "letters.html"
    assert (
        "没有这个范围" in run(app, "invitations", "print", "--area", "西苑", "--out", file).output
    )
    assert not file.exists()
