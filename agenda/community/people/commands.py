"""Entering single people, and looking at who they are."""

import secrets

from sqlalchemy import update

from agenda.community import policy
from agenda.community.models import BuildingGroup, Household, Ownership, Person
from agenda.community.people.queries import RealName, get_real_name
from agenda.community.queries import get_person
from agenda.community.representatives.models import RepresentativeElection
from agenda.community.roster.rules import person_key
from agenda.community.rules import AgeBand, Relation, ShownAs
from agenda.community.seats.queries import count_seats_held
from agenda.infra.audit import log, quiet
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


def correct_contact(
    tx: Transaction,
    person_id: PersonId,
    *,
    mobile: str | None,
    email: str | None,
    postal_address: str | None,
) -> None:
    """Correct one's own contact; from now on no roster file overwrites it."""
    require(policy.may_correct(tx.actor, person_id))
    person = get_person(tx.session, person_id)
    person.mobile, person.email, person.postal_address = mobile, email, postal_address
    person.contact_corrected_at = tx.now
    log(tx, "community.contact_corrected", about=person_id)


def choose_shown_as(tx: Transaction, person_id: PersonId, *, shown_as: ShownAs) -> None:
    """Choose how one stands in public lists: masked, or without any part of the name."""
    require(policy.may_correct(tx.actor, person_id))
    get_person(tx.session, person_id).shown_as = shown_as
    quiet(tx)


def set_age_band(tx: Transaction, person_id: PersonId, *, age_band: AgeBand | None) -> None:
    """State one's age band or take it back; part of giving or withdrawing consent."""
    get_person(tx.session, person_id).age_band = age_band


def anonymize(tx: Transaction, person_id: PersonId, *, stays: bool) -> None:
    """Cut everything a person did here off from who he is; part of closing an account.

    What he did stays with a row that has no name, no contact and no key. Who stays goes on standing on
    the roster, as a new row that no act leads to; who leaves is gone from it. Raises NotPossible while
    he holds a seat, for public office is not anonymous.
    """
    person = get_person(tx.session, person_id)
    if count_seats_held(tx.session, person_id):
        raise NotPossible("community.seat_held")
    successor = _successor(person) if stays and person.moved_out_at is None else None
    person.roster_key = f"closed-{secrets.token_hex(16)}"
    person.name = ""
    person.mobile = person.email = person.postal_address = None
    person.shown_as, person.ledger_key, person.age_band = ShownAs.ANONYMOUS, None, None
    person.is_household_representative, person.represents_group_id = False, None
    person.moved_out_at = person.moved_out_at or tx.now
    tx.session.flush()  # the old row lets go of the key that the new one takes
    _hand_on(tx, person_id, successor)


def _successor(person: Person) -> Person:
    """Return the row that stands for a person on the roster from now on, and for nothing he did."""
    return Person(
        neighbourhood_id=person.neighbourhood_id,
        roster_key=person.roster_key,
        name=person.name,
        postal_address=person.postal_address,
        household_id=person.household_id,
        relation=person.relation,
        is_adult=person.is_adult,
        is_household_representative=person.is_household_representative,
        represents_group_id=person.represents_group_id,
        shown_as=ShownAs.MASKED,
        ledger_key=secrets.token_bytes(32),
        verified_at=person.verified_at,
    )


def _hand_on(tx: Transaction, person_id: PersonId, successor: Person | None) -> None:
    """Give ownership, a mandate and the lead of a group to a successor, or end them."""
    owned = update(Ownership).where(Ownership.person_id == person_id, Ownership.ended_at.is_(None))
    led = update(BuildingGroup).where(BuildingGroup.leader_id == person_id)
    elected = update(RepresentativeElection).where(
        RepresentativeElection.person_id == person_id, RepresentativeElection.ended_at.is_(None)
    )
    if successor is None:
        tx.session.execute(owned.values(ended_at=tx.now))
        tx.session.execute(led.values(leader_id=None))
        tx.session.execute(elected.values(ended_at=tx.now))
        return
    tx.session.add(successor)
    tx.session.flush()  # its key is wanted by what it takes over
    tx.session.execute(owned.values(person_id=successor.person_id))
    tx.session.execute(led.values(leader_id=successor.person_id))
    tx.session.execute(elected.values(person_id=successor.person_id))


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
