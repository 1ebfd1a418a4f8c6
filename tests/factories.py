"""The smallest valid neighbourhood, people and proposals for a test to start from."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from flask import current_app
from sqlalchemy import insert

from agenda.community.models import Area, Body, Household, Neighbourhood, Ownership, Person, Seat
from agenda.community.people.queries import actor_of
from agenda.community.rules import AreaKind, Relation, ShownAs
from agenda.cosigns.commands import cosign
from agenda.deliberation.routing.commands import route_proposal
from agenda.deliberation.routing.matters.rules import Matter
from agenda.deliberation.routing.rules import RoutingPlan
from agenda.infra.db import db
from agenda.infra.transaction import Transaction, now, transaction
from agenda.kernel.authz import MECHANISM, OPERATOR, Actor, BodyKind, SeatRole
from agenda.kernel.ids import AreaId, BodyId, HouseholdId, NeighbourhoodId, PersonId, ProposalId
from agenda.mechanism.commands import proceed
from agenda.procedure.commands import adopt_procedure
from agenda.procedure.rules import STANDARD, Procedure, Route
from agenda.proposals.commands import draft_proposal, submit_proposal
from agenda.proposals.models import Proposal
from agenda.proposals.queries import get_proposal
from agenda.proposals.rules import ProposalText, Stage, Topic
from agenda.proposals.screening.commands import accept_proposal

TEXT = ProposalText(
    "给三号楼加装一部电梯",
    "三号楼没有电梯，六楼以上住着九位七十岁以上的老人，买菜看病都很不方便。",
    "请居委会牵头，组织全楼业主商量加装电梯的方案和费用分摊。",
)
SURNAMES = "王李张刘陈杨黄赵周吴徐孙马朱胡林郭何高罗"
VERIFIED = datetime(2026, 1, 5, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Place:
    """A small neighbourhood: one compound, one building, one unit; households with adults."""

    neighbourhood_id: NeighbourhoodId
    root_id: AreaId
    compound_id: AreaId
    building_id: AreaId
    unit_id: AreaId
    households: tuple[HouseholdId, ...]
    people: tuple[PersonId, ...]
    """In the order of their households."""
    bodies: dict[BodyKind, BodyId]
    seated: dict[BodyKind, tuple[PersonId, ...]]
    """Two persons who live elsewhere hold the seats of every body: chair and secretary."""

    def resident(self, number: int = 0) -> Actor:
        """Return a resident as actor; numbers count from 0."""
        return actor(self.people[number])

    def seat(self, kind: BodyKind, number: int = 0) -> Actor:
        """Return a seat holder of a body as actor: 0 the chair, 1 the secretary."""
        return actor(self.seated[kind][number])


def actor(person_id: PersonId) -> Actor:
    """Return a person as actor, as the sign-in would."""
    found = actor_of(db.session(), person_id)
    db.session.close()
    return found


def make_place(
    *,
    households: int = 30,
    adults: int = 1,
    rules: Procedure = STANDARD,
    name: str = "梧桐里",
    bystanders: int = 0,
) -> Place:
    """Set up a neighbourhood of some households with as many adult owners each, and all bodies.

    `bystanders` are further adult owners, each in a home of another building of the compound: with
    enough of them a few co-signers are no tenth of the neighbourhood, and oblige no meeting.
    """
    with transaction(OPERATOR) as tx:
        neighbourhood = Neighbourhood(name=name, subdistrict="滨江街道")
        tx.session.add(neighbourhood)
        tx.session.flush()
        place = neighbourhood.neighbourhood_id
        areas = _areas(tx, place, name)
        homes = _households(tx, place, areas, households)
        people = _people(tx, place, homes, adults)
        if bystanders:
            _bystanders(tx, place, areas, bystanders)
        bodies, seated = _bodies(tx, place)
        adopt_procedure(tx, place, rules=rules, decision="居民会议决议")
    root, compound, building, unit = areas
    return Place(place, root, compound, building, unit, homes, people, bodies, seated)


def make_draft(place: Place, *, by: int = 0, scope_id: AreaId | None = None) -> Proposal:
    """Draft a proposal as a resident, for the building unless a scope is given."""
    with transaction(place.resident(by)) as tx:
        return draft_proposal(
            tx, scope_id=scope_id or place.building_id, topic=Topic.LIFTS, text=TEXT
        )


def make_submitted(place: Place, *, by: int = 0, scope_id: AreaId | None = None) -> Proposal:
    """Submit a proposal: it stands in screening."""
    proposal = make_draft(place, by=by, scope_id=scope_id)
    with transaction(place.resident(by)) as tx:
        submit_proposal(tx, proposal.proposal_id)
    return reload(proposal.proposal_id)


def make_cosigning(place: Place, *, by: int = 0, scope_id: AreaId | None = None) -> Proposal:
    """Have a proposal accepted: co-signing is open, the proposer's household counts."""
    proposal = make_submitted(place, by=by, scope_id=scope_id)
    with transaction(place.seat(BodyKind.RESIDENTS_COMMITTEE)) as tx:
        accept_proposal(tx, proposal.proposal_id)
    return reload(proposal.proposal_id)


def make_crossed(place: Place, *, by: int = 0, scope_id: AreaId | None = None) -> Proposal:
    """Let residents co-sign until the threshold is reached: voting, or listed where few live."""
    proposal = make_cosigning(place, by=by, scope_id=scope_id)
    for number in range(1, len(place.people)):
        if reload(proposal.proposal_id).crossed_at is not None:
            break
        with transaction(place.resident(number)) as tx:
            cosign(tx, proposal.proposal_id)
    return reload(proposal.proposal_id)


def make_listed(place: Place, *, by: int = 0, scope_id: AreaId | None = None) -> Proposal:
    """Let a proposal be listed without a vote: for places of fewer than 20 adults."""
    proposal = make_crossed(place, by=by, scope_id=scope_id)
    assert proposal.stage is Stage.LISTED, "too many live here to be listed without a vote"
    return proposal


def make_deliberating(
    place: Place, *, by: int = 0, invited: tuple[BodyKind, ...] = (BodyKind.PROPERTY_COMPANY,)
) -> Proposal:
    """Route a listed proposal to the talks its topic points to, led by the residents' committee."""
    proposal = make_listed(place, by=by)
    plan = RoutingPlan(
        matter=Matter.LIFT_INSTALLATION,
        route=Route.OWNERS_DECISION,
        lead_body_id=place.bodies[BodyKind.RESIDENTS_COMMITTEE],
        parties=tuple(place.bodies[kind] for kind in invited),
    )
    with transaction(place.seat(BodyKind.PARTY_ORGANIZATION)) as tx:
        route_proposal(tx, proposal.proposal_id, plan=plan)
    return reload(proposal.proposal_id)


def reload(proposal_id: ProposalId) -> Proposal:
    """Return a proposal as it stands in the database now."""
    db.session.close()
    proposal = get_proposal(db.session(), proposal_id)
    db.session.expunge_all()
    db.session.close()
    return proposal


def let_time_pass(by: timedelta, proposal_id: ProposalId) -> Proposal:
    """Advance the app's clock and let the mechanism look at a proposal."""
    current_app.extensions["agenda"].clock.advance(by)
    with transaction(MECHANISM) as tx:
        proceed(tx, proposal_id)
    return reload(proposal_id)


def _areas(tx: Transaction, place: NeighbourhoodId, name: str) -> tuple[AreaId, ...]:
    """Make neighbourhood, compound, building and unit."""
    ids: list[AreaId] = []
    levels = (
        (AreaKind.NEIGHBOURHOOD, name, ""),
        (AreaKind.COMPOUND, "东苑", "东苑"),
        (AreaKind.BUILDING, "3号楼", "东苑/3号楼"),
        (AreaKind.UNIT, "1单元", "东苑/3号楼/1单元"),
    )
    for kind, own, path in levels:
        area = Area(
            neighbourhood_id=place,
            parent_id=ids[-1] if ids else None,
            kind=kind,
            name=own,
            path=path,
        )
        tx.session.add(area)
        tx.session.flush()
        ids.append(area.area_id)
    return tuple(ids)


def _households(
    tx: Transaction, place: NeighbourhoodId, areas: tuple[AreaId, ...], count: int
) -> tuple[HouseholdId, ...]:
    """Make homes of 90 m2 each in the one unit."""
    _root, compound, building, unit = areas
    rows = [
        {
            "neighbourhood_id": place,
            "compound_id": compound,
            "building_id": building,
            "unit_id": unit,
            "room": f"{number // 4 + 1}{number % 4 + 1:02d}",
            "exclusive_area": 9000,
        }
        for number in range(count)
    ]
    query = insert(Household).returning(Household.household_id, sort_by_parameter_order=True)
    return tuple(tx.session.scalars(query, rows))


def _people(
    tx: Transaction, place: NeighbourhoodId, homes: tuple[HouseholdId, ...], adults: int
) -> tuple[PersonId, ...]:
    """Make the adults of every home; the first of each owns it and represents it."""
    rows = [
        _person(place, f"r{home}-{number}", f"{SURNAMES[(home + number) % 20]}小明")
        | {
            "household_id": home,
            "relation": Relation.FAMILY if number else Relation.OWNER,
            "is_household_representative": number == 0,
        }
        for home in homes
        for number in range(adults)
    ]
    query = insert(Person).returning(Person.person_id, sort_by_parameter_order=True)
    people = tuple(tx.session.scalars(query, rows))
    owners = [
        {"neighbourhood_id": place, "household_id": home, "person_id": people[n * adults]}
        for n, home in enumerate(homes)
    ]
    tx.session.execute(insert(Ownership), owners)
    return people


def _bystanders(
    tx: Transaction, place: NeighbourhoodId, areas: tuple[AreaId, ...], count: int
) -> None:
    """Make adults who live in another building of the compound and do nothing."""
    root, *ids = areas[:2]
    for kind, own, path in (
        (AreaKind.BUILDING, "9号楼", "东苑/9号楼"),
        (AreaKind.UNIT, "1单元", "东苑/9号楼/1单元"),
    ):
        area = Area(neighbourhood_id=place, parent_id=ids[-1], kind=kind, name=own, path=path)
        tx.session.add(area)
        tx.session.flush()
        ids.append(area.area_id)
    _people(tx, place, _households(tx, place, (root, *ids), count), 1)


def _bodies(
    tx: Transaction, place: NeighbourhoodId
) -> tuple[dict[BodyKind, BodyId], dict[BodyKind, tuple[PersonId, ...]]]:
    """Make one body of every kind with a chair and a secretary who live elsewhere."""
    bodies: dict[BodyKind, BodyId] = {}
    seated: dict[BodyKind, tuple[PersonId, ...]] = {}
    for kind in BodyKind:
        body = Body(neighbourhood_id=place, kind=kind, name=f"梧桐里{kind}", short_name=kind)
        tx.session.add(body)
        tx.session.flush()
        bodies[kind] = body.body_id
        holders: list[PersonId] = []
        for role in (SeatRole.CHAIR, SeatRole.SECRETARY):
            row = _person(place, f"{kind}-{role}", "赵建国") | {"household_id": None}
            person_id = tx.session.scalars(insert(Person).returning(Person.person_id), [row]).one()
            tx.session.add(
                Seat(
                    neighbourhood_id=place,
                    body_id=body.body_id,
                    person_id=person_id,
                    role=role,
                    confirmed_by="operator",
                    confirmed_at=now(),
                )
            )
            holders.append(person_id)
        seated[kind] = tuple(holders)
    return bodies, seated


def _person(place: NeighbourhoodId, key: str, name: str) -> dict[str, object]:
    """Return the row of a verified adult."""
    return {
        "neighbourhood_id": place,
        "roster_key": key,
        "name": name,
        "relation": None,
        "is_adult": True,
        "is_household_representative": False,
        "shown_as": ShownAs.MASKED,
        "ledger_key": hashlib.sha256(f"{place}{key}".encode()).digest(),
        "verified_at": VERIFIED,
    }
