"""Filing positions, and marking the silence of those who did not."""

from collections.abc import Sequence

from agenda.deliberation.parties.models import Party
from agenda.deliberation.parties.queries import declared_ids, find_party, get_party
from agenda.deliberation.positions import policy
from agenda.deliberation.positions.events import BodyStayedSilent, PositionFiled
from agenda.deliberation.positions.models import Position, PositionCondition
from agenda.deliberation.positions.queries import find_latest
from agenda.deliberation.positions.rules import Stance, position_fault
from agenda.deliberation.queries import get_sitting
from agenda.infra.audit import record, text_digest
from agenda.infra.transaction import Transaction
from agenda.kernel.authz import only_mechanism, require
from agenda.kernel.errors import Invalid, NotPermitted, NotPossible, Stale
from agenda.kernel.ids import BodyId, ProposalId
from agenda.procedure.commands import fulfil_duty
from agenda.procedure.rules import Duty, DutyKind
from agenda.proposals.queries import facts, lock_proposal


def file_position(
    tx: Transaction,
    proposal_id: ProposalId,
    body_id: BodyId,
    *,
    stance: Stance,
    reasons: str,
    conditions: Sequence[str] = (),
    version: int = 0,
) -> Position:
    """File a body's position as a new version, by one of its seats; late filing counts as late.

    `version` is the one the writer saw, 0 for none; raises Stale if another seat filed meanwhile.
    """
    proposal = lock_proposal(tx, proposal_id)
    declared = declared_ids(tx.session, proposal_id)
    require(policy.may_file_position(tx.actor, facts(proposal), declared, body_id=body_id))
    party = find_party(tx.session, proposal_id, body_id)
    if party is None:
        raise NotPermitted("deliberation.not_invited")
    points = [text.strip() for text in conditions if text.strip()]
    _require_whole(stance, reasons=reasons, points=points)
    seen = _seen_version(tx, party, version)
    position = Position(
        neighbourhood_id=proposal.neighbourhood_id,
        proposal_id=proposal_id,
        party_id=party.party_id,
        body_id=body_id,
        version=seen + 1,
        stance=stance,
        reasons=reasons,
        digest=text_digest(tx, "\n\n".join((reasons, *points))),
        filed_at=tx.now,
        filed_by_id=tx.actor.person_id,
        round=get_sitting(tx.session, proposal_id).rounds_held,
        is_late=_is_late(tx, party, first=seen == 0),
    )
    tx.insert(position, NotPossible("deliberation.filed_meanwhile"))
    _add_conditions(tx, position, points)
    record(
        tx,
        PositionFiled(
            neighbourhood_id=proposal.neighbourhood_id,
            proposal_id=proposal_id,
            body_id=body_id,
            stance=stance,
            conditions=len(points),
            version=position.version,
            late=position.is_late,
            text_digest=position.digest,
        ),
    )
    return position


def mark_silent(tx: Transaction, duty: Duty) -> None:
    """Show that a body let its date pass without an answer; it may still answer, marked late."""
    require(only_mechanism(tx.actor))
    proposal = lock_proposal(tx, duty.proposal_id)
    party = get_party(tx.session, duty.subject_id)
    party.silent_at = tx.now
    record(
        tx,
        BodyStayedSilent(
            neighbourhood_id=proposal.neighbourhood_id,
            proposal_id=duty.proposal_id,
            body_id=party.body_id,
            due_at=duty.due_at,
        ),
    )


def _require_whole(stance: Stance, *, reasons: str, points: Sequence[str]) -> None:
    """Raise Invalid with the first fault of a filing."""
    fault = position_fault(stance, reasons=reasons, conditions=points)
    if fault is not None:
        raise Invalid(fault.code, field=fault.field, limit=fault.limit)


def _seen_version(tx: Transaction, party: Party, version: int) -> int:
    """Return the party's latest version, 0 for none; raises Stale if the writer saw another."""
    latest = find_latest(tx.session, party.party_id)
    if latest is not None and latest.version != version:
        raise Stale("deliberation.filed_meanwhile", current=latest.reasons)
    return latest.version if latest else 0


def _is_late(tx: Transaction, party: Party, *, first: bool) -> bool:
    """End the party's duty, and tell whether its first answer comes after the date."""
    duty = fulfil_duty(
        tx,
        DutyKind.FILE_POSITION,
        party.proposal_id,
        subject_id=party.party_id,
        late_ok=True,
    )
    if not first:
        return False
    return duty is None or duty.is_due(tx.now)


def _add_conditions(tx: Transaction, position: Position, points: Sequence[str]) -> None:
    """Keep each condition as a point of its own."""
    tx.session.add_all(
        PositionCondition(
            neighbourhood_id=position.neighbourhood_id,
            position_id=position.position_id,
            number=number,
            text=text,
        )
        for number, text in enumerate(points, start=1)
    )
