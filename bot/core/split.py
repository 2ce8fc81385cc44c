"""'Not the same': what an admin says of single reports, that they are of another event or of the same one after all.

A split moves reports to a part of their own in the same region and period; to join moves them back. Both are one move. What
was decided is kept as rulings, which stand above the key that a post would have: an edit or a replay changes nothing of them.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias

from bot.core.alarms import is_copy
from bot.core.alerts import Action, Alert, Priority
from bot.core.model import Change, Incident, IncidentKey, Report
from bot.core.policy import Policy
from bot.core.reports import Filed
from bot.core.resolve import together, without

ChatId: TypeAlias = tuple[int, int]  # chat and topic
NAME = 4  # letters of a report's short name


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What an admin (a Telegram user's number) decided of one report: it belongs to `target`, not to `origin` (numbers)."""

    source_id: str
    entry_id: str
    source_name: str
    source_name_en: str
    url: str
    origin: int
    target: int
    admin: int
    at: datetime


def rows(incident: Incident) -> tuple[Report, ...]:
    """The reports as /why numbers them, from 1 on: in the order that they came in, without copied all-clears."""
    return tuple(report for report in incident.reports if not is_copy(report))


def short_name(of: Report | Ruling) -> str:
    """Four letters that name a report within its incident, whatever comes or goes beside it."""
    entry = f"{of.source_id}\n{of.entry_id}".encode("utf-8", "surrogatepass")
    return base64.urlsafe_b64encode(hashlib.blake2b(entry, digest_size=3).digest()).decode()


def named(incident: Incident, names: Iterable[str]) -> tuple[Report, ...]:
    """The reports of these short names; a name that two of them share names neither."""
    wanted = set(names)
    by_name: dict[str, list[Report]] = {}
    for report in rows(incident):
        by_name.setdefault(short_name(report), []).append(report)
    return tuple(found[0] for name, found in by_name.items() if name in wanted and len(found) == 1)


def next_part(incidents: Iterable[Incident]) -> tuple[int, Incident | None]:
    """The part that a split may use, of the incidents of one region and period: one that was emptied, or a new one."""
    known = sorted(incidents, key=lambda incident: incident.key.part)
    for incident in known:
        if incident.key.part and not incident.reports:
            return incident.key.part, incident
    return max((incident.key.part for incident in known), default=0) + 1, None


def move(
    origin: Incident,
    moved: Collection[Report],
    key: IncidentKey,
    target: Incident | None,
    policy: Policy,
    now: datetime,
) -> tuple[Change, Change] | None:
    """Moves reports of one incident to another of the same region and period: the change of each.

    `target` is the stored incident of `key`, None where the split makes it. None if that would move nothing, or would only
    give a new number to everything.
    """
    gone = [report for report in origin.reports if report in moved]
    rest = [report for report in rows(origin) if report not in moved]
    new = target is None or not target.reports
    if not gone or key == origin.key or (new and not rest):
        return None
    if not rest:
        gone = list(origin.reports)
    left = without(origin, gone, f"an admin moved {len(gone)} to {key}", policy, now)
    if not rest and target is not None:
        left = replace(left, after=replace(left.after, joined=target.number))
    reason = f"an admin moved {len(gone)} from {origin.key}"
    came = together(key, target, gone, reason, policy, now, announced=origin.announced)
    return left, came


def rulings(changes: Sequence[Change], moved: Iterable[Report], admin: int, now: datetime) -> list[Ruling]:
    """What was decided by a move, whose two changes are saved and have their numbers."""
    left, came = changes
    return [
        Ruling(
            source_id=report.source_id,
            entry_id=report.entry_id,
            source_name=report.source_name,
            source_name_en=report.source_name_en,
            url=report.url,
            origin=left.after.number,
            target=came.after.number,
            admin=admin,
            at=now,
        )
        for report in moved
        if not is_copy(report)
    ]


def corrections(alerts: Iterable[Alert], told: Mapping[int, Collection[ChatId]]) -> list[Alert]:
    """Of the alerts that a move gives those that correct what a chat was told, none of them loud but the notes.

    `told` are the chats that have, or are about to get, a message on each of the two incidents.
    """
    either = {chat for chats in told.values() for chat in chats}
    kept = []
    for alert in alerts:
        chat = (alert.chat_id, alert.thread_id)
        if alert.action is Action.SHOW and chat in either:
            kept.append(replace(alert, silent=True, priority=Priority.BULK))
        elif alert.action is Action.NOTE and chat in told.get(alert.incident, ()):
            kept.append(alert)
    return kept


def way_back(incident: Incident, ruled: Sequence[Ruling]) -> tuple[int, tuple[str, ...]] | None:
    """The incident that reports of this one came from last, and their short names; None where none came from elsewhere.

    `ruled` is all that was decided about the incident, the oldest first.
    """
    last = {(ruling.source_id, ruling.entry_id): ruling for ruling in ruled}
    here = [last.get((report.source_id, report.entry_id)) for report in rows(incident)]
    came = [ruling for ruling in here if ruling is not None and ruling.target == incident.number]
    if not came:
        return None
    origin = max(came, key=lambda ruling: ruling.at).origin
    return origin, tuple(short_name(ruling) for ruling in came if ruling.origin == origin)


def keep_apart(filed: Sequence[Filed], ruled: Iterable[IncidentKey]) -> list[Filed]:
    """`filed` with each report where rulings on its entry have put it: `ruled` are the keys that they name."""
    parts = {(key.region, key.period): key for key in ruled}
    return [(parts.get((key.region, key.period), key), report) for key, report in filed]
