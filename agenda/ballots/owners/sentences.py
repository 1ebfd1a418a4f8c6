"""The words of owners' ballots: notice, roll, delivery."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

REFUSALS: dict[str, LazyString] = {
    "ballots.no_owners_ballot": _l("这次业主表决不在平台上进行。"),
    "ballots.owners_only": _l("只有业主共同决定才能在这里发通知。"),
    "ballots.casting_opened": _l("表决已经开始，通知不能再撤回。"),
    "ballots.whole_neighbourhood": _l(
        "业主共同决定以小区为最大范围，各小区分别表决，不能对整个居民区一起表决。"
    ),
    "ballots.questions_number": _l("请写 1 到 %(most)s 个表决事项。"),
    "ballots.owners_notice_too_short": _l(
        "《物业管理条例》第十四条：须提前 %(days)s 天通知全体业主，最早可在 %(first)s 开始表决。"
    ),
    "ballots.closes_before_opening": _l("截止日不能早于开始日。"),
    "ballots.clause_needed": _l(
        "未投票另有规则的，请抄录管理规约或议事规则的条款原文（不超过 %(most)s 个字）。"
    ),
    "ballots.parking_basis_needed": _l("车位面积计入的，请写明依据（不超过 %(most)s 个字）。"),
    "ballots.no_correction": _l("没有找到这项更正。"),
    "ballots.correction_reason": _l("请用 4 到 300 个字写明哪里不对、依据什么。"),
    "ballots.unit_on_roll": _l("这一套已经在名册上。"),
    "ballots.unit_not_on_roll": _l("这一套不在名册上。"),
    "ballots.area_the_same": _l("名册上就是这个面积，请填写更正后的面积。"),
    "ballots.roster_says_the_same": _l(
        "居民名册上的业主与表决名册一致。换了业主的，请先由居委会更新居民名册。"
    ),
    "ballots.vote_stands": _l("这个票权人已经投票，已投的票有效，不再更正。"),
    "ballots.correct_the_roster": _l("名册还没有冻结，请直接更新居民名册。"),
    "ballots.correction_waits": _l("这一套已有一项更正等待确认。"),
    "ballots.correction_decided": _l("这项更正已经有了结论。"),
    "ballots.committees_confirm": _l("名册更正由居委会或居务监督委员会的成员确认。"),
    "ballots.proposed_himself": _l("更正是您提出的，须由另一人确认。"),
    "ballots.not_a_carrier": _l("送达由组织表决的单位、居委会成员或本楼组的楼组长登记。"),
    "ballots.home_not_yours_to_enter": _l("楼组长只登记本楼组的住户。"),
    "ballots.owners_of_the_scope": _l("只有这次表决范围内的业主可以确认。"),
    "ballots.owners_ballot_closed": _l("表决已经截止。"),
    "ballots.delivered_before_notice": _l("送达日不能早于发出通知的 %(first)s。"),
    "ballots.delivery_meanwhile": _l(
        "您打开这一页以后，有人登记了标出的住户。您填的都还在，请看清现在的记录，再保存一次。"
    ),
    "ballots.delivered_in_future": _l("送达日还没有到。"),
}

EVENTS: dict[str, LazyString] = {
    "ballots.owners_notice_given": _l(
        "%(body)s向范围内全体业主发出表决通知：共 %(questions)s 个事项，"
        "%(opens_at)s 开始，%(closes_at)s 截止；未投票的处理：%(silent_rule)s。"
    ),
    "ballots.committee_told": _l("%(body)s同时得到告知（《物业管理条例》第十四条）。"),
    "ballots.owners_notice_withdrawn": _l("%(body)s在表决开始前撤回了通知，已送达的表决票作废。"),
    "ballots.owners_roll_frozen": _l(
        "业主表决开始，名册冻结：%(heads)s 个票权人，%(units)s 套。名册摘要 %(roll_digest)s。"
    ),
    "ballots.deliveries_recorded": _l(
        "登记表决票送达：送达 %(delivered)s 户，拒收 %(refused)s 户，更正为未送达 %(taken_back)s 户。"
    ),
    "ballots.notice_received": _l("有业主确认收到通知：%(units)s 套。"),
    "ballots.roll_correction_proposed": _l("%(body)s提出更正表决名册：%(correction)s；待确认。"),
    "ballots.roll_corrected": _l(
        "表决名册经另一人确认更正（%(correction)s）：现有 %(heads)s 个票权人，"
        "名册摘要由 %(digest_before)s 变为 %(digest_after)s。"
    ),
    "ballots.roll_correction_lapsed": _l(
        "名册更正（%(correction)s）逾期没有人确认，名册不改，结果里注明。"
    ),
    "ballots.roll_correction_refused": _l("另一人核对后不同意更正名册：%(correction)s。"),
    "ballots.owners_ballot_closed": _l(
        "业主表决截止并计票：参加 %(participating_heads)s / %(roll_heads)s 个票权人，"
        "第一项%(outcome)s；逾期未录入的纸质票 %(left_out)s 张；待核对。"
    ),
}

FIELDS: dict[str, str] = {
    "ballots.roll_correction_proposed.correction": "CorrectionKind",
    "ballots.roll_corrected.correction": "CorrectionKind",
    "ballots.roll_correction_refused.correction": "CorrectionKind",
    "ballots.roll_correction_lapsed.correction": "CorrectionKind",
    "ballots.owners_notice_given.item": "OwnersItem",
    "ballots.owners_notice_given.silent_rule": "SilentRule",
    "ballots.owners_ballot_closed.outcome": "Outcome",
}

LABELS: dict[str, LazyString] = {
    "SilentRule.none": _l("不计入参加表决"),
    "SilentRule.participation": _l("已送达的视为参加表决"),
    "SilentRule.majority": _l("已送达的随多数意见"),
    "DeliveryMethod.electronic": _l("电子送达"),
    "DeliveryMethod.mailbox": _l("投入信箱"),
    "DeliveryMethod.in_person": _l("当面送达业主"),
    "DeliveryMethod.refused": _l("拒收"),
    "CorrectionKind.new_owner": _l("换了业主"),
    "CorrectionKind.area": _l("面积不对"),
    "CorrectionKind.missing_unit": _l("漏了一套"),
    "CorrectionKind.wrong_unit": _l("多了一套"),
    "OwnersBallotState.noticed": _l("已通知"),
    "OwnersBallotState.open": _l("表决中"),
    "OwnersBallotState.closed": _l("已截止"),
    "BallotChannel.online": _l("网上"),
    "BallotChannel.paper": _l("纸质"),
    "BallotChannel.proxy": _l("委托"),
}
