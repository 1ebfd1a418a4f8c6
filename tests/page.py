"""The reader's eyes and hands in web tests: every page that is visited is checked on the way."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Self

from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.markup import attribute, faults, soup_of, visible_text


def visit(client: FlaskClient, url: str, *, status: int = 200) -> "Page":
    """Open a page as a reader would, following redirects, and check it before returning it."""
    return Page.of(client, client.get(url, follow_redirects=True), status)


@dataclass
class Page:
    """A page that passed every check, and what can be read and done on it."""

    client: FlaskClient = field(repr=False)
    url: str
    status: int
    html: str = field(repr=False)
    response: TestResponse = field(repr=False)

    @classmethod
    def of(cls, client: FlaskClient, response: TestResponse, status: int) -> "Page":
        """Check a response and make a page of it."""
        url = response.request.full_path.rstrip("?")
        html = response.get_data(as_text=True)
        if response.status_code != status:
            told = visible_text(soup_of(html))[:300]
            raise AssertionError(f"{url}: {response.status}: {told}")
        assert response.mimetype == "text/html", f"{url} is {response.mimetype}"
        found = faults(html)
        assert not found, "\n".join([f"{url} has faults:", *found])
        return cls(client, url, response.status_code, html, response)

    @cached_property
    def soup(self) -> BeautifulSoup:
        """The parsed page."""
        return soup_of(self.html)

    @cached_property
    def text(self) -> str:
        """What a reader can see, white space collapsed."""
        return visible_text(self.soup)

    @property
    def heading(self) -> str:
        """The page's one h1."""
        return self.one("h1").get_text(" ", strip=True)

    def select(self, css: str) -> list[Tag]:
        """Return the elements that a CSS selector finds."""
        return list(self.soup.select(css))

    def one(self, css: str) -> Tag:
        """Return the only element that a CSS selector finds."""
        found = self.select(css)
        assert len(found) == 1, f"{self.url}: {len(found)} elements match {css!r}"
        return found[0]

    def texts(self, css: str) -> list[str]:
        """Return the visible text of each element that a CSS selector finds."""
        return [visible_text(tag) for tag in self.select(css)]

    def follow(self, words: str, *, status: int = 200) -> "Page":
        """Follow the link whose text contains `words`."""
        links = {attribute(a, "href") for a in self.select("a[href]") if words in a.get_text()}
        assert len(links) == 1, f"{self.url}: {len(links)} links say {words!r}"
        return visit(self.client, links.pop(), status=status)

    def form(self, which: str | int = 0) -> "Form":
        """Return a form by its place on the page, or by a part of its action."""
        forms = self.select("form")
        if isinstance(which, str):
            forms = [tag for tag in forms if which in (attribute(tag, "action") or self.url)]
            assert len(forms) == 1, f"{self.url}: {len(forms)} forms go to {which!r}"
            which = 0
        assert which < len(forms), f"{self.url} has only {len(forms)} forms"
        return Form(self, forms[which])


Value = str | Iterable[str] | tuple[object, str]
"""What is typed, the options that are ticked, or a file and its name."""


class Form:
    """A form as the page offers it: nothing can be sent that a reader could not enter."""

    def __init__(self, page: Page, tag: Tag) -> None:
        self._page = page
        self._tag = tag
        self.values: dict[str, list[object]] = {}
        for control in tag.select("input[name], select[name], textarea[name]"):
            self._take_initial(control)

    def fill(self, values: Mapping[str, Value] | None = None, /, **more: Value) -> Self:
        """Enter values by field name; a tick or a choice is its option's value, [] unticks."""
        for name, value in {**(values or {}), **more}.items():
            self._enter(name, value)
        return self

    def submit(self, words: str = "", *, status: int = 200) -> Page:
        """Press the button that says `words` (or the first) and return the page that comes."""
        data = {name: entered for name, entered in self.values.items() if entered}
        button = self._button(words)
        if button is not None and attribute(button, "name"):
            data[attribute(button, "name")] = [attribute(button, "value")]
        action = attribute(button, "formaction") if button is not None else ""
        url = action or attribute(self._tag, "action") or self._page.url
        client = self._page.client
        if attribute(self._tag, "method").lower() == "post":
            answer = client.post(url, data=data, follow_redirects=True)
        else:
            answer = client.get(url, query_string=data, follow_redirects=True)
        return Page.of(client, answer, status)

    def controls(self, name: str) -> list[Tag]:
        """Return the controls of that name."""
        wanted = f'[name="{name}"]'
        found = self._tag.select(f"input{wanted}, select{wanted}, textarea{wanted}")
        assert found, f"{self._page.url}: no field {name!r}, only {sorted(self.values)}"
        return list(found)

    def _take_initial(self, control: Tag) -> None:
        """Read what the page filled in already."""
        name, kind = attribute(control, "name"), attribute(control, "type")
        values = self.values.setdefault(name, [])
        if control.has_attr("disabled") or kind in {"submit", "button", "reset", "file"}:
            return
        if control.name == "select":
            options = control.select("option")
            chosen = [option for option in options if option.has_attr("selected")]
            if not chosen and not control.has_attr("multiple"):
                chosen = options[:1]
            values.extend(_option(option) for option in chosen)
        elif control.name == "textarea":
            values.append(re.sub(r"^\r?\n", "", control.get_text()))
        elif kind not in {"checkbox", "radio"} or control.has_attr("checked"):
            values.append(attribute(control, "value") or ("on" if kind == "checkbox" else ""))

    def _enter(self, name: str, value: Value) -> None:
        """Put a value into a field, refusing a choice that is not offered."""
        controls = self.controls(name)
        if attribute(controls[0], "type") == "file":
            self.values[name] = [value]
            return
        entered = [value] if isinstance(value, str) else [str(part) for part in value]
        offered = _offered(controls)
        if offered is not None:
            strange = [choice for choice in entered if choice not in offered]
            assert not strange, f"{name!r} does not offer {strange}, only {offered}"
        self.values[name] = list(entered)

    def _button(self, words: str) -> Tag | None:
        """Return the button to press; a form without one can still be sent by the Enter key."""
        buttons = self._tag.select('button:not([type="button"]), input[type="submit"]')
        matching = [b for b in buttons if words in (b.get_text() or attribute(b, "value"))]
        assert matching or not words, f"{self._page.url}: no button says {words!r}"
        return matching[0] if matching else None


def _offered(controls: list[Tag]) -> list[str] | None:
    """Return the values that may be chosen, or None where anything may be typed."""
    if controls[0].name == "select":
        return [_option(option) for option in controls[0].select("option")]
    if attribute(controls[0], "type") in {"checkbox", "radio"}:
        return [attribute(control, "value") or "on" for control in controls]
    return None


def _option(option: Tag) -> str:
    return attribute(option, "value") if option.has_attr("value") else option.get_text(strip=True)
