"""The words of the residents' vote."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

REFUSALS: dict[str, LazyString] = {
    "ballots.not_closed_yet": _l("投票截止、计票以后才有证书。"),
    "ballots.no_vote": _l("这个议题没有意向表决。"),
    "ballots.not_on_roll": _l(
        "您不在这次表决的名册上。名册在达到附议门槛时冻结，只有当时住在范围内的成年居民可以投票。"
    ),
    "ballots.not_verified": _l("您的居民身份还没有核实，核实后才能投票。"),
    "ballots.not_open_yet": _l("投票还没有开始。"),
    "ballots.closed": _l("投票已经截止。"),
    "ballots.cast_already": _l("您已经投过票了，这一票已计入。要改选，请用回执码打开您的选票。"),
    "ballots.on_another_slip": _l("这个人已经交过一份外封，只算一次。"),
    "ballots.paper_desk_closed": _l("纸质表决已在最后一天 20:00 截止登记，网上投票到 24:00。"),
    "ballots.slip_unknown": _l("没有这个代码，请对照外封再看一次。"),
    "ballots.slips_first": _l("还有外封没有录完，录完才能开箱。"),
    "ballots.voted_online": _l("这个人已经在网上投票，只算一次。"),
    "ballots.form_used": _l("这张表单已经用过，请重新打开投票页。"),
    "ballots.receipt_not_yours": _l("这个回执码对不上您的选票，请检查后再输入。"),
    "ballots.not_closed": _l("投票截止、计票以后才公布结果，在此之前谁也看不到。"),
    "ballots.too_few_to_show": _l("参加人数不足 5 人，为保护投票人，不公布各选项的票数。"),
    "ballots.neighbours_only": _l("名册上的姓氏只对本居民区的居民显示。"),
}

EVENTS: dict[str, LazyString] = {
    "ballots.vote_scheduled": _l(
        "安排意向表决：名册 %(roll_size)s 人，%(opens_at)s 开始投票，%(closes_at)s 截止。"
    ),
    "ballots.slip_confirmed": _l("一位居民的纸质表决外封由两人录入，计为参加。"),
    "ballots.box_counted": _l(
        "两人开箱计票一致：外封 %(slips)s 份，有效票 %(ballots)s 张，废票 %(spoiled)s 张，"
        "有外封没有票 %(missing)s 份，多出的票抽签剔除 %(surplus)s 张。"
    ),
    "ballots.ballot_cast": _l("一位居民投了票。"),
    "ballots.vote_closed": _l("意向表决计票：%(participants)s / %(roll_size)s 人参加，未获立项。"),
    "ballots.vote_closed.carried": _l(
        "意向表决计票：%(participants)s / %(roll_size)s 人参加，获得立项。"
    ),
}

LABELS: dict[str, LazyString] = {
    "Choice.for": _l("同意"),
    "Choice.against": _l("反对"),
    "Choice.abstain": _l("弃权"),
    "VoteState.scheduled": _l("已安排"),
    "VoteState.open": _l("投票中"),
    "VoteState.counting": _l("正在计票"),
    "VoteState.closed": _l("已计票"),
}
