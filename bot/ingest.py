"""The second loop: unread entries become claims, incidents, alerts. It opens, loads, calls the core, saves, closes."""

from __future__ import annotations

import asyncio
import traceback
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import structlog

from bot.announce import announce
from bot.catalog.catalog import Catalog
from bot.core.errors import ContestedError
from bot.core.fold import Fold, touched
from bot.core.model import InboxEntry, Incident, IncidentKey
from bot.core.reports import Filed, file_reports
from bot.core.split import keep_apart
from storage import inbox, incidents, outbox, rulings
from storage.engine import Session, Sessions

log = structlog.get_logger(__name__)
TOGETHER = 50  # entries that are read in one transaction
RACES = 5  # how often a lost race is resolved again before an entry counts as failed


@dataclass(frozen=True, slots=True)
class IngestOutcome:
    """What one call did: entries read, of them failed, incidents changed, alerts put into the outbox."""

    read: int = 0
    failed: int = 0
    changed: int = 0
    alerts: int = 0

    def __add__(self, other: IngestOutcome) -> IngestOutcome:
        return IngestOutcome(
            self.read + other.read,
            self.failed + other.failed,
            self.changed + other.changed,
            self.alerts + other.alerts,
        )


class Seen:
    """The incidents as this process last stored them: those that nobody has saved since need not be read again."""

    def __init__(self, limit: int = 200) -> None:
        self._limit = limit
        self.incidents: dict[IncidentKey, Incident] = {}

    def keep(self, stored: Iterable[Incident]) -> None:
        """Remember incidents of a transaction that was committed; the oldest are forgotten."""
        for incident in stored:
            self.incidents.pop(incident.key, None)
            self.incidents[incident.key] = incident
        for key in list(self.incidents)[: -self._limit]:
            del self.incidents[key]


async def ingest_all(
    sessions: Sessions, catalog: Catalog, now: datetime, seen: Seen | None = None
) -> IngestOutcome:
    """Read the inbox until it is empty, oldest entry first, some entries in each transaction.

    `seen` is what earlier calls on the same database left. A bug in a stage costs the entry in which it shows, never the loop
    or the others of its transaction: they are read again one by one, and that one is marked failed with its trace, and can
    be replayed.
    """
    total, seen = IngestOutcome(), seen or Seen()
    while True:
        async with sessions() as session:
            waiting = await inbox.next_unread(session, TOGETHER)
        total += await _ingest_safely(sessions, catalog, waiting, now, seen)
        if len(waiting) < TOGETHER:
            return total


async def _ingest_safely(
    sessions: Sessions, catalog: Catalog, waiting: Sequence[InboxEntry], now: datetime, seen: Seen
) -> IngestOutcome:
    try:
        return await _ingest(sessions, catalog, waiting, now, seen)
    except Exception as error:
        if len(waiting) == 1:
            return await _set_aside(sessions, waiting[0], error, now)
    total = IngestOutcome()
    for entry in waiting:
        total += await _ingest_safely(sessions, catalog, [entry], now, seen)
    return total


async def _set_aside(
    sessions: Sessions, waiting: InboxEntry, error: Exception, now: datetime
) -> IngestOutcome:
    entry = waiting.entry
    log.error("entry failed", source=entry.source_id, entry=entry.id, url=entry.url, exc_info=error)
    async with sessions.begin() as session:
        await inbox.mark_failed(session, waiting.row, now, "".join(traceback.format_exception(error)))
    return IngestOutcome(read=1, failed=1)


async def _ingest(
    sessions: Sessions, catalog: Catalog, waiting: Sequence[InboxEntry], now: datetime, seen: Seen
) -> IngestOutcome:
    """Turn entries into incidents and alerts in one transaction; all again where another writer was first."""
    if not waiting:
        return IngestOutcome()
    readings = []
    for entry in waiting:
        readings.append(_Reading(entry, _read(catalog, entry)))
        await asyncio.sleep(0)  # others may have a word between two long texts
    for _ in range(RACES):
        try:
            async with sessions.begin() as session:
                outcome, stored = await _store(session, catalog, readings, now, seen)
        except ContestedError:
            continue
        seen.keep(stored)
        return outcome
    raise ContestedError(f"lost {RACES} races in a row")


@dataclass(frozen=True, slots=True)
class _Reading:
    """An entry with what it says."""

    waiting: InboxEntry
    filed: Sequence[Filed]

    @property
    def entry(self) -> tuple[str, str]:
        return self.waiting.entry.source_id, self.waiting.entry.id


def _read(catalog: Catalog, waiting: InboxEntry) -> Sequence[Filed]:
    entry = waiting.entry
    source = catalog.sources[entry.source_id]
    claims = catalog.reader.read(
        entry.full_text, published_at=entry.published_at, language=source.language, home=source.region
    )
    return file_reports(waiting, claims, source, catalog.gazetteer, catalog.policy) if claims else ()


async def _store(
    session: Session, catalog: Catalog, readings: Sequence[_Reading], now: datetime, seen: Seen
) -> tuple[IngestOutcome, Sequence[Incident]]:
    """What was done, and the incidents as they now stand."""
    unread = await inbox.still_unread(session, [reading.waiting.row for reading in readings])
    entries = {reading.entry for reading in readings}
    ruled = await rulings.of_entries(session, entries)
    readings = [
        replace(reading, filed=keep_apart(reading.filed, ruled.get(reading.entry, ())))
        for reading in readings
        if reading.waiting.row in unread
    ]
    known = await incidents.keys_of(session, (reading.entry for reading in readings))
    keys = {key for reading in readings for key in touched(reading.filed, known[reading.entry])}
    found = await incidents.find_all(session, keys, seen.incidents)
    fold = Fold(found, known, catalog.policy, now)
    for reading in readings:
        fold.take(reading.entry, reading.filed)
    changes = await incidents.save_all(session, fold.changes)
    alerts = await announce(session, catalog, changes)
    told = await outbox.enqueue(session, alerts, now)
    await inbox.mark_read(session, sorted(unread), now)
    stored = found | {change.after.key: change.after for change in changes}
    return IngestOutcome(read=len(readings), changed=len(changes), alerts=told), tuple(stored.values())
