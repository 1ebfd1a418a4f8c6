"""Reading everything that is stored about a person, for himself."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from agenda.accounts.models import Account, Consent, Membership
from agenda.accounts.rules import Purpose
from agenda.accounts.sessions.queries import list_live_sessions
from agenda.community.models import Area, Body, Household, Ownership, Person, Seat
from agenda.community.people.queries import RealName, get_real_name
from agenda.community.queries import get_person
from agenda.community.rules import AgeBand, Relation, ShownAs
from agenda.community.seats.queries import find_office_name
from agenda.infra.audit import PrivateLog
from agenda.kernel.authz import SeatRole
from agenda.kernel.ids import AccountId, PersonId

LOOKS = (
    "community.name_seen",
    "accounts.letter_printed",
    "accounts.application_verified",
    "accounts.recovery_proposed",
    "accounts.recovery_confirmed",
    "accounts.recovery_withdrawn",
)
"""What others did with a person's data, of all that the private log notes."""


@dataclass(frozen=True)
class Look:
    """That somebody looked at a person's data or acted on his account."""

    at: datetime
    kind: str
    who: str
    """Surname and office; empty for the operator."""


@dataclass(frozen=True)
class ConsentGiven:
    """A consent as its giver sees it."""

    purpose: Purpose
    version: str
    given_at: datetime
    withdrawn_at: datetime | None


@dataclass(frozen=True)
class SeatOfMine:
    """A seat as its holder sees it."""

    body: str
    role: SeatRole
    title: str


@dataclass(frozen=True)
class MyPerson:
    """What one neighbourhood's roster holds of the reader."""

    real: RealName
    relation: Relation | None
    is_adult: bool
    shown_as: ShownAs
    age_band: AgeBand | None
    owns: Sequence[str]
    seats: Sequence[SeatOfMine]
    consents: Sequence[ConsentGiven]
    looks: Sequence[Look]


def get_my_person(session: Session, person_id: PersonId) -> MyPerson:
    """Return what is stored about a person; raises NotFound."""
    person = get_person(session, person_id)
    return MyPerson(
        real=get_real_name(session, person_id),
        relation=person.relation,
        is_adult=person.is_adult,
        shown_as=ShownAs(person.shown_as),
        age_band=person.age_band,
        owns=_owned(session, person_id),
        seats=_seats(session, person_id),
        consents=_consents(session, person_id),
        looks=list_looks(session, person_id),
    )


def list_looks(session: Session, person_id: PersonId, *, limit: int = 50) -> Sequence[Look]:
    """Return who looked at a person's data or acted on his account, the latest first."""
    query = (
        select(PrivateLog.occurred_at, PrivateLog.kind, Person.person_id)
        .outerjoin(
            Membership,
            (Membership.account_id == PrivateLog.account_id)
            & (Membership.neighbourhood_id == PrivateLog.neighbourhood_id),
        )
        .outerjoin(Person, Person.person_id == Membership.person_id)
        .where(PrivateLog.about_person_id == person_id, PrivateLog.kind.in_(LOOKS))
        .order_by(PrivateLog.log_id.desc())
        .limit(limit)
    )
    rows = session.execute(query).all()
    names = {who: find_office_name(session, who) for _at, _kind, who in rows if who}
    return [Look(at, kind, names.get(who) or "") for at, kind, who in rows]


def export(session: Session, account_id: AccountId, *, now: datetime) -> str:
    """Return everything stored about an account's holder as JSON, for him to keep or to hand on."""
    account = session.get_one(Account, account_id)
    members = session.scalars(
        select(Membership.person_id).where(Membership.account_id == account_id)
    )
    data: dict[str, Any] = {
        "exported_at": now,
        "account": {
            "sign_in_name": account.sign_in_name,
            "created_at": account.created_at,
            "password_set_at": account.password_set_at,
        },
        "sessions": [
            {"device": row.device, "began_at": row.created_at, "last_seen_at": row.last_seen_at}
            for row in list_live_sessions(session, account_id, now=now)
        ],
        "neighbourhoods": [_exported(get_my_person(session, member)) for member in members],
    }
    return json.dumps(data, ensure_ascii=False, indent=2, default=_plain)


def _exported(person: MyPerson) -> Mapping[str, Any]:
    """Return a person as plain values, without the platform's own keys."""
    values = asdict(person)
    values["real"].pop("person_id")
    return values


def _plain(value: object) -> str:
    """Return instants as text."""
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def _owned(session: Session, person_id: PersonId) -> list[str]:
    """Return the homes a person owns, as places."""
    query = (
        select(Area.path, Household.room)
        .select_from(Ownership)
        .join(Household, Household.household_id == Ownership.household_id)
        .join(Area, Area.area_id == Household.unit_id)
        .where(Ownership.person_id == person_id, Ownership.ended_at.is_(None))
        .order_by(Ownership.ownership_id)
    )
    return [f"{path.replace('/', ' ')} {room}" for path, room in session.execute(query)]


def _seats(session: Session, person_id: PersonId) -> list[SeatOfMine]:
    """Return the seats a person holds."""
    query = (
        select(Body.name, Seat.role, Seat.title)
        .join(Body, Body.body_id == Seat.body_id)
        .where(Seat.person_id == person_id, Seat.confirmed_at.is_not(None), Seat.ended_at.is_(None))
        .order_by(Seat.seat_id)
    )
    return [SeatOfMine(body, SeatRole(role), title) for body, role, title in session.execute(query)]


def _consents(session: Session, person_id: PersonId) -> list[ConsentGiven]:
    """Return the consents a person gave, the latest first."""
    query = (
        select(Consent).where(Consent.person_id == person_id).order_by(Consent.consent_id.desc())
    )
    return [
        ConsentGiven(Purpose(row.purpose), row.version, row.given_at, row.withdrawn_at)
        for row in session.scalars(query)
    ]
