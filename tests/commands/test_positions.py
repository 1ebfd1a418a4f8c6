"""What each body says, in versions, by a date, and how its silence is shown."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from agenda.deliberation.parties.commands import declare_recusal
from agenda.deliberation.parties.invitations.commands import invite_expert, invite_households
from agenda.deliberation.parties.queries import find_party, list_parties
from agenda.deliberation.positions.commands import file_for_party, file_position
from agenda.deliberation.positions.conditions.commands import answer_condition, tick_condition
from agenda.deliberation.positions.conditions.queries import list_conditions
from agenda.deliberation.positions.filed.queries import list_positions
from agenda.deliberation.positions.models import Position
from agenda.deliberation.positions.queries import find_latest
from agenda.deliberation.positions.rules import Stance, Verdict
from agenda.deliberation.queries import get_sitting
from agenda.infra.audit import LedgerEvent
from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.authz import Actor, BodyKind
from agenda.kernel.clock import SetClock
from agenda.kernel.errors import DomainError, Invalid, NotPermitted, NotPossible, Stale
from agenda.kernel.ids import ProposalId
from agenda.mechanism.tick.commands import tick
from agenda.procedure.queries import find_open_duty, open_duties
from agenda.procedure.rules import Duty, DutyKind
from tests.factories import Place, make_deliberating, make_listed, make_place

COMMITTEE = BodyKind.RESIDENTS_COMMITTEE
COMPANY = BodyKind.PROPERTY_COMPANY
TEAM = BodyKind.ACTIVITY_TEAM


@pytest.fixture
def place(app: Flask) -> Place:
    return make_place(households=10)


def file(
    place: Place,
    proposal_id: ProposalId,
    *,
    stance: Stance = Stance.FOR,
    reasons: str = "支持",
    conditions: tuple[str, ...] = (),
    version: int = 0,
    who: Actor | None = None,
) -> Position:
    with transaction(who or place.seat(COMPANY)) as tx:
        return file_position(
            tx,
            proposal_id,
            place.bodies[COMPANY],
            stance=stance,
            reasons=reasons,
            conditions=conditions,
            version=version,
        )


def waiting(proposal_id: ProposalId) -> int:
    duties = open_duties(db.session(), proposal_id)
    return sum(duty.kind is DutyKind.FILE_POSITION for duty in duties)


def test_a_position_fulfils_the_duty_of_its_body_alone(place: Place) -> None:
    proposal_id = make_deliberating(place).proposal_id
    assert waiting(proposal_id) == 2
    position = file(
        place,
        proposal_id,
        stance=Stance.CONDITIONAL,
        reasons="原则同意",
        conditions=("先公示费用", " ", "晚十点后不施工"),
    )
    assert (position.version, position.is_late) == (1, False)
    assert waiting(proposal_id) == 1
    latest = find_latest(db.session(), position.party_id)
    assert latest is not None
    assert [(c.text, c.met) for c in latest.conditions] == [
        ("先公示费用", False),
        ("晚十点后不施工", False),
    ]


def test_versions_stand_side_by_side_with_what_changed(place: Place) -> None:
    proposal_id = make_deliberating(place).proposal_id
    first = file(
        place, proposal_id, stance=Stance.CONDITIONAL, reasons="原则同意", conditions=("先公示",)
    )
    file(place, proposal_id, stance=Stance.FOR, reasons="已公示", version=1)
    sitting = get_sitting(db.session(), proposal_id)
    versions = list_positions(db.session(), sitting.sitting_id)[first.party_id]
    assert [(v.version, v.stance) for v in versions] == [(2, Stance.FOR), (1, Stance.CONDITIONAL)]
    change = versions[0].change
    assert change is not None
    assert (change.stance_before, change.dropped) == (Stance.CONDITIONAL, ("先公示",))
    assert versions[1].change is None


def test_a_version_that_was_not_seen_is_not_overwritten(place: Place) -> None:
    proposal_id = make_deliberating(place).proposal_id
    file(place, proposal_id, reasons="支持")
    with pytest.raises(Stale, match="filed_meanwhile") as refused:
        file(place, proposal_id, reasons="不同", who=place.seat(COMPANY, 1))
    assert refused.value.current == "支持"


def test_only_a_seat_of_an_invited_body_files(place: Place) -> None:
    proposal_id = make_deliberating(place).proposal_id
    for stranger in (place.seat(COMMITTEE), place.resident(2)):
        with pytest.raises(NotPermitted, match="seat_of_body_files"):
            file(place, proposal_id, who=stranger)
    with pytest.raises(NotPermitted, match="not_invited"), transaction(place.seat(TEAM)) as tx:
        file_position(tx, proposal_id, place.bodies[TEAM], stance=Stance.FOR, reasons="")


def test_who_declared_an_interest_does_not_speak_but_the_proposer_may_for_his_body(
    place: Place,
) -> None:
    proposal_id = make_deliberating(place).proposal_id
    with transaction(place.seat(COMPANY)) as tx:
        declare_recusal(tx, proposal_id, reason="承包人是我亲戚")
    with pytest.raises(NotPermitted, match="recused"):
        file(place, proposal_id)
    proposer = replace(place.resident(0), seats=place.seat(COMPANY, 1).seats)
    assert file(place, proposal_id, who=proposer).version == 1


def test_one_person_speaks_for_two_bodies_one_by_one(place: Place) -> None:
    proposal_id = make_deliberating(place).proposal_id
    both = replace(
        place.seat(COMPANY), seats=place.seat(COMPANY).seats + place.seat(COMMITTEE).seats
    )
    file(place, proposal_id, who=both)
    with transaction(both) as tx:
        body_id = place.bodies[COMMITTEE]
        file_position(tx, proposal_id, body_id, stance=Stance.AGAINST, reasons="费用不清")
    sitting = get_sitting(db.session(), proposal_id)
    said = list_positions(db.session(), sitting.sitting_id)
    assert sorted(versions[0].stance for versions in said.values()) == ["against", "for"]


def test_silence_is_shown_with_its_date_and_a_late_answer_as_late(
    place: Place, clock: SetClock
) -> None:
    proposal_id = make_deliberating(place).proposal_id
    party = find_party(db.session(), proposal_id, place.bodies[COMPANY])
    assert party is not None
    due_at = party.due_at
    db.session.close()
    clock.set(due_at + timedelta(hours=5))
    assert tick().failed == ()
    sitting = get_sitting(db.session(), proposal_id)
    assert {p.silent_at for p in list_parties(db.session(), sitting.sitting_id)} == {due_at}
    late = file(place, proposal_id)
    assert late.is_late
    assert not file(place, proposal_id, reasons="补充", version=1).is_late


def test_an_answer_between_date_and_clock_is_late_too(place: Place, clock: SetClock) -> None:
    proposal_id = make_deliberating(place).proposal_id
    party = find_party(db.session(), proposal_id, place.bodies[COMPANY])
    assert party is not None
    clock.set(party.due_at)
    assert file(place, proposal_id).is_late


def test_a_filing_that_lacks_something_changes_nothing(place: Place) -> None:
    proposal_id = make_deliberating(place).proposal_id
    with pytest.raises(DomainError, match="reasons_needed"):
        file(place, proposal_id, stance=Stance.AGAINST, reasons="")
    assert waiting(proposal_id) == 2


def test_nothing_is_filed_before_the_talks(place: Place) -> None:
    proposal_id = make_listed(place).proposal_id
    with pytest.raises(NotPermitted, match="not_deliberating"):
        file(place, proposal_id)


def test_homes_and_experts_are_asked_reminded_and_heard(place: Place, clock: SetClock) -> None:
    proposal_id = make_deliberating(place).proposal_id
    with transaction(place.seat(COMMITTEE)) as tx:
        home, other = invite_households(tx, proposal_id, lines=["3号楼 101", "1单元/102"])
        expert = invite_expert(tx, proposal_id, name="区房屋检测站").party_id
        names, home_id, other_id = (home.name, other.name), home.party_id, other.party_id
    assert names == ("3号楼 #1", "3号楼 #2")
    with pytest.raises(Invalid), transaction(place.seat(COMMITTEE)) as tx:
        invite_households(tx, proposal_id, lines=["3号楼 999"])
    with pytest.raises(NotPermitted), transaction(place.resident(1)) as tx:
        file_for_party(tx, home_id, stance=Stance.FOR, reasons="别人家的事")
    with transaction(place.resident(0)) as tx:
        own = file_for_party(
            tx,
            home_id,
            stance=Stance.CONDITIONAL,
            reasons="怕挡光",
            conditions=["退让一米", "补偿"],
        )
        assert not own.is_entered
    with transaction(place.seat(COMMITTEE)) as tx:
        assert file_for_party(tx, expert, stance=Stance.FOR, reasons="结构可行").is_entered
    duty = open_of(proposal_id, DutyKind.FILE_POSITION, other_id)
    assert duty is not None
    assert duty.person_id == place.people[1]
    clock.set(duty.due_at)
    tick()
    kinds = ledger_kinds(proposal_id)
    assert kinds.count("deliberation.party_reminded") == 3, "whoever has answered is left in peace"
    assert "deliberation.party_stayed_silent" in kinds


def test_conditions_are_answered_one_by_one_and_ticked_by_who_set_them(
    place: Place, clock: SetClock
) -> None:
    proposal_id = make_deliberating(place).proposal_id
    filed = file(
        place,
        proposal_id,
        stance=Stance.CONDITIONAL,
        reasons="原则同意",
        conditions=("先公示费用", "晚十点后不施工"),
    )
    first, second = (c.condition_id for c in list_conditions(db.session(), filed.position_id))
    db.session.close()
    with pytest.raises(NotPermitted), transaction(place.seat(COMPANY)) as tx:
        answer_condition(tx, first, verdict=Verdict.ACCEPTED, answer="自己答自己")
    with transaction(place.seat(COMMITTEE)) as tx:
        answer_condition(tx, first, verdict=Verdict.ACCEPTED, answer="三月底前公示")
    with pytest.raises(NotPermitted), transaction(place.seat(COMMITTEE)) as tx:
        tick_condition(tx, first, is_met=True)
    with transaction(place.seat(COMPANY)) as tx:
        tick_condition(tx, first, is_met=True)
    again = file(
        place,
        proposal_id,
        stance=Stance.CONDITIONAL,
        reasons="仍有一条",
        conditions=("先公示费用", "周末不施工"),
        version=1,
    )
    kept, new = list_conditions(db.session(), again.position_id)
    assert (kept.verdict, kept.met_at is None, new.verdict) == (Verdict.ACCEPTED, False, None)
    db.session.close()
    with pytest.raises(NotPossible), transaction(place.seat(COMMITTEE)) as tx:
        answer_condition(tx, second, verdict=Verdict.DECLINED, answer="旧稿")
    duty = open_of(proposal_id, DutyKind.ANSWER_CONDITIONS, again.position_id)
    assert duty is not None
    assert duty.body_id == place.bodies[COMMITTEE]
    clock.set(duty.due_at)
    tick()
    assert "deliberation.conditions_unanswered" in ledger_kinds(proposal_id)


def open_of(proposal_id: ProposalId, kind: DutyKind, subject_id: int) -> Duty | None:
    duty = find_open_duty(db.session(), proposal_id, kind, subject_id=subject_id)
    db.session.close()
    return duty


def ledger_kinds(proposal_id: ProposalId) -> list[str]:
    query = select(LedgerEvent.kind).where(LedgerEvent.proposal_id == proposal_id)
    kinds = list(db.session().scalars(query))
    db.session.close()
    return kinds
