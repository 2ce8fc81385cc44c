"""How many voices an incident has: sources, independent voices, officials.

An official is one voice, however many print him. A publisher that says something of its own is a voice, unless its text
nearly repeats an earlier one, its family has spoken before, or all its odd figures were given before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.core.claims import Damage
from bot.core.echoes import distance
from bot.core.ledger import Line
from bot.core.model import Report, Tier
from bot.core.policy import Policy


@dataclass(frozen=True, slots=True)
class Chorus:
    """How many sources report, how many of them independently, and how many officials are heard in them."""

    sources: int = 0
    independent: int = 0
    official: int = 0


@dataclass(frozen=True, slots=True)
class Heard:
    """Whom one report lets hear: officials, perhaps itself. `odd` are those of its figures that a rewriter would share."""

    family: str
    text_hash: int
    source_id: str
    officials: frozenset[tuple[str, str]]
    speaks: bool
    figures: tuple[tuple[str, int], ...]
    odd: tuple[tuple[str, int], ...]


def heard(report: Report, lines: Sequence[Line], policy: Policy) -> Heard:
    """The voices of a report with these lines."""
    figures = [figure for line in lines if (figure := _figure(line)) is not None]
    rewrites = report.tier is Tier.CHANNEL
    return Heard(
        family=report.family,
        text_hash=report.text_hash,
        source_id=report.source_id,
        officials=frozenset(line.voice.identity for line in lines if line.voice.official),
        speaks=any(not line.voice.official for line in lines if _tells(line)),
        figures=tuple(figures),
        odd=tuple(figure for figure in figures if figure[1] >= policy.odd_figure) if rewrites else (),
    )


def chorus(live: Sequence[Heard], policy: Policy) -> Chorus:
    """Counts the voices of the reports that stand, given in the order they were said."""
    officials: set[tuple[str, str]] = set()
    own: set[str] = set()
    leaders: list[int] = []
    figures: dict[tuple[str, int], str] = {}
    for report in live:
        officials |= report.officials
        echo = _repeats_text(report, leaders, policy) or _repeats_figures(report, figures)
        if report.speaks and not echo:
            own.add(report.family)
        for figure in report.figures:
            figures.setdefault(figure, report.family)
    sources = len({report.source_id for report in live})
    return Chorus(
        sources=sources,
        independent=min(sources, max(len(officials) + len(own), 1)) if live else 0,
        official=len(officials),
    )


def _repeats_text(report: Heard, leaders: list[int], policy: Policy) -> bool:
    """Whether the text nearly repeats that of an earlier report; else it leads others."""
    if report.text_hash == 0:
        return False
    if any(distance(report.text_hash, leader) <= policy.echo_bits for leader in leaders):
        return True
    leaders.append(report.text_hash)
    return False


def _repeats_figures(report: Heard, figures: Mapping[tuple[str, int], str]) -> bool:
    """Whether a channel gives odd figures, all of which somebody else gave before it."""
    return bool(report.odd) and all(
        figures.get(figure, report.family) != report.family for figure in report.odd
    )


def _figure(line: Line) -> tuple[str, int] | None:
    if line.count is None or isinstance(line.claim, Damage):
        return None
    return (line.claim.kind, line.count)


def _tells(line: Line) -> bool:
    """Whether the line tells of what happened and not merely of where."""
    return line.claim.kind not in {"region", "place"}
