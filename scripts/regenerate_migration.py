"""Writes the initial migration anew from the models: only before the first release."""

import re
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.migration import MigrationContext

import agenda
from agenda.app import create_app
from agenda.config import Settings
from agenda.infra.db import db

TARGET = Path(__file__).resolve().parent.parent / "migrations" / "versions" / "0001_initial.py"
CIRCLE = (
    r"sa\.ForeignKeyConstraint\(\['(\w+)'\], \['(\w+)\.(\w+)'\], "
    r"name=op\.f\('(\w+)'\), use_alter=True\)"
)
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
    for module in walk_packages(agenda.__path__, "agenda."):
        import_module(module.name)  # a table that only the command line uses is one too
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/empty.db"
        app = create_app(Settings(secret_key="x" * 40, database_url=url, environment="test"))
        with app.app_context(), db.engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            script = produce_migrations(context, db.metadata)
            assert script.upgrade_ops is not None
            assert script.downgrade_ops is not None
            upgrade = render_python_code(script.upgrade_ops, render_as_batch=False)
            downgrade = render_python_code(script.downgrade_ops, render_as_batch=False)
    tables, circles = _part_circles(_clean(upgrade))
    closing, opening = _circle_steps(circles)
    text = HEAD.format(
        upgrade="\n    ".join([tables, *closing]),
        downgrade="\n    ".join([*opening, _clean(downgrade)]),
    )
    TARGET.write_text(text)
    return 0


def _clean(code: str) -> str:
    """Drop Alembic's comments and its trailing blanks."""
    lines = [line.rstrip() for line in code.splitlines() if not re.match(r"\s*#", line)]
    return "\n".join(lines).strip()


def _part_circles(code: str) -> tuple[str, list[tuple[str, str, str, str, str]]]:
    """Take out the foreign keys between tables that need each other.

    PostgreSQL can add such a key only when both tables stand. Returns the rest of the code and,
    for each key: its table, name, column, and the table and column it points at.
    """
    kept, circles, table = [], [], ""
    for line in code.splitlines():
        if found := re.search(r"op\.create_table\('(\w+)'", line):
            table = found[1]
        if circle := re.search(CIRCLE, line):
            column, target, target_column, name = circle.groups()
            circles.append((table, name, column, target, target_column))
        else:
            kept.append(line)
    return "\n".join(kept), circles


def _circle_steps(circles: list[tuple[str, str, str, str, str]]) -> tuple[list[str], list[str]]:
    """Return the lines that add the keys at the end, and those that drop them at the start."""
    closing, opening = [], []
    for table, name, column, target, target_column in circles:
        batch = f"with op.batch_alter_table('{table}') as batch:"
        key = f"op.f('{name}'), '{target}', ['{column}'], ['{target_column}']"
        closing += [batch, f"    batch.create_foreign_key({key})"]
        opening += [batch, f"    batch.drop_constraint(op.f('{name}'), type_='foreignkey')"]
    return closing, opening


if __name__ == "__main__":
    sys.exit(main())
