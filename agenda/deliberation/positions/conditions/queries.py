"""Reading the conditions of one position for those who answer and tick them."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from agenda.deliberation.positions.models import Position, PositionCondition
from agenda.kernel.errors import NotFound
from agenda.kernel.ids import PositionId


def get_position(session: Session, position_id: int) -> Position:
    """Return a version of a position; raises NotFound."""
    position = session.get(Position, PositionId(position_id))
    if position is None:
        raise NotFound("deliberation.no_position")
    return position


def get_condition(session: Session, condition_id: int) -> PositionCondition:
    """Return a condition; raises NotFound."""
    condition = session.get(PositionCondition, condition_id)
    if condition is None:
        raise NotFound("deliberation.no_condition")
    return condition


def list_conditions(session: Session, position_id: int) -> Sequence[PositionCondition]:
    """Return the conditions of a version in their order."""
    query = (
        select(PositionCondition)
        .where(PositionCondition.position_id == position_id)
        .order_by(PositionCondition.number)
    )
    return session.scalars(query).all()


def latest_position_id(session: Session, party_id: int) -> int | None:
    """Return the party's latest version, None before it has answered."""
    query = (
        select(Position.position_id)
        .where(Position.party_id == party_id)
        .order_by(Position.version.desc())
        .limit(1)
    )
    return session.scalars(query).one_or_none()


def find_version(session: Session, party_id: int, version: int) -> Position | None:
    """Return one version of a party's position, or None."""
    query = select(Position).where(Position.party_id == party_id, Position.version == version)
    return session.scalars(query).one_or_none()
