"""Reading what a roster's import has to report."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from agenda.community.models import Area, Household, Person
from agenda.kernel.ids import PersonId
from agenda.kernel.texts import masked_name

_SHOWN = 500


@dataclass(frozen=True)
class MissingPerson:
    """Somebody of the roster whom a newer file does not name: the stairwell and a masked name."""

    area_path: str
    masked_name: str


def list_missing_people(session: Session, person_ids: list[PersonId]) -> list[MissingPerson]:
    """Return the first of these persons as a list to go through; nobody's room is in it."""
    query = (
        select(Area.path, Person.name)
        .select_from(Person)
        .outerjoin(Household, Household.household_id == Person.household_id)
        .outerjoin(Area, Area.area_id == Household.unit_id)
        .where(Person.person_id.in_(person_ids[:_SHOWN]))
        .order_by(Area.path, Person.person_id)
    )
    return [MissingPerson(path or "", masked_name(name)) for path, name in session.execute(query)]
