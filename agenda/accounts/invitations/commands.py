"""Issuing invitation codes and using them up."""

from collections.abc import Sequence

from sqlalchemy import insert, update

from agenda.accounts import policy
from agenda.accounts.invitations.models import Invitation
from agenda.accounts.invitations.queries import (
    Addressee,
    get_addressee,
    list_addressees,
    list_seat_holders,
)
from agenda.accounts.invitations.rules import GOOD_FOR, InvitationFacts
from agenda.accounts.sessions.queries import token_digest
from agenda.community.queries import get_area, get_person
from agenda.infra.audit import log
from agenda.infra.transaction import Transaction
from agenda.kernel.authz import require
from agenda.kernel.errors import NotPossible
from agenda.kernel.ids import AreaId, NeighbourhoodId, PersonId, new_code, normal_code

_AT_A_TIME = 5_000
Letters = Sequence[tuple[Addressee, str]]
"""Whom each letter is for, and the code in it, which is stored nowhere."""


def issue_letters(tx: Transaction, area_id: AreaId, *, anew: bool = False) -> Letters:
    """Issue a code for each adult of an area who has neither an account nor an open letter.

    With `anew` for all of them; older codes that were not used are void from now on.
    """
    area = get_area(tx.session, area_id)
    require(policy.may_invite(tx.actor, neighbourhood_id=area.neighbourhood_id))
    addressees = list_addressees(tx.session, area, anew=anew)
    log(
        tx,
        "accounts.letters_printed",
        neighbourhood_id=area.neighbourhood_id,
        area=area_id,
        letters=len(addressees),
    )
    return _issue(tx, area.neighbourhood_id, addressees)


def issue_seat_letters(
    tx: Transaction, neighbourhood_id: NeighbourhoodId, *, anew: bool = False
) -> Letters:
    """Issue codes for seat holders who neither live nor own here."""
    require(policy.may_invite(tx.actor, neighbourhood_id=neighbourhood_id))
    addressees = list_seat_holders(tx.session, neighbourhood_id, anew=anew)
    log(
        tx,
        "accounts.letters_printed",
        neighbourhood_id=neighbourhood_id,
        letters=len(addressees),
    )
    return _issue(tx, neighbourhood_id, addressees)


def issue_letter(tx: Transaction, person_id: PersonId) -> Letters:
    """Issue a new code for one adult, for who lost the letter or the password.

    The person sees under "my data" who had it printed. Raises NotPossible for a minor.
    """
    person = get_person(tx.session, person_id)
    require(policy.may_invite(tx.actor, neighbourhood_id=person.neighbourhood_id))
    if not person.is_adult or person.moved_out_at is not None:
        raise NotPossible("accounts.adults_only")
    log(tx, "accounts.letter_printed", about=person_id, neighbourhood_id=person.neighbourhood_id)
    return _issue(tx, person.neighbourhood_id, [get_addressee(tx.session, person_id)])


def issue_code(tx: Transaction, person_id: PersonId, *, code_hash: str) -> None:
    """Make a code somebody already holds his invitation; part of deciding on an application."""
    person = get_person(tx.session, person_id)
    void_codes(tx, [person_id])
    tx.session.add(
        Invitation(
            neighbourhood_id=person.neighbourhood_id,
            person_id=person_id,
            code_hash=code_hash,
            issued_at=tx.now,
            expires_at=tx.now + GOOD_FOR,
        )
    )


def use_invitation(tx: Transaction, facts: InvitationFacts) -> None:
    """Use a code up under its lock; part of registering. Raises Gone where it is no longer good."""
    facts.require_good(tx.now)
    used = tx.session.execute(
        update(Invitation)
        .where(
            Invitation.invitation_id == facts.invitation_id,
            Invitation.used_at.is_(None),
            Invitation.voided_at.is_(None),
        )
        .values(used_at=tx.now)
        .returning(Invitation.invitation_id)
    )
    if used.first() is None:
        raise NotPossible("accounts.code_used_meanwhile")


def _issue(
    tx: Transaction, neighbourhood_id: NeighbourhoodId, addressees: Sequence[Addressee]
) -> Letters:
    """Store the digests of fresh codes and return the codes with whom they are for."""
    letters = [(addressee, new_code()) for addressee in addressees]
    void_codes(tx, [addressee.person_id for addressee in addressees])
    rows = [
        {
            "neighbourhood_id": neighbourhood_id,
            "person_id": addressee.person_id,
            "code_hash": token_digest(normal_code(code)),
            "issued_at": tx.now,
            "expires_at": tx.now + GOOD_FOR,
        }
        for addressee, code in letters
    ]
    if rows:
        tx.session.execute(insert(Invitation), rows)
    return letters


def void_codes(tx: Transaction, person_ids: list[PersonId]) -> None:
    """Void the open codes of some persons, some thousand at a time; part of an act."""
    for start in range(0, len(person_ids), _AT_A_TIME):
        query = update(Invitation).where(
            Invitation.person_id.in_(person_ids[start : start + _AT_A_TIME]),
            Invitation.used_at.is_(None),
            Invitation.voided_at.is_(None),
        )
        tx.session.execute(query.values(voided_at=tx.now))
