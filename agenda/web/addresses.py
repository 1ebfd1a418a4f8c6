"""Addresses: a number in a path is one that a database key can be."""

from flask import Flask, current_app
from werkzeug.routing import IntegerConverter

from agenda.config import Settings


class KeyConverter(IntegerConverter):
    """A number of at most 18 digits, which every key is: beyond it, an address is unknown."""

    regex = r"\d{1,18}"


def init_app(app: Flask) -> None:
    """Let `<int:...>` take keys only."""
    app.url_map.converters["int"] = KeyConverter


def absolute(path: str) -> str:
    """Return a path with the site's own address before it, whatever name the request came by."""
    settings: Settings = current_app.extensions["agenda.settings"]
    return settings.base_url + path
