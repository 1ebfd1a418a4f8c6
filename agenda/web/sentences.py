"""The sentences behind codes: every feature hands in its own, the app registers them at start."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from types import ModuleType
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from agenda.web.i18n import show_date, show_datetime

REFUSALS: dict[str, LazyString] = {
    "authz.only_mechanism": _l("这一步由程序按规则自动执行，不能由人代替。"),
    "authz.sign_in_first": _l("请先登录。"),
    "text.unreadable": _l("提交的文字里有无法读取的字符，请改用普通文字后再提交。"),
    "page.not_found": _l("没有这个页面，或者它不对您公开。"),
    "page.expired_form": _l("这张表单放得太久，已经失效。您填写的内容还在，请再提交一次。"),
    "page.signed_out": _l(
        "您还没有登录，或者登录已经过期。先在新窗口登录，再回到这一页提交，您填写的内容还在。"
    ),
    "page.too_large": _l("提交的内容太大了，请缩短文字或压缩图片后再提交。"),
    "page.bad_request": _l("提交的内容无法识别，请返回上一页重试。"),
    "page.wrong_method": _l("这个地址不接受这样的操作，请从页面上的按钮进入。"),
    "page.broken": _l("系统出了问题，您的操作没有生效，已填写的内容请重新提交。问题已记录。"),
    "pdf.no_pango": _l(
        "这台服务器没有安装排版组件（Pango），不能生成 PDF。请在浏览器里打印这一页，内容相同。"
    ),
    "pdf.no_font": _l("这台服务器没有中文字体，不能生成 PDF。请在浏览器里打印这一页，内容相同。"),
    "page.busy": _l("系统正忙，请稍后再试。您的操作没有生效。"),
}
LABELS: dict[str, LazyString] = {}
EVENTS: dict[str, LazyString] = {}
"""By event kind; `<kind>.<word>` says it for payloads in which the flag of that name is true or a
field has that value."""
FIELDS: dict[str, str] = {}
"""`<kind>.<field>` -> the enum class whose labels say that field's value."""
_taken: set[str] = set()
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(T[\d:.]+[+]00:00)?")


def register(module: ModuleType) -> None:
    """Take in a feature's sentences: REFUSALS, EVENTS, LABELS, FIELDS, each optional, once."""
    if module.__name__ in _taken:
        return
    _taken.add(module.__name__)
    tables: tuple[tuple[str, dict[str, Any]], ...] = (
        ("REFUSALS", REFUSALS),
        ("EVENTS", EVENTS),
        ("LABELS", LABELS),
        ("FIELDS", FIELDS),
    )
    for name, target in tables:
        own: Mapping[str, Any] = getattr(module, name, {})
        doubled = own.keys() & target.keys()
        if doubled:
            raise RuntimeError(f"{module.__name__} says again: {sorted(doubled)}")
        target.update(own)


def refusal(code: str, **params: str | int) -> str:
    """Return the sentence of a refusal's code with its blanks filled."""
    shown = {name: _dated(value) for name, value in params.items()}
    return str(REFUSALS[code]) % shown if params else str(REFUSALS[code])


def label(value: object) -> str:
    """Return the reader's word for an enum's value, e.g. Stage.COSIGNING: 征集附议.

    Keys are `<EnumClass>.<value>`, so that two enums may share a value.
    """
    return str(LABELS[f"{type(value).__name__}.{value}"])


def happened(kind: str, payload: Mapping[str, Any], *, body: str = "") -> str:
    """Return the plain sentence of a ledger event; `body` is the name of its body_id's body.

    Words of enums and instants in the payload are shown in the reader's language.
    """
    marks = (name if value is True else value for name, value in sorted(payload.items()))
    told = (EVENTS[key] for mark in marks if (key := f"{kind}.{mark}") in EVENTS)
    values = {name: _shown(f"{kind}.{name}", value) for name, value in payload.items()}
    return str(next(told, EVENTS[kind])) % {**values, "body": body}


def _shown(field: str, value: Any) -> str:
    """Return a payload's value as a reader wants it."""
    if field in FIELDS:
        return str(LABELS[f"{FIELDS[field]}.{value}"])
    return str(_dated(value))


def _dated(value: Any) -> Any:
    """Return a day or an instant in ISO's writing as the reader writes it, others as they are."""
    if not isinstance(value, str) or not _ISO.fullmatch(value):
        return value
    if "T" in value:
        return show_datetime(datetime.fromisoformat(value))
    return show_date(date.fromisoformat(value))
