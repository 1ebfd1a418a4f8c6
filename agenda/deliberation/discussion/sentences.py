"""The words of the discussion."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

REFUSALS: dict[str, LazyString] = {
    "deliberation.residents_discuss": _l("只有经过核实的居民、业主和各单位的成员可以留言。"),
    "deliberation.seat_of_body_writes": _l("您没有这个单位的席位，不能以它的名义留言。"),
    "deliberation.discussion_closed": _l("这个议题现在不开放讨论。"),
    "deliberation.removed_meanwhile": _l("这条留言已被移除，不能再回复。"),
    "deliberation.no_comment": _l("没有找到这条留言。"),
}
EVENTS: dict[str, LazyString] = {
    "deliberation.comment_written": _l("有人留言（第 %(number)s 条）。"),
    "deliberation.comment_written.is_reply": _l(
        "有人回复第 %(reply_to)s 条留言（第 %(number)s 条）。"
    ),
    "deliberation.comment_written.for_body": _l("%(body)s留言（第 %(number)s 条）。"),
}
