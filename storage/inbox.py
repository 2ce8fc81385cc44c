"""The inbox: every version of every entry, once. It joins polling to reading.

A version is known by (source, entry id, content hash), so a repeat is harmless. What has been read loses its text after
a while and stays as a tombstone: a feed that repeats an old entry does not make it new.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Integer, bindparam, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.model import Entry, InboxEntry
from storage.statements import count_changed, in_parts, insert
from storage.tables import entry as table
from storage.types import clean_text

_UNREAD, _READ, _FAILED = "unread", "read", "failed"

# The statements of the ingest loop, made once: to build one costs more than to run it.
_NEXT = (
    select(table).where(table.c.state == _UNREAD).order_by(table.c.id).limit(bindparam("most", type_=Integer))
)
_GIVEN = table.c.id.in_(bindparam("rows", expanding=True))
_STILL_UNREAD = (
    select(table.c.id).where(_GIVEN, table.c.state == _UNREAD).order_by(table.c.id).with_for_update()
)
_SETTLE = (
    update(table).where(_GIVEN).values({name: bindparam(name) for name in ("state", "done_at", "trace")})
)


@dataclass(frozen=True, slots=True)
class Stored:
    """What came of storing entries: first versions, further versions of known ones, and repeats."""

    new: int
    changed: int
    same: int

    def __add__(self, other: Stored) -> Stored:
        return Stored(self.new + other.new, self.changed + other.changed, self.same + other.same)


@dataclass(frozen=True, slots=True)
class InboxCounts:
    """How many versions wait, how many failed, how many there are."""

    unread: int
    failed: int
    total: int


@dataclass(frozen=True, slots=True)
class FailedEntry:
    """A version that could not be read, with the trace of the fault."""

    row: int
    source_id: str
    entry_id: str
    url: str
    failed_at: datetime
    trace: str


async def put(session: AsyncSession, entries: Iterable[Entry], seen_at: datetime, silent: bool) -> Stored:
    """Store the versions not seen before, the oldest publication first. `silent` ones are never announced."""
    given = sorted(entries, key=lambda entry: entry.updated_at or entry.published_at)
    known = await _hashes(session, given)
    fresh, new, changed = [], 0, 0
    for entry in given:
        hashes = known.setdefault((entry.source_id, clean_text(entry.id)), set())
        if entry.content_hash in hashes:
            continue
        new, changed = (new, changed + 1) if hashes else (new + 1, changed)
        hashes.add(entry.content_hash)
        fresh.append(_values(entry, seen_at, silent))
    if fresh:
        await session.execute(insert(session, table).on_conflict_do_nothing(), fresh)
    return Stored(new, changed, len(given) - new - changed)


async def next_unread(session: AsyncSession, limit: int = 1) -> list[InboxEntry]:
    """The versions that wait, in the order they were stored."""
    rows = await session.execute(_NEXT, {"most": limit})
    return [
        InboxEntry(
            row=row.id,
            seen_at=row.seen_at,
            silent=row.silent,
            entry=Entry(
                source_id=row.source_id,
                id=row.entry_id,
                url=row.url,
                title=row.title or "",
                text=row.text or "",
                published_at=row.published_at,
                updated_at=row.updated_at,
                content_hash=row.content_hash,
            ),
        )
        for row in rows
    ]


async def still_unread(session: AsyncSession, rows: Sequence[int]) -> set[int]:
    """Those of these versions that still wait. No other reader settles them until this transaction ends."""
    return {
        row
        for part in in_parts(sorted(rows))
        for row in (await session.scalars(_STILL_UNREAD, {"rows": part}))
    }


async def mark_read(session: AsyncSession, rows: Sequence[int], now: datetime) -> None:
    """The versions have become reports, or say nothing of ours."""
    await _settle(session, rows, _READ, now, None)


async def mark_failed(session: AsyncSession, row: int, now: datetime, trace: str) -> None:
    """A fault of ours: the version is set aside with its trace, and reading goes on."""
    await _settle(session, [row], _FAILED, now, trace)


async def mark_unread(session: AsyncSession, since: datetime | None = None, *, silent: bool = True) -> int:
    """Replay: the versions seen since then (None: all that still have their text) wait again; how many."""
    statement = update(table).where(table.c.state != _UNREAD, table.c.text.is_not(None))
    if since is not None:
        statement = statement.where(table.c.seen_at >= since)
    values: dict[str, object] = {"state": _UNREAD, "done_at": None, "trace": None}
    if silent:
        values["silent"] = True
    return await count_changed(session, statement.values(**values))


async def failed(session: AsyncSession, limit: int = 10) -> list[FailedEntry]:
    """The versions that could not be read, the newest first."""
    rows = await session.execute(
        select(table).where(table.c.state == _FAILED).order_by(table.c.id.desc()).limit(limit)
    )
    return [FailedEntry(row.id, row.source_id, row.entry_id, row.url, row.done_at, row.trace) for row in rows]


async def counts(session: AsyncSession) -> InboxCounts:
    """How full the inbox is."""
    rows = await session.execute(select(table.c.state, func.count()).group_by(table.c.state))
    by_state: dict[str, int] = {row[0]: row[1] for row in rows}
    return InboxCounts(by_state.get(_UNREAD, 0), by_state.get(_FAILED, 0), sum(by_state.values()))


async def clean(session: AsyncSession, before: datetime) -> int:
    """Turn what was read and seen before then into tombstones; how many."""
    return await count_changed(
        session,
        update(table)
        .where(table.c.state == _READ, table.c.seen_at < before, table.c.text.is_not(None))
        .values(title=None, text=None),
    )


async def _hashes(session: AsyncSession, entries: Sequence[Entry]) -> dict[tuple[str, str], set[str]]:
    """The content hashes stored of each of these entries."""
    ids: dict[str, list[str]] = {}
    for entry in entries:
        ids.setdefault(entry.source_id, []).append(entry.id)
    known: dict[tuple[str, str], set[str]] = {}
    for source_id, of_source in ids.items():
        for part in in_parts(of_source):
            rows = await session.execute(
                select(table.c.entry_id, table.c.content_hash).where(
                    table.c.source_id == source_id, table.c.entry_id.in_(part)
                )
            )
            for row in rows:
                known.setdefault((source_id, row.entry_id), set()).add(row.content_hash)
    return known


def _values(entry: Entry, seen_at: datetime, silent: bool) -> dict[str, object]:
    return {
        "source_id": entry.source_id,
        "entry_id": entry.id,
        "content_hash": entry.content_hash,
        "url": entry.url,
        "title": entry.title,
        "text": entry.text,
        "published_at": entry.published_at,
        "updated_at": entry.updated_at,
        "seen_at": seen_at,
        "silent": silent,
        "state": _UNREAD,
    }


async def _settle(
    session: AsyncSession, rows: Sequence[int], state: str, now: datetime, trace: str | None
) -> None:
    for part in in_parts(rows):
        await session.execute(_SETTLE, {"rows": part, "state": state, "done_at": now, "trace": trace})
