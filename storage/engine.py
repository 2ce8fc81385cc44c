"""The database behind one URL: SQLite in a file, or PostgreSQL. Everything above sees only sessions.

On SQLite there is one writer at a time. Writers of this process queue in the order they came; those of other processes
wait in `busy_timeout`. A writer takes its lock at BEGIN, so no transaction that has read fails when it comes to write.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias

from sqlalchemy import URL, Connection, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, InterfaceError, OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine

from bot.core.errors import ContestedError, StorageError
from storage.sqlite import connect
from storage.types import write_json

_DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "sqlite+aiosqlite": "sqlite+aiosqlite",
    "postgres": "postgresql+asyncpg",
    "postgresql": "postgresql+asyncpg",
    "postgresql+asyncpg": "postgresql+asyncpg",
}
_FORMS = "use sqlite:///data/svodka.db or postgresql://user:password@host/database"
_BUSY_MS = 10_000  # how long a writer of another process may hold us up
_CONNECT_S = 10
_CONTESTED = {"40001", "40P01"}  # PostgreSQL: serialization failure, deadlock
_PRAGMAS = (
    f"PRAGMA busy_timeout = {_BUSY_MS}",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = NORMAL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA cache_size = -16000",
)


Session: TypeAlias = AsyncSession  # what the functions of this package are handed


class Sessions:
    """Sessions on one database: `sessions.begin()` writes and commits at its end, `sessions()` only reads.

    Both raise StorageError when the database cannot be reached. A write in a reading session fails at once.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        sqlite = engine.dialect.name == "sqlite"
        self._writing = engine
        self._reading = engine.execution_options(
            **({"svodka_reading": True} if sqlite else {"postgresql_readonly": True})
        )
        self._turn: AbstractAsyncContextManager[None] = asyncio.Lock() if sqlite else nullcontext()

    @asynccontextmanager
    async def __call__(self) -> AsyncIterator[AsyncSession]:
        """A session that reads one consistent state; nothing is kept of it."""
        async with _opened(self._reading) as session:
            yield session

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncSession]:
        """A session that may write: committed when the block ends, rolled back when it raises."""
        async with self._turn, _opened(self._writing) as session:
            yield session
            await session.commit()


def make_engine(url: str) -> AsyncEngine:
    """The engine of a database URL; raises StorageError for one that is none of ours."""
    address = _address(url)
    if address.drivername.startswith("sqlite"):
        return _sqlite(address)
    return create_async_engine(
        address,
        json_serializer=write_json,
        pool_size=8,
        pool_pre_ping=True,
        connect_args={"timeout": _CONNECT_S, "server_settings": {"application_name": "svodka"}},
    )


def make_sessions(engine: AsyncEngine) -> Sessions:
    """The sessions of an engine. Make them once: they hold the queue of writers."""
    return Sessions(engine)


async def check(engine: AsyncEngine) -> None:
    """Reach the database once; raises StorageError with what is wrong and what to do."""
    async with _opened(engine) as session:
        await session.execute(text("SELECT count(*) FROM (SELECT 1) AS one"))


def _address(url: str) -> URL:
    try:
        address = make_url(url.strip())
    except (ArgumentError, ValueError) as error:
        raise StorageError(f"The database URL cannot be read: {_FORMS}") from error
    driver = _DRIVERS.get(address.drivername)
    if driver is None:
        raise StorageError(f"The database URL begins with '{address.drivername}:': {_FORMS}")
    address = address.set(drivername=driver)
    if "sslmode" in address.query:  # libpq's word; asyncpg says ssl
        address = address.difference_update_query(["sslmode"]).update_query_dict(
            {"ssl": address.query["sslmode"]}
        )
    return address


def _sqlite(address: URL) -> AsyncEngine:
    if not address.database or ":memory:" in address.database:
        raise StorageError(f"The database URL names no file: {_FORMS}")
    if not address.database.startswith("file:"):
        _make_room(Path(address.database))
    engine = create_async_engine(
        address, json_serializer=write_json, pool_size=8, async_creator=partial(connect, address.database)
    )
    event.listen(engine.sync_engine, "connect", _prepare)
    event.listen(engine.sync_engine, "begin", _begin)
    return engine


def _make_room(file: Path) -> None:
    """Make the folder of a database file, and see that both can be written before a connection tries."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(
            f"The folder of the database, {file.parent}, cannot be made: {error.strerror}. "
            "Choose another one in the database URL"
        ) from error
    if file.is_dir() or not all(os.access(path, os.W_OK) for path in (file.parent, file) if path.exists()):
        raise StorageError(
            f"The file of the database, {file}, cannot be written: give it and its folder to this user, or choose "
            "another one in the database URL"
        )


def _prepare(connection: Any, _record: object) -> None:
    """The settings of a connection."""
    cursor = connection.cursor()
    try:
        for pragma in _PRAGMAS:
            cursor.execute(pragma)
    except BaseException:
        connection.close()  # nobody else knows of it yet
        raise
    cursor.close()


def _begin(connection: Connection) -> None:
    """Writers lock at once, readers not at all; a connection keeps its mode until the other one is asked for."""
    reading = bool(connection.get_execution_options().get("svodka_reading", False))
    if connection.info.get("reading", False) != reading:
        connection.exec_driver_sql(f"PRAGMA query_only = {'ON' if reading else 'OFF'}")
        connection.info["reading"] = reading
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


@asynccontextmanager
async def _opened(engine: AsyncEngine) -> AsyncIterator[AsyncSession]:
    """A session with its connection open, its faults told in one sentence."""
    async with AsyncSession(engine, expire_on_commit=False) as session:
        try:
            await session.connection()
        except (DBAPIError, OSError, TimeoutError) as error:
            raise StorageError(_explain(engine, error)) from error
        except Exception as error:
            if type(error).__module__.startswith("asyncpg."):
                raise StorageError(_explain(engine, error)) from error
            raise
        try:
            yield session
        except DBAPIError as error:
            if getattr(error.orig, "sqlstate", None) in _CONTESTED:
                raise ContestedError(_explain(engine, error)) from error
            if isinstance(error, OperationalError | InterfaceError):
                raise StorageError(_explain(engine, error)) from error
            raise


def _explain(engine: AsyncEngine, error: BaseException) -> str:
    """What went wrong with which database and what to do; never a password."""
    where = engine.url.set(drivername=engine.dialect.name).render_as_string(hide_password=True)
    cause = getattr(error, "orig", None) or error
    cause = cause.__cause__ or cause
    kind, words = type(cause).__name__, str(cause).strip().splitlines()
    said = words[0] if words else kind
    if kind in {"InvalidPasswordError", "InvalidAuthorizationSpecificationError"}:
        return f"The database {where} refuses the user or the password: correct the database URL"
    if kind == "InvalidCatalogNameError":
        return f"The database {where} does not exist: create it, or correct the database URL"
    if kind == "UndefinedTableError" or "no such table" in said:
        return f"The database {where} has no tables of this release: run `python -m bot migrate`, or start the bot"
    if "not a database" in said:
        return f"The file of {where} is not an SQLite database: move it away, or correct the database URL"
    if "unable to open" in said or "readonly" in said:
        return (
            f"The file of {where} cannot be written ({said}): give its folder to this user, or choose another"
        )
    if "locked" in said:
        return f"The database {where} stayed locked: another process holds it; stop that one"
    if isinstance(cause, OSError | TimeoutError):
        return f"The database {where} cannot be reached ({said}): is the server running?"
    return f"The database {where} fails: {said}"
