"""Rows of incidents and reports: how they are written and read back, and the statements of the hot ways."""

from __future__ import annotations

import dataclasses
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Date,
    Executable,
    Integer,
    Row,
    Select,
    bindparam,
    or_,
    select,
    update,
)

from bot.core.claims import Role
from bot.core.model import Certainty, Incident, IncidentKey, Report, Severity, Tier
from storage.statements import Insert, per_dialect
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
    "alarm_rings",
    "previous",
    "joined",
    "reasons",
)
_REPORT_COLUMNS = tuple(reports.c[name] for name in ("incident", *_REPORT_FIELDS))

# The statements of the loops and of /region, made once: to build one costs more than to run it.
OF_KEYS = select(table).where(table.c.key.in_(bindparam("keys", expanding=True)))
NUMBERS_OF = select(table.c.key, table.c.number).where(table.c.key.in_(bindparam("keys", expanding=True)))
RECENT = (
    select(table)
    .where(table.c.last_reported_at >= bindparam("since"), table.c.joined.is_(None))
    .order_by(table.c.last_reported_at.desc(), table.c.number.desc())
    .limit(bindparam("most", type_=Integer))
)
OF_PERIOD = (
    select(table)
    .where(
        table.c.region == bindparam("region_is"),
        table.c.period_date == bindparam("day", type_=Date),
        table.c.night == bindparam("at_night", type_=Boolean),
    )
    .order_by(table.c.number)
)
RECENT_OF = RECENT.where(table.c.region == bindparam("region_is"))
REPORTS_OF = (
    select(*_REPORT_COLUMNS)
    .where(reports.c.incident.in_(bindparam("incidents", expanding=True)))
    .order_by(reports.c.id)
)
KEYS_OF = (
    select(reports.c.source_id, reports.c.entry_id, table.c.key)
    .join(table, reports.c.incident == table.c.number)
    .where(
        reports.c.source_id.in_(bindparam("sources", expanding=True)),
        reports.c.entry_id.in_(bindparam("entries", expanding=True)),
        reports.c.withdrawn.is_(False),
    )
)
UPDATE = (
    update(table)
    .where(table.c.number == bindparam("of_number"), table.c.revision == bindparam("seen"))
    .values({name: bindparam(name) for name in _STATE})
    .returning(table.c.number)
)
INSERT = per_dialect(
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


PUT_REPORT = per_dialect(_put_report)


def _before(*earlier: ColumnElement[bool]) -> Select[tuple[int]]:
    return (
        select(table.c.number)
        .where(table.c.region == bindparam("region_is"), or_(*earlier))
        .order_by(table.c.period_date.desc(), table.c.night, table.c.number.desc())
        .limit(1)
    )


_DAY = bindparam("day", type_=Date)
DAY_BEFORE = _before(table.c.period_date < _DAY)
# The night to a date comes before the day of that date.
NIGHT_BEFORE = _before(table.c.period_date < _DAY, (table.c.period_date == _DAY) & table.c.night)


def key_values(key: IncidentKey) -> dict[str, object]:
    """The columns that an incident keeps for ever."""
    period = key.period
    return {"key": str(key), "region": key.region, "period_date": period.date, "night": period.night}


def state_values(incident: Incident) -> dict[str, object]:
    """The columns that a save may change."""
    return {
        "revision": incident.revision,
        "severity": incident.severity.value,
        "certainty": incident.certainty.value,
        "opened_at": incident.opened_at,
        "last_reported_at": incident.last_reported_at,
        "announced": incident.announced,
        "rings": incident.rings,
        "alarm_rings": incident.alarm_rings,
        "previous": incident.previous,
        "joined": incident.joined,
        "reasons": list(incident.reasons),
    }


def report_values(number: int, report: Report) -> dict[str, object]:
    """The columns of a report."""
    values: dict[str, object] = {name: getattr(report, name) for name in _REPORT_FIELDS}
    office = report.office and report.office.value
    return values | {"incident": number, "tier": report.tier.value, "office": office}


def incident(row: Row[Any], of_incident: tuple[Report, ...]) -> Incident:
    """The incident of a row, with its reports."""
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
        alarm_rings=row.alarm_rings,
        previous=row.previous,
        joined=row.joined,
        reasons=tuple(row.reasons),
    )


def report(row: Row[Any]) -> Report:
    """The report of a row of `REPORTS_OF`."""
    values: dict[str, Any] = dict(zip(_REPORT_FIELDS, row[1:], strict=True))
    office = None if row.office is None else Role(row.office)
    return Report(**(values | {"tier": Tier(row.tier), "office": office}))
