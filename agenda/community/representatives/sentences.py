"""The words of residents' representatives."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

REFUSALS: dict[str, LazyString] = {
    "community.no_group": _l("没有这个楼组。"),
    "community.no_election": _l("没有这条推选登记。"),
    "community.election_decided": _l("这条推选登记已经处理过了。"),
    "community.elected_already": _l("此人的一条推选登记还有效，或正等待确认。"),
    "community.not_of_group": _l("当选人须是住在这个楼组、名册上的成年居民。"),
    "community.elected_in_future": _l("推选日期不能在今天之后。"),
    "community.voters_beyond_group": _l("参加推选人数不能多于这个楼组的成年居民。"),
    "community.votes_beyond_voters": _l("同意的人数至少一人，且不能多于参加推选人数。"),
}

EVENTS: dict[str, LazyString] = {
    "community.election_recorded": _l(
        "%(body)s登记了一位居民代表的推选：%(elected_on)s，%(voters)s 人参加，%(votes_for)s 人同意；"
        "等待第二人确认。"
    ),
    "community.election_confirmed": _l(
        "%(body)s的第二人确认了一位居民代表的推选：%(elected_on)s，%(voters)s 人参加，"
        "%(votes_for)s 人同意。"
    ),
    "community.mandate_end_proposed": _l("%(body)s提出结束一位居民代表的任职，等待第二人确认。"),
    "community.mandate_ended": _l("%(body)s记录：一位居民代表的任职或推选登记结束。"),
    "community.mandate_ended.resigned": _l("一位居民代表辞去任职。"),
}

LABELS: dict[str, LazyString] = {
    "GroupFault.no_representative": _l("还没有居民代表"),
    "GroupFault.too_few_households": _l("每位代表不足 20 户"),
    "GroupFault.too_many_households": _l("每位代表超过 50 户"),
}
