"""The cookie, the signed-in actor, and the list of devices that are signed in."""

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

from flask import Blueprint, current_app, flash, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.exc import OperationalError
from werkzeug.wrappers import Response

from agenda.accounts.limits.commands import count_use
from agenda.accounts.limits.rules import PASSWORD_AGAIN
from agenda.accounts.queries import get_account
from agenda.accounts.rules import RESIDENT_LIMITS, masked_sign_in_name
from agenda.accounts.sessions.commands import (
    choose_neighbourhood,
    confirm_password,
    end_session,
    end_sessions,
    touch_session,
)
from agenda.accounts.sessions.queries import (
    SignedInSession,
    find_signed_in,
    list_live_sessions,
)
from agenda.community.people.queries import actor_of
from agenda.config import Settings
from agenda.infra.db import db
from agenda.infra.passwords import fits
from agenda.infra.transaction import now, transaction
from agenda.kernel.authz import Actor, ActorKind
from agenda.kernel.clock import local_date
from agenda.kernel.errors import Invalid
from agenda.kernel.ids import AccountSessionId, NeighbourhoodId
from agenda.web.login import current_actor
from agenda.web.render import page

blueprint = Blueprint("sessions", __name__)


@blueprint.get("/my-data/sessions")
def index() -> ResponseReturnValue:
    """Show the devices that are signed in."""
    mine = current_session()
    found = list_live_sessions(db.session(), mine.account_id, now=now())
    return page("accounts/sessions", sessions=found, here=mine.session_id)


@blueprint.post("/my-data/sessions/<int:session_id>/end")
def end(session_id: AccountSessionId) -> ResponseReturnValue:
    """Sign one device out."""
    with transaction(current_actor()) as tx:
        end_session(tx, session_id)
    flash(_("已退出这台设备。"), "success")
    return redirect(url_for("sessions.index"), 303)


@blueprint.post("/my-data/sessions/end")
def end_others() -> ResponseReturnValue:
    """Sign every other device out."""
    mine = current_session()
    with transaction(current_actor()) as tx:
        ended = end_sessions(tx, mine.account_id, except_id=mine.session_id)
    flash(_("已退出其他 %(n)s 台设备。", n=ended), "success")
    return redirect(url_for("sessions.index"), 303)


@blueprint.post("/my-data/neighbourhood")
def choose() -> ResponseReturnValue:
    """Act in another of one's neighbourhoods."""
    chosen = request.form.get("neighbourhood", type=int)
    with transaction(current_actor()) as tx:
        choose_neighbourhood(
            tx, current_session().session_id, neighbourhood_id=NeighbourhoodId(chosen or 0)
        )
    return redirect(url_for("accounts.my_data"), 303)


def load_actor() -> Actor | None:
    """Return the actor behind the request's cookie, or None: the wire that app.py lays."""
    g.account_session = None
    token = request.cookies.get(_cookie_name())
    found = find_signed_in(db.session(), token, now()) if token else None
    if found is None:
        return None
    g.account_session = found
    actor = _actor_behind(found)
    if found.wants_touch:
        # reading goes on where nothing can be written: a full disk, a long lock
        with suppress(OperationalError), transaction(actor) as tx:
            touch_session(tx, found.session_id)
    return actor


def current_session() -> SignedInSession:
    """Return the live session of this request; only for views that need a signed-in person."""
    found: SignedInSession = g.account_session
    return found


def signed_in_redirect(token: str, target: str) -> ResponseReturnValue:
    """Go on to a page with a new session's cookie and a new form token."""
    _renew_form_cookie()
    response = redirect(target, 303)
    _set_cookie(response, token, max_age=RESIDENT_LIMITS.absolute)
    return response


def signed_out_redirect(target: str) -> ResponseReturnValue:
    """Go on to a page without the session's cookie and with a new form token."""
    _renew_form_cookie()
    response = redirect(target, 303)
    _set_cookie(response, "", max_age=timedelta(0))
    return response


def check_present_password(password: str) -> str:
    """Check the signed-in account's password and return its hash; raises Invalid at its field.

    Every try is counted; a good one counts as just entered.
    """
    mine = current_session()
    with transaction(current_actor()) as tx:
        count_use(tx, PASSWORD_AGAIN, key=str(mine.account_id))
    known = get_account(db.session(), mine.account_id).password_hash
    if not fits(known, password):
        raise Invalid("accounts.wrong_password", field="present_password")
    with transaction(current_actor()) as tx:
        confirm_password(tx, mine.session_id)
    return known


def _actor_behind(found: SignedInSession) -> Actor:
    """Return the person a session acts as; an administrator may be no person of a neighbourhood."""
    if found.person_id is None:
        account = get_account(db.session(), found.account_id)
        return Actor(
            ActorKind.PERSON,
            account_id=found.account_id,
            display_name=masked_sign_in_name(account.sign_in_name),
            is_administrator=found.is_administrator,
        )
    today = local_date(now())
    actor = actor_of(db.session(), found.person_id, account_id=found.account_id, on=today)
    return replace(actor, is_administrator=found.is_administrator)


def _renew_form_cookie() -> None:
    """Drop what the form cookie held, but for what is to be said on the next page."""
    for key in set(session) - {"_flashes"}:
        session.pop(key)


def _is_https() -> bool:
    """Whether readers reach the site over TLS."""
    settings: Settings = current_app.extensions["agenda.settings"]
    return settings.is_https


def _cookie_name() -> str:
    """Return the cookie's name; the prefix binds it to this host over TLS."""
    return "__Host-session" if _is_https() else "session"


def _set_cookie(response: Response, value: str, *, max_age: timedelta) -> None:
    """Set the cookie: it holds a random id alone and no script may read it."""
    response.set_cookie(
        _cookie_name(),
        value,
        max_age=max_age,
        secure=_is_https(),
        httponly=True,
        samesite="Lax",
        path="/",
    )
