"""The published file of a residents' vote, and its recount."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from agenda.ballots.rules import (
    Choice,
    Tally,
    count_choices,
    is_carried,
    receipts_digest,
)
from agenda.ballots.verification.rules import (
    Check,
    Data,
    FileKind,
    Finding,
    Findings,
    digest_findings,
    has_fields,
    is_digest,
    with_digest,
)
from agenda.kernel.ids import CODE_ALPHABET, ProposalId, VoteId
from agenda.kernel.quantities import Heads

NOTHING = type(None)
FIELDS: dict[str, type | tuple[type, ...]] = {
    "format": str,
    "proposal": int,
    "vote": int,
    "opens_at": str,
    "closes_at": str,
    "roll": dict,
    "turnout_required": int,
    "participants": int,
    "paper": int,
    "counts": dict,
    "carried": bool,
    "receipts_digest": str,
    "receipts": list,
    "choices": (list, NOTHING),
    "digest": str,
}
COUNTS: dict[str, tuple[type, ...]] = {choice.value: (int, NOTHING) for choice in Choice}
NUMBER = re.compile(rf"[{CODE_ALPHABET}]{{4}}(-[{CODE_ALPHABET}]{{4}}){{2}}")


@dataclass(frozen=True)
class ClosedVote:
    """What a vote says of itself once it is counted."""

    proposal_id: ProposalId
    vote_id: VoteId
    opens_at: datetime
    closes_at: datetime
    roll_size: int
    roll_digest: str
    turnout_required: int


def vote_file(
    vote: ClosedVote,
    *,
    receipts: Iterable[str],
    choices: Sequence[Choice] | None,
    carried: bool,
    paper: int = 0,
) -> dict[str, Any]:
    """Return the file of a counted vote: its receipts sorted, its choices in the order given.

    `paper` are the ballots of the box, which have no receipt in the list. `choices` is None where fewer than five took part: how they chose is told nowhere.
    """
    numbers = sorted(receipts)
    counts: dict[str, int | None] = dict.fromkeys(_CHOICES)
    if choices is not None:
        counts.update(_by_choice(count_choices(choices, roll=vote.roll_size)))
    return with_digest(
        {
            "format": FileKind.RESIDENTS.value,
            "proposal": vote.proposal_id,
            "vote": vote.vote_id,
            "opens_at": vote.opens_at.isoformat(),
            "closes_at": vote.closes_at.isoformat(),
            "roll": {"size": vote.roll_size, "digest": vote.roll_digest},
            "turnout_required": vote.turnout_required,
            "participants": len(numbers) + paper,
            "paper": paper,
            "counts": counts,
            "carried": carried,
            "receipts_digest": receipts_digest(vote.vote_id, numbers),
            "receipts": numbers,
            "choices": None if choices is None else [choice.value for choice in choices],
        }
    )


def check_vote(data: Data, *, printed: str = "") -> Findings:
    """Recount a vote from its file; stops where the file has not the fields it must have."""
    well_formed = _well_formed(data)
    yield Finding(Check.FIELDS, well_formed)
    if not well_formed:
        return
    yield from digest_findings(data, printed)
    numbers, chosen = data["receipts"], data["choices"]
    by_receipt = data["participants"] - data["paper"]
    yield Finding(Check.RECEIPTS, len(set(numbers)) == len(numbers) == by_receipt)
    own = receipts_digest(VoteId(data["vote"]), numbers)
    yield Finding(Check.RECEIPTS_DIGEST, own == data["receipts_digest"])
    yield Finding(Check.TURNOUT, data["participants"] <= data["roll"]["size"])
    if chosen is None:
        few = not Tally(Heads(0), Heads(data["participants"]), Heads(0), Heads(0)).may_be_broken_out
        yield Finding(Check.CHOICES, few and set(data["counts"].values()) == {None})
        may_carry = data["participants"] >= data["turnout_required"]
        yield Finding(Check.CARRIED, may_carry or not data["carried"])
        return
    tally = count_choices(map(Choice, chosen), roll=data["roll"]["size"])
    counted = _by_choice(tally)
    same = counted == data["counts"] and tally.participants == data["participants"]
    yield Finding(Check.CHOICES, same and tally.may_be_broken_out)
    yield Finding(Check.CARRIED, is_carried(tally, data["turnout_required"]) == data["carried"])


def _by_choice(tally: Tally) -> dict[str, int]:
    """Return how many chose what."""
    counts = (tally.votes_for, tally.votes_against, tally.votes_abstain)
    return {choice.value: number for choice, number in zip(Choice, counts, strict=True)}


def _well_formed(data: Data) -> bool:
    """Whether a file has the fields of its format, and in them only what can stand there."""
    if not has_fields(data, FIELDS):
        return False
    chosen = data["choices"] or []
    return (
        has_fields(data["roll"], {"size": int, "digest": str})
        and has_fields(data["counts"], COUNTS)
        and all(map(is_digest, (data["roll"]["digest"], data["receipts_digest"], data["digest"])))
        and all(isinstance(n, str) and NUMBER.fullmatch(n) for n in data["receipts"])
        and all(isinstance(choice, str) and choice in _CHOICES for choice in chosen)
    )


_CHOICES = frozenset(choice.value for choice in Choice)
