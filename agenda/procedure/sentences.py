"""The words of procedure: duties, their silence, bearers, scopes, bodies and seats."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask_babel import LazyString, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from agenda.kernel.clock import local_date
from agenda.procedure.calendar.rules import workdays_between
from agenda.procedure.rules import Bearer, Duty, DutyKind
from agenda.web.sentences import label

REFUSALS: dict[str, LazyString] = {
    "procedure.adopted_meanwhile": _l("别人刚刚通过了新一版议事规则，请刷新后再看。"),
    "procedure.cannot_extend": _l("只有还没到期的事项才能延期，而且新的日期要晚于原来的日期。"),
    "procedure.committee_only": _l("议事规则由居委会的成员按会议决议启用。"),
    "procedure.duty_open_already": _l("这件事已经有人在办，不用重复登记。"),
    "procedure.none_in_force": _l("本居民区还没有启用议事规则，暂时不能提交议题。"),
    "procedure.not_due_here": _l("这件事已经办完，或者现在不需要办。"),
    "procedure.too_late": _l("期限已过，程序已按逾期规则处理，不能再补办。"),
    "procedure.unknown": _l("没有找到这一版议事规则。"),
}

EVENTS: dict[str, LazyString] = {
    "procedure.procedure_adopted": _l("第 %(number)s 版议事规则生效，只适用于此后提交的议题。"),
    "procedure.duty_lapsed": _l(
        "“%(duty)s”到 %(due_at)s 仍未办理（责任方：%(bearer)s），按逾期规则处理。"
    ),
    "procedure.duty_lapsed.body": _l(
        "“%(duty)s”到 %(due_at)s 仍未办理（责任方：%(body)s），按逾期规则处理。"
    ),
    "procedure.duty_lapsed.file_position": _l(
        "“%(duty)s”到 %(due_at)s 仍未办理（责任方：受邀住户），按逾期规则处理。"
    ),
    "procedure.duty_lapsed.residents": _l("“%(duty)s”到 %(due_at)s 截止。"),
    "procedure.duty_lapsed.owners": _l("“%(duty)s”到 %(due_at)s 截止。"),
    "procedure.duty_lapsed.clock": _l("“%(duty)s”：%(due_at)s 到时，自动进行。"),
    "procedure.duty_extended": _l("%(body)s说明理由，把“%(duty)s”的期限延到 %(due_at)s。"),
}

FIELDS: dict[str, str] = {
    "procedure.duty_lapsed.duty": "DutyKind",
    "procedure.duty_lapsed.bearer": "Bearer",
    "procedure.duty_extended.duty": "DutyKind",
}

LABELS: dict[str, LazyString] = {
    "DutyKind.finish_draft": _l("写完草稿"),
    "DutyKind.screen": _l("形式审查"),
    "DutyKind.answer_appeal": _l("答复申诉"),
    "DutyKind.answer_merge": _l("答复是否合并"),
    "DutyKind.gather_cosigns": _l("征集附议"),
    "DutyKind.cast_votes": _l("意向表决投票"),
    "DutyKind.enter_paper": _l("录入纸质材料"),
    "DutyKind.decide_correction": _l("核对业主名册更正"),
    "DutyKind.route": _l("确定办理方式"),
    "DutyKind.answer_referral": _l("答复转办事项"),
    "DutyKind.answer_request": _l("答复召开会议的请求"),
    "DutyKind.convene_meeting": _l("召集会议"),
    "DutyKind.file_position": _l("表明立场"),
    "DutyKind.decide_amendment": _l("处理修改意见"),
    "DutyKind.decide_removal": _l("决定是否移除"),
    "DutyKind.answer_removal_appeal": _l("答复移除申诉"),
    "DutyKind.remind_party": _l("提醒受邀方答复"),
    "DutyKind.answer_conditions": _l("答复所附条件"),
    "DutyKind.answer_recusal": _l("答复回避申请"),
    "DutyKind.confirm_minutes": _l("确认会议纪要"),
    "DutyKind.publish_minutes": _l("公布会议纪要"),
    "DutyKind.conclude_deliberation": _l("完成协商"),
    "DutyKind.convene_decision": _l("组织正式表决"),
    "DutyKind.open_owners_ballot": _l("冻结名册、开始业主表决"),
    "DutyKind.cast_owners_ballot": _l("业主表决"),
    "DutyKind.confirm_count": _l("确认计票结果"),
    "DutyKind.post_result": _l("公示结果"),
    "DutyKind.answer_objection": _l("答复异议"),
    "DutyKind.review_objection": _l("复核异议"),
    "DutyKind.carry_out_task": _l("完成任务"),
    "DutyKind.report_progress": _l("报告进展"),
    "DutyKind.follow_up_task": _l("督办逾期任务"),
    "DutyKind.answer_survey": _l("满意度测评"),
    "DutyKind.grade_at_meeting": _l("开评议会评定"),
    "DutyKind.file_rectification": _l("提交整改方案"),
    "DutyKind.resume": _l("恢复计时"),
    "Bearer.body": _l("责任单位"),
    "Bearer.person": _l("提议人"),
    "Bearer.residents": _l("范围内的居民"),
    "Bearer.owners": _l("范围内的业主"),
    "Bearer.clock": _l("到时自动进行"),
    "Bearer.office": _l("受理部门"),
    "ScopeKind.neighbourhood": _l("全居民区"),
    "ScopeKind.compound": _l("小区"),
    "ScopeKind.building": _l("楼栋"),
    "ScopeKind.unit": _l("单元"),
    "Route.deliberation": _l("协商议事"),
    "Route.residents_meeting": _l("居民会议或居民代表会议"),
    "Route.owners_decision": _l("业主共同决定"),
    "Route.referral": _l("转办"),
    "Route.self_governance": _l("自治项目"),
    "Route.mediation": _l("调解"),
    "BodyKind.residents_committee": _l("居委会"),
    "BodyKind.homeowners_committee": _l("业委会"),
    "BodyKind.property_company": _l("物业服务企业"),
    "BodyKind.social_organization": _l("社会组织"),
    "BodyKind.activity_team": _l("群众团队"),
    "BodyKind.party_organization": _l("社区党组织"),
    "BodyKind.supervision_committee": _l("居务监督委员会"),
    "BodyKind.subdistrict_office": _l("街道办事处"),
    "SeatRole.chair": _l("主任"),
    "SeatRole.deputy": _l("副主任"),
    "SeatRole.secretary": _l("秘书"),
    "SeatRole.member": _l("成员"),
}

ON_SILENCE: dict[DutyKind, LazyString] = {
    DutyKind.FINISH_DRAFT: _l("到期先提醒，再不动就自动撤回"),
    DutyKind.SCREEN: _l("逾期自动受理"),
    DutyKind.ANSWER_APPEAL: _l("逾期自动恢复议题"),
    DutyKind.ANSWER_MERGE: _l("不答复视为不合并"),
    DutyKind.GATHER_COSIGNS: _l("到期未达门槛即结束"),
    DutyKind.CAST_VOTES: _l("到时截止并计票"),
    DutyKind.DECIDE_CORRECTION: _l("逾期名册不改，并在结果里注明"),
    DutyKind.ENTER_PAPER: _l("逾期由居务监督委员会录入，再逾期公布“未录入”"),
    DutyKind.ROUTE: _l("逾期转入协商，由居委会牵头"),
    DutyKind.ANSWER_REFERRAL: _l("逾期提请上级督办"),
    DutyKind.ANSWER_REQUEST: _l("逾期提请街道办事处责令召开"),
    DutyKind.CONVENE_MEETING: _l("逾期提请街道督办"),
    DutyKind.FILE_POSITION: _l("逾期公示“未答复”"),
    DutyKind.DECIDE_AMENDMENT: _l("逾期提交会议决定"),
    DutyKind.DECIDE_REMOVAL: _l("逾期文字照常显示"),
    DutyKind.ANSWER_REMOVAL_APPEAL: _l("逾期恢复显示"),
    DutyKind.REMIND_PARTY: _l("到时自动提醒"),
    DutyKind.ANSWER_CONDITIONS: _l("逾期公示“主办单位未答复”"),
    DutyKind.ANSWER_RECUSAL: _l("逾期视为同意回避"),
    DutyKind.CONFIRM_MINUTES: _l("不提异议视为确认"),
    DutyKind.PUBLISH_MINUTES: _l("逾期公布草稿并注明“未确认”"),
    DutyKind.CONCLUDE_DELIBERATION: _l("到期公布“未达成一致”"),
    DutyKind.CONVENE_DECISION: _l("逾期公布“未组织表决”"),
    DutyKind.OPEN_OWNERS_BALLOT: _l("到时自动冻结名册并开放表决"),
    DutyKind.CAST_OWNERS_BALLOT: _l("到时截止并计票"),
    DutyKind.CONFIRM_COUNT: _l("逾期公布并注明“未确认”"),
    DutyKind.POST_RESULT: _l("公示期满自动进入下一步"),
    DutyKind.ANSWER_OBJECTION: _l("逾期转居务监督委员会复核"),
    DutyKind.REVIEW_OBJECTION: _l("逾期视为异议成立"),
    DutyKind.CARRY_OUT_TASK: _l("逾期公示，仍不办即督办"),
    DutyKind.REPORT_PROGRESS: _l("逾期公示“未报告”"),
    DutyKind.FOLLOW_UP_TASK: _l("仍未办成即公示“没有兑现”"),
    DutyKind.ANSWER_SURVEY: _l("到时截止并统计"),
    DutyKind.GRADE_AT_MEETING: _l("逾期按已收到的答卷评定"),
    DutyKind.FILE_RECTIFICATION: _l("逾期公示“没有兑现”"),
    DutyKind.RESUME: _l("到时自动恢复"),
}
"""What happens when a duty's date passes in silence, short enough for the clock."""

IN_WORKDAYS = frozenset(
    {
        DutyKind.SCREEN,
        DutyKind.ANSWER_APPEAL,
        DutyKind.ROUTE,
        DutyKind.ENTER_PAPER,
        DutyKind.DECIDE_AMENDMENT,
        DutyKind.DECIDE_REMOVAL,
        DutyKind.ANSWER_REMOVAL_APPEAL,
        DutyKind.ANSWER_RECUSAL,
        DutyKind.PUBLISH_MINUTES,
        DutyKind.CONFIRM_COUNT,
        DutyKind.ANSWER_OBJECTION,
        DutyKind.REVIEW_OBJECTION,
        DutyKind.FOLLOW_UP_TASK,
        DutyKind.FILE_RECTIFICATION,
    }
)
"""Duties whose time is counted in working days."""
MERE_TIME = frozenset({Bearer.CLOCK, Bearer.RESIDENTS, Bearer.OWNERS})
"""Bearers whom nobody can blame: when their time is over, the clock has only to act."""


@dataclass(frozen=True)
class ClockPill:
    """How long, who, what then: as the component `clock` takes it."""

    state: str
    """running | soon | late | still"""
    remaining: str
    bearer: str
    then: str
    due: datetime


def clock_pill(duty: Duty, now: datetime, *, body: str = "") -> ClockPill:
    """Return the clock of an open duty; `body` is the name of the body that bears it."""
    who = body if duty.bearer is Bearer.BODY and body else label(duty.bearer)
    if duty.kind is DutyKind.FILE_POSITION and duty.bearer is Bearer.PERSON:
        who = _("受邀住户")
    bearer = label(duty.kind)
    if duty.bearer is not Bearer.CLOCK:
        bearer = _("%(who)s：%(what)s", who=who, what=bearer)
    return ClockPill(
        state=_state(duty, now),
        remaining=remaining(duty, now),
        bearer=bearer,
        then=str(ON_SILENCE[duty.kind]),
        due=duty.due_at,
    )


def remaining(duty: Duty, now: datetime) -> str:
    """Return how long a duty has still time, in words; working days where it is counted so."""
    last, today = last_day(duty.due_at), local_date(now)
    if duty.suspended_at is not None:
        return str(_("已中止计时"))
    if duty.due_at <= now:
        if duty.bearer in MERE_TIME:
            return str(_("已到期，正在处理"))
        late = max(1, (today - last).days)
        return str(ngettext("已逾期一天", "已逾期 %(num)s 天", late))
    if duty.kind in IN_WORKDAYS and last > today:
        workdays = workdays_between(today, last)
        return str(ngettext("还剩一个工作日", "还剩 %(num)s 个工作日", workdays))
    return until(duty.due_at, now)


def until(end: datetime, now: datetime) -> str:
    """Return how many days are left up to an instant, in words; midnight ends the day before."""
    days = (last_day(end) - local_date(now)).days
    return str(ngettext("还剩一天", "还剩 %(num)s 天", days)) if days > 0 else str(_("今天截止"))


def last_day(end: datetime) -> date:
    """Return the last day of a period that ends at an instant."""
    return local_date(end - timedelta(microseconds=1))


def _state(duty: Duty, now: datetime) -> str:
    """Return the clock's state: soon on the last day, or once four fifths of its time are used."""
    if duty.suspended_at is not None:
        return "still"
    if duty.due_at <= now:
        return "soon" if duty.bearer in MERE_TIME else "late"
    whole, used = duty.due_at - duty.opened_at, now - duty.opened_at
    is_last_day = last_day(duty.due_at) <= local_date(now)
    return "soon" if is_last_day or 5 * used >= 4 * whole else "running"
