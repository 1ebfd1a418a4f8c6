"""Reading who represents which building group; of a name only its masked form leaves here."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import Session

from agenda.community.models import Area, BuildingGroup, Household, Person
from agenda.community.representatives.models import RepresentativeElection
from agenda.community.representatives.rules import ElectionFacts, GroupFault, group_fault
from agenda.community.rules import ShownAs
from agenda.kernel.errors import NotFound
from agenda.kernel.ids import NeighbourhoodId, PersonId


@dataclass(frozen=True)
class RepresentativeShown:
    """A representative, or somebody whose election waits for its second person; masked."""

    person_id: PersonId
    building: str
    name: str
    shown_as: ShownAs
    election: RepresentativeElection | None
    """None where he stands in the roster's file alone and no election is on record."""

    @property
    def facts(self) -> ElectionFacts | None:
        """His election as policies look at it."""
        return facts(self.election) if self.election else None


@dataclass(frozen=True)
class GroupShown:
    """A building group with its inhabited households and whom it elected."""

    group_id: int
    name: str
    households: int
    adults: int
    representatives: tuple[RepresentativeShown, ...]
    waiting: tuple[RepresentativeShown, ...]

    @property
    def fault(self) -> GroupFault | None:
        """What does not fit the law about it."""
        return group_fault(households=self.households, representatives=len(self.representatives))


def list_groups(session: Session, neighbourhood_id: NeighbourhoodId) -> Sequence[GroupShown]:
    """Return the building groups of a neighbourhood with their representatives, in three queries."""
    sizes = _sizes(session, Household.neighbourhood_id == neighbourhood_id)
    standing, waiting = _representatives(session, neighbourhood_id)
    query = (
        select(BuildingGroup)
        .where(BuildingGroup.neighbourhood_id == neighbourhood_id)
        .order_by(BuildingGroup.group_id)
    )
    return [
        GroupShown(
            group.group_id,
            group.name,
            *sizes.get(group.group_id, (0, 0)),
            representatives=tuple(standing[group.group_id]),
            waiting=tuple(waiting[group.group_id]),
        )
        for group in session.scalars(query)
    ]


def get_group(session: Session, group_id: int) -> BuildingGroup:
    """Return a building group; raises NotFound."""
    group = session.get(BuildingGroup, group_id)
    if group is None:
        raise NotFound("community.no_group")
    return group


def get_election(session: Session, election_id: int) -> RepresentativeElection:
    """Return an election on record; raises NotFound."""
    election = session.get(RepresentativeElection, election_id)
    if election is None:
        raise NotFound("community.no_election")
    return election


def count_group_adults(session: Session, group_id: int) -> int:
    """Return how many adults live in a building group."""
    return _sizes(session, Household.group_id == group_id).get(group_id, (0, 0))[1]


def lives_in_group(session: Session, person: Person, group_id: int) -> bool:
    """Whether a person is an adult who lives in a building group now."""
    home = session.get(Household, person.household_id) if person.household_id else None
    here = home is not None and home.group_id == group_id
    return here and person.is_adult and person.moved_out_at is None


def find_candidates(
    session: Session, group_id: int, name: str
) -> Sequence[tuple[PersonId, str, str]]:
    """Return the adults of exactly this name who live in a group: person, building, stairwell."""
    query = (
        select(Person.person_id, Area.path)
        .join(Household, Household.household_id == Person.household_id)
        .join(Area, Area.area_id == Household.unit_id)
        .where(
            Household.group_id == group_id,
            Person.name == name,
            Person.is_adult,
            Person.moved_out_at.is_(None),
        )
        .order_by(Person.person_id)
    )
    found = [(who, path.split("/")) for who, path in session.execute(query)]
    return [(who, places[-2], places[-1]) for who, places in found]


def represents() -> ColumnElement[bool]:
    """Return the SQL condition that a person is a residents' representative now."""
    return and_(
        Person.represents_group_id.is_not(None),
        Person.is_adult,
        Person.moved_out_at.is_(None),
    )


def facts(election: RepresentativeElection) -> ElectionFacts:
    """Return an election as policies look at it."""
    return ElectionFacts(
        person_id=election.person_id,
        recorded_by_id=election.recorded_by_id,
        is_confirmed=election.confirmed_at is not None,
        is_ended=election.ended_at is not None,
        end_proposed_by_id=election.end_proposed_by_id,
    )


def _sizes(session: Session, which: ColumnElement[bool]) -> dict[int, tuple[int, int]]:
    """Return inhabited households and adults by building group; an empty home does not count."""
    query = (
        select(Household.group_id, func.count(func.distinct(Person.household_id)), func.count())
        .join(Person, Person.household_id == Household.household_id)
        .where(
            which,
            Household.group_id.is_not(None),
            Person.is_adult,
            Person.moved_out_at.is_(None),
        )
        .group_by(Household.group_id)
    )
    return {group or 0: (homes, adults) for group, homes, adults in session.execute(query)}


Shown = defaultdict[int, list[RepresentativeShown]]


def _representatives(session: Session, neighbourhood_id: NeighbourhoodId) -> tuple[Shown, Shown]:
    """Return by group who represents it, and whose election waits to be confirmed."""
    standing: Shown = defaultdict(list)
    waiting: Shown = defaultdict(list)
    for person, building, election in session.execute(_people(neighbourhood_id)):
        shown = RepresentativeShown(
            person.person_id, building or "", person.name, ShownAs(person.shown_as), election
        )
        if person.represents_group_id is not None:
            standing[person.represents_group_id].append(shown)
        elif election is not None:
            waiting[election.group_id].append(shown)
    return standing, waiting


def _people(
    neighbourhood_id: NeighbourhoodId,
) -> Select[Person, str, RepresentativeElection]:
    """Return the query of representatives and elected persons with their standing election."""
    own = (RepresentativeElection.person_id == Person.person_id) & (
        RepresentativeElection.ended_at.is_(None)
    )
    return (
        select(Person, Area.name, RepresentativeElection)
        .outerjoin(RepresentativeElection, own)
        .outerjoin(Household, Household.household_id == Person.household_id)
        .outerjoin(Area, Area.area_id == Household.building_id)
        .where(
            Person.neighbourhood_id == neighbourhood_id,
            Person.represents_group_id.is_not(None)
            | RepresentativeElection.election_id.is_not(None),
            Person.is_adult,
            Person.moved_out_at.is_(None),
        )
        .order_by(Person.person_id)
    )
