"""Residents' text to clean HTML: Markdown without raw HTML, then an allow-list on the output."""

from collections.abc import MutableMapping

import bleach
from markdown_it import MarkdownIt
from markupsafe import Markup

_Attributes = MutableMapping[tuple[str | None, str], str]
_TAGS = frozenset("p br strong em ul ol li blockquote a code pre hr h3 h4 h5 del".split())
_ATTRIBUTES = {"a": ["href", "rel"], "ol": ["start"]}
_PROTOCOLS = frozenset({"http", "https", "mailto", "tel"})
_PARSER = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable("strikethrough")


def _shift_headings(html: str) -> str:
    """Return HTML whose headings stand below the page's own h1 and h2."""
    for level, to in (("2", "4"), ("1", "3")):
        html = html.replace(f"<h{level}>", f"<h{to}>").replace(f"</h{level}>", f"</h{to}>")
    return html


def _guard_links(
    attributes: _Attributes,
    _new: bool = False,  # noqa: FBT001, FBT002 - bleach calls it so
) -> _Attributes:
    """Give every link the rel of a stranger's link."""
    attributes[(None, "rel")] = "nofollow noopener ugc"
    return attributes


_LINKER = bleach.linkifier.Linker(callbacks=[_guard_links], parse_email=False)


def to_html(text: str) -> Markup:
    """Return Markdown as clean HTML; safe whatever the text contains."""
    rendered = _shift_headings(_PARSER.render(text))
    cleaned = bleach.clean(
        rendered, tags=_TAGS, attributes=_ATTRIBUTES, protocols=_PROTOCOLS, strip=True
    )
    return Markup(_LINKER.linkify(cleaned))  # noqa: S704 - the one place: cleaned just above
