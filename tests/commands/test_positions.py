"""What each body says, in versions, by a date, and how its silence is shown."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from agenda.deliberation.parties.commands import declare_recusal
from agenda.deliberation.parties.queries import find_party, list_parties
from agenda.deliberation.positions.commands import file_position
from agenda.deliberation.positions.models import Position
from agenda.deliberation.positions.queries import find_latest, list_positions
from agenda.deliberation.positions.rules import Stance
from agenda.deliberation.queries import get_sitting
from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.authz import Actor, BodyKind
from agenda.kernel.clock import SetClock
from agenda.kernel.errors import DomainError, NotPermitted, Stale
from agenda.kernel.ids import ProposalId
from agenda.mechanism.tick.commands import tick
from agenda.procedure.queries import open_duties
from agenda.procedure.rules import DutyKind
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
