"""One's own data: corrected, counted, exported, and cut off from its author when he leaves."""

import json
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from agenda.accounts.models import Account, Consent, Membership
from agenda.accounts.mydata.commands import close_account, retire_movers, state_age_band
from agenda.accounts.mydata.queries import export, get_my_person, list_looks
from agenda.attachments.queries import list_beside, list_own_files
from agenda.attachments.rules import Media, Sent, StoredFile, Subject
from agenda.cli.clock import tell, tend_people
from agenda.community.models import Ownership, Person
from agenda.community.people.commands import choose_shown_as, correct_contact, show_name
from agenda.community.people.queries import public_names
from agenda.community.queries import get_root, scope_size
from agenda.community.rules import AgeBand, ShownAs
from agenda.cosigns.commands import cosign
from agenda.cosigns.models import Cosign
from agenda.desk.mydata.queries import export_all
from agenda.infra.db import db
from agenda.infra.transaction import now, transaction
from agenda.kernel.authz import MECHANISM, OPERATOR, Actor, BodyKind
from agenda.kernel.clock import SetClock
from agenda.kernel.errors import NotPermitted, NotPossible
from agenda.kernel.ids import AccountId
from agenda.notifications.owndata.queries import list_all_told
from agenda.proposals.commands import change_photos
from tests.factories import Place, actor, make_cosigning, make_place
from tests.signin import sign_in

COMMITTEE = BodyKind.RESIDENTS_COMMITTEE


@pytest.fixture
def place(app: Flask) -> Place:
    return make_place(households=6)


def enrolled(app: Flask, place: Place, number: int = 1) -> tuple[Actor, AccountId]:
    """Give a resident an account and return him as the signed-in actor."""
    account_id = sign_in(app.test_client(), place.people[number])
    found = actor(place.people[number])
    return Actor(**{**found.__dict__, "account_id": account_id}), account_id


def everything() -> str:
    """Return every value of every table, as one text to look for traces in."""
    db.session.close()
    with db.engine.connect() as connection:
        rows: list[Any] = [
            row for table in db.metadata.sorted_tables for row in connection.execute(select(table))
        ]
    return repr(rows)


def test_what_a_person_did_stays_and_nothing_leads_to_him(app: Flask, place: Place) -> None:
    proposal = make_cosigning(place)
    mine, account_id = enrolled(app, place)
    with transaction(mine) as tx:
        correct_contact(
            tx, place.people[1], mobile="13812345678", email="a@b.cn", postal_address=None
        )
        cosign(tx, proposal.proposal_id)
    ownership = select(Ownership.person_id).where(Ownership.household_id == place.households[1])
    size = scope_size(db.session(), get_root(db.session(), place.neighbourhood_id))
    with transaction(mine) as tx:
        close_account(tx, account_id, moved_out=False)
    left = db.session.get_one(Person, place.people[1])
    assert (left.name, left.mobile, left.ledger_key) == ("", None, None)
    assert place.people[1] in db.session.scalars(select(Cosign.person_id)).all()
    names = public_names(db.session(), {place.people[1]}, anonymous_word="居民")
    assert names == {place.people[1]: "3号楼 居民"}
    again = db.session.scalars(select(Person).where(Person.household_id == place.households[1]))
    successor = [person for person in again if person.name]
    assert [person.name for person in successor] == ["张小明"]
    assert db.session.scalar(ownership) == successor[0].person_id
    assert scope_size(db.session(), get_root(db.session(), place.neighbourhood_id)) == size
    traces = everything()
    assert "13812345678" not in traces
    assert "a@b.cn" not in traces
    assert "person2@example.cn" not in traces


def test_who_left_for_good_is_gone_from_the_roster(app: Flask, place: Place) -> None:
    mine, account_id = enrolled(app, place)
    with transaction(OPERATOR) as tx:
        tx.session.get_one(Person, place.people[1]).name = "独孤求败"
    with transaction(mine) as tx:
        close_account(tx, account_id, moved_out=True)
    assert "独孤求败" not in everything()
    owned = select(Ownership.ended_at).where(Ownership.person_id == place.people[1])
    assert db.session.scalar(owned) is not None


def test_a_closed_account_lets_nobody_in_and_belongs_nowhere(app: Flask, place: Place) -> None:
    mine, account_id = enrolled(app, place)
    with transaction(mine) as tx:
        close_account(tx, account_id, moved_out=False)
    account = db.session.get_one(Account, account_id)
    assert (account.sign_in_name, account.password_hash) == (f"closed-{account_id}", "")
    assert db.session.scalars(select(Membership)).all() == []


def test_a_seat_holder_gives_his_seat_up_first_and_others_close_only_their_own(
    app: Flask, place: Place
) -> None:
    account_id = sign_in(app.test_client(), place.seated[COMMITTEE][0])
    chair = Actor(**{**place.seat(COMMITTEE).__dict__, "account_id": account_id})
    with pytest.raises(NotPossible, match="seat_held"), transaction(chair) as tx:
        close_account(tx, account_id, moved_out=False)
    with pytest.raises(NotPermitted, match="not_yours"), transaction(place.resident(1)) as tx:
        close_account(tx, account_id, moved_out=False)


def test_an_age_band_is_its_own_consent_and_withdrawing_deletes_it(
    app: Flask, place: Place
) -> None:
    mine = place.resident(0)
    for band in (AgeBand.FROM_60, AgeBand.FROM_75, None):
        with transaction(mine) as tx:
            state_age_band(tx, place.people[0], age_band=band)
    assert db.session.get_one(Person, place.people[0]).age_band is None
    given = db.session.scalars(select(Consent)).all()
    assert [(c.purpose, c.withdrawn_at is not None) for c in given] == [("age_band", True)]
    with pytest.raises(NotPermitted), transaction(place.resident(1)) as tx:
        state_age_band(tx, place.people[0], age_band=AgeBand.FROM_18)


def test_only_oneself_corrects_and_chooses(place: Place) -> None:
    for hand in (place.resident(1), place.seat(COMMITTEE), OPERATOR):
        with pytest.raises(NotPermitted, match="not_yourself"), transaction(hand) as tx:
            correct_contact(tx, place.people[0], mobile=None, email=None, postal_address=None)
        with pytest.raises(NotPermitted, match="not_yourself"), transaction(hand) as tx:
            choose_shown_as(tx, place.people[0], shown_as=ShownAs.ANONYMOUS)


def test_a_person_sees_who_looked(app: Flask, place: Place) -> None:
    account_id = sign_in(app.test_client(), place.seated[COMMITTEE][0])
    chair = Actor(**{**place.seat(COMMITTEE).__dict__, "account_id": account_id})
    with transaction(chair) as tx:
        show_name(tx, place.people[0], purpose="looked_up")
    (look,) = list_looks(db.session(), place.people[0])
    assert (look.kind, look.who, look.at) == ("community.name_seen", "赵**", now())
    assert list_looks(db.session(), place.people[1]) == []


def test_the_export_says_all_that_my_data_shows(app: Flask, place: Place) -> None:
    _mine, account_id = enrolled(app, place)
    data = json.loads(export(db.session(), account_id, now=now()))
    (here,) = data["neighbourhoods"]
    mine = get_my_person(db.session(), place.people[1])
    assert here["real"]["name"] == mine.real.name == "张小明"
    assert here["owns"] == ["东苑 3号楼 1单元 102"]
    assert data["account"]["sign_in_name"] == "person2@example.cn"
    assert "ledger_key" not in json.dumps(data)


def test_notices_and_files_are_in_the_copy_and_go_with_the_person(app: Flask, place: Place) -> None:
    mine, account_id = enrolled(app, place)
    person_id = place.people[1]
    proposal_id = make_cosigning(place, by=1).proposal_id
    tell()
    photo = StoredFile("a" * 32, "b" * 32, Media.JPEG, "0" * 64, 9, 1, 1, "路灯")
    with transaction(mine) as tx:
        change_photos(tx, proposal_id, add=Sent((photo,)), remove=())
    data = json.loads(export_all(db.session(), account_id, now=now()))
    assert {notice["proposal"] for notice in data["notices"]} == {proposal_id}
    assert [file["caption"] for file in data["files"]] == ["路灯"]
    with transaction(mine) as tx:
        close_account(tx, account_id, moved_out=True)
    tend_people()
    assert list_all_told(db.session(), person_id) == []
    assert list_own_files(db.session(), person_id) == ()
    kept = list_beside(db.session(), Subject.PROPOSAL, (proposal_id,))[proposal_id]
    assert [(row.caption, row.uploaded_by_id) for row in kept] == [("路灯", None)]


def test_half_a_year_after_moving_out_the_name_goes(
    app: Flask, place: Place, clock: SetClock
) -> None:
    _mine, account_id = enrolled(app, place)
    with transaction(OPERATOR) as tx:
        tx.session.get_one(Person, place.people[1]).moved_out_at = tx.now

    def tick() -> int:
        with transaction(MECHANISM) as tx:
            return retire_movers(tx)

    clock.advance(timedelta(days=181))
    assert tick() == 0
    clock.advance(timedelta(days=1))
    assert tick() == 1
    assert tick() == 0
    assert db.session.get_one(Person, place.people[1]).name == ""
    assert db.session.get_one(Account, account_id).closed_at is not None
