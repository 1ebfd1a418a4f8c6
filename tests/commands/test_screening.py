"""Screening: completeness only, silence accepts, every other outcome can be appealed."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from agenda.community.models import Seat
from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.authz import OPERATOR, BodyKind
from agenda.kernel.clock import SetClock
from agenda.kernel.errors import Invalid, NotPermitted, NotPossible
from agenda.mechanism.tick.commands import tick
from agenda.procedure.queries import find_open_duty
from agenda.procedure.rules import DutyKind
from agenda.proposals.commands import submit_proposal
from agenda.proposals.queries import find_appeal, list_screenings
from agenda.proposals.rules import ScreeningOutcome, ScreeningReason, Stage
from agenda.proposals.screening.commands import (
    accept_proposal,
    answer_appeal,
    answer_merge,
    appeal_screening,
    refuse_proposal,
)
from tests.factories import Place, actor, make_cosigning, make_place, make_submitted, reload

COMMITTEE, SUPERVISION = BodyKind.RESIDENTS_COMMITTEE, BodyKind.SUPERVISION_COMMITTEE


def refuse(place: Place, proposal_id: int, reason: ScreeningReason, **more) -> None:
    with transaction(place.seat(COMMITTEE)) as tx:
        refuse_proposal(tx, proposal_id, reason=reason, explanation="缺少地点和事实。", **more)


@pytest.mark.parametrize(
    ("reason", "stage"),
    [
        (ScreeningReason.UNLAWFUL, Stage.DECLINED),
        (ScreeningReason.PRIVATE_CLAIM, Stage.DECLINED),
        (ScreeningReason.RECENTLY_DECIDED, Stage.DECLINED),
        (ScreeningReason.INCOMPLETE, Stage.DRAFT),
        (ScreeningReason.PRIVACY_OR_ATTACK, Stage.DRAFT),
    ],
)
def test_each_reason_leads_where_it_must(app: Flask, reason: ScreeningReason, stage: Stage) -> None:
    place = make_place()
    proposal = make_submitted(place)
    refuse(place, proposal.proposal_id, reason)
    assert reload(proposal.proposal_id).stage is stage


def test_silence_accepts_after_three_working_days(app: Flask, clock: SetClock) -> None:
    proposal = make_submitted(make_place())
    duty = find_open_duty(db.session(), proposal.proposal_id, DutyKind.SCREEN)
    assert duty is not None
    db.session.close()
    clock.set(duty.due_at - timedelta(microseconds=1))
    tick()
    assert reload(proposal.proposal_id).stage is Stage.SCREENING
    clock.set(duty.due_at)
    tick()
    assert reload(proposal.proposal_id).stage is Stage.COSIGNING
    (screening,) = list_screenings(db.session(), proposal.proposal_id)
    assert screening.outcome is ScreeningOutcome.ACCEPTED_BY_SILENCE
    assert screening.body_id is None


def test_nobody_screens_after_the_date(app: Flask, clock: SetClock) -> None:
    place = make_place()
    proposal = make_submitted(place)
    clock.advance(timedelta(days=10))
    with pytest.raises(NotPossible, match="too_late"), transaction(place.seat(COMMITTEE)) as tx:
        accept_proposal(tx, proposal.proposal_id)


def test_only_the_committee_screens_and_never_its_own(app: Flask) -> None:
    place = make_place()
    proposal = make_submitted(place)
    for hand in (place.resident(1), place.seat(BodyKind.PROPERTY_COMPANY), place.seat(SUPERVISION)):
        with pytest.raises(NotPermitted, match="committee_screens"), transaction(hand) as tx:
            accept_proposal(tx, proposal.proposal_id)
    with transaction(OPERATOR) as tx:  # the proposer takes a seat in the committee
        tx.session.execute(
            update(Seat)
            .where(Seat.person_id == place.seated[COMMITTEE][1])
            .values(person_id=place.people[0])
        )
    with pytest.raises(NotPermitted, match="recused"), transaction(actor(place.people[0])) as tx:
        accept_proposal(tx, proposal.proposal_id)


def test_a_committee_elsewhere_has_no_say(app: Flask) -> None:
    here, there = make_place(), make_place(name="望河苑")
    proposal = make_submitted(here)
    with (
        pytest.raises(NotPermitted, match="committee_screens"),
        transaction(there.seat(COMMITTEE)) as tx,
    ):
        accept_proposal(tx, proposal.proposal_id)


def test_a_refusal_needs_its_explanation(app: Flask) -> None:
    place = make_place()
    proposal = make_submitted(place)
    with pytest.raises(Invalid, match="explanation"), transaction(place.seat(COMMITTEE)) as tx:
        refuse_proposal(tx, proposal.proposal_id, reason=ScreeningReason.UNLAWFUL, explanation="  ")


def test_returned_once_then_declined(app: Flask) -> None:
    place = make_place()
    proposal = make_submitted(place)
    refuse(place, proposal.proposal_id, ScreeningReason.INCOMPLETE)
    with transaction(place.resident()) as tx:
        submit_proposal(tx, proposal.proposal_id)
    refuse(place, proposal.proposal_id, ScreeningReason.INCOMPLETE)
    assert reload(proposal.proposal_id).stage is Stage.DECLINED
    outcomes = [s.outcome for s in list_screenings(db.session(), proposal.proposal_id)]
    assert outcomes == [ScreeningOutcome.RETURNED, ScreeningOutcome.DECLINED]


@pytest.mark.parametrize("restored", [True, False])
def test_an_appeal_is_answered_by_the_supervision_committee(app: Flask, restored: bool) -> None:
    place = make_place()
    proposal = make_submitted(place)
    refuse(place, proposal.proposal_id, ScreeningReason.UNLAWFUL)
    with transaction(place.resident()) as tx:
        appeal_screening(tx, proposal.proposal_id, text="这件事并不违法，请复核。")
    with pytest.raises(NotPermitted), transaction(place.seat(COMMITTEE)) as tx:
        answer_appeal(tx, proposal.proposal_id, restored=restored, answer="已核实。")
    with transaction(place.seat(SUPERVISION)) as tx:
        answer_appeal(tx, proposal.proposal_id, restored=restored, answer="已核实。")
    expected = Stage.COSIGNING if restored else Stage.DECLINED
    assert reload(proposal.proposal_id).stage is expected


def test_silence_on_an_appeal_restores(app: Flask, clock: SetClock) -> None:
    place = make_place()
    proposal = make_submitted(place)
    refuse(place, proposal.proposal_id, ScreeningReason.UNLAWFUL)
    with transaction(place.resident()) as tx:
        appeal_screening(tx, proposal.proposal_id, text="这件事并不违法，请复核。")
    clock.advance(timedelta(days=12))
    tick()
    assert reload(proposal.proposal_id).stage is Stage.COSIGNING
    latest = list_screenings(db.session(), proposal.proposal_id)[-1]
    appeal = find_appeal(db.session(), latest.screening_id)
    assert appeal is not None
    assert (appeal.restored, appeal.by_silence) == (True, True)


def test_appeals_are_open_for_seven_days_and_once(app: Flask, clock: SetClock) -> None:
    place = make_place()
    first, second = make_submitted(place), make_submitted(place)
    for proposal in (first, second):
        refuse(place, proposal.proposal_id, ScreeningReason.UNLAWFUL)
    with transaction(place.resident()) as tx:
        appeal_screening(tx, first.proposal_id, text="这件事并不违法，请复核。")
    with pytest.raises(NotPossible, match="already"), transaction(place.resident()) as tx:
        appeal_screening(tx, first.proposal_id, text="这件事并不违法，请复核。")
    clock.advance(timedelta(days=8))
    with pytest.raises(NotPossible, match="too_late"), transaction(place.resident()) as tx:
        appeal_screening(tx, second.proposal_id, text="这件事并不违法，请复核。")


@pytest.mark.parametrize(
    ("answer", "stage"), [(True, Stage.MERGED), (False, Stage.COSIGNING), (None, Stage.COSIGNING)]
)
def test_a_duplicate_is_merged_only_if_the_proposer_agrees(
    app: Flask, clock: SetClock, answer: bool | None, stage: Stage
) -> None:
    place = make_place()
    other = make_cosigning(place)
    proposal = make_submitted(place, by=1)
    refuse(
        place,
        proposal.proposal_id,
        ScreeningReason.DUPLICATE,
        duplicate_of_id=other.proposal_id,
    )
    assert reload(proposal.proposal_id).stage is Stage.SCREENING
    if answer is None:
        clock.advance(timedelta(days=6))
        tick()
    else:
        with transaction(place.resident(1)) as tx:
            answer_merge(tx, proposal.proposal_id, agreed=answer)
    now = reload(proposal.proposal_id)
    assert now.stage is stage
    assert now.merged_into_id == (other.proposal_id if answer else None)


def test_a_duplicate_must_be_named_and_public(app: Flask) -> None:
    place = make_place()
    hidden = make_submitted(place, by=1)
    proposal = make_submitted(place)
    for wrong in (None, proposal.proposal_id, hidden.proposal_id):
        with pytest.raises(Invalid, match="name_the_duplicate"):
            refuse(place, proposal.proposal_id, ScreeningReason.DUPLICATE, duplicate_of_id=wrong)
