"""What was checked of a published file, in plain words."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

LABELS: dict[str, LazyString] = {
    "FileKind.agenda-residents-vote/1": _l("居民表决的结果文件"),
    "FileKind.agenda-owners-ballot/1": _l("业主共同决定的结果文件"),
    "FileKind.agenda-owners-line/1": _l("业主本人的一行和它的证明"),
    "FileKind.agenda-owners-lines/1": _l("全部封存的行"),
    "Check.format": _l("认得文件的格式"),
    "Check.fields": _l("字段齐全，没有多余的"),
    "Check.digest": _l("文件摘要与内容相符"),
    "Check.printed_digest": _l("文件与证书上印的摘要相符"),
    "Check.receipts": _l("回执号没有重复，加上纸质票等于参加人数"),
    "Check.receipts_digest": _l("回执清单与它的摘要相符"),
    "Check.choices": _l("逐张重新计票，与公布的票数相符"),
    "Check.turnout": _l("参加人数不超过名册"),
    "Check.carried": _l("是否获得立项，与票数和规则相符"),
    "Check.roll": _l("每个事项都按同一份名册计算"),
    "Check.delivery": _l("送达的票权人和面积不超过名册"),
    "Check.sums": _l("参加、未投和无效相加等于名册"),
    "Check.silence": _l("未投的票只按公布的规则计入"),
    "Check.arithmetic": _l("算式与票数相符"),
    "Check.outcomes": _l("结果与算式相符"),
    "Check.line_hash": _l("这一行与它的摘要相符"),
    "Check.proof": _l("证明从这一行通到封存的根"),
    "Check.recount": _l("逐行重新计票，与公布的合计相符"),
    "Check.root": _l("全部行的根与公布的相符"),
    "Check.same_root": _l("这一行封存在这次表决里"),
}
