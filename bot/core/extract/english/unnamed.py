"""One unnamed place inside a country: 'a village in Ukraine', 'a base on Russian soil'. It is no whole country, and no known region."""

from __future__ import annotations

from bot.core.extract.places.lands import COUNTRIES
from bot.core.extract.words.marks import Doc, Loc, Sentence

_NEAR = 6  # words between a place and the country it lies in: 'a village in the far east of'


def unname_sites(doc: Doc) -> None:
    """Takes a country that only tells where an unnamed place lies for no region; a mere 'in Ukraine' beside it, too."""
    whole = [(s, loc) for s in doc.sentences for loc in s.locs if _is_country(loc)]
    for s, loc in whole:
        if s.index and doc.says_in(
            s.i, loc.i, "unnamed.series"
        ):  # 'the latest in a series that hit Russian cities'
            loc.role, s.carried = "site", doc.sentences[s.index - 1].carried
    whole = [(s, loc) for s, loc in whole if _is_country(loc)]
    armed = "weapon" in doc.groups  # else nothing tells that it is of this war
    sites = [(s, loc) for s, loc in whole if armed and _is_site(doc, s, loc)]
    for code in {loc.region for _, loc in sites}:
        own = [(s, loc) for s, loc in whole if loc.region == code]
        wide = any(pair not in sites and not _mere(doc, *pair) for pair in own)
        for s, loc in sites if wide else own:
            if loc.region == code:
                loc.role = "site"
                s.carried = [region for region in s.carried if region != code]
        for s in () if wide else doc.sentences:
            s.carried = [region for region in s.carried if region != code]


def _is_country(loc: Loc) -> bool:
    return loc.role == "country" and loc.region in COUNTRIES


def _is_site(doc: Doc, s: Sentence, loc: Loc) -> bool:
    """A place in the singular, or one blast, stands before 'in' and the country."""
    at = _preposition(doc, s, loc)
    if at is None:
        return False
    lo = max(s.i, at - _NEAR)
    return any(doc.says(k, "unnamed.site") and not doc.between(k + 1, at) for k in range(lo, at)) or doc.says(
        at - 1, "unnamed.blast"
    )


def _mere(doc: Doc, s: Sentence, loc: Loc) -> bool:
    """'in Ukraine', with nothing that tells of several places."""
    at = _preposition(doc, s, loc)
    many = any(m.number == "p" for m in [*s.of("weapon"), *s.of("attack")])
    return at is not None and not many


def _preposition(doc: Doc, s: Sentence, loc: Loc) -> int | None:
    """The word 'in' or 'on' before 'southern Russia' or 'Russian soil'."""
    at = loc.i - 1
    while at > s.i and (doc.says(at, "nation.side") or doc.says(at, "capital.the")):
        at -= 1
    return at if at > s.i and doc.says(at, "unnamed.in") else None
