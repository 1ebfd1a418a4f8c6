"""Carrying a matter to the office competent on the residents' behalf, until it replies."""

from agenda.community.queries import find_body, get_neighbourhood
from agenda.deliberation.parties.queries import recused_ids
from agenda.deliberation.routing.queries import bodies_in_place, find_routing
from agenda.deliberation.routing.referral import policy
from agenda.deliberation.routing.referral.events import (
    ReferralEscalated,
    ReferralProved,
    ReferralReplied,
    ReferralReturned,
)
from agenda.deliberation.routing.referral.models import Referral
from agenda.deliberation.routing.referral.queries import find_referral, get_referral
from agenda.deliberation.routing.rules import OFFICE_MAX, REASON_MAX, REPLY_MAX, lead_by_silence
from agenda.infra.audit import quiet, record, text_digest
from agenda.infra.transaction import Transaction
from agenda.kernel.authz import BodyKind, only_mechanism, require
from agenda.kernel.errors import Invalid, NotPermitted, NotPossible
from agenda.kernel.ids import BodyId, NeighbourhoodId, ProposalId
from agenda.procedure.calendar.rules import due_in_days, due_in_workdays
from agenda.procedure.commands import fulfil_duty, open_duty
from agenda.procedure.rules import Bearer, Duty, DutyKind, Route
from agenda.proposals.models import Proposal
from agenda.proposals.queries import facts, list_screenings, lock_proposal, procedure_of
from agenda.proposals.rules import StageEntry
from agenda.proposals.stages.commands import set_route


def open_referral(tx: Transaction, entry: StageEntry) -> None:
    """Hand a matter to its office and start the office's clock; the committee is the agent.

    From screening the office is the sub-district's, and what screening said is the first proof.
    """
    require(only_mechanism(tx.actor))
    proposal = lock_proposal(tx, entry.proposal_id)
    agent_id = lead_by_silence(bodies_in_place(tx.session, proposal.neighbourhood_id))
    if proposal.lead_body_id is None:
        set_route(tx, proposal, route=proposal.route, lead_body_id=agent_id)
    office, proof = _office(tx, proposal)
    previous = find_referral(tx.session, entry.proposal_id)
    referral = Referral(
        neighbourhood_id=entry.neighbourhood_id,
        proposal_id=entry.proposal_id,
        number=previous.number + 1 if previous else 1,
        office=office,
        agent_body_id=agent_id,
        handed_over_at=tx.now,
        proof=proof,
    )
    tx.session.add(referral)
    open_duty(
        tx,
        DutyKind.ANSWER_REFERRAL,
        neighbourhood_id=entry.neighbourhood_id,
        proposal_id=entry.proposal_id,
        due_at=due_in_days(tx.now, entry.procedure.referral_days),
        bearer=Bearer.OFFICE,
    )
    quiet(tx)


def prove_hand_over(
    tx: Transaction, proposal_id: ProposalId, *, office: str, proof: str
) -> Referral:
    """Put down, as the agent, to which office the matter was handed and what proves it."""
    proposal = lock_proposal(tx, proposal_id)
    require(
        policy.may_act_as_agent(tx.actor, facts(proposal), recused_ids(tx.session, proposal_id))
    )
    _require_text(office, field="office", limit=OFFICE_MAX)
    _require_text(proof, field="proof", limit=REASON_MAX)
    referral = get_referral(tx.session, proposal_id)
    referral.office, referral.proof, referral.proved_at = office, proof, tx.now
    record(
        tx,
        ReferralProved(
            neighbourhood_id=proposal.neighbourhood_id,
            proposal_id=proposal_id,
            number=referral.number,
            body_id=_agent(tx),
            text_digest=text_digest(tx, f"{office}\n\n{proof}"),
        ),
    )
    return referral


def record_reply(tx: Transaction, proposal_id: ProposalId, *, reply: str) -> Referral:
    """Put down the office's reply, as the agent: the result is announced.

    A late reply counts as long as the matter has not gone back to where it came from.
    """
    proposal = lock_proposal(tx, proposal_id)
    require(
        policy.may_act_as_agent(tx.actor, facts(proposal), recused_ids(tx.session, proposal_id))
    )
    _require_text(reply, field="reply", limit=REPLY_MAX)
    referral = get_referral(tx.session, proposal_id)
    if referral.replied_at is not None:
        raise NotPossible("deliberation.replied_already")
    fulfil_duty(tx, DutyKind.ANSWER_REFERRAL, proposal_id, late_ok=True)
    referral.reply, referral.replied_at = reply, tx.now
    record(
        tx,
        ReferralReplied(
            neighbourhood_id=proposal.neighbourhood_id,
            proposal_id=proposal_id,
            number=referral.number,
            body_id=_agent(tx),
            text_digest=text_digest(tx, reply),
        ),
    )
    return referral


def lapse_referral(tx: Transaction, duty: Duty) -> None:
    """Answer an office's silence: first the sub-district is asked, then the matter goes back."""
    require(only_mechanism(tx.actor))
    proposal = lock_proposal(tx, duty.proposal_id)
    referral = get_referral(tx.session, duty.proposal_id)
    if referral.escalated_at is not None:
        referral.returned_at = tx.now
        record(
            tx,
            ReferralReturned(
                neighbourhood_id=proposal.neighbourhood_id,
                proposal_id=duty.proposal_id,
                number=referral.number,
            ),
        )
        return
    referral.escalated_at = tx.now
    _ask_subdistrict(tx, proposal, referral)


def _ask_subdistrict(tx: Transaction, proposal: Proposal, referral: Referral) -> None:
    """Charge the sub-district office with getting the reply."""
    neighbourhood_id = proposal.neighbourhood_id
    body = find_body(tx.session, neighbourhood_id, BodyKind.SUBDISTRICT_OFFICE)
    workdays = procedure_of(tx.session, proposal).referral_escalation_workdays
    open_duty(
        tx,
        DutyKind.ANSWER_REFERRAL,
        neighbourhood_id=neighbourhood_id,
        proposal_id=proposal.proposal_id,
        due_at=due_in_workdays(tx.now, workdays),
        bearer=Bearer.OFFICE,
        body_id=body.body_id if body else None,
    )
    record(
        tx,
        ReferralEscalated(
            neighbourhood_id=neighbourhood_id,
            proposal_id=proposal.proposal_id,
            number=referral.number,
            body_id=body.body_id if body else None,
        ),
    )


def _office(tx: Transaction, proposal: Proposal) -> tuple[str, str]:
    """Return the office a matter goes to and the first proof: from routing, else from screening."""
    if proposal.route is Route.REFERRAL:
        routing = find_routing(tx.session, proposal.proposal_id)
        return (
            (routing.office, "") if routing else (_subdistrict(tx, proposal.neighbourhood_id), "")
        )
    screenings = list_screenings(tx.session, proposal.proposal_id)
    said = screenings[-1].explanation if screenings else ""
    return _subdistrict(tx, proposal.neighbourhood_id), said


def _subdistrict(tx: Transaction, neighbourhood_id: NeighbourhoodId) -> str:
    """Return the name of the sub-district office."""
    body = find_body(tx.session, neighbourhood_id, BodyKind.SUBDISTRICT_OFFICE)
    return body.name if body else get_neighbourhood(tx.session, neighbourhood_id).subdistrict


def _agent(tx: Transaction) -> BodyId:
    """Return the body for which the actor acts: the committee, else the sub-district office."""
    seats = {seat.body_kind: seat.body_id for seat in tx.actor.seats}
    for kind in policy.AGENTS:
        if kind in seats:
            return seats[kind]
    raise NotPermitted("deliberation.committee_is_agent")


def _require_text(text: str, *, field: str, limit: int) -> None:
    """Raise Invalid for an empty text or one beyond its limit."""
    if not text.strip():
        raise Invalid("deliberation.write_it_down", field=field)
    if len(text) > limit:
        raise Invalid("deliberation.too_long", field=field, limit=limit)
