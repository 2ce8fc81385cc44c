"""From raw findings to the list of claims: repetitions go, regions and places are added, empty texts stay empty."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from bot.core.claims import Affected, Airport, Attack, Claim, Downed, Located, NoCasualties, Injured, Killed, Speaker, Window
from bot.core.extract.marks import Doc, Sentence
from bot.core.extract.near import span_of

_CORE = frozenset(["downed", "attack", "debris", "threat", "airport"])
_COUNTRIES = frozenset(["RU", "UA"])
Key: TypeAlias = tuple[object, ...]


def tidy(doc: Doc, found: list[Claim]) -> list[Claim]:
    """The claims of the text in the order of their spans, each once."""
    if not any(claim.kind in _CORE for claim in found):
        return []
    kept = _once(_sensible(doc, found))
    events = [c for c in kept if not isinstance(c, Speaker | Window)]
    if not events:
        return []
    kept += _affected(events)
    kept += _located(doc, events)
    return sorted(kept, key=lambda claim: (claim.span, claim.kind))


def _once(claims: Iterable[Claim]) -> list[Claim]:
    seen: set[Key] = set()
    kept: list[Claim] = []
    for claim in claims:
        key = _key(claim)
        if key not in seen:
            seen.add(key)
            kept.append(claim)
    return kept


def _key(claim: Claim) -> Key:
    return (claim.kind, *(getattr(claim, name) for name in claim.__dataclass_fields__ if name not in {"span", "rule"}))


def _sensible(doc: Doc, found: list[Claim]) -> Iterable[Claim]:
    """Drops what another claim of the text says better."""
    exact = {(c.region, c.weapon) for c in found if isinstance(c, Downed) and c.count is not None}
    national = any(c.region in _COUNTRIES and c.count is not None for c in found if isinstance(c, Downed))
    armed = {c.region for c in found if isinstance(c, Attack) and c.weapon is not None}
    hurt = {c.region for c in found if isinstance(c, Injured | Killed)}
    title = doc.sentences[0].j if doc.sentences and doc.sentences[0].title else 0
    title_end = doc.words.stops[title - 1] if title else 0
    for claim in found:
        if isinstance(claim, Downed) and claim.count is None:
            shared = claim.rule == "downed.member" or claim.span.stop <= title_end
            if shared and ((claim.region, claim.weapon) in exact or (claim.region in _COUNTRIES and national)):
                continue
        if isinstance(claim, Attack) and claim.weapon is None and claim.region in armed:
            continue
        if isinstance(claim, NoCasualties) and claim.region in hurt and doc.words.text[claim.span.start :].lower().startswith("погиб"):
            continue
        yield claim


def _affected(events: list[Claim]) -> list[Claim]:
    found: dict[str, Affected] = {}
    for claim in events:
        region = None if isinstance(claim, Airport) else getattr(claim, "region", None)
        if region and region not in _COUNTRIES and region not in found:
            found[region] = Affected(region=region, span=claim.span, rule="region")
    return list(found.values())


def _located(doc: Doc, events: list[Claim]) -> list[Claim]:
    """The places of sentences that told of something."""
    found: dict[tuple[str | None, str], Located] = {}
    for sentence in doc.sentences:
        if not sentence.live or not _tells(doc, sentence, events):
            continue
        for loc in sentence.locs:
            if loc.role in {"", "target"} and loc.place and (loc.region, loc.place) not in found:
                found[loc.region, loc.place] = Located(
                    region=loc.region, place=loc.place, span=span_of(doc, loc.i, loc.j), rule="place"
                )
    return list(found.values())


def _tells(doc: Doc, sentence: Sentence, events: list[Claim]) -> bool:
    start, stop = doc.words.starts[sentence.i], doc.words.stops[sentence.j - 1]
    if any(start <= claim.span.start < stop for claim in events):
        return True
    return not sentence.groups and len(doc.folded) <= 60
