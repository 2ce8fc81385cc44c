"""Incidents with their reports, and the log of their changes.

An incident is saved under the revision that was seen (`WHERE revision = seen`): of two writers one wins, the other reads
again. Reports are kept one per entry, in its newest version.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Executable,
    Row,
    Select,
    bindparam,
    delete,
    or_,
    select,
    tuple_,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.errors import ContestedError
from bot.core.model import (
    Certainty,
    Change,
    Incident,
    IncidentKey,
    Report,
    Severity,
    Tier,
)
from storage import changes as log
from storage.statements import Insert, dialect, in_parts, per_dialect
from storage.tables import incident as table
from storage.tables import report as reports

_REPORT_KEY = ("incident", "source_id", "entry_id")
_REPORT_FIELDS = tuple(field.name for field in dataclasses.fields(Report))
_KEY = ("key", "region", "period_date", "night")
_STATE = (
    "revision",
    "severity",
    "certainty",
    "opened_at",
    "last_reported_at",
    "announced",
    "rings",
    "previous",
    "reasons",
)
_REPORT_COLUMNS = tuple(reports.c[name] for name in ("incident", *_REPORT_FIELDS))

# The statements of the ingest loop, made once: to build one costs more than to run it.
_OF_KEYS = select(table).where(table.c.key.in_(bindparam("keys", expanding=True)))
_REPORTS_OF = (
    select(*_REPORT_COLUMNS)
    .where(reports.c.incident.in_(bindparam("incidents", expanding=True)))
    .order_by(reports.c.id)
)
_KEYS_OF = (
    select(reports.c.source_id, reports.c.entry_id, table.c.key)
    .join(table, reports.c.incident == table.c.number)
    .where(
        reports.c.source_id.in_(bindparam("sources", expanding=True)),
        reports.c.entry_id.in_(bindparam("entries", expanding=True)),
        reports.c.withdrawn.is_(False),
    )
)
_UPDATE = (
    update(table)
    .where(table.c.number == bindparam("of_number"), table.c.revision == bindparam("seen"))
    .values({name: bindparam(name) for name in _STATE})
    .returning(table.c.number)
)
_INSERT = per_dialect(
    lambda insert: (
        insert(table)
        .values({name: bindparam(name) for name in (*_KEY, *_STATE)})
        .on_conflict_do_nothing(index_elements=["key"])
        .returning(table.c.number)
    )
)


def _put_report(insert: Insert) -> Executable:
    row = insert(reports)
    changed = {name: row.excluded[name] for name in _REPORT_FIELDS if name not in _REPORT_KEY}
    return row.on_conflict_do_update(index_elements=_REPORT_KEY, set_=changed)


_PUT_REPORT = per_dialect(_put_report)


def _before(*earlier: ColumnElement[bool]) -> Select[tuple[int]]:
    return (
        select(table.c.number)
        .where(table.c.region == bindparam("region_is"), or_(*earlier))
        .order_by(table.c.period_date.desc(), table.c.night, table.c.number.desc())
        .limit(1)
    )


_DAY = bindparam("day", type_=Date)
_DAY_BEFORE = _before(table.c.period_date < _DAY)
# The night to a date comes before the day of that date.
_NIGHT_BEFORE = _before(table.c.period_date < _DAY, (table.c.period_date == _DAY) & table.c.night)


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
        for incident in await _load(session, _OF_KEYS, {"keys": part}, seen or {})
    ]
    return {incident.key: incident for incident in found}


async def by_number(session: AsyncSession, number: int) -> Incident | None:
    """The incident of a public number, with its reports."""
    found = await _load(session, select(table).where(table.c.number == number), {}, {})
    return found[0] if found else None


async def recent(
    session: AsyncSession, region: str | None, since: datetime, limit: int = 20
) -> list[Incident]:
    """The incidents of a region (None: of all) reported on since then, the newest first, with their reports."""
    statement = select(table).where(table.c.last_reported_at >= since)
    if region is not None:
        statement = statement.where(table.c.region == region)
    newest = statement.order_by(table.c.last_reported_at.desc(), table.c.number.desc()).limit(limit)
    return await _load(session, newest, {}, {})


async def keys_of(
    session: AsyncSession, entries: Iterable[tuple[str, str]]
) -> dict[tuple[str, str], set[IncidentKey]]:
    """The incidents that each of these entries (source id, entry id), in its newest version read, reports on now."""
    known: dict[tuple[str, str], set[IncidentKey]] = {entry: set() for entry in entries}
    for part in in_parts(list(known)):
        sources, ids = zip(*part, strict=True)
        rows = await session.execute(_KEYS_OF, {"sources": sorted(set(sources)), "entries": ids})
        for row in rows:
            if (entry := (row.source_id, row.entry_id)) in known:
                known[entry].add(IncidentKey.parse(row.key))
    return known


async def previous_number(session: AsyncSession, key: IncidentKey) -> int | None:
    """The number of the region's incident in the nearest period before this one's; None when there is none."""
    earlier = _DAY_BEFORE if key.period.night else _NIGHT_BEFORE
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
        for row in await session.execute(_REPORTS_OF, {"incidents": part}):
            of_incident[row.incident].append(_report(row))
    return [
        found[row.number] if row.number in found else _incident(row, tuple(of_incident[row.number]))
        for row in rows
    ]


async def _store(session: AsyncSession, chain: Sequence[Change]) -> Incident | None:
    """Write an incident as the last of its changes leaves it; None when another writer was first."""
    before, after = chain[0].before, chain[-1].after
    if before is not None:
        after = dataclasses.replace(after, number=before.number, revision=before.revision + len(chain))
        seen = {"of_number": before.number, "seen": before.revision}
        number = await session.scalar(_UPDATE, {**seen, **_state_values(after)})
        return None if number is None else after
    if after.previous is None:
        after = dataclasses.replace(after, previous=await previous_number(session, after.key))
    after = dataclasses.replace(after, revision=len(chain))
    number = await session.scalar(
        _INSERT[dialect(session)], {**_key_values(after.key), **_state_values(after)}
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
            _report_values(after.number, report) for entry, report in new.items() if old.get(entry) != report
        ]
        for part in in_parts([entry for entry in old if entry not in new]):
            gone = tuple_(reports.c.source_id, reports.c.entry_id).in_(part)
            await session.execute(delete(reports).where(reports.c.incident == after.number, gone))
    if rows:
        await session.execute(_PUT_REPORT[dialect(session)], rows)


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


def _key_values(key: IncidentKey) -> dict[str, object]:
    period = key.period
    return {"key": str(key), "region": key.region, "period_date": period.date, "night": period.night}


def _state_values(incident: Incident) -> dict[str, object]:
    return {
        "revision": incident.revision,
        "severity": incident.severity.value,
        "certainty": incident.certainty.value,
        "opened_at": incident.opened_at,
        "last_reported_at": incident.last_reported_at,
        "announced": incident.announced,
        "rings": incident.rings,
        "previous": incident.previous,
        "reasons": list(incident.reasons),
    }


def _report_values(number: int, report: Report) -> dict[str, object]:
    values: dict[str, object] = {name: getattr(report, name) for name in _REPORT_FIELDS}
    return values | {"incident": number, "tier": report.tier.value}


def _incident(row: Row[Any], of_incident: tuple[Report, ...]) -> Incident:
    return Incident(
        key=IncidentKey.parse(row.key),
        number=row.number,
        revision=row.revision,
        reports=of_incident,
        severity=Severity(row.severity),
        certainty=Certainty(row.certainty),
        opened_at=row.opened_at,
        last_reported_at=row.last_reported_at,
        announced=row.announced,
        rings=row.rings,
        previous=row.previous,
        reasons=tuple(row.reasons),
    )


def _report(row: Row[Any]) -> Report:
    values: dict[str, Any] = dict(zip(_REPORT_FIELDS, row[1:], strict=True))
    return Report(**(values | {"tier": Tier(row.tier)}))
