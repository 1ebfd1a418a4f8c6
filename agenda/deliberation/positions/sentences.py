"""The words of positions."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

REFUSALS: dict[str, LazyString] = {
    "deliberation.seat_of_body_files": _l("只有这个单位的成员可以代表它表明立场。"),
    "deliberation.home_answers": _l("由这一户的成年住户或业主，或者主办单位代录来答复。"),
    "deliberation.setter_ticks": _l("条件是否满足，由提出条件的一方确认。"),
    "deliberation.lead_answers": _l("条件由主办单位的成员答复。"),
    "deliberation.condition_replaced": _l("对方已经提交新的一稿，请看最新的条件。"),
    "deliberation.ticked_already": _l("这一条已经是这个状态。"),
    "deliberation.no_position": _l("没有找到这份立场。"),
    "deliberation.no_condition": _l("没有找到这一条件。"),
    "deliberation.filed_meanwhile": _l("同单位的成员刚刚提交过立场，请对照后再提交。"),
    "deliberation.reasons_needed": _l("反对或有条件同意时，请写明理由。"),
    "deliberation.conditions_needed": _l("有条件同意时，请把条件一条一条写出来。"),
    "deliberation.conditions_elsewhere": _l("只有“有条件同意”才写条件，请改选立场或清空条件。"),
    "deliberation.too_many_conditions": _l("条件最多写 %(limit)s 条。"),
    "deliberation.condition_too_long": _l("每条条件最多 %(limit)s 个字。"),
}
EVENTS: dict[str, LazyString] = {
    "deliberation.position_filed": _l("%(body)s表明立场（第 %(version)s 稿）：%(stance)s。"),
    "deliberation.position_filed.late": _l(
        "%(body)s逾期表明立场（第 %(version)s 稿）：%(stance)s。"
    ),
    "deliberation.party_position_filed": _l("%(party)s表明立场（第 %(version)s 稿）：%(stance)s。"),
    "deliberation.party_position_filed.entered": _l(
        "主办单位代录%(party)s的立场（第 %(version)s 稿）：%(stance)s。"
    ),
    "deliberation.condition_answered": _l("%(body)s答复第 %(condition)s 项条件：%(verdict)s。"),
    "deliberation.condition_ticked": _l(
        "提出条件的一方撤回确认：第 %(condition)s 项条件还没满足。"
    ),
    "deliberation.condition_ticked.met": _l("提出条件的一方确认：第 %(condition)s 项条件已满足。"),
    "deliberation.conditions_unanswered": _l("%(body)s到期没有答复受邀方提出的条件。"),
    "deliberation.body_stayed_silent": _l("%(body)s到期未答复。"),
    "deliberation.party_stayed_silent": _l("受邀的%(party)s到期未答复。"),
}
FIELDS: dict[str, str] = {
    "deliberation.position_filed.stance": "Stance",
    "deliberation.party_position_filed.stance": "Stance",
    "deliberation.party_position_filed.party": "PartyKind",
    "deliberation.party_stayed_silent.party": "PartyKind",
    "deliberation.condition_answered.verdict": "Verdict",
}
LABELS: dict[str, LazyString] = {
    "Stance.for": _l("同意"),
    "Stance.against": _l("反对"),
    "Stance.conditional": _l("有条件同意"),
    "Stance.none": _l("不表态"),
    "Verdict.accepted": _l("接受"),
    "Verdict.partly": _l("部分接受"),
    "Verdict.declined": _l("不接受"),
}
