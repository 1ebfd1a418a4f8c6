"""Co-sign sheets for tests: a stack taken in, its lines read by two clerks."""

from agenda.cosigns.paper.commands import read_line, register_sheets
from agenda.cosigns.paper.rules import LineOutcome, signed_by
from agenda.infra.transaction import transaction
from agenda.kernel.authz import Actor, BodyKind
from agenda.kernel.ids import PersonId
from agenda.proposals.models import Proposal
from tests.factories import Place


def clerks(place: Place, kind: BodyKind = BodyKind.RESIDENTS_COMMITTEE) -> tuple[Actor, Actor]:
    """Return two people of a committee."""
    return place.seat(kind, 0), place.seat(kind, 1)


def take_in(place: Place, proposal: Proposal, *, lines: int, version: int = 1) -> int:
    """Take in one stack with so many signed lines; returns its id."""
    with transaction(clerks(place)[0]) as tx:
        stack = register_sheets(
            tx, proposal.proposal_id, sheets=-(-lines // 12), lines=lines, version=version
        )
        return stack.stack_id


def read(actor: Actor, stack_id: int, number: int, person_id: PersonId) -> LineOutcome:
    """Let one clerk read one line as signed by a person."""
    with transaction(actor) as tx:
        return read_line(tx, stack_id, number, key="3-101", content=signed_by(person_id))


def read_twice(place: Place, stack_id: int, number: int, person_id: PersonId) -> LineOutcome:
    """Let both clerks read one line alike; returns what came of it."""
    one, other = clerks(place)
    read(one, stack_id, number, person_id)
    return read(other, stack_id, number, person_id)
