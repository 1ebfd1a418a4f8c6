"""Routing a listed proposal, deferring it once, and referring it to an office."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from agenda.deliberation.routing.matters.rules import CATALOGUE, Matter, unlawful
from agenda.kernel.authz import BodyKind
from agenda.kernel.ids import AreaId, BodyId, PersonId
from agenda.procedure.rules import Route

REASON_MAX = 1000
AFFECTED_MAX = 500
OFFICE_MAX = 80
REPLY_MAX = 5000


class PartyRole(StrEnum):
    """What a body is invited for."""

    LEAD = "lead"
    ASSIST = "assist"
    PARTY = "party"


@dataclass(frozen=True)
class ReferralFacts:
    """Where a referral to an office stands."""

    handed_over_at: datetime
    replied_at: datetime | None = None
    escalated_at: datetime | None = None
    returned_at: datetime | None = None
    """When, after escalation without a reply, it went back to the agenda."""


@dataclass(frozen=True)
class RoutingPlan:
    """What whoever routes a proposal sets: the way, who leads, who is asked, by when."""

    matter: Matter
    route: Route
    lead_body_id: BodyId | None = None
    """Needed for every route but a referral, which the residents' committee carries."""
    assisting: tuple[BodyId, ...] = ()
    parties: tuple[BodyId, ...] = ()
    positions_due_on: date | None = None
    """The last day for positions; None leaves it to the rules of procedure."""
    affected: str = ""
    """Whose homes it touches, in words."""
    reason: str = ""
    """Public; needed where the route is not the proposed one."""
    office: str = ""
    """The office competent, for a referral."""
    recused: tuple[PersonId, ...] = ()
    recusal_reason: str = ""

    def invited(self) -> dict[BodyId, PartyRole]:
        """Return every invited body once, in the strongest part it was given."""
        roles = dict.fromkeys(self.parties, PartyRole.PARTY)
        roles |= dict.fromkeys(self.assisting, PartyRole.ASSIST)
        if self.lead_body_id is not None:
            roles[self.lead_body_id] = PartyRole.LEAD
        order = tuple(PartyRole)
        return dict(sorted(roles.items(), key=lambda item: (order.index(item[1]), item[0])))


@dataclass(frozen=True)
class PlanFault:
    """What a plan lacks: the code of the sentence and the field to mark."""

    code: str
    field: str


def plan_fault(plan: RoutingPlan, *, today: date, latest: date) -> PlanFault | None:
    """Return the first fault of a routing plan, or None; positions are due by `latest`."""
    due = plan.positions_due_on
    broken = unlawful(plan.matter, plan.route)
    differs = plan.route is not CATALOGUE[plan.matter].route
    referral = plan.route is Route.REFERRAL
    checks = (
        (broken is not None, PlanFault(broken or "", "route")),
        (differs and not plan.reason.strip(), PlanFault("deliberation.reason_needed", "reason")),
        (referral and not plan.office.strip(), PlanFault("deliberation.name_the_office", "office")),
        (
            not referral and plan.lead_body_id is None,
            PlanFault("deliberation.name_the_lead", "lead_body_id"),
        ),
        (
            due is not None and not today < due <= latest,
            PlanFault("deliberation.positions_due_outside", "positions_due_on"),
        ),
        (
            bool(plan.recused) and not plan.recusal_reason.strip(),
            PlanFault("deliberation.recusal_reason_needed", "recusal_reason"),
        ),
    )
    return next((fault for failed, fault in checks if failed), None)


@dataclass(frozen=True)
class BodyInPlace:
    """A body as routing by silence sees it: what it is and which compound it belongs to."""

    body_id: BodyId
    kind: BodyKind
    compound_id: AreaId | None


_AT_THE_TABLE = (BodyKind.HOMEOWNERS_COMMITTEE, BodyKind.PROPERTY_COMPANY)
_LEADERS = (BodyKind.RESIDENTS_COMMITTEE, BodyKind.PARTY_ORGANIZATION)


def parties_by_silence(
    bodies: Sequence[BodyInPlace], *, compound_id: AreaId | None
) -> dict[BodyId, PartyRole]:
    """Return who is asked when nobody routed: the committee leads, its two partners are parties.

    In a compound its own homeowners' committee and property company are asked, in the whole
    neighbourhood (`compound_id` None) those of every compound.
    """
    lead = lead_by_silence(bodies)
    here = (
        body
        for body in bodies
        if body.kind in _AT_THE_TABLE
        and (compound_id is None or body.compound_id in {None, compound_id})
    )
    leads = {lead: PartyRole.LEAD} if lead is not None else {}
    return leads | {body.body_id: PartyRole.PARTY for body in here if body.body_id != lead}


def lead_by_silence(bodies: Sequence[BodyInPlace]) -> BodyId | None:
    """Return who leads when nobody named a lead: the residents' committee, else the next there is.

    None only where a neighbourhood has no body at all.
    """
    wanted = (b.body_id for kind in _LEADERS for b in bodies if b.kind is kind)
    return next(wanted, bodies[0].body_id if bodies else None)
