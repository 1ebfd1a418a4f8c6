"""Drafting, submitting, editing, withdrawing, suspending: what is allowed, and what is kept."""

from datetime import timedelta

import pytest
from flask import Flask

from agenda.cosigns.commands import cosign
from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.authz import VISITOR, BodyKind
from agenda.kernel.clock import SetClock
from agenda.kernel.errors import Invalid, NotPermitted, Stale
from agenda.mechanism.tick.commands import tick
from agenda.procedure.commands import adopt_procedure
from agenda.procedure.queries import find_open_duty, open_duties
from agenda.procedure.rules import DutyKind, Procedure
from agenda.proposals.commands import (
    draft_proposal,
    edit_proposal,
    step_down,
    submit_proposal,
    withdraw_proposal,
)
from agenda.proposals.queries import list_revisions
from agenda.proposals.rules import ProposalText, Stage, Topic
from tests.factories import (
    TEXT,
    make_cosigning,
    make_crossed,
    make_draft,
    make_place,
    make_submitted,
    reload,
)

OTHER = ProposalText(TEXT.title, TEXT.matter + "补充：三楼还有一位坐轮椅的居民。", TEXT.remedy)


def test_a_visitor_cannot_propose(app: Flask) -> None:
    place = make_place()
    with pytest.raises(NotPermitted, match="sign_in_first"), transaction(VISITOR) as tx:
        draft_proposal(tx, scope_id=place.building_id, topic=Topic.LIFTS, text=TEXT)


def test_staff_who_live_elsewhere_cannot_propose(app: Flask) -> None:
    place = make_place()
    hand = place.seat(BodyKind.PROPERTY_COMPANY)
    with pytest.raises(NotPermitted, match="residents_only"), transaction(hand) as tx:
        draft_proposal(tx, scope_id=place.building_id, topic=Topic.LIFTS, text=TEXT)


def test_a_scope_in_another_neighbourhood_is_refused(app: Flask) -> None:
    here, there = make_place(), make_place(name="望河苑")
    with pytest.raises(Invalid, match="scope_elsewhere"), transaction(here.resident()) as tx:
        draft_proposal(tx, scope_id=there.building_id, topic=Topic.LIFTS, text=TEXT)


def test_an_incomplete_draft_is_kept_but_not_submitted(app: Flask) -> None:
    place = make_place()
    bare = ProposalText("加装电梯", "", "")
    with transaction(place.resident()) as tx:
        proposal = draft_proposal(tx, scope_id=place.building_id, topic=Topic.LIFTS, text=bare)
    with pytest.raises(Invalid) as caught, transaction(place.resident()) as tx:
        submit_proposal(tx, proposal.proposal_id)
    assert (caught.value.code, caught.value.field) == ("proposals.matter_too_short", "matter")
    assert reload(proposal.proposal_id).stage is Stage.DRAFT


def test_a_stale_edit_shows_the_text_now_and_changes_nothing(app: Flask) -> None:
    place = make_place()
    proposal = make_draft(place)
    with transaction(place.resident()) as tx:
        edit_proposal(tx, proposal.proposal_id, text=OTHER, version=1)
    with pytest.raises(Stale) as caught, transaction(place.resident()) as tx:
        edit_proposal(tx, proposal.proposal_id, text=TEXT, version=1)
    assert caught.value.current == OTHER.matter
    assert reload(proposal.proposal_id).matter == OTHER.matter


def test_a_public_edit_is_a_revision(app: Flask) -> None:
    place = make_place()
    proposal = make_cosigning(place)
    with transaction(place.resident()) as tx:
        edit_proposal(
            tx, proposal.proposal_id, text=OTHER, version=proposal.version, note="补充了情况"
        )
    latest, first = list_revisions(db.session(), proposal.proposal_id)
    assert (latest.matter, latest.note) == (OTHER.matter, "补充了情况")
    assert first.matter == TEXT.matter
    assert latest.digest != first.digest


def test_nobody_else_edits(app: Flask) -> None:
    place = make_place()
    proposal = make_cosigning(place)
    for hand in (place.resident(1), place.seat(BodyKind.RESIDENTS_COMMITTEE)):
        with pytest.raises(NotPermitted, match="proposer_only"), transaction(hand) as tx:
            edit_proposal(tx, proposal.proposal_id, text=OTHER, version=proposal.version)


def test_crossing_freezes_the_text(app: Flask) -> None:
    place = make_place()
    proposal = make_crossed(place)
    with pytest.raises(NotPermitted, match="text_frozen"), transaction(place.resident()) as tx:
        edit_proposal(tx, proposal.proposal_id, text=OTHER, version=proposal.version)


def test_withdrawing_ends_where_others_have_signed(app: Flask) -> None:
    place = make_place()
    proposal = make_cosigning(place)
    with transaction(place.resident(1)) as tx:
        cosign(tx, proposal.proposal_id)
    with pytest.raises(NotPermitted, match="belongs_to"), transaction(place.resident()) as tx:
        withdraw_proposal(tx, proposal.proposal_id)
    with transaction(place.resident()) as tx:
        step_down(tx, proposal.proposal_id)
    now = reload(proposal.proposal_id)
    assert now.stage is Stage.COSIGNING
    assert now.stepped_down_at is not None
    with pytest.raises(NotPermitted, match="proposer_only"), transaction(place.resident()) as tx:
        edit_proposal(tx, proposal.proposal_id, text=OTHER, version=now.version)


@pytest.mark.parametrize("make", [make_draft, make_submitted, make_cosigning])
def test_the_proposer_alone_withdraws(app: Flask, make) -> None:
    place = make_place()
    proposal = make(place)
    with transaction(place.resident()) as tx:
        withdraw_proposal(tx, proposal.proposal_id)
    assert reload(proposal.proposal_id).stage is Stage.WITHDRAWN
    assert open_duties(db.session(), proposal.proposal_id) == ()


def test_an_untouched_draft_is_reminded_of_and_then_withdrawn(app: Flask, clock: SetClock) -> None:
    proposal = make_draft(make_place())
    duty = find_open_duty(db.session(), proposal.proposal_id, DutyKind.FINISH_DRAFT)
    assert duty is not None
    db.session.close()
    clock.set(duty.due_at)
    tick()
    reminded = find_open_duty(db.session(), proposal.proposal_id, DutyKind.FINISH_DRAFT)
    assert reminded is not None
    db.session.close()
    assert reload(proposal.proposal_id).stage is Stage.DRAFT
    clock.set(reminded.due_at)
    tick()
    assert reload(proposal.proposal_id).stage is Stage.WITHDRAWN


def test_a_running_proposal_keeps_its_rules(app: Flask, clock: SetClock) -> None:
    place = make_place()
    proposal = make_submitted(place)
    shorter = Procedure(cosigning_days=5)
    with transaction(place.seat(BodyKind.RESIDENTS_COMMITTEE)) as tx:
        adopt_procedure(tx, place.neighbourhood_id, rules=shorter, decision="第二版")
    clock.advance(timedelta(days=7))
    tick()
    old = find_open_duty(db.session(), proposal.proposal_id, DutyKind.GATHER_COSIGNS)
    db.session.close()
    new = make_cosigning(place)
    fresh = find_open_duty(db.session(), new.proposal_id, DutyKind.GATHER_COSIGNS)
    assert old is not None
    assert fresh is not None
    assert old.due_at - old.opened_at > timedelta(days=29)
    assert fresh.due_at - fresh.opened_at < timedelta(days=9)
