"""The second loop: unread entries become claims, incidents, alerts. It opens, loads, calls the core, saves, closes."""

from __future__ import annotations

import traceback
from dataclasses import dataclass, replace
from datetime import datetime

import structlog

from bot.catalog.catalog import Catalog
from bot.core.clearing import all_clears, neighbours, tells_of_alarms
from bot.core.match import match
from bot.core.model import Change, InboxEntry, IncidentKey
from bot.core.reports import file_reports
from bot.core.resolve import resolve, withdraw
from storage import inbox, incidents, outbox, subscriptions
from storage.engine import Session, Sessions

log = structlog.get_logger(__name__)
RACES = 5  # how often a lost race is resolved again before the entry counts as failed


class LostRaceError(Exception):
    """Another writer saved the incident first; nothing of this transaction may stay."""


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


async def ingest_all(sessions: Sessions, catalog: Catalog, now: datetime) -> IngestOutcome:
    """Read the inbox until it is empty, oldest entry first, one transaction each."""
    total = IngestOutcome()
    while outcome := await ingest_one(sessions, catalog, now):
        total += outcome
    return total


async def ingest_one(sessions: Sessions, catalog: Catalog, now: datetime) -> IngestOutcome | None:
    """Turn the oldest unread entry into incidents and alerts; None when the inbox is empty.

    A bug in a stage costs this entry, never the loop: it is marked failed with its trace, and can be replayed.
    """
    async with sessions() as session:
        waiting = await inbox.next_unread(session, limit=1)
    if not waiting:
        return None
    [entry] = waiting
    try:
        for _ in range(RACES):
            try:
                async with sessions.begin() as session:
                    return await _ingest(session, catalog, entry, now)
            except LostRaceError:
                continue
        raise LostRaceError(f"lost {RACES} races in a row")
    except Exception as error:
        log.exception("entry failed", source=entry.entry.source_id, entry=entry.entry.id, url=entry.entry.url)
        async with sessions.begin() as session:
            await inbox.mark_failed(session, entry.row, now, "".join(traceback.format_exception(error)))
        return IngestOutcome(read=1, failed=1)


async def _ingest(session: Session, catalog: Catalog, waiting: InboxEntry, now: datetime) -> IngestOutcome:
    entry = waiting.entry
    source = catalog.sources[entry.source_id]
    claims = catalog.reader.read(
        entry.full_text, published_at=entry.published_at, language=source.language, home=source.region
    )
    filed = dict(file_reports(waiting, claims, source, catalog.gazetteer, catalog.policy))
    known = set(await incidents.keys_of(session, entry.source_id, entry.id))
    stored = await incidents.find_all(session, known | filed.keys())
    changed = alerts = 0
    for key, report in filed.items():
        change = resolve(key, report, stored.get(key), catalog.policy, now)
        told = await _apply(session, catalog, change)
        changed, alerts = changed + (told is not None), alerts + (told or 0)
        if tells_of_alarms(report) and told is not None:
            alerts += await _end_alarms(session, catalog, key, now)
    for key in sorted(
        known - filed.keys(), key=str
    ):  # an edit that no longer speaks of it takes its report back
        change = withdraw(stored[key], entry.source_id, entry.id, catalog.policy, now)
        told = await _apply(session, catalog, change)
        changed, alerts = changed + (told is not None), alerts + (told or 0)
    await inbox.mark_read(session, waiting.row, now)
    return IngestOutcome(read=1, changed=changed, alerts=alerts)


async def _end_alarms(session: Session, catalog: Catalog, key: IncidentKey, now: datetime) -> int:
    """Let an all-clear end the alarm of the period before it, whichever of the two was read first; the alerts of that."""
    beside = await incidents.find_all(session, {key, *neighbours(key)})
    alerts = 0
    for earlier, report in all_clears(beside[key], beside, catalog.policy):
        change = resolve(earlier, report, beside[earlier], catalog.policy, now)
        alerts += await _apply(session, catalog, change) or 0
        beside[earlier] = (await incidents.find(session, earlier)) or beside[earlier]
    return alerts


async def _apply(session: Session, catalog: Catalog, change: Change) -> int | None:
    """Store a change and put its alerts into the outbox: how many; None where there was nothing to store."""
    if change.after is change.before:
        return None
    if change.before is None:
        previous = await incidents.previous_number(session, change.after.key)
        change = replace(change, after=replace(change.after, previous=previous))
    saved = await incidents.save(session, change)
    if saved is None:
        raise LostRaceError(str(change.after.key))
    watchers = await subscriptions.watching(session, saved.key.region)
    change = replace(change, after=saved)
    alerts = match(change, watchers, catalog.policy, catalog.wording, catalog.gazetteer, change.at)
    return await outbox.enqueue(session, alerts, change.at)
