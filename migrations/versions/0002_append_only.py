"""What is published or recorded stays: the database itself refuses to change or delete it.

Salts are excepted: deleting one makes a digest meaningless while its chain still verifies. Emptying
a whole table (TRUNCATE) is an operator's act at set-up and in tests, and is not refused.
On SQLite a later migration that rebuilds one of these tables has to lay its triggers again.
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

APPEND_ONLY = (
    "ledger_events",
    "ledger_seals",
    "ledger_sealed_heads",
    "published_minutes",
    "minutes_corrections",
)
ACTS = ("UPDATE", "DELETE")
REFUSE = """
CREATE FUNCTION agenda_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$
"""


def upgrade() -> None:
    on_postgres = op.get_bind().dialect.name == "postgresql"
    if on_postgres:
        op.execute(REFUSE)
    for table in APPEND_ONLY:
        for act in ACTS:
            name = f"{table}_refuse_{act.lower()}"
            body = (
                "FOR EACH ROW EXECUTE FUNCTION agenda_append_only()"
                if on_postgres
                else f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
            op.execute(f"CREATE TRIGGER {name} BEFORE {act} ON {table} {body}")


def downgrade() -> None:
    on_postgres = op.get_bind().dialect.name == "postgresql"
    for table in APPEND_ONLY:
        for act in ACTS:
            name = f"{table}_refuse_{act.lower()}"
            op.execute(f"DROP TRIGGER {name}" + (f" ON {table}" if on_postgres else ""))
    if on_postgres:
        op.execute("DROP FUNCTION agenda_append_only()")
