"""The words of invitations and recusals."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

REFUSALS: dict[str, LazyString] = {
    "deliberation.invited_already": _l("这个单位已经受邀。"),
    "deliberation.name_households": _l("请写要邀请的住户，一行一户，一次最多 %(limit)s 户。"),
    "deliberation.home_unknown": _l("议题范围内没有找到“%(line)s”，请按“楼栋 单元 房号”写。"),
    "deliberation.home_ambiguous": _l("“%(line)s”不止一户，请补写楼栋和单元。"),
    "deliberation.name_expert": _l(
        "请选单位，或者写住户、专家；专家的专业或单位最多 %(limit)s 个字。"
    ),
    "deliberation.not_invited": _l("没有受邀表明立场。"),
    "deliberation.lead_invites": _l("只有主办单位的成员可以再邀请别的单位。"),
    "deliberation.seats_recuse": _l("只有担任席位的人需要声明回避。"),
    "deliberation.residents_ask": _l("只有经过核实的居民或业主可以申请他人回避。"),
    "deliberation.supervision_answers_recusal": _l("回避申请由居务监督委员会的成员答复。"),
    "deliberation.concerned_yourself": _l("申请由您提出或与您有关，请由其他成员答复。"),
    "deliberation.recusal_reason_needed": _l("请写明回避的理由，理由会公开。"),
    "deliberation.no_seat_holder": _l("请从担任席位的人里选择。"),
    "deliberation.recused_already": _l("他已经回避了。"),
    "deliberation.recusal_asked_already": _l("他已经回避，或者已有人申请，正等答复。"),
    "deliberation.recusal_answered": _l("这项申请已经答复过了。"),
    "deliberation.no_recusal": _l("没有找到这项回避。"),
}
EVENTS: dict[str, LazyString] = {
    "deliberation.body_invited": _l("主办单位加邀%(body)s表明立场。"),
    "deliberation.party_invited": _l("%(body)s邀请%(party)s表明立场，期限 %(due_at)s。"),
    "deliberation.party_reminded": _l("提醒尚未答复的受邀方：答复期限是 %(due_at)s。"),
    "deliberation.recusal_declared": _l("一位成员声明回避这个议题。"),
    "deliberation.recusal_declared.by_routing": _l("%(body)s确定一位成员回避这个议题。"),
    "deliberation.recusal_asked": _l("有居民申请一位成员回避这个议题。"),
    "deliberation.recusal_granted_by_silence": _l("回避申请逾期未答复，视为同意回避。"),
    "deliberation.recusal_answered": _l("%(body)s答复回避申请：不需要回避。"),
    "deliberation.recusal_answered.upheld": _l("%(body)s答复回避申请：应当回避。"),
}
FIELDS: dict[str, str] = {"deliberation.party_invited.party": "PartyKind"}
LABELS: dict[str, LazyString] = {
    "PartyKind.body": _l("单位"),
    "PartyKind.household": _l("受影响住户"),
    "PartyKind.expert": _l("专家"),
    "RecusalState.asked": _l("已申请，等待答复"),
    "RecusalState.standing": _l("已回避"),
    "RecusalState.dismissed": _l("不需要回避"),
}
