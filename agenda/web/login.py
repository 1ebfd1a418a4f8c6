"""Default deny: every page needs a signed-in person unless its view says @public."""

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import Flask, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, UserMixin

from agenda.kernel.authz import VISITOR, Actor

View = TypeVar("View", bound=Callable[..., Any])
ActorLoader = Callable[[], Actor | None]


class SignedIn(UserMixin):
    """The actor as Flask-Login wants to see it."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor

    def get_id(self) -> str:
        """Return the account's id."""
        return str(self.actor.account_id)


class SignInNeeded(Exception):
    """A form was sent by somebody who is not, or no longer, signed in."""


def public(view: View) -> View:
    """Mark a view as open to visitors; a test holds the full list of these."""
    view.is_public = True  # type: ignore[attr-defined]
    return view


def current_actor() -> Actor:
    """Return who acts in this request: a signed-in person or a visitor."""
    actor: Actor = g.get("actor") or VISITOR
    return actor


def init_app(app: Flask, load_actor: ActorLoader) -> None:
    """Load the actor before each request and refuse what is not public to visitors.

    `load_actor` is one of the three wires of the app: it reads the session row behind the cookie.
    """
    manager = LoginManager(app)
    manager.session_protection = None  # our session rows are the only truth

    @manager.request_loader
    def load(_request: object) -> SignedIn | None:
        return SignedIn(g.actor) if current_actor().is_signed_in else None

    @app.before_request
    def default_deny() -> ResponseReturnValue | None:
        if request.endpoint == "static":
            return None
        g.actor = load_actor() or VISITOR
        view = app.view_functions.get(request.endpoint or "")
        if view is None or getattr(view, "is_public", False) or g.actor.is_signed_in:
            return None
        if request.method == "GET":
            return redirect(url_for("accounts.sign_in", next=_here()), 303)
        raise SignInNeeded


def safe_next(target: str | None, otherwise: str) -> str:
    """Return a local path to go to after signing in; anything else becomes `otherwise`."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return otherwise
    if any(c in target for c in "\\\t\r\n") or urlsplit(target).netloc:
        return otherwise
    return target


def comes_from_here() -> bool:
    """Whether a form was sent by one of our own pages, by what the browser says of its origin."""
    origin = request.headers.get("Origin") or request.headers.get("Referer", "")
    return f"{origin}/".startswith(request.host_url)


def _here() -> str:
    """Return the path of this request with its query."""
    return request.full_path.rstrip("?")
