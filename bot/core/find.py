"""Finds the region or place that a person typed: exact forms first, then the nearest spelling."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from rapidfuzz import fuzz, process

from bot.core.places import Place, RegionInfo, RegionKind, RegionMatch, Target

MAX_QUERY = 100
_WORD = re.compile(r"\w+(?:-\w+)*")
_HEADS = frozenset(
    [
        "область",
        "области",
        "обл",
        "край",
        "края",
        "кр",
        "республика",
        "республики",
        "респ",
        "регион",
        "о",
        "oblast",
        "region",
        "krai",
        "kray",
        "territory",
        "republic",
        "obl",
        "the",
        "of",
        "область",
        "області",
        "обл",
        "край",
        "район",
        "р-н",
        "district",
        "raion",
        "rayon",
        "округ",
        "округа",
        "okrug",
        "г",
        "город",
        "city",
        "town",
    ]
)
_CLEAR, _NEAR, _GAP, _OFFERED = 80.0, 60.0, 6.0, 5


def fold(text: str) -> str:
    """The form in which names are compared: case folded, е for ё, no stress marks."""
    composed = unicodedata.normalize("NFKC", text.replace("\u0301", ""))
    return composed.casefold().replace("ё", "е")


class Finder:
    """Look-ups for what people type into a chat."""

    def __init__(
        self,
        regions: Mapping[str, RegionInfo],
        names: Mapping[str, tuple[Target, ...]],
        adjectives: Mapping[str, tuple[Target, ...]],
    ) -> None:
        self._regions = regions
        self._names = names
        self._adjectives = adjectives
        self._keys: dict[str, str] | None = None

    def region(self, query: str) -> RegionMatch:
        """See Gazetteer.find_region."""
        words = _words(query)
        if not words:
            return RegionMatch(None)
        return self._by_code(words) or self._by_name(words) or self._by_likeness(words)

    def place(self, query: str) -> tuple[Place, ...]:
        """See Gazetteer.find_place."""
        words = _words(query)
        bare = [word for word in words if word not in _HEADS]
        found: list[Place] = []
        for text in dict.fromkeys((" ".join(words), " ".join(bare))):
            for target in (*self._names.get(text, ()), *self._adjectives.get(text, ())):
                if isinstance(target, Place) and target not in found:
                    found.append(target)
        return tuple(found)

    def _by_code(self, words: list[str]) -> RegionMatch | None:
        code = "-".join(words).upper()
        for known in (code, f"RU-{code}", f"UA-{code}", f"SEA-{code}"):
            if known in self._regions:
                return RegionMatch(self._regions[known])
        return None

    def _by_name(self, words: list[str]) -> RegionMatch | None:
        whole = " ".join(words)
        bare = " ".join(word for word in words if word not in _HEADS)
        headed = bare != whole
        tries = [self._names.get(whole), self._adjectives.get(bare)]
        tries.insert(1 if headed else 2, self._names.get(bare))
        for targets in tries:
            for target in targets or ():
                if isinstance(target, RegionInfo):
                    return RegionMatch(target)
        return self._by_place(
            self._names.get(whole) or self._names.get(bare) or self._adjectives.get(bare) or ()
        )

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

    def _by_likeness(self, words: list[str]) -> RegionMatch:
        if self._keys is None:
            self._keys = self._spellings()
        text = " ".join(word for word in words if word not in _HEADS) or " ".join(words)
        near = process.extract(text, self._keys.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR, limit=50)
        best: dict[str, float] = {}
        for key, score, _ in near:
            code = self._keys[key]
            best[code] = max(score, best.get(code, 0.0))
        ranked = sorted(best.items(), key=lambda item: -item[1])
        if ranked and ranked[0][1] >= _CLEAR and (len(ranked) == 1 or ranked[0][1] - ranked[1][1] >= _GAP):
            return RegionMatch(self._regions[ranked[0][0]])
        return RegionMatch(None, tuple(self._regions[code] for code, _ in ranked[:_OFFERED]))

    def _spellings(self) -> dict[str, str]:
        """Every spelling that means one region, without its head noun, with the region's code."""
        keys: dict[str, str] = {}
        for forms in (self._names, self._adjectives):
            for form, targets in forms.items():
                for target in targets:
                    if isinstance(target, Place) and target.capital_of:
                        keys.setdefault(form, target.capital_of)
                    elif isinstance(target, RegionInfo) and target.kind is not RegionKind.COUNTRY:
                        keys.setdefault(form, target.code)
        return keys


def _words(query: str) -> list[str]:
    """The folded words of a query; none where it is too long to be a name."""
    if len(query) > MAX_QUERY:
        return []
    return _WORD.findall(fold(query))
