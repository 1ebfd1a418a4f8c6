"""The words of paper."""

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from agenda.paper.rules import EntryState
from agenda.web.sentences import refusal

REFUSALS: dict[str, LazyString] = {
    "paper.box_closed": _l("票箱在投票截止以后才开箱计票。"),
    "paper.committee_only": _l("纸质材料由居委会或组织表决的单位的成员登记和录入。"),
    "paper.lines": _l("签名行数至少每张一行，最多每张 12 行。"),
    "paper.no_receipt": _l("没有这个回执码，请对照回执再输入一次。"),
    "paper.no_room": _l("这个范围里没有这个室号，请对照纸上再看一次。"),
    "paper.which_building": _l("有几栋楼都有这个室号，请把楼号一起写上。"),
    "paper.nobody_of_that_name": _l("这一户没有这个姓名的成年人，请对照纸上再看一次。"),
    "paper.whole_name": _l("这一户有几个成年人都这样开头，请把姓名写全。"),
    "paper.no_stack": _l("没有这叠材料。"),
    "paper.no_such_sheet": _l("这叠材料没有这个编号。"),
    "paper.not_agreed": _l("这一份还没有两个人录得一样。"),
    "paper.nothing_to_dispute": _l("这一份现在没有计入，不需要提出异议。"),
    "paper.own_issue": _l("您是这个议题的提议人，应当回避，请由别的成员登记和录入。"),
    "paper.sheet_settled": _l("这一份已经录完，不能再改。有疑问请由本人凭回执码提出异议。"),
    "paper.sheets": _l("一叠至少 1 张，最多 5000 张，更多请分几叠登记。"),
    "paper.stack_closed": _l("这叠材料已经录完或者过期，不能再录入。"),
    "paper.supervision_only": _l("逾期没有录完，这叠材料改由居务监督委员会录入。"),
    "paper.too_late_to_dispute": _l("结果已经作出，这一份不能再撤出。请在结果公示时提出异议。"),
}

EVENTS: dict[str, LazyString] = {
    "paper.stack_registered": _l(
        "%(body)s登记%(stack)s一叠，%(sheets)s 张，共 %(entries)s 份，从登记时起算数，"
        "%(due_at)s 前由两人录入。"
    ),
    "paper.stack_handed_over": _l(
        "%(stack)s还有 %(missing)s 份没有录完，改由%(body)s录入，%(due_at)s 截止。"
    ),
    "paper.stack_entered": _l(
        "%(stack)s录完：%(entries)s 份中计入 %(confirmed)s 份，重复 %(duplicate)s 份，"
        "不能计入 %(rejected)s 份，未录入 %(missing)s 份。"
    ),
    "paper.entry_disputed": _l("一位居民凭回执提出：一份%(stack)s不是本人的，已搁置，不再计入。"),
}

FIELDS: dict[str, str] = {
    "paper.stack_registered.stack": "StackKind",
    "paper.stack_handed_over.stack": "StackKind",
    "paper.stack_entered.stack": "StackKind",
    "paper.entry_disputed.stack": "StackKind",
}

LABELS: dict[str, LazyString] = {
    "StackKind.cosign_sheet": _l("纸质附议单"),
    "StackKind.vote_slip": _l("纸质表决外封"),
    "StackKind.ballot_box": _l("票箱内的表决票"),
    "StackKind.owners_ballot": _l("业主纸质表决票"),
    "EntryState.entered": _l("已录一次，等第二人"),
    "EntryState.differing": _l("两次不一致"),
    "EntryState.confirmed": _l("已计入"),
    "EntryState.duplicate": _l("重复，不再计入"),
    "EntryState.rejected": _l("不能计入"),
    "EntryState.disputed": _l("有异议，已搁置"),
}


def told(place: str, state: str, reason: str) -> tuple[str, str]:
    """Return what a clerk is told after a reading, and its tone: for a flash.

    He learns whether two agree, never what the other read.
    """
    words = {
        EntryState.ENTERED: _("%(place)s：已录一次，等第二个人录。", place=place),
        EntryState.DIFFERING: _("%(place)s：两个人录得不一样，请一起再看一次纸。", place=place),
        EntryState.CONFIRMED: _("%(place)s：两人一致，已计入。", place=place),
    }
    sentence = words.get(EntryState(state))
    if sentence is None:
        why = refusal(reason)
        sentence = _("%(place)s：不再计入。%(why)s", place=place, why=why)
    good = state in {EntryState.ENTERED, EntryState.CONFIRMED}
    return sentence, "success" if good else "error"
