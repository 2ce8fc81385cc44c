"""Warnings to people in English prose: to take shelter, of a threat of attack, of drones that are on their way."""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.claims import Threat, ThreatState, Weapon
from bot.core.extract.english.clauses import clause_of
from bot.core.extract.near import negated, span_of
from bot.core.extract.places.lands import COUNTRIES
from bot.core.extract.words.marks import Doc, Loc, Mark, Sentence

_AIR = frozenset(["uav", "missile", "bomb"])
_DONE = frozenset(["down", "fall", "debris", "harm", "dead", "hurt", "repel", "airport", "boom", "skip"])


def warnings(doc: Doc) -> Iterator[Threat]:
    """One claim for each warning and region."""
    if not doc.latin:
        return
    for s in doc.sentences:
        if not s.live or not s.groups & {"alarm"}:
            continue
        for mark in s.of("alarm", "cover"):
            if not negated(doc, s, mark, before=3, after=0):
                yield from _claims(doc, s, mark, None, "cover")
        for mark in s.of("alarm", "threat"):
            armed = next((w for w in _armed(s) if 0 <= w.i - mark.j <= 5), None)
            if armed is not None and doc.says_in(mark.j, armed.i, "felled.stop"):
                continue  # 'threat of revenge for drone attacks'
            if armed is not None and not s.has("skip", "forecast"):
                yield from _claims(doc, s, mark, Weapon(armed.value), "of")
        if s.groups.isdisjoint(_DONE):
            yield from _on_their_way(doc, s)


def _armed(s: Sentence) -> list[Mark]:
    return [w for w in s.of("weapon") if w.value in _AIR]


def _on_their_way(doc: Doc, s: Sentence) -> Iterator[Threat]:
    """'drones were heading towards the region'."""
    for mark in s.of("alarm", "motion"):
        weapon = next((w for w in _armed(s) if 0 < mark.i - w.j <= 4), None)
        if weapon is not None and doc.says_in(weapon.j, mark.i, "harm.be"):
            yield from _claims(doc, s, mark, Weapon(weapon.value), "coming")


def _claims(doc: Doc, s: Sentence, mark: Mark, weapon: Weapon | None, how: str) -> Iterator[Threat]:
    places: dict[str | None, set[str]] = {}
    for loc in warned(doc, s, mark):
        places.setdefault(loc.region, set()).update([loc.place] if loc.place else [])
    if not places:
        places = {region: set() for region in _around(_speaking(doc, s))}
    for region, names in places.items():
        yield Threat(
            region=region,
            place=next(iter(names)) if len(names) == 1 else None,
            weapon=weapon,
            state=ThreatState.RAISED,
            span=span_of(doc, mark.i, mark.j),
            rule=f"threat.{how}",
        )


def warned(doc: Doc, s: Sentence, mark: Mark) -> list[Loc]:
    """The places of the clause that a warning stands in, or the country that is all warned; else those of the sentence."""
    here = [loc for loc in s.locs if loc.role in {"", "target"} and loc.region]
    start, end = clause_of(s, mark.i)
    near = [loc for loc in here if start <= loc.i < end]
    first = next((loc.i for loc in near if loc.i >= mark.j), end)
    for m in s.of("country"):
        part = m.value.endswith("adj") or (
            m.value == "many" and m.number in {"s", "p"}
        )  # 'across the region'
        if not mark.j <= m.i <= first or part or not doc.says_in(mark.j, m.i + 1, "alarm.all_over"):
            continue
        named = m.value[:2].upper()
        code = named if named in COUNTRIES else next((r[:2] for r in [*s.regions, *s.carried]), None)
        listed = near if doc.says_in(m.j, first, "country.including") else []
        return [Loc(m.i, m.j, code, role="country"), *listed] if code in COUNTRIES else near
    return near or here


def _speaking(doc: Doc, s: Sentence) -> Sentence:
    """'"Stay in shelters! The attack goes on," the mayor of N said': the sentence that ends the quotation."""
    if s.locs or s.index + 1 >= len(doc.sentences):
        return s
    following = doc.sentences[s.index + 1]
    return following if following.paragraph == s.paragraph and following.regions else s


def _around(s: Sentence) -> list[str]:
    """The country that the sentence names or means by its regions; else where the text is at."""
    country = [loc.region for loc in s.locs if loc.role == "country" and loc.region]
    if country:
        return country[:1]
    if any(m.number == "p" for m in s.of("country", "many")):
        return [r[:2] if r[:2] in {"UA", "RU"} else r for r in s.carried[:1]]
    return s.carried[:1]
