"""Those not on the roster: verified, answered or handed on, and forgotten when no longer needed."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from agenda.accounts.applications.commands import (
    apply_for_roster,
    decline_application,
    escalate_applications,
    show_applicant,
    verify_application,
)
from agenda.accounts.applications.models import Application
from agenda.accounts.applications.queries import get_by_code, list_waiting
from agenda.accounts.applications.rules import ApplicationState, Level
from agenda.accounts.invitations.queries import get_invitation
from agenda.accounts.registration.commands import register
from agenda.community.models import Household, Person
from agenda.community.queries import get_root, scope_size
from agenda.community.rules import Relation
from agenda.infra.audit import LedgerEvent, PrivateLog
from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.authz import MECHANISM, OPERATOR, VISITOR, Actor, BodyKind
from agenda.kernel.clock import SetClock
from agenda.kernel.errors import Invalid, NotPermitted, NotPossible
from agenda.kernel.ids import ApplicationId, HouseholdId
from tests.factories import Place, make_place

COMMITTEE = BodyKind.RESIDENTS_COMMITTEE
SUPERVISION = BodyKind.SUPERVISION_COMMITTEE
OFFICE = BodyKind.SUBDISTRICT_OFFICE
SIX_WORKDAYS = timedelta(days=8)


@pytest.fixture
def place(app: Flask) -> Place:
    return make_place(households=4)


def apply(place: Place, *, room: str = "101", name: str = "钱学森") -> str:
    with transaction(VISITOR) as tx:
        return apply_for_roster(
            tx,
            place.building_id,
            unit="",
            room=room,
            name=name,
            contact="13812345678",
            relation=Relation.TENANT,
        )


def only() -> Application:
    db.session.close()
    return db.session.scalars(select(Application)).one()


def verify(place: Place, by: Actor, household: HouseholdId | None = None) -> None:
    application_id, home = only().application_id, household or place.households[0]
    with transaction(by) as tx:
        verify_application(tx, application_id, household_id=home)


def tick() -> int:
    with transaction(MECHANISM) as tx:
        return escalate_applications(tx)


def kinds() -> list[str]:
    query = select(LedgerEvent.kind).where(LedgerEvent.kind.startswith("accounts."))
    return list(db.session.scalars(query.order_by(LedgerEvent.event_id)))


def test_a_verified_applicant_is_on_the_roster_and_registers_with_his_receipt(
    place: Place,
) -> None:
    before = scope_size(db.session(), get_root(db.session(), place.neighbourhood_id))
    code = apply(place)
    verify(place, place.seat(COMMITTEE))
    after = scope_size(db.session(), get_root(db.session(), place.neighbourhood_id))
    assert (after.households, after.adults) == (before.households, before.adults + 1)
    with transaction(VISITOR) as tx:
        register(tx, code, name="13812345678", password_hash="hash")
    assert get_by_code(db.session(), code).facts.state is ApplicationState.VERIFIED
    assert kinds() == ["accounts.resident_verified"]


def test_name_and_contact_leave_the_application_once_it_is_verified(place: Place) -> None:
    apply(place)
    verify(place, place.seat(COMMITTEE))
    assert (only().name, only().contact) == ("", "")
    assert db.session.scalars(select(Person.mobile).where(Person.name == "钱学森")).one() == (
        "13812345678"
    )


def test_who_is_on_the_roster_already_is_not_entered_twice(place: Place) -> None:
    code = apply(place, name="李小明")
    verify(place, place.seat(COMMITTEE))
    assert get_invitation(db.session(), code).person_id == place.people[0]


def test_a_home_the_applicant_cannot_mean_is_refused(place: Place) -> None:
    apply(place)
    with pytest.raises(Invalid, match="other_home"):
        verify(place, place.seat(COMMITTEE), place.households[1])


def test_the_same_application_waits_once(place: Place) -> None:
    apply(place)
    with pytest.raises(NotPossible, match="application_open"):
        apply(place)
    apply(place, name="钱三强")


@pytest.mark.parametrize("who", ["resident", "supervision", "office", "property", "elsewhere"])
def test_at_first_the_committee_alone_decides(place: Place, who: str) -> None:
    apply(place)
    others = make_place(households=1, name="香樟里")
    hands = {
        "resident": place.resident(0),
        "supervision": place.seat(SUPERVISION),
        "office": place.seat(OFFICE),
        "property": place.seat(BodyKind.PROPERTY_COMPANY),
        "elsewhere": others.seat(COMMITTEE),
    }
    with pytest.raises(NotPermitted, match="deciders_only"):
        verify(place, hands[who])
    with pytest.raises(NotPermitted), transaction(hands[who]) as tx:
        show_applicant(tx, only().application_id)


def test_silence_goes_to_the_supervision_committee_then_to_the_sub_district(
    place: Place, clock: SetClock
) -> None:
    apply(place)
    clock.advance(timedelta(days=6))
    assert tick() == 0
    clock.advance(timedelta(days=2))
    assert tick() == 1
    assert tick() == 0
    assert only().level is Level.SUPERVISION
    clock.advance(SIX_WORKDAYS)
    assert tick() == 1
    assert only().level is Level.SUBDISTRICT
    clock.advance(SIX_WORKDAYS)
    assert tick() == 0
    assert kinds() == ["accounts.application_escalated"] * 2
    verify(place, place.seat(OFFICE))
    assert only().state is ApplicationState.VERIFIED


def test_a_level_nobody_fills_is_passed_over(app: Flask, place: Place, clock: SetClock) -> None:
    apply(place)
    clock.advance(SIX_WORKDAYS)
    tick()
    verify(place, place.seat(SUPERVISION))


def test_the_mechanism_alone_escalates(place: Place) -> None:
    for hand in (OPERATOR, place.seat(COMMITTEE)):
        with pytest.raises(NotPermitted), transaction(hand) as tx:
            escalate_applications(tx)


def test_a_declined_applicant_reads_why_and_may_apply_again(place: Place, clock: SetClock) -> None:
    code = apply(place)
    with pytest.raises(Invalid, match="reason_missing"):
        decline(place, "")
    decline(place, "请带租赁合同到居委会")
    assert get_by_code(db.session(), code).reason == "请带租赁合同到居委会"
    with pytest.raises(NotPermitted, match="application_decided"):
        decline(place, "再来一次")
    apply(place)
    clock.advance(timedelta(days=90))
    tick()
    names = db.session.scalars(select(Application.name).order_by(Application.application_id))
    assert names.all() == ["", "钱学森"]


def decline(place: Place, reason: str) -> None:
    first = db.session.scalars(select(Application.application_id)).first()
    with transaction(place.seat(COMMITTEE)) as tx:
        decline_application(tx, ApplicationId(first or 0), reason=reason)


def test_lists_are_masked_and_a_look_is_noted(place: Place) -> None:
    apply(place)
    (shown,) = list_waiting(db.session(), place.neighbourhood_id)
    assert (shown.shown_as, shown.contact) == ("3号楼 钱**", "138****5678")
    with transaction(place.seat(COMMITTEE)) as tx:
        assert show_applicant(tx, shown.application_id).name == "钱学森"
    noted = select(PrivateLog.kind).where(PrivateLog.kind == "accounts.application_seen")
    assert len(db.session.scalars(noted).all()) == 1


def test_the_ledger_names_nobody(place: Place) -> None:
    apply(place)
    verify(place, place.seat(COMMITTEE))
    payloads = " ".join(db.session.scalars(select(LedgerEvent.payload)))
    assert "钱" not in payloads
    assert "1381" not in payloads


def test_a_stairwell_that_was_named_tells_two_homes_apart(place: Place) -> None:
    with transaction(OPERATOR) as tx:
        twin = tx.session.get_one(Household, place.households[1])
        twin.room = "101"
        twin.unit_id = place.building_id
    apply(place)
    verify(place, place.seat(COMMITTEE), place.households[1])
