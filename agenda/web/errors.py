"""Every refusal as a clear page with the right status; nothing typed is lost, nothing leaks."""

import json
import logging
from http import HTTPStatus

from flask import Flask, Response, current_app, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from agenda.infra.db import db
from agenda.kernel.errors import (
    DomainError,
    Gone,
    Invalid,
    NotFound,
    NotPermitted,
    NotPossible,
    RateLimited,
    Stale,
)
from agenda.web.login import SignInNeeded, comes_from_here
from agenda.web.sentences import refusal

_log = logging.getLogger(__name__)

_STATUS: dict[type[DomainError], int] = {
    Invalid: 400,
    NotPermitted: 403,
    NotFound: 404,
    NotPossible: 409,
    Stale: 409,
    Gone: 410,
    RateLimited: 429,
}
INTERFACE = "/api/"
"""Below this address programs read, not people."""
SHORT = 8
"""A value shorter than this is a choice or a number, not something that somebody wrote."""
_HTTP_CODES = {404: "page.not_found", 405: "page.wrong_method", 413: "page.too_large"}


def init_app(app: Flask) -> None:
    """Map every error of the domain, of HTTP and of ours to a page."""
    app.register_error_handler(DomainError, _domain_error)
    app.register_error_handler(CSRFError, _expired_form)
    app.register_error_handler(SignInNeeded, _sign_in_first)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(OperationalError, _busy)
    app.register_error_handler(Exception, _broken)


def status_of(error: DomainError) -> int:
    """Return the HTTP status of a refusal."""
    return next(status for kind, status in _STATUS.items() if isinstance(error, kind))


def _page(status: int, sentence: str, *, current: str = "") -> ResponseReturnValue:
    """Return the error page; where the fault is ours it asks nothing of the database."""
    if request.path.startswith(INTERFACE):
        return _problem(status, sentence)
    shown = {"status": status, "sentence": sentence, "current": current}
    return render_template("errors/refusal.html", **shown, **_bare(status)), status


def _bare(status: int) -> dict[str, object]:
    """Return what keeps a page from asking the database, where the fault is ours."""
    return {"neighbourhood_name": str, "unread_notices": str} if status >= 500 else {}


def _problem(status: int, sentence: str) -> ResponseReturnValue:
    """Return a refusal as programs read it (RFC 9457)."""
    title = HTTPStatus(status).phrase
    problem = {"type": "about:blank", "title": title, "status": status, "detail": sentence}
    text = json.dumps(problem, ensure_ascii=False)
    return Response(text, status, content_type="application/problem+json")


def _domain_error(error: DomainError) -> ResponseReturnValue:
    """Show a refusal; a stale text shows the text as it is now."""
    current = error.current if isinstance(error, Stale) else ""
    answer = _page(status_of(error), refusal(error.code, **error.params), current=current)
    if isinstance(error, RateLimited):
        return (*answer, {"Retry-After": str(error.retry_after)})  # type: ignore[misc]
    return answer


def _expired_form(_error: CSRFError) -> ResponseReturnValue:
    """Say that the form grew too old, and offer what was typed for sending again."""
    return _typed_page(400, "page.expired_form")


def _sign_in_first(_error: SignInNeeded) -> ResponseReturnValue:
    """Say that the reader is signed out by now, and keep what was typed until he is in again."""
    return _typed_page(403, "page.signed_out")


def _typed_page(status: int, code: str) -> ResponseReturnValue:
    """Show what was typed and offer to send it once more.

    A form that came from another site is not offered again; a password is never given back.
    """
    typed: list[tuple[str, str]] = []
    if comes_from_here():
        sent = request.form.items(multi=True)
        typed = [(k, v) for k, v in sent if k != "csrf_token" and "password" not in k]
    texts = [value for _name, value in typed if len(value) >= SHORT]
    shown = {"sentence": refusal(code), "typed": typed, "texts": texts, "sign_in": status == 403}
    return render_template("errors/expired.html", **shown, **_bare(status)), status


def _http_error(error: HTTPException) -> ResponseReturnValue:
    """Show HTTP's own refusals; redirects pass through."""
    status = error.code or 500
    if error.response is not None or status < 400:
        return error
    answer = current_app.make_response(
        _page(status, refusal(_HTTP_CODES.get(status, "page.bad_request")))
    )
    if isinstance(error, MethodNotAllowed):
        answer.allow.update(error.valid_methods or ())
    return answer


def _busy(error: OperationalError) -> ResponseReturnValue:
    """Say that the database could not be reached in time; nothing was half done."""
    _log.error("database: %s", type(error.orig).__name__, exc_info=error)
    db.session.close()
    if request.method == "POST" and not request.path.startswith(INTERFACE):
        return _typed_page(503, "page.busy")
    return _page(503, refusal("page.busy"))


def _broken(error: Exception) -> ResponseReturnValue:
    """Say that the fault is ours, and keep its trace in the log only."""
    if current_app.testing and not current_app.config.get("AGENDA_SHOW_BROKEN"):
        raise error
    _log.exception("unforeseen error", exc_info=error)
    db.session.close()
    return _page(500, refusal("page.broken"))
