"""The words of the draft and its amendments."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

REFUSALS: dict[str, LazyString] = {
    "deliberation.lead_drafts": _l("草案由主办单位的成员整理。"),
    "deliberation.draft_started": _l("草案已经列出。"),
    "deliberation.no_paragraph": _l("没有找到草案的这一条。"),
    "deliberation.no_amendment": _l("没有找到这项修改意见。"),
    "deliberation.amendment_decided": _l("这项修改意见已经处理过了。"),
    "deliberation.paragraph_changed": _l(
        "这一条在提出修改以后又改过了。请说明理由不采纳，或者提交会议决定。"
    ),
    "deliberation.nothing_changed": _l("和现在的文字一样，没有修改。"),
}
EVENTS: dict[str, LazyString] = {
    "deliberation.draft_started": _l("%(body)s把献策列成决议草案，共 %(paragraphs)s 条。"),
    "deliberation.amendment_proposed": _l(
        "有人对草案第 %(paragraph)s 条提出修改（第 %(number)s 项）。"
    ),
    "deliberation.amendment_proposed.for_body": _l(
        "%(body)s对草案第 %(paragraph)s 条提出修改（第 %(number)s 项）。"
    ),
    "deliberation.amendment_decided": _l("%(body)s处理第 %(number)s 项修改意见：%(state)s。"),
    "deliberation.amendment_decided.by_silence": _l(
        "第 %(number)s 项修改意见逾期没有处理，自动提交会议决定。"
    ),
}
FIELDS: dict[str, str] = {"deliberation.amendment_decided.state": "AmendmentState"}
LABELS: dict[str, LazyString] = {
    "AmendmentState.open": _l("待处理"),
    "AmendmentState.accepted": _l("已采纳"),
    "AmendmentState.rejected": _l("不采纳"),
    "AmendmentState.to_meeting": _l("提交会议决定"),
}
