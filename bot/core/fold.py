"""Folds entries, one after the other, into the incidents they speak of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TypeAlias

from bot.core.clearing import all_clears, neighbours, tells_of_alarms
from bot.core.model import Change, Incident, IncidentKey
from bot.core.policy import Policy
from bot.core.reports import Filed
from bot.core.resolve import resolve, withdraw

EntryId: TypeAlias = tuple[str, str]  # source id, entry id


def touched(filed: Iterable[Filed], known: Iterable[IncidentKey]) -> set[IncidentKey]:
    """The incidents that a fold of an entry may have to look at: its own, and where alarms are told the ones beside."""
    keys = set(known)
    for key, report in filed:
        keys.add(key)
        if tells_of_alarms(report):
            beside = [own for own in known if (own.region, own.period) == (key.region, key.period)]
            keys.update(near for own in (key, *beside) for near in neighbours(own))
    return keys


class Fold:
    """Incidents as entries change them; `changes` are all that happened, in order, with the numbers still to be given.

    `incidents` holds those of `touched` that are stored; `known` tells under which of them an entry has reports that stand.
    """

    def __init__(
        self,
        incidents: Mapping[IncidentKey, Incident],
        known: Mapping[EntryId, Iterable[IncidentKey]],
        policy: Policy,
        now: datetime,
    ) -> None:
        self.changes: list[Change] = []
        self._incidents = dict(incidents)
        self._known = {entry: set(keys) for entry, keys in known.items()}
        self._policy, self._now = policy, now

    def take(self, entry: EntryId, filed: Sequence[Filed]) -> None:
        """Put an entry's reports in, under the keys where they belong; take back what an earlier version said elsewhere."""
        known = self._known.get(entry, set())
        reports = dict(filed)
        for key, report in reports.items():
            change = resolve(key, report, self._incidents.get(key), self._policy, self._now)
            if self._keep(change) and tells_of_alarms(report):
                self._end_alarms(key)
        for key in sorted(known - reports.keys(), key=str):
            self._keep(withdraw(self._incidents[key], *entry, self._policy, self._now))
        self._known[entry] = {key for key in known | reports.keys() if self._stands(key, entry)}

    def _end_alarms(self, key: IncidentKey) -> None:
        """Let an all-clear end the alarm of the period before it, whichever of the two was read first."""
        for earlier, report in all_clears(self._incidents[key], self._incidents, self._policy):
            self._keep(resolve(earlier, report, self._incidents[earlier], self._policy, self._now))

    def _keep(self, change: Change) -> bool:
        if change.after is change.before:
            return False
        self._incidents[change.after.key] = change.after
        self.changes.append(change)
        return True

    def _stands(self, key: IncidentKey, entry: EntryId) -> bool:
        reports = self._incidents[key].reports
        return any((r.source_id, r.entry_id) == entry and not r.withdrawn for r in reports)
