"""What a routing plan must have, and who is asked when nobody routes."""

from dataclasses import replace
from datetime import date

import pytest

from agenda.deliberation.routing.matters.rules import Matter
from agenda.deliberation.routing.rules import (
    BodyInPlace,
    PartyRole,
    RoutingPlan,
    lead_by_silence,
    parties_by_silence,
    plan_fault,
)
from agenda.kernel.authz import BodyKind
from agenda.kernel.ids import AreaId, BodyId, PersonId
from agenda.procedure.rules import Route

TODAY, LATEST = date(2026, 3, 2), date(2026, 8, 29)
SOUND = RoutingPlan(
    matter=Matter.CLUTTER, route=Route.DELIBERATION, lead_body_id=BodyId(1), parties=(BodyId(2),)
)


def fault_of(plan: RoutingPlan) -> tuple[str, str] | None:
    found = plan_fault(plan, today=TODAY, latest=LATEST)
    return (found.code, found.field) if found else None


def test_a_sound_plan_passes() -> None:
    assert fault_of(SOUND) is None


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"route": Route.MEDIATION}, "deliberation.reason_needed", "reason"),
        ({"lead_body_id": None}, "deliberation.name_the_lead", "lead_body_id"),
        (
            {"route": Route.REFERRAL, "reason": "部门职责"},
            "deliberation.name_the_office",
            "office",
        ),
        (
            {"positions_due_on": TODAY},
            "deliberation.positions_due_outside",
            "positions_due_on",
        ),
        (
            {"positions_due_on": date(2026, 8, 30)},
            "deliberation.positions_due_outside",
            "positions_due_on",
        ),
        (
            {"recused": (PersonId(7),)},
            "deliberation.recusal_reason_needed",
            "recusal_reason",
        ),
        (
            {"matter": Matter.SHOP_IN_HOME, "route": Route.OWNERS_DECISION, "reason": "多数同意"},
            "deliberation.every_owner_must_agree",
            "route",
        ),
    ],
)
def test_a_plan_says_what_it_lacks(changes: dict[str, object], code: str, field: str) -> None:
    assert fault_of(replace(SOUND, **changes)) == (code, field)  # type: ignore[arg-type]


def test_a_referral_needs_no_lead_and_another_route_only_a_reason() -> None:
    office = {"route": Route.REFERRAL, "reason": "部门职责", "office": "城管中队"}
    assert fault_of(replace(SOUND, lead_body_id=None, **office)) is None  # type: ignore[arg-type]
    assert fault_of(replace(SOUND, route=Route.MEDIATION, reason="两户之间")) is None


def test_a_body_is_invited_once_in_its_strongest_part_the_lead_first() -> None:
    plan = replace(
        SOUND,
        lead_body_id=BodyId(3),
        assisting=(BodyId(2), BodyId(3)),
        parties=(BodyId(1), BodyId(2), BodyId(3)),
    )
    assert list(plan.invited().items()) == [
        (BodyId(3), PartyRole.LEAD),
        (BodyId(2), PartyRole.ASSIST),
        (BodyId(1), PartyRole.PARTY),
    ]


EAST, WEST = AreaId(1), AreaId(2)
BODIES = [
    BodyInPlace(BodyId(1), BodyKind.PARTY_ORGANIZATION, None),
    BodyInPlace(BodyId(2), BodyKind.RESIDENTS_COMMITTEE, None),
    BodyInPlace(BodyId(3), BodyKind.HOMEOWNERS_COMMITTEE, EAST),
    BodyInPlace(BodyId(4), BodyKind.HOMEOWNERS_COMMITTEE, WEST),
    BodyInPlace(BodyId(5), BodyKind.PROPERTY_COMPANY, None),
    BodyInPlace(BodyId(6), BodyKind.ACTIVITY_TEAM, EAST),
]


def test_silence_asks_the_committee_and_the_two_partners_of_the_compound() -> None:
    assert parties_by_silence(BODIES, compound_id=EAST) == {
        BodyId(2): PartyRole.LEAD,
        BodyId(3): PartyRole.PARTY,
        BodyId(5): PartyRole.PARTY,
    }


def test_silence_on_the_whole_neighbourhood_asks_those_of_every_compound() -> None:
    assert parties_by_silence(BODIES, compound_id=None).keys() == {2, 3, 4, 5}


def test_somebody_leads_even_without_a_committee() -> None:
    assert lead_by_silence([BODIES[2], BODIES[0]]) == BodyId(1)
    assert lead_by_silence(BODIES[2:]) == BodyId(3)
    assert lead_by_silence([]) is None
    assert parties_by_silence(BODIES[2:3], compound_id=EAST) == {BodyId(3): PartyRole.LEAD}
