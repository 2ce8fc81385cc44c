"""The policy: how reports are merged, judged and announced. Its values stand in config/data/policy.toml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from bot.core.claims import DamagedObject, Role, Weapon
from bot.core.cues import Cues
from bot.core.echoes import Signatures
from bot.core.model import Certainty, Severity, Tier
from bot.core.numerals import Numerals


class RingCause(StrEnum):
    """What an update may ring for."""

    KILLED = "killed"
    INJURED = "injured"
    DAMAGE = "damage"
    CERTAINTY = "certainty"
    CORRECTION = "correction"
    EVENT = "event"  # the first thing that happened where there was only an alarm
    RAISED = "raised"
    CLEARED = "cleared"


class When(StrEnum):
    """What a word in a text says about when it happened. Where several match, the first in this order decides."""

    NIGHT_TO = "night_to"  # the night to a date that follows
    YESTERDAY_EVENING = "yesterday_evening"
    PAST_DAY = "past_day"
    PAST_HOURS = "past_hours"  # a number of hours up to the publication
    THIS_NIGHT = "this_night"
    LAST_NIGHT = "last_night"
    YESTERDAY = "yesterday"
    MORNING = "morning"
    DAY = "day"
    EVENING = "evening"
    TODAY = "today"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranks:
    """Whose figure makes the headline: a greater rank wins. `abroad` is that of one country's officials on the other."""

    role: Mapping[Role, int]
    abroad: int
    tier: Mapping[Tier, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Severities:
    """The severity of a claim by its kind, and finer for some damaged things and weapons."""

    kind: Mapping[str, Severity]
    object: Mapping[DamagedObject, Severity]
    weapon: Mapping[Weapon, Severity]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rings:
    """What rings: first messages from a severity and certainty on, then updates for a cause, up to `cap` of them.

    Causes other than people hurt or killed may use up `lesser` of the cap; those in `always` ring beyond it. Alarms raised again or
    cleared have a cap of their own, `alarms`. That an official confirms what was doubtful rings from the severity `confirmed` on.
    """

    on: frozenset[RingCause]
    always: frozenset[RingCause]
    cap: int
    lesser: int
    alarms: int
    confirmed: Severity
    first: Severity
    first_certainty: Certainty


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Words beside a figure: part of a running count, the count so far, a correction of it."""

    more: Cues
    total: Cues
    correction: Cues


@dataclass(frozen=True, slots=True, kw_only=True)
class Periods:
    """Words that tell when it happened, and those of dates and numbers that stand beside them."""

    cues: Mapping[When, Cues]
    numerals: Numerals


@dataclass(frozen=True, slots=True, kw_only=True)
class Heads:
    """Words beside a head of a city or district: those that call him head, and those that call him mayor."""

    head: Cues
    mayor: Cues


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """All that config/data/policy.toml says. The texts of echoes differ in up to `echo_bits` of 63."""

    ranks: Ranks
    severities: Severities
    rings: Rings
    old_after: timedelta
    away_after: timedelta
    alarm_ends_after: timedelta
    echo_bits: int
    signatures: Signatures
    odd_figure: int
    periods: Periods
    counts: Counts
    doubt: Cues
    heads: Heads
    abbreviations: frozenset[str]  # whose full stop ends no sentence
