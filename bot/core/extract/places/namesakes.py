"""Which of several namesakes a reader thinks of without a hint."""

from __future__ import annotations

from bot.core.places import Place, PlaceKind

_SURE = 4  # a namesake this many times more populous than the next is the one a reader thinks of
_GREAT = 200_000  # people
_DWARFED = 50  # times as many as its largest namesake has


def famous(options: tuple[Place, ...]) -> str | None:
    """The region of a great city whose namesakes are villages: no hint makes a village of it."""
    ranked = sorted(options, key=lambda place: -place.population)
    great = ranked[0].kind is PlaceKind.TOWN and ranked[0].population >= _GREAT
    great = great and all(
        p.population * _DWARFED <= ranked[0].population for p in ranked[1:] if p.region != ranked[0].region
    )
    return ranked[0].region if great else None


def obvious(options: tuple[Place, ...]) -> str | None:
    """The namesake that a reader thinks of without a hint, or None."""
    if not options:
        return None
    best: dict[str, int] = {}
    for place in options:
        weight = place.population + (200_000 if place.capital_of else 0)
        best[place.region] = max(best.get(place.region, 0), weight)
    ranked = sorted(best.items(), key=lambda item: -item[1])
    if len(ranked) == 1 or (ranked[0][1] >= 5000 and ranked[0][1] >= _SURE * max(1, ranked[1][1])):
        return ranked[0][0]
    return None
