"""The words of the mechanism: what a move still lacks, and that a proposal moved."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

REFUSALS: dict[str, LazyString] = {
    "mechanism.not_submitted": _l("提议人还没有提交审查。"),
    "mechanism.not_withdrawn": _l("提议人没有撤回。"),
    "mechanism.not_screened_so": _l("形式审查还没有得出这样的结论。"),
    "mechanism.not_merged": _l("没有同意与别的议题合并。"),
    "mechanism.cosigns_missing": _l("附议 %(have)s / %(need)s 户，还没有达到门槛。"),
    "mechanism.too_few_for_vote": _l(
        "这个范围人数太少，不组织秘密表决，过半数住户附议即列入议程。"
    ),
    "mechanism.vote_needed": _l("达到门槛后要先经意向表决。"),
    "mechanism.threshold_reached": _l("已经达到附议门槛。"),
    "mechanism.paper_waiting": _l("期限内登记的纸质附议单还在录入，录完才有结论。"),
    "mechanism.clock_running": _l("期限还没有到。"),
    "mechanism.vote_not_closed": _l("意向表决还没有截止。"),
    "mechanism.vote_otherwise": _l("意向表决的结果不是这样。"),
    "mechanism.not_routed": _l("还没有确定办理方式。"),
    "mechanism.not_referred": _l("没有转办给其他部门。"),
    "mechanism.office_silent": _l("受理部门还没有答复。"),
    "mechanism.office_has_time": _l("受理部门的答复期限还没有用完。"),
    "mechanism.other_way_back": _l("退回时会回到转办之前的那一步。"),
    "mechanism.no_agreement_yet": _l("协商还没有形成一致的文本。"),
    "mechanism.minutes_pending": _l("会议纪要还没有公布。"),
    "mechanism.other_route": _l("所定的办理方式走的是另一步。"),
    "mechanism.agreement_adopted": _l("协商已经形成一致的文本。"),
    "mechanism.rounds_left": _l("协商进行了 %(have)s 轮，最多 %(need)s 轮。"),
    "mechanism.not_decided": _l("正式表决还没有结果。"),
    "mechanism.count_not_confirmed": _l("计票结果还没有确认。"),
    "mechanism.once_more": _l("第一次未形成有效决定，还要再表决一次。"),
    "mechanism.no_second_attempt": _l("不需要再表决一次。"),
    "mechanism.nothing_upheld": _l("没有成立的异议。"),
    "mechanism.no_result": _l("结果还没有公示。"),
    "mechanism.objections_open": _l("还有异议没有答复。"),
    "mechanism.tasks_otherwise": _l("结果里有没有要办的任务，决定走哪一步。"),
    "mechanism.tasks_open": _l("任务完成 %(have)s / %(need)s 项。"),
    "mechanism.no_rectification": _l("没有要求整改。"),
    "mechanism.plan_not_filed": _l("整改方案还没有提交。"),
    "mechanism.no_round_left": _l("整改的轮次已经用完。"),
    "mechanism.not_appraised": _l("评议还没有结果。"),
    "mechanism.rectification_due": _l("还要先整改。"),
    "mechanism.not_requested": _l("附议没有达到依法必须召开会议的比例。"),
    "mechanism.meeting_requested": _l("附议已达到依法必须召开会议的比例，无论结果如何都列入议程。"),
    "mechanism.not_reopened": _l("没有因新情况重新办理。"),
}

EVENTS: dict[str, LazyString] = {
    "mechanism.stage_changed": _l("程序按规则把议题从“%(source)s”转到“%(target)s”。"),
}

FIELDS: dict[str, str] = {
    "mechanism.stage_changed.source": "Stage",
    "mechanism.stage_changed.target": "Stage",
}
