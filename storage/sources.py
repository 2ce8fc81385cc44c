"""What polling knows of each source. The schedule of a source is its column `next_poll_at`."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Row, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.model import Source, SourceState
from storage.statements import insert
from storage.tables import source_state as table

_FIELDS = tuple(field.name for field in dataclasses.fields(SourceState))
_COLUMNS = tuple(table.c[name] for name in _FIELDS)


async def sync(session: AsyncSession, sources: Mapping[str, Source], now: datetime) -> None:
    """Follow the configuration: new sources are due at once, missing ones rest and keep what is known of them."""
    rows = await session.execute(select(table.c.source_id, table.c.active))
    known = {row.source_id: row.active for row in rows}
    for active in (True, False):
        turned = [name for name, was in known.items() if was != active and (name in sources) == active]
        if turned:
            await session.execute(update(table).where(table.c.source_id.in_(turned)).values(active=active))
    fresh = [
        {"source_id": name, "active": True, "next_poll_at": now, "failures": 0}
        for name in sources
        if name not in known
    ]
    if fresh:
        await session.execute(insert(session, table).on_conflict_do_nothing(), fresh)


async def due(session: AsyncSession, now: datetime, limit: int) -> list[SourceState]:
    """The configured sources whose time has come, those that waited longest first."""
    rows = await session.execute(
        select(*_COLUMNS)
        .where(table.c.active, table.c.next_poll_at <= now)
        .order_by(table.c.next_poll_at, table.c.source_id)
        .limit(limit)
    )
    return [_state(row) for row in rows]


async def record(session: AsyncSession, state: SourceState) -> None:
    """Store what a poll has taught; a source that is not known yet becomes known."""
    values = {name: getattr(state, name) for name in _FIELDS}
    row = insert(session, table).values(active=True, **values)
    changed = {name: row.excluded[name] for name in _FIELDS if name != "source_id"}
    await session.execute(row.on_conflict_do_update(index_elements=["source_id"], set_=changed))


async def states(session: AsyncSession) -> dict[str, SourceState]:
    """The state of every configured source, by its id."""
    rows = await session.execute(select(*_COLUMNS).where(table.c.active).order_by(table.c.source_id))
    return {row.source_id: _state(row) for row in rows}


def _state(row: Row[tuple[object, ...]]) -> SourceState:
    return SourceState(**row._mapping)
