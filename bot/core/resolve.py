"""Folds a report into its incident and tells what changed by it.

An incident is the set of its reports, the newest version of each entry; nothing else is remembered but what was announced.
So any order of arrival ends in the same incident, and a report that is already there changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.core.differences import FIGURES, Finding, compare
from bot.core.model import (
    Certainty,
    Change,
    Difference,
    Incident,
    IncidentKey,
    MsgType,
    Report,
    Severity,
)
from bot.core.picture import Picture, picture_of
from bot.core.policy import Policy, RingCause

_TIMED_OUT = "the alarm ended by our own timeout: nobody cleared it"
_PEOPLE = frozenset({RingCause.KILLED, RingCause.INJURED})
_ALARMS = frozenset({RingCause.RAISED, RingCause.CLEARED})
_FOLLOWERS = _ALARMS | {RingCause.EVENT}  # what only those need a note of who were told of the alarm


def resolve(
    key: IncidentKey, report: Report, incident: Incident | None, policy: Policy, now: datetime
) -> Change:
    """The incident with this report in it, and what a reader would see of the difference.

    `incident` is the stored one of that key, None for the first report. A report that replaces an earlier version of its
    entry takes its place; an older version than the stored one changes nothing. `now` is when it is resolved.
    """
    before = incident.reports if incident else ()
    if (known := _stored(before, report)) and not _newer(report, known):
        return _nothing(incident or _new(key, report), now, "this version of the post is already here")
    kept = [other for other in before if not _same_entry(other, report)]
    loud = is_loud(report, policy, now)
    base = incident or _new(key, report)
    return _change(base, (*kept, report), policy, now, loud=loud, first=incident is None)


def withdraw(incident: Incident, source_id: str, entry_id: str, policy: Policy, now: datetime) -> Change:
    """The incident after a source took a post back, or an edit moved it elsewhere: it stays as a trace and says nothing."""
    known = next((r for r in incident.reports if (r.source_id, r.entry_id) == (source_id, entry_id)), None)
    if known is None or known.withdrawn:
        return _nothing(incident, now, "there is no such post to withdraw")
    gone = replace(known, withdrawn=True, seen_at=max(known.seen_at, now))
    kept = [other for other in incident.reports if other is not known]
    return _change(incident, (*kept, gone), policy, now, loud=is_loud(gone, policy, now), first=False)


def without(
    incident: Incident, moved: Sequence[Report], reason: str, policy: Policy, now: datetime
) -> Change:
    """The incident without some of its reports, which an admin found to belong elsewhere."""
    kept = tuple(report for report in incident.reports if report not in moved)
    change = _change(incident, kept, policy, now, loud=False, first=False)
    return _by_hand(change, reason, policy, now)


def together(
    key: IncidentKey,
    incident: Incident | None,
    brought: Sequence[Report],
    reason: str,
    policy: Policy,
    now: datetime,
    *,
    announced: bool,
) -> Change:
    """The incident with reports that an admin found to belong to it; `incident` None makes a new one.

    `announced`: what they say was told already.
    """
    before = incident.reports if incident else ()
    kept = [other for other in before if not any(_same_entry(other, report) for report in brought)]
    base = incident or _new(key, brought[0])
    change = _change(base, (*kept, *brought), policy, now, loud=announced, first=incident is None)
    return _by_hand(change, reason, policy, now)


def _by_hand(change: Change, reason: str, policy: Policy, now: datetime) -> Change:
    """A change that is no news. A note tells of it only where a figure changes that readers had, and not of old news."""
    before = change.before
    had = any(
        difference.before is not None and difference.what in FIGURES for difference in change.differences
    )
    fresh = before is not None and now - before.last_reported_at <= policy.old_after
    rung, alarms = (before.rings, before.alarm_rings) if before else (0, 0)
    return replace(
        change,
        after=replace(change.after, rings=rung, alarm_rings=alarms),
        rings=had and fresh and bool(change.after.reports),
        reasons=(reason, *change.reasons[1:]),
        by_hand=True,
    )


def time_out(incident: Incident, policy: Policy, now: datetime) -> Change:
    """Ends an alarm that nobody cleared, once: the message then says so, without a sound; NONE where there is none."""
    alarm = picture_of(incident.reports, policy).alarm
    if alarm is None or not alarm.expired(now, policy.alarm_ends_after) or _TIMED_OUT in incident.reasons:
        return _nothing(incident, now, "no alarm to end")
    ended = replace(incident, reasons=(*incident.reasons, _TIMED_OUT))
    return replace(_nothing(incident, now, _TIMED_OUT), msg_type=MsgType.UPDATE, after=ended)


def _new(key: IncidentKey, report: Report) -> Incident:
    return Incident(key=key, opened_at=report.said_at, last_reported_at=report.said_at)


def _same_entry(one: Report, other: Report) -> bool:
    return (one.source_id, one.entry_id) == (other.source_id, other.entry_id)


def _stored(reports: Sequence[Report], report: Report) -> Report | None:
    return next((other for other in reports if _same_entry(other, report)), None)


def _newer(report: Report, known: Report) -> bool:
    """Whether a report replaces the stored version of its entry: a later version, or a new reading of the same one."""
    if report.content_hash == known.content_hash and not known.withdrawn:
        return report.statements != known.statements
    return (report.seen_at, report.said_at, report.content_hash) > (
        known.seen_at,
        known.said_at,
        known.content_hash,
    )


def _nothing(incident: Incident, now: datetime, reason: str) -> Change:
    return Change(
        msg_type=MsgType.NONE,
        before=incident,
        after=incident,
        rings=False,
        differences=(),
        reasons=(reason,),
        at=now,
    )


def _change(
    incident: Incident,
    reports: Sequence[Report],
    policy: Policy,
    now: datetime,
    *,
    loud: bool,
    first: bool,
) -> Change:
    ordered = tuple(sorted(reports, key=lambda r: (r.said_at, r.source_id, r.entry_id)))
    before = picture_of(incident.reports, policy)
    after = picture_of(ordered, policy)
    findings = compare(before, after, policy)
    msg_type = _msg_type(before, after, first)
    causes = [finding for finding in findings if finding.cause in policy.rings.on]
    bell = _bell(msg_type, incident, after, causes, policy) if loud else _UNHEARD
    updated = replace(
        incident,
        reports=ordered,
        severity=after.severity,
        certainty=after.certainty,
        opened_at=min((r.said_at for r in ordered), default=incident.opened_at),
        last_reported_at=max((r.said_at for r in ordered), default=incident.last_reported_at),
        announced=incident.announced or loud,
        rings=incident.rings + (incident.announced and bell.rings and not bell.for_alarms),
        alarm_rings=incident.alarm_rings + (incident.announced and bell.for_alarms),
        joined=None if ordered else incident.joined,
        reasons=(f"one incident: {incident.key}", *after.reasons),
    )
    return Change(
        msg_type=msg_type,
        before=None if first else incident,
        after=updated,
        rings=bell.rings,
        for_alarms=bell.for_alarms,
        differences=tuple(finding.difference for finding in findings),
        reasons=(bell.why, *(f"changed: {_told(finding.difference)}" for finding in findings)),
        at=now,
    )


def is_loud(report: Report, policy: Policy, now: datetime) -> bool:
    """Whether a report may be announced at all: it was not stored silently, and its post is no old news.

    That a post was withdrawn is news whatever its age.
    """
    return not report.silent and (report.withdrawn or now - report.said_at <= policy.old_after)


def _msg_type(before: Picture, after: Picture, first: bool) -> MsgType:
    if first:
        return MsgType.ALERT
    if after.chorus.sources == 0:
        return MsgType.CANCEL if before.chorus.sources else MsgType.NONE
    if before.chorus.sources == 0:
        return MsgType.ALERT
    return MsgType.NONE if before == after else MsgType.UPDATE


@dataclass(frozen=True, slots=True)
class _Bell:
    """Whether a change is worth a sound, and why; `for_alarms`: to those who asked for alarms only."""

    rings: bool
    why: str
    for_alarms: bool = False


_UNHEARD = _Bell(False, "old or silent: no sound")


def _bell(
    msg_type: MsgType, incident: Incident, after: Picture, causes: Sequence[Finding], policy: Policy
) -> _Bell:
    """Alarms have a budget of their own, so that none of them takes the sound of what follows from an attack."""
    if msg_type is MsgType.NONE:
        return _Bell(False, "nothing that a reader could see")
    if msg_type is MsgType.CANCEL:
        return _Bell(incident.severity >= Severity.MODERATE, "the only reports were withdrawn")
    if not incident.announced:
        return _first_bell(after, policy)
    events = {finding.cause for finding in causes if finding.cause not in _FOLLOWERS}
    alarms = {finding.cause for finding in causes if finding.cause in _FOLLOWERS}
    most = policy.rings.cap if events & _PEOPLE else policy.rings.lesser
    if events & policy.rings.always or (events and incident.rings < most):
        return _Bell(True, f"rings for {_named(events)}")
    if alarms & policy.rings.always or (alarms and incident.alarm_rings < policy.rings.alarms):
        return _Bell(True, f"rings for {_named(alarms)}", for_alarms=True)
    if not causes:
        return _Bell(False, "nothing changed that rings")
    times = incident.rings if events else incident.alarm_rings
    return _Bell(False, f"{_named(events or alarms)}, but it has rung {times} times")


def _named(causes: Iterable[RingCause | None]) -> str:
    return ", ".join(sorted(map(str, causes)))


def _first_bell(after: Picture, policy: Policy) -> _Bell:
    enough = after.severity >= policy.rings.first and after.certainty >= policy.rings.first_certainty
    if after.certainty is Certainty.UNKNOWN or not enough:
        return _Bell(False, "first report, below what rings")
    return _Bell(True, "first report")


def _told(difference: Difference) -> str:
    return f"{difference.what} {difference.before or '-'} -> {difference.after}"
