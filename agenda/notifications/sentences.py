"""The words of notices; what happened is said in the ledger's own sentences."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

REFUSALS: dict[str, LazyString] = {
    "notifications.nobody": _l("这个账号不代表名册上的人，没有消息。"),
    "notifications.administrator_only": _l("发件箱只对系统管理员开放。"),
    "notifications.hour": _l("请选择 0 点到 23 点之间的整点。"),
    "notifications.no_letter": _l("没有这封邮件。"),
    "notifications.no_such_link": _l("这个链接不对或已经失效。请登录后在“消息”里选择收哪些邮件。"),
}

LABELS: dict[str, LazyString] = {
    "Mailing.own": _l("我提议、附议或参加过的议题"),
    "Mailing.duties": _l("等我或我所在单位办的事"),
    "Mailing.topics": _l("我关注的类别"),
    "Mailing.reminders": _l("快到期、我还没有办的事"),
    "Mailing.digest": _l("每周一封的综述"),
}
