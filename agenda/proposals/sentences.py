"""The words of proposals: stages, topics, screening, and why something cannot be done."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

REFUSALS: dict[str, LazyString] = {
    "proposals.photos_unscreened": _l("这件议题有照片没有经人审查，登录的本社区居民才能看。"),
    "proposals.unknown": _l("没有这个议题，或者它还没有公开。"),
    "proposals.not_public_yet": _l("这个议题还没有公开。"),
    "proposals.text_not_public": _l("这个议题没有受理，它的文字不公开；结论和理由公开。"),
    "proposals.residents_only": _l("只有经过核实的成年居民或业主才能提议。"),
    "proposals.proposer_only": _l("只有提议人本人可以这样做。"),
    "proposals.text_frozen": _l("附议达到门槛后文字就不再改动；之后的修改在协商中提出。"),
    "proposals.submitted_already": _l("这个议题已经提交过了。"),
    "proposals.belongs_to_cosigners": _l(
        "已经有人附议，议题不再只是您一个人的，不能撤回；您可以不再担任提议人。"
    ),
    "proposals.scope_elsewhere": _l("请从您居住或有房产的范围里选择。"),
    "proposals.edited_meanwhile": _l("这段文字在别处刚被改过，请对照后再保存。"),
    "proposals.title_too_short": _l("标题太短，至少写 %(limit)s 个字。"),
    "proposals.title_too_long": _l("标题太长，最多 %(limit)s 个字。"),
    "proposals.matter_too_short": _l("请把事情说清楚，至少写 %(limit)s 个字。"),
    "proposals.matter_too_long": _l("这一段太长，最多 %(limit)s 个字。"),
    "proposals.remedy_too_short": _l("请写出您的建议（献策），至少 %(limit)s 个字。"),
    "proposals.remedy_too_long": _l("建议太长，最多 %(limit)s 个字。"),
    "proposals.committee_screens": _l("形式审查由本居民区居委会的成员进行。"),
    "proposals.recused": _l("这是您自己提出的议题，您须回避，由其他成员办理。"),
    "proposals.not_in_screening": _l("这个议题现在不在形式审查阶段。"),
    "proposals.screened_meanwhile": _l("别的成员刚刚已经审查过这个议题。"),
    "proposals.explanation_needed": _l("请写明理由，理由会公开。"),
    "proposals.name_the_duplicate": _l(
        "请选出与它重复的那个议题：必须是本居民区已公开、不在表决中的议题。"
    ),
    "proposals.nothing_to_appeal": _l("没有可以申诉的审查结论。"),
    "proposals.appeal_too_late": _l("申诉期限已过。"),
    "proposals.appealed_already": _l("您已经申诉过，请等待居务监督委员会答复。"),
    "proposals.supervision_answers": _l("申诉由居务监督委员会的成员答复。"),
    "proposals.no_appeal": _l("没有等待答复的申诉。"),
    "proposals.no_merge_offered": _l("没有等待答复的合并建议。"),
    "proposals.lead_suspends": _l("只有主办单位的成员可以中止计时。"),
    "proposals.cannot_suspend_now": _l(
        "现在不能中止：表决进行中、尚未确定办理方式或已经中止的议题不能中止。"
    ),
    "proposals.suspension_too_long": _l("中止的总天数有上限，现在最多还可以中止 %(left)s 天。"),
    "proposals.owners_ballot_under_way": _l("业主表决已经通知或正在进行，这时不能中止计时。"),
    "proposals.not_suspended": _l("这个议题没有中止。"),
    "proposals.lead_or_supervision_lifts": _l("恢复计时由主办单位或居务监督委员会决定。"),
}

EVENTS: dict[str, LazyString] = {
    "proposals.proposal_submitted": _l(
        "提议人提交议题，按第 %(procedure_number)s 版议事规则办理。"
    ),
    "proposals.proposal_revised": _l("提议人修改了文字，现在是第 %(version)s 稿。"),
    "proposals.proposal_screened": _l("%(body)s完成形式审查：%(outcome)s。"),
    "proposals.proposal_screened.accepted_by_silence": _l("形式审查逾期未办，按规则自动受理。"),
    "proposals.screening_appealed": _l("提议人对审查结论提出申诉。"),
    "proposals.screening_appeal_decided": _l("%(body)s答复申诉：维持原审查结论。"),
    "proposals.screening_appeal_decided.by_silence": _l("申诉逾期未答复，按规则恢复议题。"),
    "proposals.screening_appeal_decided.restored": _l("%(body)s答复申诉：申诉成立，恢复议题。"),
    "proposals.merge_answered": _l("提议人不同意与第 %(into_id)s 号议题合并。"),
    "proposals.merge_answered.agreed": _l("提议人同意与第 %(into_id)s 号议题合并。"),
    "proposals.merge_answered.by_silence": _l(
        "提议人没有答复是否与第 %(into_id)s 号议题合并，视为不合并。"
    ),
    "proposals.proposal_withdrawn": _l("提议人撤回了议题。"),
    "proposals.proposal_withdrawn.by_clock": _l("草稿久未完成，提醒后自动撤回。"),
    "proposals.proposer_stepped_down": _l("提议人不再担任提议人，议题继续。"),
    "proposals.threshold_reached": _l(
        "附议达到门槛：%(households)s 户附议，门槛 %(needed)s 户，范围内共 %(scope_households)s 户。"
    ),
    "proposals.proposal_suspended": _l("%(body)s说明理由，中止计时到 %(until)s。"),
    "proposals.proposal_resumed": _l("议题恢复计时。"),
    "proposals.proposal_resumed.by_clock": _l("中止期满，议题自动恢复计时。"),
}

FIELDS: dict[str, str] = {"proposals.proposal_screened.outcome": "ScreeningOutcome"}

LABELS: dict[str, LazyString] = {
    "Stage.draft": _l("草稿"),
    "Stage.screening": _l("形式审查"),
    "Stage.cosigning": _l("征集附议"),
    "Stage.voting": _l("立项意向表决"),
    "Stage.listed": _l("列入议程"),
    "Stage.referred": _l("已转办"),
    "Stage.deliberating": _l("协商中"),
    "Stage.deciding": _l("正式表决"),
    "Stage.announced": _l("结果公示"),
    "Stage.implementing": _l("办理中"),
    "Stage.appraising": _l("评议"),
    "Stage.closed": _l("办结"),
    "Stage.withdrawn": _l("已撤回"),
    "Stage.declined": _l("不予受理"),
    "Stage.merged": _l("合并办理"),
    "Stage.expired": _l("未达门槛"),
    "Stage.not_carried": _l("未获立项"),
    "Topic.lifts": _l("电梯"),
    "Topic.repairs": _l("房屋修缮"),
    "Topic.fund": _l("维修资金与公共收益"),
    "Topic.property_service": _l("物业服务"),
    "Topic.owners_affairs": _l("业主自治"),
    "Topic.parking": _l("停车"),
    "Topic.ebikes": _l("电动自行车"),
    "Topic.ev_charging": _l("汽车充电"),
    "Topic.fire_safety": _l("消防通道"),
    "Topic.waste": _l("垃圾分类"),
    "Topic.noise": _l("噪声"),
    "Topic.pets": _l("养宠"),
    "Topic.security": _l("治安门禁"),
    "Topic.illegal_use": _l("违建与群租"),
    "Topic.green_space": _l("绿化花园"),
    "Topic.children": _l("儿童青少年"),
    "Topic.elderly": _l("助老无障碍"),
    "Topic.facilities": _l("公共设施"),
    "Topic.activities": _l("文体活动"),
    "ScreeningOutcome.accepted": _l("受理"),
    "ScreeningOutcome.accepted_by_silence": _l("审查逾期，自动受理"),
    "ScreeningOutcome.returned": _l("退回补正"),
    "ScreeningOutcome.declined": _l("不予受理"),
    "ScreeningOutcome.referred": _l("转办"),
    "ScreeningOutcome.merge_offered": _l("建议合并"),
    "ScreeningOutcome.merged": _l("合并办理"),
    "ScreeningOutcome.restored": _l("申诉成立，恢复议题"),
    "ScreeningReason.unlawful": _l("违反法律法规"),
    "ScreeningReason.private_claim": _l("属于私人权利纠纷，应由法院或仲裁处理"),
    "ScreeningReason.other_neighbourhood": _l("不属于本居民区的事，应转有权部门"),
    "ScreeningReason.duplicate": _l("与已有议题重复"),
    "ScreeningReason.privacy_or_attack": _l("涉及他人隐私或人身攻击"),
    "ScreeningReason.incomplete": _l("内容不完整，需要补正"),
    "ScreeningReason.recently_decided": _l("不久前刚议定，又没有新情况"),
}
