"""Finds regions and places in a sentence: names, adjective lists with a shared head, names after a type word.

'Кировского, Тарусского и Жуковского районов' waits for its head before any adjective is read; an adjective or a name
that the gazetteer lacks stays in its list as an unresolved place. Which of several namesakes is meant is decided later.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from bot.core.extract.lexicon import Lex
from bot.core.extract.marks import Loc, Mark
from bot.core.gazetteer import Gazetteer
from bot.core.places import Place, PlaceKind, RegionInfo, RegionKind, Target
from bot.core.text import Gap, Words, fold

_JOINERS = frozenset(["и", "а", "также", "and", "та", "й", "или"])
_LISTED = Gap.COMMA | Gap.QUOTE
_PREPOSITIONS = frozenset(["над", "в", "во", "по", "на", "over", "in", "the", "к", "под", "о", "об"])
_OBLIQUE = (
    ("ского", "ский"), ("цкого", "цкий"), ("скому", "ский"), ("цкому", "цкий"), ("ским", "ский"), ("цким", "цкий"),
    ("ском", "ский"), ("цком", "цкий"), ("ский", "ский"), ("цкий", "цкий"), ("ской", "ский"), ("ских", "ский"),
    ("ские", "ский"), ("ового", "овый"), ("овом", "овый"), ("евом", "евый"), ("ном", "ный"), ("ного", "ный"), ("ный", "ный"),
    ("вого", "вый"), ("вый", "вый"), ("жем", "жий"), ("жий", "жий"), ("ым", "ый"),
)  # fmt: skip
_ENGLISH = (("sky", "ский"), ("skiy", "ский"), ("skii", "ский"), ("skyi", "ский"))
_PLANTS = frozenset(["fuel", "energy", "industrial", "military"])
_TYPE_WORDS = frozenset(["district", "region", "settlement", "filler"])
_ADJECTIVE = ("ский", "ского", "ском", "ской", "скую", "ская", "ские", "ских", "ским", "скому", "цкий", "цкого", "цком")
_LOCAL = (
    "губернатор", "квартир", "дом", "сел", "деревн", "посел", "нпз", "нефтебаз", "завод", "предприят", "пригранич", "школ", "больниц",
    "власт", "глав", "аэродром", "порт", "подстанц", "хутор", "станиц", "район", "город", "многоэтаж", "врио", "оперштаб", "мэр", "нефте", "пляж",
    "электро", "жител", "правительств", "промзон", "склад",
)
_PLACE_KINDS = frozenset([PlaceKind.DISTRICT, PlaceKind.CITY_DISTRICT])


class Member(NamedTuple):
    """An adjective that waits for its head: words [i, j)."""

    i: int
    j: int
    targets: tuple[Target, ...]


class Finder:
    """Reads the places of one text."""

    def __init__(self, gazetteer: Gazetteer, words: Words, lexes: list[Lex], folded: list[str], taken: set[int]) -> None:
        self.gazetteer = gazetteer
        self.words = words
        self.lexes = lexes
        self.folded = folded
        self.taken = taken
        self.first = 0

    def sentence(self, i: int, j: int, marks: Sequence[Mark]) -> list[Loc]:
        """The mentions within words [i, j), in order."""
        heads = {m.i: m for m in marks if m.group == "head" and m.value in _TYPE_WORDS}
        found: list[Loc] = []
        at = self.first = i
        while at < j:
            if at in self.taken or not (self.lexes[at].capital or self.folded[at] in _LOWER):
                home = self._home_of(at)
                if home is not None:
                    found.append(home)
                head = heads.get(at)
                if head is not None and head.value == "settlement":
                    listed = self._after_type_word(head, j, heads)
                    if listed:
                        found += listed
                        at = listed[-1].j
                        continue
                at += 1
                continue
            group = self._latin_list(at, j, heads) or self._adjectives(at, j, heads) or self._name(at, j, heads, bool(found) and found[-1].j == at)
            found += group
            at = max((loc.j for loc in group), default=at + 1)
        return found

    def _home_of(self, at: int) -> Loc | None:
        """'ростовскую квартиру', 'курский губернатор': a region's adjective in lower case before a noun."""
        word = self.folded[at]
        if not word.endswith(_ADJECTIVE) or at in self.taken or at + 1 >= len(self.folded):
            return None
        region = next((t.code for t in self.gazetteer.adjective(word) if isinstance(t, RegionInfo) and t.kind is not RegionKind.COUNTRY), None)
        if region is None or "enemy" in self.lexes[at].groups or self.words.gaps[at + 1] != Gap.NONE:
            return None
        if not self.lexes[at + 1].folded.startswith(_LOCAL):
            return None
        return Loc(at, at + 1, region, role="adjective")

    # --- adjectives before a shared head -------------------------------------------------------------------------

    def _adjectives(self, at: int, end: int, heads: dict[int, Mark]) -> list[Loc]:
        members: list[Member] = []
        k = at
        while k < end and self._adjectival(k):
            members.append(Member(k, k + 1, self.gazetteer.adjective(self.folded[k])))
            nxt = k + 1
            head = self._head_at(nxt, end, heads)
            if head is not None and head.value in {"district", "region"}:
                return self._with_head(members, head)
            k = self._next_member(nxt, end)
            if k is None:
                break
        return self._headless(members)

    def _adjectival(self, k: int) -> bool:
        if k in self.taken or not self.lexes[k].capital:
            return False
        word = self.folded[k]
        if self.words.raw[k].isascii():
            return bool(self.gazetteer.adjective(word)) or word.endswith(("sky", "skiy", "skii", "skyi"))
        return bool(self.gazetteer.adjective(word)) or _nominative(word) is not None

    def _next_member(self, k: int, end: int) -> int | None:
        """The word that continues a list after word k - 1, or None."""
        steps = 0
        while k < end and steps < 4:
            gap = self.words.gaps[k]
            if gap & ~_LISTED:
                return None
            if self.lexes[k].capital and (steps or gap & Gap.COMMA):
                return k
            if self.folded[k] not in _JOINERS and self.folded[k] not in _PREPOSITIONS:
                return None
            if self.folded[k] in _PREPOSITIONS and not steps and not gap & Gap.COMMA:
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

    def _with_head(self, members: list[Member], head: Mark) -> list[Loc]:
        found = []
        for member in members:
            stop = head.j if member is members[-1] else member.j
            if head.value == "region":
                regions = [t.code for t in member.targets if isinstance(t, RegionInfo) and t.kind is not RegionKind.COUNTRY]
                towns = [t.capital_of for t in member.targets if isinstance(t, Place) and t.capital_of]
                code = next(iter(regions or towns), None)
                if code is None:
                    match = self.gazetteer.match(self.folded, member.i)
                    code = _region_of(match.targets) if match else None
                if code:
                    found.append(Loc(member.i, stop, code))
                continue
            options = tuple(t for t in member.targets if isinstance(t, Place) and t.kind in _PLACE_KINDS)
            options = options or tuple(t for t in member.targets if isinstance(t, Place))
            word, raw = self.folded[member.i], self.words.raw[member.i]
            name = options[0].name if options else cyrillic(word) if raw.isascii() else _nominative(word, raw)
            if name:
                found.append(Loc(member.i, stop, None, name, options))
        return found

    def _headless(self, members: list[Member]) -> list[Loc]:
        """Region adjectives that lean on a head elsewhere: 'шесть над Калужской, две над Орловской'."""
        found: list[Loc] = []
        for member in members:
            regions = [t.code for t in member.targets if isinstance(t, RegionInfo) and t.kind is not RegionKind.COUNTRY]
            districts = tuple(t for t in member.targets if isinstance(t, Place))
            word = self.folded[member.i]
            if regions and self._before_object(member):
                found.append(Loc(member.i, member.j, regions[0], bare=True))
            elif regions and word.endswith(("ой", "ую", "ая", "ом")) and self._free(member):
                if word.endswith("ом") and not self._before(member.i, _PREPOSITIONS):
                    break
                if word.endswith("ом") and self.gazetteer.names.get(word):
                    break
                found.append(Loc(member.i, member.j, regions[0], bare=True))
            elif districts and ((len(members) > 2 and word.endswith(_ADJECTIVE + ("sky", "skiy", "ским", "цким"))) or (len(members) > 1 or self._before(member.i, _PREPOSITIONS)) and not self.gazetteer.names.get(word)):
                kinds = tuple(t for t in districts if t.kind in _PLACE_KINDS) or districts
                found.append(Loc(member.i, member.j, None, kinds[0].name, kinds, bare=True))
            else:
                break
        return found

    def _before_object(self, member: Member) -> bool:
        """'Рязанский НПЗ', 'Саратовской ТЭЦ'."""
        k = member.j
        if k >= len(self.folded) or self.words.gaps[k] != Gap.NONE:
            return False
        return any(tag.group == "object" and tag.value in _PLANTS for tag in self.lexes[k].tags) or self.folded[k].startswith(("нефтеперераб", "авиа"))

    def _free(self, member: Member) -> bool:
        """Nothing follows that the adjective could belong to, but a sign, a joiner or a number."""
        k = member.j
        if k >= len(self.folded) or self.words.gaps[k] != Gap.NONE:
            return True
        lex = self.lexes[k]
        return self.folded[k] in _JOINERS or lex.digits or lex.number is not None or bool(lex.groups & {"down", "neg"})

    def _before(self, i: int, these: Iterable[str]) -> bool:
        return i > 0 and self.folded[i - 1] in these and not self.words.gaps[i] & ~Gap.QUOTE

    def _latin_list(self, at: int, end: int, heads: dict[int, Mark]) -> list[Loc]:
        """'the Bryansk, Kursk and Moscow regions': names that share a plural head."""
        if not self.words.raw[at].isascii():
            return []
        members: list[tuple[int, int, str]] = []
        k: int | None = at
        while k is not None and k < end:
            match = self.gazetteer.match(self.folded, k)
            if match is None or match.stop > end:
                return []
            code = _region_of(match.targets)
            if code is None:
                return []
            members.append((k, match.stop, "RU-MOS" if code == "RU-MOW" else "RU-LEN" if code == "RU-SPE" else code))
            head = self._head_at(match.stop, end, heads)
            if head is not None and head.value == "region" and head.number == "p" and len(members) > 1:
                return [Loc(i, head.j if i == k else j, region) for i, j, region in members]
            k = self._next_member(match.stop, end)
        return []

    # --- names ---------------------------------------------------------------------------------------------------

    def _name(self, at: int, end: int, heads: dict[int, Mark], follows: bool) -> list[Loc]:
        match = self.gazetteer.match(self.folded, at)
        if match is None or match.stop > end:
            return []
        targets, stop = match.targets, match.stop
        if isinstance(targets[0], RegionInfo) and targets[0].kind is not RegionKind.COUNTRY:
            follows = True
        country = next((t for t in targets if isinstance(t, RegionInfo) and t.kind is RegionKind.COUNTRY), None)
        if country is not None:
            return [] if country.code in {"RU", "UA"} else [Loc(at, stop, country.code, role="abroad")]
        word = " ".join(self.folded[at:stop])
        if stop == at + 1 and not follows and not self._trusted(at, stop, word):
            return []
        head = self._head_at(stop, end, heads)
        if at > 1 and self.folded[at - 1] == "of" and at - 2 in heads and heads[at - 2].value == "region":
            code = _region_of(targets)
            if code:
                return [Loc(at - 2, stop, code)]
        if head is not None and head.value == "region" and self.words.raw[at].isascii():
            code = _region_of(targets)
            if code:
                return [Loc(at, head.j, code)]
        if head is not None and head.value == "district" and self.words.raw[at].isascii():
            stop = head.j
        return [loc_of(at, stop, targets)]

    def _trusted(self, at: int, stop: int, word: str) -> bool:
        gazetteer = self.gazetteer
        if word in GIVEN and stop < len(self.lexes) and self.lexes[stop].capital and self.words.gaps[stop] == Gap.NONE:
            return False
        if at == self.first and stop < len(self.lexes) and not self.words.gaps[stop] and word.endswith(("ый", "ий", "ая", "ое", "ые")) and self.folded[stop].islower() and not self.lexes[stop].capital:
            return False
        if word not in gazetteer.ordinary and word not in gazetteer.personal:
            return True
        after_preposition = at > 0 and "head" in self.lexes[at - 1].groups
        if word in gazetteer.personal:
            follows = stop < len(self.lexes) and self.lexes[stop].capital and self.words.gaps[stop] == Gap.NONE
            if follows or (at > 0 and self.lexes[at - 1].capital and self.words.gaps[at] == Gap.NONE and not after_preposition):
                return False
        if word not in gazetteer.personal and at > self.first and not self.words.gaps[at] & ~(Gap.COMMA | Gap.DASH | Gap.OPEN):
            return True
        listed = self.words.gaps[at] & Gap.COMMA or (at > 0 and self.folded[at - 1] in _JOINERS)
        alone = bool(self.words.gaps[at] & Gap.LINE and self.words.gaps[stop] & Gap.LINE)
        return bool(after_preposition or listed or alone)

    def _after_type_word(self, head: Mark, end: int, heads: dict[int, Mark]) -> list[Loc]:
        """'сёлах Ближнее, Крутой Лог и Петровка': every capitalised name of the list, known or not."""
        found: list[Loc] = []
        k = head.j
        while k < end and k not in self.taken:
            if k in heads and heads[k].value in {"settlement", "filler"}:
                k = heads[k].j
                continue
            if not self.lexes[k].capital or self.words.gaps[k] & ~(_LISTED | Gap.DOT):
                break
            stop = k + 1
            match = self.gazetteer.match(self.folded, k)
            if match is not None and match.stop <= end:
                stop = match.stop
            while stop < end and stop < k + 3 and self._name_goes_on(stop, end, heads):
                stop += 1
            if stop == k + 1 and k in heads:
                break
            if self._is_list_of_adjectives(k, end, heads):
                break
            targets = match.targets if match is not None and match.stop == stop else ()
            if targets:
                found.append(loc_of(k, stop, targets))
                found[-1].typed = " ".join(self.words.raw[k:stop])
            elif not self.words.raw[k].isascii():
                found.append(Loc(k, stop, None, _plain(self.words.raw[k:stop], found, targets)))
            if head.number != "p" and not self._list_goes_on(stop, end, heads):
                break
            nxt = self._next_member(stop, end) if stop < end else None
            if nxt is None:
                nxt = self._next_typed(stop, end, heads)
            if nxt is None:
                break
            k = nxt
        return found

    def _name_goes_on(self, k: int, end: int, heads: dict[int, Mark]) -> bool:
        if not self.lexes[k].capital or self.words.gaps[k] != Gap.NONE or k in self.taken:
            return False
        return not (self._adjectival(k) and self._head_at(k + 1, end, heads) is not None)

    def _is_list_of_adjectives(self, k: int, end: int, heads: dict[int, Mark]) -> bool:
        head = self._head_at(k + 1, end, heads)
        return head is not None and head.value in {"district", "region"}

    def _list_goes_on(self, stop: int, end: int, heads: dict[int, Mark]) -> bool:
        return self._next_typed(stop, end, heads) is not None

    def _next_typed(self, k: int, end: int, heads: dict[int, Mark]) -> int | None:
        """', сёлам Х' continues a list with another type word."""
        steps = 0
        while k < end and steps < 4 and not self.words.gaps[k] & ~_LISTED:
            if k in heads and heads[k].value == "settlement" and (steps or self.words.gaps[k] & Gap.COMMA):
                return heads[k].j
            if self.folded[k] not in _JOINERS and self.folded[k] not in _PREPOSITIONS:
                return None
            k += 1
            steps += 1
        return None


def _cases(name: str) -> list[str]:
    """A given name in its cases."""
    if name.endswith("й"):
        return [name, *(name[:-1] + ending for ending in ("я", "ю", "ем", "е"))]
    return [name, *(name + ending for ending in ("а", "у", "ом", "е"))]


GIVEN = frozenset(
    fold(form)
    for name in (
        "Александр Александра Алексей Алексея Анатолий Андрей Андрея Антон Артем Артём Борис Вадим Валентин Валерий Василий Вениамин"
        " Виктор Виталий Владимир Владимира Владислав Вячеслав Геннадий Георгий Глеб Григорий Дмитрий Дмитрия Денис Евгений Егор Иван"
        " Игорь Игоря Илья Кирилл Константин Максим Марат Михаил Михаила Николай Олег Олега Павел Петр Радий Роман Руслан Рустам Сергей"
        " Сергея Станислав Степан Тимур Юрий Юрия Яков Alexander Aleksandr Alexei Andrei Andrey Anton Denis Dmitry Gleb Igor Mikhail"
        " Oleg Roman Sergei Sergey Vadim Valery Vasily Veniamin Vitali Vladimir Vladislav Vyacheslav Yury Yuri"
    ).split()
    for form in _cases(name)
)
_LOWER = frozenset(["крым", "крыма", "крыму", "крымом", "подмосковье", "подмосковья", "подмосковьем", "подмосковью"])


def loc_of(i: int, j: int, targets: Sequence[Target]) -> Loc:
    """A mention of one of the targets; a region wins over places."""
    for target in targets:
        if isinstance(target, RegionInfo) and target.kind is not RegionKind.COUNTRY:
            return Loc(i, j, target.code, options=tuple(t for t in targets if isinstance(t, Place)))
    options = tuple(t for t in targets if isinstance(t, Place))
    return Loc(i, j, None, options[0].name if options else None, options)


def _region_of(targets: Sequence[Target]) -> str | None:
    for target in targets:
        if isinstance(target, Place) and target.capital_of:
            return target.capital_of
    return next((t.code for t in targets if isinstance(t, RegionInfo) and t.kind is not RegionKind.COUNTRY), None)


def _nominative(word: str, raw: str | None = None) -> str | None:
    """The masculine nominative of a district's adjective, with the capitals of `raw`; None if it is no such adjective."""
    if len(word) < 6:
        return None
    for ending, base in _OBLIQUE[:14] if raw is None else _OBLIQUE:
        if word.endswith(ending):
            made = word[: -len(ending)] + base
            return made if raw is None else "-".join(part.capitalize() for part in made.split("-"))
    return None


_LETTERS = (
    ("shch", "щ"), ("zh", "ж"), ("kh", "х"), ("ts", "ц"), ("ch", "ч"), ("sh", "ш"), ("yu", "ю"), ("ya", "я"), ("yo", "ё"), ("ye", "е"),
    *zip("abvgdezijklmnoprstufyh", "абвгдезийклмнопрстуфыг", strict=True),
)  # fmt: skip


def cyrillic(word: str) -> str | None:
    """A district's adjective in Latin letters, in Russian: 'borisovsky' is Борисовский; None for any other word."""
    for ending, base in _ENGLISH:
        if word.endswith(ending):
            stem = word[: -len(ending)]
            for latin, russian in _LETTERS:
                stem = stem.replace(latin, russian)
            return (stem + base).capitalize()
    return None


def _plain(raw: Sequence[str], _found: list[Loc], _targets: Sequence[Target]) -> str:
    return " ".join(raw)
