"""Who was told of an incident."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.deliveries import OPEN_SHOWS
from storage.tables import message as table


async def told(session: AsyncSession, incidents: Collection[int]) -> dict[int, set[tuple[int, int]]]:
    """The chats and topics that have a message on each of these incidents, or one on its way."""
    found: dict[int, set[tuple[int, int]]] = {number: set() for number in incidents}
    shown = select(table.c.chat_id, table.c.thread_id, table.c.incident).where(
        table.c.incident.in_(sorted(incidents))
    )
    for rows in (
        await session.execute(shown),
        await session.execute(OPEN_SHOWS, {"incidents": sorted(incidents)}),
    ):
        for row in rows:
            found[row.incident].add((row.chat_id, row.thread_id))
    return found
