"""The words of the ledger's own pages."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

REFUSALS: dict[str, LazyString] = {
    "ledger.no_neighbourhood": _l("这里还没有设立居民区，台账是空的。"),
    "ledger.no_seal": _l("没有这一枚封印。"),
    "ledger.not_sealed": _l("这一枚封印做好的时候，还没有这项议题的记录。"),
    "ledger.sealed_already": _l("这一小时的封印已经做好了。"),
}

LABELS: dict[str, LazyString] = {
    "FaultKind.edited": _l("内容被改动"),
    "FaultKind.broken": _l("与前一条不相连"),
    "FaultKind.missing": _l("缺少或重复一条"),
    "FaultKind.cut": _l("末尾被截断"),
    "FaultKind.rewritten": _l("与封印时不同，被整段改写"),
    "FaultKind.seal": _l("封印与它所封的记录或前一枚封印不符"),
    "FaultKind.strange": _l("没有纸上这枚封印：台账被整个重写，或者不是同一本"),
    "FaultKind.unreadable": _l("这一行不是台账的格式"),
}
