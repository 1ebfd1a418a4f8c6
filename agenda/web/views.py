"""The reader's preferences: language and senior mode, kept in the reader's own cookies."""

from flask import Blueprint, abort, redirect, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFProtect

from agenda.web.i18n import COOKIE, LANGUAGES
from agenda.web.login import comes_from_here, public, safe_next

blueprint = Blueprint("web", __name__)
csrf = CSRFProtect()
_YEAR = 365 * 24 * 3600


def _set(name: str, value: str) -> ResponseReturnValue:
    """Set a preference cookie and go back to the page the form names.

    Public pages carry no token, so the origin speaks for the form.
    """
    if not comes_from_here():
        abort(400)
    response = redirect(safe_next(request.form.get("next"), "/"), 303)
    response.set_cookie(name, value, max_age=_YEAR, httponly=True, samesite="Lax")
    return response


@blueprint.post("/language")
@csrf.exempt
@public
def set_language() -> ResponseReturnValue:
    """Choose the language of the pages."""
    chosen = request.form.get("lang", "")
    return _set(COOKIE, chosen if chosen in LANGUAGES else "zh")


@blueprint.post("/senior")
@csrf.exempt
@public
def set_senior() -> ResponseReturnValue:
    """Switch senior mode on or off."""
    return _set("senior", "1" if request.form.get("senior") == "1" else "0")
