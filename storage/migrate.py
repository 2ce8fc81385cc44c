"""Brings a database to the shape that this release expects, and refuses one that a newer release has shaped."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.core.errors import StorageError
from storage.engine import check
from storage.tables import metadata

_LOCK = 0x53564F44  # any number that no other program on the same PostgreSQL server takes


async def migrate(engine: AsyncEngine) -> None:
    """Upgrade the database to the newest revision; harmless when it has it. Two processes may try at once.

    Raises StorageError when the database cannot be reached, is not ours, or was made by a newer release.
    """
    await check(engine)
    try:
        async with engine.begin() as connection:
            await connection.run_sync(_upgrade)
    except DBAPIError as error:
        raise StorageError(f"The database cannot be migrated: {error.orig}") from error


def configuration(connection: Connection) -> Config:
    """Alembic's settings for work on an open connection."""
    config = Config()
    folder = Path(__file__).parent / "migrations"
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _upgrade(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    config = configuration(connection)
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    heads = MigrationContext.configure(connection).get_current_heads()
    if strange := set(heads) - known:
        raise StorageError(
            f"The database has revision {', '.join(sorted(strange))}, which this release does not know: it was made by "
            "a newer release. Run that one, or name another database"
        )
    if not heads and (theirs := set(inspect(connection).get_table_names()) & set(metadata.tables)):
        raise StorageError(
            f"The database already has tables that are not Svodka's ({', '.join(sorted(theirs))}): name another database"
        )
    command.upgrade(config, "head")
