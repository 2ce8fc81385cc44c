"""An aiosqlite connection that goes to its thread once per statement, where the driver's own goes four times.

Every trip costs two switches of threads, which is more than most of our statements take.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

import aiosqlite


class Cursor:
    """What SQLAlchemy uses of an aiosqlite cursor. The rows are fetched with the statement: ours are few."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rows: list[Any] = []
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None
        self.arraysize = 1

    async def __aenter__(self) -> Cursor:
        return self

    async def execute(self, statement: str, parameters: Sequence[Any] = ()) -> None:
        """Execute a statement and fetch its rows."""
        await self._connection.run(self._work, sqlite3.Cursor.execute, statement, parameters)

    async def executemany(self, statement: str, parameters: Iterable[Sequence[Any]]) -> None:
        """Execute a statement once for each set of parameters."""
        await self._connection.run(self._work, sqlite3.Cursor.executemany, statement, parameters)

    async def fetchall(self) -> list[Any]:
        """The rows of the last statement."""
        return self._rows

    async def close(self) -> None:
        """Nothing is open between statements."""

    def _work(self, execute: Any, statement: str, parameters: Any) -> None:
        cursor = self._connection.raw.cursor()
        try:
            execute(cursor, statement, parameters)
            self.description = cursor.description
            self._rows = cursor.fetchall() if cursor.description else []
            self.rowcount, self.lastrowid = cursor.rowcount, cursor.lastrowid
        finally:
            cursor.close()


class Connection(aiosqlite.Connection):
    """A connection whose cursors are those above."""

    @property
    def raw(self) -> sqlite3.Connection:
        """The driver's connection, for use in its own thread."""
        return self._conn

    async def run(self, work: Any, *arguments: Any) -> None:
        """Do work in the connection's thread."""
        await self._execute(work, *arguments)  # type: ignore[no-untyped-call]

    def cursor(self) -> Any:
        """A cursor; nothing happens yet."""
        return Cursor(self)


def connect(database: str) -> Connection:
    """A connection to a file, to be awaited. Transactions begin where we say so."""
    connector = partial(
        sqlite3.connect,
        database,
        isolation_level=None,
        check_same_thread=False,
        uri=database.startswith("file:"),
    )
    connection = Connection(connector, iter_chunk_size=64)
    connection._thread.daemon = True  # as SQLAlchemy does: a lost connection must not keep the process alive
    return connection
