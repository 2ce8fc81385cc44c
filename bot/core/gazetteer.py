"""The gazetteer: which names, in whatever form, mean which regions and places.

All inflected forms are made when the data is built, so a look-up is a plain dict access and nothing is parsed here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from zoneinfo import ZoneInfo

from bot.core.find import Finder, QueryWords
from bot.core.places import Match, Named, Place, RegionInfo, RegionMatch, Target
from bot.core.towns import TownAdjectives


class Gazetteer:
    """All regions and places with their names. Built once, then only read; safe to share.

    Entries come with the likeliest first, and a form's candidates keep that order. A target may come again with more names.

    `regions` maps codes, `places` maps ids. `names` maps each single-word or multi-word form (folded, words parted by one
    space) to its candidates, `adjectives` each word that waits for a head noun; both list the likeliest first: in the
    tables regions before places, names in use before former ones, then the more populous. `ordinary` are forms that are also ordinary words (`орел`, `мир`, `майский`),
    `personal` those that are also given names or surnames (`владимир`, `жуковский`): a reader wants more evidence for them.
    """

    def __init__(
        self,
        entries: Iterable[Named],
        *,
        ordinary: Iterable[str] = (),
        personal: Iterable[str] = (),
        query: QueryWords | None = None,
    ) -> None:
        names: dict[str, tuple[Target, ...]] = {}
        adjectives: dict[str, tuple[Target, ...]] = {}
        regions: dict[str, RegionInfo] = {}
        places: dict[str, Place] = {}
        for target, own_names, own_adjectives in entries:
            if isinstance(target, RegionInfo):
                regions[target.code] = target
            else:
                places[target.id] = target
            single = (target,)
            _add(names, own_names, single)
            _add(adjectives, own_adjectives, single)
        self.regions: Mapping[str, RegionInfo] = MappingProxyType(regions)
        self.places: Mapping[str, Place] = MappingProxyType(places)
        self.names: Mapping[str, tuple[Target, ...]] = names
        self.adjectives: Mapping[str, tuple[Target, ...]] = adjectives
        self.ordinary = frozenset(ordinary)
        self.personal = frozenset(personal)
        self._longest = _longest(names)
        self._finder = Finder(self.regions, names, adjectives, query or QueryWords())
        self._towns = TownAdjectives(places.values())

    def zone(self, code: str) -> ZoneInfo:
        """The time zone of a region; KeyError for a code that is none."""
        return ZoneInfo(self.regions[code].timezone)

    def begins(self, token: str) -> bool:
        """Whether any name begins with the folded word."""
        return token in self.names or token in self._longest

    def match(self, tokens: Sequence[str], at: int) -> Match | None:
        """The longest name that begins at a token, or None. Tokens are folded words, hyphenated ones whole."""
        first = tokens[at]
        words = self._longest.get(first)
        if words is not None:
            for stop in range(min(at + words, len(tokens)), at + 1, -1):
                found = self.names.get(" ".join(tokens[at:stop]))
                if found is not None:
                    return Match(stop, found)
        found = self.names.get(first)
        return None if found is None else Match(at + 1, found)

    def adjective(self, token: str) -> tuple[Target, ...]:
        """What a word may name before a head noun: regions (область, край), districts (район, округ); () if nothing."""
        return self.adjectives.get(token, ())

    def town(self, token: str) -> Place | None:
        """The town whose adjective a word is ('таганрогского'), or None."""
        return self._towns.town(token)

    def find_region(self, query: str) -> RegionMatch:
        """The region that a person means by a query in Russian, English or Ukrainian, in any form, or by its code.

        The name of a region's capital means the region; a typing slip is forgiven where one region is clearly nearest.
        Never raises; an over-long query finds nothing.
        """
        return self._finder.region(query)

    def find_place(self, query: str) -> tuple[Place, ...]:
        """The places below a region that a person may mean, likeliest first; () where none is near."""
        return self._finder.place(query)


def _add(forms: dict[str, tuple[Target, ...]], own: Sequence[str], single: tuple[Target, ...]) -> None:
    if forms.keys().isdisjoint(own):
        forms.update(dict.fromkeys(own, single))
        return
    for form in own:
        forms[form] = forms.get(form, ()) + single


def _longest(names: Iterable[str]) -> dict[str, int]:
    """For each word that begins a longer name: the greatest number of words of such a name."""
    longest: dict[str, int] = {}
    for name in [name for name in names if " " in name]:
        first, *rest = name.split(" ")
        if len(rest) >= longest.get(first, 1):
            longest[first] = len(rest) + 1
    return longest
