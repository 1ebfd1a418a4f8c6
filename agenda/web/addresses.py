"""Addresses: a number in a path is one that a database key can be."""

from flask import Flask
from werkzeug.routing import IntegerConverter


class KeyConverter(IntegerConverter):
    """A number of at most 18 digits, which every key is: beyond it, an address is unknown."""

    regex = r"\d{1,18}"


def init_app(app: Flask) -> None:
    """Let `<int:...>` take keys only."""
    app.url_map.converters["int"] = KeyConverter
