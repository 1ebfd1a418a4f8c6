"""Bodies and their seats, the neighbourhood in numbers, and finding a person of the roster."""

from flask import Blueprint, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from agenda.community import policy
from agenda.community.forms import BodyForm, SeatForm
from agenda.community.models import Neighbourhood
from agenda.community.people.commands import show_name
from agenda.community.people.queries import find_people, list_namesakes
from agenda.community.queries import (
    find_neighbourhood_for,
    get_body,
    list_sizes,
    neighbourhood_for,
)
from agenda.community.seats.commands import (
    confirm_seat,
    end_seat,
    found_body,
    propose_seat,
    propose_staff_seat,
)
from agenda.community.seats.queries import list_bodies_with_seats, list_seats
from agenda.infra.db import db
from agenda.infra.transaction import now, transaction
from agenda.kernel.authz import BodyKind, SeatRole, require
from agenda.kernel.errors import DomainError, Invalid, NotPossible
from agenda.kernel.ids import BodyId, NeighbourhoodId, PersonId, SeatId
from agenda.web.login import current_actor, public
from agenda.web.render import page

blueprint = Blueprint("community", __name__)


@blueprint.app_context_processor
def whose_pages() -> dict[str, object]:
    """Let every page say whose it is."""
    return {"neighbourhood_name": neighbourhood_name}


def neighbourhood_name() -> str:
    """Return the name of the reader's neighbourhood; empty before one is set up."""
    found = reader_place()
    return found.name if found else ""


def page_is_about(place: Neighbourhood) -> None:
    """Say which neighbourhood a visitor's page is about, where it was read with something else."""
    if not current_actor().is_signed_in:
        g.reader_place = place


def reader_place() -> Neighbourhood | None:
    """Return the neighbourhood this request's page is about, read once; None before one is set up."""
    if "reader_place" not in g:
        g.reader_place = find_neighbourhood_for(db.session(), current_actor())
    place: Neighbourhood | None = g.reader_place
    return place


@blueprint.get("/bodies")
@public
def index() -> ResponseReturnValue:
    """Show the bodies of the neighbourhood and the neighbourhood in numbers."""
    place = neighbourhood_for(db.session(), current_actor())
    return page(
        "community/index",
        neighbourhood=place,
        bodies=list_bodies_with_seats(db.session(), place.neighbourhood_id),
        sizes=list_sizes(db.session(), place.neighbourhood_id),
        may_found=policy.may_see_names(current_actor(), neighbourhood_id=place.neighbourhood_id),
    )


@blueprint.get("/bodies/<int:body_id>")
@public
def show(body_id: BodyId) -> ResponseReturnValue:
    """Show a body and who sits in it."""
    body = get_body(db.session(), body_id)
    may_fill = policy.may_fill_seats(
        current_actor(), body_id=body_id, neighbourhood_id=body.neighbourhood_id
    )
    seats = list_seats(db.session(), body_id)
    return page("community/show", body=body, seats=seats, may_fill=may_fill, now=now())


@blueprint.route("/bodies/new", methods=["GET", "POST"])
def new_body() -> ResponseReturnValue:
    """Enter a body as the residents' committee."""
    require(policy.may_see_names(current_actor(), neighbourhood_id=_here()))
    form = BodyForm()
    if form.validate_on_submit():
        try:
            with transaction(current_actor()) as tx:
                body = found_body(
                    tx,
                    _here(),
                    kind=BodyKind(form.kind.data),
                    name=form.name.data or "",
                    short_name=form.short_name.data or "",
                    about=form.about.data or "",
                )
        except NotPossible as error:
            form.add_refusal(Invalid(error.code, field="name"))
        else:
            return redirect(url_for("community.show", body_id=body.body_id), 303)
    return page("community/new_body", form=form), 400 if form.was_sent else 200


@blueprint.route("/bodies/<int:body_id>/seats/new", methods=["GET", "POST"])
def new_seat(body_id: BodyId) -> ResponseReturnValue:
    """Propose somebody for a seat."""
    body = get_body(db.session(), body_id)
    here = body.neighbourhood_id
    require(policy.may_fill_seats(current_actor(), body_id=body_id, neighbourhood_id=here))
    form = SeatForm()
    if form.validate_on_submit():
        try:
            _propose(body_id, here, form)
        except (Invalid, NotPossible) as error:
            form.add_refusal(_at_name(error))
        else:
            flash(_("已提名。请本组织的另一位成员或街道办事处确认后生效。"), "success")
            return redirect(url_for("community.show", body_id=body_id), 303)
    return page("community/new_seat", body=body, form=form), 400 if form.was_sent else 200


@blueprint.post("/seats/<int:seat_id>/confirm")
def confirm(seat_id: SeatId) -> ResponseReturnValue:
    """Confirm a seat as a second person."""
    with transaction(current_actor()) as tx:
        seat = confirm_seat(tx, seat_id)
    flash(_("已确认，席位即时生效。"), "success")
    return redirect(url_for("community.show", body_id=seat.body_id), 303)


@blueprint.post("/seats/<int:seat_id>/end")
def end(seat_id: SeatId) -> ResponseReturnValue:
    """Give up or end a seat, or propose its end."""
    with transaction(current_actor()) as tx:
        seat = end_seat(tx, seat_id)
    ended = _("席位已结束。") if seat.ended_at else _("已提出结束这个席位，请另一位成员确认。")
    flash(ended, "success")
    return redirect(url_for("community.show", body_id=seat.body_id), 303)


@blueprint.get("/people")
def people() -> ResponseReturnValue:
    """Find a person of the roster; names come masked."""
    require(policy.may_see_names(current_actor(), neighbourhood_id=_here()))
    words = request.args.get("q", "").strip()[:60]
    found = find_people(db.session(), _here(), words) if words else []
    return page("community/people", words=words, found=found)


@blueprint.post("/people/<int:person_id>")
def person(person_id: PersonId) -> ResponseReturnValue:
    """Show a person's real name and contact: noted, and told to the person."""
    with transaction(current_actor()) as tx:
        shown = show_name(tx, person_id, purpose="looked_up")
    return page("community/person", person=shown)


def _here() -> NeighbourhoodId:
    """Return the reader's neighbourhood; for visitors the installation's first."""
    return neighbourhood_for(db.session(), current_actor()).neighbourhood_id


def _propose(body_id: BodyId, here: NeighbourhoodId, form: SeatForm) -> None:
    """Propose the person the form names; raises Invalid where the name leaves it open."""
    name, role, title = form.name.data or "", SeatRole(form.role.data), form.title.data or ""
    if form.works_here.data:
        mobile = form.mobile.data or None
        with transaction(current_actor()) as tx:
            propose_staff_seat(tx, body_id, name=name, mobile=mobile, role=role, title=title)
        return
    person_id = _namesake(here, name, form)
    with transaction(current_actor()) as tx:
        propose_seat(tx, body_id, person_id, role=role, title=title)


def _namesake(here: NeighbourhoodId, name: str, form: SeatForm) -> PersonId:
    """Return the one person of that name, or the one chosen among several."""
    known = list_namesakes(db.session(), here, name)
    form.person.choices = [(str(p.person_id), f"{p.shown_as} {p.unit}") for p in known]
    chosen = [p for p in known if len(known) == 1 or str(p.person_id) == form.person.data]
    if not known:
        raise Invalid("community.no_such_name", field="name")
    if not chosen:
        raise Invalid("community.namesakes", field="person")
    return chosen[0].person_id


def _at_name(error: DomainError) -> Invalid:
    """Return a refusal as one of the form, at the name where it says no other field."""
    return error if isinstance(error, Invalid) else Invalid(error.code, field="name")
