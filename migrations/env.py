"""Alembic's environment: the app's own engine, one history for SQLite and PostgreSQL."""

from alembic import context
from flask import current_app

from agenda.infra.db import db
from agenda.infra.search import is_described

config = context.config


def run() -> None:
    """Run the migrations online, each in its own transaction."""
    current_app.extensions["migrate"].configure_args.setdefault("compare_type", True)
    with db.engine.execution_options(agenda_write=True).connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            render_as_batch=True,
            compare_type=True,
            include_name=is_described,
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
