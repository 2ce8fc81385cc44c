"""Towns by their adjectives: 'таганрогский порт', 'на сызранском НПЗ' name the town that the thing stands in."""

from __future__ import annotations

from collections.abc import Iterable

from bot.core.places import Place, PlaceKind

_ENDINGS = ("ого", "ому", "ими", "ий", "ом", "ой", "ую", "ая", "ое", "ие", "их", "им")
_VOWELS = "аеёиоуыэюяьй"
_SMALLEST = 8_000  # people: a smaller town's adjective is mostly another word


class TownAdjectives:
    """Made once from all places; the most populous town wins an adjective."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._towns: dict[str, Place] = {}
        towns = [p for p in places if p.kind is PlaceKind.TOWN and p.population >= _SMALLEST]
        for place in sorted(towns, key=lambda p: -p.population):
            for base in _bases(place.name.lower().replace("ё", "е")):
                self._towns.setdefault(base, place)

    def town(self, word: str) -> Place | None:
        """The town that a folded adjective in any form is of, or None."""
        for ending in _ENDINGS:
            if word.endswith(ending):
                return self._towns.get(word[: -len(ending)])
        return None


def _bases(name: str) -> tuple[str, ...]:
    """The adjective's stem: 'курск', 'таганрогск', 'липецк'; names in a vowel have several."""
    name = name.partition("-на-")[0]
    if not name.isalpha() and "-" not in name:
        return ()
    if name.endswith(("ск", "цк")):
        return (name,)
    if name.endswith("ц"):
        return (name + "к",)
    if name[-1] not in _VOWELS:
        return (name + "ск",)
    stem = name[:-1]
    return (stem + "ск", stem + "инск", stem + "енск", name + "нск")
