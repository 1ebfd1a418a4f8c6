"""Correcting a frozen roll: by two persons, never over a cast ballot, on both databases."""

from datetime import timedelta

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from agenda.ballots.owners.closing.queries import certificate_of
from agenda.ballots.owners.corrections.commands import (
    confirm_correction,
    propose_correction,
    refuse_correction,
)
from agenda.ballots.owners.corrections.models import RollCorrection
from agenda.ballots.owners.corrections.queries import list_roll
from agenda.ballots.owners.corrections.rules import CorrectionDraft, CorrectionKind
from agenda.ballots.owners.models import HeadBallot, HeadBallotVersion, OwnersBallot
from agenda.ballots.owners.queries import find_heads_of
from agenda.ballots.owners.roll.rules import roll_digest
from agenda.ballots.owners.rules import BallotChannel
from agenda.community.models import Household
from agenda.infra.audit import LedgerEvent
from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.authz import OPERATOR, Actor, BodyKind
from agenda.kernel.errors import Invalid, NotPermitted, NotPossible
from agenda.mechanism.tick.commands import tick
from agenda.procedure.queries import find_open_duty
from agenda.procedure.rules import DutyKind
from tests.decisions import convener, seat
from tests.factories import Place, actor, make_place
from tests.owners import ballot_on, decision_of, make_noticed, make_open, opened, sell
from tests.votes import clock

pytestmark = pytest.mark.usefixtures("app")
NEW_OWNER, AREA = CorrectionKind.NEW_OWNER, CorrectionKind.AREA
MISSING, WRONG = CorrectionKind.MISSING_UNIT, CorrectionKind.WRONG_UNIT
SUPERVISION = BodyKind.SUPERVISION_COMMITTEE


def propose(
    place: Place,
    ballot: OwnersBallot,
    kind: CorrectionKind,
    home: int,
    *,
    area: int | None = None,
    by: Actor | None = None,
) -> int:
    """Propose a correction of one home, and return its id."""
    draft = CorrectionDraft(kind, home, "登记簿与名册不符", area)
    with transaction(by or convener(place, decision_of(ballot))) as tx:
        return propose_correction(tx, ballot.decision_id, draft=draft).correction_id


def confirm(place: Place, correction_id: int, by: Actor | None = None) -> None:
    """Confirm a correction as the supervision committee."""
    with transaction(by or place.seat(SUPERVISION)) as tx:
        confirm_correction(tx, correction_id)


def corrected(place: Place, ballot: OwnersBallot, kind: CorrectionKind, home: int, **more: int):
    """Propose and confirm a correction, and return the ballot with its new roll."""
    confirm(place, propose(place, ballot, kind, home, **more))
    return ballot_on(ballot.decision_id)


def vote(place: Place, ballot: OwnersBallot, number: int) -> None:
    """Let the head of a resident have a ballot on record."""
    (head,) = find_heads_of(db.session(), ballot.decision_id, place.people[number])
    head_id = head.head_id
    with transaction(OPERATOR) as tx:
        own = {"head_id": head_id, "version": 1, "neighbourhood_id": place.neighbourhood_id}
        version = {**own, "channel": BallotChannel.ONLINE, "cast_at": tx.now}
        tx.session.execute(
            insert(HeadBallotVersion).values(**version, cast_by_id=place.people[number])
        )
        at = {"first_cast_at": tx.now, "cast_at": tx.now}
        tx.session.execute(insert(HeadBallot).values(**own, decision_id=ballot.decision_id, **at))


def test_before_casting_the_new_owner_votes() -> None:
    place = make_place()
    ballot = make_open(place)
    sell(place, household=5, buyer=6)
    after = corrected(place, ballot, NEW_OWNER, place.households[5])
    assert (after.roll_heads, after.roll_area) == (29, 30 * 9000)
    (head,) = find_heads_of(db.session(), ballot.decision_id, place.people[6])
    assert head.area == 18000
    assert find_heads_of(db.session(), ballot.decision_id, place.people[5]) == []
    assert after.roll_digest != ballot.roll_digest
    roll = list_roll(db.session(), ballot.decision_id)
    assert after.roll_digest == roll_digest(ballot.decision_id, roll)
    db.session.close()
    row = db.session().scalars(select(RollCorrection)).one()
    assert (row.digest_before, row.digest_after) == (ballot.roll_digest, after.roll_digest)
    kinds = db.session().scalars(select(LedgerEvent.kind).order_by(LedgerEvent.event_id)).all()
    assert kinds[-2:] == ["ballots.roll_correction_proposed", "ballots.roll_corrected"]


def test_after_casting_the_vote_stands() -> None:
    place = make_place()
    ballot = make_open(place)
    vote(place, ballot, 5)
    sell(place, household=5, buyer=6)
    with pytest.raises(Invalid, match=r"ballots\.vote_stands"):
        propose(place, ballot, NEW_OWNER, place.households[5])
    assert ballot_on(ballot.decision_id).roll_digest == ballot.roll_digest


def test_a_ballot_cast_between_proposal_and_confirmation_stands() -> None:
    place = make_place()
    ballot = make_open(place)
    sell(place, household=5, buyer=6)
    correction = propose(place, ballot, NEW_OWNER, place.households[5])
    vote(place, ballot, 5)
    with pytest.raises(Invalid, match=r"ballots\.vote_stands"):
        confirm(place, correction)


def test_one_home_of_several_sold_leaves_its_head() -> None:
    place = make_place()
    ballot = make_noticed(place)
    sell(place, household=5, buyer=6)
    ballot = opened(ballot)
    sell(place, household=5, buyer=5)
    after = corrected(place, ballot, NEW_OWNER, place.households[5])
    assert (ballot.roll_heads, after.roll_heads, after.roll_area) == (29, 30, 30 * 9000)
    (own,) = find_heads_of(db.session(), ballot.decision_id, place.people[5])
    assert (own.number, own.area) == (30, 9000)


def test_an_area_is_corrected_whoever_has_voted() -> None:
    place = make_place()
    ballot = make_open(place)
    vote(place, ballot, 5)
    after = corrected(place, ballot, AREA, place.households[5], area=10050)
    assert after.roll_area == 30 * 9000 + 1050
    with pytest.raises(Invalid, match=r"ballots\.area_the_same"):
        propose(place, ballot, AREA, place.households[5], area=10050)


def test_a_missing_home_is_added_and_a_wrong_one_taken_out() -> None:
    place = make_place()
    ballot = make_noticed(place)
    stray = place.households[7]
    with transaction(OPERATOR) as tx:
        own = update(Household).where(Household.household_id == stray)
        tx.session.execute(own.values(building_id=place.compound_id))
    ballot = opened(ballot)
    assert ballot.roll_heads == 29
    with transaction(OPERATOR) as tx:
        tx.session.execute(own.values(building_id=place.building_id))
    after = corrected(place, ballot, MISSING, stray)
    assert (after.roll_heads, after.roll_area) == (30, 30 * 9000)
    assert len(find_heads_of(db.session(), ballot.decision_id, place.people[7])) == 1
    with pytest.raises(Invalid, match=r"ballots\.unit_on_roll"):
        propose(place, ballot, MISSING, stray)
    last = corrected(place, ballot, WRONG, stray)
    assert (last.roll_heads, last.roll_area) == (29, 29 * 9000)
    assert find_heads_of(db.session(), ballot.decision_id, place.people[7]) == []
    vote(place, ballot, 8)
    with pytest.raises(Invalid, match=r"ballots\.vote_stands"):
        propose(place, ballot, WRONG, place.households[8])


def test_nobody_corrects_a_roll_alone() -> None:
    place = make_place()
    ballot = make_open(place)
    chair = convener(place, decision_of(ballot))
    seat(place, chair.person_id, BodyKind.RESIDENTS_COMMITTEE)
    both = actor(chair.person_id)
    correction = propose(place, ballot, AREA, place.households[5], area=100, by=both)
    with pytest.raises(NotPermitted, match=r"ballots\.proposed_himself"):
        confirm(place, correction, both)
    for stranger in (place.resident(3), place.seat(BodyKind.HOMEOWNERS_COMMITTEE, 1)):
        with pytest.raises(NotPermitted, match=r"ballots\.committees_confirm"):
            confirm(place, correction, stranger)
    with pytest.raises(NotPermitted, match=r"ballots\.convening_body_only"):
        propose(place, ballot, AREA, place.households[6], area=100, by=place.seat(SUPERVISION))
    with pytest.raises(IntegrityError), transaction(OPERATOR) as tx:
        tx.session.execute(
            update(RollCorrection).values(
                decided_by_id=both.person_id, decided_at=tx.now, is_confirmed=False
            )
        )


def test_a_correction_is_decided_once_and_one_at_a_time() -> None:
    place = make_place()
    ballot = make_open(place)
    correction = propose(place, ballot, AREA, place.households[5], area=100)
    with pytest.raises(NotPossible, match=r"ballots\.correction_waits"):
        propose(place, ballot, AREA, place.households[5], area=200)
    with transaction(place.seat(BodyKind.RESIDENTS_COMMITTEE)) as tx:
        refuse_correction(tx, correction)
    assert ballot_on(ballot.decision_id).roll_digest == ballot.roll_digest
    with pytest.raises(NotPossible, match=r"ballots\.correction_decided"):
        confirm(place, correction)
    confirm(place, propose(place, ballot, AREA, place.households[5], area=200))


def test_rolls_are_corrected_between_opening_and_closing_alone() -> None:
    place = make_place()
    ballot = make_noticed(place)
    with pytest.raises(NotPossible, match=r"ballots\.correct_the_roster"):
        propose(place, ballot, AREA, place.households[5], area=100)
    ballot = opened(ballot)
    correction = propose(place, ballot, AREA, place.households[5], area=100)
    clock().set(ballot.closes_at + timedelta(minutes=1))
    with pytest.raises(NotPossible, match=r"ballots\.owners_ballot_closed"):
        confirm(place, correction)


def test_what_the_roster_does_not_say_is_no_new_owner() -> None:
    place = make_place()
    ballot = make_open(place)
    with pytest.raises(Invalid, match=r"ballots\.roster_says_the_same"):
        propose(place, ballot, NEW_OWNER, place.households[5])


def test_a_correction_nobody_decides_leaves_the_roll_and_shows_on_the_result() -> None:
    place = make_place()
    ballot = make_open(place)
    correction = propose(place, ballot, AREA, place.households[5], area=100)
    duty = find_open_duty(
        db.session(),
        decision_of(ballot).proposal_id,
        DutyKind.DECIDE_CORRECTION,
        subject_id=correction,
    )
    assert duty.body_id == place.bodies[BodyKind.RESIDENTS_COMMITTEE]
    clock().set(ballot.closes_at)
    tick()
    with pytest.raises(NotPossible, match=r"ballots\.owners_ballot_closed"):
        confirm(place, correction)
    after = ballot_on(ballot.decision_id)
    assert after.roll_digest == ballot.roll_digest
    assert certificate_of(db.session(), after).lapsed_corrections == 1
    lapsed = select(LedgerEvent).where(LedgerEvent.kind == "ballots.roll_correction_lapsed")
    assert db.session.scalars(lapsed).one()
