"""`agenda admin`, `agenda accounts` and `agenda invitations`: letting people in, and keeping others out."""

from pathlib import Path

import click
from flask import current_app, url_for
from flask.cli import with_appcontext
from flask.ctx import RequestContext
from flask_babel import gettext as _

from agenda.accounts.commands import lock_account, unlock_account
from agenda.accounts.invitations.commands import (
    Letters,
    issue_letters,
    issue_seat_letters,
)
from agenda.accounts.invitations.rules import GOOD_FOR
from agenda.accounts.queries import find_account
from agenda.accounts.recovery.commands import (
    create_administrator,
    renew_administrator_link,
)
from agenda.accounts.rules import sign_in_name
from agenda.accounts.sessions.commands import end_sessions
from agenda.cli.language import lang_option, refusing, speaking
from agenda.cli.places import neighbourhood_option, pick_neighbourhood
from agenda.community.queries import find_area, get_neighbourhood
from agenda.config import Settings
from agenda.infra.db import db
from agenda.infra.resources import folder
from agenda.infra.transaction import now, transaction
from agenda.kernel.authz import OPERATOR
from agenda.kernel.errors import NotFound
from agenda.kernel.ids import AccountId, NeighbourhoodId
from agenda.web.render import page


@click.group()
def admin() -> None:
    """System administrators: they run the site and have no power over content or seats."""


@admin.command("create")
@click.argument("name")
@lang_option
@with_appcontext
def create_command(name: str, lang: str) -> None:
    """Make an administrator who signs in as NAME (mobile or e-mail), and print his one-time link."""
    with speaking(lang), refusing():
        with transaction(OPERATOR) as tx:
            token = create_administrator(tx, name=sign_in_name(name))
        _print_link(token)


@admin.command("link")
@click.argument("name")
@lang_option
@with_appcontext
def link_command(name: str, lang: str) -> None:
    """Print another one-time link for the administrator NAME; the one before is void."""
    with speaking(lang), refusing():
        account_id = _account_id(name)
        with transaction(OPERATOR) as tx:
            token = renew_administrator_link(tx, account_id)
        _print_link(token)


@click.group()
def accounts() -> None:
    """Accounts in wrong hands."""


@accounts.command("lock")
@click.argument("name")
@lang_option
@with_appcontext
def lock_command(name: str, lang: str) -> None:
    """Lock the account NAME and sign it out everywhere."""
    with speaking(lang), refusing():
        account_id = _account_id(name)
        with transaction(OPERATOR) as tx:
            lock_account(tx, account_id)
        click.echo(_("已锁定，所有设备已退出。"))


@accounts.command("unlock")
@click.argument("name")
@lang_option
@with_appcontext
def unlock_command(name: str, lang: str) -> None:
    """Let the account NAME sign in again."""
    with speaking(lang), refusing():
        account_id = _account_id(name)
        with transaction(OPERATOR) as tx:
            unlock_account(tx, account_id)
        click.echo(_("已解锁。"))


@accounts.command("sign-out")
@click.argument("name")
@lang_option
@with_appcontext
def sign_out_command(name: str, lang: str) -> None:
    """Sign the account NAME out everywhere."""
    with speaking(lang), refusing():
        account_id = _account_id(name)
        with transaction(OPERATOR) as tx:
            ended = end_sessions(tx, account_id)
        click.echo(_("已退出 %(n)s 台设备。", n=ended))


@click.group()
def invitations() -> None:
    """Invitation letters with one-time codes."""


@invitations.command("print")
@click.option("--area", help="Path of compound, building or unit, e.g. 东苑/3号楼; empty: all.")
@click.option("--seats", is_flag=True, help="Letters of seat holders who do not live here.")
@click.option("--anew", is_flag=True, help="Also for those who hold a code; their old one is void.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True)
@neighbourhood_option
@lang_option
@with_appcontext
def print_command(
    area: str | None,
    seats: bool,  # noqa: FBT001
    anew: bool,  # noqa: FBT001
    out: Path,
    neighbourhood: str | None,
    lang: str,
) -> None:
    """Issue codes and write their letters to an HTML file for printing; nothing else holds them."""
    with speaking(lang), refusing():
        place = pick_neighbourhood(neighbourhood)
        found = None if seats else find_area(db.session(), place, area or "")
        if not seats and found is None:
            raise NotFound("community.no_area")
        out.touch(mode=0o600)  # a file that cannot be written is found before codes are issued
        with transaction(OPERATOR) as tx:
            if found is None:
                letters = issue_seat_letters(tx, place, anew=anew)
            else:
                letters = issue_letters(tx, found.area_id, anew=anew)
        _write(out, place, letters, lang)
        click.echo(_("%(n)s 封信写入 %(file)s。打印后请删除文件。", n=len(letters), file=out))


def _write(out: Path, place: NeighbourhoodId, letters: Letters, lang: str) -> None:
    """Write letters to a file, styles and all."""
    with _request(lang):
        text = page(
            "accounts/letters_file",
            letters=letters,
            neighbourhood=get_neighbourhood(db.session(), place),
            register=url_for("registration.code", _external=True),
            good_until=now() + GOOD_FOR,
            printed_at=now(),
            css=(folder("static") / "css" / "letter.css").read_text(),
        )
    out.write_text(text, encoding="utf-8")


def _print_link(token: str) -> None:
    """Print a one-time link."""
    with _request("zh"):
        link = url_for("recovery.welcome", token=token, _external=True)
    click.echo(_("请在一小时内打开这个链接设置密码，只能用一次："))
    click.echo(link)


def _request(lang: str) -> RequestContext:
    """Return a request as a reader of the site would send it, for addresses and language."""
    settings: Settings = current_app.extensions["agenda.settings"]
    return current_app.test_request_context(
        base_url=settings.base_url, headers={"Cookie": f"lang={lang}"}
    )


def _account_id(name: str) -> AccountId:
    """Return the account under a sign-in name; raises NotFound."""
    account = find_account(db.session(), sign_in_name(name))
    if account is None:
        raise NotFound("accounts.no_account")
    return account.account_id
