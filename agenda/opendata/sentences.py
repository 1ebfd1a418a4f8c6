"""The words of the read-only interface's refusals."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

REFUSALS: dict[str, LazyString] = {
    "opendata.no_filter": _l("不能按“%(name)s”筛选。"),
    "opendata.no_number": _l("“%(name)s”应当是 %(least)s 到 %(most)s 之间的一个整数。"),
    "opendata.no_row": _l("没有这一条，或者它没有公开。"),
    "opendata.no_table": _l("没有这个地址。可用的数据表见 /api/v1。"),
    "opendata.no_word": _l("“%(name)s”的取值不在数据字典里。"),
}
