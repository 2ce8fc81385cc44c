"""The few statements that SQLAlchemy spells per engine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar, cast

from sqlalchemy import CursorResult, Delete, Table, Update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

T = TypeVar("T")
_MANY = 500  # values in one IN list: far below what either engine refuses


def insert(session: AsyncSession, table: Table) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that knows ON CONFLICT; both engines spell it alike."""
    if session.get_bind().dialect.name == "sqlite":
        return sqlite.insert(table)
    return postgresql.insert(table)


def in_parts(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """The values in parts that fit one IN list."""
    for start in range(0, len(values), _MANY):
        yield values[start : start + _MANY]


async def count_changed(session: AsyncSession, statement: Update | Delete) -> int:
    """Execute an UPDATE or DELETE; how many rows it met."""
    return cast("CursorResult[Any]", await session.execute(statement)).rowcount
