"""Reading what was filed: the positions of one sitting, one condition."""

from sqlalchemy.orm import Session

from agenda.deliberation.models import Sitting
from agenda.deliberation.parties.models import Party
from agenda.deliberation.positions.conditions.queries import get_condition
from agenda.deliberation.positions.models import Position, PositionCondition
from agenda.deliberation.positions.queries import (
    SHOWN,
    Condition,
    FiledPosition,
    by_party,
    condition_of,
)
from agenda.infra.gathering import gather


def list_positions(session: Session, sitting_id: int) -> dict[int, tuple[FiledPosition, ...]]:
    """Return every party's versions in a sitting by party id, the latest first."""
    rows = gather(session, SHOWN, session.get_one(Sitting, sitting_id).proposal_id)
    mine = {party.party_id for party in rows.of(Party) if party.sitting_id == sitting_id}
    positions = [position for position in rows.of(Position) if position.party_id in mine]
    return by_party(session, positions, rows.of(PositionCondition))


def find_condition(session: Session, condition_id: int) -> Condition:
    """Return a condition as the pages see it; raises NotFound."""
    return condition_of(get_condition(session, condition_id))
