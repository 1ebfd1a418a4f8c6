"""Reading invitations: what a code is good for, and whom letters are for."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import Session

from agenda.accounts.invitations.models import Invitation
from agenda.accounts.invitations.rules import InvitationFacts
from agenda.accounts.models import Membership
from agenda.accounts.sessions.queries import token_digest
from agenda.community.models import (
    Area,
    Household,
    Neighbourhood,
    Ownership,
    Person,
    Seat,
)
from agenda.community.queries import in_scope
from agenda.kernel.errors import NotFound
from agenda.kernel.ids import AreaId, NeighbourhoodId, PersonId, normal_code
from agenda.kernel.texts import masked_name


@dataclass(frozen=True)
class Addressee:
    """Whom a letter is for, and where it goes."""

    person_id: PersonId
    name: str
    address: str
    """Home in the neighbourhood, or the postal address of who lives elsewhere."""
    has_account: bool


@dataclass(frozen=True)
class BuildingLetters:
    """How far the letters of a building have got."""

    area_id: AreaId
    path: str
    adults: int
    registered: int
    open_letters: int


_Letters = Select[PersonId, str, str, str, str | None, bool]


def get_invitation(session: Session, code: str) -> InvitationFacts:
    """Return what a typed code stands for; raises NotFound for one that was never issued."""
    registered = exists().where(Membership.person_id == Invitation.person_id)
    query = (
        select(Invitation, Neighbourhood.name, Person.name, Area.name, registered)
        .join(Neighbourhood, Neighbourhood.neighbourhood_id == Invitation.neighbourhood_id)
        .join(Person, Person.person_id == Invitation.person_id)
        .outerjoin(Household, Household.household_id == Person.household_id)
        .outerjoin(Area, Area.area_id == Household.building_id)
        .where(Invitation.code_hash == token_digest(normal_code(code)))
    )
    row = session.execute(query).one_or_none()
    if row is None:
        raise NotFound("accounts.no_code")
    invitation, neighbourhood, name, building, has_account = row
    return InvitationFacts(
        invitation.invitation_id,
        invitation.person_id,
        invitation.neighbourhood_id,
        neighbourhood,
        f"{building or ''} {masked_name(name)}".strip(),
        invitation.expires_at,
        is_used=invitation.used_at is not None,
        is_voided=invitation.voided_at is not None,
        has_account=has_account,
    )


def list_addressees(session: Session, area: Area, *, anew: bool) -> Sequence[Addressee]:
    """Return the adults of an area who are to get a letter: residents, then owners elsewhere.

    Without `anew` only those who have neither an account nor an open letter.
    """
    residents = _addressees().where(in_scope(area))
    owners = _addressees().where(Person.household_id.is_(None), _owns_in(area))
    return [
        addressee
        for query in (residents, owners)
        for addressee in _read(session, query if anew else query.where(~_provided()))
    ]


def list_seat_holders(
    session: Session, neighbourhood_id: NeighbourhoodId, *, anew: bool
) -> Sequence[Addressee]:
    """Return those who hold a seat and neither live nor own here."""
    holds = exists().where(
        Seat.person_id == Person.person_id, Seat.confirmed_at.is_not(None), Seat.ended_at.is_(None)
    )
    owns = exists().where(Ownership.person_id == Person.person_id, Ownership.ended_at.is_(None))
    query = _addressees().where(
        Person.neighbourhood_id == neighbourhood_id, Person.household_id.is_(None), holds, ~owns
    )
    return _read(session, query if anew else query.where(~_provided()))


def get_addressee(session: Session, person_id: PersonId) -> Addressee:
    """Return one adult as the addressee of a letter; raises NotFound."""
    found = _read(session, _addressees().where(Person.person_id == person_id))
    if not found:
        raise NotFound("community.no_person")
    return found[0]


def list_building_letters(
    session: Session, neighbourhood_id: NeighbourhoodId
) -> Sequence[BuildingLetters]:
    """Return per building how many adults live there, have registered, and hold an open letter."""
    registered = exists().where(Membership.person_id == Person.person_id)
    waiting = exists().where(
        Invitation.person_id == Person.person_id,
        Invitation.used_at.is_(None),
        Invitation.voided_at.is_(None),
    )
    query = (
        select(
            Area.area_id,
            Area.path,
            func.count(),
            func.count().filter(registered),
            func.count().filter(waiting),
        )
        .select_from(Person)
        .join(Household, Household.household_id == Person.household_id)
        .join(Area, Area.area_id == Household.building_id)
        .where(
            Person.neighbourhood_id == neighbourhood_id,
            Person.is_adult,
            Person.moved_out_at.is_(None),
        )
        .group_by(Area.area_id, Area.path)
        .order_by(Area.area_id)
    )
    return [BuildingLetters(*row) for row in session.execute(query)]


def _addressees() -> _Letters:
    """Return the query of all adults with where their letter goes, in the order of homes."""
    has_account = exists().where(Membership.person_id == Person.person_id)
    return (
        select(
            Person.person_id,
            Person.name,
            Area.path,
            Household.room,
            Person.postal_address,
            has_account,
        )
        .outerjoin(Household, Household.household_id == Person.household_id)
        .outerjoin(Area, Area.area_id == Household.unit_id)
        .where(Person.is_adult, Person.moved_out_at.is_(None))
        .order_by(Area.area_id, Household.room, Person.person_id)
    )


def _read(session: Session, query: _Letters) -> list[Addressee]:
    """Return the addressees a query finds."""
    return [
        Addressee(
            person_id,
            name,
            f"{path.replace('/', ' ')} {room}" if path else (postal or ""),
            has_account=has_account,
        )
        for person_id, name, path, room, postal, has_account in session.execute(query)
    ]


def _owns_in(area: Area) -> ColumnElement[bool]:
    """Return the SQL condition that a person owns a home in an area."""
    owners = (
        select(Ownership.person_id)
        .join(Household, Household.household_id == Ownership.household_id)
        .where(Ownership.ended_at.is_(None), in_scope(area))
    )
    return Person.person_id.in_(owners)


def _provided() -> ColumnElement[bool]:
    """Return the SQL condition that a person has an account or an open letter."""
    return exists().where(Membership.person_id == Person.person_id) | exists().where(
        Invitation.person_id == Person.person_id,
        Invitation.used_at.is_(None),
        Invitation.voided_at.is_(None),
    )
