"""The migrations make what the tables say, and go up and down one step at a time."""

from __future__ import annotations

import asyncio

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from bot.core.errors import StorageError
from storage.engine import make_engine
from storage.migrate import configuration, migrate
from storage.tables import metadata


async def test_the_migrations_make_what_the_tables_say(database_url: str) -> None:
    def differences(connection: Connection) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(connection), metadata))

    engine = make_engine(database_url)
    async with engine.connect() as connection:
        assert await connection.run_sync(differences) == []
    await engine.dispose()


async def test_every_step_goes_up_down_and_up_again(empty_database_url: str) -> None:
    def climb(connection: Connection) -> set[str]:
        config = configuration(connection)
        steps = list(ScriptDirectory.from_config(config).walk_revisions())
        for step in reversed(steps):
            command.upgrade(config, step.revision)
            command.downgrade(config, step.down_revision if isinstance(step.down_revision, str) else "base")
            command.upgrade(config, step.revision)
        command.downgrade(config, "base")
        return set(inspect(connection).get_table_names())

    engine = make_engine(empty_database_url)
    async with engine.begin() as connection:
        assert await connection.run_sync(climb) == {"alembic_version"}
    await engine.dispose()


async def test_migrating_twice_and_by_two_at_once_is_harmless(empty_database_url: str) -> None:
    engine = make_engine(empty_database_url)
    await asyncio.gather(migrate(engine), migrate(engine))
    await migrate(engine)
    async with engine.connect() as connection:
        tables = await connection.run_sync(lambda connection: set(inspect(connection).get_table_names()))
    assert tables == set(metadata.tables) | {"alembic_version"}
    await engine.dispose()


async def test_a_database_of_a_newer_release_is_refused(empty_database_url: str) -> None:
    engine = make_engine(empty_database_url)
    await migrate(engine)
    async with engine.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StorageError, match=r"9999.*newer release"):
        await migrate(engine)
    await engine.dispose()


async def test_a_database_with_tables_of_somebody_else_is_refused(empty_database_url: str) -> None:
    engine = make_engine(empty_database_url)
    async with engine.begin() as connection:
        await connection.execute(text("CREATE TABLE message (id INTEGER PRIMARY KEY)"))
    with pytest.raises(StorageError, match=r"not Svodka's \(message\)"):
        await migrate(engine)
    await engine.dispose()
