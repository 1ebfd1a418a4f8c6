"""The sentences of a deliberation as a whole."""

from flask_babel import lazy_gettext as _l

REFUSALS = {
    "deliberation.no_sitting": _l("这项提案还没有进入协商。"),
    "deliberation.sitting_over": _l("本次协商已经结束，不能再改变结果。"),
    "deliberation.agreement_empty": _l("请写下达成一致的内容，至少一条。"),
}
EVENTS = {
    "deliberation.deliberation_opened": _l("第 %(number)s 次协商开始，邀请 %(parties)s 个单位表态"),
    "deliberation.agreement_adopted": _l("会议通过协商意见，共 %(paragraphs)s 条"),
    "deliberation.ended_without_agreement": _l(
        "第 %(number)s 次协商经 %(rounds)s 轮会议后结束，未达成一致"
    ),
}
