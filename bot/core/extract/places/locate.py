"""Finds regions and places in a sentence: names, adjective lists with a shared head, names after a type word.

'Кировского, Тарусского и Жуковского районов' waits for its head before any adjective is read; an adjective or a name
that the gazetteer lacks stays in its list as an unresolved place. Which of several namesakes is meant is decided later.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.extract.places.adjectives import may_be_adjective
from bot.core.extract.places.lands import COUNTRIES
from bot.core.extract.places.naming import SITES, is_numbered, loc_of, region_of
from bot.core.extract.places.typed import Typed
from bot.core.extract.words.grammar import ADJECTIVE, ADJECTIVE_ENDINGS, FULL_ADJECTIVE, JOINERS, POSSESSIVE
from bot.core.extract.words.lexicon import Kind, Lex
from bot.core.extract.words.marks import Loc, Mark
from bot.core.gazetteer import Gazetteer
from bot.core.places import Match, Place, PlaceKind, RegionInfo, RegionKind, Target
from bot.core.text import Gap, fold

_TYPE_WORDS = frozenset(["district", "region", "settlement", "filler"])


class Finder(Typed):
    """Reads the places of one text."""

    def sentence(self, i: int, j: int, heads: Sequence[Mark], naming: list[int]) -> list[Loc]:
        """The mentions within words [i, j), in order. `naming` are the words that may begin one."""
        by_word = {
            m.i: self._as_settlement(m) for m in heads if m.value in _TYPE_WORDS or self._is_short(m, j)
        }
        settlements = [k for k, m in by_word.items() if m.value == "settlement"]
        found: list[Loc] = []
        at = self.first = i
        self.shared = False
        for k in sorted({*naming, *settlements}) if settlements else naming:
            if k >= at:
                group = self._at(k, j, by_word, bool(found) and found[-1].j == k)
                found += group
                at = max((loc.j for loc in group), default=k + 1)
        return found

    def _at(self, at: int, end: int, heads: dict[int, Mark], follows: bool) -> list[Loc]:
        """The mentions that begin at a word: a name, or a list."""
        word = self.folded[at]
        if at in self.taken or not (self.lexes[at].capital or "place.small" in self.lexes[at].keys):
            head = heads.get(at)
            home = self._home_of(at) if word.endswith(ADJECTIVE) else None
            listed = self._after_type_word(head, end, heads) if head and head.value == "settlement" else []
            return [home, *listed] if home else listed
        if "place.two_republics" in self.lexes[at].keys:
            return [Loc(at, at + 1, code) for code in _REPUBLICS]
        match = self.gazetteer.match(self.folded, at)
        if match is None and word.endswith(POSSESSIVE):
            owner = self.gazetteer.match([word[:-2]], 0)
            match = None if owner is None else Match(at + 1, owner.targets)
        if found := self._long_name(at, end, match):
            return found
        if match is not None and self.words.raw[at].isascii() and (found := self._latin_list(at, end, heads)):
            return found
        if match is not None and self._is_site(at, match):
            return [self._of_a_site(loc_of(at, match.stop, match.targets))] if match.stop <= end else []
        if self._adjectival(at) and (found := self._adjectives(at, end, heads)):
            return found
        if match is None:
            return self._next_door(at)
        return self._name(at, end, heads, match, follows)

    def _next_door(self, at: int) -> list[Loc]:
        """'Polish airspace': another country by its English adjective."""
        if not self.words.raw[at].isascii():
            return []
        lands = [t for t in self.gazetteer.adjective(self.folded[at]) if isinstance(t, RegionInfo)]
        abroad = [t for t in lands if t.kind is RegionKind.COUNTRY and len(t.code) == 2]
        return [Loc(at, at + 1, t.code, role="abroad") for t in abroad[:1] if t.code not in COUNTRIES]

    def _home_of(self, at: int) -> Loc | None:
        """'ростовскую квартиру', 'курский губернатор': a region's adjective in lower case before a noun."""
        word = self.folded[at]
        if at in self.taken or at + 1 >= len(self.folded):
            return None
        found = [t for t in self.gazetteer.adjective(word) if isinstance(t, RegionInfo)]
        region = next((t for t in found if t.kind is not RegionKind.COUNTRY), None)
        if "enemy" in self.lexes[at].groups or self.words.gaps[at + 1] != Gap.NONE:
            return None
        town = self._of_town(at, region.code if region else None, region.capital if region else None)
        if town is not None or region is None:
            return town
        if "local" not in self.lexes[at + 1].groups:
            return None
        return Loc(at, at + 1, region.code, role="adjective")

    def _name(self, at: int, end: int, heads: dict[int, Mark], match: Match, follows: bool) -> list[Loc]:
        raw, targets, stop = self.words.raw[at], match.targets, match.stop
        latin, groups = raw.isascii(), self.lexes[at].groups
        if stop > end or (len(raw) <= 3 if latin else not groups.isdisjoint(_OFFICES_AND_LANDS)):
            return []
        if (raw.isupper() or (at == self.first and not latin)) and not groups.isdisjoint(_SHOUTED):
            return []
        if self._of_a_street(at, stop) or self._only_names(stop, targets):
            return []
        for target in targets:
            if isinstance(target, RegionInfo) and target.kind is RegionKind.COUNTRY:
                return [] if target.code in COUNTRIES else [Loc(at, stop, target.code, role="abroad")]
        named = stop < len(self.lexes) and self.lexes[stop].capital and not self.words.gaps[stop]
        if "given" in self.lexes[at].groups and named and stop == at + 1:
            return []
        follows = follows or isinstance(targets[0], RegionInfo)
        word = " ".join(self.folded[at:stop])
        if stop == at + 1 and not (follows or self._trusted(at, stop, word)):
            return []
        if not latin:
            return [self._of_a_site(loc_of(at, stop, targets))]
        if self._begins_a_name(at, stop, heads, targets):
            return []
        headed = self._with_latin_head(at, stop, end, heads, targets)
        return [headed or _of_its_name(word, at, stop, targets) or self._of_a_site(loc_of(at, stop, targets))]

    def _of_a_street(self, at: int, stop: int) -> bool:
        """'на улице Воронеж'; not 'трасса Воронеж — Курск', whose ends are towns."""
        before = self.lexes[at - 1].keys if at else ()
        return "head.street" in before and not ("head.care" in before and self.words.gaps[stop] & Gap.DASH)

    def _only_names(self, at: int, targets: tuple[Target, ...]) -> bool:
        """'Crimean Bridge', 'Black Sea resort': the name tells what the thing beside it is, not where something happened."""
        if at >= len(self.lexes):
            return False
        keys = self.lexes[at].keys
        sea = any(isinstance(t, RegionInfo) and t.kind is RegionKind.SEA for t in targets)
        return "place.thing" in keys or (sea and "place.of_a_sea" in keys)

    def _with_latin_head(
        self, at: int, stop: int, end: int, heads: dict[int, Mark], targets: tuple[Target, ...]
    ) -> Loc | None:
        """'Kursk region', 'region of Kursk', 'Borovsk district'."""
        head = self._head_at(stop, end, heads)
        code = region_of(targets)
        if (
            code
            and at > 1
            and "where.of" in self.lexes[at - 1].keys
            and at - 2 in heads
            and heads[at - 2].value == "region"
        ):
            return Loc(at - 2, stop, code)
        if code and head is not None and head.value == "region":
            return Loc(at, head.j, code)
        return loc_of(at, head.j, targets) if head is not None and head.value == "district" else None

    def _is_site(self, at: int, match: Match) -> bool:
        """'Куйбышевский НПЗ': a plant of that name, which need not lie in the largest town of that adjective."""
        site = match.targets[0]
        known = match.stop > at + 1 and isinstance(site, Place) and site.kind in SITES
        return known and not any(isinstance(t, RegionInfo) for t in self.gazetteer.adjective(self.folded[at]))

    def _of_a_site(self, loc: Loc) -> Loc:
        """A refinery or a power station stands for the settlement that it lies in, an English nuclear plant for no place."""
        site = loc.options[0] if loc.options else None
        parent = None if site is None else self.gazetteer.places.get(site.parent or "")
        if site is not None and site.kind in SITES:
            named = parent is not None and "where.regional" not in self.lexes[loc.i + 1].keys
            loc.place = parent.name if parent is not None and named else None
            loc.region, loc.options = site.region, (parent,) if parent is not None else ()
        elif parent is not None and is_numbered(site) and self.folded[loc.i].isascii():
            loc.place, loc.options = parent.name, (parent,)
        return loc

    def _long_name(self, at: int, end: int, match: Match | None) -> list[Loc]:
        """A region or sea of several words ('Балтийским морем'), or a sea by its adjective ('акватории Азовского')."""
        if match is not None and at + 1 < match.stop <= end and isinstance(match.targets[0], RegionInfo):
            if match.targets[0].kind is RegionKind.COUNTRY or self._only_names(match.stop, match.targets):
                return []
            return [loc_of(at, match.stop, match.targets)]
        return [sea] if (sea := self._sea(at, end)) else []

    def _sea(self, at: int, end: int) -> Loc | None:
        """'акватории Азовского', 'Азовского и Чёрного морей': a sea by its adjective alone, or in a list with a shared head."""
        if self.lexes[at].keys.isdisjoint(_SEAS):
            return None
        code = next(code for concept, code in _SEAS.items() if concept in self.lexes[at].keys)
        waters = at > 0 and "place.waters" in self.lexes[at - 1].keys
        after = at + 1
        while after < end and not self.words.gaps[after] & ~Gap.COMMA and self._goes_on_to_seas(after, at):
            after += 1
        headed = after < end and "place.seas" in self.lexes[after].keys
        return Loc(at, at + 2 if headed and after == at + 1 else at + 1, code) if waters or headed else None

    def _goes_on_to_seas(self, k: int, at: int) -> bool:
        """Word k joins the adjective of another sea to that at word `at`."""
        return k - at < 6 and (self.folded[k] in JOINERS or not self.lexes[k].keys.isdisjoint(_SEAS))

    def _is_capital(self, word: str) -> bool:
        return any(isinstance(t, Place) and t.capital_of for t in self.gazetteer.names.get(word, ()))

    def _trusted(self, at: int, stop: int, word: str) -> bool:
        """Whether a single word is a place's name here, and not an ordinary word or a person's name."""
        if stop + 1 < len(self.lexes) and "place.nearby" in self.lexes[stop + 1].keys:
            return True  # 'Х и близлежащие'
        if word.endswith(ADJECTIVE_ENDINGS) and self._before_name(stop):
            return False  # 'Северный Кавказ'
        joined = stop < len(self.lexes) and not self.words.gaps[stop]
        before_name = joined and self.lexes[stop].capital and "weapon" not in self.lexes[stop].groups
        adjectival = word.endswith(FULL_ADJECTIVE)
        if at == self.first and joined and adjectival and not before_name:
            return False
        personal = word in self.gazetteer.personal
        if word not in self.gazetteer.ordinary and not personal:
            return True
        capital = at == self.first and not before_name and self._is_capital(word)
        if capital and "place.given" not in self.lexes[at].keys:
            return True
        if joined and any(isinstance(t, RegionInfo) for t in self.gazetteer.adjective(self.folded[stop])):
            return True  # 'Измаил Одесской области'
        if joined and self._heads_a_district(stop):
            return True  # 'в Никольском Шебекинского округа'
        after_preposition = at > 0 and "head" in self.lexes[at - 1].groups
        after_name = (
            at > 0 and self.lexes[at - 1].capital and not self.words.gaps[at] and not after_preposition
        )
        if personal and self._is_struck(at, stop, word):
            return True
        if personal and (before_name or after_name):
            return False
        inside = at > self.first and not self.words.gaps[at] & ~(Gap.COMMA | Gap.DASH | Gap.OPEN)
        return (inside and not personal) or after_preposition or self._stands_apart(at, stop)

    def _is_struck(self, at: int, stop: int, word: str) -> bool:
        """'атаковали Измаил': a person would stand in another case. 'Измаил атаковали': nor would he be many."""
        towns = [t for t in self.gazetteer.names[word] if isinstance(t, Place) and t.kind is PlaceKind.TOWN]
        gaps = self.words.gaps
        before = self.lexes[at - 1].keys if at > self.first and not gaps[at] else frozenset()
        if not towns or "place.of_town" in before:
            return bool(towns)  # 'в порту Измаила'
        if not any(fold(t.name) == word for t in towns):
            return False
        if "attack.verb" in before:
            return stop >= len(self.lexes) or bool(gaps[stop]) or not self.lexes[stop].capital
        after = self.lexes[stop].tags if stop < len(self.lexes) and not gaps[stop] else ()
        return any((tag.group, tag.value, tag.number) == ("attack", "verb", "p") for tag in after)

    def _heads_a_district(self, k: int) -> bool:
        """An adjective of a district before its 'район' or 'округ'."""
        headed = k + 1 < len(self.lexes) and "head.district" in self.lexes[k + 1].keys
        return headed and bool(self.gazetteer.adjective(self.folded[k]))

    def _stands_apart(self, at: int, stop: int) -> bool:
        """In a list, or alone on its line."""
        gaps = self.words.gaps
        if gaps[at] & Gap.COMMA or (at > 0 and self.folded[at - 1] in JOINERS):
            return True
        opens = at == 0 or bool(gaps[at] & Gap.LINE)
        return opens and (
            bool(gaps[stop] & Gap.LINE) or (stop < len(self.lexes) and self.lexes[stop].capital)
        )


_OFFICES_AND_LANDS = frozenset(["role", "country"])
_SHOUTED = frozenset(["attack", "alarm", "weapon", "down", "shell", "say"])  # 'ОТБОЙ АТАКИ': no town
_SEAS = {
    "sea.azov": "SEA-AZOV",
    "sea.black": "SEA-BLACK",
    "sea.caspian": "SEA-CASPIAN",
    "sea.baltic": "SEA-BALTIC",
}
_REPUBLICS = ("UA-09", "UA-14")  # that one abbreviation names together


def kinds_of_place(gazetteer: Gazetteer, lex: Lex) -> int:
    """What a word alone tells of mentions that begin at it, as bits of `Kind`: most need no look at their neighbours."""
    word = lex.folded
    if not lex.capital and "place.small" not in lex.keys:
        region = any(isinstance(t, RegionInfo) for t in gazetteer.adjective(word))
        home = word.endswith(ADJECTIVE) and (region or gazetteer.town(word) is not None)
        return Kind.PLACE if home else 0
    if may_be_adjective(gazetteer, word):
        return Kind.PLACE | Kind.ADJECTIVE
    if "place.two_republics" in lex.keys:
        return Kind.PLACE
    if word.endswith(POSSESSIVE) and gazetteer.match([word[:-2]], 0) is not None:
        return Kind.PLACE
    return Kind.PLACE if gazetteer.begins(word) or not lex.keys.isdisjoint(_SEAS) else 0


def _of_its_name(word: str, at: int, stop: int, targets: Sequence[Target]) -> Loc | None:
    """'Mykolaiv' without a head is the town, though the region has that name too."""
    region = targets[0]
    town = next((t for t in targets if isinstance(t, Place) and t.name_en.lower() == word), None)
    if not isinstance(region, RegionInfo) or town is None or town.capital_of != region.code:
        return None
    return Loc(at, stop, region.code, town.name, (town,))
