"""Scheduling the residents' vote and casting ballots, on both databases."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import event, func, select, update

from agenda.ballots.commands import cast_ballot, replace_ballot
from agenda.ballots.models import CastChoice, Participation, Receipt, RollEntry
from agenda.ballots.queries import (
    find_own_choice,
    holds_receipt,
    list_roll_buildings,
    standing,
)
from agenda.ballots.rules import Choice, roll_digest
from agenda.community.models import Person
from agenda.community.queries import get_area, scope_size
from agenda.cosigns.commands import cosign
from agenda.infra.audit import LedgerEvent, PrivateLog
from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.authz import MECHANISM, OPERATOR, VISITOR
from agenda.kernel.clock import SetClock
from agenda.kernel.errors import Invalid, NotPermitted, NotPossible
from agenda.kernel.ids import new_code
from agenda.mechanism.tick.commands import tick
from agenda.procedure.queries import find_open_duty
from agenda.procedure.rules import Bearer, DutyKind
from agenda.proposals.commands import edit_proposal
from agenda.proposals.rules import ProposalText, Stage
from tests.factories import TEXT, make_cosigning, make_place, reload
from tests.votes import cast, cast_one, close, make_open, make_scheduled, vote_on

FOR, AGAINST, ABSTAIN = Choice
pytestmark = pytest.mark.usefixtures("app")


def rows(table, vote) -> int:
    query = select(func.count()).select_from(table).where(table.vote_id == vote.vote_id)
    return db.session.scalar(query) or 0


def test_crossing_freezes_the_roll_and_fixes_the_times() -> None:
    place = make_place(households=30, adults=2)
    vote = make_scheduled(place)
    proposal = reload(vote.proposal_id)
    assert proposal.stage is Stage.VOTING
    assert vote.roll_size == rows(RollEntry, vote) == 60
    assert vote.turnout_required == 20
    size = scope_size(db.session(), get_area(db.session(), proposal.scope_id))
    assert vote.roll_size == size.adults
    entries = db.session.execute(select(RollEntry.person_id, RollEntry.household_id))
    assert vote.roll_digest == roll_digest(vote.proposal_id, [(p, h) for p, h in entries])
    duty = find_open_duty(db.session(), vote.proposal_id, DutyKind.CAST_VOTES)
    assert duty is not None
    assert (duty.due_at, duty.bearer) == (vote.closes_at, Bearer.RESIDENTS)
    assert vote.opens_at.isoformat() == "2026-03-05T00:00:00+00:00"
    assert [b.size for b in list_roll_buildings(db.session(), vote.vote_id)] == [60]


def test_an_edit_shortly_before_crossing_moves_the_vote(clock: SetClock) -> None:
    place = make_place()
    proposal = make_cosigning(place)
    clock.advance(timedelta(hours=1))
    text = ProposalText(TEXT.title, TEXT.matter + "请大家都来看看。", TEXT.remedy)
    with transaction(place.resident()) as tx:
        edit_proposal(tx, proposal.proposal_id, text=text, version=proposal.version)
    from_now = _cross(place, proposal.proposal_id)
    assert from_now.moved_days == 3
    assert from_now.opens_at.isoformat() == "2026-03-09T00:00:00+00:00"


def _cross(place, proposal_id):
    for number in range(1, len(place.people)):
        if reload(proposal_id).crossed_at is None:
            with transaction(place.resident(number)) as tx:
                cosign(tx, proposal_id)
    return vote_on(proposal_id)


def test_the_draft_of_the_same_day_moves_nothing() -> None:
    assert make_scheduled(make_place()).moved_days == 0


def test_who_moves_away_may_still_vote_and_who_comes_of_age_may_not() -> None:
    place = make_place()
    with transaction(OPERATOR) as tx:
        tx.session.execute(
            update(Person).where(Person.person_id == place.people[20]).values(is_adult=False)
        )
    vote = make_open(place)
    assert vote.roll_size == 29
    with transaction(OPERATOR) as tx:
        tx.session.execute(
            update(Person).where(Person.person_id == place.people[20]).values(is_adult=True)
        )
        tx.session.execute(
            update(Person).where(Person.person_id == place.people[21]).values(moved_out_at=tx.now)
        )
    cast_one(place, vote, 21, FOR)
    with pytest.raises(NotPermitted, match=r"ballots\.not_on_roll"):
        cast_one(place, vote, 20, FOR)


def test_a_ballot_leaves_one_row_in_each_table_and_none_in_the_private_log() -> None:
    place = make_place()
    vote = make_open(place)
    receipt = cast_one(place, vote, 3, AGAINST)
    assert [rows(t, vote) for t in (Participation, CastChoice, Receipt)] == [1, 1, 1]
    assert standing(db.session(), vote.vote_id, place.people[3]).has_cast
    assert not standing(db.session(), vote.vote_id, place.people[4]).has_cast
    assert holds_receipt(db.session(), vote.vote_id, receipt.number)
    assert db.session.scalars(select(PrivateLog)).all() == []


def test_the_ledger_names_no_hand_on_a_ballot() -> None:
    place = make_place()
    vote = make_open(place)
    cast(place, vote, [FOR, AGAINST])
    query = select(LedgerEvent).where(LedgerEvent.kind == "ballots.ballot_cast")
    ballots = db.session.scalars(query).all()
    assert [(b.actor, b.cause_id, b.payload) for b in ballots] == [
        ("resident", None, f'{{"vote_id":{vote.vote_id}}}')
    ] * 2


def test_a_ballot_takes_seven_statements(app: Flask) -> None:
    """Tens of thousands are cast one by one: what each costs is held here."""
    place = make_place()
    vote = make_open(place)
    cast_one(place, vote, 0, FOR)
    voter, sent = place.resident(1), []
    listener = (db.engine, "before_cursor_execute", lambda *args: sent.append(args[2]))
    event.listen(*listener)
    with transaction(voter) as tx:
        cast_ballot(tx, vote.vote_id, FOR)
    event.remove(*listener)
    assert len([statement for statement in sent if not statement.startswith("BEGIN")]) == 7


def test_a_second_ballot_of_the_same_person_is_refused_whatever_it_says() -> None:
    place = make_place()
    vote = make_open(place)
    cast_one(place, vote, 0, FOR)
    for choice in Choice:
        with pytest.raises(NotPossible, match=r"ballots\.cast_already"):
            cast_one(place, vote, 0, choice)
    assert [rows(t, vote) for t in (Participation, CastChoice, Receipt)] == [1, 1, 1]


def test_the_same_form_sent_twice_gets_the_same_receipt_and_counts_once() -> None:
    place = make_place()
    vote = make_open(place)
    code = new_code()
    receipts = []
    for choice in (FOR, FOR, AGAINST):
        with transaction(place.resident()) as tx:
            receipts.append(cast_ballot(tx, vote.vote_id, choice, code=code))
    assert receipts == [receipts[0]] * 3
    assert rows(CastChoice, vote) == 1
    assert find_own_choice(db.session(), vote, place.people[0], code=code) is FOR


def test_nobody_else_gets_a_ballot_by_somebodys_code() -> None:
    place = make_place()
    vote = make_open(place)
    receipt = cast_one(place, vote, 0, FOR)
    with (
        pytest.raises(NotPossible, match=r"ballots\.cast_already"),
        transaction(place.resident(0)) as tx,
    ):
        cast_ballot(tx, vote.vote_id, FOR, code=new_code())
    assert find_own_choice(db.session(), vote, place.people[1], code=receipt.code) is None


def test_ballots_are_taken_up_to_the_last_instant_and_not_after(clock: SetClock) -> None:
    place = make_place()
    vote = make_scheduled(place)
    tick_of_clock = timedelta(microseconds=1)
    clock.set(vote.opens_at - tick_of_clock)
    with pytest.raises(NotPossible, match=r"ballots\.not_open_yet"):
        cast_one(place, vote, 0, FOR)
    clock.set(vote.opens_at)
    cast_one(place, vote, 0, FOR)
    clock.set(vote.closes_at - tick_of_clock)
    cast_one(place, vote, 1, FOR)
    clock.set(vote.closes_at)
    with pytest.raises(NotPossible, match=r"ballots\.closed"):
        cast_one(place, vote, 2, FOR)
    tick()
    with pytest.raises(NotPossible, match=r"ballots\.closed"):
        cast_one(place, vote, 2, FOR)
    assert vote_on(vote.proposal_id).participants == 2


def test_only_who_is_on_the_roll_and_verified_votes() -> None:
    place = make_place()
    vote = make_open(place)
    with transaction(OPERATOR) as tx:
        tx.session.execute(
            update(Person).where(Person.person_id == place.people[5]).values(verified_at=None)
        )
    committee = next(iter(place.seated.values()))[0]
    refusals = [
        (VISITOR, r"authz\.sign_in_first"),
        (MECHANISM, r"authz\.sign_in_first"),
        (place.resident(5), r"ballots\.not_verified"),
    ]
    for actor, reason in refusals:
        with pytest.raises(NotPermitted, match=reason), transaction(actor) as tx:
            cast_ballot(tx, vote.vote_id, FOR)
    assert not standing(db.session(), vote.vote_id, committee).on_roll


def test_sign_in_and_receipt_together_show_and_replace_a_choice() -> None:
    place = make_place()
    vote = make_open(place)
    receipt, other = cast(place, vote, [FOR, FOR])
    before = db.session.scalar(select(func.count()).select_from(LedgerEvent))
    with transaction(place.resident(0)) as tx:
        replace_ballot(tx, vote.vote_id, AGAINST, code=receipt.code)
    assert find_own_choice(db.session(), vote, place.people[0], code=receipt.code) is AGAINST
    assert find_own_choice(db.session(), vote, place.people[1], code=other.code) is FOR
    for number, code in ((0, other.code), (0, receipt.number), (1, receipt.code), (2, new_code())):
        with (
            pytest.raises(Invalid, match=r"ballots\.receipt_not_yours"),
            transaction(place.resident(number)) as tx,
        ):
            replace_ballot(tx, vote.vote_id, ABSTAIN, code=code)
    assert db.session.scalar(select(func.count()).select_from(LedgerEvent)) == before
    closed = close(vote)
    assert (closed.votes_for, closed.votes_against) == (None, None)
    with (
        pytest.raises(NotPossible, match=r"ballots\.closed"),
        transaction(place.resident(0)) as tx,
    ):
        replace_ballot(tx, vote.vote_id, FOR, code=receipt.code)
