"""The sentences of meetings and their record."""

from flask_babel import lazy_gettext as _l

REFUSALS = {
    "deliberation.no_meeting": _l("没有找到这次会议。"),
    "deliberation.no_item": _l("这次会议没有这项议程。"),
    "deliberation.no_attendance": _l("签到表上没有这一位。"),
    "deliberation.no_speech": _l("没有找到这段发言。"),
    "deliberation.no_motion": _l("没有找到这项动议。"),
    "deliberation.committee_convenes": _l(
        "听证会、协调会、评议会由居委会召集，请商请居委会发通知。"
    ),
    "deliberation.lead_only": _l("这类会议由主办单位召集。"),
    "deliberation.not_this_stage": _l("这个议题在现在的阶段不召开这类会议。"),
    "deliberation.suspended": _l("这个议题暂停计时，恢复后才能召集会议。"),
    "deliberation.convener_only": _l("这一步由召集会议的单位办理。"),
    "deliberation.doors_closed": _l("会议开始前一小时起可以签到和记录。"),
    "deliberation.not_begun": _l("还没到会议开始的时间，不能结束会议。"),
    "deliberation.neighbours_only": _l("只有本居民区经过核实的人员可以自己签到，请到签到处登记。"),
    "deliberation.minutes_to_come": _l("会议纪要公布后，这里会有全文。"),
    "deliberation.meeting_closed": _l("会议已经结束，记录不能再改。"),
    "deliberation.meeting_not_held": _l("这次会议没有开成。"),
    "deliberation.meeting_cancelled": _l("这次会议已经取消。"),
    "deliberation.title_needed": _l("请写会议名称。"),
    "deliberation.place_needed": _l("请写开会地点。"),
    "deliberation.items_needed": _l("请写议程，一行一项。"),
    "deliberation.many_items": _l("议程最多 %(limit)s 项。"),
    "deliberation.link_unsafe": _l("在线参会的网址要以 https:// 开头。"),
    "deliberation.starts_in_past": _l("开会时间要在现在以后。"),
    "deliberation.too_far_ahead": _l("会议最晚要在 %(days)s 天之内召开。"),
    "deliberation.notice_too_late": _l(
        "这类会议要提前 %(days)s 天通知，最早可以定在 %(earliest)s。确实紧急的，请写明理由，理由会公开。"
    ),
    "deliberation.called_already": _l("已经有一次会议发了通知，开完、改期或取消后再召集。"),
    "deliberation.no_round_left": _l("规定的轮次已经用完，不能再召集会议。"),
    "deliberation.private_passage": _l(
        "里面有手机号、证件号，或者把房号和姓名写在了一起，请改写。"
    ),
    "deliberation.wrong_code": _l("签到码不对，请看会场上的签到码。"),
    "deliberation.signed_in_already": _l("已经签过到了。"),
    "deliberation.no_such_seat": _l("这一位没有受邀单位的席位，或者已经签到。"),
    "deliberation.name_needed": _l("请写姓名，最多 40 个字。"),
    "deliberation.body_not_invited": _l("这个单位不在会议通知的受邀单位里。"),
    "deliberation.has_spoken": _l("这一位已有举手、发言、动议或投票记录，不能从签到表上删除。"),
    "deliberation.recused_cannot_chair": _l("这一位要回避这个议题，不能主持或记录。"),
    "deliberation.not_signed_in": _l("请从签到表里选择。"),
    "deliberation.text_needed": _l("请写下内容。"),
    "deliberation.edited_meanwhile": _l("刚刚有人改过这一处，请对照后再提交。"),
    "deliberation.no_hand": _l("动议由单位代表或居民提出，旁听和专家不能提出。"),
    "deliberation.no_round": _l("这次会议不是协商的一轮，不能通过协商意见。"),
    "deliberation.agreed_already": _l("这次会议已经通过一份协商意见。"),
    "deliberation.many_paragraphs": _l("协商意见最多 %(limit)s 条。"),
    "deliberation.put_meanwhile": _l("刚刚有人也添了一项，请再提交一次。"),
    "deliberation.decided_already": _l("这项动议已经表决过。"),
    "deliberation.hands_do_not_fit": _l(
        "票数对不上：有表决权的签到人共 %(voters)s 位，各项之和要大于 0，不能超过这个数。"
    ),
    "deliberation.vote_open": _l("无记名表决还在进行，请先结束表决。"),
    "deliberation.amendment_first": _l("先表决这项动议的修正动议。"),
    "deliberation.not_amendable": _l("只有还没有表决的动议可以修正，修正动议本身不能再修正。"),
    "deliberation.no_quorum": _l("受邀单位到会不足一半，不能通过协商意见。"),
    "deliberation.too_few_for_secret": _l("有表决权的人不足五位，无记名表决会暴露各人的选择。"),
    "deliberation.no_open_vote": _l("这项动议现在没有进行无记名表决。"),
    "deliberation.voted_already": _l("您已经投过票，不能更改。"),
    "deliberation.no_vote_here": _l("旁听、专家和回避的人不参加表决。"),
    "deliberation.came_after_opening": _l("表决开始以后签到的，不参加这次表决。"),
    "deliberation.slips_do_not_fit": _l("纸票张数不能多于还没投票的 %(left)s 人。"),
    "deliberation.hand_up_already": _l("您已经举手了。"),
    "deliberation.not_your_turn": _l("只能放下自己的手。"),
    "deliberation.turn_over": _l("这次举手已经处理过了。"),
    "deliberation.no_turn": _l("没有找到这次举手。"),
    "deliberation.sign_in_first": _l("请先签到。"),
    "deliberation.nobody_came": _l(
        "签到表上没有召集单位以外的代表或居民，不能算开过会。请补签到，或者取消会议。"
    ),
    "deliberation.chair_missing": _l("请先在签到表上指定主持人和记录人。"),
}
EVENTS = {
    "deliberation.meeting_called": _l(
        "%(body)s通知召开第 %(number)s 次会议（%(meeting)s），%(starts_at)s 开始，"
        "邀请 %(bodies_invited)s 个单位。"
    ),
    "deliberation.meeting_called.is_urgent": _l(
        "%(body)s紧急召集第 %(number)s 次会议（%(meeting)s），%(starts_at)s 开始，"
        "邀请 %(bodies_invited)s 个单位，并说明理由。"
    ),
    "deliberation.meeting_postponed": _l(
        "%(body)s把第 %(number)s 次会议改到 %(starts_at)s，重新通知并说明理由。"
    ),
    "deliberation.meeting_cancelled": _l("%(body)s取消了第 %(number)s 次会议，并说明理由。"),
    "deliberation.secret_vote_opened": _l(
        "会上就第 %(motion)s 项动议开始无记名表决，有表决权 %(voters)s 人。"
    ),
    "deliberation.secret_vote_voided": _l(
        "会上就第 %(motion)s 项动议的无记名表决只有 %(ballots)s 票，不计票，作废；动议没有表决。"
    ),
    "deliberation.motion_decided.is_secret": _l(
        "会上无记名表决第 %(motion)s 项动议：同意 %(votes_for)s，反对 %(votes_against)s，"
        "弃权 %(votes_abstain)s，有表决权 %(voters)s 人，%(outcome)s。"
    ),
    "deliberation.motion_decided": _l(
        "会上举手表决第 %(motion)s 项动议：同意 %(votes_for)s，反对 %(votes_against)s，"
        "弃权 %(votes_abstain)s，有表决权 %(voters)s 人，%(outcome)s。"
    ),
    "deliberation.meeting_held": _l("第 %(number)s 次会议开完，签到 %(attended)s 人。"),
    "deliberation.meeting_held.by_clock": _l(
        "第 %(number)s 次会议逾期没有结束记录，按签到表视为已召开，签到 %(attended)s 人。"
    ),
    "deliberation.meeting_not_held": _l(
        "第 %(number)s 次会议没有开成：除召集的%(body)s外无人签到。"
    ),
    "deliberation.convening_escalated": _l("%(body)s逾期没有召集会议，已报告街道办事处。"),
}
FIELDS = {
    "deliberation.meeting_called.meeting": "MeetingKind",
    "deliberation.motion_decided.outcome": "MotionOutcome",
}
LABELS = {
    "MeetingKind.hearing": _l("听证会"),
    "MeetingKind.coordination": _l("协调会"),
    "MeetingKind.council": _l("议事会"),
    "MeetingKind.joint": _l("联席会议"),
    "MeetingKind.appraisal": _l("评议会"),
    "MeetingStatus.called": _l("已通知"),
    "MeetingStatus.held": _l("已召开"),
    "MeetingStatus.not_held": _l("没有开成"),
    "MeetingStatus.cancelled": _l("已取消"),
    "Capacity.body": _l("单位代表"),
    "Capacity.resident": _l("居民本人"),
    "Capacity.expert": _l("专家"),
    "Capacity.observer": _l("旁听"),
    "Part.chair": _l("主持人"),
    "Part.recorder": _l("记录人"),
    "Part.participant": _l("参会人"),
    "Channel.code": _l("签到码"),
    "Channel.secretary": _l("现场登记"),
    "Channel.paper": _l("纸质签到"),
    "Step.explain_plan": _l("发起方说明方案"),
    "Step.questions": _l("提问与解答"),
    "Step.opinions": _l("各方发表意见"),
    "Step.summary": _l("归纳听证意见"),
    "Step.state_facts": _l("各方陈述事实"),
    "Step.fix_points": _l("确定争议焦点"),
    "Step.negotiate": _l("协商"),
    "Step.settle": _l("形成协议，或者说明其他解决途径"),
    "Step.bodies_state": _l("各单位说明立场"),
    "Step.discuss": _l("讨论"),
    "Step.motions": _l("提出动议并表决"),
    "Step.divide_tasks": _l("商定任务、单位和期限"),
    "Step.report": _l("办理单位报告落实情况"),
    "Step.rate": _l("评议打分"),
    "Step.rectify": _l("提出整改要求"),
    "RecordKind.written_opinion": _l("听证意见书"),
    "RecordKind.settlement": _l("协议书，或者未达成一致的记录"),
    "RecordKind.motions": _l("动议和表决结果"),
    "RecordKind.tasks": _l("任务分工"),
    "RecordKind.rectification": _l("评议结果和整改要求"),
    "TurnKind.speech": _l("发言"),
    "TurnKind.order": _l("程序问题"),
    "Side.for": _l("赞成"),
    "Side.against": _l("不赞成"),
    "Side.neither": _l("不表明"),
    "MotionOutcome.carried": _l("表决通过"),
    "MotionOutcome.lost": _l("未获通过"),
}
