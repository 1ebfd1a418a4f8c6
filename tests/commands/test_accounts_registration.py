"""Letters, registration and sessions: each code once, on both databases."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from agenda.accounts.commands import change_password, lock_account
from agenda.accounts.invitations.commands import (
    issue_letters,
    issue_seat_letters,
)
from agenda.accounts.invitations.models import Invitation
from agenda.accounts.limits.commands import count_use
from agenda.accounts.limits.rules import Limit
from agenda.accounts.models import Account, Consent, Membership
from agenda.accounts.queries import find_account
from agenda.accounts.registration.commands import (
    join_neighbourhood,
    renew_password,
)
from agenda.accounts.sessions.commands import begin_session, end_session, end_sessions
from agenda.accounts.sessions.models import AccountSession
from agenda.accounts.sessions.queries import find_signed_in, list_live_sessions
from agenda.community.models import Ownership, Person
from agenda.infra.db import db
from agenda.infra.transaction import now, transaction
from agenda.kernel.authz import OPERATOR, VISITOR, Actor, ActorKind, BodyKind
from agenda.kernel.clock import SetClock
from agenda.kernel.errors import Gone, Invalid, NotFound, NotPermitted, NotPossible, RateLimited
from agenda.kernel.ids import AccountId
from tests.factories import Place, make_place
from tests.joining import enrol, holder, letter, signed_in

COMMITTEE = BodyKind.RESIDENTS_COMMITTEE
NAME = "13812345678"


@pytest.fixture
def place(app: Flask) -> Place:
    return make_place(households=4)


def test_a_building_gets_one_letter_for_each_adult_and_owners_at_their_address(
    place: Place,
) -> None:
    with transaction(OPERATOR) as tx:
        away = tx.session.get_one(Person, place.people[3])
        away.household_id, away.relation, away.postal_address = None, None, "浦东大道1号"
        tx.session.get_one(Person, place.people[2]).is_adult = False
    with transaction(place.seat(COMMITTEE)) as tx:
        letters = issue_letters(tx, place.building_id)
    addresses = [addressee.address for addressee, _code in letters]
    assert addresses == ["东苑 3号楼 1单元 101", "东苑 3号楼 1单元 102", "浦东大道1号"]
    assert len({code for _addressee, code in letters}) == 3
    stored = " ".join(db.session.scalars(select(Invitation.code_hash)))
    assert not any(code.replace("-", "") in stored for _addressee, code in letters)


def test_printing_again_leaves_open_letters_and_accounts_alone(place: Place) -> None:
    enrol(letter(place))
    with transaction(OPERATOR) as tx:
        first = issue_letters(tx, place.building_id)
        assert len(first) == 3
        assert issue_letters(tx, place.building_id) == []
        assert len(issue_letters(tx, place.building_id, anew=True)) == 4
    with pytest.raises(Gone, match="code_replaced"):
        enrol(first[0][1], "13900000000")


def test_seat_holders_who_live_elsewhere_get_letters_of_their_own(place: Place) -> None:
    with transaction(OPERATOR) as tx:
        assert len(issue_seat_letters(tx, place.neighbourhood_id)) == 2 * len(BodyKind)


def test_only_the_committee_prints(place: Place) -> None:
    others = (BodyKind.PROPERTY_COMPANY, BodyKind.SUPERVISION_COMMITTEE)
    for hand in (*(place.seat(other) for other in others), place.resident(1)):
        with pytest.raises(NotPermitted), transaction(hand) as tx:
            issue_letters(tx, place.building_id)


def test_a_code_makes_one_account_once(place: Place) -> None:
    code = letter(place)
    account_id = enrol(f" {code.lower().replace('-', ' ')} ")
    membership = db.session.scalars(select(Membership)).one()
    assert (membership.account_id, membership.person_id) == (account_id, place.people[0])
    assert db.session.scalars(select(Consent.purpose)).all() == ["privacy"]
    for again in (code, letter(place)):
        with pytest.raises((Gone, NotPossible)):
            enrol(again, "13900000000")
    assert db.session.scalar(select(func.count()).select_from(Account)) == 1


def test_a_refused_registration_leaves_the_code_good(place: Place) -> None:
    enrol(letter(place, 1))
    code = letter(place)
    with pytest.raises(Invalid, match="name_taken"):
        enrol(code)
    enrol(code, "13900000000")


def test_a_code_grows_old_and_a_made_up_one_is_unknown(place: Place, clock: SetClock) -> None:
    code = letter(place)
    with pytest.raises(NotFound, match="no_code"):
        enrol("AAAA-BBBB-CCCC-DDDD")
    clock.advance(timedelta(days=90))
    with pytest.raises(Gone, match="code_expired"):
        enrol(code)


def test_one_account_belongs_to_two_neighbourhoods(place: Place) -> None:
    other = make_place(households=1, name="香樟里")
    account_id = enrol(letter(place))
    code = letter(other)
    with transaction(holder(account_id, place.people[0])) as tx:
        join_neighbourhood(tx, code)
    assert db.session.scalar(select(func.count()).select_from(Membership)) == 2
    second = letter(place, 1)
    with (
        pytest.raises(NotPossible, match="member_already"),
        transaction(holder(account_id, place.people[0])) as tx,
    ):
        join_neighbourhood(tx, second)


def test_a_new_letter_sets_the_password_anew_and_signs_every_device_out(place: Place) -> None:
    account_id = enrol(letter(place))
    token = signed_in(account_id)
    code = letter(place)
    with transaction(VISITOR) as tx:
        assert renew_password(tx, code, password_hash="new") == account_id
    assert find_signed_in(db.session(), token, now()) is None
    account = find_account(db.session(), NAME)
    assert account is not None
    assert account.password_hash == "new"


def test_a_password_changed_while_signing_in_refuses_the_old_one(place: Place) -> None:
    account_id = enrol(letter(place))
    with pytest.raises(NotPermitted, match=r"accounts\.wrong"), transaction(VISITOR) as tx:
        begin_session(tx, account_id, user_agent="", password_hash="older")


def test_changing_the_password_keeps_this_device_and_ends_the_others(place: Place) -> None:
    account_id = enrol(letter(place))
    here, there = signed_in(account_id), signed_in(account_id)
    mine = find_signed_in(db.session(), here, now())
    assert mine is not None
    with transaction(holder(account_id)) as tx:
        change_password(
            tx,
            account_id,
            known_hash="hash",
            password_hash="new",
            session_id=mine.session_id,
        )
    assert find_signed_in(db.session(), here, now()) is not None
    assert find_signed_in(db.session(), there, now()) is None


def test_a_lock_ends_every_session_and_keeps_the_account_out(place: Place) -> None:
    account_id = enrol(letter(place))
    token = signed_in(account_id)
    with transaction(OPERATOR) as tx:
        lock_account(tx, account_id)
    assert find_signed_in(db.session(), token, now()) is None
    with pytest.raises(NotPermitted, match=r"accounts\.wrong"):
        signed_in(account_id)


def test_sessions_are_ended_by_their_holder_or_an_administrator_alone(place: Place) -> None:
    account_id = enrol(letter(place))
    signed_in(account_id)
    (session,) = list_live_sessions(db.session(), account_id, now=now())
    stranger = holder(AccountId(account_id + 1))
    with pytest.raises(NotPermitted, match="not_yours"), transaction(stranger) as tx:
        end_session(tx, session.session_id)
    with transaction(Actor(ActorKind.PERSON, is_administrator=True)) as tx:
        assert end_sessions(tx, account_id) == 1
    assert list_live_sessions(db.session(), account_id, now=now()) == []


def test_the_session_table_holds_no_cookie(place: Place) -> None:
    token = signed_in(enrol(letter(place)))
    assert token not in db.session.scalars(select(AccountSession.token_hash)).all()


def test_a_limit_refuses_past_its_count_and_opens_with_the_next_window(
    app: Flask, clock: SetClock
) -> None:
    limit = Limit("test", 2, timedelta(minutes=5))

    def use(key: str) -> None:
        with transaction(VISITOR) as tx:
            count_use(tx, limit, key=key)

    use("a")
    use("a")
    with pytest.raises(RateLimited) as refused:
        use("a")
    assert 1 <= refused.value.retry_after <= 300
    use("b")
    clock.advance(timedelta(seconds=refused.value.retry_after))
    use("a")


def test_an_owner_of_two_homes_gets_one_letter(place: Place) -> None:
    with transaction(OPERATOR) as tx:
        tx.session.add(
            Ownership(
                neighbourhood_id=place.neighbourhood_id,
                household_id=place.households[1],
                person_id=place.people[0],
            )
        )
    with transaction(OPERATOR) as tx:
        assert len(issue_letters(tx, place.root_id)) == 4
