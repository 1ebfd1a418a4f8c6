"""Getting back in: the ways for residents, and vouching for one by two members of staff."""

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from agenda.accounts import policy
from agenda.accounts.forms import NewPasswordForm
from agenda.accounts.limits.commands import count_use
from agenda.accounts.limits.rules import CODE
from agenda.accounts.passwords.rules import check_password
from agenda.accounts.recovery.commands import (
    confirm_recovery,
    propose_recovery,
    use_link,
    withdraw_recovery,
)
from agenda.accounts.recovery.forms import RecoveryForm
from agenda.accounts.recovery.queries import get_link, list_open_recoveries
from agenda.accounts.sessions.commands import begin_session
from agenda.accounts.sessions.views import signed_in_redirect
from agenda.community import policy as community_policy
from agenda.community.people.queries import public_names
from agenda.community.queries import get_person, neighbourhood_for
from agenda.infra.db import db
from agenda.infra.passwords import hash_password
from agenda.infra.transaction import now, transaction
from agenda.kernel.authz import VISITOR, require
from agenda.kernel.errors import Invalid, NotPossible
from agenda.kernel.ids import PersonId, RecoveryId
from agenda.web.login import current_actor, public
from agenda.web.render import page

blueprint = Blueprint("recovery", __name__)


@blueprint.get("/recover")
@public
def index() -> ResponseReturnValue:
    """Say how to get back in: by a new letter, or at the committee's office."""
    return page("accounts/recover")


@blueprint.route("/welcome/<token>", methods=["GET", "POST"])
@public
def welcome(token: str) -> ResponseReturnValue:
    """Choose a password by a one-time link; opening it changes nothing."""
    with transaction(VISITOR) as tx:
        count_use(tx, CODE)
    link = get_link(db.session(), token, now=now())
    form = NewPasswordForm()
    if form.validate_on_submit():
        try:
            begun = _use(token, form.password.data or "")
        except Invalid as error:
            form.add_refusal(error)
        else:
            flash(_("新密码已设好，其他设备都已退出。"), "success")
            return signed_in_redirect(begun, url_for("accounts.my_data"))
    return page("accounts/welcome", link=link, form=form), 400 if form.was_sent else 200


@blueprint.get("/recoveries")
def waiting() -> ResponseReturnValue:
    """Show the recoveries that wait for a second member of staff."""
    place = neighbourhood_for(db.session(), current_actor()).neighbourhood_id
    require(community_policy.may_see_names(current_actor(), neighbourhood_id=place))
    instant = now()
    found = list_open_recoveries(db.session(), place, now=instant)
    decisions = [
        (recovery, policy.may_confirm_recovery(current_actor(), recovery.facts, now=instant))
        for recovery in found
    ]
    return page("accounts/recoveries", recoveries=decisions)


@blueprint.route("/recoveries/new/<int:person_id>", methods=["GET", "POST"])
def new(person_id: PersonId) -> ResponseReturnValue:
    """Vouch for a resident as the first of two."""
    here = get_person(db.session(), person_id).neighbourhood_id
    require(
        policy.may_propose_recovery(current_actor(), person_id=person_id, neighbourhood_id=here)
    )
    form = RecoveryForm()
    if form.validate_on_submit():
        try:
            with transaction(current_actor()) as tx:
                propose_recovery(tx, person_id, checked=form.checked.data or "")
        except NotPossible as error:
            form.add_refusal(Invalid(error.code))
        else:
            flash(_("已登记。请另一位居委会成员在 24 小时内确认。"), "success")
            return redirect(url_for("recovery.waiting"), 303)
    names = public_names(db.session(), {person_id}, anonymous_word=_("居民"))
    status = 400 if form.was_sent else 200
    return page("accounts/new_recovery", form=form, who=names[person_id]), status


@blueprint.post("/recoveries/<int:recovery_id>/confirm")
def confirm(recovery_id: RecoveryId) -> ResponseReturnValue:
    """Vouch as the second, and show the link to hand over: once, here."""
    with transaction(current_actor()) as tx:
        token = confirm_recovery(tx, recovery_id)
    link = url_for("recovery.welcome", token=token, _external=True)
    return page("accounts/recovery_link", link=link)


@blueprint.post("/recoveries/<int:recovery_id>/withdraw")
def withdraw(recovery_id: RecoveryId) -> ResponseReturnValue:
    """Take a recovery back before it is confirmed."""
    with transaction(current_actor()) as tx:
        withdraw_recovery(tx, recovery_id)
    flash(_("已撤下。"), "success")
    return redirect(url_for("recovery.waiting"), 303)


def _use(token: str, password: str) -> str:
    """Use a link up and sign in; raises Invalid for the password."""
    check_password(password)
    known = hash_password(password)
    with transaction(current_actor()) as tx:
        account_id = use_link(tx, token, password_hash=known)
        agent = request.user_agent.string
        return begin_session(tx, account_id, user_agent=agent, password_hash=known)
