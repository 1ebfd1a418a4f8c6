"""The words of notices; what happened is said in the ledger's own sentences."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

REFUSALS: dict[str, LazyString] = {
    "notifications.nobody": _l("这个账号不代表名册上的人，没有消息。"),
}
