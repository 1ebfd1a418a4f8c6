"""The sentences of a deliberation as a whole, and those its slices share."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

REFUSALS: dict[str, LazyString] = {
    "deliberation.no_sitting": _l("这个议题还没有进入协商。"),
    "deliberation.sitting_over": _l("本次协商已经结束，不能再改变结果。"),
    "deliberation.agreement_empty": _l("请写下达成一致的内容，至少一条。"),
    "deliberation.lead_concludes": _l("只有主办单位的成员可以结束协商。"),
    "deliberation.one_round_first": _l("至少开过一轮会议，才能以“未达成一致”结束协商。"),
    "deliberation.not_deliberating": _l("这个议题现在不在协商阶段。"),
    "deliberation.not_running": _l("这个议题还没有公开，或者已经结束。"),
    "deliberation.reason_needed": _l("请写明理由，理由会公开。"),
    "deliberation.too_long": _l("这一段太长，最多 %(limit)s 个字。"),
    "deliberation.write_it_down": _l("这一项不能空着，请写下来。"),
    "deliberation.recused": _l("您是这个议题的提议人，或者已经回避，请由其他成员办理。"),
}
EVENTS: dict[str, LazyString] = {
    "deliberation.deliberation_opened": _l(
        "第 %(number)s 次协商开始，邀请 %(parties)s 个单位表明立场。"
    ),
    "deliberation.agreement_adopted": _l("会议表决通过协商意见，共 %(paragraphs)s 条。"),
    "deliberation.ended_without_agreement": _l(
        "%(body)s结束第 %(number)s 次协商：开过 %(rounds)s 轮会议，未达成一致。"
    ),
    "deliberation.ended_without_agreement.by_clock": _l(
        "第 %(number)s 次协商开过 %(rounds)s 轮会议，到期未达成一致。"
    ),
}
