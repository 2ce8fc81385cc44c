"""Adjectives that wait for a head noun: 'Кировского, Тарусского и Жуковского районов', 'the Kursk and Tula regions'."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from bot.core.extract.places.naming import cyrillic, loc_of, nominative, noun_last, region_of
from bot.core.extract.words.grammar import (
    ADJECTIVE,
    DISTRICT_ENDINGS,
    ENGLISH_ADJECTIVE,
    JOINERS,
    PREPOSITIONAL,
    PREPOSITIONS,
    REGION_ENDINGS,
)
from bot.core.extract.words.lexicon import Kind, Lex
from bot.core.extract.words.marks import Loc, Mark
from bot.core.gazetteer import Gazetteer
from bot.core.places import Place, PlaceKind, RegionInfo, RegionKind, Target
from bot.core.text import Gap, Words

LISTED = Gap.COMMA | Gap.QUOTE
_PLANTS = frozenset(["fuel", "energy", "industrial", "military"])
_OF_CITIES = frozenset(["apartment"])
_LONGEST_LIST = 40  # adjectives before one head; a text that goes on so is none that anybody wrote
_PLACE_KINDS = frozenset([PlaceKind.DISTRICT, PlaceKind.CITY_DISTRICT])
_TELLING = frozenset(["down", "harm", "dead", "hurt", "attack", "fire", "boom", "fall", "debris", "say"])


class Member(NamedTuple):
    """An adjective that waits for its head: words [i, j)."""

    i: int
    j: int
    targets: tuple[Target, ...]


class Adjectives:
    """Reads lists of adjectives with a shared head."""

    def __init__(
        self, gazetteer: Gazetteer, words: Words, lexes: list[Lex], folded: list[str], taken: set[int]
    ) -> None:
        self.gazetteer = gazetteer
        self.words = words
        self.lexes = lexes
        self.folded = folded
        self.taken = taken
        self.barren: set[int] = set()  # names in lists without a shared head: none begins with them either
        self.tails: dict[int, list[Member]] = {}  # what such a list of adjectives goes on with, from each on
        self.first = 0
        self.shared = False  # a district was named with its head in this sentence: later ones may go without

    def _adjectives(self, at: int, end: int, heads: dict[int, Mark]) -> list[Loc]:
        if at in self.tails:
            return self._headless(self.tails[at])
        members: list[Member] = []
        k: int | None = at
        while k is not None and k < end and len(members) < _LONGEST_LIST and self._adjectival(k):
            members.append(Member(k, k + 1, self.gazetteer.adjective(self.folded[k])))
            nxt = k + 1
            head = self._head_at(nxt, end, heads)
            if head is not None and head.value in {"district", "region"}:
                self.shared = self.shared or head.value == "district"
                return self._with_head(members, head)
            k = self._next_member(nxt, end)
        for n in range(1, len(members)):
            self.tails[members[n].i] = members[n:]
        return self._headless(members)

    def _adjectival(self, k: int) -> bool:
        if k in self.taken or not self.lexes[k].capital:
            return False
        word = self.folded[k]
        if not self.lexes[k].kinds & Kind.ADJECTIVE:
            return False
        if self.words.raw[k].isascii():
            return True
        headed = k + 1 < len(self.lexes) and "head" in self.lexes[k + 1].groups and not self.words.gaps[k + 1]
        return headed or word not in self.gazetteer.names or word.endswith(ADJECTIVE)

    def _next_member(self, k: int, end: int) -> int | None:
        """The word that continues a list after word k - 1, or None."""
        steps = 0
        while k < end and steps < 4:
            gap = self.words.gaps[k]
            if gap & ~LISTED:
                return None
            if self.lexes[k].capital and (steps or gap & Gap.COMMA):
                return k
            number = self.lexes[k].digits or self.lexes[k].number is not None  # ', 5 над Х'
            if not number and self.folded[k] not in JOINERS and self.folded[k] not in PREPOSITIONS:
                return None
            if self.folded[k] in PREPOSITIONS and not steps and not gap & Gap.COMMA:
                return None
            k += 1
            steps += 1
        return None

    def _head_at(self, k: int, end: int, heads: dict[int, Mark]) -> Mark | None:
        while k < end and k in heads and heads[k].value == "filler" and self.words.gaps[k] == Gap.NONE:
            k = heads[k].j
        if k < end and k in heads and not self.words.gaps[k] & ~Gap.QUOTE:
            return heads[k]
        return None

    def _named_alone(self, member: Member, last: Member) -> bool:
        """'Kyiv and Kyiv Oblast': the city, and then the oblast of its name."""
        return self.folded[member.i] == self.folded[last.i]

    def _with_head(self, members: list[Member], head: Mark) -> list[Loc]:
        found = []
        for member in members:
            stop = head.j if member is members[-1] else member.j
            alone = self._named_alone(member, members[-1]) or (
                head.number == "s" and self.words.raw[member.i].isascii()
            )
            if member is not members[-1] and alone:  # 'Shostka, in the Sumy region'
                match = self.gazetteer.match(self.folded, member.i)
                found += [loc_of(member.i, stop, match.targets)] if match else []
                continue
            if head.value == "region":
                regions = [
                    t.code
                    for t in member.targets
                    if isinstance(t, RegionInfo) and t.kind is not RegionKind.COUNTRY
                ]
                towns = [t.capital_of for t in member.targets if isinstance(t, Place) and t.capital_of]
                code = next(iter(regions or towns), None)
                if code is None:
                    match = self.gazetteer.match(self.folded, member.i)
                    code = region_of(match.targets) if match else None
                if code:
                    found.append(Loc(member.i, stop, code))
                continue
            options = tuple(t for t in member.targets if isinstance(t, Place) and t.kind in _PLACE_KINDS)
            options = tuple(sorted(options, key=noun_last)) + self._towns_of_okrugs(member, head)
            word, raw = self.folded[member.i], self.words.raw[member.i]
            name = options[0].name if options else cyrillic(word) if raw.isascii() else nominative(word, raw)
            if name:
                found.append(Loc(member.i, stop, None, name, options))
        return found

    def _towns_of_okrugs(self, member: Member, head: Mark) -> tuple[Place, ...]:
        """'в Жуковском городском округе': a town that is named like an adjective, and is an okrug of its own."""
        if not any("place.okrug" in lex.keys for lex in self.lexes[head.i : head.j]):
            return ()
        targets = self.gazetteer.names.get(self.folded[member.i], ())
        towns = [t for t in targets if isinstance(t, Place) and t.kind is PlaceKind.TOWN]
        return tuple(town for town in towns if town.name.endswith(DISTRICT_ENDINGS))

    def _headless(self, members: list[Member]) -> list[Loc]:
        """Region adjectives that lean on a head elsewhere: 'шесть над Калужской, две над Орловской'."""
        found: list[Loc] = []
        for member in members:
            found_regions = [t for t in member.targets if isinstance(t, RegionInfo)]
            regions = [t.code for t in found_regions if t.kind is not RegionKind.COUNTRY]
            districts = tuple(t for t in member.targets if isinstance(t, Place))
            word = self.folded[member.i]
            capital = next((t.capital for t in found_regions if t.capital), None)
            town = self._of_town(member.i, regions[0] if regions else None, capital)
            if town is not None:
                found.append(town)
            elif self._elliptic(member):
                own = tuple(p for p in districts if p.kind in _PLACE_KINDS)
                name = own[0].name if own else nominative(word, self.words.raw[member.i])
                found.append(Loc(member.i, member.j, None, name, own, bare=True))
            elif regions and self._before_object(member):
                found.append(Loc(member.i, member.j, regions[0], bare=True))
            elif regions and word.endswith(REGION_ENDINGS) and self._free(member):
                if word.endswith(PREPOSITIONAL) and not self._before(member.i, PREPOSITIONS):
                    break
                if word.endswith(PREPOSITIONAL) and self.gazetteer.names.get(word):
                    break
                found.append(Loc(member.i, member.j, regions[0], bare=True))
            elif (
                districts
                and not self._before_name(member.j)
                and (
                    (len(members) > 2 and word.endswith((*ADJECTIVE, *ENGLISH_ADJECTIVE)))
                    or (
                        (len(members) > 1 or self._before(member.i, PREPOSITIONS) or self._after_head(member))
                        and not self.gazetteer.names.get(word)
                    )
                )
            ):
                kinds = tuple(t for t in districts if t.kind in _PLACE_KINDS) or districts
                found.append(Loc(member.i, member.j, None, kinds[0].name, kinds, bare=True))
            else:
                break
        return found

    def _elliptic(self, member: Member) -> bool:
        """'в Кировском районе ранены двое, в Петровском — один': the second district leans on the head of the first."""
        word, k = self.folded[member.i], member.j
        inside = word.endswith(("ском", "цком")) and self._after(member.i, "where.inside")
        above = word.endswith(("ским", "цким")) and self._after(member.i, "where.above")
        if not (self.shared and (inside or above)):  # 'над Курском' is the town, 'в Курском' the district
            return False
        told = (
            k < len(self.lexes)
            and not self.lexes[k].capital
            and not self.lexes[k].groups.isdisjoint(_TELLING)
        )
        return told or self._free(member)

    def _of_town(self, at: int, region: str | None, capital: str | None) -> Loc | None:
        """'Волгоградский аэропорт', 'на сызранском НПЗ': the town that the thing stands in.

        A region's adjective means its capital before what a city has; 'московский' may mean either of two regions.
        """
        k = at + 1
        if k >= len(self.folded) or self.words.gaps[k] or not self.folded[at].endswith(ADJECTIVE):
            return None
        tags = self.lexes[k].tags
        airport = any(tag.group == "airport" and tag.value == "noun" for tag in tags)
        kinds = {tag.value for tag in tags if tag.group == "object"}
        if region == "RU-MOS" and kinds & _PLANTS:
            return Loc(
                at, k, "RU-MOW", bare=True
            )  # the refinery and the plants of Moscow's name stand in the city
        if region in {"RU-MOS", "RU-LEN", "UA-32"} or not (airport or kinds):
            return None
        role = "airport" if airport else ""
        if region is not None:
            of_city = airport or bool(kinds & _OF_CITIES) or "object.of_a_city" in self.lexes[k].keys
            return Loc(at, k, region, capital, role=role, bare=True) if capital and of_city else None
        town = self.gazetteer.town(self.folded[at])
        return None if town is None else Loc(at, k, town.region, town.name, (town,), role=role, bare=True)

    def _before_object(self, member: Member) -> bool:
        """'Рязанский НПЗ', 'Саратовской ТЭЦ'."""
        k = member.j
        if k >= len(self.folded) or self.words.gaps[k] != Gap.NONE:
            return False
        lex = self.lexes[k]
        plant = any(tag.group == "object" and tag.value in _PLANTS for tag in lex.tags)
        return plant or "object.plant" in lex.keys

    def _after_head(self, member: Member) -> bool:
        """'ГО Рузский', 'МО Ливенский'."""
        return (
            member.i > 0
            and not self.words.gaps[member.i]
            and "head.district" in self.lexes[member.i - 1].keys
        )

    def _before_name(self, k: int) -> bool:
        """'на Северный Кавказ': the adjective belongs to the name after it."""
        if k >= len(self.folded) or self.words.gaps[k] or self.lexes[k].groups - {"country"}:
            return False
        return self.lexes[k].capital and not self.lexes[k].kinds & (Kind.ADJECTIVE | Kind.PLACE)

    def _free(self, member: Member) -> bool:
        """Nothing follows that the adjective could belong to, but a sign, a joiner or a number."""
        k = member.j
        if k >= len(self.folded) or self.words.gaps[k] != Gap.NONE:
            return True
        lex = self.lexes[k]
        return (
            self.folded[k] in JOINERS
            or lex.digits
            or lex.number is not None
            or bool(lex.groups & {"down", "neg"})
        )

    def _before(self, i: int, these: Iterable[str]) -> bool:
        return i > 0 and self.folded[i - 1] in these and not self.words.gaps[i] & ~Gap.QUOTE

    def _after(self, i: int, concept: str) -> bool:
        return i > 0 and concept in self.lexes[i - 1].keys and not self.words.gaps[i] & ~Gap.QUOTE

    def _latin_list(self, at: int, end: int, heads: dict[int, Mark]) -> list[Loc]:
        """'the Bryansk, Kursk and Moscow regions': names that share a plural head."""
        members: list[tuple[int, int, str]] = []
        k: int | None = None if at in self.barren or not self.words.raw[at].isascii() else at
        while k is not None and k < end:
            match = self.gazetteer.match(self.folded, k)
            code = region_of(match.targets) if match is not None and match.stop <= end else None
            if match is None or code is None:
                break
            members.append(
                (k, match.stop, "RU-MOS" if code == "RU-MOW" else "RU-LEN" if code == "RU-SPE" else code)
            )
            head = self._head_at(match.stop, end, heads)
            if head is not None and head.value == "region" and head.number == "p" and len(members) > 1:
                return [Loc(i, head.j if i == k else j, region) for i, j, region in members]
            k = self._next_member(match.stop, end)
        self.barren.update(i for i, _, _ in members)
        return []


def may_be_adjective(gazetteer: Gazetteer, word: str) -> bool:
    """Whether a folded word may be the adjective of a district or a region, known or not."""
    if gazetteer.adjective(word):
        return True
    return word.endswith(ENGLISH_ADJECTIVE) if word.isascii() else nominative(word) is not None
