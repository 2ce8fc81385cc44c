"""An all-clear that comes after the night or day in which the alarm was raised ends that alarm too.

Each post is filed by its own time, so that any order of arrival gives the same incidents. What ends an alarm of the period
before is copied there as a report of its own, whichever of the two comes first; its entry id ends in a mark, so that an
edit of the post leaves the copy alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from bot.core.alarms import COPY, is_copy
from bot.core.claims import Speaker, Threat, ThreatState
from bot.core.model import Incident, IncidentKey, Period, Report
from bot.core.picture import picture_of
from bot.core.policy import Policy
from bot.core.reports import Filed


def neighbours(key: IncidentKey) -> tuple[IncidentKey, IncidentKey]:
    """The incidents of the region in the period before and in the one after."""
    day = timedelta(days=1)
    period = key.period
    before = Period(period.date - day if period.night else period.date, night=not period.night)
    after = Period(period.date if period.night else period.date + day, night=not period.night)
    return replace(key, period=before), replace(key, period=after)


def tells_of_alarms(report: Report) -> bool:
    """Whether a report raises or clears an alarm, so that its neighbours matter."""
    return any(isinstance(statement.claim, Threat) for statement in report.statements)


def all_clears(incident: Incident, beside: Mapping[IncidentKey, Incident], policy: Policy) -> list[Filed]:
    """The all-clears to copy once `incident` has changed: from it to the period before, and to it from the one after."""
    before, after = neighbours(incident.key)
    found: list[Filed] = []
    if before in beside:
        found += _copies(beside[before], incident, policy)
    if after in beside:
        found += _copies(incident, beside[after], policy)
    return found


def _copies(earlier: Incident, later: Incident, policy: Policy) -> list[Filed]:
    own = [report for report in earlier.reports if not is_copy(report)]
    alarm = picture_of(own, policy).alarm
    if alarm is None or not alarm.raised:
        return []
    until = alarm.repeated_at + policy.alarm_ends_after
    copies = []
    for report in later.reports:
        clears = tuple(
            statement
            for statement in report.statements
            if isinstance(statement.claim, Speaker)
            or (isinstance(statement.claim, Threat) and statement.claim.state is ThreatState.CLEARED)
        )
        if (
            report.withdrawn
            or is_copy(report)
            or not any(isinstance(statement.claim, Threat) for statement in clears)
            or not alarm.repeated_at <= report.said_at <= until
        ):
            continue
        copy = replace(report, entry_id=report.entry_id + COPY, statements=clears)
        copies.append((earlier.key, copy))
    return copies
