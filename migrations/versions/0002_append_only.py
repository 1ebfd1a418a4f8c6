"""What is published or recorded stays: the database itself refuses to change or delete it.

It also moves a chain's head on with each entry, and refuses one that does not follow the last.

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
FOLLOW = "stream = NEW.stream AND length = NEW.position - 1 AND head = NEW.previous_hash"
ADVANCE = f"UPDATE ledger_streams SET length = NEW.position, head = NEW.hash WHERE {FOLLOW}"
BROKEN = "a ledger entry must follow the last one of its chain"
ADVANCE_ON_POSTGRES = f"""
CREATE FUNCTION agenda_advance_chain() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    {ADVANCE};
    IF NOT FOUND THEN
        RAISE EXCEPTION '{BROKEN}' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$
"""
ADVANCE_ON_SQLITE = f"""
BEGIN
    SELECT RAISE(ABORT, '{BROKEN}') WHERE NOT EXISTS (SELECT 1 FROM ledger_streams WHERE {FOLLOW});
    {ADVANCE};
END
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
    body = ADVANCE_ON_SQLITE
    if on_postgres:
        op.execute(ADVANCE_ON_POSTGRES)
        body = "FOR EACH ROW EXECUTE FUNCTION agenda_advance_chain()"
    op.execute(f"CREATE TRIGGER ledger_events_advance_chain AFTER INSERT ON ledger_events {body}")


def downgrade() -> None:
    on_postgres = op.get_bind().dialect.name == "postgresql"
    op.execute(
        "DROP TRIGGER ledger_events_advance_chain" + (" ON ledger_events" if on_postgres else "")
    )
    for table in APPEND_ONLY:
        for act in ACTS:
            name = f"{table}_refuse_{act.lower()}"
            op.execute(f"DROP TRIGGER {name}" + (f" ON {table}" if on_postgres else ""))
    if on_postgres:
        op.execute("DROP FUNCTION agenda_advance_chain()")
        op.execute("DROP FUNCTION agenda_append_only()")
