"""Closing owners' ballots: lines sealed, counts signed by two and confirmed by a third, files that hold."""

import json
from collections.abc import Iterable
from dataclasses import replace

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.exc import IntegrityError

from agenda.ballots.decisions.counting.commands import confirm_count, sign_count
from agenda.ballots.decisions.models import CountSignature
from agenda.ballots.decisions.rules import DecisionState, Outcome, OwnersItem
from agenda.ballots.owners.casting.commands import cast_ballot
from agenda.ballots.owners.closing.commands import hand_out_line, hand_out_lines
from agenda.ballots.owners.closing.queries import certificate_of, public_file
from agenda.ballots.owners.models import OwnersBallot
from agenda.ballots.owners.queries import find_heads_of, list_heads, list_questions
from agenda.ballots.owners.rules import Question
from agenda.ballots.rules import Choice
from agenda.ballots.verification.line.rules import check_line, check_together
from agenda.ballots.verification.lines.rules import Recount, read_head
from agenda.ballots.verification.owners.rules import check_ballot
from agenda.ballots.verification.rules import Check, Findings
from agenda.community.models import Household
from agenda.infra.audit import LedgerEvent, PrivateLog
from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.authz import OPERATOR, BodyKind
from agenda.kernel.errors import NotPermitted, NotPossible
from agenda.kernel.ids import HeadId
from agenda.mechanism.tick.commands import tick
from tests.factories import Place, actor, make_place
from tests.owners import ballot_on, decision_of, make_noticed, make_open, opened
from tests.votes import clock

FOR, AGAINST, ABSTAIN = Choice
pytestmark = pytest.mark.usefixtures("app")
COMMITTEE, SUPERVISION = BodyKind.HOMEOWNERS_COMMITTEE, BodyKind.SUPERVISION_COMMITTEE


def failed(findings: Findings) -> set[Check]:
    return {finding.check for finding in findings if not finding.holds}


def vote(place: Place, ballot: OwnersBallot, choices: Iterable[tuple[Choice, ...]]) -> None:
    """Let the first owners cast these choices, one each."""
    for number, chosen in enumerate(choices):
        (head,) = find_heads_of(db.session(), ballot.decision_id, place.people[number])
        with transaction(place.resident(number)) as tx:
            cast_ballot(tx, head.head_id, chosen, based_on=0)


def close(ballot: OwnersBallot) -> OwnersBallot:
    """Let the clock close a ballot."""
    clock().set(ballot.closes_at)
    tick()
    return ballot_on(ballot.decision_id)


def make_closed(place: Place) -> OwnersBallot:
    """Hold a ballot in which 21 of 30 heads take part."""
    ballot = make_open(place)
    vote(place, ballot, [(FOR, FOR)] * 15 + [(FOR, AGAINST)] * 3 + [(ABSTAIN, AGAINST)] * 3)
    return close(ballot)


def test_files_of_a_closed_ballot_hold_and_belong_together() -> None:
    place = make_place()
    ballot = make_closed(place)
    public = json.loads(json.dumps(public_file(db.session(), ballot)))
    assert failed(check_ballot(public)) == set()
    outcomes = [(one["raw_outcome"], one["outcome"]) for one in public["questions"]]
    assert outcomes == [("passed", "passed"), ("passed", "passed")]
    event = select(LedgerEvent.payload).where(LedgerEvent.kind == "ballots.owners_ballot_closed")
    kept = json.loads(db.session.scalars(event).one())
    assert (kept["file_digest"], kept["lines_root"]) == (public["digest"], ballot.lines_root)
    for number in (0, 20, 29):
        (head,) = find_heads_of(db.session(), ballot.decision_id, place.people[number])
        with transaction(place.resident(number)) as tx:
            line = hand_out_line(tx, head.head_id, decision_id=ballot.decision_id)
        assert failed(check_line(line)) | failed(check_together(line, public)) == set()
        assert json.loads(line["line"])["head"] == head.number
    assert json.loads(line["line"])["choices"] is None
    logged = select(func.count()).where(PrivateLog.kind == "ballots.line_handed_out")
    assert db.session.scalar(logged) == 3


def test_a_line_is_its_owners_alone_and_all_lines_are_sealed() -> None:
    place = make_place()
    ballot = make_closed(place)
    (head,) = find_heads_of(db.session(), ballot.decision_id, place.people[0])
    with (
        pytest.raises(NotPermitted, match=r"not_your_head"),
        transaction(place.seat(SUPERVISION)) as tx,
    ):
        hand_out_line(tx, head.head_id, decision_id=ballot.decision_id)
    for who in (place.resident(3), place.seat(COMMITTEE), OPERATOR):
        with pytest.raises(NotPermitted, match=r"lines_sealed"), transaction(who) as tx:
            hand_out_lines(tx, ballot.decision_id)
    with transaction(place.seat(SUPERVISION)) as tx:
        first, *rest = hand_out_lines(tx, ballot.decision_id).splitlines()
    recount = Recount(read_head(first) or {})
    assert failed(recount.findings(rest)) == set()
    assert len(rest) == 30


def test_two_counters_sign_and_a_third_confirms() -> None:
    place = make_place()
    ballot = make_closed(place)
    confirm = (ballot.decision_id,)
    with (
        pytest.raises(NotPermitted, match=r"counters_first"),
        transaction(place.seat(SUPERVISION)) as tx,
    ):
        confirm_count(tx, *confirm, number=1)
    with transaction(place.seat(COMMITTEE)) as tx:
        sign_count(tx, ballot.decision_id)
    with (
        pytest.raises(NotPermitted, match=r"signed_already"),
        transaction(place.seat(COMMITTEE)) as tx,
    ):
        sign_count(tx, ballot.decision_id)
    with transaction(place.seat(COMMITTEE, 1)) as tx:
        sign_count(tx, ballot.decision_id)
    with transaction(place.seat(SUPERVISION)) as tx:
        decision = confirm_count(tx, *confirm, number=1)
    assert decision.outcome is Outcome.PASSED
    db.session.close()
    paper = certificate_of(db.session(), ballot_on(ballot.decision_id))
    assert paper.standing.state is DecisionState.CONFIRMED
    people = [person for person, _at in paper.counters]
    assert people == [
        *place.seated[COMMITTEE],
        place.seated[SUPERVISION][0],
    ]
    assert paper.ledger_head


def test_the_database_holds_that_three_different_persons_sign() -> None:
    place = make_place()
    ballot = make_closed(place)
    row = {
        "decision_id": ballot.decision_id,
        "neighbourhood_id": ballot.neighbourhood_id,
        "person_id": place.people[0],
        "signed_at": clock().now(),
    }
    with pytest.raises(IntegrityError), transaction(OPERATOR) as tx:
        tx.session.execute(insert(CountSignature), [row | {"place": n} for n in (1, 3)])
    with pytest.raises(IntegrityError), transaction(OPERATOR) as tx:
        tx.session.execute(insert(CountSignature), [row | {"place": 4}])


def test_silence_of_the_scrutineer_publishes_the_count_unconfirmed() -> None:
    place = make_place()
    ballot = make_closed(place)
    clock().set(ballot.closes_at.replace(day=min(ballot.closes_at.day + 14, 28)))
    tick()
    decision = decision_of(ballot)
    assert (decision.outcome, decision.confirmed_by_id) == (Outcome.PASSED, None)
    assert decision.confirmed_at is not None
    with (
        pytest.raises(NotPossible, match=r"decision_over"),
        transaction(place.seat(COMMITTEE)) as tx,
    ):
        sign_count(tx, ballot.decision_id)


def test_a_clock_that_stood_still_counts_what_was_cast_in_time() -> None:
    place = make_place()
    ballot = make_open(place)
    vote(place, ballot, [(FOR, FOR)] * 21)
    (head,) = find_heads_of(db.session(), ballot.decision_id, place.people[25])
    clock().set(ballot.closes_at)
    with pytest.raises(NotPossible, match=r"casting_closed"), transaction(place.resident(25)) as tx:
        cast_ballot(tx, head.head_id, (FOR, FOR), based_on=0)
    tick()
    tick()
    closed = ballot_on(ballot.decision_id)
    assert closed.closed_at == closed.closes_at
    count = json.loads(list_questions(db.session(), ballot.decision_id)[0].counts or "")
    assert count["votes_for"] == {"heads": 21, "area": 21 * 9000}


SHANGHAI = (1152, 12479930, 905, 9344908, 589, 6166705)
"""Heads and area of the roll, of those who took part, and of those for it (a published count)."""


def shanghai_areas() -> list[int]:
    """Return an area for each head, so that the sums are those of the published count."""
    roll, whole, part, taken, yes, in_favour = SHANGHAI
    groups = ((yes, in_favour), (part - yes, taken - in_favour), (roll - part, whole - taken))
    areas: list[int] = []
    for heads, area in groups:
        each, rest = divmod(area, heads)
        areas += [each + (place < rest) for place in range(heads)]
    return areas


def shanghai(*, at_once: int) -> None:
    """Hold the ballot of 1,152 heads: 905 cast, some of them in each transaction."""
    place = make_place(households=SHANGHAI[0])
    with transaction(OPERATOR) as tx:
        for home, area in zip(place.households, shanghai_areas(), strict=True):
            tx.session.get_one(Household, home).exclusive_area = area
    questions = (
        Question(1, OwnersItem.USE_FUND, "是否动用维修资金更换水泵？"),
        Question(2, OwnersItem.REBUILD, "是否改建地下车库？"),
    )
    ballot = opened(make_noticed(place, questions=questions))
    heads = list_heads(db.session(), ballot.decision_id)
    assert (ballot.roll_heads, ballot.roll_area) == SHANGHAI[:2]
    ids: list[HeadId] = [head.head_id for head in heads]
    owners = [actor(person) for person in place.people[: SHANGHAI[2]]]
    for first in range(0, SHANGHAI[2], at_once):
        with transaction(owners[first]) as tx:
            for number in range(first, min(first + at_once, SHANGHAI[2])):
                choice = FOR if number < SHANGHAI[4] else (AGAINST, ABSTAIN)[number % 2]
                own = replace(tx, actor=owners[number])
                cast_ballot(own, ids[number], (choice, choice), based_on=0)
    closed = close(ballot)
    data = public_file(db.session(), closed)
    assert failed(check_ballot(data)) == set()
    found = [(one["item"], one["outcome"]) for one in data["questions"]]
    assert found == [("use_fund", "passed"), ("rebuild", "not_passed")]
    sums = data["questions"][0]["counts"]
    part = [
        sum(sums[name][unit] for name in ("votes_for", "against", "abstain"))
        for unit in ("heads", "area")
    ]
    assert (*part, sums["votes_for"]["heads"], sums["votes_for"]["area"]) == SHANGHAI[2:]
    assert any(
        "3 × 905 = 2,715 ≥ 2 × 1,152 = 2,304" in line for line in data["questions"][0]["arithmetic"]
    )


def test_the_shanghai_count_through_every_command(kind: str) -> None:
    if kind != "sqlite":
        pytest.skip("on PostgreSQL it is a proof")
    shanghai(at_once=100)


@pytest.mark.proof
def test_the_shanghai_count_with_a_transaction_for_each() -> None:
    shanghai(at_once=1)
