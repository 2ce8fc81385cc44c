"""Heartbeats: when each loop last finished its work. They tell whether the bot lives and how long it was away."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.statements import insert
from storage.tables import heartbeat as table


async def heartbeat(session: AsyncSession, name: str, now: datetime) -> None:
    """Remember that the loop `name` worked at `now`."""
    row = insert(session, table).values(name=name, at=now)
    await session.execute(row.on_conflict_do_update(index_elements=["name"], set_={"at": row.excluded.at}))


async def heartbeats(session: AsyncSession) -> dict[str, datetime]:
    """The last beat of every loop that ever worked on this database."""
    rows = await session.execute(select(table.c.name, table.c.at))
    return {row.name: row.at for row in rows}
