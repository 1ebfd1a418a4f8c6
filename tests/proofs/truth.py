"""What must be true of a database whatever was killed: all that was acknowledged, once, nothing by half."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from agenda.ballots.models import CastChoice, Participation, Receipt, Vote
from agenda.ballots.owners.models import HeadBallot, HeadBallotVersion, HeadChoice, OwnersQuestion
from agenda.ballots.queries import find_own_choice
from agenda.community.models import Person
from agenda.cosigns.models import Cosign, CosignHousehold
from agenda.deliberation.discussion.models import Comment
from agenda.infra.audit import LedgerEvent, pseudonym
from agenda.mechanism.queries import snapshot
from agenda.mechanism.rules import next_step
from agenda.procedure.models import DutyRow
from agenda.procedure.queries import open_duties
from agenda.procedure.rules import DutyKind
from agenda.proposals.models import Proposal
from agenda.proposals.rules import Stage
from tests.proofs.crowd import Diary
from tests.proofs.scene import Scene

Faults = Iterator[str]
WAITS_FOR = {
    Stage.SCREENING: DutyKind.SCREEN,
    Stage.COSIGNING: DutyKind.GATHER_COSIGNS,
    Stage.VOTING: DutyKind.CAST_VOTES,
}
BUILT_IN = ("PRAGMA integrity_check", "PRAGMA foreign_key_check")


def faults(session: Session, now: datetime) -> list[str]:
    """Return everything in a database that does not agree with something else in it."""
    found = [*_broken_file(session), *_counters(session), *_ballots(session)]
    events = _events(session)
    for proposal in session.scalars(select(Proposal)):
        found += _half_done(session, proposal, events[proposal.proposal_id], now)
    return found


def missing(session: Session, scene: Scene, diaries: Iterable[Diary]) -> list[str]:
    """Return every acknowledged act that is not stored once, and every refused one that is."""
    found: list[str] = []
    for diary in diaries:
        found += [*_cosigns(session, diary), *_secret(session, scene, diary)]
        found += [*_owners(session, diary), *_comments(session, diary)]
    return found


def _broken_file(session: Session) -> Faults:
    """Yield what SQLite itself finds wrong with its file."""
    if session.get_bind().dialect.name == "sqlite":
        for check in BUILT_IN:
            yield from (str(row) for row in session.execute(text(check)) if row[0] != "ok")


def _events(session: Session) -> dict[int, list[tuple[str, dict[str, object]]]]:
    """Return kind and payload of every entry of each proposal, in their order."""
    entries: dict[int, list[tuple[str, dict[str, object]]]] = defaultdict(list)
    query = select(LedgerEvent.proposal_id, LedgerEvent.kind, LedgerEvent.payload)
    for proposal_id, kind, payload in session.execute(query.order_by(LedgerEvent.position)):
        entries[proposal_id or 0].append((kind, json.loads(payload)))
    return entries


def _half_done(
    session: Session,
    proposal: Proposal,
    entries: list[tuple[str, dict[str, object]]],
    now: datetime,
) -> Faults:
    """Yield where stage, duties and entries of a proposal do not tell the same."""
    name, kinds = f"proposal {proposal.proposal_id}", Counter(kind for kind, _ in entries)
    moves = [one for kind, one in entries if kind == "mechanism.stage_changed"]
    if moves and proposal.stage is not Stage.DECIDING:  # the scene put that one there by hand
        path = [str(moves[0]["source"]), *(str(move["target"]) for move in moves)]
        if path[1:-1] != [move["source"] for move in moves[1:]] or path[-1] != proposal.stage:
            yield f"{name} stands in {proposal.stage}, its entries say {path}"
    if kinds["proposals.threshold_reached"] != (proposal.crossed_at is not None):
        yield f"{name} crossed {kinds['proposals.threshold_reached']} times"
    reached = proposal.cosign_households >= proposal.cosigns_needed
    if proposal.stage is Stage.COSIGNING and reached:
        yield f"{name} has its co-signatures and stayed where it was"
    open_kinds = session.scalars(
        select(DutyRow.kind).where(
            DutyRow.proposal_id == proposal.proposal_id, DutyRow.ended_at.is_(None)
        )
    ).all()
    wanted = WAITS_FOR.get(proposal.stage)
    if wanted and [kind for kind in open_kinds if kind in WAITS_FOR.values()] != [wanted]:
        yield f"{name} stands in {proposal.stage} with open duties {open_kinds}"
    votes = session.scalar(select(func.count()).where(Vote.proposal_id == proposal.proposal_id))
    if not votes == kinds["ballots.vote_scheduled"] == (proposal.crossed_at is not None):
        yield f"{name} has {votes} votes, entries {kinds}"
    duties = open_duties(session, proposal.proposal_id)
    if next_step(snapshot(session, proposal, duties, now), now) is not None:
        yield f"{name} owes a step"


def _counters(session: Session) -> Faults:
    """Yield every counter that is not the number of its rows."""
    stands, homes = Cosign.withdrawn_at.is_(None), func.count(Cosign.household_id.distinct())
    for proposal in session.scalars(select(Proposal)):
        own = Cosign.proposal_id == proposal.proposal_id
        rows = (
            session.scalar(select(func.count()).where(own, stands)),
            session.scalar(select(homes).where(own, stands)),
            session.scalar(
                select(func.count()).where(
                    CosignHousehold.proposal_id == proposal.proposal_id, CosignHousehold.signers > 0
                )
            ),
            session.scalar(select(func.count()).where(Comment.proposal_id == proposal.proposal_id)),
        )
        home = proposal.cosign_households
        counted = (proposal.cosign_persons, home, home, proposal.discussion_count)
        if rows != counted:
            yield f"proposal {proposal.proposal_id} counts {counted}, has {rows}"


def _ballots(session: Session) -> Faults:
    """Yield where ballots, choices, receipts and entries differ in number."""
    for vote in session.scalars(select(Vote)):
        tables = (Participation, CastChoice, Receipt)
        rows = [
            session.scalar(select(func.count()).where(table.vote_id == vote.vote_id))
            for table in tables
        ]
        rows.append(_entries(session, vote.proposal_id, "ballots.ballot_cast"))
        if len(set(rows)) != 1:
            yield f"vote {vote.vote_id}: {rows}"
    questions = session.scalar(select(func.count()).select_from(OwnersQuestion)) or 0
    versions = session.scalar(select(func.count()).select_from(HeadBallotVersion)) or 0
    choices = session.scalar(select(func.count()).select_from(HeadChoice))
    current = session.scalar(select(func.sum(HeadBallot.version)))
    cast = _entries(session, None, "ballots.head_ballot_cast", "ballots.head_ballot_changed")
    if not versions == (current or 0) == cast or choices != versions * questions:
        yield f"owners: {versions} versions, up to {current}, {choices} choices, {cast} entries"


def _entries(session: Session, proposal_id: int | None, *kinds: str) -> int:
    """Return how many entries of some kinds a proposal has, or all together."""
    query = select(func.count()).where(LedgerEvent.kind.in_(kinds))
    if proposal_id is not None:
        query = query.where(LedgerEvent.proposal_id == proposal_id)
    return session.scalar(query) or 0


def _cosigns(session: Session, diary: Diary) -> Faults:
    """Yield co-signatures that do not stand as they were answered, or left another trace."""
    for (person, on), times in diary.cosigned.items():
        key = session.scalars(select(Person.ledger_key).where(Person.person_id == person)).one()
        hand = pseudonym(key, f"proposal:{on}")
        said = (times, diary.withdrawn[person, on])
        wrote = tuple(
            session.scalar(
                select(func.count()).where(
                    LedgerEvent.proposal_id == on,
                    LedgerEvent.actor == hand,
                    LedgerEvent.kind == f"cosigns.{kind}",
                )
            )
            for kind in ("co_signed", "cosign_withdrawn")
        )
        row = session.get(Cosign, (on, person))
        if said != wrote or row is None or (row.withdrawn_at is None) != (said[0] > said[1]):
            yield f"co-signatures of {person} on {on}: answered {said}, entered {wrote}"


def _secret(session: Session, scene: Scene, diary: Diary) -> Faults:
    """Yield secret ballots that are not in the box with the choice and number of their receipt."""
    votes = {vote.proposal_id: vote.vote_id for vote in scene.votes}
    for (person, on), (code, number, choice) in diary.ballots.items():
        vote = session.get_one(Vote, votes[on])
        stored = find_own_choice(session, vote, person, code=code)
        if stored is not choice or session.get(Receipt, (vote.vote_id, number)) is None:
            yield f"ballot of {person} on {on}: {choice} answered, {stored} stored"


def _owners(session: Session, diary: Diary) -> Faults:
    """Yield owners' ballots whose versions are not those that were answered."""
    for head, answered in diary.owners.items():
        query = select(HeadChoice.version, HeadChoice.choice).where(HeadChoice.head_id == head)
        order = query.order_by(HeadChoice.version, HeadChoice.question)
        stored: dict[int, list[object]] = defaultdict(list)
        for version, choice in session.execute(order):
            stored[version].append(choice)
        if [tuple(chosen) for chosen in stored.values()] != answered:
            yield f"head {head}: {len(answered)} answered, {len(stored)} stored"


def _comments(session: Session, diary: Diary) -> Faults:
    """Yield comments that are not there once, and refused ones that are."""
    for texts, wanted in ((diary.comments, 1), (diary.refused, 0)):
        for said in texts:
            times = session.scalar(select(func.count()).where(Comment.text == said))
            if times != wanted:
                yield f"{said}: stored {times} times"
