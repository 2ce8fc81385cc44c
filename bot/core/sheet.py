"""What one report says, read once: its lines of the ledger, by kind, the gravest of them, and whose voices are in it.

A picture is drawn anew for each report that comes in; what follows from a single report stays the same in all of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.core.chorus import Heard, heard
from bot.core.claims import Threat
from bot.core.grades import Graded, graded
from bot.core.ledger import Line, lines_of
from bot.core.model import Report
from bot.core.policy import Policy
from bot.core.recent import Recent


@dataclass(frozen=True, slots=True)
class Sheet:
    """A report with what follows from it alone. `kinds` holds its lines by the kind of their claims."""

    report: Report
    lines: tuple[Line, ...]
    kinds: Mapping[str, tuple[Line, ...]]
    gravest: Graded
    heard: Heard
    places: Mapping[
        str, tuple[datetime, str, str, int]
    ]  # the names of places, each with where it first stands


_sheets: Recent[Sheet] = Recent(4096)


def sheet_of(report: Report, policy: Policy) -> Sheet:
    """The sheet of a report."""
    known = _sheets.get((policy, report))
    return known or _sheets.keep((policy, report), _read(report, policy))


def _read(report: Report, policy: Policy) -> Sheet:
    lines = lines_of(report, policy)
    kinds: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        kinds[line.claim.kind].append(line)
    return Sheet(
        report=report,
        lines=tuple(lines),
        kinds={kind: tuple(of_kind) for kind, of_kind in kinds.items()},
        gravest=graded(lines, policy),
        heard=heard(report, lines, policy),
        places=_places(lines),
    )


def _places(lines: Iterable[Line]) -> dict[str, tuple[datetime, str, str, int]]:
    first: dict[str, tuple[datetime, str, str, int]] = {}
    for line in lines:
        name = getattr(line.claim, "place", None)
        if name is not None and not isinstance(line.claim, Threat):
            first[name] = min(first.get(name, line.order), line.order)
    return first
