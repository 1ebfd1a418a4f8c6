"""What happens to a sitting as a whole: it opens, counts its rounds, agrees, or ends without.

`note_round_held` and `adopt_agreement` are for the commands of meetings, which have locked the
proposal and required the act.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from agenda.deliberation import policy
from agenda.deliberation.events import (
    AgreementAdopted,
    DeliberationOpened,
    EndedWithoutAgreement,
)
from agenda.deliberation.models import AgreementParagraph, Sitting
from agenda.deliberation.parties.invitations.commands import seat_guests_again, seat_parties
from agenda.deliberation.queries import current_sitting, get_sitting
from agenda.deliberation.routing.models import Routing
from agenda.deliberation.routing.queries import (
    bodies_in_place,
    compound_of,
    find_routing,
    list_routed_bodies,
)
from agenda.deliberation.routing.rules import REASON_MAX, PartyRole, parties_by_silence
from agenda.infra.audit import quiet, record, text_digest
from agenda.infra.transaction import Transaction
from agenda.kernel.authz import only_mechanism, require
from agenda.kernel.clock import end_of_day
from agenda.kernel.errors import Invalid, NotPossible
from agenda.kernel.ids import BodyId, ProposalId
from agenda.procedure.calendar.rules import due_in_days
from agenda.procedure.commands import open_duty
from agenda.procedure.rules import Duty, DutyKind
from agenda.proposals.queries import facts, get_proposal, lock_proposal
from agenda.proposals.rules import Stage, StageEntry


def open_deliberation(tx: Transaction, entry: StageEntry) -> None:
    """Open a sitting: invite the parties of the latest routing, start the clocks of the talks.

    After an objection was upheld the same parties are asked anew.
    """
    require(only_mechanism(tx.actor))
    routing = find_routing(tx.session, entry.proposal_id)
    previous = current_sitting(tx.session, entry.proposal_id)
    sitting = Sitting(
        neighbourhood_id=entry.neighbourhood_id,
        proposal_id=entry.proposal_id,
        number=previous.number + 1 if previous else 1,
        opened_at=tx.now,
        affected=routing.affected if routing else "",
    )
    tx.session.add(sitting)
    tx.session.flush()  # the parties need the new id
    roles = _invited(tx, entry, routing)
    due_at = _positions_due(tx, entry, routing)
    seat_parties(tx, sitting, roles, due_at=due_at)
    guests = seat_guests_again(tx, sitting, previous, due_at=due_at)
    _start_clocks(tx, entry)
    record(
        tx,
        DeliberationOpened(
            neighbourhood_id=entry.neighbourhood_id,
            proposal_id=entry.proposal_id,
            number=sitting.number,
            lead_body_id=BodyId(entry.facts.lead_body_id or 0),
            parties=len(roles) + guests,
        ),
    )


def conclude_without_agreement(tx: Transaction, proposal_id: ProposalId, *, reason: str) -> Sitting:
    """End a sitting without agreement, for the lead body, after at least one round, with a reason."""
    proposal = lock_proposal(tx, proposal_id)
    sitting = get_sitting(tx.session, proposal_id)
    rounds = sitting.rounds_held
    require(policy.may_conclude(tx.actor, facts(proposal), rounds_held=rounds))
    if not reason.strip():
        raise Invalid("deliberation.reason_needed", field="reason")
    if len(reason) > REASON_MAX:
        raise Invalid("deliberation.too_long", field="reason", limit=REASON_MAX)
    if sitting.adopted_at is not None or sitting.ended_without_agreement_at is not None:
        raise NotPossible("deliberation.sitting_over")
    sitting.ended_by_body_id, sitting.ended_reason = proposal.lead_body_id, reason
    _end(tx, sitting)
    return sitting


def conclude_by_clock(tx: Transaction, duty: Duty) -> None:
    """End a sitting whose time is over, unless it has adopted a text and waits for its minutes."""
    require(only_mechanism(tx.actor))
    sitting = get_sitting(tx.session, lock_proposal(tx, duty.proposal_id).proposal_id)
    if sitting.adopted_at is not None or sitting.ended_without_agreement_at is not None:
        quiet(tx)
        return
    _end(tx, sitting)


def note_round_held(tx: Transaction, sitting: Sitting) -> None:
    """Count a meeting that was held as one round of a running sitting."""
    sitting.rounds_held += 1


def adopt_agreement(
    tx: Transaction, sitting: Sitting, *, paragraphs: Sequence[str], motion_id: int
) -> None:
    """Keep the numbered text a motion adopted: the sitting has come to its agreement.

    Raises Invalid without any text, NotPossible once the sitting has ended or agreed.
    """
    texts = [text.strip() for text in paragraphs if text.strip()]
    if not texts:
        raise Invalid("deliberation.agreement_empty", field="paragraphs")
    if sitting.adopted_at is not None or sitting.ended_without_agreement_at is not None:
        raise NotPossible("deliberation.sitting_over")
    sitting.adopted_at, sitting.adopted_motion_id = tx.now, motion_id
    tx.session.add_all(
        AgreementParagraph(
            sitting_id=sitting.sitting_id,
            number=number,
            neighbourhood_id=sitting.neighbourhood_id,
            text=text,
        )
        for number, text in enumerate(texts, start=1)
    )
    record(
        tx,
        AgreementAdopted(
            neighbourhood_id=sitting.neighbourhood_id,
            proposal_id=sitting.proposal_id,
            number=sitting.number,
            motion_id=motion_id,
            paragraphs=len(texts),
            text_digest=text_digest(tx, "\n\n".join(texts)),
        ),
    )


def _end(tx: Transaction, sitting: Sitting) -> None:
    """Note that a sitting ended without an adopted text, by a body or by the clock."""
    sitting.ended_without_agreement_at = tx.now
    reason = sitting.ended_reason
    record(
        tx,
        EndedWithoutAgreement(
            neighbourhood_id=sitting.neighbourhood_id,
            proposal_id=sitting.proposal_id,
            number=sitting.number,
            rounds=sitting.rounds_held,
            by_clock=sitting.ended_by_body_id is None,
            body_id=sitting.ended_by_body_id,
            text_digest=text_digest(tx, reason) if reason else None,
        ),
    )


def _invited(
    tx: Transaction, entry: StageEntry, routing: Routing | None
) -> Mapping[BodyId, PartyRole]:
    """Return whom the routing named; where it named nobody (a referral), those asked by silence."""
    named = list_routed_bodies(tx.session, routing.routing_id) if routing else []
    if named:
        return {body.body_id: body.role for body in named}
    scope_id = get_proposal(tx.session, entry.proposal_id).scope_id
    bodies = bodies_in_place(tx.session, entry.neighbourhood_id)
    return parties_by_silence(bodies, compound_id=compound_of(tx.session, scope_id))


def _positions_due(tx: Transaction, entry: StageEntry, routing: Routing | None) -> datetime:
    """Return when positions are due: as routed, or after the days of the rules of procedure."""
    day = routing.positions_due_on if routing and entry.source is Stage.LISTED else None
    routed = end_of_day(day) if day is not None else None
    if routed is not None and routed > tx.now:
        return routed
    return due_in_days(tx.now, entry.procedure.position_days)


def _start_clocks(tx: Transaction, entry: StageEntry) -> None:
    """Open the lead's duty to convene and the clock that ends the sitting."""
    rules = entry.procedure
    open_duty(
        tx,
        DutyKind.CONVENE_MEETING,
        neighbourhood_id=entry.neighbourhood_id,
        proposal_id=entry.proposal_id,
        due_at=due_in_days(tx.now, rules.convening_days),
        body_id=entry.facts.lead_body_id,
    )
    open_duty(
        tx,
        DutyKind.CONCLUDE_DELIBERATION,
        neighbourhood_id=entry.neighbourhood_id,
        proposal_id=entry.proposal_id,
        due_at=due_in_days(tx.now, rules.deliberation_days),
    )
