"""Entering single people, and looking at who they are."""

import secrets

from agenda.community import policy
from agenda.community.models import Household, Person
from agenda.community.people.queries import RealName, get_real_name
from agenda.community.queries import get_person
from agenda.community.roster.rules import person_key
from agenda.community.rules import Relation, ShownAs
from agenda.infra.audit import log
from agenda.infra.transaction import Transaction
from agenda.kernel.authz import require
from agenda.kernel.errors import NotPossible
from agenda.kernel.ids import NeighbourhoodId, PersonId


def add_staff(
    tx: Transaction,
    neighbourhood_id: NeighbourhoodId,
    *,
    name: str,
    mobile: str | None = None,
    email: str | None = None,
) -> Person:
    """Enter somebody who works in a body and neither lives nor owns here; part of filling a seat."""
    person = _new_person(tx, neighbourhood_id, f"staff-{secrets.token_hex(16)}", name)
    person.mobile, person.email = mobile, email
    tx.session.add(person)
    tx.session.flush()  # its key is wanted by the seat
    return person


def add_resident(
    tx: Transaction,
    household: Household,
    *,
    path: str,
    name: str,
    relation: Relation,
    mobile: str | None,
    email: str | None,
) -> Person:
    """Enter an adult whom the committee has verified; part of deciding on an application.

    `path` is that of his stairwell: he gets the key that the roster file would give him. Raises
    NotPossible where the roster has him already.
    """
    home = (*path.split("/"), household.room)
    key = person_key(number="", home=home, name=name, contact="", here=True)
    person = _new_person(tx, household.neighbourhood_id, key, name)
    person.household_id, person.relation = household.household_id, relation
    person.mobile, person.email = mobile, email
    tx.insert(person, NotPossible("community.on_roster"))
    return person


def show_name(tx: Transaction, person_id: PersonId, *, purpose: str) -> RealName:
    """Show a resident's real name and contact to who needs it; noted, and the person sees who looked.

    `purpose` is a short word of why, kept with the note.
    """
    person = get_person(tx.session, person_id)
    require(policy.may_see_names(tx.actor, neighbourhood_id=person.neighbourhood_id))
    log(tx, "community.name_seen", about=person_id, purpose=purpose)
    return get_real_name(tx.session, person_id)


def _new_person(tx: Transaction, neighbourhood_id: NeighbourhoodId, key: str, name: str) -> Person:
    """Return the row of a verified adult, masked, with a key of his own."""
    return Person(
        neighbourhood_id=neighbourhood_id,
        roster_key=key,
        name=name,
        is_adult=True,
        shown_as=ShownAs.MASKED,
        ledger_key=secrets.token_bytes(32),
        verified_at=tx.now,
    )
