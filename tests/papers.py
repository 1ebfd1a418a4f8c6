"""Owners' paper ballots for tests: a stack taken in, its sheets read by two clerks."""

from collections.abc import Sequence

from agenda.ballots.owners.models import OwnersBallot
from agenda.ballots.owners.paper.commands import read_ballot, register_ballots
from agenda.ballots.owners.paper.rules import Flaw, Sheet, SheetOutcome
from agenda.ballots.owners.queries import find_heads_of
from agenda.ballots.rules import Choice
from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.authz import Actor, BodyKind
from agenda.kernel.ids import HeadId
from tests.factories import Place

OWNERS = BodyKind.HOMEOWNERS_COMMITTEE


def hands(place: Place, kind: BodyKind = OWNERS) -> tuple[Actor, Actor]:
    """Return the two people of a body."""
    return place.seat(kind, 0), place.seat(kind, 1)


def head_of(place: Place, ballot: OwnersBallot, number: int) -> HeadId:
    """Return the head of a resident who owns."""
    (head,) = find_heads_of(db.session(), ballot.decision_id, place.people[number])
    db.session.close()
    return head.head_id


def take_in(place: Place, ballot: OwnersBallot, sheets: int) -> int:
    """Take one stack of ballots in; returns its id."""
    with transaction(hands(place)[0]) as tx:
        return register_ballots(tx, ballot.decision_id, sheets=sheets).stack_id


def read(who: Actor, stack_id: int, number: int, sheet: Sheet) -> SheetOutcome:
    """Let one clerk read one sheet."""
    with transaction(who) as tx:
        return read_ballot(tx, stack_id, number, key="ABCD-2345", sheet=sheet)


def read_twice(place: Place, stack_id: int, number: int, sheet: Sheet) -> SheetOutcome:
    """Let both clerks read one sheet alike; returns what came of it."""
    one, other = hands(place)
    read(one, stack_id, number, sheet)
    return read(other, stack_id, number, sheet)


def ticked(head_id: HeadId | None, *choices: Choice, flaw: Flaw | None = None) -> Sheet:
    """Return a sheet with these ticks."""
    return Sheet(head_id, choices, flaw)


def hand_in(
    place: Place, ballot: OwnersBallot, numbers: Sequence[int], choices: Sequence[Choice]
) -> int:
    """Let these residents hand in a paper each, all entered by two; returns the stack."""
    stack_id = take_in(place, ballot, len(numbers))
    for number, resident in enumerate(numbers, start=1):
        sheet = ticked(head_of(place, ballot, resident), *choices)
        assert read_twice(place, stack_id, number, sheet).state == "confirmed"
    return stack_id
