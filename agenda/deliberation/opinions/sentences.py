"""The words of the opinion map."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

REFUSALS: dict[str, LazyString] = {
    "deliberation.residents_take_part": _l(
        "只有经过核实、住在本居民区的成年居民可以写看法和表态。"
    ),
    "deliberation.opinions_closed": _l("意见图谱只在议题协商中开放表态。"),
    "deliberation.statement_removed": _l("这条看法已被移除，不再征求意见。"),
    "deliberation.choose_an_answer": _l("请选择赞同、不赞同或跳过。"),
    "deliberation.no_statement": _l("没有找到这条看法。"),
    "deliberation.no_map": _l("还没有画出意见图谱：参加的人太少，或刚刚开始。"),
}
EVENTS: dict[str, LazyString] = {
    "deliberation.statement_written": _l("有居民为意见图谱写了一条看法（第 %(number)s 条）。"),
    "deliberation.opinion_map_drawn": _l(
        "意见图谱更新：%(participants)s 人对 %(statements)s 条看法表态 %(answers)s 次，"
        "%(placed)s 人在图上，分 %(groups)s 组。"
    ),
}
LABELS: dict[str, LazyString] = {
    "Answer.agree": _l("赞同"),
    "Answer.disagree": _l("不赞同"),
    "Answer.pass": _l("跳过"),
}
GROUPS: tuple[LazyString, ...] = (_l("甲组"), _l("乙组"), _l("丙组"), _l("丁组"), _l("戊组"))
"""How the groups of a map are called, the largest first."""
