"""Statements, answers and two camps: what tests of the opinion map begin with."""

from collections.abc import Iterable

from sqlalchemy import select

from agenda.deliberation.opinions.commands import give_opinion, write_statement
from agenda.deliberation.opinions.models import Statement
from agenda.deliberation.opinions.rules import Answer
from agenda.infra.audit import LedgerEvent
from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.authz import Actor
from agenda.kernel.ids import ProposalId
from tests.factories import Place

HOUSEHOLDS = 19
"""As many as can live in a place where co-signing alone lists."""
CAMPS = ("+++++--", "+++--++")
"""What two camps of five say to seven statements; the first three unite them."""
SIGN = {"+": Answer.AGREE, "-": Answer.DISAGREE, "0": Answer.PASS}


def write(who: Actor, proposal_id: ProposalId, text: str = "电梯费用应按楼层分摊") -> Statement:
    with transaction(who) as tx:
        return write_statement(tx, proposal_id, text=text)


def answer(who: Actor, statement_id: int, what: Answer = Answer.AGREE) -> None:
    with transaction(who) as tx:
        give_opinion(tx, statement_id, answer=what)


def seven_statements(place: Place, proposal_id: ProposalId) -> list[int]:
    """Write seven statements by two residents who then take part like everybody else."""
    return [
        write(place.resident(17 + n % 2), proposal_id, f"看法 {n}").statement_id for n in range(7)
    ]


def two_camps(place: Place, statements: list[int], *, people: Iterable[int] = range(10)) -> None:
    for number in people:
        pattern = CAMPS[number % 2]
        with transaction(place.resident(number)) as tx:
            for statement_id, sign in zip(statements, pattern, strict=True):
                give_opinion(tx, statement_id, answer=SIGN[sign])


def events(kind: str) -> list[LedgerEvent]:
    query = select(LedgerEvent).where(LedgerEvent.kind == f"deliberation.{kind}")
    return list(db.session().scalars(query))
