"""Incidents with their reports, and the log of their changes.

An incident is saved under the revision that was seen (`WHERE revision = seen`): of two writers one wins, the other reads
again. Reports are kept one per entry, in its newest version.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, RowMapping, Select, delete, or_, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.model import (
    Certainty,
    Change,
    Incident,
    IncidentKey,
    Report,
    Severity,
    Tier,
)
from storage import changes
from storage.statements import in_parts, insert
from storage.tables import incident as table
from storage.tables import report as reports

_REPORT_KEY = ("incident", "source_id", "entry_id")
_REPORT_FIELDS = tuple(field.name for field in dataclasses.fields(Report))
_REPORT_COLUMNS = tuple(reports.c[name] for name in ("incident", *_REPORT_FIELDS))


async def find(session: AsyncSession, key: IncidentKey) -> Incident | None:
    """The incident of a key, with its reports."""
    return (await find_all(session, [key])).get(key)


async def find_all(session: AsyncSession, keys: Iterable[IncidentKey]) -> dict[IncidentKey, Incident]:
    """Those incidents of these keys that exist, with their reports, in two statements."""
    names = [str(key) for key in keys]
    found = [
        incident
        for part in in_parts(names)
        for incident in await _load(session, select(table).where(table.c.key.in_(part)))
    ]
    return {incident.key: incident for incident in found}


async def by_number(session: AsyncSession, number: int) -> Incident | None:
    """The incident of a public number, with its reports."""
    found = await _load(session, select(table).where(table.c.number == number))
    return found[0] if found else None


async def recent(
    session: AsyncSession, region: str | None, since: datetime, limit: int = 20
) -> list[Incident]:
    """The incidents of a region (None: of all) reported on since then, the newest first, with their reports."""
    statement = select(table).where(table.c.last_reported_at >= since)
    if region is not None:
        statement = statement.where(table.c.region == region)
    newest = statement.order_by(table.c.last_reported_at.desc(), table.c.number.desc()).limit(limit)
    return await _load(session, newest)


async def keys_of(session: AsyncSession, source_id: str, entry_id: str) -> list[IncidentKey]:
    """The incidents that this entry, in its newest version read, reports on now."""
    rows = await session.execute(
        select(table.c.key)
        .join(reports, reports.c.incident == table.c.number)
        .where(
            reports.c.source_id == source_id, reports.c.entry_id == entry_id, reports.c.withdrawn.is_(False)
        )
        .order_by(table.c.number)
    )
    return [IncidentKey.parse(key) for key in rows.scalars()]


async def previous_number(session: AsyncSession, key: IncidentKey) -> int | None:
    """The number of the region's incident in the nearest period before this one's; None when there is none."""
    earlier: ColumnElement[bool] = table.c.period_date < key.period.date
    if not key.period.night:  # the night to a date comes before the day of that date
        earlier = or_(earlier, (table.c.period_date == key.period.date) & table.c.night)
    return await session.scalar(
        select(table.c.number)
        .where(table.c.region == key.region, earlier)
        .order_by(table.c.period_date.desc(), table.c.night, table.c.number.desc())
        .limit(1)
    )


async def save(session: AsyncSession, change: Change) -> Incident | None:
    """Store a change with its reports and a line in the log; the incident as it now stands.

    None when another writer was first: find the incident again and resolve again. A change that changes nothing stores
    nothing and returns the incident as it was.
    """
    before, after = change.before, change.after
    old = {} if before is None else {_entry_of(report): report for report in before.reports}
    new = {_entry_of(report): report for report in after.reports}
    changed = [report for entry, report in new.items() if old.get(entry) != report]
    gone = [entry for entry in old if entry not in new]
    if before is None:
        saved = await _insert(session, after)
    elif not changed and not gone and _head(before) == _head(after):
        return before
    else:
        saved = await _update(session, before, after)
    if saved is None:
        return None
    await _store_reports(session, saved.number, changed, gone)
    await changes.log(session, saved, change)
    return saved


async def _load(session: AsyncSession, statement: Select[Any]) -> list[Incident]:
    """The incidents that a statement selects, in its order, with all their reports in one more statement."""
    rows = (await session.execute(statement)).all()
    if not rows:
        return []
    of_incident: dict[int, list[Report]] = {row.number: [] for row in rows}
    for part in in_parts(list(of_incident)):
        found = await session.execute(
            select(*_REPORT_COLUMNS).where(reports.c.incident.in_(part)).order_by(reports.c.id)
        )
        for row in found:
            of_incident[row.incident].append(_report(row._mapping))
    return [_incident(row, tuple(of_incident[row.number])) for row in rows]


async def _insert(session: AsyncSession, after: Incident) -> Incident | None:
    key = after.key
    row = insert(session, table).values(
        key=str(key),
        region=key.region,
        period_date=key.period.date,
        night=key.period.night,
        revision=1,
        **_state_values(after),
    )
    number = await session.scalar(
        row.on_conflict_do_nothing(index_elements=["key"]).returning(table.c.number)
    )
    return None if number is None else dataclasses.replace(after, number=number, revision=1)


async def _update(session: AsyncSession, before: Incident, after: Incident) -> Incident | None:
    revision = before.revision + 1
    number = await session.scalar(
        update(table)
        .where(table.c.number == before.number, table.c.revision == before.revision)
        .values(revision=revision, **_state_values(after))
        .returning(table.c.number)
    )
    return None if number is None else dataclasses.replace(after, number=number, revision=revision)


async def _store_reports(
    session: AsyncSession, number: int, changed: Sequence[Report], gone: Sequence[tuple[str, str]]
) -> None:
    if changed:
        row = insert(session, reports)
        values = {
            name: row.excluded[name] for name in _REPORT_FIELDS if name not in {"source_id", "entry_id"}
        }
        await session.execute(
            row.on_conflict_do_update(index_elements=_REPORT_KEY, set_=values),
            [_report_values(number, report) for report in changed],
        )
    for part in in_parts(gone):
        await session.execute(
            delete(reports).where(
                reports.c.incident == number, tuple_(reports.c.source_id, reports.c.entry_id).in_(part)
            )
        )


def _entry_of(report: Report) -> tuple[str, str]:
    return report.source_id, report.entry_id


def _head(incident: Incident) -> Incident:
    return dataclasses.replace(incident, reports=(), number=0, revision=0)


def _state_values(incident: Incident) -> dict[str, object]:
    return {
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


def _report(row: RowMapping) -> Report:
    values = {name: row[name] for name in _REPORT_FIELDS}
    return Report(**(values | {"tier": Tier(row["tier"])}))
