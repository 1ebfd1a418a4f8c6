"""Reading positions: all versions of all sittings in one query, whatever their number."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from agenda.attachments.models import Attachment
from agenda.attachments.queries import list_beside
from agenda.attachments.rules import Subject
from agenda.deliberation.models import Sitting
from agenda.deliberation.parties.models import Party
from agenda.deliberation.parties.policy import may_invite
from agenda.deliberation.parties.queries import RECUSALS, gathered_declared, invited_body
from agenda.deliberation.parties.rules import PartyKind
from agenda.deliberation.policy import may_conclude
from agenda.deliberation.positions.models import Position, PositionCondition
from agenda.deliberation.positions.policy import (
    may_answer_conditions,
    may_file_for,
    may_tick_condition,
)
from agenda.deliberation.positions.rules import (
    Change,
    Piece,
    Stance,
    Verdict,
    Version,
    change_between,
    pieces_between,
)
from agenda.deliberation.routing.rules import PartyRole
from agenda.deliberation.rules import last_day
from agenda.infra.gathering import OWN, Listed, Rows, gather
from agenda.kernel.authz import Actor, Decision
from agenda.kernel.ids import BodyId, PositionId, ProposalId
from agenda.procedure.queries import OPEN_DUTIES, gathered_duties
from agenda.procedure.rules import DutyKind
from agenda.proposals.bodies.queries import BODIES, body_names
from agenda.proposals.queries import facts, get_proposal
from agenda.proposals.rules import ProposalFacts


@dataclass(frozen=True)
class Condition:
    """One condition, whether it is met, and what the lead body says to it."""

    text: str
    met: bool
    verdict: Verdict | None = None
    answer: str = ""
    condition_id: int = 0


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
    is_entered: bool
    """Whether the lead body entered what the party had written."""
    change: Change | None
    """None for the first version."""
    files: tuple[Attachment, ...] = ()

    @property
    def said(self) -> Version:
        """Its words alone, for comparing."""
        return Version(self.stance, self.reasons, tuple(c.text for c in self.conditions))


@dataclass(frozen=True)
class BodyRow:
    """One invited party in the table of positions."""

    party_id: int
    kind: PartyKind
    body_id: BodyId | None
    name: str
    role: PartyRole
    due_on: date
    """The last day for its answer, moved where the clocks stood still."""
    silent_on: date | None
    """The day that passed without an answer."""
    is_over: bool
    """Whether nobody waits for its answer any longer."""
    versions: tuple[FiledPosition, ...]
    """The latest first."""
    may_file: Decision
    may_tick: Decision
    answer_by: date | None
    """The last day for the lead body's answer to its conditions; None where none is owed."""

    @property
    def latest(self) -> FiledPosition | None:
        """What it says now."""
        return next(iter(self.versions), None)

    def after_round(self, number: int) -> FiledPosition | None:
        """Return what it said before the next meeting but this many were held; None for nothing."""
        return next((one for one in self.versions if one.round <= number), None)

    def since_round(self, rounds_held: int) -> tuple[Change, tuple[Piece, ...]] | None:
        """Return what changed since the last meeting, with the reasons' old and new words.

        None where nothing did, or nothing had been said before it.
        """
        before = self.after_round(rounds_held - 1) if rounds_held else None
        if before is None or self.latest is None or before is self.latest:
            return None
        change = change_between(before.said, self.latest.said)
        return change, pieces_between(before.reasons, self.latest.reasons)


@dataclass(frozen=True)
class PositionsPanel:
    """The positions of a sitting side by side."""

    proposal_id: ProposalId
    sitting: Sitting | None
    """None where the proposal never came to deliberation: then there are no rows."""
    rows: tuple[BodyRow, ...]
    may_invite: Decision
    may_conclude: Decision
    may_answer: Decision
    """Whether the reader may answer conditions, for the lead body."""

    @property
    def rounds(self) -> int:
        """How many meetings were held."""
        return self.sitting.rounds_held if self.sitting else 0

    @property
    def answered(self) -> int:
        """How many bodies have answered."""
        return sum(row.latest is not None for row in self.rows)


_FILED = select(Position.position_id).where(Position.proposal_id == OWN)
SHOWN = (
    Listed(Sitting, Sitting.proposal_id == OWN),
    Listed(Party, Party.proposal_id == OWN),
    Listed(Position, Position.proposal_id == OWN),
    Listed(PositionCondition, PositionCondition.position_id.in_(_FILED)),
    OPEN_DUTIES,
    RECUSALS,
    BODIES,
)
"""What the panel shows."""


def panel(
    session: Session,
    proposal_id: ProposalId,
    actor: Actor,
    now: datetime,
    *,
    rows: Rows | None = None,
) -> PositionsPanel:
    """Return the positions of the latest sitting: template `deliberation/positions/_panel.html`."""
    return list_panels(session, proposal_id, actor, now, rows=rows)[0]


def list_panels(
    session: Session,
    proposal_id: ProposalId,
    actor: Actor,
    _now: datetime,
    *,
    rows: Rows | None = None,
) -> list[PositionsPanel]:
    """Return the positions of every sitting, the latest first; one empty panel before the first."""
    rows = rows or gather(session, SHOWN, proposal_id)
    seen, declared = facts(get_proposal(session, proposal_id)), gathered_declared(rows)
    said = by_party(session, rows.of(Position), rows.of(PositionCondition))
    sittings = sorted(rows.of(Sitting), key=lambda sitting: sitting.number, reverse=True)
    return [
        PositionsPanel(
            proposal_id=proposal_id,
            sitting=sitting,
            rows=_body_rows(rows, sitting, said, seen, actor) if sitting else (),
            may_invite=may_invite(actor, seen),
            may_conclude=may_conclude(
                actor, seen, rounds_held=sitting.rounds_held if sitting else 0
            ),
            may_answer=may_answer_conditions(actor, seen, declared),
        )
        for sitting in sittings or (None,)
    ]


def _body_rows(
    rows: Rows,
    sitting: Sitting,
    said: Mapping[int, tuple[FiledPosition, ...]],
    seen: ProposalFacts,
    actor: Actor,
) -> tuple[BodyRow, ...]:
    """Return the invited bodies of a sitting with all they said."""
    names, declared, duties = body_names(rows), gathered_declared(rows), gathered_duties(rows)
    open_until = {d.subject_id: d.due_at for d in duties if d.kind is DutyKind.FILE_POSITION}
    owed = {d.subject_id: d.due_at for d in duties if d.kind is DutyKind.ANSWER_CONDITIONS}
    parties = (p for p in rows.of(Party) if p.sitting_id == sitting.sitting_id)
    shown: list[BodyRow] = []
    for party in (invited_body(row, names) for row in parties):
        versions = said.get(party.party_id, ())
        answer_by = owed.get(versions[0].position_id) if versions else None
        shown.append(
            BodyRow(
                party_id=party.party_id,
                kind=party.kind,
                body_id=party.body_id,
                name=party.name,
                role=party.role,
                due_on=last_day(open_until.get(party.party_id, party.due_at)),
                silent_on=last_day(party.silent_at) if party.silent_at else None,
                is_over=party.party_id not in open_until,
                versions=versions,
                may_file=may_file_for(actor, seen, declared, party=party.facts),
                may_tick=may_tick_condition(actor, seen, declared, party=party.facts),
                answer_by=last_day(answer_by) if answer_by else None,
            )
        )
    return tuple(shown)


def by_party(
    session: Session, positions: Sequence[Position], conditions: Iterable[PositionCondition]
) -> dict[int, tuple[FiledPosition, ...]]:
    """Return every party's versions by party id, the latest first."""
    by_position = _by_position(conditions)
    files = list_beside(session, Subject.POSITION, [row.position_id for row in positions])
    versions: dict[int, list[FiledPosition]] = defaultdict(list)
    for row in sorted(positions, key=lambda row: (row.party_id, row.version)):
        before = versions[row.party_id][-1] if versions[row.party_id] else None
        filed = _filed(row, by_position[row.position_id], before)
        versions[row.party_id].append(replace(filed, files=files[row.position_id]))
    return {party_id: tuple(reversed(filed)) for party_id, filed in versions.items()}


def find_latest(session: Session, party_id: int) -> FiledPosition | None:
    """Return a party's latest version, or None before it has answered."""
    query = select(Position).where(Position.party_id == party_id).order_by(Position.version.desc())
    row = session.scalars(query.limit(1)).one_or_none()
    if row is None:
        return None
    own = PositionCondition.position_id == row.position_id
    conditions = session.scalars(select(PositionCondition).where(own))
    return _filed(row, _by_position(conditions)[row.position_id], None)


def _by_position(
    conditions: Iterable[PositionCondition],
) -> dict[PositionId, tuple[Condition, ...]]:
    """Return conditions by the version they belong to, in their order."""
    found: dict[PositionId, tuple[Condition, ...]] = defaultdict(tuple)
    for row in sorted(conditions, key=lambda row: row.number):
        found[row.position_id] += (condition_of(row),)
    return found


def condition_of(row: PositionCondition) -> Condition:
    """Return a condition's row as the pages see it."""
    is_met = row.met_at is not None
    return Condition(row.text, is_met, row.verdict, row.answer, row.condition_id)


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
        is_entered=row.is_entered,
        change=change_between(before.said, said) if before else None,
    )
