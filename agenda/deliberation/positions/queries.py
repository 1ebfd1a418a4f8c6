"""Reading positions: all versions of a sitting in three queries, whatever their number."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from agenda.deliberation.parties.models import Party
from agenda.deliberation.positions.models import Position, PositionCondition
from agenda.deliberation.positions.rules import Change, Stance, Version, change_between
from agenda.kernel.ids import PositionId


@dataclass(frozen=True)
class Condition:
    """One condition and whether it is met."""

    text: str
    met: bool


@dataclass(frozen=True)
class FiledPosition:
    """One version of a body's position, with what changed since the version before."""

    position_id: PositionId
    party_id: int
    version: int
    stance: Stance
    reasons: str
    conditions: tuple[Condition, ...]
    filed_at: datetime
    round: int
    is_late: bool
    change: Change | None
    """None for the first version."""

    @property
    def said(self) -> Version:
        """Its words alone, for comparing."""
        return Version(self.stance, self.reasons, tuple(c.text for c in self.conditions))


def list_positions(session: Session, sitting_id: int) -> dict[int, tuple[FiledPosition, ...]]:
    """Return every party's versions in a sitting by party id, the latest first."""
    query = (
        select(Position)
        .join(Party, Party.party_id == Position.party_id)
        .where(Party.sitting_id == sitting_id)
        .order_by(Position.party_id, Position.version)
    )
    rows = session.scalars(query).all()
    conditions = _conditions(session, [row.position_id for row in rows])
    versions: dict[int, list[FiledPosition]] = defaultdict(list)
    for row in rows:
        before = versions[row.party_id][-1] if versions[row.party_id] else None
        versions[row.party_id].append(_filed(row, conditions[row.position_id], before))
    return {party_id: tuple(reversed(filed)) for party_id, filed in versions.items()}


def find_latest(session: Session, party_id: int) -> FiledPosition | None:
    """Return a party's latest version, or None before it has answered."""
    query = (
        select(Position)
        .where(Position.party_id == party_id)
        .order_by(Position.version.desc())
        .limit(1)
    )
    row = session.scalars(query).one_or_none()
    if row is None:
        return None
    return _filed(row, _conditions(session, [row.position_id])[row.position_id], None)


def _conditions(
    session: Session, position_ids: Sequence[PositionId]
) -> dict[PositionId, tuple[Condition, ...]]:
    """Return the conditions of several versions by version."""
    query = (
        select(PositionCondition)
        .where(PositionCondition.position_id.in_(position_ids))
        .order_by(PositionCondition.position_id, PositionCondition.number)
    )
    found: dict[PositionId, tuple[Condition, ...]] = defaultdict(tuple)
    for row in session.scalars(query):
        found[row.position_id] += (Condition(row.text, row.met_at is not None),)
    return found


def _filed(
    row: Position, conditions: tuple[Condition, ...], before: FiledPosition | None
) -> FiledPosition:
    """Return a row as the pages see it."""
    said = Version(row.stance, row.reasons, tuple(c.text for c in conditions))
    return FiledPosition(
        position_id=row.position_id,
        party_id=row.party_id,
        version=row.version,
        stance=row.stance,
        reasons=row.reasons,
        conditions=conditions,
        filed_at=row.filed_at,
        round=row.round,
        is_late=row.is_late,
        change=change_between(before.said, said) if before else None,
    )
