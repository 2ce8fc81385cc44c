"""What admins decided of single reports: kept for ever, and above the key that a post would have by itself."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence

from sqlalchemy import bindparam, insert, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.model import IncidentKey
from bot.core.split import Ruling
from storage.statements import in_parts
from storage.tables import incident
from storage.tables import ruling as table

_FIELDS = tuple(field.name for field in dataclasses.fields(Ruling))
_OF_ENTRIES = (
    select(table.c.source_id, table.c.entry_id, incident.c.key)
    .join(incident, table.c.target == incident.c.number)
    .where(
        table.c.source_id.in_(bindparam("sources", expanding=True)),
        table.c.entry_id.in_(bindparam("entries", expanding=True)),
    )
    .order_by(table.c.id)
)


async def add(session: AsyncSession, rulings: Sequence[Ruling]) -> None:
    """Keep what was decided."""
    if rulings:
        await session.execute(
            insert(table), [{name: getattr(ruling, name) for name in _FIELDS} for ruling in rulings]
        )


async def of_entries(
    session: AsyncSession, entries: Iterable[tuple[str, str]]
) -> dict[tuple[str, str], tuple[IncidentKey, ...]]:
    """Where rulings put the reports of these entries (source id, entry id): a key for each region and period, if any."""
    found: dict[tuple[str, str], dict[tuple[object, object], IncidentKey]] = {entry: {} for entry in entries}
    for part in in_parts(list(found)):
        sources, ids = zip(*part, strict=True)
        rows = await session.execute(_OF_ENTRIES, {"sources": sorted(set(sources)), "entries": ids})
        for row in rows:
            if (known := found.get((row.source_id, row.entry_id))) is not None:
                key = IncidentKey.parse(row.key)
                known[key.region, key.period] = key  # the last one holds
    return {entry: tuple(keys.values()) for entry, keys in found.items() if keys}


async def about(session: AsyncSession, number: int) -> list[Ruling]:
    """What was decided of an incident's reports, and of those that came to it, the oldest first."""
    rows = await session.execute(
        select(*(table.c[name] for name in _FIELDS))
        .where(or_(table.c.origin == number, table.c.target == number))
        .order_by(table.c.id)
    )
    return [Ruling(**row._mapping) for row in rows]
