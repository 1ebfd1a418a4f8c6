"""The index of words: FTS5 on SQLite, a tsvector with GIN on PostgreSQL; written by hand.

No model describes it: SQLAlchemy knows neither virtual tables nor the two databases' ways to match.
"""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the index; what was written before is indexed when it is next revised."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE search_grams USING fts5(grams, tokenize='unicode61', prefix='1')"
        )
        return
    op.execute(
        "CREATE TABLE search_grams (search_id BIGINT PRIMARY KEY "
        "REFERENCES search_texts (search_id) ON DELETE CASCADE, grams TSVECTOR NOT NULL)"
    )
    op.execute("CREATE INDEX ix_search_grams ON search_grams USING gin (grams)")


def downgrade() -> None:
    """Drop the index."""
    op.execute("DROP TABLE search_grams")
