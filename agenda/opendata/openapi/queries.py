"""The description of the interface as OpenAPI 3.1, made from the tables it serves."""

from typing import Any

from agenda.opendata.tables.columns.queries import Column, Kind, Table
from agenda.opendata.tables.queries import TABLES

MOST_ROWS = 200
_SCHEMAS: dict[Kind, dict[str, Any]] = {
    Kind.INTEGER: {"type": "integer"},
    Kind.TEXT: {"type": "string"},
    Kind.INSTANT: {"type": "string", "format": "date-time"},
    Kind.DAY: {"type": "string", "format": "date"},
    Kind.FLAG: {"type": "boolean"},
}
_PROBLEM = {
    "type": "object",
    "description": "A refusal (RFC 9457).",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "What is wrong, in the reader's language."},
    },
}


def specification(address: str) -> dict[str, Any]:
    """Return the whole description for an interface at an address."""
    anything = {"type": "object"}
    paths = {"/openapi.json": _path("openapi", "This description.", anything, ())}
    for table in TABLES:
        paths[f"/{table.name}"] = _list_path(table)
        paths[f"/{table.name}/{{key}}"] = _row_path(table)
    schemas = {table.name: row_schema(table) for table in TABLES}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Agenda (议事): public data",
            "version": "1",
            "summary": "Read-only, masked, without a key.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": address}],
        "paths": paths,
        "components": {"schemas": {**schemas, "problem": _PROBLEM}},
    }


def row_schema(table: Table) -> dict[str, Any]:
    """Return the JSON Schema of a table's rows."""
    return {
        "type": "object",
        "description": table.words,
        "required": [c.name for c in table.columns],
        "additionalProperties": False,
        "properties": {c.name: _cell(c) for c in table.columns},
    }


def _cell(column: Column) -> dict[str, Any]:
    """Return the JSON Schema of one column."""
    schema: dict[str, Any] = {**_SCHEMAS[column.kind], "description": column.words}
    if column.choices:
        schema["enum"] = [*column.choices, *([None] if column.may_be_empty else [])]
    if column.may_be_empty:
        schema["type"] = [schema["type"], "null"]
    return schema


def _list_path(table: Table) -> dict[str, Any]:
    """Return the description of a table's pages."""
    row = {"$ref": f"#/components/schemas/{table.name}"}
    schema = {
        "type": "object",
        "required": ["data", "next"],
        "properties": {
            "data": {"type": "array", "items": row},
            "next": {"type": ["string", "null"], "description": "The next page's address."},
        },
    }
    filters = [_query(c.name, _filter_schema(c), c.words) for c in table.columns if c.is_filter]
    limit = {"type": "integer", "minimum": 1, "maximum": MOST_ROWS, "default": 50}
    after = {"type": "integer", "minimum": 0, "maximum": 2**63 - 1, "default": 0}
    paging = (
        _query("limit", limit, "How many rows at most."),
        _query("after", after, "Only rows behind this key."),
    )
    return _path(f"list_{table.name}", table.words, schema, (*paging, *filters))


def _row_path(table: Table) -> dict[str, Any]:
    """Return the description of one row's address."""
    key = {
        "name": "key",
        "in": "path",
        "required": True,
        "schema": {"type": "integer", "minimum": 0, "maximum": 10**18 - 1},
        "description": table.key.words,
    }
    row = {"$ref": f"#/components/schemas/{table.name}"}
    return _path(f"get_{table.name}", f"One row of {table.name}.", row, (key,))


def _filter_schema(column: Column) -> dict[str, Any]:
    """Return what a filter takes."""
    if column.choices:
        return {"type": "string", "enum": list(column.choices)}
    return {"type": "integer", "minimum": 0, "maximum": 2**63 - 1}


def _query(name: str, schema: dict[str, Any], words: str) -> dict[str, Any]:
    """Return the description of a query parameter."""
    return {"name": name, "in": "query", "schema": schema, "description": words}


def _path(
    name: str, words: str, schema: dict[str, Any], parameters: tuple[dict[str, Any], ...]
) -> dict[str, Any]:
    """Return the description of one address: what it takes and answers."""
    problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/problem"}}}
    etag = {"ETag": {"schema": {"type": "string"}, "description": "Send it as If-None-Match."}}
    answers: dict[str, Any] = {
        "200": {
            "description": "What was asked for.",
            "headers": etag,
            "content": {"application/json": {"schema": schema}},
        },
        "304": {"description": "Nothing has changed since."},
        "404": {"description": "There is no such thing, or it is not public.", "content": problem},
    }
    if any(p["in"] == "query" for p in parameters):
        answers["400"] = {"description": "The question cannot be read.", "content": problem}
    return {
        "get": {
            "operationId": name,
            "summary": words,
            "parameters": list(parameters),
            "responses": answers,
        }
    }
