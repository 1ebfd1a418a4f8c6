"""Inviting bodies, households and experts to the table; reminding those who have not answered."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from agenda.community.queries import get_body
from agenda.deliberation.models import Sitting
from agenda.deliberation.parties import policy
from agenda.deliberation.parties.events import BodyInvited, PartyInvited, PartyReminded
from agenda.deliberation.parties.invitations.queries import (
    Home,
    count_homes,
    find_homes,
    find_spokesperson,
    list_guests,
)
from agenda.deliberation.parties.models import Party
from agenda.deliberation.parties.queries import get_party
from agenda.deliberation.parties.rules import (
    EXPERT_MAX,
    HOUSEHOLDS_MOST,
    PartyKind,
    home_words,
)
from agenda.deliberation.queries import get_sitting
from agenda.deliberation.routing.rules import PartyRole
from agenda.infra.audit import quiet, record
from agenda.infra.transaction import Transaction
from agenda.kernel.authz import only_mechanism, require
from agenda.kernel.errors import Invalid, NotPossible
from agenda.kernel.ids import BodyId, HouseholdId, ProposalId
from agenda.kernel.privacy import is_fit_for_public
from agenda.procedure.calendar.rules import due_in_days
from agenda.procedure.commands import open_duty
from agenda.procedure.queries import find_open_duty
from agenda.procedure.rules import Bearer, Duty, DutyKind
from agenda.proposals.models import Proposal
from agenda.proposals.queries import facts, get_proposal, lock_proposal, procedure_of

ALREADY = "deliberation.invited_already"


def seat_parties(
    tx: Transaction, sitting: Sitting, roles: Mapping[BodyId, PartyRole], *, due_at: datetime
) -> None:
    """Invite bodies to a sitting: each owes its position by the date."""
    for body_id, role in roles.items():
        party = Party(kind=PartyKind.BODY, party_key=f"b:{body_id}", body_id=body_id, role=role)
        _seat(tx, sitting, party, due_at=due_at)


def seat_guests_again(
    tx: Transaction, sitting: Sitting, previous: Sitting | None, *, due_at: datetime
) -> int:
    """Ask the households and experts of the sitting before anew, as the bodies are; count them."""
    guests = list_guests(tx.session, previous.sitting_id) if previous else ()
    for guest in guests:
        party = Party(
            kind=guest.kind,
            party_key=guest.party_key,
            household_id=guest.household_id,
            name=guest.name,
            role=PartyRole.PARTY,
        )
        _seat(tx, sitting, party, due_at=due_at)
    return len(guests)


def invite_body(tx: Transaction, proposal_id: ProposalId, *, body_id: BodyId) -> None:
    """Invite a further body of the neighbourhood, for the lead body; it has its own full time."""
    proposal, sitting, due_at = _table(tx, proposal_id)
    if get_body(tx.session, body_id).neighbourhood_id != proposal.neighbourhood_id:
        raise Invalid("deliberation.body_elsewhere", field="body_id")
    seat_parties(tx, sitting, {body_id: PartyRole.PARTY}, due_at=due_at)
    record(
        tx,
        BodyInvited(
            neighbourhood_id=proposal.neighbourhood_id,
            proposal_id=proposal_id,
            body_id=body_id,
            by_body_id=BodyId(proposal.lead_body_id or 0),
        ),
    )


def invite_households(
    tx: Transaction, proposal_id: ProposalId, *, lines: Sequence[str]
) -> list[Party]:
    """Invite homes of the scope, one a line (`3号楼 1单元 101`), for the lead body.

    Whoever lives in a home or owns it answers for it; in public it is its building and a number.
    """
    proposal, sitting, due_at = _table(tx, proposal_id)
    rooms = [line for line in lines if line.strip()]
    if not 0 < len(rooms) <= HOUSEHOLDS_MOST:
        raise Invalid("deliberation.name_households", field="households", limit=HOUSEHOLDS_MOST)
    homes = [_home(tx, proposal, line) for line in rooms]
    return [_invite_home(tx, proposal, sitting, home, due_at) for home in homes]


def invite_expert(tx: Transaction, proposal_id: ProposalId, *, name: str) -> Party:
    """Invite an expert, named by his field or office; the lead body enters what he writes."""
    proposal, sitting, due_at = _table(tx, proposal_id)
    words = name.strip()
    if not words or len(words) > EXPERT_MAX:
        raise Invalid("deliberation.name_expert", field="expert", limit=EXPERT_MAX)
    if not is_fit_for_public(words):
        raise Invalid("deliberation.private_passage", field="expert")
    party = Party(kind=PartyKind.EXPERT, party_key=f"e:{words}", name=words, role=PartyRole.PARTY)
    _seat(tx, sitting, party, due_at=due_at)
    _record_invited(tx, proposal, party)
    return party


def remind_party(tx: Transaction, duty: Duty) -> None:
    """Remind a party that has not answered of its date, for the mechanism alone."""
    require(only_mechanism(tx.actor))
    kind, party_id = DutyKind.FILE_POSITION, duty.subject_id
    owed = find_open_duty(tx.session, duty.proposal_id, kind, subject_id=party_id)
    if owed is None:
        quiet(tx)
        return
    party = get_party(tx.session, party_id)
    record(
        tx,
        PartyReminded(
            neighbourhood_id=party.neighbourhood_id,
            proposal_id=duty.proposal_id,
            party_id=party_id,
            due_at=owed.due_at,
        ),
    )


def _table(tx: Transaction, proposal_id: ProposalId) -> tuple[Proposal, Sitting, datetime]:
    """Return the sitting the lead body may invite to, and the date for the answer."""
    proposal = lock_proposal(tx, proposal_id)
    require(policy.may_invite(tx.actor, facts(proposal)))
    days = procedure_of(tx.session, proposal).position_days
    return proposal, get_sitting(tx.session, proposal_id), due_in_days(tx.now, days)


def _home(tx: Transaction, proposal: Proposal, line: str) -> Home:
    """Return the one home of the scope that a line names; raises Invalid for none or several."""
    places, room = home_words(line)
    found = find_homes(tx.session, proposal.scope_id, places, room)
    if len(found) != 1:
        code = "deliberation.home_ambiguous" if found else "deliberation.home_unknown"
        raise Invalid(code, field="households", line=line.strip())
    return found[0]


def _invite_home(
    tx: Transaction, proposal: Proposal, sitting: Sitting, home: Home, due_at: datetime
) -> Party:
    """Invite one home; its number counts the homes of its building at this table."""
    number = count_homes(tx.session, sitting.sitting_id, home.building_id) + 1
    party = Party(
        kind=PartyKind.HOUSEHOLD,
        party_key=f"h:{home.household_id}",
        household_id=home.household_id,
        name=f"{home.building} #{number}",
        role=PartyRole.PARTY,
    )
    _seat(tx, sitting, party, due_at=due_at)
    _record_invited(tx, proposal, party)
    return party


def _seat(tx: Transaction, sitting: Sitting, party: Party, *, due_at: datetime) -> None:
    """Seat a party at a sitting: it owes its position by the date, and is reminded before."""
    party.neighbourhood_id, party.proposal_id = sitting.neighbourhood_id, sitting.proposal_id
    party.sitting_id, party.invited_at, party.due_at = sitting.sitting_id, tx.now, due_at
    tx.insert(party, NotPossible(ALREADY))
    _owe_position(tx, party)
    procedure = procedure_of(tx.session, get_proposal(tx.session, party.proposal_id))
    remind_at = due_at - timedelta(days=procedure.position_reminder_days)
    if remind_at > tx.now:
        open_duty(
            tx,
            DutyKind.REMIND_PARTY,
            neighbourhood_id=party.neighbourhood_id,
            proposal_id=party.proposal_id,
            due_at=remind_at,
            subject_id=party.party_id,
        )


def _owe_position(tx: Transaction, party: Party) -> None:
    """Charge the party itself; the lead body for an expert; the clock where nobody lives there."""
    proposal = get_proposal(tx.session, party.proposal_id)
    body_id, person_id = party.body_id, None
    if party.kind is PartyKind.EXPERT:
        body_id = proposal.lead_body_id
    elif party.kind is PartyKind.HOUSEHOLD:
        person_id = find_spokesperson(tx.session, HouseholdId(party.household_id or 0))
    open_duty(
        tx,
        DutyKind.FILE_POSITION,
        neighbourhood_id=party.neighbourhood_id,
        proposal_id=party.proposal_id,
        due_at=party.due_at,
        bearer=Bearer.PERSON if person_id else Bearer.CLOCK,
        body_id=body_id,
        person_id=person_id,
        subject_id=party.party_id,
    )


def _record_invited(tx: Transaction, proposal: Proposal, party: Party) -> None:
    """Tell that a household or an expert was invited."""
    record(
        tx,
        PartyInvited(
            neighbourhood_id=proposal.neighbourhood_id,
            proposal_id=proposal.proposal_id,
            party_id=party.party_id,
            party=party.kind,
            body_id=BodyId(proposal.lead_body_id or 0),
            due_at=party.due_at,
        ),
    )
