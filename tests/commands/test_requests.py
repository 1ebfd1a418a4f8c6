"""Meetings that co-signers oblige: issued once with the co-signature, answered or escalated."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from agenda.accounts.mydata.queries import list_looks
from agenda.ballots.rules import Choice
from agenda.community.models import Person
from agenda.cosigns.commands import cosign, withdraw_cosign
from agenda.cosigns.requests.commands import (
    answer_request,
    cosign_as_owner,
    show_signers,
    withdraw_as_owner,
)
from agenda.cosigns.requests.models import MeetingRequest
from agenda.cosigns.requests.queries import list_requests, progress_of
from agenda.cosigns.requests.rules import Called, Ground
from agenda.infra.audit import LedgerEvent, PrivateLog
from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.authz import OPERATOR, BodyKind
from agenda.kernel.clock import local_date
from agenda.kernel.errors import Invalid, NotPermitted, NotPossible
from agenda.kernel.ids import ProposalId
from agenda.mechanism.tick.commands import tick
from agenda.procedure.queries import find_open_duty, open_duties
from agenda.procedure.rules import DutyKind
from agenda.proposals.models import Proposal
from agenda.proposals.rules import Stage
from tests.factories import Place, actor, make_cosigning, make_place, reload
from tests.representatives import by_roster, make_group
from tests.votes import clock, make_closed

COMMITTEE, OFFICE = BodyKind.RESIDENTS_COMMITTEE, BodyKind.SUBDISTRICT_OFFICE
OWNERS = BodyKind.HOMEOWNERS_COMMITTEE


@pytest.fixture
def place(app: Flask) -> Place:
    """Of 40 households with one adult owner each, 30 in the building and 10 beside it."""
    return make_place(households=30, bystanders=10)


def sign(place: Place, proposal_id: ProposalId, *numbers: int) -> None:
    for number in numbers:
        with transaction(place.resident(number)) as tx:
            cosign(tx, proposal_id)


def requests(proposal_id: ProposalId) -> list[MeetingRequest]:
    db.session.close()
    return list(list_requests(db.session(), proposal_id))


def requested(place: Place) -> tuple[Proposal, MeetingRequest]:
    """Let a tenth of the adults co-sign: four of forty, the proposer among them."""
    proposal = make_cosigning(place)
    sign(place, proposal.proposal_id, 1, 2, 3)
    (request,) = requests(proposal.proposal_id)
    return proposal, request


def test_the_co_signature_that_reaches_a_tenth_issues_the_request(place: Place) -> None:
    proposal = make_cosigning(place)
    sign(place, proposal.proposal_id, 1, 2)
    assert requests(proposal.proposal_id) == []
    sign(place, proposal.proposal_id, 3)
    (request,) = requests(proposal.proposal_id)
    assert (request.called, request.ground) == (Called.RESIDENTS_MEETING, Ground.ADULTS)
    assert (request.signed, request.total) == (4, 40)
    duty = find_open_duty(
        db.session(),
        proposal.proposal_id,
        DutyKind.ANSWER_REQUEST,
        subject_id=request.request_id,
    )
    assert duty is not None
    assert (duty.body_id, duty.due_at) == (place.bodies[COMMITTEE], request.due_at)
    kinds = db.session.scalars(
        select(LedgerEvent.kind)
        .where(LedgerEvent.proposal_id == proposal.proposal_id)
        .order_by(LedgerEvent.position)
    ).all()
    assert kinds[-2:] == ["cosigns.co_signed", "cosigns.meeting_requested"]


def test_it_is_issued_once_and_stands_whatever_is_withdrawn(place: Place) -> None:
    proposal, request = requested(place)
    with transaction(place.resident(3)) as tx:
        withdraw_cosign(tx, proposal.proposal_id)
    sign(place, proposal.proposal_id, 3, 4)
    (same,) = requests(proposal.proposal_id)
    assert same.request_id == request.request_id
    with pytest.raises(IntegrityError), transaction(OPERATOR) as tx:
        tx.session.add(
            MeetingRequest(
                neighbourhood_id=place.neighbourhood_id,
                proposal_id=proposal.proposal_id,
                called=Called.RESIDENTS_MEETING,
                ground=Ground.HOUSEHOLD_REPRESENTATIVES,
                signed=4,
                total=40,
                issued_at=tx.now,
                due_at=tx.now,
            )
        )


def test_representatives_oblige_their_own_meeting(place: Place) -> None:
    by_roster(place, make_group(place), range(5))
    proposal = make_cosigning(place)
    (request,) = requests(proposal.proposal_id)
    assert (request.called, request.ground) == (
        Called.REPRESENTATIVE_MEETING,
        Ground.FIFTH_OF_REPRESENTATIVES,
    )
    sign(place, proposal.proposal_id, 1)
    assert [(r.called, r.ground) for r in requests(proposal.proposal_id)] == [
        (Called.REPRESENTATIVE_MEETING, Ground.FIFTH_OF_REPRESENTATIVES),
        (Called.RESIDENTS_MEETING, Ground.THIRD_OF_REPRESENTATIVES),
    ]


def test_owners_living_elsewhere_co_sign_for_their_meeting_alone(place: Place) -> None:
    proposal = make_cosigning(place)
    sign(place, proposal.proposal_id, 1, 2, 3, 4)
    with transaction(OPERATOR) as tx:
        elsewhere = update(Person).where(Person.person_id.in_(place.people[10:13]))
        tx.session.execute(elsewhere.values(household_id=None, relation=None))
    for number in (10, 11, 12):
        with transaction(actor(place.people[number])) as tx:
            cosign_as_owner(tx, proposal.proposal_id)
    found = {r.called: r for r in requests(proposal.proposal_id)}
    owners = found[Called.OWNERS_MEETING]
    assert (owners.signed, owners.total, owners.body_id) == (8, 40, place.bodies[OWNERS])
    after = reload(proposal.proposal_id)
    assert (after.cosign_persons, after.cosign_households) == (5, 5)
    adults = progress_of(db.session(), after)[0]
    assert (adults.signed, adults.total) == (5, 37)


def test_who_may_co_sign_as_owner(place: Place) -> None:
    proposal = make_cosigning(place)
    refusals = (
        (place.resident(1), "sign_as_resident"),
        (place.seat(COMMITTEE), "owners_only"),
    )
    for who, reason in refusals:
        with pytest.raises(NotPermitted, match=reason), transaction(who) as tx:
            cosign_as_owner(tx, proposal.proposal_id)
    bystander = actor(
        db.session.scalars(
            select(Person.person_id)
            .where(Person.household_id > place.households[-1])
            .order_by(Person.person_id)
        ).first()
    )
    with transaction(bystander) as tx:
        cosign_as_owner(tx, proposal.proposal_id)
    with pytest.raises(NotPossible, match="signed_already"), transaction(bystander) as tx:
        cosign_as_owner(tx, proposal.proposal_id)
    with transaction(bystander) as tx:
        withdraw_as_owner(tx, proposal.proposal_id)
    with pytest.raises(NotPossible, match="none_to_withdraw"), transaction(bystander) as tx:
        withdraw_as_owner(tx, proposal.proposal_id)
    with transaction(bystander) as tx:
        cosign_as_owner(tx, proposal.proposal_id)
    assert progress_of(db.session(), reload(proposal.proposal_id))[-1].signed == 2


def test_the_body_convenes_with_lawful_notice(place: Place) -> None:
    proposal, request = requested(place)
    today = local_date(clock().now())
    with (
        pytest.raises(NotPermitted, match="body_asked_only"),
        transaction(place.seat(OFFICE)) as tx,
    ):
        answer_request(tx, request.request_id, held_on=today + timedelta(days=10), place="活动室")
    with (
        pytest.raises(Invalid, match="notice_too_short"),
        transaction(place.seat(COMMITTEE)) as tx,
    ):
        answer_request(tx, request.request_id, held_on=today + timedelta(days=9), place="活动室")
    with transaction(place.seat(COMMITTEE)) as tx:
        answer_request(tx, request.request_id, held_on=today + timedelta(days=10), place="活动室")
    (after,) = requests(proposal.proposal_id)
    assert (after.held_on, after.place) == (today + timedelta(days=10), "活动室")
    kinds = {d.kind for d in open_duties(db.session(), proposal.proposal_id)}
    assert DutyKind.ANSWER_REQUEST not in kinds
    with (
        pytest.raises(NotPermitted, match="answered_already"),
        transaction(place.seat(COMMITTEE)) as tx,
    ):
        answer_request(tx, request.request_id, held_on=today + timedelta(12), place="活动室")


def test_silence_asks_the_office_and_its_silence_is_shown(place: Place) -> None:
    proposal, request = requested(place)
    clock().set(request.due_at)
    tick()
    (after,) = requests(proposal.proposal_id)
    assert (after.escalated_at, after.office_body_id) == (request.due_at, place.bodies[OFFICE])
    duty = find_open_duty(
        db.session(),
        proposal.proposal_id,
        DutyKind.ANSWER_REQUEST,
        subject_id=request.request_id,
    )
    assert duty is not None
    assert duty.body_id == place.bodies[OFFICE]
    clock().set(duty.due_at)
    tick()
    (after,) = requests(proposal.proposal_id)
    assert after.unanswered_at == duty.due_at
    late = local_date(clock().now()) + timedelta(days=12)
    with transaction(place.seat(COMMITTEE)) as tx:
        answer_request(tx, request.request_id, held_on=late, place="活动室")
    assert requests(proposal.proposal_id)[0].held_on == late


def test_the_signers_names_are_for_the_body_asked_and_each_look_is_noted(place: Place) -> None:
    proposal, request = requested(place)
    sign(place, proposal.proposal_id, 4)
    for who in (place.seat(OFFICE), place.resident(1), place.seat(BodyKind.PROPERTY_COMPANY)):
        with pytest.raises(NotPermitted, match="body_asked_only"), transaction(who) as tx:
            show_signers(tx, request.request_id)
    with transaction(place.seat(COMMITTEE)) as tx:
        names = show_signers(tx, request.request_id)
    assert [one.person_id for one in names] == list(place.people[:4])
    assert all(one.name.endswith("小明") for one in names)
    seen = db.session.scalars(
        select(PrivateLog.about_person_id).where(PrivateLog.kind == "community.name_seen")
    ).all()
    assert len(seen) == 4
    assert set(seen) == set(place.people[:4])
    assert [look.kind for look in list_looks(db.session(), place.people[2])] == [
        "community.name_seen"
    ]
    assert list_looks(db.session(), place.people[4]) == []


def test_a_vote_under_way_finishes_and_it_is_listed_whatever_its_result(place: Place) -> None:
    vote = make_closed(place, [Choice.AGAINST] * 10)
    assert requests(vote.proposal_id)[0].called is Called.RESIDENTS_MEETING
    assert reload(vote.proposal_id).stage is Stage.LISTED
    kinds = {d.kind for d in open_duties(db.session(), vote.proposal_id)}
    assert {DutyKind.ROUTE, DutyKind.ANSWER_REQUEST} <= kinds


def test_without_the_threshold_it_is_listed_when_the_window_is_over(place: Place) -> None:
    proposal, _request = requested(place)
    assert reload(proposal.proposal_id).stage is Stage.COSIGNING
    clock().set(clock().now() + timedelta(days=40))
    tick()
    after = reload(proposal.proposal_id)
    assert after.stage is Stage.LISTED
    assert after.crossed_at is not None


def test_what_is_called_is_counted_over_the_neighbourhood_not_the_scope(app: Flask) -> None:
    place = make_place(households=30, bystanders=300)
    proposal = make_cosigning(place)
    sign(place, proposal.proposal_id, 1, 2, 3, 4, 5)
    assert reload(proposal.proposal_id).crossed_at is not None
    assert requests(proposal.proposal_id) == []
    assert [p.total for p in progress_of(db.session(), reload(proposal.proposal_id))] == [
        330,
        330,
        0,
        0,
        330,
    ]
