"""The words of casting owners' ballots."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

REFUSALS: dict[str, LazyString] = {
    "ballots.owners_not_closed": _l("表决截止、计票以后才公布结果。"),
    "ballots.lines_sealed": _l(
        "全部的行已封存，只有签了名的计票人和居务监督委员会可以取用；业主可以取自己的一行。"
    ),
    "ballots.no_head": _l("名册上没有这个票权人。"),
    "ballots.no_proxy": _l("没有这份委托。"),
    "ballots.not_your_head": _l(
        "名册冻结时您不是这个票权人的业主。名册有错，请马上告诉召集单位更正。"
    ),
    "ballots.casting_not_open": _l("表决还没有开始。"),
    "ballots.casting_closed": _l("表决已经截止。"),
    "ballots.cast_meanwhile": _l(
        "您打开表单以后，这个票权人的表决票变了（共有人可能投过）。请看清现在的选择，再决定改不改。"
    ),
    "ballots.answer_every_question": _l("每个事项都要有选择；没有选的记作弃权。"),
    "ballots.head_has_ballot": _l(
        "这个票权人已经投过票了，不能再录入。业主本人在截止前可以自己上网改。"
    ),
    "ballots.head_voted_online": _l("这个票权人已经在网上投过票，以网上的为准，这张纸票不再计入。"),
    "ballots.head_voted_paper": _l("这个票权人的另一张纸票已经计入，这一张不再计入。"),
    "ballots.head_voted_proxy": _l("这个票权人已由书面委托的代理人投票，这张纸票不再计入。"),
    "ballots.paper_not_signed": _l("没有签名，不计入。"),
    "ballots.paper_unreadable": _l("无法辨认，不计入。"),
    "ballots.marks": _l(
        "请按顺序每个事项填一个数字，共 %(n)s 个：1 同意，2 反对，3 弃权，0 没选或选了多个。"
    ),
    "ballots.proxy_there": _l("这个票权人已经登记了委托。"),
    "ballots.proxy_over": _l("这份委托已经确认、撤回或失效。"),
    "ballots.proxy_not_good": _l("这份委托还没有经第二人确认，或者已经撤回。"),
    "ballots.not_the_agent": _l("只有委托书上写明的代理人可以代为投票。"),
    "ballots.agent_unknown": _l("代理人必须是名册上的成年人，请按姓名和住处查找。"),
    "ballots.agent_registers": _l("不能登记由自己代理的委托，请别人来登记。"),
    "ballots.second_person": _l("确认的人不能是登记的人，也不能是代理人。"),
    "ballots.no_ballot_to_set_aside": _l("这个票权人还没有投票。"),
    "ballots.set_aside_already": _l("这张票已经有人提出不计入。"),
    "ballots.cast_anew_meanwhile": _l("业主已经重新投票，或者这张票已经处理过。"),
    "ballots.code_unknown": _l("名册上没有这个编码，请对照纸票再看一次。"),
    "ballots.one_agent": _l("没有找到，或者不止一人：请写住处加姓名，例如“3号楼 502 王小明”。"),
}

EVENTS: dict[str, LazyString] = {
    "ballots.head_ballot_cast": _l("一个票权人投了票（%(channel)s）。"),
    "ballots.head_ballot_changed": _l("一个票权人改了票（%(channel)s），原来的选择留存备查。"),
    "ballots.proxy_registered": _l("%(body)s登记了一份书面委托，等第二人核对。"),
    "ballots.proxy_confirmed": _l("第二人核对并确认了一份书面委托。"),
    "ballots.proxy_withdrawn": _l("一位业主撤回了委托。"),
    "ballots.setting_aside_proposed": _l(
        "%(body)s提出一张表决票不计入（%(reason)s），等第二人核对。"
    ),
    "ballots.ballot_set_aside": _l("两人核对，一张表决票不计入：%(reason)s。"),
}

FIELDS: dict[str, str] = {
    "ballots.head_ballot_cast.channel": "BallotChannel",
    "ballots.head_ballot_changed.channel": "BallotChannel",
    "ballots.setting_aside_proposed.reason": "SetAsideReason",
    "ballots.ballot_set_aside.reason": "SetAsideReason",
}

LABELS: dict[str, LazyString] = {
    "SetAsideReason.not_signed": _l("没有签名"),
    "SetAsideReason.unreadable": _l("无法辨认"),
    "SetAsideReason.not_by_owner": _l("不是业主或其代理人所投"),
    "SetAsideReason.disputed": _l("业主声明不是自己所投"),
    "SetAsideReason.not_entered": _l("交回了，没有按时录入"),
}
