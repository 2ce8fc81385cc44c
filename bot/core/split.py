"""'Not the same': what an admin says is another incident goes to a part of its own, and stays there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from bot.core.model import Change, Incident, IncidentKey
from bot.core.policy import Policy
from bot.core.reports import Filed
from bot.core.resolve import resolve, without


def split(
    incident: Incident,
    entries: Iterable[tuple[str, str]],
    part: int,
    policy: Policy,
    now: datetime,
) -> tuple[Change, ...]:
    """Moves the reports of these entries (source id, entry id) to part `part` of the same region and period.

    The first change is the old incident without them, the others build the new one in order; none ring. () if that would
    move nothing or everything. `part` must be a number that no incident of the region and period has yet.
    """
    wanted = set(entries)
    moved = [r for r in incident.reports if (r.source_id, r.entry_id) in wanted]
    if not moved or len(moved) == len(incident.reports):
        return ()
    key = replace(incident.key, part=part)
    changes: list[Change] = [without(incident, moved, f"split off as {key}", policy, now)]
    made: Incident | None = None
    for report in moved:
        change = resolve(key, report, made, policy, now)
        change = replace(change, rings=False, reasons=(f"split off from {incident.key}", *change.reasons))
        made = change.after
        changes.append(change)
    return tuple(changes)


def keep_apart(filed: Sequence[Filed], known: Iterable[IncidentKey]) -> list[Filed]:
    """`filed` with each report in the part where its entry was put by a split; `known` are the entry's incidents now."""
    parts = {(key.region, key.period): key for key in known if key.part}
    return [(parts.get((key.region, key.period), key), report) for key, report in filed]
