"""The words of removals and their appeals."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

REFUSALS: dict[str, LazyString] = {
    "deliberation.moderators_remove": _l("移除文字由居委会或居务监督委员会的成员办理。"),
    "deliberation.own_text": _l("这是您自己写的，请由其他成员办理。"),
    "deliberation.second_person_needed": _l("移除要由两个人办理，请由另一位成员确认。"),
    "deliberation.removal_proposed_already": _l(
        "这段文字已经有人提请移除，或者申诉后已经恢复，不能再提请。"
    ),
    "deliberation.removal_decided": _l("这项移除已经有人处理过了。"),
    "deliberation.no_removal": _l("没有找到这项移除。"),
    "deliberation.author_appeals": _l("只有作者本人可以申诉。"),
    "deliberation.nothing_to_appeal": _l("这项移除没有生效，或者已经申诉过。"),
    "deliberation.appeal_too_late": _l("申诉期限已经过了。"),
    "deliberation.supervision_answers": _l("申诉由居务监督委员会的成员答复。"),
    "deliberation.took_part_in_removal": _l("您参与过这项移除，申诉请由其他成员答复。"),
    "deliberation.no_open_appeal": _l("这项移除现在没有待答复的申诉。"),
}
EVENTS: dict[str, LazyString] = {
    "deliberation.removal_proposed": _l(
        "%(body)s的成员提请移除第 %(number)s 条%(text)s：%(reason)s。"
    ),
    "deliberation.text_removed": _l("%(body)s的成员确认移除第 %(number)s 条%(text)s：%(reason)s。"),
    "deliberation.removal_dismissed": _l("%(body)s的成员决定保留第 %(number)s 条%(text)s。"),
    "deliberation.removal_dismissed.by_silence": _l(
        "提请移除第 %(number)s 条%(text)s，逾期没有第二人确认，文字保留。"
    ),
    "deliberation.removal_appealed": _l("作者对移除第 %(number)s 条%(text)s提出申诉。"),
    "deliberation.removal_appeal_answered": _l(
        "%(body)s答复申诉：维持移除第 %(number)s 条%(text)s。"
    ),
    "deliberation.removal_appeal_answered.restored": _l(
        "%(body)s答复申诉：恢复显示第 %(number)s 条%(text)s。"
    ),
    "deliberation.removal_appeal_answered.by_silence": _l(
        "对移除第 %(number)s 条%(text)s的申诉逾期没有答复，文字恢复显示。"
    ),
}
FIELDS: dict[str, str] = {
    f"deliberation.{event}.text": "TextKind"
    for event in (
        "removal_proposed",
        "text_removed",
        "removal_dismissed",
        "removal_appealed",
        "removal_appeal_answered",
    )
} | {
    "deliberation.removal_proposed.reason": "RemovalReason",
    "deliberation.text_removed.reason": "RemovalReason",
}
LABELS: dict[str, LazyString] = {
    "RemovalReason.unlawful": _l("违反法律"),
    "RemovalReason.personal_attack": _l("侮辱、攻击他人"),
    "RemovalReason.others_privacy": _l("泄露他人隐私"),
    "RemovalReason.advertising": _l("广告"),
    "RemovalReason.repeated": _l("重复刷屏"),
    "TextKind.comment": _l("留言"),
    "TextKind.statement": _l("看法"),
    "TextKind.file": _l("文件"),
    "RemovalState.proposed": _l("等第二人确认"),
    "RemovalState.removed": _l("已移除"),
    "RemovalState.dismissed": _l("保留"),
    "RemovalState.restored": _l("申诉后恢复"),
}
