"""Chooses the headline of a figure that several voices give, and keeps all they said.

Never a sum. The voice of the greatest rank makes the headline; of one voice, what it says itself outweighs what others
print of it, and later outweighs earlier. A print that repeats a number which the voice had already replaced is no news:
a number counts from when it was first printed. 'Three more' is a part of a running count and no headline.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from bot.core.claims import Downed, Injured, Killed, Qualifier
from bot.core.cues import Cues, fold
from bot.core.ledger import Line
from bot.core.model import Tier
from bot.core.policy import Policy


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: the headline line, and the latest line of every other voice or clock window, the weightiest first.

    `lines` is the whole ledger of the figure in the order said.
    """

    headline: Line
    others: tuple[Line, ...]
    lines: tuple[Line, ...]

    @property
    def count(self) -> int | None:
        """The number of the headline; None where only a plural was said."""
        return self.headline.count

    @property
    def qualifier(self) -> Qualifier | None:
        """How exactly the headline's number is meant."""
        claim = self.headline.claim
        return claim.qualifier if isinstance(claim, Downed | Killed | Injured) else None


def choose(lines: Iterable[Line], policy: Policy) -> Figure | None:
    """The figure that these lines of one kind give; None if there are none."""
    ledger = sorted(lines, key=lambda line: line.order)
    if not ledger:
        return None
    voices: dict[tuple[tuple[str, str], tuple[str, str] | None], list[Line]] = defaultdict(list)
    for line in ledger:
        voices[line.voice.identity, line.window if _has_windows(line) else None].append(line)
    groups = [_spoken(_of_the_whole(own), policy) for own in voices.values()]
    groups.sort(key=lambda said: _weight(said[0], policy), reverse=True)
    spoken = [line for said in groups for line in said]
    headline = spoken[0]
    others: list[Line] = []
    for line in spoken[1:]:
        if _adds(line, [headline, *others], policy):
            others.append(line)
    return Figure(headline=headline, others=tuple(others), lines=tuple(ledger))


def is_part(line: Line, policy: Policy) -> bool:
    """Whether the number is part of a running count: said with 'more', or of one place of the region."""
    claim = line.claim
    if isinstance(claim, Downed) and claim.place is not None:
        return True
    return _holds(policy.counts.more, line.excerpt) and not _holds(policy.counts.total, line.excerpt)


@lru_cache(maxsize=16_384)
def _holds(cues: Cues, excerpt: str) -> bool:
    """Whether a sentence holds a cue: asked of each line whenever a figure is chosen."""
    return cues.find(fold(excerpt)) is not None


def _of_the_whole(own: Sequence[Line]) -> Sequence[Line]:
    """Without the people at single places, of a text that counts more in all before or after them."""
    if not isinstance(own[0].claim, Killed | Injured):
        return own
    most: dict[tuple[str, str], int] = defaultdict(int)
    for line in own:
        if not line.places:
            most[line.source_id, line.entry_id] = max(most[line.source_id, line.entry_id], line.count or 0)
    return [
        line
        for line in own
        if not line.places or (line.count or 0) >= most.get((line.source_id, line.entry_id), 0)
    ]


def _has_windows(line: Line) -> bool:
    """Whether the clock times of the text bound this number: so they do in a ministry's tallies."""
    return isinstance(line.claim, Downed) and line.voice.tier is not None and line.voice.role == "mod"


def _spoken(own: Sequence[Line], policy: Policy) -> list[Line]:
    """What one voice says by now, its headline first.

    Then what it says of people at another place, or a later and new number that others print of it.
    """
    latest = _latest(own, policy)
    other_places = _more_elsewhere(latest, own, policy)
    if other_places:
        return [*other_places, latest]
    direct = [line for line in own if line.voice.direct]
    known = {line.count for line in direct}
    printed = [
        line
        for line in _well_printed([line for line in own if not line.voice.direct])
        if latest.voice.direct
        and line.count not in known
        and line.said_at > latest.said_at
        and not is_part(line, policy)
    ]
    return [latest, _latest(printed, policy)] if printed else [latest]


def _more_elsewhere(latest: Line, own: Sequence[Line], policy: Policy) -> list[Line]:
    """People whom the voice counted before at another place, and more of them: the latest is no correction of that."""
    if not isinstance(latest.claim, Killed | Injured) or _holds(policy.counts.correction, latest.excerpt):
        return []
    more = [
        line
        for line in own
        if line.elsewhere(latest) and (line.count or 0) > (latest.count or 0) and not is_part(line, policy)
    ]
    return [_latest(more, policy)] if more else []


def _latest(own: Sequence[Line], policy: Policy) -> Line:
    """What one voice says by now, where it was first said."""
    direct = [line for line in own if line.voice.direct]
    printed = [line for line in own if not line.voice.direct]
    told = _with_numbers(direct, printed, policy)
    if isinstance(own[0].claim, Downed):
        latest = _running_count(told, policy)
    else:
        latest = max(told, key=lambda line: (_since(line, told), line.order))
    return min((line for line in told if line.count == latest.count), key=lambda line: line.order)


def _with_numbers(direct: Sequence[Line], printed: Sequence[Line], policy: Policy) -> Sequence[Line]:
    """The lines that the headline is chosen of: whole numbers before parts, and both before words without a number.

    A vague word ('drones were shot down') does not unsay a number, whoever prints it and whenever it comes. Of each sort
    what the voice says itself goes before what others print.
    """
    own = [line for line in direct if line.count is not None]
    others = _well_printed([line for line in printed if line.count is not None])
    sorts = (own, others)
    whole = [[line for line in lines if not is_part(line, policy)] for lines in sorts]
    return next((lines for lines in (*whole, *sorts, direct, printed) if lines), ())


def _running_count(lines: Sequence[Line], policy: Policy) -> Line:
    """Of counts that grow through a night: the last said to be the whole, unless a later one is greater."""
    whole = [line for line in lines if _holds(policy.counts.total, line.excerpt)]
    if not whole:
        return max(lines, key=lambda line: (line.count or 0, line.order))
    last = max(whole, key=lambda line: (_since(line, whole), line.count or 0, line.order))
    greater = [
        line for line in lines if (line.count or 0) > (last.count or 0) and line.said_at > _since(last, whole)
    ]
    return max([last, *greater], key=lambda line: (line.count or 0, line.order))


def _since(line: Line, lines: Sequence[Line]) -> datetime:
    """When the line's number was first printed; what a voice says itself counts from when it says it."""
    if line.voice.direct:
        return line.said_at
    return min(other.said_at for other in lines if other.count == line.count)


def _well_printed(own: Sequence[Line]) -> Sequence[Line]:
    """The lines whose number more than one rewriting channel prints, if there are any such."""
    families: dict[int | None, set[str]] = defaultdict(set)
    good = set()
    for line in own:
        families[line.count].add(line.voice.family)
        if line.voice.tier is not Tier.CHANNEL:
            good.add(line.count)
    kept = [line for line in own if line.count in good or len(families[line.count]) > 1]
    return kept or own


def _weight(line: Line, policy: Policy) -> tuple[object, ...]:
    tier = policy.ranks.tier[line.voice.tier]
    numbered = line.count is not None
    return (
        numbered and not is_part(line, policy),
        line.voice.rank,
        numbered,
        line.voice.direct,
        tier,
        line.window or ("", ""),
        line.order,
    )


def _adds(line: Line, shown: Sequence[Line], policy: Policy) -> bool:
    """Whether a reader learns something from another line: a number not shown yet, or the same of other clock times."""
    if line.count is None or is_part(line, policy):
        return False
    same = [other for other in shown if other.count == line.count]
    if all(line.voice.identity == other.voice.identity and line.elsewhere(other) for other in same):
        return True
    return line.window is not None and all(other.window not in {None, line.window} for other in same)
