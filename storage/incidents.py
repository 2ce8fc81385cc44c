"""Incidents with their reports, and the log of their changes.

An incident is saved under the revision that was seen (`WHERE revision = seen`): of two writers one wins, the other reads
again. Reports are kept one per entry, in its newest version.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.errors import ContestedError
from bot.core.model import Change, Incident, IncidentKey, Period, Report
from storage import changes as log
from storage import incident_rows
from storage.statements import dialect, in_parts
from storage.tables import incident as table
from storage.tables import report as reports


async def find(session: AsyncSession, key: IncidentKey) -> Incident | None:
    """The incident of a key, with its reports."""
    return (await find_all(session, [key])).get(key)


async def find_all(
    session: AsyncSession, keys: Iterable[IncidentKey], seen: Mapping[IncidentKey, Incident] | None = None
) -> dict[IncidentKey, Incident]:
    """Those incidents of these keys that exist, with their reports, in two statements.

    Those in `seen` that nobody has saved since are not read again, but given back as they are.
    """
    names = [str(key) for key in keys]
    found = [
        incident
        for part in in_parts(names)
        for incident in await _load(session, incident_rows.OF_KEYS, {"keys": part}, seen or {})
    ]
    return {incident.key: incident for incident in found}


async def by_number(session: AsyncSession, number: int) -> Incident | None:
    """The incident of a public number, with its reports."""
    found = await _load(session, select(table).where(table.c.number == number), {}, {})
    return found[0] if found else None


async def recent(
    session: AsyncSession, region: str | None, since: datetime, limit: int = 20
) -> list[Incident]:
    """The incidents of a region (None: of all) reported on since then, the newest first, with their reports.

    Without those that were joined to another.
    """
    values: dict[str, object] = {"since": since, "most": limit}
    if region is None:
        return await _load(session, incident_rows.RECENT, values, {})
    return await _load(session, incident_rows.RECENT_OF, {**values, "region_is": region}, {})


async def numbers(session: AsyncSession, keys: Iterable[IncidentKey]) -> dict[IncidentKey, int]:
    """The public numbers of those incidents of these keys that exist."""
    found = {}
    for part in in_parts([str(key) for key in keys]):
        for row in await session.execute(incident_rows.NUMBERS_OF, {"keys": part}):
            found[IncidentKey.parse(row.key)] = row.number
    return found


async def of_period(session: AsyncSession, region: str, period: Period) -> list[Incident]:
    """All parts of a region's incident of a period, the first one first; also those that were joined to another."""
    values = {"region_is": region, "day": period.date, "at_night": period.night}
    return await _load(session, incident_rows.OF_PERIOD, values, {})


async def keys_of(
    session: AsyncSession, entries: Iterable[tuple[str, str]]
) -> dict[tuple[str, str], set[IncidentKey]]:
    """The incidents that each of these entries (source id, entry id), in its newest version read, reports on now."""
    known: dict[tuple[str, str], set[IncidentKey]] = {entry: set() for entry in entries}
    for part in in_parts(list(known)):
        sources, ids = zip(*part, strict=True)
        rows = await session.execute(incident_rows.KEYS_OF, {"sources": sorted(set(sources)), "entries": ids})
        for row in rows:
            if (entry := (row.source_id, row.entry_id)) in known:
                known[entry].add(IncidentKey.parse(row.key))
    return known


async def previous_number(session: AsyncSession, key: IncidentKey) -> int | None:
    """The number of the region's incident in the nearest period before this one's; None when there is none."""
    earlier = incident_rows.DAY_BEFORE if key.period.night else incident_rows.NIGHT_BEFORE
    found: int | None = await session.scalar(earlier, {"region_is": key.region, "day": key.period.date})
    return found


async def save(session: AsyncSession, change: Change) -> Incident | None:
    """Store a change with its reports and a line in the log; the incident as it now stands.

    None when another writer was first: find the incident again and resolve again. A change that changes nothing stores
    nothing and returns the incident as it was.
    """
    try:
        saved = await save_all(session, [change])
    except ContestedError:
        return None
    return saved[0].after if saved else change.before


async def save_all(session: AsyncSession, changes: Sequence[Change]) -> list[Change]:
    """Store changes, each incident's in their order, each made of what the one before it gave; with numbers and revisions.

    Each change gets a revision and a line in the log; the incident itself is written once. What changes nothing is left out.
    Raises ContestedError when another writer was first with any of them: find them again and resolve again.
    """
    changes = [change for change in changes if not _is_idle(change)]
    chains: dict[IncidentKey, list[Change]] = {}
    for change in changes:
        chains.setdefault(change.after.key, []).append(change)
    numbered: dict[IncidentKey, Iterator[Change]] = {}
    for key, chain in chains.items():
        stored = await _store(session, chain)
        if stored is None:
            raise ContestedError(f"another writer saved {key} first")
        numbered[key] = _number(chain, stored)
    saved = [next(numbered[change.after.key]) for change in changes]
    await _store_reports(session, saved, {key: chain[0].before for key, chain in chains.items()})
    await log.write(session, saved)
    return saved


async def _load(
    session: AsyncSession,
    statement: Select[Any],
    values: Mapping[str, object],
    seen: Mapping[IncidentKey, Incident],
) -> list[Incident]:
    """The incidents that a statement selects, in its order, with all their reports in one more statement."""
    rows = (await session.execute(statement, values)).all()
    found: dict[int, Incident] = {}
    of_incident: dict[int, list[Report]] = {}
    for row in rows:
        known = seen.get(IncidentKey.parse(row.key))
        if known is not None and (known.number, known.revision) == (row.number, row.revision):
            found[row.number] = known
        else:
            of_incident[row.number] = []
    for part in in_parts(list(of_incident)):
        for row in await session.execute(incident_rows.REPORTS_OF, {"incidents": part}):
            of_incident[row.incident].append(incident_rows.report(row))
    return [
        found[row.number]
        if row.number in found
        else incident_rows.incident(row, tuple(of_incident[row.number]))
        for row in rows
    ]


async def _store(session: AsyncSession, chain: Sequence[Change]) -> Incident | None:
    """Write an incident as the last of its changes leaves it; None when another writer was first."""
    before, after = chain[0].before, chain[-1].after
    if before is not None:
        after = dataclasses.replace(after, number=before.number, revision=before.revision + len(chain))
        seen = {"of_number": before.number, "seen": before.revision}
        number = await session.scalar(incident_rows.UPDATE, {**seen, **incident_rows.state_values(after)})
        return None if number is None else after
    if after.previous is None:
        after = dataclasses.replace(after, previous=await previous_number(session, after.key))
    after = dataclasses.replace(after, revision=len(chain))
    number = await session.scalar(
        incident_rows.INSERT[dialect(session)],
        {**incident_rows.key_values(after.key), **incident_rows.state_values(after)},
    )
    return None if number is None else dataclasses.replace(after, number=number)


def _number(chain: Sequence[Change], stored: Incident) -> Iterator[Change]:
    """The changes of one incident with its number, each with its revision."""
    before = chain[0].before
    for revision, change in enumerate(chain, stored.revision - len(chain) + 1):
        after = dataclasses.replace(
            change.after, number=stored.number, revision=revision, previous=stored.previous
        )
        yield dataclasses.replace(change, before=before, after=after)
        before = after


async def _store_reports(
    session: AsyncSession, saved: Sequence[Change], before: Mapping[IncidentKey, Incident | None]
) -> None:
    rows = []
    for after in {change.after.key: change.after for change in saved}.values():
        was = before[after.key]
        old = {} if was is None else {_entry_of(report): report for report in was.reports}
        new = {_entry_of(report): report for report in after.reports}
        rows += [
            incident_rows.report_values(after.number, report)
            for entry, report in new.items()
            if old.get(entry) != report
        ]
        for part in in_parts([entry for entry in old if entry not in new]):
            gone = tuple_(reports.c.source_id, reports.c.entry_id).in_(part)
            await session.execute(delete(reports).where(reports.c.incident == after.number, gone))
    if rows:
        await session.execute(incident_rows.PUT_REPORT[dialect(session)], rows)


def _is_idle(change: Change) -> bool:
    before, after = change.before, change.after
    if before is None:
        return False
    same = {_entry_of(r): r for r in before.reports} == {_entry_of(r): r for r in after.reports}
    return after is before or (same and _head(before) == _head(after))


def _entry_of(report: Report) -> tuple[str, str]:
    return report.source_id, report.entry_id


def _head(incident: Incident) -> Incident:
    return dataclasses.replace(incident, reports=(), number=0, revision=0)
