"""Owners' ballots for tests to start from: noticed, open with the roll frozen, delivered, closed."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from sqlalchemy import insert, update

from agenda.ballots.decisions.models import FormalDecision
from agenda.ballots.decisions.queries import get_decision
from agenda.ballots.decisions.rules import DecisionKind, OwnersItem, first_lawful_day
from agenda.ballots.owners.casting.commands import cast_ballot
from agenda.ballots.owners.casting.rules import CastBallot
from agenda.ballots.owners.models import OwnersBallot
from agenda.ballots.owners.queries import find_heads_of, get_ballot
from agenda.ballots.owners.roll.commands import give_notice
from agenda.ballots.owners.rules import BallotPlan, Question
from agenda.ballots.rules import Choice
from agenda.community.models import Ownership
from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.authz import OPERATOR, Actor, BodyKind
from agenda.kernel.clock import local_date
from agenda.kernel.ids import DecisionId, HeadId
from agenda.mechanism.tick.commands import tick
from tests.decisions import convener, decision_on, make_deciding
from tests.factories import Place
from tests.votes import clock

QUESTIONS = (
    Question(1, OwnersItem.REBUILD, "是否同意在三号楼加装一部电梯？"),
    Question(2, OwnersItem.USE_FUND, "是否同意用维修资金支付电梯的设计费？"),
)


def plan_for(**changes: object) -> BallotPlan:
    """Return a lawful plan noticed now: opens on the first lawful day, and lasts a week."""
    opens_on = first_lawful_day(DecisionKind.OWNERS_DECISION, local_date(clock().now()))
    values: dict[str, object] = {
        "questions": QUESTIONS,
        "place": "在居民活动室领取、交回纸质表决票",
        "opens_on": opens_on,
        "closes_on": opens_on + timedelta(days=7),
    }
    return BallotPlan(**{**values, **changes})  # type: ignore[arg-type]


def noticed(place: Place, decision: FormalDecision, **changes: object) -> OwnersBallot:
    """Give notice of an owners' ballot on a decision."""
    with transaction(convener(place, decision)) as tx:
        give_notice(tx, decision.decision_id, plan=plan_for(**changes))
    return ballot_on(decision.decision_id)


def make_noticed(place: Place, **changes: object) -> OwnersBallot:
    """Put a proposal to an owners' ballot: its notice is out, casting is not open."""
    return noticed(place, make_deciding(place), **changes)


def opened(ballot: OwnersBallot) -> OwnersBallot:
    """Go to the opening of casting: the mechanism freezes the roll."""
    clock().set(ballot.opens_at)
    tick()
    return ballot_on(ballot.decision_id)


def make_open(place: Place, **changes: object) -> OwnersBallot:
    """Hold an owners' ballot up to the opening of casting."""
    return opened(make_noticed(place, **changes))


def ballot_on(decision_id: DecisionId) -> OwnersBallot:
    """Return an owners' ballot as it stands in the database now, detached."""
    db.session.close()
    ballot = get_ballot(db.session(), decision_id)
    db.session.expunge_all()
    db.session.close()
    return ballot


def texts(*words: str) -> Iterable[Question]:
    """Return questions of an ordinary majority with these texts."""
    return tuple(
        Question(number, OwnersItem.OTHER, word) for number, word in enumerate(words, start=1)
    )


def decision_of(ballot: OwnersBallot):
    """Return the decision of a ballot, detached."""
    db.session.close()
    proposal_id = get_decision(db.session(), ballot.decision_id).proposal_id
    return decision_on(proposal_id)


def sell(place: Place, household: int, buyer: int) -> None:
    """Let one resident's home be sold to another, as the roster would note it now."""
    with transaction(OPERATOR) as tx:
        home = place.households[household]
        tx.session.execute(
            update(Ownership).where(Ownership.household_id == home).values(ended_at=tx.now)
        )
        owned = {"household_id": home, "person_id": place.people[buyer]}
        again = tx.session.execute(
            update(Ownership).filter_by(**owned).values(since=tx.now, ended_at=None)
        )
        if not again.rowcount:
            own = {"neighbourhood_id": place.neighbourhood_id, "since": tx.now}
            tx.session.execute(insert(Ownership).values(**owned, **own))


def head_of(place: Place, ballot: OwnersBallot, number: int = 0) -> HeadId:
    """Return the head of a resident who owns."""
    (head,) = find_heads_of(db.session(), ballot.decision_id, place.people[number])
    db.session.close()
    return head.head_id


def cast(who: Actor, head: HeadId, choices: Sequence[Choice], based_on: int = 0) -> CastBallot:
    with transaction(who) as tx:
        return cast_ballot(tx, head, choices, based_on=based_on)


def committee(place: Place, number: int = 0) -> Actor:
    return place.seat(BodyKind.HOMEOWNERS_COMMITTEE, number)
