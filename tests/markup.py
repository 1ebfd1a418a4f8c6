"""What is wrong with a page: the rules of markup that every HTML page of the platform keeps."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

import html5lib
from bs4 import BeautifulSoup, Tag
from bs4.builder._html5lib import HTML5TreeBuilder

_RESOURCES = {"script": "src", "img": "src", "link": "href", "iframe": "src", "source": "src"}
_WRITTEN = ("value", "href", "action", "src", "alt", "title", "placeholder", "aria-label", "for")
_UNLABELLED_TYPES = {"hidden", "submit", "button", "reset", "image"}
_WITHOUT_TOKEN = {"/language", "/senior"}
"""The reader's own preferences: no session is opened for them, the origin speaks for the form."""
_REFERENCES = {"for", "aria-describedby", "aria-labelledby", "aria-controls"}
_INVISIBLE = ("script", "style", "template", "noscript", "title")

Rule = Callable[[BeautifulSoup], Iterator[str]]


def faults(html: str) -> list[str]:
    """Return one plain sentence for each rule the page breaks; empty for a good page."""
    soup, errors = _parsed(html)
    found = list(errors)
    for rule in _RULES:
        found.extend(rule(soup))
    return found


def soup_of(html: str) -> BeautifulSoup:
    """Return the page as a browser would parse it."""
    return _parsed(html)[0]


@lru_cache(maxsize=8)
def _parsed(html: str) -> tuple[BeautifulSoup, tuple[str, ...]]:
    """Parse a page once, and return it with what the HTML standard calls parse errors."""
    builder = _Builder(store_line_numbers=False)
    soup = BeautifulSoup(html, builder=builder)
    lines = html.splitlines()
    errors = []
    for (line, _column), code, details in builder.errors:
        text = lines[line - 1].strip()[:100] if 0 < line <= len(lines) else ""
        errors.append(f"invalid HTML in line {line}: {code} {details or ''}: {text}")
    return soup, tuple(errors)


class _Builder(HTML5TreeBuilder):
    """Builds the tree as Beautiful Soup does, and keeps the parser's errors."""

    errors: list[tuple[tuple[int, int], str, object]]

    def feed(self, markup: Any) -> None:
        """Parse a whole page."""
        parser = html5lib.HTMLParser(tree=self.create_treebuilder)
        assert self.underlying_builder is not None
        self.underlying_builder.parser = parser
        document: Any = parser.parse(markup)
        document.original_encoding = None
        self.underlying_builder.parser = None
        self.errors = parser.errors


def visible_text(soup: BeautifulSoup | Tag) -> str:
    """Return what a reader can see, white space collapsed; comments and hidden parts left out."""
    parts = [
        text
        for text in soup.find_all(string=True)
        if type(text).__name__ == "NavigableString" and not _is_invisible(text.parent)
    ]
    return " ".join(" ".join(parts).split())


def attribute(tag: Tag, name: str) -> str:
    """Return an attribute as text, empty where the tag has none."""
    value = tag.get(name)
    if value is None:
        return ""
    return value if isinstance(value, str) else " ".join(value)


def _is_invisible(tag: Tag | None) -> bool:
    return tag is not None and any(
        part.name in _INVISIBLE or part.has_attr("hidden") for part in (tag, *tag.parents)
    )


def _language(soup: BeautifulSoup) -> Iterator[str]:
    root = soup.find("html")
    if not isinstance(root, Tag) or not attribute(root, "lang"):
        yield "the page does not say its language: <html lang>"


def _heading(soup: BeautifulSoup) -> Iterator[str]:
    headings = soup.find_all("h1")
    if len(headings) != 1:
        yield f"the page has {len(headings)} h1 instead of one"
        return
    heading, title = _plain(headings[0]), _plain(soup.find("title"))
    if not heading or not title.startswith(heading):
        yield f"the title «{title}» does not start with the h1 «{heading}»"


def _ids(soup: BeautifulSoup) -> Iterator[str]:
    tags = soup.find_all(True)
    ids = Counter(attribute(tag, "id") for tag in tags if tag.has_attr("id"))
    for name, times in ids.items():
        if times > 1:
            yield f"the id «{name}» stands {times} times"
    for tag in tags:
        for name in _REFERENCES & tag.attrs.keys():
            for wanted in attribute(tag, name).split():
                if wanted not in ids:
                    yield f"<{tag.name} {name}> points at «{wanted}», which is not on the page"
        target = attribute(tag, "href") if tag.name == "a" else ""
        if re.match("#.", target) and target[1:] not in ids:
            yield f"the link {target} leads nowhere"


def _labels(soup: BeautifulSoup) -> Iterator[str]:
    for tag in soup.find_all(["input", "select", "textarea"]):
        if tag.name == "input" and attribute(tag, "type") in _UNLABELLED_TYPES:
            continue
        if not _label(soup, tag):
            yield f"<{tag.name} name={attribute(tag, 'name')}> has no label"


def _label(soup: BeautifulSoup, tag: Tag) -> str:
    """Return the words that name a field for a screen reader."""
    if attribute(tag, "aria-label"):
        return attribute(tag, "aria-label")
    ids = attribute(tag, "aria-labelledby").split()
    named = [*(soup.find(id=name) for name in ids), tag.find_parent("label")]
    if attribute(tag, "id"):
        named += soup.find_all("label", attrs={"for": attribute(tag, "id")})
    return "".join(_plain(label) for label in named)


def _names(soup: BeautifulSoup) -> Iterator[str]:
    for tag in soup.find_all(["a", "button"]):
        pictures = "".join(attribute(image, "alt") for image in tag.find_all("img"))
        titles = "".join(_plain(title) for title in tag.find_all("title"))
        if not (_plain(tag) or attribute(tag, "aria-label") or pictures or titles):
            yield f"<{tag.name}> says nothing: {str(tag)[:100]}"
    for tag in soup.find_all("img"):
        if not tag.has_attr("alt"):
            yield f"a picture has no alt text: {attribute(tag, 'src')}"


def _forms(soup: BeautifulSoup) -> Iterator[str]:
    for form in soup.find_all("form"):
        is_preference = attribute(form, "action") in _WITHOUT_TOKEN
        if attribute(form, "method").lower() != "post" or is_preference:
            continue
        token = form.find("input", attrs={"name": "csrf_token"})
        if not isinstance(token, Tag) or not attribute(token, "value"):
            yield f"the form to «{attribute(form, 'action')}» has no csrf_token"


def _content_policy(soup: BeautifulSoup) -> Iterator[str]:
    """What the Content-Security-Policy would block, found before a browser does."""
    for tag in soup.find_all("script"):
        is_data = attribute(tag, "type") in {"application/json", "application/ld+json"}
        if not attribute(tag, "src") and not is_data:
            yield "an inline <script>"
    for _tag in soup.find_all("style"):
        yield "a <style> element"
    for tag in soup.find_all(True):
        for name in tag.attrs:
            if name == "style" or name.startswith("on"):
                yield f"<{tag.name} {name}=…> is inline"
        wanted = attribute(tag, _RESOURCES.get(tag.name, ""))
        if re.match("(https?:)?//", wanted) and attribute(tag, "rel") not in {
            "canonical",
            "alternate",
        }:
            yield f"<{tag.name}> loads from another host: {wanted}"
        if attribute(tag, "href").lower().startswith("javascript:"):
            yield "a javascript: link"


def _leftovers(soup: BeautifulSoup) -> Iterator[str]:
    """Traces of a value that was missing or a sentence that was not filled in."""
    text = visible_text(soup)
    for pattern in (r"\bNone\b", r"%\(", r"\bUndefined\b", r"\{\{", r"\bLazyString\b", r"\bnan\b"):
        for match in re.finditer(pattern, text):
            around = text[max(0, match.start() - 30) : match.end() + 30]
            yield f"«{match[0]}» in the text: …{around}…"
    for tag in soup.find_all(True):
        for name in _WRITTEN:
            if re.search(r"\bNone\b|%\((?=\w)", attribute(tag, name)):
                yield f"«{attribute(tag, name)}» in <{tag.name} {name}>"


def _plain(tag: object) -> str:
    return " ".join(tag.get_text().split()) if isinstance(tag, Tag) else ""


_RULES: tuple[Rule, ...] = (
    _language,
    _heading,
    _ids,
    _labels,
    _names,
    _forms,
    _content_policy,
    _leftovers,
)
