"""How the agenda is told: cards, steps, what each step needs, where a duty is done."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from flask import url_for
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from agenda.desk.queries import Due
from agenda.desk.sentences import ACTS
from agenda.docket.home.queries import Late, OpenVote
from agenda.docket.queries import Card, Waiting
from agenda.docket.rules import Step, StepState
from agenda.kernel.quantities import Condition
from agenda.procedure.sentences import MERE_TIME, ClockPill, clock_pill, last_day, until
from agenda.proposals.rules import Stage
from agenda.web.i18n import show_date
from agenda.web.sentences import label, refusal

REFUSALS: dict[str, LazyString] = {
    "docket.no_report": _l("没有这一年的报告。"),
    "docket.no_sheet": _l("这里现在没有要上墙的纸。"),
}
LABELS: dict[str, LazyString] = {
    "Order.support": _l("附议比例"),
    "Order.due": _l("最近到期"),
    "Order.new": _l("最近变化"),
    "Status.running": _l("在办的"),
    "Status.ended": _l("已了结的"),
    "Status.all": _l("全部"),
}
ORDERED: dict[str, LazyString] = {
    "support": _l("在办的排在前面；附议户数占范围内总户数的比例越高，排得越前。"),
    "due": _l("最近要到期的排在前面，逾期的最先。"),
    "new": _l("最近有变化的排在前面。"),
    "words": _l("与搜索词最相符的排在前面。"),
}
"""The rule by which the list is sorted, in one sentence."""
SECTIONS: dict[str, LazyString] = {
    "matter": _l("事情和献策"),
    "requests": _l("依法召开会议"),
    "vote": _l("意向表决"),
    "routing": _l("办理方式"),
    "referral": _l("转办"),
    "recusals": _l("回避"),
    "positions": _l("各方立场"),
    "meetings": _l("会议和纪要"),
    "discussion": _l("讨论"),
    "draft": _l("决议草案"),
    "opinions": _l("意见图谱"),
    "decision": _l("正式表决"),
    "result": _l("结果和承诺"),
    "appraisal": _l("居民评议"),
    "ledger": _l("台账"),
}
"""The parts of a proposal's page by their anchors."""
NEEDS: dict[Stage, LazyString] = {
    Stage.SCREENING: _l("只看是否完整"),
    Stage.COSIGNING: _l("达到附议门槛"),
    Stage.VOTING: _l("赞成多于反对，参加人数达标"),
    Stage.LISTED: _l("确定由谁牵头、怎样办"),
    Stage.REFERRED: _l("受理部门答复"),
    Stage.DELIBERATING: _l("各方表明立场，开会协商"),
    Stage.DECIDING: _l("按法定人数表决"),
    Stage.ANNOUNCED: _l("公示期内可提异议"),
    Stage.IMPLEMENTING: _l("逐项完成任务"),
    Stage.APPRAISING: _l("居民评分"),
}
"""What a step ahead will need."""
VOTE_SOON = timedelta(days=2)


@dataclass(frozen=True)
class ShownCard:
    """A proposal in small as the component `card` takes it."""

    title: str
    href: str
    scope: str
    topic: str
    number: str
    steps: list[dict[str, Any]]
    clock: ClockPill | None
    meter: dict[str, int] | None
    note: str


def shown_card(card: Card, now: datetime) -> ShownCard:
    """Return a proposal in small, ready for the page."""
    number = _("第 %(n)s 号", n=card.proposal_id)
    gathering = card.stage is Stage.COSIGNING and card.needed > 0
    return ShownCard(
        title=card.title or _("%(number)s议题（未受理，文字不公开）", number=number),
        href=url_for("docket.show", proposal_id=card.proposal_id),
        scope=card.scope,
        topic=label(card.topic),
        number=number,
        steps=shown_steps(card.steps),
        clock=_short(card.waiting, now) if card.waiting else None,
        meter={"count": card.households, "needed": card.needed, "total": card.total}
        if gathering
        else None,
        note="" if card.waiting else show_date(card.since),
    )


def shown_steps(
    steps: Sequence[Step], *, waiting: Waiting | None = None, now: datetime | None = None
) -> list[dict[str, Any]]:
    """Return the way as the component `way` takes it; the clock stands at the present step."""
    return [
        {
            "label": label(step.stage),
            "state": "done" if step.stage is Stage.CLOSED and step.at else step.state.value,
            "date": step.at,
            "note": NEEDS.get(step.stage) if step.state is StepState.AHEAD else None,
            "clock": _short(waiting, now)
            if step.state is StepState.PRESENT and waiting and now
            else None,
        }
        for step in steps
    ]


def _short(waiting: Waiting, now: datetime) -> ClockPill:
    """Return a clock without a bearer whom the stage names already: residents, or time alone."""
    whole = pill(waiting, now)
    return replace(whole, bearer="") if waiting.duty.bearer in MERE_TIME else whole


def pill(waiting: Waiting, now: datetime) -> ClockPill:
    """Return the clock of something that waits."""
    return clock_pill(waiting.duty, now, body=waiting.body)


def unmet(condition: Condition) -> str:
    """Return what a move still lacks, in words."""
    return refusal(condition.code, have=condition.have, need=condition.need)


def shown_need(due: Due, now: datetime, *, href: str) -> dict[str, Any]:
    """Return one line of the strip "needs you"; `href` is the page on which it is done."""
    title = due.title or _("（还没有标题）")
    return {
        "what": _("%(what)s：%(title)s", what=label(due.duty.kind), title=title),
        "action": {"label": ACTS.get(due.duty.kind, _("去办理")), "href": href},
        "clock": replace(clock_pill(due.duty, now, body=due.body), bearer=due.body),
    }


def shown_vote(vote: OpenVote, now: datetime) -> dict[str, Any]:
    """Return one line of the strip "needs you" for an open vote."""
    what = _("业主表决") if vote.by_owners else _("立项意向表决")
    page = "castings.show" if vote.by_owners else "docket.show"
    return {
        "what": _("%(what)s：%(title)s", what=what, title=vote.title),
        "action": {
            "label": _("去投票"),
            "href": url_for(page, proposal_id=vote.proposal_id),
        },
        "clock": {
            "state": "soon" if vote.closes_at - now < VOTE_SOON else "running",
            "remaining": until(vote.closes_at, now),
            "due": vote.closes_at,
        },
    }


def shown_late(late: Late, now: datetime) -> dict[str, Any]:
    """Return one line of what was not done in time."""
    duty = late.waiting.duty
    state = pill(late.waiting, now)
    words = state.remaining if late.is_open else _("逾期未办，已按规则处理")
    return {
        "title": late.title,
        "href": url_for("docket.show", proposal_id=late.proposal_id),
        "what": _("%(who)s：%(what)s", who=late.waiting.body, what=label(duty.kind)),
        "due": last_day(duty.due_at),
        "clock": {"state": "late", "remaining": words, "due": duty.due_at},
    }
