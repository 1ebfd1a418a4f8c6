"""Setting the demo neighbourhood up: bodies, roster, rules of procedure, seats."""

from datetime import datetime

from sqlalchemy import select

from agenda.community.models import Area, Body, Person
from agenda.community.people.queries import actor_of, list_actors
from agenda.community.roster.check.rules import RosterCheck
from agenda.community.roster.commands import import_roster
from agenda.community.seats.commands import (
    appoint_first_seat,
    appoint_first_staff,
    confirm_seat,
    propose_seat,
)
from agenda.community.setup.commands import set_up_neighbourhood
from agenda.community.setup.rules import BodyPlan, SetupPlan
from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.authz import OPERATOR, BodyKind, SeatRole
from agenda.kernel.ids import AreaId, BodyId, NeighbourhoodId, PersonId
from agenda.procedure.commands import adopt_procedure
from agenda.procedure.rules import STANDARD
from agenda.scenarios.demo.cast import Cast, read_residents
from agenda.scenarios.demo.content import Record
from agenda.scenarios.demo.homes import area_names
from agenda.scenarios.demo.population import draw_population

FIRST_SEATS = 2
"""Seats that the operator fills; the others are proposed by one of these and confirmed by both."""
DECISION = "{year}年第一次居民代表会议决议：试行议事规则"


def settle(neighbourhood: Record, *, at: datetime) -> Cast:
    """Set the whole place up at one instant, and return who is who in it."""
    population = draw_population(neighbourhood)
    check = RosterCheck()
    for row in population.rows:
        check.take(row)
    check.finish()
    with transaction(OPERATOR, at=at) as tx:
        place = set_up_neighbourhood(tx, _plan(neighbourhood))
        import_roster(tx, place, check=check, rows=population.rows)
        adopt_procedure(tx, place, rules=STANDARD, decision=DECISION.format(year=at.year))
    bodies = _body_ids(place, neighbourhood)
    persons = _person_ids(place, population.keys)
    for body in neighbourhood["bodies"]:
        _fill_seats(bodies[body["key"]], body, persons, neighbourhood["persons"], at=at)
    return Cast(
        neighbourhood_id=place,
        areas=_area_ids(place, neighbourhood),
        bodies=bodies,
        persons=persons,
        seats={b["key"]: [seat["person"] for seat in b["seats"]] for b in neighbourhood["bodies"]},
        residents=read_residents(place),
        actors=list_actors(db.session(), place),
    )


def _plan(neighbourhood: Record) -> SetupPlan:
    """Return the bodies; their seats are filled once the roster is there."""
    compounds = {one["key"]: one["name"] for one in neighbourhood["compounds"]}
    bodies = tuple(
        BodyPlan(
            kind=BodyKind(body["kind"]),
            name=body["name"],
            short_name=body["short_name"],
            about=body["about"],
            compound=compounds.get(body["compound"] or ""),
        )
        for body in neighbourhood["bodies"]
    )
    return SetupPlan(neighbourhood["name"], neighbourhood["subdistrict"], bodies)


def _fill_seats(
    body_id: BodyId,
    body: Record,
    persons: dict[str, PersonId],
    told: list[Record],
    *,
    at: datetime,
) -> None:
    """Fill a body's seats: the first two as the operator, the others by those two."""
    names = {person["key"]: person["name"] for person in told}
    for number, seat in enumerate(body["seats"]):
        key, role, title = seat["person"], SeatRole(seat["role"]), seat["title"]
        if number >= FIRST_SEATS:
            first, second = (persons[one["person"]] for one in body["seats"][:FIRST_SEATS])
            with transaction(actor_of(db.session(), first), at=at) as tx:
                proposed = propose_seat(tx, body_id, persons[key], role=role, title=title)
            with transaction(actor_of(db.session(), second), at=at) as tx:
                confirm_seat(tx, proposed.seat_id)
            continue
        with transaction(OPERATOR, at=at) as tx:
            if key in persons:
                appoint_first_seat(tx, body_id, persons[key], role=role, title=title)
            else:
                filled = appoint_first_staff(tx, body_id, name=names[key], role=role, title=title)
                persons[key] = filled.person_id


def _area_ids(place: NeighbourhoodId, neighbourhood: Record) -> dict[str, AreaId]:
    """Return the areas by their keys in the content."""
    query = select(Area.path, Area.area_id).where(Area.neighbourhood_id == place)
    known = dict(db.session().execute(query).all())
    return {key: known[path] for key, path in area_names(neighbourhood)}


def _body_ids(place: NeighbourhoodId, neighbourhood: Record) -> dict[str, BodyId]:
    """Return the bodies by their keys in the content."""
    query = select(Body.name, Body.body_id).where(Body.neighbourhood_id == place)
    known = dict(db.session().execute(query).all())
    return {body["key"]: known[body["name"]] for body in neighbourhood["bodies"]}


def _person_ids(place: NeighbourhoodId, keys: dict[str, str]) -> dict[str, PersonId]:
    """Return the persons told of who stand on the roster, by their keys in the content."""
    query = select(Person.roster_key, Person.person_id).where(Person.neighbourhood_id == place)
    known = dict(db.session().execute(query).all())
    return {key: known[roster_key] for key, roster_key in keys.items()}
