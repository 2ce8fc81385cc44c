"""How many voices an incident has: sources, independent voices, officials.

An official is one voice, however many print him. A publisher that says something of its own is a voice, unless its text
nearly repeats an earlier one, its family has spoken before, or all its odd figures were given before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
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


def chorus(live: Sequence[Report], lines: Iterable[Line], policy: Policy) -> Chorus:
    """Counts the voices of the reports that stand, given in the order they were said."""
    of_report: dict[tuple[str, str], list[Line]] = defaultdict(list)
    for line in lines:
        of_report[line.source_id, line.entry_id].append(line)
    officials: set[tuple[str, str]] = set()
    own: set[str] = set()
    leaders: list[int] = []
    figures: dict[tuple[str, int], str] = {}
    for report in live:
        said = of_report[report.source_id, report.entry_id]
        officials.update(line.voice.identity for line in said if line.voice.official)
        echo = _repeats_text(report, leaders, policy) or _repeats_figures(report, said, figures, policy)
        if not echo and any(not line.voice.official for line in said if _tells(line)):
            own.add(report.family)
        for line in said:
            if (figure := _figure(line)) is not None:
                figures.setdefault(figure, report.family)
    sources = len({report.source_id for report in live})
    return Chorus(
        sources=sources,
        independent=min(sources, max(len(officials) + len(own), 1)) if live else 0,
        official=len(officials),
    )


def _repeats_text(report: Report, leaders: list[int], policy: Policy) -> bool:
    """Whether the text nearly repeats that of an earlier report; else it leads others."""
    if report.text_hash == 0:
        return False
    if any(distance(report.text_hash, leader) <= policy.echo_bits for leader in leaders):
        return True
    leaders.append(report.text_hash)
    return False


def _repeats_figures(
    report: Report, said: Sequence[Line], figures: dict[tuple[str, int], str], policy: Policy
) -> bool:
    """Whether a channel gives odd figures, all of which somebody else gave before it."""
    if report.tier is not Tier.CHANNEL:
        return False
    odd = [figure for line in said if (figure := _figure(line)) and figure[1] >= policy.odd_figure]
    return bool(odd) and all(figures.get(figure, report.family) != report.family for figure in odd)


def _figure(line: Line) -> tuple[str, int] | None:
    if line.count is None or isinstance(line.claim, Damage):
        return None
    return (line.claim.kind, line.count)


def _tells(line: Line) -> bool:
    """Whether the line tells of what happened and not merely of where."""
    return line.claim.kind not in {"region", "place"}
