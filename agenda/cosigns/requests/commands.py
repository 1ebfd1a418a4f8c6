"""Requests for a meeting: issued by the mechanism when reached, answered, or escalated by silence."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import insert

from agenda.community.calendar.rules import due_in_days
from agenda.community.people.queries import RealName
from agenda.community.queries import find_body
from agenda.cosigns.requests import policy
from agenda.cosigns.requests.events import (
    MeetingRequested,
    OwnerCosigned,
    OwnerCosignWithdrawn,
    RequestAnswered,
    RequestEscalated,
    RequestUnanswered,
)
from agenda.cosigns.requests.models import MeetingRequest, OwnerCosign, RequestSigner
from agenda.cosigns.requests.queries import (
    compound_of,
    find_convener,
    get_request,
    list_request_names,
    list_requests,
    list_signers,
    owns_in,
    request_facts,
    weigh,
)
from agenda.cosigns.requests.rules import (
    Progress,
    answer_faults,
    entries_until_reachable,
    reached,
)
from agenda.infra.audit import count_entries, log, quiet, record, text_digest
from agenda.infra.transaction import Transaction
from agenda.kernel.authz import BodyKind, only_mechanism, require
from agenda.kernel.clock import local_date
from agenda.kernel.errors import Invalid, NotPermitted, NotPossible
from agenda.kernel.ids import BodyId, ProposalId
from agenda.procedure.commands import fulfil_duty, open_duty
from agenda.procedure.rules import Bearer, Duty, DutyKind
from agenda.proposals.models import Proposal
from agenda.proposals.queries import facts, get_proposal, lock_proposal, procedure_of
from agenda.proposals.stages.commands import note_requests


def cosign_as_owner(tx: Transaction, proposal_id: ProposalId) -> OwnerCosign:
    """Co-sign for an owners' meeting alone, as an owner who cannot co-sign as a resident."""
    proposal = lock_proposal(tx, proposal_id)
    owns = owns_in(tx.session, tx.actor, compound_of(tx.session, proposal.scope_id))
    require(policy.may_cosign_as_owner(tx.actor, facts(proposal), owns_here=owns))
    person_id = tx.actor.person_id
    if person_id is None:
        raise NotPermitted("authz.sign_in_first")
    row = tx.session.get(OwnerCosign, (proposal_id, person_id))
    if row is None:
        here = proposal.neighbourhood_id
        row = OwnerCosign(proposal_id=proposal_id, person_id=person_id, neighbourhood_id=here)
        row.signed_at = tx.now
        tx.insert(row, NotPossible("cosigns.signed_already"))
    elif row.withdrawn_at is None:
        raise NotPossible("cosigns.signed_already")
    row.signed_at, row.withdrawn_at = tx.now, None
    here = proposal.neighbourhood_id
    record(tx, OwnerCosigned(neighbourhood_id=here, proposal_id=proposal_id))
    return row


def withdraw_as_owner(tx: Transaction, proposal_id: ProposalId) -> None:
    """Take one's co-signature as owner back; a request once issued stands."""
    proposal = lock_proposal(tx, proposal_id)
    owns = owns_in(tx.session, tx.actor, compound_of(tx.session, proposal.scope_id))
    require(policy.may_cosign_as_owner(tx.actor, facts(proposal), owns_here=owns))
    row = tx.session.get(OwnerCosign, (proposal_id, tx.actor.person_id))
    if row is None or row.withdrawn_at is not None:
        raise NotPossible("cosigns.none_to_withdraw")
    row.withdrawn_at = tx.now
    here = proposal.neighbourhood_id
    record(tx, OwnerCosignWithdrawn(neighbourhood_id=here, proposal_id=proposal_id))


def issue_requests(tx: Transaction, proposal: Proposal) -> None:
    """Request every meeting that the co-signatures now oblige and that was not requested before.

    The mechanism asks under the proposal's lock, in the transaction of the co-signature.
    """
    require(only_mechanism(tx.actor))
    if count_entries(tx, proposal.proposal_id) >= proposal.requests_weighed_from:
        issued = [request.called for request in list_requests(tx.session, proposal.proposal_id)]
        weighed = weigh(tx.session, proposal)
        for progress in reached(weighed.progress, issued=issued):
            _issue(tx, proposal, progress)
            issued.append(progress.called)
        wait = entries_until_reachable(
            weighed.progress, issued=issued, most_heads=weighed.most_heads
        )
        known = count_entries(tx, proposal.proposal_id)
        note_requests(tx, proposal, weighed_from=known + wait, issued=bool(issued))
    quiet(tx)


def answer_request(
    tx: Transaction, request_id: int, *, held_on: date, place: str
) -> MeetingRequest:
    """Convene the meeting that was requested for a day; raises Invalid where that is unlawful."""
    request = get_request(tx.session, request_id)
    lock_proposal(tx, request.proposal_id)
    tx.session.refresh(request)
    require(policy.may_answer_request(tx.actor, request_facts(request)))
    if tx.actor.person_id is None:
        raise NotPermitted("authz.sign_in_first")
    rules = procedure_of(tx.session, get_proposal(tx.session, request.proposal_id))
    fault = next(
        answer_faults(
            request.called,
            held_on=held_on,
            place=place,
            today=local_date(tx.now),
            within_days=rules.deciding_days,
        ),
        None,
    )
    if fault is not None:
        raise Invalid(fault.code, field=fault.field, day=fault.day)
    fulfil_duty(
        tx, DutyKind.ANSWER_REQUEST, request.proposal_id, subject_id=request_id, late_ok=True
    )
    request.answered_at, request.answered_by_id = tx.now, tx.actor.person_id
    request.held_on, request.place = held_on, place.strip()
    as_office = tx.actor.seat_in(request.body_id) is None
    record(
        tx,
        RequestAnswered(
            neighbourhood_id=request.neighbourhood_id,
            proposal_id=request.proposal_id,
            body_id=request.office_body_id if as_office else request.body_id,
            called=request.called,
            held_on=held_on,
            text_digest=text_digest(tx, request.place),
        ),
    )
    return request


def escalate_request(tx: Transaction, duty: Duty) -> None:
    """Report a silent body to the sub-district office; a silent office is shown as such for ever."""
    require(only_mechanism(tx.actor))
    lock_proposal(tx, duty.proposal_id)
    request = get_request(tx.session, duty.subject_id)
    place, about = request.neighbourhood_id, request.proposal_id
    if request.escalated_at is not None:
        request.unanswered_at = tx.now
        record(
            tx,
            RequestUnanswered(
                neighbourhood_id=place,
                proposal_id=about,
                body_id=request.office_body_id,
                called=request.called,
            ),
        )
        return
    office = find_body(tx.session, place, BodyKind.SUBDISTRICT_OFFICE)
    request.escalated_at = tx.now
    request.office_body_id = office.body_id if office else None
    due_at = _owe_answer(tx, request, request.office_body_id)
    record(
        tx,
        RequestEscalated(
            neighbourhood_id=place,
            proposal_id=about,
            body_id=request.body_id,
            called=request.called,
            due_at=due_at,
        ),
    )


def show_signers(tx: Transaction, request_id: int) -> Sequence[RealName]:
    """Show the body asked who signed, by real name; each look is noted for each signer to see."""
    request = get_request(tx.session, request_id)
    require(policy.may_see_signers(tx.actor, request_facts(request)))
    names = list_request_names(tx.session, request_id)
    for one in names:
        log(
            tx,
            "community.name_seen",
            about=one.person_id,
            neighbourhood_id=request.neighbourhood_id,
            purpose="meeting_request",
        )
    log(tx, "cosigns.signers_seen", request=request_id, signers=len(names))
    return names


def _issue(tx: Transaction, proposal: Proposal, progress: Progress) -> None:
    """Write a request with its signers, and charge the body with the answer."""
    body_id = find_convener(tx.session, proposal, progress.called)
    request = MeetingRequest(
        neighbourhood_id=proposal.neighbourhood_id,
        proposal_id=proposal.proposal_id,
        called=progress.called,
        ground=progress.ground,
        signed=progress.signed,
        total=progress.total,
        body_id=body_id,
        issued_at=tx.now,
        due_at=tx.now,
    )
    tx.insert(request, NotPossible("cosigns.requested_already"))
    rows = [
        {
            "request_id": request.request_id,
            "person_id": person_id,
            "neighbourhood_id": proposal.neighbourhood_id,
        }
        for person_id in list_signers(tx.session, proposal, progress.ground)
    ]
    tx.session.execute(insert(RequestSigner), rows)
    request.due_at = _owe_answer(tx, request, body_id)
    record(
        tx,
        MeetingRequested(
            neighbourhood_id=proposal.neighbourhood_id,
            proposal_id=proposal.proposal_id,
            body_id=body_id,
            called=progress.called,
            ground=progress.ground,
            signed=progress.signed,
            total=progress.total,
            due_at=request.due_at,
        ),
    )


def _owe_answer(tx: Transaction, request: MeetingRequest, body_id: BodyId | None) -> datetime:
    """Charge a body with answering a request and return by when; without one the clock runs."""
    rules = procedure_of(tx.session, get_proposal(tx.session, request.proposal_id))
    due_at = due_in_days(tx.now, rules.convening_days)
    open_duty(
        tx,
        DutyKind.ANSWER_REQUEST,
        neighbourhood_id=request.neighbourhood_id,
        proposal_id=request.proposal_id,
        due_at=due_at,
        bearer=Bearer.OFFICE,
        body_id=body_id,
        subject_id=request.request_id,
    )
    return due_at
