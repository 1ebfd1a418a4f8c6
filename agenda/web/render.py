"""Rendering: strict templates, the reader's preferences, versioned static files."""

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import flask_babel
from flask import Flask, render_template, request, url_for
from jinja2 import StrictUndefined
from markupsafe import Markup

from agenda.config import Settings
from agenda.infra.resources import folder
from agenda.web.i18n import language
from agenda.web.login import current_actor
from agenda.web.markdown import to_html
from agenda.web.qr import qr
from agenda.web.sentences import happened, label, refusal


@dataclass(frozen=True)
class Preferences:
    """How the reader wants the page."""

    lang: str
    senior: bool


@dataclass(frozen=True)
class Site:
    """What the header shows."""

    name: str


def preferences() -> Preferences:
    """Return the reader's language and whether senior mode is on."""
    return Preferences(lang=language(), senior=request.cookies.get("senior") == "1")


def page(template: str, /, **context: Any) -> str:
    """Render a page's template by its name without the ending: `feature/view`."""
    return render_template(f"{template}.html", **context)


@lru_cache(maxsize=256)
def _fingerprint(path: str) -> str:
    """Return the first characters of a static file's digest."""
    return hashlib.sha256((folder("static") / path).read_bytes()).hexdigest()[:10]


def asset(path: str) -> str:
    """Return the address of a static file, changing when the file changes."""
    return url_for("static", filename=path, v=_fingerprint(path))


def icon(name: str) -> Markup:
    """Return the markup of a line icon from the sprite; hidden from screen readers."""
    address = f"{asset('icons.svg')}#{name}"
    return Markup(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}"/></svg>'
    ).format(address)


def init_app(app: Flask, settings: Settings) -> None:
    """Make templates strict and give them the words they may use."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(markdown=to_html, label=label)
    app.jinja_env.tests["served"] = lambda endpoint: endpoint in app.view_functions
    app.jinja_env.globals.update(
        asset=asset,
        icon=icon,
        qr=qr,
        refusal=refusal,
        happened=happened,
        _=flask_babel.gettext,
        ngettext=flask_babel.ngettext,
    )

    @app.context_processor
    def common() -> dict[str, object]:
        return {
            "actor": current_actor(),
            "here": request.path if request.path.isprintable() else "/",
            "prefs": preferences(),
            "site": Site(settings.site_name),
        }
