"""The kinds of acts the content holds, how many of each there are to be, and what has no act."""

from collections import Counter
from collections.abc import Iterable, Iterator
from enum import StrEnum

from agenda.scenarios.demo.content import Record

BY_SILENCE = "accepted_by_silence"
"""The outcome of screening that the clock brings about."""
APPRAISAL = "appraisal"
"""The type of meeting that belongs to a survey."""


class Kind(StrEnum):
    """What is counted on its own in the closing table."""

    DRAFT = "draft"
    SUBMISSION = "submission"
    REVISION = "revision"
    SCREENING = "screening"
    APPEAL = "appeal"
    APPEAL_ANSWER = "appeal_answer"
    MERGE_ANSWER = "merge_answer"
    WITHDRAWAL = "withdrawal"
    COSIGN = "cosign"
    COSIGN_WITHDRAWAL = "cosign_withdrawal"
    BALLOT = "ballot"
    COMMENT = "comment"
    REMOVAL = "removal"
    DEFERRAL = "deferral"
    ROUTING = "routing"
    HAND_OVER = "hand_over"
    OFFICE_REPLY = "office_reply"
    INVITATION = "invitation"
    POSITION = "position"
    STANCE = "stance"
    SUSPENSION = "suspension"
    MEETING_NOTICE = "meeting_notice"
    MEETING = "meeting"
    MINUTES_DRAFT = "minutes_draft"
    MINUTES_SUBMISSION = "minutes_submission"
    MINUTES_ANSWER = "minutes_answer"
    MINUTES = "minutes"
    DECISION_NOTICE = "decision_notice"
    DELIVERY = "delivery"
    OWNERS_BALLOT = "owners_ballot"
    PAPER_STACK = "paper_stack"
    COUNT = "count"
    CONFIRMATION = "confirmation"
    EXPLANATION = "explanation"
    OBJECTION = "objection"
    OBJECTION_ANSWER = "objection_answer"
    TASK = "task"
    PROGRESS = "progress"
    TASK_END = "task_end"
    SURVEY_ANSWER = "survey_answer"
    RECTIFICATION = "rectification"


LEFT_OUT = (
    "cosigns.paper, vote.paper, decisions[].paper, appraisals[].paper",
    "referral.escalation, tasks[].supervision",
    "decisions[].note",
    "ending.text, closing.summary",
)
"""Fields of the content that no act of the platform takes: entries from paper, words for what the
clock does by itself, remarks on a count, and summaries of an ending."""


def count_acts(proposals: Iterable[Record]) -> Counter[Kind]:
    """Return how many acts of each kind the content holds."""
    return Counter(kind for record in proposals for kind in _acts(record))


def new_stances(record: Record) -> list[Record]:
    """Return the stances on an adopted text that say more than the body's last position, as versions."""
    agreement = record["agreement"]
    if agreement is None:
        return []
    last = {one["body"]: one["versions"][-1] for one in record["positions"] if one["versions"]}
    fresh = []
    for stance in agreement["stances"]:
        before = last.get(stance["body"], {"stance": None, "reasons": "", "conditions": []})
        if stance["stance"] == before["stance"] and not stance["note"]:
            continue
        is_conditional = stance["stance"] == "conditional"
        fresh.append(
            {
                "body": stance["body"],
                "on": agreement["adopted_on"],
                "stance": stance["stance"],
                "reasons": stance["note"] or before["reasons"],
                "conditions": before["conditions"] if is_conditional else [],
            }
        )
    return fresh


def invited_later(record: Record) -> list[str]:
    """Return the parties that a routing by silence does not ask by itself."""
    routing = record["routing"]
    if routing is None or not routing["by_default"]:
        return []
    asked = {routing["lead"], f"hoc_{record['scope']}", f"pm_{record['scope']}"}
    return [body for body in routing["parties"] if body not in asked]


def planned_later(record: Record) -> frozenset[str]:
    """Return the keys of tasks that a rectification plan names, not the result."""
    plans = [one["rectification"]["on"] for one in record["appraisals"] if one["rectification"]]
    if not plans:
        return frozenset()
    return frozenset(
        task["key"]
        for task in record["tasks"]
        if task["progress"] and task["progress"][0]["on"] > min(plans)
    )


def _acts(record: Record) -> Iterator[Kind]:
    """Yield one kind for every act of a proposal."""
    yield from _until_listed(record)
    yield from _on_the_way(record)
    for meeting in record["meetings"]:
        yield from _of_meeting(meeting)
    yield from _afterwards(record)


def _until_listed(record: Record) -> Iterator[Kind]:
    """Yield the acts up to the vote."""
    yield Kind.DRAFT
    attempts = record["screening"]
    submitted = record["submitted_on"] is not None
    yield from [Kind.SUBMISSION] * max(len(attempts), int(submitted))
    yield from [Kind.REVISION] * len(record["revisions"])
    yield from [Kind.SCREENING] * sum(one["outcome"] != BY_SILENCE for one in attempts)
    appeals = [one["appeal"] for one in attempts if one["appeal"]]
    yield from [Kind.APPEAL] * len(appeals)
    yield from [Kind.APPEAL_ANSWER] * sum(one["outcome"] is not None for one in appeals)
    yield from [Kind.MERGE_ANSWER] * (record["stage"] == "merged")
    yield from [Kind.WITHDRAWAL] * (record["stage"] == "withdrawn")
    cosigns, vote = record["cosigns"], record["vote"]
    if cosigns is not None:
        beside_proposer = cosigns["people"] - 1
        yield from [Kind.COSIGN] * (beside_proposer + cosigns["withdrawn"])
        yield from [Kind.COSIGN_WITHDRAWAL] * cosigns["withdrawn"]
    yield from [Kind.BALLOT] * (vote["cast"] if vote else 0)
    yield from [Kind.COMMENT] * len(record["discussion"])
    yield from [Kind.REMOVAL] * sum(one["removed"] is not None for one in record["discussion"])


def _on_the_way(record: Record) -> Iterator[Kind]:
    """Yield the acts of routing, referral, positions and suspension."""
    routing, referral = record["routing"], record["referral"]
    if routing is not None and not routing["by_default"]:
        yield from [Kind.DEFERRAL] * (routing["deferral"] is not None)
        yield from [Kind.ROUTING] * (routing["on"] is not None)
    if referral is not None:
        yield Kind.HAND_OVER
        yield from [Kind.OFFICE_REPLY] * (referral["replied_on"] is not None)
    yield from [Kind.INVITATION] * len(invited_later(record))
    yield from [Kind.POSITION] * sum(len(one["versions"]) for one in record["positions"])
    yield from [Kind.STANCE] * len(new_stances(record))
    yield from [Kind.SUSPENSION] * (record["suspension"] is not None)


def _of_meeting(meeting: Record) -> Iterator[Kind]:
    """Yield the acts of one meeting; one that is yet to come has its notice alone."""
    yield Kind.MEETING_NOTICE
    if meeting["published_on"] is not None:
        yield Kind.MEETING
        yield Kind.MINUTES_DRAFT
        yield Kind.MINUTES_SUBMISSION
        yield from [Kind.MINUTES_ANSWER] * len(meeting["attendees"])
        yield Kind.MINUTES


def _of_ballot_here(decision: Record) -> Iterator[Kind]:
    """Yield the acts of an owners' ballot held on the platform: paper comes in three stacks.

    Each stack is taken in and then entered; the last one of a running ballot waits to be.
    """
    yield Kind.DELIVERY
    yield from [Kind.OWNERS_BALLOT] * (decision["participating"] - decision["paper"])
    yield from [Kind.PAPER_STACK] * (5 if decision["outcome"] == "running" else 6)


def _afterwards(record: Record) -> Iterator[Kind]:
    """Yield the acts of decision, result, tasks and appraisal."""
    for decision in record["decisions"]:
        yield Kind.DECISION_NOTICE
        if decision.get("held_here"):
            yield from _of_ballot_here(decision)
        if decision["outcome"] != "running":
            yield Kind.COUNT
            yield Kind.CONFIRMATION
    yield from [Kind.EXPLANATION] * (record["result"] is not None)
    for objection in record["objections"]:
        yield Kind.OBJECTION
        yield from [Kind.OBJECTION_ANSWER] * (objection["answer"] is not None)
    later = planned_later(record)
    for task in record["tasks"]:
        yield from [Kind.TASK] * (task["key"] not in later)
        ends = [note for note in task["progress"] if note["on"] == task["done_on"]]
        yield from [Kind.PROGRESS] * (len(task["progress"]) - len(ends))
        yield from [Kind.TASK_END] * (task["done_on"] is not None)
    for appraisal in record["appraisals"]:
        yield from [Kind.SURVEY_ANSWER] * sum(appraisal["scores"].values())
        yield from [Kind.RECTIFICATION] * (appraisal["rectification"] is not None)
