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
from bot.core.extract.places.namesakes import famous, obvious
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
    joined = doc.says_in(here.j, larger.i, "list.and")
    if joined and any(p.kind is PlaceKind.DISTRICT for p in here.options):
        return False
    if (joined or gaps & Gap.COMMA) and any(p.kind is PlaceKind.TOWN for p in here.options):
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
        fitting = famous(loc.options) if not loc.typed or doc.latin else None
        fitting = fitting or next((region for region in hints if region in own), None)
        listed = None if fitting or doc.latin else _of_the_named(doc, sentence, loc)
        fitting = fitting or (None if listed else obvious(loc.options))
        if fitting is None and not doc.latin:
            fitting = listed or _only_around(doc, sentence, loc, named) or (doc.home if loc.typed else None)
            if fitting is not None:
                loc.options = ()  # a village that the list lacks there, and knows elsewhere
            fitting = fitting or obvious(_of_side(doc, loc))
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


def _of_the_named(doc: Doc, sentence: Sentence, loc: Loc) -> str | None:
    """'в Херсонской области ... в Большевике, Гладковке': the region of a village's list, if the sentence names it."""
    if any(p.kind is not PlaceKind.SETTLEMENT for p in loc.options):
        return None
    named = {other.region for other in sentence.locs if not other.place and other.role == ""}
    beside = (p.region for other in _listed_beside(doc, sentence, loc) for p in other.options)
    return next((region for region in beside if region in named), None)


def _of_the_list(doc: Doc, sentence: Sentence, loc: Loc) -> str | None:
    """The region of the place beside it in the same list."""
    return next((other.region for other in _listed_beside(doc, sentence, loc) if other.region), None)


def _listed_beside(doc: Doc, sentence: Sentence, loc: Loc) -> Iterator[Loc]:
    """The places after and before it that nothing but a comma parts from it."""
    at = sentence.locs.index(loc)
    for a, b in ((at, at + 1), (at - 1, at)):
        if a < 0 or b >= len(sentence.locs):
            continue
        one, other = sentence.locs[a], sentence.locs[b]
        if one.j == other.i and doc.gap(other.i) & Gap.COMMA:
            yield other if a == at else one


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
