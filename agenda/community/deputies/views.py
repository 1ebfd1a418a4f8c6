"""A seat holder's page: who acts for him while he is away."""

from datetime import date

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from agenda.community.deputies import policy
from agenda.community.deputies.commands import dismiss_deputy, name_deputy
from agenda.community.deputies.forms import DeputyForm
from agenda.community.deputies.queries import list_candidates, list_own_seats
from agenda.community.queries import get_body
from agenda.community.seats.queries import facts, get_seat
from agenda.infra.db import db
from agenda.infra.transaction import now, transaction
from agenda.kernel.authz import require
from agenda.kernel.clock import local_date
from agenda.kernel.errors import Invalid, NotFound
from agenda.kernel.ids import PersonId, SeatId
from agenda.web.forms import Form
from agenda.web.login import current_actor
from agenda.web.render import page

blueprint = Blueprint("deputies", __name__)


@blueprint.get("/deputies")
def index() -> ResponseReturnValue:
    """Show the reader's seats and who stands in for each."""
    person_id = current_actor().person_id
    if person_id is None:
        raise NotFound("community.no_seat")
    seats = list_own_seats(db.session(), person_id, local_date(now()))
    return page("community/deputies/index", seats=seats)


@blueprint.route("/seats/<int:seat_id>/deputies/new", methods=["GET", "POST"])
def new(seat_id: SeatId) -> ResponseReturnValue:
    """Name a deputy for one's seat."""
    seat = get_seat(db.session(), seat_id)
    require(policy.may_name_deputy(current_actor(), facts(seat)))
    body = get_body(db.session(), seat.body_id)
    others = list_candidates(db.session(), seat.body_id, besides=seat.person_id)
    form = DeputyForm()
    form.offer(others)
    if form.validate_on_submit() and _named(form, seat_id):
        flash(_("已指定代理人，并写入台账。代理期间由对方办理的事会注明“代理”。"), "success")
        return redirect(url_for("deputies.index"), 303)
    status = 400 if form.was_sent else 200
    return page("community/deputies/new", body=body, form=form), status


@blueprint.post("/deputies/<int:deputation_id>/end")
def end(deputation_id: int) -> ResponseReturnValue:
    """End a deputy's time, back before its last day."""
    if Form().validate_on_submit():
        with transaction(current_actor()) as tx:
            dismiss_deputy(tx, deputation_id)
        flash(_("代理已结束。"), "success")
    return redirect(url_for("deputies.index"), 303)


def _named(form: DeputyForm, seat_id: SeatId) -> bool:
    """Name the deputy; where a rule refuses it, mark the form and return False."""
    today = local_date(now())
    start, until = form.from_on.data or today, form.until_on.data or date.min
    deputy_id = PersonId(form.deputy_id.data)
    try:
        with transaction(current_actor()) as tx:
            name_deputy(tx, seat_id, deputy_id=deputy_id, from_on=start, until_on=until)
    except Invalid as error:
        form.add_refusal(error)
        return False
    return True
