"""A meeting that decides: called with its roll frozen, signed in to, and its hands counted."""

from collections.abc import Iterator, Sequence

from sqlalchemy import delete, insert

from agenda.ballots.assembly import policy
from agenda.ballots.assembly.events import AssemblyRollFrozen
from agenda.ballots.assembly.models import (
    Assembly,
    AssemblyAttendance,
    AssemblyFault,
    AssemblyMember,
)
from agenda.ballots.assembly.queries import (
    count_households,
    count_present,
    get_assembly,
    is_member,
    list_candidates,
)
from agenda.ballots.assembly.rules import (
    Candidate,
    Hands,
    Member,
    RollBasis,
    RollFault,
    SignInChannel,
    hands_faults,
    lawful_bases,
    roll_digest,
    roll_of,
    too_few_representatives,
    with_silent,
)
from agenda.ballots.decisions import policy as decisions
from agenda.ballots.decisions.commands import convene_decision
from agenda.ballots.decisions.counting.commands import Ballots, record_hands
from agenda.ballots.decisions.counting.rules import Weight
from agenda.ballots.decisions.models import DecisionCount, FormalDecision
from agenda.ballots.decisions.queries import lock_decision, standing_of
from agenda.ballots.decisions.rules import DecisionNotice, DecisionState
from agenda.community.representatives.queries import list_groups
from agenda.community.representatives.rules import GroupFault
from agenda.infra.audit import log, record
from agenda.infra.transaction import Transaction
from agenda.kernel.authz import require
from agenda.kernel.clock import local_date
from agenda.kernel.errors import Invalid, NotPermitted, NotPossible
from agenda.kernel.ids import DecisionId, PersonId, new_code, normal_code

CODE_LENGTH = 6


def convene_assembly(
    tx: Transaction, decision_id: DecisionId, *, notice: DecisionNotice, basis: RollBasis
) -> FormalDecision:
    """Give notice of a meeting that decides, and freeze the roll of who is entitled.

    Giving it anew freezes the roll anew, until the first person has signed in. Raises Invalid for
    an unlawful notice or basis, or where the roster entitles nobody.
    """
    decision = lock_decision(tx, decision_id)
    require(decisions.may_convene(tx.actor, standing_of(tx.session, decision)))
    if basis not in lawful_bases(notice.kind):
        raise Invalid("ballots.basis_unlawful", field="basis")
    if count_present(tx.session, decision_id):
        raise NotPossible("ballots.meeting_begun")
    decision = convene_decision(tx, decision_id, notice=notice)
    candidates = list_candidates(tx.session, decision, basis)
    members = roll_of(basis, candidates)
    if not members:
        raise Invalid("ballots.nobody_entitled", field="basis")
    assembly = _freeze(tx, decision, basis, members)
    _list_faults(tx, decision, basis, candidates, members)
    record(
        tx,
        AssemblyRollFrozen(
            neighbourhood_id=decision.neighbourhood_id,
            proposal_id=decision.proposal_id,
            attempt=decision.attempt,
            body_id=decision.convening_body_id,
            basis=basis,
            roll_size=assembly.roll_size,
            roll_digest=assembly.roll_digest,
        ),
    )
    return decision


def sign_in(tx: Transaction, decision_id: DecisionId, *, code: str) -> AssemblyAttendance:
    """Sign in with the code shown in the room; each on the roll once."""
    decision = lock_decision(tx, decision_id)
    person_id = tx.actor.person_id
    on_roll = is_member(tx.session, decision_id, person_id)
    require(policy.may_sign_in(tx.actor, on_roll=on_roll))
    if person_id is None:
        raise NotPermitted("authz.sign_in_first")
    _require_going_on(tx, decision)
    if normal_code(code) != get_assembly(tx.session, decision_id).code:
        raise Invalid("ballots.wrong_code", field="code")
    attendance = _attend(tx, decision, person_id, channel=SignInChannel.CODE)
    log(tx, "ballots.signed_in", about=person_id, decision=decision_id)
    return attendance


def enter_attendance(
    tx: Transaction, decision_id: DecisionId, person_id: PersonId
) -> AssemblyAttendance:
    """Sign somebody on the roll in, as the secretary of the meeting."""
    decision = lock_decision(tx, decision_id)
    require(policy.may_keep_attendance(tx.actor, standing_of(tx.session, decision)))
    _require_going_on(tx, decision)
    if not is_member(tx.session, decision_id, person_id):
        raise NotPossible("ballots.not_on_meeting_roll")
    attendance = _attend(tx, decision, person_id, channel=SignInChannel.SECRETARY)
    log(tx, "ballots.signed_in_by_secretary", about=person_id, decision=decision_id)
    return attendance


def strike_attendance(tx: Transaction, decision_id: DecisionId, person_id: PersonId) -> None:
    """Take somebody off the attendance list who is not in the room, before the hands count."""
    decision = lock_decision(tx, decision_id)
    require(policy.may_keep_attendance(tx.actor, standing_of(tx.session, decision)))
    _require_going_on(tx, decision)
    tx.session.execute(
        delete(AssemblyAttendance).where(
            AssemblyAttendance.decision_id == decision_id,
            AssemblyAttendance.person_id == person_id,
        )
    )
    log(tx, "ballots.struck_off", about=person_id, decision=decision_id)


def count_hands(tx: Transaction, decision_id: DecisionId, *, hands: Hands) -> DecisionCount:
    """Record a show of hands; roll and presence come from the lists, not from the clerk.

    Who raised no hand abstains. The first count closes the attendance list; a correction counts
    the same people again.
    """
    decision = lock_decision(tx, decision_id)
    require(decisions.may_record_count(tx.actor, standing_of(tx.session, decision)))
    assembly = get_assembly(tx.session, decision_id)
    present = count_present(tx.session, decision_id)
    fault = next(hands_faults(hands, present=present), None)
    if fault is not None:
        raise Invalid(fault.code, field=fault.field, have=fault.have, need=fault.need)
    full = with_silent(hands, present=present)
    ballots = Ballots(
        roll=Weight(assembly.roll_size),
        participating=Weight(present),
        votes_for=Weight(full.votes_for),
        against=Weight(full.against),
        abstain=Weight(full.abstain),
    )
    return record_hands(tx, decision_id, ballots=ballots)


def _freeze(
    tx: Transaction, decision: FormalDecision, basis: RollBasis, members: Sequence[Member]
) -> Assembly:
    """Write the roll in the place of an earlier one."""
    for table in (AssemblyFault, AssemblyMember, Assembly):
        tx.session.execute(delete(table).where(table.decision_id == decision.decision_id))
    own = {
        "decision_id": decision.decision_id,
        "neighbourhood_id": decision.neighbourhood_id,
    }
    assembly = Assembly(
        **own,
        basis=basis,
        roll_size=len(members),
        roll_digest=roll_digest(decision.decision_id, members),
        frozen_at=tx.now,
        code=new_code(1, CODE_LENGTH),
    )
    tx.session.add(assembly)
    tx.session.flush()  # the roll hangs on it
    rows = [
        {
            **own,
            "person_id": member.candidate.person_id,
            "seat_key": member.seat_key,
            "entitlement": member.candidate.entitlement,
            "household_id": member.candidate.household_id,
            "building_id": member.candidate.building_id,
        }
        for member in members
    ]
    tx.session.execute(insert(AssemblyMember), rows)
    return assembly


def _list_faults(
    tx: Transaction,
    decision: FormalDecision,
    basis: RollBasis,
    candidates: Sequence[Candidate],
    members: Sequence[Member],
) -> None:
    """Write down what does not fit about a roll, for its readers."""
    found = (
        _faults_of_groups(tx, decision, members)
        if basis is RollBasis.REPRESENTATIVES
        else _faults_of_homes(tx, decision, basis, candidates)
    )
    tx.session.add_all(
        AssemblyFault(
            decision_id=decision.decision_id,
            neighbourhood_id=decision.neighbourhood_id,
            fault=fault,
            number=number,
        )
        for fault, number in found
        if number
    )


def _faults_of_groups(
    tx: Transaction, decision: FormalDecision, members: Sequence[Member]
) -> Iterator[tuple[RollFault, int]]:
    """Yield what the law asks of representatives and how many groups or meetings lack it."""
    faults = [group.fault for group in list_groups(tx.session, decision.neighbourhood_id)]
    without = faults.count(GroupFault.NO_REPRESENTATIVE)
    yield RollFault.GROUPS_WITHOUT_REPRESENTATIVE, without
    yield RollFault.GROUPS_OUT_OF_RANGE, len([f for f in faults if f]) - without
    yield RollFault.TOO_FEW_REPRESENTATIVES, int(too_few_representatives(members))


def _faults_of_homes(
    tx: Transaction,
    decision: FormalDecision,
    basis: RollBasis,
    candidates: Sequence[Candidate],
) -> Iterator[tuple[RollFault, int]]:
    """Yield how many households have no representative on the roster, or several."""
    if basis is RollBasis.HEADS:
        return
    homes = {candidate.household_id for candidate in candidates}
    missing = count_households(tx.session, decision) - len(homes)
    yield RollFault.HOUSEHOLDS_WITHOUT_REPRESENTATIVE, missing
    yield RollFault.HOUSEHOLDS_WITH_SEVERAL, len(candidates) - len(homes)


def _require_going_on(tx: Transaction, decision: FormalDecision) -> None:
    """Raise NotPossible but on the day of a meeting that is called and not counted yet."""
    state = standing_of(tx.session, decision).state
    if state is not DecisionState.CONVENED:
        raise NotPossible("ballots.attendance_closed")
    if decision.held_on != local_date(tx.now):
        raise NotPossible("ballots.not_the_day")


def _attend(
    tx: Transaction, decision: FormalDecision, person_id: PersonId, *, channel: SignInChannel
) -> AssemblyAttendance:
    """Write a line of the attendance list; raises NotPossible for the second of somebody."""
    by_secretary = channel is SignInChannel.SECRETARY
    attendance = AssemblyAttendance(
        decision_id=decision.decision_id,
        person_id=person_id,
        neighbourhood_id=decision.neighbourhood_id,
        channel=channel,
        entered_by_id=tx.actor.person_id if by_secretary else None,
        signed_in_at=tx.now,
    )
    tx.insert(attendance, NotPossible("ballots.signed_in_already"))
    return attendance
