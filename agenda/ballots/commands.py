"""The residents' secret vote: scheduled by its threshold, cast without a trace of the hand, counted.

What a voter chose must not be found through anything that is written here: a ballot is recorded
without an actor, its rows carry neither number nor time, and closing rewrites them in random
order under fresh keys.
"""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update

from agenda.ballots import policy
from agenda.ballots.events import BallotCast, VoteClosed, VoteScheduled
from agenda.ballots.models import CastChoice, Participation, Receipt, RollEntry, Vote
from agenda.ballots.paper.queries import count_ballots, count_slips
from agenda.ballots.queries import (
    as_facts,
    find_own_choice,
    get_vote,
    list_electorate,
    lock_vote,
)
from agenda.ballots.rules import (
    Choice,
    ReceiptPaper,
    VoteState,
    choice_key,
    count_choices,
    is_carried,
    receipts_digest,
    roll_digest,
    vote_times,
)
from agenda.ballots.verification.queries import closed_vote
from agenda.ballots.verification.residents.rules import vote_file
from agenda.community.queries import get_area
from agenda.infra.audit import quiet, record
from agenda.infra.db import Model
from agenda.infra.transaction import Transaction
from agenda.kernel.authz import only_mechanism, require
from agenda.kernel.errors import Invalid, NotPermitted, NotPossible
from agenda.kernel.ids import PersonId, VoteId, new_code
from agenda.procedure.commands import open_duty
from agenda.procedure.rules import Bearer, Duty, DutyKind
from agenda.proposals.models import Proposal
from agenda.proposals.queries import lock_proposal
from agenda.proposals.rules import StageEntry


class BallotBoxBroken(Exception):
    """Participations, choices and receipts differ in number: a fault of ours, or a strange hand."""


def schedule_vote(tx: Transaction, entry: StageEntry) -> None:
    """Freeze the roll of a proposal that crossed its threshold, and fix when casting opens.

    Everybody on the roll may vote, whoever moves in or away later. A roll may have become small,
    or empty, since the threshold was set: the vote is held all the same, and carries by the same
    rule; how fewer than five participants chose is never told.
    """
    require(only_mechanism(tx.actor))
    vote = _freeze_roll(tx, entry)
    open_duty(
        tx,
        DutyKind.CAST_VOTES,
        neighbourhood_id=entry.neighbourhood_id,
        proposal_id=entry.proposal_id,
        due_at=vote.closes_at,
        bearer=Bearer.RESIDENTS,
    )
    record(
        tx,
        VoteScheduled(
            neighbourhood_id=entry.neighbourhood_id,
            proposal_id=entry.proposal_id,
            vote_id=vote.vote_id,
            opens_at=vote.opens_at,
            closes_at=vote.closes_at,
            moved_days=vote.moved_days,
            roll_size=vote.roll_size,
            roll_digest=vote.roll_digest,
            turnout_required=vote.turnout_required,
        ),
    )


def cast_ballot(
    tx: Transaction, vote_id: VoteId, choice: Choice, *, code: str | None = None
) -> ReceiptPaper:
    """Cast a ballot; returns the receipt, whose code nobody can show again.

    `code` is the receipt code that the voter's form carries: the same form sent twice gets the
    same receipt and counts once. Raises NotPossible outside the time of voting, with
    "ballots.cast_already" for a second ballot, on which the primary key decides, and with
    "ballots.form_used" for the code of somebody else's form.
    """
    vote, person_id = _open_box(tx, vote_id)
    if code is not None and find_own_choice(tx.session, vote, person_id, code=code):
        quiet(tx)
        return ReceiptPaper.of(vote_id, code)
    _require_open(tx, vote)
    receipt = ReceiptPaper.of(vote_id, code or new_code())
    place = {"vote_id": vote_id, "neighbourhood_id": vote.neighbourhood_id}
    if not tx.put(Participation, person_id=person_id, **place):
        raise NotPossible("ballots.cast_already")
    key = choice_key(vote_id, person_id, receipt.code)
    box = tx.session.connection()
    box.execute(_PUT_CHOICE, {"choice_key": key, "choice": choice, **place})
    if not tx.put(Receipt, number=receipt.number, **place):
        raise NotPossible("ballots.form_used")
    record(
        tx,
        BallotCast(
            neighbourhood_id=vote.neighbourhood_id,
            proposal_id=vote.proposal_id,
            vote_id=vote_id,
        ),
        anonymous=True,
    )
    return receipt


_PUT_CHOICE = insert(CastChoice)
"""Built once: every ballot runs it."""


def replace_ballot(tx: Transaction, vote_id: VoteId, choice: Choice, *, code: str) -> None:
    """Put another choice in place of one's own, with sign-in and receipt code together.

    It leaves no trace: a ledger line would show a watcher that somebody changed his mind.
    Raises Invalid where this code is not the voter's.
    """
    vote, person_id = _open_box(tx, vote_id)
    _require_open(tx, vote)
    if find_own_choice(tx.session, vote, person_id, code=code) is None:
        raise Invalid("ballots.receipt_not_yours", field="code")
    tx.session.execute(
        update(CastChoice)
        .where(
            CastChoice.vote_id == vote_id,
            CastChoice.choice_key == choice_key(vote_id, person_id, code),
        )
        .values(choice=choice)
    )
    quiet(tx)


def close_vote(tx: Transaction, duty: Duty) -> None:
    """Count a vote whose time is over, and cut every link between voter, receipt and choice."""
    require(only_mechanism(tx.actor))
    lock_proposal(tx, duty.proposal_id)
    vote = get_vote(tx.session, duty.proposal_id)
    people, choices, numbers = _empty_box(tx, vote)
    tally = count_choices(choices, roll=vote.roll_size)
    slips, paper = count_slips(tx.session, vote), count_ballots(tx.session, vote)
    online = len(numbers)
    if (len(people), tally.participants) != (online + slips, online + paper):
        raise BallotBoxBroken(f"vote {vote.vote_id}")
    _fill_shuffled(tx, vote, Participation, [{"person_id": person} for person in people])
    fresh = [{"choice_key": secrets.token_bytes(16), "choice": choice} for choice in choices]
    _fill_shuffled(tx, vote, CastChoice, fresh)
    _fill_shuffled(tx, vote, Receipt, [{"number": number} for number in numbers])
    vote.closed_at = tx.now
    vote.participants, vote.paper_ballots = tally.participants, paper
    if tally.may_be_broken_out:
        vote.votes_for, vote.votes_against = tally.votes_for, tally.votes_against
        vote.votes_abstain = tally.votes_abstain
    vote.carried = is_carried(tally, vote.turnout_required)
    vote.receipts_digest = receipts_digest(vote.vote_id, numbers)
    vote.file_digest = _file_digest(vote, numbers, fresh if tally.may_be_broken_out else None)
    record(
        tx,
        VoteClosed(
            neighbourhood_id=vote.neighbourhood_id,
            proposal_id=vote.proposal_id,
            vote_id=vote.vote_id,
            roll_size=vote.roll_size,
            turnout_required=vote.turnout_required,
            participants=tally.participants,
            paper_ballots=paper,
            votes_for=vote.votes_for,
            votes_against=vote.votes_against,
            votes_abstain=vote.votes_abstain,
            carried=vote.carried,
            receipts_digest=vote.receipts_digest,
            file_digest=vote.file_digest,
        ),
    )


def _file_digest(vote: Vote, numbers: Sequence[str], fresh: Sequence[Any] | None) -> str:
    """Return the digest of the file that is published: its choices in the order of their keys."""
    rows = None if fresh is None else sorted(fresh, key=lambda row: row["choice_key"])
    choices = None if rows is None else [row["choice"] for row in rows]
    closed = closed_vote(vote)
    data = vote_file(
        closed,
        receipts=numbers,
        paper=vote.paper_ballots,
        choices=choices,
        carried=bool(vote.carried),
    )
    return str(data["digest"])


def _freeze_roll(tx: Transaction, entry: StageEntry) -> Vote:
    """Write a vote with its times and with everybody who lives in the scope at this instant."""
    proposal = lock_proposal(tx, entry.proposal_id)
    times = vote_times(tx.now, entry.procedure, edited_at=_edited_at(proposal))
    electorate = list_electorate(tx.session, get_area(tx.session, proposal.scope_id))
    vote = Vote(
        neighbourhood_id=entry.neighbourhood_id,
        proposal_id=entry.proposal_id,
        scheduled_at=tx.now,
        opens_at=times.opens_at,
        closes_at=times.closes_at,
        moved_days=times.moved_days,
        roll_size=len(electorate),
        roll_digest=roll_digest(entry.proposal_id, ((p, h) for p, h, _ in electorate)),
        turnout_required=entry.procedure.turnout.required(len(electorate)),
    )
    tx.session.add(vote)
    tx.session.flush()  # the roll needs the vote's id
    _insert(
        tx,
        RollEntry,
        vote,
        [{"person_id": p, "household_id": h, "building_id": b} for p, h, b in electorate],
    )
    return vote


def _edited_at(proposal: Proposal) -> datetime | None:
    """Return when a text was last edited while it was open for co-signing, or None."""
    accepted = proposal.accepted_at
    return proposal.revised_at if accepted and proposal.revised_at > accepted else None


def _open_box(tx: Transaction, vote_id: VoteId) -> tuple[Vote, PersonId]:
    """Return a vote under its proposal's lock, and the acting voter; raises NotPermitted."""
    person_id = tx.actor.person_id
    vote, standing = lock_vote(tx, vote_id, person_id)
    require(policy.may_vote(tx.actor, on_roll=standing.on_roll))
    if person_id is None:
        raise NotPermitted("authz.sign_in_first")
    return vote, person_id


def _require_open(tx: Transaction, vote: Vote) -> None:
    """Raise NotPossible outside the time of voting."""
    state = as_facts(vote).state(tx.now)
    if state is VoteState.SCHEDULED:
        raise NotPossible("ballots.not_open_yet")
    if state is not VoteState.OPEN:
        raise NotPossible("ballots.closed")


def _empty_box(
    tx: Transaction, vote: Vote
) -> tuple[Sequence[PersonId], Sequence[Choice], Sequence[str]]:
    """Take out who took part, what was chosen and which receipts were given; the only count."""
    taken: list[Sequence[Any]] = []
    for column in (Participation.person_id, CastChoice.choice, Receipt.number):
        own = column.class_.vote_id == vote.vote_id
        taken.append(tx.session.scalars(select(column).where(own)).all())
        tx.session.execute(delete(column.class_).where(own))
    people, choices, numbers = taken
    return people, choices, numbers


def _fill_shuffled(
    tx: Transaction, vote: Vote, table: type[Model], rows: list[dict[str, Any]]
) -> None:
    """Write rows in an order nobody can foretell or find again."""
    secrets.SystemRandom().shuffle(rows)
    _insert(tx, table, vote, rows)


def _insert(tx: Transaction, table: type[Model], vote: Vote, rows: list[dict[str, Any]]) -> None:
    """Write rows of a vote at once; none where there are none."""
    place = {"vote_id": vote.vote_id, "neighbourhood_id": vote.neighbourhood_id}
    if rows:
        tx.session.execute(insert(table), [{**place, **row} for row in rows])
