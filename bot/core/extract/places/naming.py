"""Names of places: nominatives of adjectives, Latin letters into Russian, the region that a name stands for."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.extract.words.grammar import ADJECTIVE, MASCULINE_ADJECTIVE, VILLAGE_BASES
from bot.core.extract.words.marks import Doc, Loc
from bot.core.places import Place, PlaceKind, RegionInfo, RegionKind, Target
from bot.core.text import Gap

_OBLIQUE = (
    ("ского", "ский"), ("цкого", "цкий"), ("скому", "ский"), ("цкому", "цкий"), ("ским", "ский"), ("цким", "цкий"),
    ("ском", "ский"), ("цком", "цкий"), ("ский", "ский"), ("цкий", "цкий"), ("ской", "ский"), ("ских", "ский"),
    ("ские", "ский"), ("ового", "овый"), ("овом", "овый"), ("евом", "евый"), ("ном", "ный"), ("ного", "ный"), ("ный", "ный"),
    ("вого", "вый"), ("вый", "вый"), ("жем", "жий"), ("жий", "жий"), ("ым", "ый"),
)  # fmt: skip


def village(name: str) -> str:
    """'(в селе) Ленинаване' is Ленинаван; a name whose form does not tell stays as it is."""
    for ending, base in VILLAGE_BASES:
        if name.endswith(ending) and len(name) > len(ending) + 1:
            return name[: -len(ending)] + base
    return name


_ENGLISH = (("sky", "ский"), ("skiy", "ский"), ("skii", "ский"), ("skyi", "ский"))


_LETTERS = (
    ("shch", "щ"), ("zh", "ж"), ("kh", "х"), ("ts", "ц"), ("ch", "ч"), ("sh", "ш"), ("yu", "ю"), ("ya", "я"), ("yo", "ё"), ("ye", "е"),
    *zip("abvgdezijklmnoprstufyh", "абвгдезийклмнопрстуфыг", strict=True),
)  # fmt: skip
_SURNAMES = (
    ("skyy", "ский"), ("skyi", "ский"), ("skiy", "ский"), ("skii", "ский"), ("sky", "ский"), ("ski", "ский"), ("tsky", "цкий"), ("yy", "ый"),
    ("iy", "ий"), ("yi", "ый"), ("ii", "ий"), ("iev", "иев"), ("yev", "ев"), ("oy", "ой"), ("ai", "ай"), ("ay", "ай"),
    ("ey", "ей"), ("ei", "ей"), ("uy", "уй"), ("nyi", "ный"), ("ny", "ный"),
)  # fmt: skip


def nominative(word: str, raw: str | None = None) -> str | None:
    """The masculine nominative of a district's adjective, with the capitals of `raw`; None if it is no such adjective."""
    if len(word) < 6:
        return None
    for ending, base in _OBLIQUE[:14] if raw is None else _OBLIQUE:
        if word.endswith(ending):
            made = word[: -len(ending)] + base
            return made if raw is None else "-".join(part.capitalize() for part in made.split("-"))
    return None


def noun_last(district: Place) -> bool:
    """Whether a district's name is no masculine adjective, which 'район' and 'округ' ask for: sorts such names last."""
    return not district.name.endswith(MASCULINE_ADJECTIVE)


def cyrillic(word: str) -> str | None:
    """A district's adjective in Latin letters, in Russian: 'borisovsky' is Борисовский; None for any other word."""
    for ending, base in _ENGLISH:
        if word.endswith(ending):
            return (_letters(word[: -len(ending)]) + base).capitalize()
    return None


def surname_in_russian(surname: str, *, ukrainian: bool = False) -> str:
    """A surname that no list has, from its Latin letters: Lyakh is Лях, Khodakovsky Ходаковский; of Ukraine, Stynyk Стиник."""
    word = surname.lower().removesuffix("'s").removesuffix("\u2019s").replace("'", "").replace("\u2019", "")
    for ending, base in sorted(_SURNAMES, key=lambda pair: -len(pair[0])):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return (_root(word[: -len(ending)], ukrainian) + base).capitalize()
    return _root(word, ukrainian).capitalize()


def _root(word: str, ukrainian: bool) -> str:
    """Its letters; where Ukrainian is written, 'y' alone is и and 'ie' е."""
    if ukrainian:
        word = word.replace("ie", "e")
        word = "".join(
            "i" if letter == "y" and word[n + 1 : n + 2] not in {"a", "e", "u", "o"} else letter
            for n, letter in enumerate(word)
        )
    return _letters(word)


def _letters(word: str) -> str:
    for latin, russian in _LETTERS:
        word = word.replace(latin, russian)
    return word


SITES = frozenset([PlaceKind.REFINERY, PlaceKind.POWER, PlaceKind.SITE, PlaceKind.PORT])


def region_of(targets: Sequence[Target]) -> str | None:
    """The region that a capital's or a region's own name stands for."""
    for target in targets:
        if isinstance(target, Place) and target.capital_of:
            return target.capital_of
    return next(
        (t.code for t in targets if isinstance(t, RegionInfo) and t.kind is not RegionKind.COUNTRY), None
    )


def is_numbered(place: Place | None) -> bool:
    """'Engels-2': an airfield that bears the name of its town and a number."""
    return place is not None and place.kind is PlaceKind.AIRFIELD and place.name[-1].isdigit()


def loc_of(i: int, j: int, targets: Sequence[Target]) -> Loc:
    """A mention of one of the targets; a region wins over places."""
    places: list[Place] = []
    region: str | None = None
    for target in targets:
        if isinstance(target, Place):
            places.append(target)
        elif region is None and target.kind is not RegionKind.COUNTRY:
            region = target.code
    name = places[0].name if places and region is None else None
    return Loc(i, j, region, name, tuple(places))


def names_a_thing(doc: Doc, loc: Loc) -> bool:
    """'на подстанции «Кировская»': an adjective in quotes is what the thing is called; 'на границе с Х': its edge."""
    if loc.i > 1 and doc.says(loc.i - 1, "where.off") and doc.says(loc.i - 2, "where.border"):
        return True
    alone = bool(loc.region) and not loc.place and loc.j == loc.i + 1
    quoted = doc.gap(loc.i) & Gap.QUOTE and doc.gap(loc.j) & Gap.QUOTE
    return alone and bool(quoted) and doc.folded[loc.i].endswith(ADJECTIVE)
