"""Villages that no list has, named beside places that it has: 'Х, Милославский район', 'Клинцы, Х и близлежащие'.

Alarm posts give the names of a list in the nominative, so that such a name can be taken as it is written.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from bot.core.extract.alarm.bulletin import SHORT, TOLD
from bot.core.extract.places.naming import loc_of
from bot.core.extract.words.grammar import (
    ADJECTIVE_ENDINGS,
    ADVERBS,
    FEMININE_ADJECTIVE,
    GENITIVE_ADJECTIVE,
    NEUTER_ADJECTIVE,
    NOMINATIVE_ENDINGS,
    PLACES_IN_O,
)
from bot.core.extract.words.marks import Doc, Loc, Sentence
from bot.core.gazetteer import Gazetteer
from bot.core.places import Place, PlaceKind
from bot.core.text import Gap

_LISTED = Gap.COMMA | Gap.QUOTE | Gap.OPEN | Gap.SLASH
_LONGEST = 3  # words of a name
_SMALL = frozenset([PlaceKind.SETTLEMENT])
_LETTERS = 4  # of its first word, at least
_NEAR = 0.6  # degrees


def add_unlisted(doc: Doc, gazetteer: Gazetteer) -> None:
    """Adds to a short alarm post the names that stand in one list with known places, or open its lines."""
    if len(doc.folded) > SHORT or doc.latin or doc.groups & TOLD or not doc.groups & {"weapon", "alarm"}:
        return
    for s in doc.sentences:
        _lengthen(doc, s)
        if s.locs and (found := list(_beside(doc, s))):
            s.locs = sorted([*s.locs, *found], key=lambda loc: loc.i)
        if any(other.locs for other in doc.sentences):
            s.locs = sorted([*s.locs, *_bound(doc, s)], key=lambda loc: loc.i)
        _villages_of_adjectives(doc, s)
    _own_lines(doc)
    _before_regions(doc)
    around = {loc.region or _lone_region(loc.options) for s in doc.sentences for loc in s.locs} | {doc.home}
    _openers(doc, gazetteer, around)
    _headless(doc, gazetteer, around)


def _villages_of_adjectives(doc: Doc, s: Sentence) -> None:
    """'Адагум, Ивановская': after a place, and with no type word, the adjective of a region is a village."""
    for before, loc in pairwise(s.locs):
        feminine = (
            loc.bare and loc.region and not loc.place and doc.folded[loc.j - 1].endswith(FEMININE_ADJECTIVE)
        )
        if feminine and before.place and loc.i == before.j and doc.gap(loc.i) & Gap.COMMA:
            loc.region, loc.place = None, doc.words.raw[loc.i]


def _lengthen(doc: Doc, s: Sentence) -> None:
    """'Дальняя Полянка' is no Полянка that the list knows."""
    named = {k for loc in s.locs for k in range(loc.i, loc.j)}
    for loc in s.locs:
        k = loc.i - 1
        known = loc.role or loc.region or not loc.options
        if k < s.i or doc.gap(loc.i) or known or not _unknown(doc, k, named):
            continue
        if doc.folded[k].endswith(ADJECTIVE_ENDINGS) and all(p.kind in _SMALL for p in loc.options):
            loc.i, loc.region, loc.options = k, None, ()
            loc.place = " ".join(doc.words.raw[k : loc.j])


def _bound(doc: Doc, s: Sentence) -> Iterator[Loc]:
    """'От Горелое на восток', where the form tells that it is the nominative."""
    named = {k for loc in s.locs for k in range(loc.i, loc.j)}
    for k in range(s.i + 1, s.j):
        if doc.gap(k) or not doc.says(k - 1, "place.uninflected"):
            continue
        stop = _name(doc, s, k, named)
        if stop is not None and doc.folded[stop - 1].endswith(NOMINATIVE_ENDINGS):
            yield Loc(k, stop, None, " ".join(doc.words.raw[k:stop]))


def _beside(doc: Doc, s: Sentence) -> Iterator[Loc]:
    """The unknown names of the sentence that a comma joins to a known place, or to one another."""
    named = {k for loc in s.locs for k in range(loc.i, loc.j)}
    starts, stops = {loc.i for loc in s.locs}, {loc.j for loc in s.locs}
    pending: list[Loc] = []
    k = s.i
    while k < s.j:
        stop = _name(doc, s, k, named)
        if stop is None:
            k += 1
            continue
        loc = Loc(k, stop, None, " ".join(doc.words.raw[k:stop]))
        follows = _listed(doc, k, k) and k in stops
        leads = stop < s.j and _listed(doc, stop, stop) and (stop in starts or _typed(s, stop, starts))
        leads = leads or (stop in starts and _before_region(doc, stop))
        typed = k > s.i and doc.says(k - 1, "place.short_type") and doc.gap(k) & Gap.DOT
        if leads or typed or (follows and _closed(doc, s, stop)):
            yield from (*pending, loc)
            stops.add(stop)
            pending = []
        elif stop < s.j and doc.gap(stop) & Gap.COMMA and (not pending or pending[-1].j == k):
            pending.append(loc)
        k = stop


def _name(doc: Doc, s: Sentence, k: int, named: set[int]) -> int | None:
    """The word after the unknown name that begins at word k, or None."""
    abbreviated = k > s.i and doc.says(k - 1, "place.short_type") and bool(doc.gap(k) & Gap.DOT)
    if k > s.i and not doc.gap(k) and not doc.says(k - 1, "place.uninflected"):
        return None
    stop = k
    while stop < min(s.j, k + _LONGEST) and _unknown(doc, stop, named) and (stop == k or not doc.gap(stop)):
        stop += 1
    if stop == k or len(doc.folded[k]) < _LETTERS:
        return None
    if stop < s.j and doc.says(stop, "place.thing"):
        return None
    if stop < s.j and not doc.gap(stop) and not doc.says(stop, "list.and") and not _before_region(doc, stop):
        return stop if abbreviated or (k > s.i and doc.says(k - 1, "place.uninflected")) else None
    return stop


def _unknown(doc: Doc, k: int, named: set[int]) -> bool:
    """A capitalised word in Cyrillic letters that means nothing and is no remark."""
    raw, lex = doc.words.raw[k], doc.lexes[k]
    if k in named or not lex.capital or lex.tags or raw.isupper() or raw.isascii() or lex.raw_digit:
        return False
    return "place.remark" not in lex.keys and not _adverb(lex.folded)


def _adverb(word: str) -> bool:
    """'Повторно', 'Низко', and no 'Иваново', 'Бородино'."""
    return word.endswith(ADVERBS) and not word.endswith(PLACES_IN_O)


def _listed(doc: Doc, i: int, j: int) -> bool:
    return bool(doc.between(i, j) & Gap.COMMA) and not doc.between(i, j) & ~_LISTED


def _typed(s: Sentence, k: int, starts: set[int]) -> bool:
    """A type word, and then a known place: 'Х, пос. Ивня'."""
    return any(m.i == k and m.j in starts for m in s.of("head"))


def _before_region(doc: Doc, stop: int) -> bool:
    """'Х ДНР', 'Х Тульской области': no sign parts a village from its region."""
    return doc.words.raw[stop].isupper() or doc.folded[stop].endswith(GENITIVE_ADJECTIVE)


def _closed(doc: Doc, s: Sentence, stop: int) -> bool:
    """The list ends, or goes on, after the name."""
    return stop >= s.j or bool(doc.gap(stop)) or doc.says(stop, "list.and")


def _own_lines(doc: Doc) -> None:
    """A name alone on its line: between lines of known places, or 'Х и близлежащие'."""
    for n, s in enumerate(doc.sentences):
        stop = None if s.locs or s.groups - {"head"} else _name(doc, s, s.i, set())
        nearby = stop == s.j - 2 and doc.says(s.j - 1, "place.nearby")
        after = doc.sentences[n + 1] if n + 1 < len(doc.sentences) else s
        listed = n > 0 and _bare(doc, doc.sentences[n - 1]) and (_bare(doc, after) or after.has("alarm"))
        if stop is not None and (nearby or (stop == s.j and listed)):
            s.locs = [Loc(s.i, stop, None, " ".join(doc.words.raw[s.i : stop]))]


def _before_regions(doc: Doc) -> None:
    """'Ольховка / Курская область / БПЛА': a name alone on the line before its region, of a form that only names have."""
    for s, after in pairwise(doc.sentences):
        of_region = _bare(doc, after) and any(loc.region and not loc.place for loc in after.locs)
        if s.locs or s.groups or not of_region or _name(doc, s, s.i, set()) != s.j:
            continue
        if doc.folded[s.j - 1].endswith(NOMINATIVE_ENDINGS):
            s.locs = [Loc(s.i, s.j, None, " ".join(doc.words.raw[s.i : s.j]))]


def _openers(doc: Doc, gazetteer: Gazetteer, around: set[str | None]) -> None:
    """'Ракитное, БПЛА в сторону Белгорода': a known name that is an ordinary word too, first in its line.

    It is a name where the post tells of its region, or where it does not agree with the noun after it.
    """
    for s in doc.sentences:
        match = gazetteer.match(doc.folded, s.i) if _unknown(doc, s.i, set()) else None
        if match is None or match.stop >= s.j or (s.locs and s.locs[0].i < match.stop):
            continue
        loc = loc_of(s.i, match.stop, match.targets)
        signed = doc.gap(loc.j) & (Gap.COMMA | Gap.DASH | Gap.COLON)
        near = any(p.region in around for p in loc.options)
        neuter = doc.folded[loc.j - 1].endswith(NEUTER_ADJECTIVE) and not doc.gap(loc.j)
        clashes = neuter and (
            doc.says(loc.j, "alarm.danger") or (near and "weapon" in doc.lexes[loc.j].groups)
        )
        if loc.place and ((signed and near) or clashes):
            s.locs = [loc, *s.locs]


def _headless(doc: Doc, gazetteer: Gazetteer, around: set[str | None]) -> None:
    """'Валуйский / Волоконовский районы': alone on its line, a word that names a district of a region the post tells of."""
    for s in doc.sentences:
        if (
            s.locs
            or not doc.lexes[s.i].capital
            or s.j - s.i not in {1, 1 + 2 * doc.says(s.j - 1, "place.nearby")}
        ):
            continue
        targets = gazetteer.adjective(doc.folded[s.i])
        options = tuple(t for t in targets if isinstance(t, Place) and t.region in around)
        if options and len({t.name for t in options}) == 1:
            s.locs = [Loc(s.i, s.i + 1, options[0].region, options[0].name, options)]


def _lone_region(options: tuple[Place, ...]) -> str | None:
    regions = {p.region for p in options}
    return next(iter(regions)) if len(regions) == 1 else None


def _bare(doc: Doc, s: Sentence) -> bool:
    """A line of known places, perhaps 'и близлежащие'."""
    rest = s.j - s.i - sum(loc.j - loc.i for loc in s.locs)
    return bool(s.locs) and (rest <= 1 or (rest == 2 and doc.says(s.j - 1, "place.nearby")))


def settle_outliers(doc: Doc) -> None:
    """A village of another region than all its neighbours of a short alarm post is one that the list lacks there."""
    if len(doc.folded) > SHORT or doc.latin or not doc.groups & {"weapon", "alarm"}:
        return
    locs = [loc for s in doc.sentences if not s.groups & TOLD for loc in s.locs if loc.role == ""]
    for loc in locs:
        others = [other for other in locs if other is not loc and other.region]
        around = {other.region for other in others}
        known = bool(loc.place and loc.options) and all(p.kind in _SMALL for p in loc.options)
        known = known and not any(_side_by_side(p, q) for p in loc.options for o in others for q in o.options)
        led = loc.i > 0 and not doc.gap(loc.i) and doc.says(loc.i - 1, "place.uninflected")
        sure = len(others) > 1 or any(not other.place for other in others)
        if known and not led and sure and loc.region and len(around) == 1 and loc.region not in around:
            loc.region, loc.options = next(iter(around)), ()


def _side_by_side(one: Place, other: Place) -> bool:
    """Whether they lie some 60 km from one another, or less: a border runs between them."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return False
    return abs(one.lat - other.lat) < _NEAR and abs(one.lon - other.lon) < _NEAR
