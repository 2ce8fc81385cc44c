"""What an English text names around a place: the region of a capital or a town, and the peninsula of its city."""

from __future__ import annotations

from bot.core.extract.places.lands import AROUND
from bot.core.extract.words.marks import Doc, Loc, Sentence
from bot.core.text import Gap

_CITY, _PENINSULA = "UA-40", "UA-43"
_LEAD = 3  # sentences: a headline and what leads into the text
_HERE = frozenset(["", "target"])


def mark_surroundings(doc: Doc, s: Sentence) -> None:
    """'Moscow and its surrounding areas', 'Kyiv and the region around the capital': the region, too."""
    for loc in [loc for loc in s.locs if doc.latin and not loc.place and loc.j - loc.i == 1]:
        k, around = loc.j, AROUND.get(loc.region or "")
        if around is None or k >= s.j or doc.gap(k) or not doc.says(k, "around.and"):
            continue
        near = False
        while k + 1 < s.j and not doc.gap(k + 1) and doc.says(k + 1, "around.between"):
            k += 1
            near = near or doc.says(k, "around.near")
        if k + 1 < s.j and not doc.gap(k + 1) and doc.says(k + 1, "around.land"):
            near = near or doc.says(k + 1, "around.near") or doc.says_in(k + 2, k + 3, "around.near")
            if near:
                s.locs.append(Loc(loc.j + 1, k + 2, around))
    s.locs.sort(key=lambda loc: loc.i)


def is_surrounded(doc: Doc, s: Sentence, loc: Loc) -> bool:
    """Whether the region around a capital is named beside it, so that the capital is a place, too."""
    return any(
        other.region == AROUND.get(loc.region or "")
        and other.i - loc.j == 1
        and doc.says(loc.j, "around.and")
        for other in s.locs
    )


def narrow_peninsula(doc: Doc) -> None:
    """'Sevastopol, Crimea', 'Crimean port of Sevastopol'; 'in Crimea' in a headline whose lead names the city: the city."""
    cities = [s for s in doc.sentences if doc.latin and any(_is(loc, _CITY) for loc in s.locs)]
    if not cities:
        return
    apart = False
    for s in cities:
        for loc in s.locs:
            if _is(loc, _PENINSULA):
                if _within(doc, s, loc):
                    loc.role = "around"
                else:
                    apart = True
    for s in doc.sentences[:_LEAD] if not apart else ():
        lands = [loc for loc in s.locs if _is(loc, _PENINSULA)]
        if (
            s not in cities
            and not s.has("down")
            and len(lands) == len([o for o in s.locs if o.role in _HERE])
        ):
            for loc in lands:
                loc.region = _CITY


def widen_city(doc: Doc) -> None:
    """'Shelling in N', then 'in the N region': what a headline calls by its town is the region that its body tells of."""
    lead = doc.sentences[:_LEAD]
    lands = {loc.region: s.index for s in reversed(lead) for loc in s.locs if _is_land(doc, loc)}
    for region, told in lands.items():
        towns = [(s, loc) for s in doc.sentences for loc in s.locs if loc.place and _heads(loc, region)]
        apart = any(s.index == told or _as_town(doc, s, loc) for s, loc in towns)
        if any(s.index < told for s, _ in towns) and not apart:
            for _, loc in towns:
                loc.place, loc.options = None, ()


def _is_land(doc: Doc, loc: Loc) -> bool:
    """'the N region', where things happen."""
    land = loc.role in _HERE and loc.region and not loc.place
    typed = "head" in doc.lexes[loc.j - 1].groups | doc.lexes[loc.i].groups
    return bool(land) and typed and not doc.says(loc.j, "where.shore")


def _heads(loc: Loc, region: str | None) -> bool:
    return loc.region == region and bool(loc.options) and loc.options[0].capital_of == region


def _as_town(doc: Doc, s: Sentence, loc: Loc) -> bool:
    """'the port of N', 'N, a city', 'in N and M': the town itself."""
    told = doc.says_in(max(s.i, loc.i - 3), loc.i, "where.shore") or doc.says_in(
        loc.j, loc.j + 4, "where.shore"
    )
    listed = any(o.place and max(o.i - loc.j, loc.i - o.j) <= 2 for o in s.locs if o is not loc)
    return told or bool(loc.typed) or listed


def _is(loc: Loc, region: str) -> bool:
    return loc.region == region and loc.role in _HERE and not loc.place


def _within(doc: Doc, s: Sentence, land: Loc) -> bool:
    """The city stands right beside the peninsula, and no 'and' joins the two."""
    for city in s.locs:
        if not _is(city, _CITY):
            continue
        first, last = sorted((city, land), key=lambda loc: loc.i)
        words = range(first.j, last.i)
        if doc.between(first.j, last.i) & ~(Gap.COMMA | Gap.QUOTE):
            continue
        joined = all(doc.says(k, "where.held") or doc.says(k, "around.joins") for k in words)
        if joined and (first is city or words or not doc.gap(last.i)):
            return True
    return False
