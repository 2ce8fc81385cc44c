"""Severity and certainty in the terms of CAP 1.2, by rule, with reasons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.core.claims import Attack, Damage, Fire, FireState
from bot.core.ledger import Line
from bot.core.model import Certainty, Severity, Tier
from bot.core.policy import Policy


@dataclass(frozen=True, slots=True)
class Graded:
    """The gravest of some lines, and how grave they are."""

    severity: Severity
    lines: tuple[Line, ...]


def graded(lines: Iterable[Line], policy: Policy) -> Graded:
    """The gravest of the lines."""
    severities = [(_severity(line, policy), line) for line in lines]
    most = max((severity for severity, _ in severities), default=Severity.UNKNOWN)
    return Graded(most, tuple(line for severity, line in severities if severity == most))


def grade(parts: Sequence[Graded]) -> tuple[Severity, Certainty, tuple[str, ...]]:
    """Severity is that of the gravest thing said, certainty that of whoever says the gravest thing."""
    severity = max((part.severity for part in parts), default=Severity.UNKNOWN)
    if severity is Severity.UNKNOWN:
        return severity, Certainty.UNKNOWN, ()
    gravest = [line for part in parts if part.severity == severity for line in part.lines]
    certainty, why = certainty_of(gravest)
    kind = min(gravest, key=lambda line: line.order).claim.kind
    return (
        severity,
        certainty,
        (f"severity {severity.name.lower()}: {kind}", f"certainty {certainty.name.lower()}: {why}"),
    )


def _severity(line: Line, policy: Policy) -> Severity:
    claim, table = line.claim, policy.severities
    base = table.kind.get(claim.kind, Severity.UNKNOWN)
    if isinstance(claim, Damage):
        return max(base, table.object.get(claim.object, base))
    if isinstance(claim, Attack) and claim.weapon is not None:
        return max(base, table.weapon.get(claim.weapon, base))
    if isinstance(claim, Fire) and claim.state is FireState.NONE:
        return Severity.UNKNOWN
    return base


def certainty_of(lines: Sequence[Line]) -> tuple[Certainty, str]:
    """How sure these lines make what they say, and why.

    Observed: an official on a channel of its own, or quoted by an agency or paper, or by two families of channels. Likely:
    quoted by one channel, told by an agency or paper, or by two families. Possible: residents or one channel.
    """
    families = {line.voice.family for line in lines}
    official = [line for line in lines if line.voice.official]
    if any(line.voice.direct for line in official):
        return Certainty.OBSERVED, "an official says so"
    if any(line.voice.tier is not Tier.CHANNEL for line in official):
        return Certainty.OBSERVED, "an official is quoted"
    if len({line.voice.family for line in official}) > 1:
        return Certainty.OBSERVED, "an official is quoted by several"
    if official:
        return Certainty.LIKELY, "an official is quoted by one channel"
    if any(line.voice.tier in {Tier.AGENCY, Tier.PAPER} and line.voice.role is None for line in lines):
        return Certainty.LIKELY, "an agency or a paper says so"
    if len(families) > 1:
        return Certainty.LIKELY, "several publishers say so"
    return Certainty.POSSIBLE, "residents or one channel say so"
