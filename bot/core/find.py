"""Finds the region or place that a person typed: by code, by any known form, else by likeness."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from bot.core.places import Place, PlaceKind, RegionInfo, RegionKind, RegionMatch, Target

MAX_QUERY = 100  # characters; no name is longer
_WORD = re.compile(r"\w+(?:-\w+)*")
_SURE = 80.0  # likeness, 0 to 100, from which the nearest region is taken
_AHEAD = 6.0  # by how much it must be nearer than the next one
_NEAR = 65.0  # likeness from which a region is offered: two slips in six letters, one in four
_NEAR_PLACE = 84.0
_OFFERED = 5
_DISTRICTS = {PlaceKind.DISTRICT, PlaceKind.CITY_DISTRICT}
_SETTLED = _DISTRICTS | {PlaceKind.TOWN, PlaceKind.SETTLEMENT}


def fold(text: str) -> str:
    """The form in which names are compared: case folded, е for ё, no stress marks."""
    composed = unicodedata.normalize("NFKC", text.replace("\u0301", "")).casefold()
    return unicodedata.normalize("NFKC", composed).replace("\u0301", "").replace("ё", "е")


@dataclass(frozen=True, slots=True)
class QueryWords:
    """Words in a query that are no names: those beside a name, how words for districts begin, and short for what regions."""

    beside: frozenset[str] = frozenset()
    district: tuple[str, ...] = ()
    short: Mapping[str, str] = field(default_factory=dict)  # code of a region by what is short for it


class Finder:
    """Look-ups for what people type into a chat; see Gazetteer.find_region and Gazetteer.find_place."""

    def __init__(
        self,
        regions: Mapping[str, RegionInfo],
        names: Mapping[str, tuple[Target, ...]],
        adjectives: Mapping[str, tuple[Target, ...]],
        query: QueryWords,
    ) -> None:
        self._query = query
        self._regions = regions
        self._names = names
        self._adjectives = adjectives
        self._region_spellings: dict[str, str] = {}
        self._place_spellings: dict[str, list[Place]] = {}

    def region(self, query: str) -> RegionMatch:
        """The region, or what it may have been."""
        words = _words(query)
        if not words:
            return RegionMatch(None)
        return self._by_code(words) or self._by_name(words) or self._by_likeness(words)

    def place(self, query: str) -> tuple[Place, ...]:
        """The places, likeliest first; a region named beside the place chooses among them."""
        words = _words(query)
        for cut in range(len(words), 0, -1):
            found = self._places(words[:cut])
            if found and cut < len(words):
                region = self._by_code(words[cut:]) or self._by_name(words[cut:])
                code = region.region.code if region and region.region else None
                found = tuple(place for place in found if place.region == code)
            if found:
                return found
        return self._places_like(" ".join(self._bare(words))) if words else ()

    def _places(self, words: list[str]) -> tuple[Place, ...]:
        whole, bare = " ".join(words), " ".join(self._bare(words))
        found: dict[str, Place] = {}
        for forms in (self._names, self._adjectives):
            for target in (*forms.get(whole, ()), *forms.get(bare, ())):
                if isinstance(target, Place) and target.kind in _SETTLED:
                    found.setdefault(target.id, target)
        if self._says_district(words):
            found = {id_: place for id_, place in found.items() if place.kind in _DISTRICTS} or found
        return tuple(found.values())

    def _places_like(self, text: str) -> tuple[Place, ...]:
        if not self._place_spellings:
            self._place_spellings = self._names_of_places()
        near = process.extract(
            text, self._place_spellings.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR_PLACE, limit=_OFFERED
        )
        found: dict[str, Place] = {}
        for name, _, _ in near:
            found |= {place.id: place for place in self._place_spellings[name]}
        return tuple(found.values())[:_OFFERED]

    def _names_of_places(self) -> dict[str, list[Place]]:
        places = {
            target.id: target
            for forms in (self._names, self._adjectives)
            for targets in forms.values()
            for target in targets
            if isinstance(target, Place) and target.kind in _SETTLED
        }
        spellings: dict[str, list[Place]] = {}
        for place in sorted(places.values(), key=lambda place: (-place.population, place.id)):
            for name in (place.name, place.name_en, place.name_uk):
                if name:
                    spellings.setdefault(fold(name), []).append(place)
        return spellings

    def _by_code(self, words: list[str]) -> RegionMatch | None:
        code = "-".join(words).upper()
        short = self._query.short.get(" ".join(self._bare(words)))
        prefixes = ("RU-", "UA-", "SEA-") if code.isalpha() and len(code) > 1 else ()
        for known in (short or code, *(prefix + code for prefix in prefixes), code):
            if known in self._regions:
                return RegionMatch(self._regions[known])
        return None

    def _by_name(self, words: list[str]) -> RegionMatch | None:
        """By a form that is known: the words as they are, then without those beside the name."""
        whole, bare = " ".join(words), " ".join(self._bare(words))
        if self._says_district(words) and (districts := self._places(words)):
            return self._by_place(
                tuple(sorted(districts, key=lambda place: place.kind is PlaceKind.CITY_DISTRICT))
            )
        named = self._names.get(whole, ())
        bare_named, headed = self._names.get(bare, ()), self._adjectives.get(bare, ())
        tries = (named, headed, bare_named) if bare != whole else (named, headed)
        for targets in tries:
            for target in targets:
                if isinstance(target, RegionInfo):
                    return RegionMatch(target)
        return self._by_place(named or bare_named or headed)

    def _by_place(self, targets: tuple[Target, ...]) -> RegionMatch | None:
        places = [target for target in targets if isinstance(target, Place)]
        for place in places:
            if place.capital_of:
                return RegionMatch(self._regions[place.capital_of])
        codes = list(dict.fromkeys(place.region for place in places))
        if len(codes) == 1:
            return RegionMatch(self._regions[codes[0]], via=places[0])
        if codes:
            return RegionMatch(None, tuple(self._regions[code] for code in codes[:_OFFERED]))
        return None

    def _says_district(self, words: list[str]) -> bool:
        return any(word.startswith(self._query.district) for word in words)

    def _bare(self, words: list[str]) -> list[str]:
        return [word for word in words if word not in self._query.beside]

    def _by_likeness(self, words: list[str]) -> RegionMatch:
        if not self._region_spellings:
            self._region_spellings = self._spellings()
        text = " ".join(self._bare(words)) or " ".join(words)
        near = process.extract(
            text, self._region_spellings.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR, limit=60
        )
        best: dict[str, float] = {}
        for key, score, _ in near:
            code = self._region_spellings[key]
            best[code] = max(score, best.get(code, 0.0))
        ranked = sorted(best.items(), key=lambda item: -item[1])
        ahead = ranked[0][1] - (ranked[1][1] if len(ranked) > 1 else 0.0) if ranked else 0.0
        if ranked and ranked[0][1] >= _SURE and ahead >= _AHEAD:
            return RegionMatch(self._regions[ranked[0][0]])
        return RegionMatch(None, tuple(self._regions[code] for code, _ in ranked[:_OFFERED]))

    def _spellings(self) -> dict[str, str]:
        """Every form that means a region, whole and without the words beside it, with the region's code; capitals too."""
        keys: dict[str, str] = {}
        for forms in (self._names, self._adjectives):
            for form, targets in forms.items():
                code = _meant(targets)
                if code is not None:
                    keys.setdefault(form, code)
        for form, code in list(keys.items()):
            bare = " ".join(self._bare(form.split(" ")))
            if bare:
                keys.setdefault(bare, code)
        return keys


def _meant(targets: Iterable[Target]) -> str | None:
    """The code of the region, or of the region whose capital is meant."""
    for target in targets:
        if isinstance(target, Place):
            if target.capital_of:
                return target.capital_of
        elif target.kind is not RegionKind.COUNTRY:
            return target.code
    return None


def _words(query: str) -> list[str]:
    """The folded words of a query; none where it is too long to be a name."""
    if len(query) > MAX_QUERY:
        return []
    return _WORD.findall(fold(query))
