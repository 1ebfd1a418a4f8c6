"""The lifecycle in one table, and the pure function that says which step the facts now carry."""

from dataclasses import dataclass
from datetime import datetime

from agenda.mechanism.guards import rules as needs
from agenda.mechanism.guards.rules import (
    Guard,
    Snapshot,
    Unmet,
    effective_end,
    waits_for_paper,
)
from agenda.procedure.rules import Duty, DutyKind
from agenda.proposals.rules import ScreeningOutcome, Stage


@dataclass(frozen=True)
class Transition:
    """One possible move: from where, to where, under which guard.

    `clock` names the duty whose end makes the move, where time alone does.
    """

    name: str
    source: Stage
    target: Stage
    guard: Guard
    clock: DutyKind | None = None


@dataclass(frozen=True)
class Move:
    """A transition that is due; `effective_at` is set where the clock made it."""

    transition: Transition
    effective_at: datetime | None = None


@dataclass(frozen=True)
class Lapse:
    """A duty nobody fulfilled in time: its default is to be taken.

    It takes effect at its due date, or when the paper it waited for was entered.
    """

    duty: Duty
    effective_at: datetime


Step = Move | Lapse

CLOCK_ONLY = frozenset({DutyKind.GATHER_COSIGNS, DutyKind.POST_RESULT})
"""Duties whose end is not a default but a move of its own."""


_ACCEPTED = needs.screened(
    ScreeningOutcome.ACCEPTED, ScreeningOutcome.ACCEPTED_BY_SILENCE, ScreeningOutcome.RESTORED
)
_RESTORED = needs.screened(ScreeningOutcome.RESTORED)
_T, _S = Transition, Stage

TRANSITIONS: tuple[Transition, ...] = (
    _T("withdraw_draft", _S.DRAFT, _S.WITHDRAWN, needs.withdrawn),
    _T("restore_returned", _S.DRAFT, _S.COSIGNING, _RESTORED),
    _T("submit", _S.DRAFT, _S.SCREENING, needs.submitted),
    _T("withdraw_in_screening", _S.SCREENING, _S.WITHDRAWN, needs.withdrawn),
    _T("accept", _S.SCREENING, _S.COSIGNING, _ACCEPTED),
    _T("return", _S.SCREENING, _S.DRAFT, needs.screened(ScreeningOutcome.RETURNED)),
    _T("decline", _S.SCREENING, _S.DECLINED, needs.screened(ScreeningOutcome.DECLINED)),
    _T("refer_in_screening", _S.SCREENING, _S.REFERRED, needs.screened(ScreeningOutcome.REFERRED)),
    _T("merge_in_screening", _S.SCREENING, _S.MERGED, needs.merged),
    _T("restore", _S.DECLINED, _S.COSIGNING, _RESTORED),
    _T("restore_merged", _S.MERGED, _S.COSIGNING, _RESTORED),
    _T("withdraw", _S.COSIGNING, _S.WITHDRAWN, needs.withdrawn),
    _T("merge", _S.COSIGNING, _S.MERGED, needs.merged),
    _T("cross", _S.COSIGNING, _S.VOTING, needs.crossed_for_vote),
    _T("list_without_vote", _S.COSIGNING, _S.LISTED, needs.crossed_without_vote),
    _T(
        "list_on_request",
        _S.COSIGNING,
        _S.LISTED,
        needs.requested(needs.expired, so=True),
        DutyKind.GATHER_COSIGNS,
    ),
    _T(
        "expire",
        _S.COSIGNING,
        _S.EXPIRED,
        needs.requested(needs.expired, so=False),
        DutyKind.GATHER_COSIGNS,
    ),
    _T("carry", _S.VOTING, _S.LISTED, needs.vote(carried=True)),
    _T(
        "list_all_the_same",
        _S.VOTING,
        _S.LISTED,
        needs.requested(needs.vote(carried=False), so=True),
    ),
    _T(
        "not_carry", _S.VOTING, _S.NOT_CARRIED, needs.requested(needs.vote(carried=False), so=False)
    ),
    _T("refer", _S.LISTED, _S.REFERRED, needs.routed_to_office),
    _T("deliberate", _S.LISTED, _S.DELIBERATING, needs.routed),
    _T("restore_referred", _S.REFERRED, _S.COSIGNING, _RESTORED),
    _T("reply", _S.REFERRED, _S.ANNOUNCED, needs.replied),
    _T("take_back", _S.REFERRED, _S.LISTED, needs.referral_returned(crossed=True)),
    _T("take_up", _S.REFERRED, _S.COSIGNING, needs.referral_returned(crossed=False)),
    _T("agree", _S.DELIBERATING, _S.ANNOUNCED, needs.adopted(formal=False)),
    _T("put_to_decision", _S.DELIBERATING, _S.DECIDING, needs.adopted(formal=True)),
    _T("end_without_agreement", _S.DELIBERATING, _S.ANNOUNCED, needs.ended_without_agreement),
    _T("decide_once_more", _S.DECIDING, _S.DECIDING, needs.once_more),
    _T("decide", _S.DECIDING, _S.ANNOUNCED, needs.decided),
    _T("uphold", _S.ANNOUNCED, _S.DELIBERATING, needs.upheld),
    _T(
        "implement",
        _S.ANNOUNCED,
        _S.IMPLEMENTING,
        needs.posted(with_tasks=True),
        DutyKind.POST_RESULT,
    ),
    _T("close", _S.ANNOUNCED, _S.CLOSED, needs.posted(with_tasks=False), DutyKind.POST_RESULT),
    _T("appraise", _S.IMPLEMENTING, _S.APPRAISING, needs.tasks_ended),
    _T("rectify", _S.APPRAISING, _S.IMPLEMENTING, needs.rectified),
    _T("complete", _S.APPRAISING, _S.CLOSED, needs.appraised),
    _T("reopen", _S.CLOSED, _S.LISTED, needs.reopened),
)
"""Every move there is; of those whose guards hold, the first in this order is taken."""


def next_step(snapshot: Snapshot, now: datetime) -> Step | None:
    """Return the step the facts carry at `now`: a move, the default of a due duty, or none.

    A move that the facts carry goes before any default; of several defaults the earliest due
    comes first. While a proposal is suspended, only its resumption can be due.
    """
    due = sorted((d for d in snapshot.duties if d.is_due(now)), key=lambda d: (d.due_at, d.duty_id))
    if snapshot.proposal.suspended_until is not None:
        resume = next((d for d in due if d.kind is DutyKind.RESUME), None)
        return Lapse(resume, resume.due_at) if resume else None
    for transition in TRANSITIONS:
        if transition.source is snapshot.proposal.stage and not transition.guard(snapshot, now):
            clock = snapshot.duty(transition.clock) if transition.clock else None
            return Move(transition, effective_end(snapshot, clock) if clock else None)
    lapsing = (d for d in due if d.kind not in CLOCK_ONLY and not waits_for_paper(snapshot, d.kind))
    return next((Lapse(d, effective_end(snapshot, d)) for d in lapsing), None)


def ways_on(snapshot: Snapshot, now: datetime) -> tuple[tuple[Transition, Unmet], ...]:
    """Return every move out of the present stage with what it still lacks: for pages."""
    return tuple(
        (t, t.guard(snapshot, now)) for t in TRANSITIONS if t.source is snapshot.proposal.stage
    )
