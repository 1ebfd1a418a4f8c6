"""The synthetic neighbourhood of a replay: as many households as adults, and who screens there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from agenda.community.people.queries import actor_of, list_actors
from agenda.community.queries import find_body, get_root
from agenda.community.roster.check.rules import RosterCheck
from agenda.community.roster.commands import import_roster
from agenda.community.roster.rules import RosterPerson, RosterRow, person_key
from agenda.community.rules import Relation
from agenda.community.seats.queries import list_seats
from agenda.community.setup.commands import set_up_neighbourhood
from agenda.community.setup.rules import BodyPlan, SeatPlan, SetupPlan
from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.authz import OPERATOR, Actor, BodyKind, SeatRole
from agenda.kernel.errors import NotFound
from agenda.kernel.ids import AreaId, NeighbourhoodId, PersonId
from agenda.kernel.quantities import Area
from agenda.procedure.commands import adopt_procedure
from agenda.procedure.rules import STANDARD

NAME, SUBDISTRICT, COMPOUND = "Decide Madrid", "Madrid", "Centro"
HOMES_OF_BUILDING = 100
AREA_OF_HOME = Area(9000)
BODIES = (
    BodyKind.RESIDENTS_COMMITTEE,
    BodyKind.PARTY_ORGANIZATION,
    BodyKind.SUPERVISION_COMMITTEE,
)


@dataclass
class Place:
    """The neighbourhood, its residents, and their actors, each read once and then reused."""

    neighbourhood_id: NeighbourhoodId
    root_id: AreaId
    people: tuple[PersonId, ...]
    screener: Actor
    actors: Mapping[PersonId, Actor]

    def resident(self, number: int) -> Actor:
        """Return a resident as actor; numbers count from 0."""
        return self.actors[self.people[number]]

    def number_of(self, user: str) -> int:
        """Return which resident stands for a user of the source: always the same one."""
        return int.from_bytes(sha256(user.encode()).digest()[:8], "big") % len(self.people)


def build_place(residents: int, *, at: datetime) -> Place:
    """Set up a neighbourhood of this many adults, each with a household of his own."""
    rows = [_row(number) for number in range(residents)]
    check = RosterCheck()
    for row in rows:
        check.take(row)
    check.finish()
    with transaction(OPERATOR, at=at) as tx:
        place = set_up_neighbourhood(tx, _plan())
        adopt_procedure(tx, place, rules=STANDARD, decision="replay")
        import_roster(tx, place, check=check, rows=rows)
    actors = list_actors(db.session(), place)
    living_here = sorted(a.person_id for a in actors.values() if a.household_id and a.person_id)
    root = get_root(db.session(), place).area_id
    return Place(place, root, tuple(living_here), _screener(place), actors)


def _plan() -> SetupPlan:
    """Return the bodies of the replay, with a chair each who lives elsewhere."""
    bodies = tuple(
        BodyPlan(kind, kind.value, kind.value, seats=(SeatPlan(kind.value, SeatRole.CHAIR, ""),))
        for kind in BODIES
    )
    return SetupPlan(NAME, SUBDISTRICT, bodies)


def _screener(place: NeighbourhoodId) -> Actor:
    """Return the chair of the residents' committee."""
    session = db.session()
    body = find_body(session, place, BodyKind.RESIDENTS_COMMITTEE)
    if body is None:
        raise NotFound("community.no_body")
    return actor_of(session, list_seats(session, body.body_id)[0].facts.person_id)


def _row(number: int) -> RosterRow:
    """Return the home of a resident; his name is a number, for nobody is meant."""
    building, floor = divmod(number, HOMES_OF_BUILDING)
    home = (COMPOUND, f"{building + 1}号楼", "1单元", f"{floor + 1:03d}")
    named = str(number + 1)
    person = RosterPerson(
        key=person_key(number=named, home=home, name=named, contact="", here=True),
        name=f"住户{named}",
        relation=Relation.OWNER,
        owns=True,
        is_representative=True,
        number=named,
    )
    return RosterRow(number + 2, *home, area=AREA_OF_HOME, group="", person=person)
