"""Printing invitation letters; codes are shown once, on the sheet to print."""

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from agenda.accounts import policy
from agenda.accounts.invitations.commands import (
    Letters,
    issue_letter,
    issue_letters,
    issue_seat_letters,
)
from agenda.accounts.invitations.queries import list_building_letters, list_seat_holders
from agenda.accounts.invitations.rules import GOOD_FOR
from agenda.community.queries import neighbourhood_for
from agenda.infra.db import db
from agenda.infra.transaction import now, transaction
from agenda.kernel.authz import require
from agenda.kernel.ids import AreaId, PersonId
from agenda.web.login import current_actor
from agenda.web.render import page

blueprint = Blueprint("invitations", __name__)


@blueprint.get("/invitations")
def index() -> ResponseReturnValue:
    """Show per building who has registered and whose letter is on its way."""
    place = neighbourhood_for(db.session(), current_actor()).neighbourhood_id
    require(policy.may_invite(current_actor(), neighbourhood_id=place))
    return page(
        "accounts/invitations",
        buildings=list_building_letters(db.session(), place),
        seat_holders=len(list_seat_holders(db.session(), place, anew=False)),
    )


@blueprint.post("/invitations/area/<int:area_id>")
def area(area_id: AreaId) -> ResponseReturnValue:
    """Print the letters of a building: one for each adult, owners elsewhere included."""
    with transaction(current_actor()) as tx:
        letters = issue_letters(tx, area_id, anew=request.form.get("anew") == "1")
    return _sheets(letters)


@blueprint.post("/invitations/seats")
def seats() -> ResponseReturnValue:
    """Print the letters of seat holders who do not live here."""
    place = neighbourhood_for(db.session(), current_actor()).neighbourhood_id
    with transaction(current_actor()) as tx:
        letters = issue_seat_letters(tx, place)
    return _sheets(letters)


@blueprint.post("/invitations/person/<int:person_id>")
def one(person_id: PersonId) -> ResponseReturnValue:
    """Print a new letter for one adult; the person sees who had it printed."""
    with transaction(current_actor()) as tx:
        letters = issue_letter(tx, person_id)
    return _sheets(letters)


def _sheets(letters: Letters) -> str:
    """Return the letters as sheets to print."""
    return page(
        "accounts/letters",
        letters=letters,
        neighbourhood=neighbourhood_for(db.session(), current_actor()),
        register=url_for("registration.code", _external=True),
        good_until=now() + GOOD_FOR,
        printed_at=now(),
    )
