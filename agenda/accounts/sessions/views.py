"""The cookie and the signed-in actor."""

from dataclasses import replace
from datetime import timedelta

from flask import current_app, g, redirect, request, session
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from agenda.accounts.queries import get_account
from agenda.accounts.rules import RESIDENT_LIMITS, masked_sign_in_name
from agenda.accounts.sessions.commands import touch_session
from agenda.accounts.sessions.queries import SignedInSession, find_signed_in
from agenda.community.people.queries import actor_of
from agenda.config import Settings
from agenda.infra.db import db
from agenda.infra.transaction import now, transaction
from agenda.kernel.authz import Actor, ActorKind


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
        with transaction(actor) as tx:
            touch_session(tx, found.session_id)
    return actor


def current_session() -> SignedInSession:
    """Return the live session of this request; only for views that need a signed-in person."""
    found: SignedInSession = g.account_session
    return found


def signed_in_redirect(token: str, target: str) -> ResponseReturnValue:
    """Go on to a page with a new session's cookie; what the visitor's form cookie held is dropped."""
    session.clear()
    response = redirect(target, 303)
    _set_cookie(response, token, max_age=RESIDENT_LIMITS.absolute)
    return response


def signed_out_redirect(target: str) -> ResponseReturnValue:
    """Go on to a page without the session's cookie."""
    session.clear()
    response = redirect(target, 303)
    _set_cookie(response, "", max_age=timedelta(0))
    return response


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
    actor = actor_of(db.session(), found.person_id, account_id=found.account_id)
    return replace(actor, is_administrator=found.is_administrator)


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
