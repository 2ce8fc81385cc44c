"""Alarms and airports: states that are raised and end, of a region or of places in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.claims import Airport, AirportState, Threat, ThreatState, Weapon
from bot.core.ledger import Line
from bot.core.model import Report

COPY = "#all-clear"  # ends the entry id of an all-clear copied from the period after (see bot.core.clearing)


def is_copy(report: Report) -> bool:
    """Whether the report is a copied all-clear: it ends an alarm that is still on, and tells nothing else."""
    return report.entry_id.endswith(COPY)


@dataclass(frozen=True, slots=True)
class Alarm:
    """The alarms of an incident.

    `active` are those that nobody has cleared, each by the line that raised it; `repeated_at` is when any of them was last
    said to be in force, `raised_at` when the first was raised. `cleared` is the last clearing.
    """

    active: tuple[Line, ...]
    raised_at: datetime | None
    repeated_at: datetime
    cleared: Line | None
    first: Line

    @property
    def raised(self) -> bool:
        """Whether an alarm is in force as far as anybody said."""
        return bool(self.active)

    def expired(self, now: datetime, after: timedelta) -> bool:
        """Whether the last alarm was raised so long ago that it counts as ended, though nobody cleared it."""
        return bool(self.active) and now - self.repeated_at > after


@dataclass(frozen=True, slots=True)
class AirportView:
    """An airport (None: all of Moscow's) and the last that was said of it."""

    name: str | None
    line: Line

    @property
    def closed(self) -> bool:
        """Whether it takes no flights."""
        return isinstance(self.line.claim, Airport) and self.line.claim.state is AirportState.CLOSED


def alarm_of(lines: Sequence[Line]) -> Alarm | None:
    """The alarms that these lines raise and clear, whatever their order; None if there are none."""
    ordered = sorted(lines, key=lambda line: line.order)
    active: dict[tuple[Weapon | None, str | None], Line] = {}
    cleared: Line | None = None
    repeated: Line | None = None
    raised_at: datetime | None = None
    for line in ordered:
        claim = line.claim
        if not isinstance(claim, Threat):
            continue
        if claim.state is ThreatState.RAISED:
            active.setdefault((claim.weapon, claim.place), line)
            repeated = line
            raised_at = raised_at or line.said_at
            continue
        cleared = line
        for weapon, place in list(active):
            if (claim.weapon is None or weapon in {None, claim.weapon}) and claim.place in {None, place}:
                del active[weapon, place]
    last = repeated or cleared
    if last is None:
        return None
    still = tuple(sorted(active.values(), key=lambda line: line.order))
    return Alarm(
        active=still, raised_at=raised_at, repeated_at=last.said_at, cleared=cleared, first=ordered[0]
    )


def airports_of(lines: Sequence[Line]) -> tuple[AirportView, ...]:
    """The last state of each airport, by name; a notice on all airports overrides what came before it."""
    last: dict[str | None, Line] = {}
    for line in sorted(lines, key=lambda line: line.order):
        if isinstance(line.claim, Airport):
            if line.claim.name is None:
                last.clear()
            last[line.claim.name] = line
    return tuple(AirportView(name, last[name]) for name in sorted(last, key=lambda name: name or ""))
