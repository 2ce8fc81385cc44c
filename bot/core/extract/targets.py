"""Which regions an English attack was on: what follows the word in its clause, else what stands before it."""

from __future__ import annotations

from bot.core.extract.clauses import parted
from bot.core.extract.marks import Doc, Loc, Mark, Sentence
from bot.core.extract.near import regions_at
from bot.core.text import Gap

_FAR = 14  # words between an attack and the place it was on
_APART = Gap.SEMICOLON | Gap.STOP | Gap.LINE | Gap.COLON | Gap.DASH
_AWAY = frozenset(["that", "which", "who", "where", "from"])
_JOIN = frozenset(["and", "also", "as", "well", "including"])
_BOTH = frozenset(["including", "mostly", "mainly", "particularly"])


def targets(doc: Doc, s: Sentence, mark: Mark) -> list[str | None]:
    """The regions; [None] where none can be told."""
    places = [loc for loc in s.locs if loc.region and (loc.role in {"", "country"} or _aimed_at(s, loc))]
    places = [loc for loc in places if not parted(s, loc.i, mark.i)]
    after = _listed_after(doc, mark, [loc for loc in places if loc.i >= mark.j])
    if after:
        return list(dict.fromkeys(loc.region for loc in after))
    exact = [loc for loc in places if loc.role != "country"]
    if not exact and places:
        return [places[0].region]
    side = _by_sender(doc, s, mark)
    if side is not None and not exact and not s.regions:
        return [side]
    return regions_at(doc, s, mark.i, many=True)


def _aimed_at(s: Sentence, loc: Loc) -> bool:
    """A place that drones were headed for counts where the word of attack stands right before it, or none other is named."""
    return loc.role == "target" and (
        any(m.group == "attack" and 0 <= loc.i - m.j <= 1 for m in s.marks)
        or not any(other.role == "" and other.region for other in s.locs)
    )


def _listed_after(doc: Doc, mark: Mark, places: list[Loc]) -> list[Loc]:
    """The next place after the word, and the list that it opens."""
    found: list[Loc] = []
    at = mark.j
    for loc in sorted(places, key=lambda each: each.i):
        gaps, between = doc.between(at, loc.i), doc.folded[at : loc.i]
        if gaps & _APART or (
            gaps & Gap.COMMA and loc.i - at > (6 if not found or not _BOTH.isdisjoint(between) else 2)
        ):
            break
        if loc.i - at > _FAR or not _AWAY.isdisjoint(between):
            break
        if found and loc.region != found[-1].region and not gaps & Gap.COMMA and _JOIN.isdisjoint(between):
            break
        found.append(loc)
        at = loc.j
    return found


def _by_sender(doc: Doc, s: Sentence, mark: Mark) -> str | None:
    """'Russia launched 40 drones', with no place said: on Ukraine; and the other way round."""
    before = [m for m in s.of("country") if 0 <= mark.i - m.j <= 4 and m.value in {"ru", "ua"}]
    by = [m for m in s.of("country") if 1 <= m.i - mark.j <= 4 and doc.folded[m.i - 1] == "by"]
    sender = (by or before)[-1:]
    if mark.value != "launch" and not by:
        sender = [m for m in sender if mark.value == "verb" and mark.i - m.j <= 2]
    return None if not sender else "UA" if sender[0].value.startswith("ru") else "RU"
