"""Building groups and representatives for tests to start from."""

from collections.abc import Collection

from sqlalchemy import update

from agenda.community.models import BuildingGroup, Household, Person
from agenda.infra.transaction import transaction
from agenda.kernel.authz import OPERATOR
from tests.factories import Place


def make_group(place: Place, *, name: str = "第一楼组", homes: slice = slice(None)) -> int:
    """Make a building group of some homes of a place."""
    with transaction(OPERATOR) as tx:
        group = BuildingGroup(neighbourhood_id=place.neighbourhood_id, name=name)
        tx.session.add(group)
        tx.session.flush()
        tx.session.execute(
            update(Household)
            .where(Household.household_id.in_(place.households[homes]))
            .values(group_id=group.group_id)
        )
        return group.group_id


def by_roster(place: Place, group_id: int, numbers: Collection[int]) -> None:
    """Let the roster say that residents represent a group; numbers count from 0."""
    with transaction(OPERATOR) as tx:
        tx.session.execute(
            update(Person)
            .where(Person.person_id.in_([place.people[n] for n in numbers]))
            .values(represents_group_id=group_id)
        )
