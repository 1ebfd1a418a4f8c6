"""The words of the discussion."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

REFUSALS: dict[str, LazyString] = {
    "deliberation.residents_discuss": _l("只有经过核实的居民、业主和各单位的成员可以留言。"),
    "deliberation.seat_of_body_writes": _l("您没有这个单位的席位，不能以它的名义留言。"),
    "deliberation.discussion_closed": _l("这个议题现在不开放讨论。"),
    "deliberation.moderators_remove": _l("移除留言由居委会或居务监督委员会的成员办理。"),
    "deliberation.own_comment": _l("这是您自己的留言，请由其他成员办理。"),
    "deliberation.second_person_needed": _l("移除要由两个人办理，请由另一位成员确认。"),
    "deliberation.removal_proposed_already": _l("这条留言已经有人提请移除。"),
    "deliberation.removal_decided": _l("这项移除已经有人处理过了。"),
    "deliberation.removed_meanwhile": _l("这条留言已被移除，不能再回复。"),
    "deliberation.no_comment": _l("没有找到这条留言。"),
    "deliberation.no_removal": _l("没有找到这项移除。"),
}
EVENTS: dict[str, LazyString] = {
    "deliberation.comment_written": _l("有人留言（第 %(number)s 条）。"),
    "deliberation.comment_written.is_reply": _l(
        "有人回复第 %(reply_to)s 条留言（第 %(number)s 条）。"
    ),
    "deliberation.comment_written.for_body": _l("%(body)s留言（第 %(number)s 条）。"),
    "deliberation.removal_proposed": _l("%(body)s的成员提请移除第 %(number)s 条留言：%(reason)s。"),
    "deliberation.comment_removed": _l("%(body)s的成员确认移除第 %(number)s 条留言：%(reason)s。"),
    "deliberation.removal_dismissed": _l("%(body)s的成员决定保留第 %(number)s 条留言。"),
}
FIELDS: dict[str, str] = {
    "deliberation.removal_proposed.reason": "RemovalReason",
    "deliberation.comment_removed.reason": "RemovalReason",
}
LABELS: dict[str, LazyString] = {
    "RemovalReason.unlawful": _l("违反法律"),
    "RemovalReason.personal_attack": _l("侮辱、攻击他人"),
    "RemovalReason.others_privacy": _l("泄露他人隐私"),
    "RemovalReason.advertising": _l("广告"),
    "RemovalReason.repeated": _l("重复刷屏"),
}
