"""The words of deputies."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

REFUSALS: dict[str, LazyString] = {
    "community.holder_names": _l("代理人由担任这个席位的人自己指定。"),
    "community.no_deputy": _l("没有找到这位代理人。"),
    "community.cannot_stand_in": _l(
        "只能请本单位在任的成员代理。本单位没有别的成员的，请先增设席位。"
    ),
    "community.no_absence": _l("请写还没有过去的日期，最多 %(days)s 天。"),
    "community.deputy_already": _l("这几天已经有代理人了。"),
    "community.deputy_over": _l("代理已经结束。"),
}
EVENTS: dict[str, LazyString] = {
    "community.deputy_named": _l("%(body)s的一位成员指定了代理人：%(from_on)s 至 %(until_on)s。"),
    "community.deputy_dismissed": _l("%(body)s的一位成员提前结束了代理。"),
}
