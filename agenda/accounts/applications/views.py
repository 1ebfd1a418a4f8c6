"""Applying to be put on the roster, following the application, and deciding it."""

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from agenda.accounts import policy
from agenda.accounts.applications.commands import (
    Applicant,
    apply_for_roster,
    decline_application,
    show_applicant,
    verify_application,
)
from agenda.accounts.applications.forms import ApplicationForm, DeclineForm, VerifyForm
from agenda.accounts.applications.queries import (
    get_by_code,
    get_shown,
    list_buildings,
    list_claimed_homes,
    list_decided,
    list_waiting,
)
from agenda.accounts.limits.commands import count_use
from agenda.accounts.limits.rules import APPLICATION, APPLICATION_ADDRESS, CODE
from agenda.accounts.rules import sign_in_name
from agenda.community.queries import neighbourhood_for
from agenda.community.rules import Relation
from agenda.infra.db import db
from agenda.infra.transaction import now, transaction
from agenda.kernel.authz import VISITOR, require
from agenda.kernel.errors import Invalid, NotFound, NotPossible
from agenda.kernel.ids import ApplicationId, AreaId, HouseholdId
from agenda.web.login import current_actor, public
from agenda.web.render import page
from agenda.web.sentences import refusal

blueprint = Blueprint("applications", __name__)


@blueprint.route("/apply", methods=["GET", "POST"])
@public
def new() -> ResponseReturnValue:
    """Apply to be put on the roster."""
    place = neighbourhood_for(db.session(), current_actor())
    form = ApplicationForm(list_buildings(db.session(), place.neighbourhood_id))
    if form.validate_on_submit():
        try:
            code = _apply(form)
        except (Invalid, NotPossible) as error:
            form.add_refusal(error if isinstance(error, Invalid) else Invalid(error.code))
        else:
            return redirect(url_for("applications.received", code=code), 303)
    status = 400 if form.was_sent else 200
    return page("accounts/apply", form=form, neighbourhood=place), status


@blueprint.get("/apply/received")
@public
def received() -> ResponseReturnValue:
    """Hand out the receipt's code, to be kept."""
    code = request.args.get("code", "")
    return page("accounts/applied", code=code, application=get_by_code(db.session(), code))


@blueprint.get("/apply/status")
@public
def follow() -> ResponseReturnValue:
    """Show where an application stands, to who has its code."""
    code = request.args.get("code", "").strip()
    if not code:
        return page("accounts/application_status", code="", told="", application=None, now=now())
    with transaction(VISITOR) as tx:
        count_use(tx, CODE)
    try:
        found = get_by_code(db.session(), code)
    except NotFound as error:
        told = refusal(error.code)
        context = {"code": code, "told": told, "application": None, "now": now()}
        return page("accounts/application_status", **context), 404
    return page("accounts/application_status", code=code, told="", application=found, now=now())


@blueprint.get("/applications")
def index() -> ResponseReturnValue:
    """Show the applications that wait, the one due first at the top."""
    place = neighbourhood_for(db.session(), current_actor()).neighbourhood_id
    require(policy.may_list_applications(current_actor(), neighbourhood_id=place))
    waiting = list_waiting(db.session(), place)
    decided = list_decided(db.session(), place)
    return page("accounts/applications", waiting=waiting, decided=decided, now=now())


@blueprint.get("/applications/<int:application_id>")
def show(application_id: ApplicationId) -> ResponseReturnValue:
    """Show an application masked; the name is a look that is noted."""
    application = get_shown(db.session(), application_id)
    here = application.facts.neighbourhood_id
    require(policy.may_list_applications(current_actor(), neighbourhood_id=here))
    return page(
        "accounts/application",
        application=application,
        decision=policy.may_decide_application(current_actor(), application.facts),
        now=now(),
    )


@blueprint.post("/applications/<int:application_id>/check")
def check(application_id: ApplicationId) -> ResponseReturnValue:
    """Show name, contact and home to who decides: noted."""
    with transaction(current_actor()) as tx:
        applicant = show_applicant(tx, application_id)
    forms = VerifyForm.fresh(_homes(application_id)), DeclineForm(formdata=None)
    return _checking(application_id, applicant, *forms)


@blueprint.post("/applications/<int:application_id>/verify")
def verify(application_id: ApplicationId) -> ResponseReturnValue:
    """Put the applicant on the roster."""
    form = VerifyForm(_homes(application_id))
    if not form.validate_on_submit():
        return _again(application_id, form, DeclineForm(formdata=None))
    with transaction(current_actor()) as tx:
        verify_application(tx, application_id, household_id=HouseholdId(int(form.home.data)))
    flash(_("已核实。申请人可以用回执码注册了。"), "success")
    return redirect(url_for("applications.index"), 303)


@blueprint.post("/applications/<int:application_id>/decline")
def decline(application_id: ApplicationId) -> ResponseReturnValue:
    """Decline an application with a reason."""
    form = DeclineForm()
    if not form.validate_on_submit():
        return _again(application_id, VerifyForm.fresh(_homes(application_id)), form)
    with transaction(current_actor()) as tx:
        decline_application(tx, application_id, reason=form.reason.data or "")
    flash(_("已答复，申请人用回执码可以看到原因。"), "success")
    return redirect(url_for("applications.index"), 303)


def _apply(form: ApplicationForm) -> str:
    """Hand an application in and return its code; every one is counted."""
    contact = _contact(form.contact.data or "")
    with transaction(VISITOR) as tx:
        count_use(tx, APPLICATION, key=contact)
        count_use(tx, APPLICATION_ADDRESS, key=request.remote_addr or "")
    with transaction(current_actor()) as tx:
        return apply_for_roster(
            tx,
            AreaId(int(form.building.data)),
            unit=form.unit.data or "",
            room=form.room.data or "",
            name=form.name.data or "",
            contact=contact,
            relation=Relation(form.relation.data),
        )


def _contact(typed: str) -> str:
    """Return a contact in its one spelling; raises Invalid at its field."""
    try:
        return sign_in_name(typed)
    except Invalid as error:
        raise Invalid(error.code, field="contact") from None


def _homes(application_id: ApplicationId) -> list[tuple[int, str]]:
    """Return the homes an application may mean, to choose from."""
    homes = list_claimed_homes(db.session(), application_id)
    return [(home.household_id, f"{home.unit} {home.room}") for home in homes]


def _again(
    application_id: ApplicationId, verify_form: VerifyForm, decline_form: DeclineForm
) -> ResponseReturnValue:
    """Show the check once more with everything typed."""
    with transaction(current_actor()) as tx:
        applicant = show_applicant(tx, application_id)
    return _checking(application_id, applicant, verify_form, decline_form), 400


def _checking(
    application_id: ApplicationId,
    applicant: Applicant,
    verify_form: VerifyForm,
    decline_form: DeclineForm,
) -> str:
    """Return the page on which an application is checked and decided."""
    return page(
        "accounts/check_application",
        application=get_shown(db.session(), application_id),
        applicant=applicant,
        verify_form=verify_form,
        decline_form=decline_form,
    )
