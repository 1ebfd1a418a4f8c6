"""Elections of residents' representatives: one records, another confirms, on both databases."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from agenda.community.models import Person
from agenda.community.people.commands import anonymize
from agenda.community.representatives.commands import (
    confirm_election,
    end_mandate,
    record_election,
)
from agenda.community.representatives.models import RepresentativeElection
from agenda.community.representatives.queries import list_groups
from agenda.community.representatives.rules import ElectionResult, GroupFault
from agenda.infra.audit import LedgerEvent
from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.authz import OPERATOR, Actor, BodyKind
from agenda.kernel.errors import Invalid, NotPermitted, NotPossible
from tests.factories import Place, actor, make_place
from tests.representatives import make_group

COMMITTEE = BodyKind.RESIDENTS_COMMITTEE
RESULT = ElectionResult(date(2026, 2, 20), 18, 15)


@pytest.fixture
def place(app: Flask) -> Place:
    return make_place(households=24)


@pytest.fixture
def group(place: Place) -> int:
    return make_group(place)


def elect(place: Place, group: int, *, number: int = 3, by: Actor | None = None) -> int:
    with transaction(by or place.seat(COMMITTEE, 0)) as tx:
        return record_election(tx, group, place.people[number], result=RESULT).election_id


def confirm(place: Place, election_id: int) -> None:
    with transaction(place.seat(COMMITTEE, 1)) as tx:
        confirm_election(tx, election_id)


def represents(place: Place, number: int = 3) -> int | None:
    db.session.close()
    found = db.session.get(Person, place.people[number])
    assert found is not None
    return found.represents_group_id


def test_an_election_counts_once_a_second_person_has_confirmed_it(place, group) -> None:
    election_id = elect(place, group)
    assert represents(place) is None
    (shown,) = list_groups(db.session(), place.neighbourhood_id)
    assert (shown.fault, len(shown.waiting)) == (GroupFault.NO_REPRESENTATIVE, 1)
    confirm(place, election_id)
    assert represents(place) == group
    (shown,) = list_groups(db.session(), place.neighbourhood_id)
    assert (shown.fault, len(shown.representatives), shown.households) == (None, 1, 24)
    rows = db.session.scalars(
        select(LedgerEvent)
        .where(LedgerEvent.kind.like("community.election%"))
        .order_by(LedgerEvent.event_id)
    ).all()
    assert [row.kind.partition(".")[2] for row in rows] == [
        "election_recorded",
        "election_confirmed",
    ]
    assert all('"voters":18' in row.payload and "person" not in row.payload for row in rows)


def test_nobody_records_and_confirms_alone(place, group) -> None:
    election_id = elect(place, group)
    refusals = (
        (place.seat(COMMITTEE, 0), "second_person"),
        (place.resident(1), "committee_only"),
        (make_place(name="别处").seat(COMMITTEE, 0), "committee_only"),
    )
    for who, reason in refusals:
        with pytest.raises(NotPermitted, match=reason), transaction(who) as tx:
            confirm_election(tx, election_id)
    with pytest.raises(NotPermitted, match="committee_only"):
        elect(place, group, by=place.resident(1))
    confirm(place, election_id)
    with pytest.raises(NotPermitted, match="election_decided"):
        confirm(place, election_id)


def test_the_database_holds_the_second_person_and_one_standing_election(place, group) -> None:
    election_id = elect(place, group)
    with pytest.raises(NotPossible, match="elected_already"):
        elect(place, group)
    with pytest.raises(IntegrityError), transaction(OPERATOR) as tx:
        row = tx.session.get_one(RepresentativeElection, election_id)
        row.confirmed_at, row.confirmed_by_id = tx.now, row.recorded_by_id
    with pytest.raises(IntegrityError), transaction(OPERATOR) as tx:
        tx.session.get_one(RepresentativeElection, election_id).votes_for = 19


def test_only_somebody_of_the_group_with_a_result_that_fits(place: Place) -> None:
    group = make_group(place, homes=slice(0, 20))
    for number, result, code in (
        (21, RESULT, "not_of_group"),
        (3, ElectionResult(date(2026, 2, 20), 21, 15), "voters_beyond_group"),
        (3, ElectionResult(date(2026, 4, 20), 18, 15), "elected_in_future"),
    ):
        with pytest.raises(Invalid, match=code), transaction(place.seat(COMMITTEE)) as tx:
            record_election(tx, group, place.people[number], result=result)


def test_a_mandate_is_ended_by_two_or_given_up_by_one(place, group) -> None:
    first, second = elect(place, group, number=3), elect(place, group, number=4)
    confirm(place, first)
    confirm(place, second)
    with transaction(place.seat(COMMITTEE, 0)) as tx:
        end_mandate(tx, first)
    assert represents(place) == group
    with (
        pytest.raises(NotPermitted, match="second_person"),
        transaction(place.seat(COMMITTEE, 0)) as tx,
    ):
        end_mandate(tx, first)
    confirmer = place.seat(COMMITTEE, 1)
    with transaction(confirmer) as tx:
        end_mandate(tx, first)
    assert represents(place) is None
    with transaction(actor(place.people[4])) as tx:
        end_mandate(tx, second)
    assert represents(place, 4) is None


def test_who_closes_his_account_and_stays_keeps_the_mandate_under_his_new_row(place, group) -> None:
    confirm(place, elect(place, group))
    with transaction(OPERATOR) as tx:
        anonymize(tx, place.people[3], stays=True)
    (shown,) = list_groups(db.session(), place.neighbourhood_id)
    (one,) = shown.representatives
    assert one.person_id != place.people[3]
    assert one.election is not None
