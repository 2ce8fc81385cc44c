"""Decides where things happen: what each place mention does, which namesake is meant, and what a sentence inherits.

Order of trust: a region named in the clause, the region a named place lies in, the region of the sentence's speaker, the
region the text was at, the only region of the text, the channel's home; else nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.extract.english.clauses import cut_clauses
from bot.core.extract.english.later import name_city, name_later
from bot.core.extract.english.nations import place_capital, place_countries
from bot.core.extract.english.surroundings import mark_surroundings, narrow_peninsula, widen_city
from bot.core.extract.english.unnamed import unname_sites
from bot.core.extract.places.carrying import carry
from bot.core.extract.places.lands import COUNTRIES, HELD
from bot.core.extract.places.naming import SITES
from bot.core.extract.places.roles import assign_roles
from bot.core.extract.places.unlisted import settle_outliers
from bot.core.extract.places.wholes import (
    mark_airports,
    mark_capital,
    mark_countries,
    mark_listed_regions,
    mark_waters,
    name_lands,
)
from bot.core.extract.words.marks import Doc, Loc, Sentence
from bot.core.places import Place, PlaceKind
from bot.core.text import Gap

_SURE = 4  # a namesake this many times more populous than the next is the one a reader thinks of


def settle(doc: Doc) -> None:
    """Gives every mention its role and region, and every sentence its regions."""
    for sentence in doc.sentences:
        if doc.latin:
            sentence.cuts = cut_clauses(doc, sentence)
        if "water" in sentence.groups:
            mark_waters(doc, sentence)
        if sentence.locs:
            mark_surroundings(doc, sentence)
            _attach(doc, sentence)
            name_lands(doc, sentence)
            assign_roles(doc, sentence)
        if "country" in sentence.groups:
            (place_countries if doc.latin else mark_countries)(doc, sentence)
        if "capital" in sentence.groups:
            (place_capital if doc.latin else mark_capital)(doc, sentence)
    for sentence in doc.sentences if "airport" in doc.groups or "carpet" in doc.groups else ():
        mark_airports(doc, sentence)
    for sentence in doc.sentences if doc.latin and "country" in doc.groups else ():
        mark_listed_regions(doc, sentence)
    _resolve(doc)
    settle_outliers(doc)
    _inherit(doc)


def _inherit(doc: Doc) -> None:
    """What sentences carry on, countries that stand for an unnamed place in them left out."""
    narrow_peninsula(doc)
    whole = doc.latin and "country" in doc.groups
    if doc.latin:
        widen_city(doc)
        name_city(doc)
    if whole:
        name_later(doc)
    carry(doc)
    if whole:
        unname_sites(doc)


# --- a place and the region that follows it ------------------------------------------------------------------------


def _attach(doc: Doc, sentence: Sentence) -> None:
    """'в Ромашкове Тульской области', 'хутор Х Красноармейского района': the smaller takes the larger's region."""
    locs = sentence.locs
    for n in range(len(locs) - 1, 0, -1):
        here, larger = locs[n - 1], locs[n]
        around = larger.region or _only_region(larger)
        if larger.region is None and _told_before(locs[: n - 1], here, around):
            continue
        adjoins = n > 1 and locs[n - 2].j == here.i and not doc.gap(here.i)
        if here.region is None and around and _leans(doc, here, larger, around, adjoins=adjoins):
            _fix(here, around)
    for n in range(len(locs) - 1):
        larger, here = locs[n], locs[n + 1]
        if here.region is None and larger.region and any(p.region == larger.region for p in here.options):
            _fix(here, larger.region)


def _told_before(before: list[Loc], here: Loc, region: str | None) -> bool:
    """'в Х-ском районе, в сёлах А и Б': A lies in that district, wherever a namesake of B may lie."""
    told = {loc.region or _only_region(loc) for loc in before if not loc.typed}
    return region not in told and any(p.region in told for p in here.options)


def _only_region(loc: Loc) -> str | None:
    regions = {p.region for p in loc.options}
    return next(iter(regions)) if len(regions) == 1 else None


def _leans(doc: Doc, here: Loc, larger: Loc, region: str, *, adjoins: bool) -> bool:
    if any(p.region == region for p in here.options):
        return True
    between = doc.lexes[here.j : larger.i]
    gaps = doc.between(here.j, larger.i)
    if larger.place and between and doc.says(larger.i - 1, "where.to"):
        return False  # 'от Изюма на Краматорск'
    of_town = not gaps and all("head.settlement" in lex.keys for lex in between)  # 'посёлок Х города У'
    if (larger.region is None and not of_town) or _side_by_side(doc, here, larger, adjoins=adjoins):
        return False
    if gaps & (Gap.SEMICOLON | Gap.STOP | Gap.COLON | Gap.LINE) or region.startswith("SEA"):
        return False
    listed = gaps & Gap.COMMA or doc.says_in(here.j, larger.i, "list.and")
    if listed and any(p.kind is PlaceKind.TOWN for p in here.options):
        return False
    return of_town or all("where.within" in lex.keys for lex in between) or gaps & Gap.OPEN != 0


def _side_by_side(doc: Doc, here: Loc, larger: Loc, *, adjoins: bool) -> bool:
    """'Саки Евпатория Севастополь': names in a row, of which the second is no land that the first could lie in.

    `adjoins` tells that another name stands right before the first.
    """
    if larger.i != here.j or doc.gap(larger.i) or larger.bare or here.typed:
        return False
    if "head" in doc.lexes[larger.j - 1].groups:
        return False
    return bool(here.options) and (adjoins or any(p.kind is not PlaceKind.SETTLEMENT for p in here.options))


def _fix(loc: Loc, region: str) -> None:
    loc.region = region
    own = tuple(p for p in loc.options if p.region == region)
    if own:
        loc.options = own
        site = own[0].kind in SITES
        loc.place = None if site and " " in own[0].name else own[0].name


# --- namesakes -----------------------------------------------------------------------------------------------------


def _resolve(doc: Doc) -> None:
    """Settles which of several namesakes each mention means."""
    waiting = _waiting(doc)
    named: dict[int, list[str]] = {}
    again = [] if doc.latin else waiting  # what is settled later may tell what is meant by an earlier one
    for sentence, loc in [*waiting, *again]:
        if loc.region is None:
            _settle_one(doc, sentence, loc, named)


def _settle_one(doc: Doc, sentence: Sentence, loc: Loc, named: dict[int, list[str]]) -> None:
    _keep_in_context(sentence, loc)
    if loc.region is None:
        region = _choose(doc, sentence, loc, named)
        if region is None and doc.latin and loc.typed:  # an English text names a village's region before it
            before = doc.sentences[: sentence.index][::-1]
            region = next((code for other in before for code in _named_in(other, named)), None)
        if region is not None:
            _fix(loc, region)
    if loc.region is not None:
        named.pop(sentence.index, None)


def _waiting(doc: Doc) -> list[tuple[Sentence, Loc]]:
    """The mentions of which it is not plain where they lie, those after type words last; the others are settled."""
    waiting: list[tuple[Sentence, Loc]] = []
    for sentence in doc.sentences:
        for loc in sentence.locs:
            if loc.region is not None or not loc.place:
                continue
            regions = {p.region for p in loc.options}
            if len(regions) == 1 and not (loc.typed and loc.options[0].kind is PlaceKind.SETTLEMENT):
                _fix(loc, loc.options[0].region)
            else:
                waiting.append((sentence, loc))
    return sorted(waiting, key=lambda pair: bool(pair[1].typed))


def _keep_in_context(sentence: Sentence, loc: Loc) -> None:
    """A village after a type word belongs to the district or region just named, though the gazetteer knows a far namesake."""
    if not loc.typed or not loc.place or not loc.options or loc.typed.isascii():
        return
    around = [
        other.region for other in sentence.locs if other.region and not other.typed and other.role == ""
    ]
    around = [code for code in around if code not in COUNTRIES]
    if around and not set(around) & {p.region for p in loc.options}:
        loc.place, loc.region, loc.options = loc.typed, around[0], ()


def _choose(doc: Doc, sentence: Sentence, loc: Loc, named: dict[int, list[str]]) -> str | None:
    """The region of an ambiguous or unknown place, by what the text named nearest to it."""
    hints = _hints(doc, sentence, named)
    own = {p.region for p in loc.options}
    if own:
        fitting = _famous(loc.options) if not loc.typed or doc.latin else None
        fitting = fitting or next((region for region in hints if region in own), None)
        fitting = fitting or _obvious(loc.options)
        if fitting is None and not doc.latin:
            fitting = _only_around(doc, sentence, loc, named) or (doc.home if loc.typed else None)
            if fitting is not None:
                loc.options = ()  # a village that the list lacks there, and knows elsewhere
            fitting = fitting or _obvious(_of_side(doc, loc))
        return fitting
    first = next(hints, None)
    beside = any(other.role == "target" for other in sentence.locs)
    beside = beside or "RU-MOW" not in _named_in(sentence, named)
    return "RU-MOS" if first == "RU-MOW" and beside else first


def _of_side(doc: Doc, loc: Loc) -> tuple[Place, ...]:
    """The namesakes on the side whose language the text is in: it warns those who read it."""
    return tuple(p for p in loc.options if p.region.startswith("UA") == doc.ukrainian or p.region in HELD)


def _only_around(doc: Doc, sentence: Sentence, loc: Loc, named: dict[int, list[str]]) -> str | None:
    """The one region that the text names near the sentence, else that of the list that the place stands in."""
    near = doc.around(sentence)
    found = {code for other in near for code in _named_in(other, named)}
    if len(found) == 1:
        return next(iter(found))
    return _of_the_list(doc, sentence, loc)


def _of_the_list(doc: Doc, sentence: Sentence, loc: Loc) -> str | None:
    """The region of the place beside it in the same list."""
    at = sentence.locs.index(loc)
    for a, b in ((at, at + 1), (at - 1, at)):
        if a < 0 or b >= len(sentence.locs):
            continue
        gaps = doc.between(sentence.locs[a].j, sentence.locs[b].i)
        beside = sentence.locs[b if a == at else a]
        if sentence.locs[a].j == sentence.locs[b].i and gaps & Gap.COMMA and beside.region:
            return beside.region
    return None


def _hints(doc: Doc, sentence: Sentence, named: dict[int, list[str]]) -> Iterator[str]:
    """The regions that may be meant, the likeliest first: of the sentence, its speakers, those before it, and after it."""
    yield from _named_in(sentence, named)
    yield from sentence.voices
    for other in reversed(doc.before(sentence)):
        yield from _named_in(other, named)
    for other in doc.beginning():
        yield from other.voices
    if doc.home:
        yield doc.home
    for other in doc.around(sentence):
        if other.index > sentence.index:
            yield from _named_in(other, named)


def _named_in(sentence: Sentence, named: dict[int, list[str]]) -> list[str]:
    """The regions that a sentence names, the first first; remembered in `named` until one more is settled there."""
    found = named.get(sentence.index)
    if found is None:
        found = [loc.region for loc in sentence.locs if loc.region and loc.region not in COUNTRIES]
        named[sentence.index] = found = list(dict.fromkeys(found))
    return found


def _famous(options: tuple[Place, ...]) -> str | None:
    """The region of a great city whose namesakes are villages: no hint makes a village of it."""
    ranked = sorted(options, key=lambda place: -place.population)
    great = ranked[0].kind is PlaceKind.TOWN and ranked[0].population >= _GREAT
    great = great and all(
        p.population * _DWARFED <= ranked[0].population for p in ranked[1:] if p.region != ranked[0].region
    )
    return ranked[0].region if great else None


_GREAT = 200_000  # people
_DWARFED = 50  # times as many as its largest namesake has


def _obvious(options: tuple[Place, ...]) -> str | None:
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
