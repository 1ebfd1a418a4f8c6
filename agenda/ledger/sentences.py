"""The words of the ledger's own pages."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

REFUSALS: dict[str, LazyString] = {
    "ledger.no_neighbourhood": _l("这里还没有设立居民区，台账是空的。"),
}

LABELS: dict[str, LazyString] = {
    "FaultKind.edited": _l("内容被改动"),
    "FaultKind.broken": _l("与前一条不相连"),
    "FaultKind.missing": _l("缺少或重复一条"),
    "FaultKind.cut": _l("末尾被截断"),
}
