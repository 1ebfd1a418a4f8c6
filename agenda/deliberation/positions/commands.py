"""Filing positions, and marking the silence of those who did not."""

from collections.abc import Sequence

from agenda.attachments.commands import attach_files
from agenda.attachments.rules import NOTHING, Beside, Sent, Subject
from agenda.deliberation.parties.models import Party
from agenda.deliberation.parties.queries import declared_ids, find_party, get_party
from agenda.deliberation.positions import policy
from agenda.deliberation.positions.conditions.commands import keep_conditions
from agenda.deliberation.positions.events import (
    BodyStayedSilent,
    PartyPositionFiled,
    PartyStayedSilent,
    PositionFiled,
)
from agenda.deliberation.positions.models import Position
from agenda.deliberation.positions.queries import find_latest
from agenda.deliberation.positions.rules import Stance, position_fault
from agenda.deliberation.queries import get_sitting
from agenda.infra.audit import record, text_digest
from agenda.infra.transaction import Transaction
from agenda.kernel.authz import only_mechanism, require
from agenda.kernel.errors import Invalid, NotPermitted, NotPossible, Stale
from agenda.kernel.ids import BodyId, ProposalId
from agenda.procedure.commands import cancel_duty, fulfil_duty
from agenda.procedure.queries import find_open_duty
from agenda.procedure.rules import Duty, DutyKind
from agenda.proposals.queries import facts, get_proposal, lock_proposal
from agenda.proposals.rules import ProposalFacts


def file_position(
    tx: Transaction,
    proposal_id: ProposalId,
    body_id: BodyId,
    *,
    stance: Stance,
    reasons: str,
    conditions: Sequence[str] = (),
    version: int = 0,
    sent: Sent = NOTHING,
) -> Position:
    """File a body's position as a new version, by one of its seats; late filing counts as late.

    `version` is the one the writer saw, 0 for none; raises Stale if another seat filed meanwhile.
    """
    lock_proposal(tx, proposal_id)
    party = find_party(tx.session, proposal_id, body_id)
    if party is None:
        require(
            policy.may_file_position(
                tx.actor, _facts(tx, proposal_id), frozenset(), body_id=body_id
            )
        )
        raise NotPermitted("deliberation.not_invited")
    return file_for_party(
        tx,
        party.party_id,
        stance=stance,
        reasons=reasons,
        conditions=conditions,
        version=version,
        sent=sent,
    )


def file_for_party(
    tx: Transaction,
    party_id: int,
    *,
    stance: Stance,
    reasons: str,
    conditions: Sequence[str] = (),
    version: int = 0,
    sent: Sent = NOTHING,
) -> Position:
    """File the position of a body, a household or an expert; what the lead enters is marked so.

    Conditions that stay in the same words keep their tick and the lead's answer.
    """
    party = get_party(tx.session, party_id)
    proposal = lock_proposal(tx, party.proposal_id)
    known, declared = facts(proposal), declared_ids(tx.session, party.proposal_id)
    require(policy.may_file_for(tx.actor, known, declared, party=party.facts))
    sitting = get_sitting(tx.session, party.proposal_id)
    if party.sitting_id != sitting.sitting_id:
        raise NotPossible("deliberation.sitting_over")
    points = [text.strip() for text in conditions if text.strip()]
    _require_whole(stance, reasons=reasons, points=points)
    seen = _seen_version(tx, party, version)
    position = Position(
        neighbourhood_id=proposal.neighbourhood_id,
        proposal_id=party.proposal_id,
        party_id=party.party_id,
        body_id=party.body_id,
        version=seen + 1,
        stance=stance,
        reasons=reasons,
        digest=text_digest(tx, "\n\n".join((reasons, *points))),
        filed_at=tx.now,
        filed_by_id=tx.actor.person_id,
        round=sitting.rounds_held,
        is_late=_is_late(tx, party, first=seen == 0),
        is_entered=not policy.speaks_for(tx.actor, party.facts),
    )
    tx.insert(position, NotPossible("deliberation.filed_meanwhile"))
    keep_conditions(tx, position, points)
    attach_files(tx, _beside(position), sent)
    _record_filed(tx, party, position, conditions=len(points))
    return position


def _facts(tx: Transaction, proposal_id: ProposalId) -> ProposalFacts:
    """Return the proposal as policies see it."""
    return facts(get_proposal(tx.session, proposal_id))


def _record_filed(tx: Transaction, party: Party, position: Position, *, conditions: int) -> None:
    """Tell who filed: a body by its name, a household or an expert by its kind."""
    if party.body_id is None:
        record(
            tx,
            PartyPositionFiled(
                neighbourhood_id=party.neighbourhood_id,
                proposal_id=party.proposal_id,
                party_id=party.party_id,
                party=party.kind,
                stance=position.stance,
                conditions=conditions,
                version=position.version,
                late=position.is_late,
                entered=position.is_entered,
                text_digest=position.digest,
            ),
        )
        return
    record(
        tx,
        PositionFiled(
            neighbourhood_id=party.neighbourhood_id,
            proposal_id=party.proposal_id,
            body_id=party.body_id,
            stance=position.stance,
            conditions=conditions,
            version=position.version,
            late=position.is_late,
            text_digest=position.digest,
        ),
    )


def mark_silent(tx: Transaction, duty: Duty) -> None:
    """Show that a body let its date pass without an answer; it may still answer, marked late."""
    require(only_mechanism(tx.actor))
    proposal = lock_proposal(tx, duty.proposal_id)
    party = get_party(tx.session, duty.subject_id)
    party.silent_at = tx.now
    if party.body_id is None:
        record(
            tx,
            PartyStayedSilent(
                neighbourhood_id=proposal.neighbourhood_id,
                proposal_id=duty.proposal_id,
                party_id=party.party_id,
                party=party.kind,
                due_at=duty.due_at,
            ),
        )
        return
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
    reminder = find_open_duty(
        tx.session, party.proposal_id, DutyKind.REMIND_PARTY, subject_id=party.party_id
    )
    if reminder is not None:
        cancel_duty(tx, reminder)
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


def _beside(position: Position) -> Beside:
    """Return where the files of a version stand."""
    place, proposal_id = position.neighbourhood_id, position.proposal_id
    return Beside(Subject.POSITION, position.position_id, place, proposal_id)
