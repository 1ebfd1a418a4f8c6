"""Setting up a neighbourhood: once, by the operator, and written into the ledger."""

from agenda.community import policy
from agenda.community.events import NeighbourhoodSetUp
from agenda.community.models import Area, Neighbourhood
from agenda.community.rules import AreaKind
from agenda.community.seats.commands import appoint_first_staff, found_body
from agenda.community.setup.rules import BodyPlan, SetupPlan
from agenda.infra.audit import record
from agenda.infra.transaction import Transaction
from agenda.kernel.authz import require
from agenda.kernel.errors import NotPossible
from agenda.kernel.ids import AreaId, NeighbourhoodId


def set_up_neighbourhood(tx: Transaction, plan: SetupPlan) -> NeighbourhoodId:
    """Enter a neighbourhood with its bodies and their first seats; homes come with the roster.

    Raises NotPossible where there is a neighbourhood of that name.
    """
    require(policy.only_operator(tx.actor))
    neighbourhood = Neighbourhood(name=plan.name, subdistrict=plan.subdistrict)
    tx.insert(neighbourhood, NotPossible("community.neighbourhood_named"))
    neighbourhood_id = neighbourhood.neighbourhood_id
    root = _add_area(tx, neighbourhood_id, AreaKind.NEIGHBOURHOOD, plan.name, parent=None)
    compounds: dict[str, AreaId] = {}
    for body in plan.bodies:
        if body.compound and body.compound not in compounds:
            compounds[body.compound] = _add_area(
                tx, neighbourhood_id, AreaKind.COMPOUND, body.compound, parent=root
            )
        _found(tx, neighbourhood_id, body, compounds.get(body.compound or ""))
    record(tx, NeighbourhoodSetUp(neighbourhood_id=neighbourhood_id, bodies=len(plan.bodies)))
    return neighbourhood_id


def _found(
    tx: Transaction, neighbourhood_id: NeighbourhoodId, plan: BodyPlan, compound: AreaId | None
) -> None:
    """Enter a body and its first seats."""
    body = found_body(
        tx,
        neighbourhood_id,
        kind=plan.kind,
        name=plan.name,
        short_name=plan.short_name,
        about=plan.about,
        compound_id=compound,
    )
    for seat in plan.seats:
        appoint_first_staff(
            tx,
            body.body_id,
            name=seat.name,
            role=seat.role,
            title=seat.title,
            mobile=seat.mobile,
            email=seat.email,
        )


def _add_area(
    tx: Transaction,
    neighbourhood_id: NeighbourhoodId,
    kind: AreaKind,
    name: str,
    *,
    parent: AreaId | None,
) -> AreaId:
    """Enter an area and return its id; the root's path is empty."""
    area = Area(
        neighbourhood_id=neighbourhood_id,
        parent_id=parent,
        kind=kind,
        name=name,
        path="" if parent is None else name,
    )
    tx.session.add(area)
    tx.session.flush()  # its key is wanted by what lies in it
    return area.area_id
