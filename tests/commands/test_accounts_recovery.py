"""Getting back in: by two members of staff, or by the operator's one-time link."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from agenda.accounts.models import Account
from agenda.accounts.queries import find_account
from agenda.accounts.recovery.commands import (
    confirm_recovery,
    create_administrator,
    propose_recovery,
    use_link,
)
from agenda.accounts.sessions.commands import begin_session
from agenda.accounts.sessions.queries import find_signed_in
from agenda.infra.audit import PrivateLog
from agenda.infra.db import db
from agenda.infra.transaction import now, transaction
from agenda.kernel.authz import OPERATOR, VISITOR, BodyKind
from agenda.kernel.clock import SetClock
from agenda.kernel.errors import Gone, NotPermitted, NotPossible
from tests.factories import Place, make_place
from tests.joining import enrol, letter, signed_in

COMMITTEE = BodyKind.RESIDENTS_COMMITTEE
NAME = "13812345678"


@pytest.fixture
def place(app: Flask) -> Place:
    return make_place(households=4)


def test_two_members_of_staff_let_a_resident_back_in(place: Place, clock: SetClock) -> None:
    account_id = enrol(letter(place))
    old = signed_in(account_id)
    first, second = place.seat(COMMITTEE, 0), place.seat(COMMITTEE, 1)
    with transaction(first) as tx:
        recovery = propose_recovery(tx, place.people[0], checked="当面认识")
    with pytest.raises(NotPermitted, match="second_person"), transaction(first) as tx:
        confirm_recovery(tx, recovery.recovery_id)
    with transaction(second) as tx:
        token = confirm_recovery(tx, recovery.recovery_id)
    assert find_signed_in(db.session(), old, now()) is not None
    with transaction(VISITOR) as tx:
        use_link(tx, token, password_hash="new")
    assert find_signed_in(db.session(), old, now()) is None
    with pytest.raises(Gone, match="link_over"), transaction(VISITOR) as tx:
        use_link(tx, token, password_hash="newer")
    told = select(PrivateLog.kind).where(PrivateLog.about_person_id == place.people[0])
    assert {"accounts.recovery_proposed", "accounts.recovery_confirmed"} <= set(
        db.session.scalars(told)
    )


def test_a_recovery_waits_one_day_and_its_link_one_hour(place: Place, clock: SetClock) -> None:
    enrol(letter(place))
    first, second = place.seat(COMMITTEE, 0), place.seat(COMMITTEE, 1)
    with transaction(first) as tx:
        lapsed = propose_recovery(tx, place.people[0], checked="当面认识").recovery_id
    clock.advance(timedelta(hours=24))
    with pytest.raises(NotPermitted, match="recovery_over"), transaction(second) as tx:
        confirm_recovery(tx, lapsed)
    with transaction(first) as tx:
        fresh = propose_recovery(tx, place.people[0], checked="当面认识").recovery_id
    with transaction(second) as tx:
        token = confirm_recovery(tx, fresh)
    clock.advance(timedelta(hours=1))
    with pytest.raises(Gone, match="link_over"), transaction(VISITOR) as tx:
        use_link(tx, token, password_hash="new")


def test_recovery_is_for_others_who_have_an_account_and_by_the_committee(place: Place) -> None:
    first = place.seat(COMMITTEE, 0)
    with pytest.raises(NotPossible, match="no_account_yet"), transaction(first) as tx:
        propose_recovery(tx, place.people[0], checked="当面认识")
    for hand in (place.seat(BodyKind.PROPERTY_COMPANY), place.resident(1)):
        with pytest.raises(NotPermitted), transaction(hand) as tx:
            propose_recovery(tx, place.people[0], checked="当面认识")
    with pytest.raises(NotPermitted, match="not_for_yourself"), transaction(first) as tx:
        propose_recovery(tx, place.seated[COMMITTEE][0], checked="我自己")


def test_a_fresh_installation_has_no_account_and_the_operator_makes_the_first(app: Flask) -> None:
    assert db.session.scalar(select(func.count()).select_from(Account)) == 0
    with transaction(OPERATOR) as tx:
        token = create_administrator(tx, name="admin@example.cn")
    with pytest.raises(NotPermitted), transaction(VISITOR) as tx:
        create_administrator(tx, name="other@example.cn")
    with transaction(VISITOR) as tx:
        account_id = use_link(tx, token, password_hash="hash")
    begun = find_signed_in(db.session(), signed_in(account_id), now())
    assert begun is not None
    assert (begun.is_administrator, begun.person_id) == (True, None)


def test_an_account_without_a_password_lets_nobody_in(app: Flask) -> None:
    with transaction(OPERATOR) as tx:
        create_administrator(tx, name="admin@example.cn")
    account = find_account(db.session(), "admin@example.cn")
    assert account is not None
    with pytest.raises(NotPermitted), transaction(VISITOR) as tx:
        begin_session(tx, account.account_id, user_agent="", password_hash="")
