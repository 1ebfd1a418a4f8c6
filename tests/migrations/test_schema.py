"""The migrations end at the schema that the models describe, on both databases."""

from importlib import import_module
from pkgutil import walk_packages

import flask_migrate
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy import CheckConstraint, UniqueConstraint, inspect

import agenda
from agenda.infra.db import db
from agenda.infra.search import is_described


@pytest.fixture(autouse=True)
def every_model() -> None:
    """Know all tables, also those that only the command line uses."""
    for module in walk_packages(agenda.__path__, "agenda."):
        import_module(module.name)


def test_the_migrated_schema_is_the_models_schema(app: Flask) -> None:
    with db.engine.connect() as connection:
        options = {
            "compare_type": True,
            "compare_server_default": True,
            "include_name": is_described,
        }
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, db.metadata) == []


def test_checks_and_unique_keys_are_migrated_too(app: Flask) -> None:
    """Alembic compares neither, so their names are compared here (design rule 4.10)."""
    db.engine.dispose()  # SQLite's PRAGMAs read the schema a connection once loaded, even a stale one
    inspector = inspect(db.engine)
    for table in db.metadata.sorted_tables:
        wanted = {str(c.name) for c in table.constraints if isinstance(c, CheckConstraint)}
        present = {check["name"] for check in inspector.get_check_constraints(table.name)}
        assert present == wanted, table.name
        wanted = {str(c.name) for c in table.constraints if isinstance(c, UniqueConstraint)}
        present = {key["name"] for key in inspector.get_unique_constraints(table.name)}
        assert present == wanted, table.name


def test_the_migrations_run_back_and_forth(app: Flask) -> None:
    """An operator whose upgrade went wrong can go back, to an empty database and again forward."""
    flask_migrate.downgrade(revision="base")
    assert inspect(db.engine).get_table_names() == ["alembic_version"]
    flask_migrate.upgrade()
    assert set(inspect(db.engine).get_table_names()) >= set(db.metadata.tables)
