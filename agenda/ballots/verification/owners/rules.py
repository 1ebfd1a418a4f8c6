"""The public file of an owners' ballot: its sums, their arithmetic, and the root of its lines."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from agenda.ballots.decisions.counting.rules import Weight, arithmetic
from agenda.ballots.decisions.rules import Outcome, OwnersItem
from agenda.ballots.owners.closing.rules import outcomes_of, sheets
from agenda.ballots.owners.rules import (
    Question,
    QuestionCount,
    SilentRule,
    where_silence_goes,
)
from agenda.ballots.rules import Choice
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
from agenda.kernel.ids import DecisionId, ProposalId

SUMS = (
    "roll",
    "votes_for",
    "against",
    "abstain",
    "silent_for",
    "silent_against",
    "silent_abstain",
    "spoiled",
)
FIELDS = {
    "format": str,
    "proposal": int,
    "decision": int,
    "attempt": int,
    "noticed_at": str,
    "opens_at": str,
    "closes_at": str,
    "silent_rule": str,
    "silent_clause": str,
    "counts_parking": bool,
    "parking_basis": str,
    "roll": dict,
    "roll_digest": str,
    "delivered": dict,
    "silent": dict,
    "not_reached": dict,
    "questions": list,
    "lines_root": str,
    "digest": str,
}
QUESTION_FIELDS = {
    "number": int,
    "item": str,
    "text": str,
    "majority": str,
    "counts": dict,
    "arithmetic": list,
    "raw_outcome": str,
    "outcome": str,
}
WEIGHTS = ("roll", "delivered", "silent", "not_reached")
WEIGHT = {"heads": int, "area": int}


@dataclass(frozen=True)
class QuestionResult:
    """A question with its sums."""

    question: Question
    count: QuestionCount


@dataclass(frozen=True)
class ClosedBallot:
    """What an owners' ballot says of itself once it is closed."""

    proposal_id: ProposalId
    decision_id: DecisionId
    attempt: int
    noticed_at: datetime
    opens_at: datetime
    closes_at: datetime
    silent_rule: SilentRule
    silent_clause: str
    counts_parking: bool
    parking_basis: str
    roll: Weight
    roll_digest: str
    delivered: Weight
    silent: Weight
    """Reached, without a ballot and not set aside."""
    not_reached: Weight
    """Without a ballot, not set aside, and not reached."""
    questions: tuple[QuestionResult, ...]
    lines_root: str


def ballot_file(ballot: ClosedBallot) -> dict[str, Any]:
    """Return the public file of a closed ballot: sums, arithmetic and the root of its lines."""
    return with_digest(
        {
            "format": FileKind.OWNERS.value,
            "proposal": ballot.proposal_id,
            "decision": ballot.decision_id,
            "attempt": ballot.attempt,
            "noticed_at": ballot.noticed_at.isoformat(),
            "opens_at": ballot.opens_at.isoformat(),
            "closes_at": ballot.closes_at.isoformat(),
            "silent_rule": ballot.silent_rule.value,
            "silent_clause": ballot.silent_clause,
            "counts_parking": ballot.counts_parking,
            "parking_basis": ballot.parking_basis,
            "roll": asdict(ballot.roll),
            "roll_digest": ballot.roll_digest,
            "delivered": asdict(ballot.delivered),
            "silent": asdict(ballot.silent),
            "not_reached": asdict(ballot.not_reached),
            "questions": [_question_data(result) for result in ballot.questions],
            "lines_root": ballot.lines_root,
        }
    )


def _question_data(result: QuestionResult) -> dict[str, Any]:
    """Return a question with its sums, its arithmetic and both outcomes."""
    item, count = result.question.item, result.count
    outcomes = outcomes_of(item, count)
    return {
        "number": result.question.number,
        "item": item.value,
        "text": result.question.text,
        "majority": item.majority.value,
        "counts": {name: asdict(getattr(count, name)) for name in SUMS},
        "arithmetic": _written_out(item, count),
        "raw_outcome": outcomes.raw.value,
        "outcome": outcomes.counted.value,
    }


def _written_out(item: OwnersItem, count: QuestionCount) -> list[str]:
    """Return the comparisons behind the outcome that counts."""
    (sheet,) = sheets((item,), (count.imputed,))
    return [line.text for line in arithmetic(sheet)]


def check_ballot(data: Data, *, printed: str = "") -> Findings:
    """Check sums, silence, arithmetic and outcomes of a public file."""
    well_formed = _well_formed(data)
    yield Finding(Check.FIELDS, well_formed)
    if not well_formed:
        return
    yield from digest_findings(data, printed)
    roll, delivered = _weight(data["roll"]), _weight(data["delivered"])
    silent, missing = _weight(data["silent"]), _weight(data["not_reached"])
    yield Finding(Check.DELIVERY, _within(silent, delivered) and _within(delivered, roll))
    rule = SilentRule(data["silent_rule"])
    results = [(one, OwnersItem(one["item"]), _count(one["counts"])) for one in data["questions"]]
    yield Finding(Check.ROLL, all(count.roll == roll for _one, _item, count in results))
    whole = (c.participating + c.spoiled + silent + missing for _one, _item, c in results)
    yield Finding(Check.SUMS, all(weight == roll for weight in whole))
    follows = (_silence_follows(count, rule, silent) for _one, _item, count in results)
    yield Finding(Check.SILENCE, all(follows))
    written = (_written_out(item, count) == one["arithmetic"] for one, item, count in results)
    yield Finding(Check.ARITHMETIC, all(written))
    yield Finding(Check.OUTCOMES, all(_outcomes_hold(one, item, c) for one, item, c in results))


def _well_formed(data: Data) -> bool:
    """Whether a file has the fields of its format, and in them only what can stand there."""
    if not has_fields(data, FIELDS) or data["silent_rule"] not in set(SilentRule):
        return False
    if not all(has_fields(data[name], WEIGHT) for name in WEIGHTS):
        return False
    digests = (data["roll_digest"], data["lines_root"], data["digest"])
    asked = data["questions"]
    return (
        all(map(is_digest, digests))
        and bool(asked)
        and all(_is_question(one, number) for number, one in enumerate(asked, start=1))
        and (data["silent_rule"] == SilentRule.NONE or bool(data["silent_clause"]))
        and data["counts_parking"] <= bool(data["parking_basis"])
    )


def _is_question(data: object, number: int) -> bool:
    """Whether something is the question with a number, its item with its own majority."""
    if not has_fields(data, QUESTION_FIELDS) or data["number"] != number:
        return False
    return (
        data["item"] in set(OwnersItem)
        and data["majority"] == OwnersItem(data["item"]).majority
        and {data["raw_outcome"], data["outcome"]} <= set(Outcome)
        and has_fields(data["counts"], dict.fromkeys(SUMS, dict))
        and all(has_fields(data["counts"][name], WEIGHT) for name in SUMS)
    )


def _weight(data: Data) -> Weight:
    """Return heads and area."""
    return Weight(data["heads"], data["area"])


def _count(data: Data) -> QuestionCount:
    """Return the sums of a question."""
    return QuestionCount(**{name: _weight(data[name]) for name in SUMS})


def _within(part: Weight, whole: Weight) -> bool:
    """Whether a part is no more than the whole, by heads and by area."""
    return part.heads <= whole.heads and part.area <= whole.area


def _silence_follows(count: QuestionCount, rule: SilentRule, silent: Weight) -> bool:
    """Whether silence stands where its rule sends it, and nowhere else."""
    goes = where_silence_goes(count.votes_for, count.against, rule)
    stands = {
        Choice.FOR: count.silent_for,
        Choice.AGAINST: count.silent_against,
        Choice.ABSTAIN: count.silent_abstain,
    }
    return all(
        weight == (silent if choice is goes else Weight(0)) for choice, weight in stands.items()
    )


def _outcomes_hold(data: Data, item: OwnersItem, count: QuestionCount) -> bool:
    """Whether both outcomes are those of the sums."""
    outcomes = outcomes_of(item, count)
    return (data["raw_outcome"], data["outcome"]) == (outcomes.raw, outcomes.counted)
