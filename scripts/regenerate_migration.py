"""Writes the initial migration anew from the models: only before the first release."""

import re
import sys
import tempfile
from pathlib import Path

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.migration import MigrationContext

from agenda.app import create_app
from agenda.config import Settings
from agenda.infra.db import db

TARGET = Path(__file__).resolve().parent.parent / "migrations" / "versions" / "0001_initial.py"
HEAD = '''"""The tables of the first release."""

import sqlalchemy as sa
from alembic import op

import agenda.infra.db

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    {upgrade}


def downgrade() -> None:
    {downgrade}
'''


def main() -> int:
    """Compare the models with an empty database and write the difference."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/empty.db"
        app = create_app(Settings(secret_key="x" * 40, database_url=url, environment="test"))
        with app.app_context(), db.engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            script = produce_migrations(context, db.metadata)
            upgrade = render_python_code(script.upgrade_ops, render_as_batch=False)
            downgrade = render_python_code(script.downgrade_ops, render_as_batch=False)
    text = HEAD.format(upgrade=_clean(upgrade), downgrade=_clean(downgrade))
    TARGET.write_text(text)
    return 0


def _clean(code: str) -> str:
    """Drop Alembic's comments and its trailing blanks."""
    lines = [line.rstrip() for line in code.splitlines() if not re.match(r"\s*#", line)]
    return "\n".join(lines).strip()


if __name__ == "__main__":
    sys.exit(main())
