"""What an admin decides of reports, done in one transaction: both incidents, the ruling, and what the chats are told."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import structlog

from bot.announce import announce
from bot.catalog.catalog import Catalog
from bot.core.errors import ContestedError
from bot.core.model import Change, Incident, Report
from bot.core.split import corrections, move, named, next_part, rulings
from storage import incidents, messages, outbox
from storage import rulings as decided
from storage.engine import Session, Sessions

log = structlog.get_logger(__name__)
RACES = 5


@dataclass(frozen=True, slots=True)
class Moved:
    """The incidents after a move, and the reports that went from the one to the other."""

    origin: Incident
    target: Incident
    reports: tuple[Report, ...]


async def move_reports(
    sessions: Sessions,
    catalog: Catalog,
    origin: int,
    target: int | None,
    names: Collection[str] | None,
    admin: int,
    now: datetime,
) -> Moved | None:
    """Moves the reports of these short names (None: all) from one incident to another, or to a new one (None).

    None where there is nothing to move: no such incident, another region or period, or it was done before. ContestedError
    where others were first again and again.
    """
    for _ in range(RACES):
        try:
            async with sessions.begin() as session:
                return await _move(session, catalog, origin, target, names, admin, now)
        except ContestedError:
            continue
    raise ContestedError(f"lost {RACES} races in a row")


async def _move(
    session: Session,
    catalog: Catalog,
    origin: int,
    target: int | None,
    names: Collection[str] | None,
    admin: int,
    now: datetime,
) -> Moved | None:
    there = await incidents.by_number(session, origin)
    if there is None:
        return None
    beside = await incidents.of_period(session, there.key.region, there.key.period)
    if target is None:
        part, into = next_part(beside)
        key = replace(there.key, part=part)
    else:
        into = next((incident for incident in beside if incident.number == target), None)
        if into is None:
            return None
        key = into.key
    reports = there.reports if names is None else named(there, names)
    changes = move(there, reports, key, into, catalog.policy, now)
    if changes is None:
        return None
    return await _store(session, catalog, changes, reports, admin, now)


async def _store(
    session: Session,
    catalog: Catalog,
    changes: Sequence[Change],
    reports: Sequence[Report],
    admin: int,
    now: datetime,
) -> Moved:
    left, came = saved = await incidents.save_all(session, changes)
    ruled = rulings(saved, reports, admin, now)
    await decided.add(session, ruled)
    told = await messages.told(session, [left.after.number, came.after.number])
    alerts = corrections(await announce(session, catalog, saved), told)
    await outbox.enqueue(session, alerts, now)
    log.info(
        "reports moved", origin=left.after.number, target=came.after.number, reports=len(ruled), admin=admin
    )
    return Moved(left.after, came.after, tuple(reports))
