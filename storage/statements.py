"""The few statements that SQLAlchemy spells per engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias, TypeVar, cast

from sqlalchemy import CursorResult, Delete, Executable, Table, Update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

T = TypeVar("T")
S = TypeVar("S", bound=Executable)
Insert: TypeAlias = Callable[[Table], sqlite.Insert | postgresql.Insert]
_INSERTS: Mapping[str, Insert] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
_MANY = 500  # values in one IN list: far below what either engine refuses


def dialect(session: AsyncSession) -> str:
    """The name of the engine behind a session."""
    return session.get_bind().dialect.name


def insert(session: AsyncSession, table: Table) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that knows ON CONFLICT; both engines spell it alike."""
    return _INSERTS[dialect(session)](table)


def per_dialect(make: Callable[[Insert], S]) -> dict[str, S]:
    """A statement for each engine, made from its INSERT, by the name of the engine."""
    return {name: make(into) for name, into in _INSERTS.items()}


def in_parts(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """The values in parts that fit one IN list.

    Each is filled up with its last value to one of few lengths, so that an engine has few statements to prepare.
    """
    for start in range(0, len(values), _MANY):
        part = list(values[start : start + _MANY])
        length = min(_MANY, 1 << (len(part) - 1).bit_length())
        yield part + [part[-1]] * (length - len(part))


async def count_changed(session: AsyncSession, statement: Update | Delete) -> int:
    """Execute an UPDATE or DELETE; how many rows it met."""
    return cast("CursorResult[Any]", await session.execute(statement)).rowcount
