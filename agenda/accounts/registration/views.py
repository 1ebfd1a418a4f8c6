"""Using an invitation code: opening the page changes nothing, sending its form uses the code up."""

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from agenda.accounts.forms import NewPasswordForm, RegisterForm
from agenda.accounts.invitations.queries import get_invitation
from agenda.accounts.invitations.rules import InvitationFacts
from agenda.accounts.limits.commands import count_use
from agenda.accounts.limits.rules import CODE
from agenda.accounts.passwords.rules import check_password
from agenda.accounts.registration.commands import (
    join_neighbourhood,
    register,
    renew_password,
)
from agenda.accounts.rules import sign_in_name
from agenda.accounts.sessions.commands import begin_session
from agenda.accounts.sessions.views import signed_in_redirect
from agenda.community.queries import get_person
from agenda.infra.db import db
from agenda.infra.passwords import hash_password
from agenda.infra.transaction import now, transaction
from agenda.kernel.authz import VISITOR
from agenda.kernel.errors import Gone, Invalid, NotFound
from agenda.web.login import current_actor, public
from agenda.web.render import page
from agenda.web.sentences import refusal

blueprint = Blueprint("registration", __name__)


@blueprint.get("/register")
@public
def code() -> ResponseReturnValue:
    """Ask for the code of the letter; a good one leads on."""
    typed = request.args.get("code", "").strip()
    if not typed:
        return page("accounts/code", typed="", told="")
    try:
        facts = _facts(typed)
    except (NotFound, Gone) as error:
        status = 404 if isinstance(error, NotFound) else 410
        return page("accounts/code", typed=typed, told=refusal(error.code)), status
    if current_actor().is_signed_in:
        return page("accounts/join", facts=facts, typed=typed)
    return _form(facts, typed)


@blueprint.post("/register")
@public
def create() -> ResponseReturnValue:
    """Make the account, or set a new password where the person has one."""
    typed = request.args.get("code", "")
    facts = _facts(typed)
    form = NewPasswordForm() if facts.has_account else RegisterForm()
    if not form.validate_on_submit():
        return _form(facts, typed, form)
    try:
        token = _use(typed, facts, form)
    except Invalid as error:
        form.add_refusal(error)
        return _form(facts, typed, form)
    flash(
        _("新密码已设好，其他设备都已退出。") if facts.has_account else _("注册成功，欢迎您。"),
        "success",
    )
    return signed_in_redirect(token, url_for("accounts.my_data"))


@blueprint.post("/register/join")
def join() -> ResponseReturnValue:
    """Let the signed-in account belong to one more neighbourhood."""
    with transaction(current_actor()) as tx:
        join_neighbourhood(tx, request.form.get("code", ""))
    flash(_("已加入。可以在“我的数据”里切换居民区。"), "success")
    return redirect(url_for("accounts.my_data"), 303)


def _facts(typed: str) -> InvitationFacts:
    """Return what a code stands for while it is good; every try is counted."""
    with transaction(VISITOR) as tx:
        count_use(tx, CODE)
    facts = get_invitation(db.session(), typed)
    facts.require_good(now())
    return facts


def _form(
    facts: InvitationFacts, typed: str, form: RegisterForm | NewPasswordForm | None = None
) -> ResponseReturnValue:
    """Show the form that a code leads to."""
    if form is None:
        form = NewPasswordForm(formdata=None) if facts.has_account else RegisterForm(formdata=None)
    status = 400 if form.was_sent else 200
    return page("accounts/register", facts=facts, typed=typed, form=form), status


def _use(typed: str, facts: InvitationFacts, form: RegisterForm | NewPasswordForm) -> str:
    """Use a code up and sign in; raises Invalid for what was typed."""
    person = get_person(db.session(), facts.person_id)
    password = form.password.data or ""
    name = sign_in_name(form.name.data or "") if isinstance(form, RegisterForm) else ""
    check_password(password, own_words=(name, person.name, facts.neighbourhood))
    known = hash_password(password)
    with transaction(current_actor()) as tx:
        if isinstance(form, RegisterForm):
            account_id = register(tx, typed, name=name, password_hash=known)
        else:
            account_id = renew_password(tx, typed, password_hash=known)
        agent = request.user_agent.string
        return begin_session(tx, account_id, user_agent=agent, password_hash=known)
