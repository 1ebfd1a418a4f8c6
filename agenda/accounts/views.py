"""Signing in and out, the privacy rules, and the front page of one's own data."""

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from agenda.accounts.forms import SignInForm
from agenda.accounts.limits.commands import count_use
from agenda.accounts.limits.rules import SIGN_IN, SIGN_IN_ACCOUNT, SIGN_IN_ALL
from agenda.accounts.mydata.queries import get_my_person
from agenda.accounts.queries import find_account, get_account, list_neighbourhoods
from agenda.accounts.rules import PRIVACY_VERSION, sign_in_name
from agenda.accounts.sentences import look_word
from agenda.accounts.sessions.commands import begin_session, end_session
from agenda.accounts.sessions.queries import list_live_sessions
from agenda.accounts.sessions.views import (
    current_session,
    signed_in_redirect,
    signed_out_redirect,
)
from agenda.infra.db import db
from agenda.infra.passwords import fits, hash_password, is_outdated
from agenda.infra.transaction import now, transaction
from agenda.kernel.authz import VISITOR
from agenda.kernel.errors import DomainError, Invalid
from agenda.web.login import current_actor, public, safe_next
from agenda.web.render import page

blueprint = Blueprint("accounts", __name__)


@blueprint.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> ResponseReturnValue:
    """Sign in with mobile number or e-mail and password."""
    form = SignInForm()
    if form.validate_on_submit():
        try:
            token = _begin(form.name.data or "", form.password.data or "")
        except Invalid as error:
            form.add_refusal(error)
        else:
            return signed_in_redirect(token, safe_next(request.args.get("next"), "/"))
    return page("accounts/sign_in", form=form), 400 if form.was_sent else 200


@blueprint.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    """End this device's session."""
    with transaction(current_actor()) as tx:
        end_session(tx, current_session().session_id)
    return signed_out_redirect(url_for("accounts.sign_in"))


@blueprint.get("/my-data")
def my_data() -> ResponseReturnValue:
    """Show what is stored about the reader, who looked at it, and what he can do."""
    person_id = current_actor().person_id
    account = get_account(db.session(), current_session().account_id)
    return page(
        "accounts/my_data",
        account=account,
        mine=get_my_person(db.session(), person_id) if person_id else None,
        places=list_neighbourhoods(db.session(), account.account_id),
        look_word=look_word,
        sessions=len(list_live_sessions(db.session(), account.account_id, now=now())),
    )


@blueprint.get("/privacy")
@public
def privacy() -> ResponseReturnValue:
    """Show which personal data are kept, what for, and for how long."""
    return page("accounts/privacy", version=PRIVACY_VERSION)


def _begin(typed: str, password: str) -> str:
    """Check a password and begin a session; raises Invalid, the same for every reason."""
    name = sign_in_name(typed)
    _count_try(name)
    account = find_account(db.session(), name)
    known = account.password_hash if account else ""
    if not fits(known, password) or account is None:
        raise Invalid("accounts.wrong")
    renewed = hash_password(password) if is_outdated(known) else None
    try:
        with transaction(VISITOR) as tx:
            return begin_session(
                tx,
                account.account_id,
                user_agent=request.user_agent.string,
                password_hash=known,
                renewed_hash=renewed,
            )
    except DomainError as error:
        raise Invalid(error.code) from None


def _count_try(name: str) -> None:
    """Count a try to sign in; raises RateLimited."""
    with transaction(VISITOR) as tx:
        count_use(tx, SIGN_IN_ALL)
        count_use(tx, SIGN_IN_ACCOUNT, key=name)
        count_use(tx, SIGN_IN, key=f"{name} {request.remote_addr}")
