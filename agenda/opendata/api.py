"""The read-only interface: /api/v1, one address per public table, JSON, refusals as problem+json."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import ColumnElement

from agenda.infra.db import db
from agenda.kernel.errors import Invalid, NotFound
from agenda.opendata.openapi.queries import MOST_ROWS, specification
from agenda.opendata.tables.columns.queries import Column, Kind, Table
from agenda.opendata.tables.queries import TABLES, find_table
from agenda.web.addresses import absolute
from agenda.web.conditional import conditional
from agenda.web.login import public

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")
PAGE_SIZE = 50
LARGEST = 2**63 - 1
"""The largest key that a database can hold."""


@blueprint.after_request
def open_to_all(response: Response) -> Response:
    """Let pages of other sites read what is public anyway; nothing here looks at who asks."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@blueprint.get("")
@public
def index() -> ResponseReturnValue:
    """List the public tables with their addresses."""
    tables = {t.name: absolute(url_for("api.rows", name=t.name)) for t in TABLES}
    return _json({"openapi": absolute(url_for("api.openapi")), "tables": tables})


@blueprint.get("/openapi.json")
@public
def openapi() -> ResponseReturnValue:
    """Describe the interface as OpenAPI 3.1."""
    return _json(specification(absolute("/api/v1")))


@blueprint.get("/<string:name>")
@public
def rows(name: str) -> ResponseReturnValue:
    """Give the rows of a table behind a key, one page, with the address of the next."""
    table = _table(name)
    asked = request.args.to_dict(flat=False)
    limit = _number(asked.pop("limit", [str(PAGE_SIZE)]), "limit", least=1, most=MOST_ROWS)
    after = _number(asked.pop("after", ["0"]), "after", least=0, most=LARGEST)
    where = tuple(_condition(table, key, values) for key, values in asked.items())
    found = list(table.rows(db.session(), after=after, limit=limit + 1, where=where))
    following = None
    if len(found) > limit:
        behind = {"after": str(found[limit - 1][table.key.name]), "limit": str(limit)}
        page = urlencode({**request.args, **behind})
        following = absolute(f"{url_for('api.rows', name=name)}?{page}")
    response = _json({"data": found[:limit], "next": following})
    if following:
        response.headers["Link"] = f'<{following}>; rel="next"'
    return response


@blueprint.get("/<string:name>/<int:key>")
@public
def row(name: str, key: int) -> ResponseReturnValue:
    """Give one row of a table."""
    table = _table(name)
    found = list(table.rows(db.session(), where=(table.key.source == key,)))
    if not found:
        raise NotFound("opendata.no_row")
    return _json(found[0])


@blueprint.get("/<path:address>")
@public
def nowhere(address: str) -> ResponseReturnValue:
    """Refuse any other address below the interface in its own way."""
    raise NotFound("opendata.no_table")


def _json(content: Mapping[str, Any]) -> Response:
    """Return an answer as JSON, Chinese as it is written."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return conditional(text, "application/json", by_language=False)


def _table(name: str) -> Table:
    """Return a public table; raises NotFound."""
    table = find_table(name)
    if table is None:
        raise NotFound("opendata.no_table")
    return table


def _number(values: list[str], name: str, *, least: int, most: int) -> int:
    """Return a number that was asked for once and lies within its bounds."""
    text = values[0]
    if len(values) > 1 or not (text.isascii() and text.isdigit()) or len(text) > 19:
        raise Invalid("opendata.no_number", field=name, name=name, least=least, most=most)
    if not least <= int(text) <= most:
        raise Invalid("opendata.no_number", field=name, name=name, least=least, most=most)
    return int(text)


def _condition(table: Table, name: str, values: list[str]) -> ColumnElement[bool]:
    """Return the SQL of a filter on a column that points elsewhere or holds a closed list."""
    column: Column | None = table.column(name)
    if column is None or not column.is_filter:
        raise Invalid("opendata.no_filter", field="query", name=name[:40])
    condition: ColumnElement[bool]
    if column.kind is Kind.INTEGER:
        condition = column.source == _number(values, name, least=0, most=LARGEST)
    elif len(values) > 1 or values[0] not in column.choices:
        raise Invalid("opendata.no_word", field=name, name=name)
    else:
        condition = column.source == values[0]
    return condition
