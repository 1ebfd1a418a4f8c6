"""Correcting, exporting and closing: what the reader can do with his own data."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from agenda.accounts.commands import change_password, change_sign_in_name
from agenda.accounts.forms import ChangePasswordForm
from agenda.accounts.mydata.commands import close_account, state_age_band
from agenda.accounts.mydata.forms import (
    NOT_STATED,
    AgeBandForm,
    CloseForm,
    ContactForm,
    PasswordForm,
    ShownAsForm,
    SignInNameForm,
)
from agenda.accounts.passwords.rules import check_password
from agenda.accounts.queries import get_account
from agenda.accounts.rules import find_email, find_mobile, sign_in_name
from agenda.accounts.sessions.views import (
    check_present_password,
    current_session,
    signed_out_redirect,
)
from agenda.community.people.commands import choose_shown_as, correct_contact
from agenda.community.people.queries import get_real_name
from agenda.community.queries import get_person
from agenda.community.rules import AgeBand, ShownAs
from agenda.infra.db import db
from agenda.infra.passwords import hash_password
from agenda.infra.transaction import transaction
from agenda.kernel.errors import Invalid, NotFound, NotPossible
from agenda.kernel.ids import PersonId
from agenda.web.forms import Form
from agenda.web.login import current_actor
from agenda.web.render import page

blueprint = Blueprint("mydata", __name__, url_prefix="/my-data")


@blueprint.route("/contact", methods=["GET", "POST"])
def contact() -> ResponseReturnValue:
    """Correct one's contact."""
    person_id = _person_id()
    form = ContactForm(obj=get_real_name(db.session(), person_id))
    if form.validate_on_submit():
        try:
            _present(form)
            _correct(person_id, form)
        except Invalid as error:
            form.add_refusal(error)
        else:
            return _done(_("联系方式已更正，以后导入名册不会覆盖。"))
    return _shown("accounts/contact", form)


@blueprint.route("/sign-in-name", methods=["GET", "POST"])
def name() -> ResponseReturnValue:
    """Sign in with another mobile number or e-mail."""
    form = SignInNameForm()
    if form.validate_on_submit():
        try:
            _present(form)
            chosen = sign_in_name(form.name.data or "")
            with transaction(current_actor()) as tx:
                change_sign_in_name(tx, current_session().account_id, name=chosen)
        except Invalid as error:
            form.add_refusal(error)
        else:
            return _done(_("登录名已更换。"))
    return _shown("accounts/sign_in_name", form)


@blueprint.route("/password", methods=["GET", "POST"])
def password() -> ResponseReturnValue:
    """Change one's password."""
    form = ChangePasswordForm()
    if form.validate_on_submit():
        try:
            _change_password(form)
        except Invalid as error:
            form.add_refusal(error)
        else:
            return _done(_("密码已更换，其他设备都已退出。"))
    return _shown("accounts/password", form)


@blueprint.route("/shown-as", methods=["GET", "POST"])
def shown_as() -> ResponseReturnValue:
    """Choose how one stands in public lists."""
    person = get_person(db.session(), _person_id())
    form = ShownAsForm(ShownAs(person.shown_as))
    if form.validate_on_submit():
        with transaction(current_actor()) as tx:
            choose_shown_as(tx, person.person_id, shown_as=ShownAs(form.shown_as.data))
        return _done(_("已保存，公开名单即时更新。"))
    return _shown("accounts/shown_as", form)


@blueprint.route("/age-band", methods=["GET", "POST"])
def age_band() -> ResponseReturnValue:
    """State one's age band, or take it back."""
    person = get_person(db.session(), _person_id())
    form = AgeBandForm(person.age_band)
    if form.validate_on_submit():
        told = form.age_band.data
        chosen = None if told == NOT_STATED else AgeBand(told)
        with transaction(current_actor()) as tx:
            state_age_band(tx, person.person_id, age_band=chosen)
        return _done(_("已保存。") if chosen else _("已撤回，年龄段已删除。"))
    return _shown("accounts/age_band", form)


@blueprint.route("/close", methods=["GET", "POST"])
def close() -> ResponseReturnValue:
    """Close one's account."""
    form = CloseForm()
    if form.validate_on_submit():
        try:
            _present(form)
            with transaction(current_actor()) as tx:
                account_id = current_session().account_id
                close_account(tx, account_id, moved_out=form.leaving.data == "left")
        except (Invalid, NotPossible) as error:
            form.add_refusal(error if isinstance(error, Invalid) else Invalid(error.code))
        else:
            flash(_("账号已关闭。您做过的事留在公开记录里，但不再和您有任何联系。"), "success")
            return signed_out_redirect(url_for("accounts.sign_in"))
    return _shown("accounts/close", form)


def _person_id() -> PersonId:
    """Return the person the reader acts as; an administrator may be none."""
    person_id = current_actor().person_id
    if person_id is None:
        raise NotFound("community.no_person")
    return person_id


def _shown(name: str, form: Form) -> ResponseReturnValue:
    """Show a form; whether the password is asked for depends on when it was entered last."""
    fresh = current_session().is_fresh
    return page(name, form=form, fresh=fresh), 400 if form.was_sent else 200


def _done(told: str) -> ResponseReturnValue:
    """Say that it is done and go back to the overview."""
    flash(told, "success")
    return redirect(url_for("accounts.my_data"), 303)


def _present(form: PasswordForm) -> None:
    """Demand the present password where it was not entered lately; raises Invalid at its field."""
    if not current_session().is_fresh:
        check_present_password(form.present_password.data or "")


def _correct(person_id: PersonId, form: ContactForm) -> None:
    """Correct the contact; raises Invalid for a number or address that is none."""
    mobile = find_mobile(form.mobile.data or "")
    email = find_email(form.email.data or "")
    if form.mobile.data and mobile is None:
        raise Invalid("accounts.bad_mobile", field="mobile")
    if form.email.data and email is None:
        raise Invalid("accounts.bad_email", field="email")
    address = form.postal_address.data or None
    with transaction(current_actor()) as tx:
        correct_contact(tx, person_id, mobile=mobile, email=email, postal_address=address)


def _change_password(form: ChangePasswordForm) -> None:
    """Change the password; raises Invalid for the present one or the new one."""
    known = check_present_password(form.present_password.data or "")
    account = get_account(db.session(), current_session().account_id)
    own = (account.sign_in_name, current_actor().display_name)
    check_password(form.password.data or "", own_words=own)
    chosen = hash_password(form.password.data or "")
    with transaction(current_actor()) as tx:
        change_password(
            tx,
            account.account_id,
            known_hash=known,
            password_hash=chosen,
            session_id=current_session().session_id,
        )
