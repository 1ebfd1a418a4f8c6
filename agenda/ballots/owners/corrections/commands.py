"""Correcting a frozen roll: one of the convening body proposes, another person confirms."""

from collections.abc import Iterable

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from agenda.ballots.decisions.queries import get_decision, lock_decision, standing_of
from agenda.ballots.owners.corrections import policy
from agenda.ballots.owners.corrections.deciding.commands import end_deciding, open_deciding
from agenda.ballots.owners.corrections.events import (
    RollCorrected,
    RollCorrectionProposed,
    RollCorrectionRefused,
)
from agenda.ballots.owners.corrections.models import CorrectedOwner, RollCorrection
from agenda.ballots.owners.corrections.queries import (
    correction_standing,
    count_units,
    find_developer_head,
    find_head_of_owners,
    get_correction,
    is_stock,
    list_corrected_owners,
    list_roll,
    list_taken_codes,
    unit_facts,
)
from agenda.ballots.owners.corrections.rules import (
    CorrectionDraft,
    CorrectionKind,
    UnitFacts,
    correction_fault,
)
from agenda.ballots.owners.models import HeadOwner, HeadUnit, OwnersBallot, VotingHead
from agenda.ballots.owners.queries import ballot_state, lock_ballot
from agenda.ballots.owners.roll.rules import roll_digest
from agenda.ballots.owners.rules import OwnersBallotState
from agenda.infra.audit import record, text_digest
from agenda.infra.transaction import Transaction
from agenda.kernel.authz import require
from agenda.kernel.errors import Invalid, NotPermitted, NotPossible
from agenda.kernel.ids import DecisionId, PersonId, new_code


def propose_correction(
    tx: Transaction, decision_id: DecisionId, *, draft: CorrectionDraft
) -> RollCorrection:
    """Say that an open ballot's roll is wrong about one home, and why; nothing changes yet.

    New owners are those the roster names now. Raises Invalid where there is nothing to correct,
    or where a cast ballot stands.
    """
    ballot = lock_ballot(tx, decision_id)
    decision = lock_decision(tx, decision_id)
    require(policy.may_propose_correction(tx.actor, standing_of(tx.session, decision)))
    _require_open(tx, ballot)
    unit = unit_facts(tx.session, ballot, draft.household_id)
    _require_sound(draft, unit)
    correction = RollCorrection(
        decision_id=decision_id,
        neighbourhood_id=ballot.neighbourhood_id,
        household_id=draft.household_id,
        kind=draft.kind,
        area=_area(draft, unit),
        reason=draft.reason.strip(),
        proposed_by_id=_person(tx),
        proposed_at=tx.now,
    )
    tx.insert(correction, NotPossible("ballots.correction_waits"))
    _keep_owners(tx, correction, unit)
    open_deciding(tx, ballot, correction, decision.proposal_id)
    record(
        tx,
        RollCorrectionProposed(
            neighbourhood_id=ballot.neighbourhood_id,
            proposal_id=decision.proposal_id,
            correction=draft.kind,
            body_id=decision.convening_body_id,
            text_digest=text_digest(tx, correction.reason),
        ),
    )
    return correction


def confirm_correction(tx: Transaction, correction_id: int) -> RollCorrection:
    """Confirm what another person proposed: the roll is changed, and has a new digest.

    Raises Invalid where the facts have changed since, NotPossible once it is decided or closed.
    """
    correction = get_correction(tx.session, correction_id)
    ballot = lock_ballot(tx, correction.decision_id)
    _require_undecided(tx, correction, ballot)
    unit = unit_facts(tx.session, ballot, correction.household_id)
    draft = CorrectionDraft(
        correction.kind, correction.household_id, correction.reason, correction.area
    )
    if correction.kind is not CorrectionKind.NEW_OWNER:
        _require_sound(draft, unit)
    elif unit.has_voted:
        raise Invalid("ballots.vote_stands", field="household")
    before = ballot.roll_digest
    _apply(tx, ballot, correction, unit)
    after = _renew_digest(tx, ballot)
    correction.digest_before, correction.digest_after = before, after
    correction.is_confirmed = True
    correction.decided_at, correction.decided_by_id = tx.now, _person(tx)
    end_deciding(tx, correction)
    record(tx, _corrected(tx, ballot, correction))
    return correction


def refuse_correction(tx: Transaction, correction_id: int) -> RollCorrection:
    """Find that the roll is right as it is."""
    correction = get_correction(tx.session, correction_id)
    ballot = lock_ballot(tx, correction.decision_id)
    _require_undecided(tx, correction, ballot)
    correction.is_confirmed = False
    correction.decided_at, correction.decided_by_id = tx.now, _person(tx)
    end_deciding(tx, correction)
    record(
        tx,
        RollCorrectionRefused(
            neighbourhood_id=ballot.neighbourhood_id,
            proposal_id=get_decision(tx.session, ballot.decision_id).proposal_id,
            correction=correction.kind,
        ),
    )
    return correction


def _require_open(tx: Transaction, ballot: OwnersBallot) -> None:
    """Raise NotPossible before the roll is frozen and after closing."""
    state = ballot_state(ballot, tx.now)
    if state is OwnersBallotState.NOTICED:
        raise NotPossible("ballots.correct_the_roster")
    if state is OwnersBallotState.CLOSED:
        raise NotPossible("ballots.owners_ballot_closed")


def _require_undecided(tx: Transaction, correction: RollCorrection, ballot: OwnersBallot) -> None:
    """Raise unless this person may decide a correction that still waits on an open ballot."""
    tx.session.refresh(correction)
    standing = correction_standing(tx.session, correction)
    require(policy.may_decide_correction(tx.actor, standing))
    _require_open(tx, ballot)
    if correction.decided_at is not None or correction.lapsed_at is not None:
        raise NotPossible("ballots.correction_decided")


def _require_sound(draft: CorrectionDraft, unit: UnitFacts) -> None:
    """Raise Invalid for a correction that cannot be made."""
    fault = correction_fault(draft, unit)
    if fault is not None:
        raise Invalid(fault[0], field=fault[1])


def _area(draft: CorrectionDraft, unit: UnitFacts) -> int | None:
    """Return the area a correction fixes."""
    return unit.area if draft.kind is CorrectionKind.MISSING_UNIT else draft.area


def _person(tx: Transaction) -> PersonId:
    """Return who acts; raises NotPermitted for nobody."""
    if tx.actor.person_id is None:
        raise NotPermitted("authz.sign_in_first")
    return tx.actor.person_id


def _keep_owners(tx: Transaction, correction: RollCorrection, unit: UnitFacts) -> None:
    """Keep whom the roster names, so that exactly these are confirmed."""
    if correction.kind in {CorrectionKind.NEW_OWNER, CorrectionKind.MISSING_UNIT}:
        tx.session.add_all(
            CorrectedOwner(
                correction_id=correction.correction_id,
                person_id=person_id,
                neighbourhood_id=correction.neighbourhood_id,
            )
            for person_id in unit.roster_owners
        )


def _apply(
    tx: Transaction, ballot: OwnersBallot, correction: RollCorrection, unit: UnitFacts
) -> None:
    """Change the roll as a correction says."""
    if correction.kind is CorrectionKind.AREA:
        row = tx.session.get_one(HeadUnit, (ballot.decision_id, correction.household_id))
        head = tx.session.get_one(VotingHead, row.head_id)
        head.area += (correction.area or 0) - row.area
        row.area = correction.area or 0
        return
    if unit.is_on_roll:
        _take_out(tx, ballot, correction)
    if correction.kind is not CorrectionKind.WRONG_UNIT:
        _put_in(tx, ballot, correction, area=unit.area)


def _take_out(tx: Transaction, ballot: OwnersBallot, correction: RollCorrection) -> None:
    """Take a home from its head; a head without homes leaves the roll."""
    row = tx.session.get_one(HeadUnit, (ballot.decision_id, correction.household_id))
    head = tx.session.get_one(VotingHead, row.head_id)
    head.area -= row.area
    tx.session.delete(row)
    tx.session.flush()  # what is left of the head is counted next
    if count_units(tx.session, head.head_id):
        return
    try:
        tx.session.execute(delete(HeadOwner).where(HeadOwner.head_id == head.head_id))
        tx.session.delete(head)
        tx.session.flush()  # a ballot or proxy that hangs on the head must answer now
    except IntegrityError:
        raise NotPossible("ballots.vote_stands") from None


def _put_in(
    tx: Transaction, ballot: OwnersBallot, correction: RollCorrection, *, area: int
) -> None:
    """Put a home to the head of its owners, or to a new one."""
    owners = list_corrected_owners(tx.session, correction.correction_id)
    developers = is_stock(tx.session, correction.household_id)
    find = find_developer_head(tx.session, ballot.decision_id) if developers else None
    head = find or find_head_of_owners(tx.session, ballot.decision_id, owners)
    if head is None:
        head = _new_head(tx, ballot, owners, is_developer=developers)
    head.area += area
    tx.session.add(
        HeadUnit(
            decision_id=ballot.decision_id,
            household_id=correction.household_id,
            neighbourhood_id=ballot.neighbourhood_id,
            head_id=head.head_id,
            area=area,
        )
    )


def _new_head(
    tx: Transaction, ballot: OwnersBallot, owners: Iterable[PersonId], *, is_developer: bool
) -> VotingHead:
    """Write a head of its own with the next number and a fresh code."""
    taken = list_taken_codes(tx.session, ballot.decision_id)
    numbers = [head.number for head in list_roll(tx.session, ballot.decision_id)]
    code = new_code(groups=2)
    while code in taken:
        code = new_code(groups=2)
    head = VotingHead(
        decision_id=ballot.decision_id,
        neighbourhood_id=ballot.neighbourhood_id,
        number=max([ballot.roll_heads or 0, *numbers]) + 1,
        area=0,
        is_developer=is_developer,
        code=code,
    )
    tx.session.add(head)
    tx.session.flush()  # its owners and homes need its id
    tx.session.add_all(
        HeadOwner(
            head_id=head.head_id,
            person_id=person_id,
            decision_id=ballot.decision_id,
            neighbourhood_id=ballot.neighbourhood_id,
        )
        for person_id in owners
    )
    return head


def _renew_digest(tx: Transaction, ballot: OwnersBallot) -> str:
    """Write the sums and the digest of the roll as it is now, and return the digest."""
    tx.session.flush()  # the roll is read back as it is written
    heads = list_roll(tx.session, ballot.decision_id)
    ballot.roll_heads, ballot.roll_area = len(heads), sum(head.area for head in heads)
    ballot.roll_digest = roll_digest(ballot.decision_id, heads)
    return ballot.roll_digest


def _corrected(tx: Transaction, ballot: OwnersBallot, correction: RollCorrection) -> RollCorrected:
    """Return the fact that the roll was corrected, with both digests."""
    return RollCorrected(
        neighbourhood_id=ballot.neighbourhood_id,
        proposal_id=get_decision(tx.session, ballot.decision_id).proposal_id,
        correction=correction.kind,
        heads=ballot.roll_heads or 0,
        area=ballot.roll_area or 0,
        digest_before=str(correction.digest_before),
        digest_after=str(correction.digest_after),
    )
