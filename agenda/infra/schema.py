"""Which schema the database has, and which one this program needs."""

from functools import cache

from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text

from agenda.infra.resources import folder


@cache
def needed_revision() -> str:
    """Return the revision of the newest migration that came with this program."""
    config = Config()
    config.set_main_option("script_location", str(folder("migrations")))
    return ScriptDirectory.from_config(config).get_current_head() or ""


def present_revision(engine: Engine) -> str:
    """Return the revision the database stands at, or nothing where it has no tables yet."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return ""
        return connection.scalar(text("SELECT version_num FROM alembic_version")) or ""


def fits(engine: Engine) -> bool:
    """Whether the program may work on the database."""
    return present_revision(engine) == needed_revision()
