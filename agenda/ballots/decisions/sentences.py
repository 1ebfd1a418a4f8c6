"""The words of formal decisions."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

REFUSALS: dict[str, LazyString] = {
    "ballots.counters_first": _l("要先由召集单位的两名计票人签名，监票人才能确认。"),
    "ballots.not_counted_here": _l("这次计票不是由平台完成的，没有签名这一步。"),
    "ballots.signed_already": _l("您已经为这次计票签过名，一人只能签一处。"),
    "ballots.counters_full": _l("两名计票人都已签名。"),
    "ballots.no_decision": _l("这个议题没有进入正式表决。"),
    "ballots.no_body_to_convene": _l("没有可以组织这次表决的单位。"),
    "ballots.convening_body_only": _l("这一步由负责组织表决的单位办理。"),
    "ballots.supervision_confirms": _l("计票结果由居务监督委员会的成员核对确认。"),
    "ballots.recorded_himself": _l("您录入过这次计票，须由另一人核对确认。"),
    "ballots.recused": _l("您是提议人或已回避，须由其他人办理。"),
    "ballots.decision_over": _l("这次表决已经结束，不能再更改。"),
    "ballots.counted_already": _l("已经录入计票，不能再改通知。"),
    "ballots.not_counted_yet": _l("还没有录入计票。"),
    "ballots.not_held_yet": _l("表决日还没有到，到了当天才能录入计票。"),
    "ballots.count_corrected_meanwhile": _l("计票刚刚更正过，请核对新的数字后再确认。"),
    "ballots.counted_here": _l("这次表决在平台上进行，由平台在截止时计票。"),
    "ballots.held_here": _l("这次表决已经在平台上通知。要另定办法，请先撤回通知。"),
    "ballots.other_electorate": _l("这个议题的表决人群由办理路径决定，不能换成另一种表决。"),
    "ballots.item_asks_too_little": _l(
        "这件事属于民法典第二百七十八条第 %(number)s 项，要参与表决专有部分面积和人数各四分之三以上同意，"
        "不能按过半数同意的事项表决。"
    ),
    "ballots.item_needed": _l("请选择属于民法典第二百七十八条的哪一项。"),
    "ballots.item_for_owners": _l("民法典第二百七十八条只适用于业主共同决定。"),
    "ballots.question_length": _l("表决事项请写 %(least)s 到 %(most)s 个字。"),
    "ballots.place_length": _l("地点或方式请写 %(least)s 到 %(most)s 个字。"),
    "ballots.notice_too_short": _l("依法须提前 %(days)s 天通知，最早可定在 %(first)s。"),
    "ballots.held_too_late": _l("要留出计票和确认的时间，最晚定在 %(last)s。"),
    "ballots.count_out_of_range": _l("这个数字不对，请检查。"),
    "ballots.roll_empty": _l("名册总数不能是零。"),
    "ballots.more_than_roll": _l("参加的多于名册总数，请检查。"),
    "ballots.count_does_not_add_up": _l("同意、反对、弃权相加与参加总数不符，请检查。"),
    "ballots.area_without_heads": _l("有面积却没有票权人，请检查。"),
}

EVENTS: dict[str, LazyString] = {
    "ballots.count_signed": _l("%(body)s的第 %(place)s 名计票人签了名。"),
    "ballots.decision_opened": _l(
        "进入%(decision)s，由%(body)s组织，%(due_at)s 前完成表决和计票。"
    ),
    "ballots.decision_convened": _l("%(body)s发出通知：%(held_on)s 进行%(decision)s。"),
    "ballots.count_recorded": _l(
        "%(body)s录入计票：名册 %(roll_heads)s，参加 %(participating_heads)s，"
        "同意 %(for_heads)s，反对 %(against_heads)s，弃权 %(abstain_heads)s；待核对。"
    ),
    "ballots.count_confirmed": _l("%(body)s核对确认计票：%(outcome)s。"),
    "ballots.count_published_unconfirmed": _l(
        "计票逾期无人确认，按录入结果公布并注明“未确认”：%(outcome)s。"
    ),
    "ballots.decision_not_convened": _l("%(body)s逾期没有组织并完成表决，公开显示。"),
}

FIELDS: dict[str, str] = {
    "ballots.decision_opened.decision": "DecisionKind",
    "ballots.decision_convened.decision": "DecisionKind",
    "ballots.count_recorded.outcome": "Outcome",
    "ballots.count_confirmed.outcome": "Outcome",
    "ballots.count_published_unconfirmed.outcome": "Outcome",
}

LABELS: dict[str, LazyString] = {
    "DecisionKind.residents_meeting": _l("居民会议表决"),
    "DecisionKind.representative_meeting": _l("居民代表会议表决"),
    "DecisionKind.owners_decision": _l("业主共同决定"),
    "OwnersItem.assembly_rules": _l("（一）业主大会议事规则"),
    "OwnersItem.covenant": _l("（二）管理规约"),
    "OwnersItem.committee": _l("（三）选举、更换业委会"),
    "OwnersItem.property_company": _l("（四）选聘、解聘物业服务企业"),
    "OwnersItem.use_fund": _l("（五）使用维修资金"),
    "OwnersItem.raise_fund": _l("（六）筹集维修资金"),
    "OwnersItem.rebuild": _l("（七）改建、重建建筑物及其附属设施"),
    "OwnersItem.common_parts": _l("（八）改变共有部分用途或利用共有部分经营"),
    "OwnersItem.other": _l("（九）其他重大事项"),
    "Majority.ordinary": _l("参加表决的面积和人数均过半数同意"),
    "Majority.special": _l("参加表决的面积和人数均四分之三以上同意"),
    "Outcome.passed": _l("通过"),
    "Outcome.not_passed": _l("未通过"),
    "Outcome.no_valid_decision": _l("未形成有效决定"),
    "DecisionState.to_convene": _l("待组织"),
    "DecisionState.convened": _l("已通知"),
    "DecisionState.counted": _l("待核对"),
    "DecisionState.confirmed": _l("已确认"),
    "DecisionState.unconfirmed": _l("未确认"),
    "DecisionState.not_convened": _l("未组织"),
    "Comparison.heads_participating": _l("参加表决的人数"),
    "Comparison.area_participating": _l("参加表决的专有部分面积（平方米）"),
    "Comparison.present": _l("到会人数"),
    "Comparison.heads_for": _l("同意的人数"),
    "Comparison.area_for": _l("同意的专有部分面积（平方米）"),
}
