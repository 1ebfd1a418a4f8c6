"""Who is told of what, once, and what survives a failure."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from agenda.ballots.owners.roll.events import CommitteeTold, OwnersNoticeGiven, OwnersRollFrozen
from agenda.cli.clock import tell
from agenda.cosigns.commands import cosign, withdraw_cosign
from agenda.deliberation.parties.commands import ask_recusal
from agenda.infra.audit import LedgerEvent
from agenda.infra.db import db
from agenda.infra.outbox import MOST_ATTEMPTS, OutboxMessage, list_waiting
from agenda.infra.transaction import transaction
from agenda.kernel.authz import MECHANISM, Actor, BodyKind
from agenda.kernel.clock import SetClock
from agenda.kernel.errors import NotPermitted
from agenda.kernel.ids import PersonId, ProposalId
from agenda.notifications.commands import read_notices, write_notices
from agenda.notifications.models import Notice
from agenda.notifications.queries import count_unread, list_notices
from agenda.notifications.rules import AUDIENCES, CONSUMER
from agenda.proposals.commands import edit_proposal
from agenda.proposals.events import ProposalRevised
from agenda.proposals.rules import ProposalText
from agenda.web.sentences import EVENTS
from tests.factories import TEXT, Place, make_cosigning, make_deliberating, make_place
from tests.owners import make_noticed, opened

COMMITTEE = BodyKind.RESIDENTS_COMMITTEE
COMPANY = BodyKind.PROPERTY_COMPANY
SUPERVISION = BodyKind.SUPERVISION_COMMITTEE


@pytest.fixture
def place(app: Flask) -> Place:
    return make_place(households=10)


def revise(place: Place, proposal_id: ProposalId) -> None:
    text = ProposalText(TEXT.title, TEXT.matter, TEXT.remedy + "费用先由维修资金垫付。")
    with transaction(place.resident()) as tx:
        edit_proposal(tx, proposal_id, text=text, version=1, note="补充费用")


def told(kind: str) -> set[PersonId]:
    """Return who was told of the acts of a kind."""
    query = (
        select(Notice.person_id)
        .join(LedgerEvent, LedgerEvent.event_id == Notice.event_id)
        .where(LedgerEvent.kind == kind)
    )
    return set(db.session.scalars(query))


def test_cosigners_learn_of_a_revision_and_its_author_does_not(place: Place) -> None:
    proposal_id = make_cosigning(place).proposal_id
    for number in (1, 2):
        with transaction(place.resident(number)) as tx:
            cosign(tx, proposal_id)
    with transaction(place.resident(2)) as tx:
        withdraw_cosign(tx, proposal_id)
    revise(place, proposal_id)
    assert told(ProposalRevised.kind) == set()
    tell()
    assert told(ProposalRevised.kind) == {place.people[1]}


def test_telling_twice_tells_once(place: Place) -> None:
    make_cosigning(place)
    waiting = list_waiting(db.session(), CONSUMER)
    assert waiting
    first = tell()
    assert first
    assert tell() == 0
    assert list_waiting(db.session(), CONSUMER) == []
    with transaction(MECHANISM) as tx:
        assert write_notices(tx, waiting[0]) == 0
    with transaction(MECHANISM) as tx:
        tx.session.get_one(OutboxMessage, waiting[0]).handled_at = None
    assert tell() == 0, "the table takes one notice per person and act"
    assert db.session.scalar(select(func.count()).select_from(Notice)) == first


def test_the_members_of_a_body_learn_what_it_has_to_do(place: Place, clock: SetClock) -> None:
    proposal_id = make_deliberating(place).proposal_id
    clock.advance(timedelta(hours=1))
    with transaction(place.resident(3)) as tx:
        ask_recusal(
            tx, proposal_id, person_id=place.seated[COMPANY][0], reason="他的亲戚承包了工程"
        )
    tell()
    assert told("mechanism.stage_changed") >= {
        place.people[0],
        *place.seated[COMMITTEE],
        *place.seated[COMPANY],
    }
    asked = told("deliberation.recusal_asked")
    assert asked == {*place.seated[SUPERVISION], place.seated[COMPANY][0]}


def test_one_reads_ones_own_notices_alone(place: Place) -> None:
    make_cosigning(place)
    tell()
    me, other = place.resident(), place.seat(COMMITTEE)
    mine, others = count_unread(db.session(), me), count_unread(db.session(), other)
    assert mine
    assert others
    latest = list_notices(db.session(), place.neighbourhood_id, place.people[0])[0]
    with transaction(me) as tx:
        read_notices(tx, up_to=latest.notice_id - 1)
    assert count_unread(db.session(), me) == 1
    with transaction(me) as tx:
        read_notices(tx, up_to=latest.notice_id)
    assert count_unread(db.session(), me) == 0
    assert count_unread(db.session(), other) == others
    with pytest.raises(NotPermitted), transaction(Actor(MECHANISM.kind)) as tx:
        read_notices(tx, up_to=1)


def test_a_message_that_fails_stays_with_its_error_and_stops_no_other(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_cosigning(place)
    first, *rest = list_waiting(db.session(), CONSUMER)
    assert rest

    def fail(tx, message_id: int, *, by_mail: bool) -> int:  # type: ignore[no-untyped-def]
        if message_id == first:
            raise RuntimeError("no light")
        return write_notices(tx, message_id)

    monkeypatch.setattr("agenda.cli.clock.write_notices", fail)
    assert tell()
    assert list_waiting(db.session(), CONSUMER) == [first]
    message = db.session.get_one(OutboxMessage, first)
    assert (message.attempts, message.last_error) == (1, "RuntimeError('no light')")
    with transaction(MECHANISM) as tx:
        tx.session.get_one(OutboxMessage, first).attempts = MOST_ATTEMPTS
    assert list_waiting(db.session(), CONSUMER) == []


def test_only_the_mechanism_tells(place: Place) -> None:
    make_cosigning(place)
    message = list_waiting(db.session(), CONSUMER)[0]
    with pytest.raises(NotPermitted), transaction(place.resident()) as tx:
        write_notices(tx, message)


def test_every_notice_has_a_sentence(app: Flask) -> None:
    assert set(AUDIENCES) <= set(EVENTS)


@pytest.mark.parametrize(("days", "calls"), [(13, True), (14, False)])
def test_what_is_told_long_after_it_happened_calls_nobody(
    place: Place, clock: SetClock, days: int, calls: bool
) -> None:
    proposal_id = make_cosigning(place).proposal_id
    with transaction(place.resident(1)) as tx:
        cosign(tx, proposal_id)
    revise(place, proposal_id)
    clock.advance(timedelta(days=days))
    tell()
    assert told(ProposalRevised.kind) == {place.people[1]}
    assert (count_unread(db.session(), place.resident(1)) > 0) is calls


def test_an_owners_notice_reaches_the_owners_and_in_the_same_act_the_committee(app: Flask) -> None:
    place = make_place()
    opened(make_noticed(place))
    tell()
    for kind in (OwnersNoticeGiven, OwnersRollFrozen):
        assert told(kind.kind) == set(place.people)
    assert told(CommitteeTold.kind) == set(place.seated[COMMITTEE])
