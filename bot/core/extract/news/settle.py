"""From raw findings to the list of claims: repetitions go, regions and places are added, empty texts stay empty."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields
from operator import attrgetter
from typing import Any, TypeAlias

from bot.core.claims import (
    KINDS,
    Affected,
    Airport,
    Claim,
    Damage,
    DamagedObject,
    Located,
    Speaker,
    Threat,
    Window,
)
from bot.core.extract.alarm.bulletin import SHORT, lists_places
from bot.core.extract.attack.events import heard_from_afar
from bot.core.extract.english.clauses import clause_of
from bot.core.extract.english.passing import only_named
from bot.core.extract.near import span_of
from bot.core.extract.news.better import sensible
from bot.core.extract.places.lands import COUNTRIES
from bot.core.extract.speech.callers import in_place
from bot.core.extract.words.marks import Doc, Loc, Sentence

_CORE = frozenset(["downed", "attack", "debris", "threat", "airport"])
_SECONDARY = frozenset(["fire", "damage", "killed", "injured", "no_casualties", "no_damage", "explosions"])
_FIELD = frozenset(["weapon", "weaponadj", "attack", "shell", "defence", "alarm", "debris", "enemy", "heard"])
_SIDES = frozenset(["enemy", "country", "role"])
_ASIDE = (Speaker, Window)  # they tell of no event
_FOUGHT = 8  # words between a battle and the town that it is for
_LONG = 60  # words: a text of this length that names no region tells of something else
Key: TypeAlias = tuple[object, ...]


def tidy(doc: Doc, found: list[Claim]) -> list[Claim]:
    """The claims of the text in the order of their spans, each once."""
    if not found:
        return []
    said = in_place(doc, list(sensible(doc, _of_the_field(doc, found))))
    kept = _once(said)
    if _CORE.isdisjoint([claim.kind for claim in kept]) and not (
        any(_armed(doc, claim) for claim in kept) or heard_from_afar(doc)
    ):
        return []
    events: list[Claim] = [c for c in kept if not isinstance(c, _ASIDE)]
    if (
        not events
        or _promotes(doc, events)
        or (len(doc.folded) > _LONG and not any(_placed(claim) for claim in events))
        or (doc.latin and only_named(doc, [c for c in said if not isinstance(c, _ASIDE)]))
    ):
        return []
    located = _located(doc, [c for c in said if not isinstance(c, _ASIDE)] + _needless_alarms(found, said))
    kept += [*_affected([*events, *located]), *located]
    return sorted(kept, key=lambda claim: (claim.span, claim.kind))


def _needless_alarms(found: list[Claim], said: list[Claim]) -> list[Claim]:
    """Alarms that a better one of the same region stands for: 'Сирены в Х! Ракетная опасность' names the place."""
    better = {(c.region, c.state) for c in said if isinstance(c, Threat)}
    return [c for c in found if isinstance(c, Threat) and (c.region, c.state) in better]


def _promotes(doc: Doc, events: list[Claim]) -> bool:
    """A channel that speaks of itself: 'перейдите, включите, подпишитесь', and no region."""
    if "skip" not in doc.groups:
        return False
    signs = sum(len(s.of("skip", "promo")) for s in doc.sentences)
    return signs > 2 or (
        bool(signs) and not any(getattr(c, "region", None) not in {None, "RU", "UA"} for c in events)
    )


def _placed(claim: Claim) -> bool:
    return isinstance(claim, Airport) or bool(getattr(claim, "region", None))


def _of_the_field(doc: Doc, found: list[Claim]) -> list[Claim]:
    """Fires, damage and casualties told well before the text first comes to the field are of something else."""
    first = next((s.index for s in doc.sentences if s.live and s.groups & _FIELD), 0)
    if first < 2:
        return found
    start = doc.words.starts[doc.sentences[first - 1].i]
    return [
        claim for claim in found if claim.kind not in _SECONDARY | {"speaker"} or claim.span.start >= start
    ]


def _armed(doc: Doc, claim: Claim) -> bool:
    """A consequence told in one sentence with a weapon."""
    if claim.kind not in _SECONDARY:
        return False
    if isinstance(claim, Damage) and claim.object is DamagedObject.MILITARY and doc.latin:
        return not doc.groups.isdisjoint(_SIDES)
    if claim.kind == "explosions":
        return any(
            s.live and s.groups & {"weapon", "defence"} and not (doc.latin and s.has("unreal"))
            for s in doc.sentences
        )
    return any(
        s.live
        and s.groups & {"weapon", "defence"}
        and doc.words.starts[s.i] <= claim.span.start < doc.words.stops[s.j - 1]
        for s in doc.sentences
    )


def _once(claims: Iterable[Claim]) -> list[Claim]:
    seen: set[Key] = set()
    kept: list[Claim] = []
    for claim in claims:
        key = _key[type(claim)](claim)
        if key not in seen:
            seen.add(key)
            kept.append(claim)
    return kept


# what a claim says, without its evidence; made once, for every claim of every text asks
_key: dict[type[Claim], Callable[[Any], Key]] = {
    cls: attrgetter("kind", *(f.name for f in fields(cls) if f.name not in {"span", "rule"}))
    for cls in KINDS.values()
}


def _affected(events: list[Claim]) -> list[Claim]:
    found: dict[str, Affected] = {}
    for claim in events:
        region = None if isinstance(claim, Airport) else getattr(claim, "region", None)
        if region and region not in COUNTRIES and region not in found:
            found[region] = Affected(region=region, span=claim.span, rule="region")
    return list(found.values())


def _located(doc: Doc, events: list[Claim]) -> list[Claim]:
    """The places of sentences that told of something."""
    found: dict[tuple[str | None, str], Located] = {}
    starts = sorted([claim.span.start for claim in events])
    told = {getattr(claim, "region", None) for claim in events}
    warned = len(doc.folded) <= SHORT and any(isinstance(claim, Threat) for claim in events)
    for sentence in doc.sentences:
        if not sentence.live or not sentence.locs:
            continue
        if not (_tells(doc, sentence, starts) or (warned and lists_places(sentence))):
            continue
        for loc in sentence.locs:
            if loc.role not in {"", "target"} or not loc.place or (loc.region, loc.place) in found:
                continue
            if loc.region in told or not doc.latin or _in_clause(doc, sentence, loc, starts):
                found[loc.region, loc.place] = Located(
                    region=loc.region, place=loc.place, span=span_of(doc, loc.i, loc.j), rule="place"
                )
    _with_heads(doc, found, events)
    return list(found.values())


def _in_clause(doc: Doc, s: Sentence, loc: Loc, starts: Sequence[int]) -> bool:
    """Whether the place's own clause tells of an event: not 'as fighting for N raged'."""
    i, j = clause_of(s, loc.i)
    if doc.says_in(max(i, loc.i - _FOUGHT), loc.i, "place.fought"):
        return False
    first = bisect_left(starts, doc.words.starts[i])
    told = first < len(starts) and starts[first] < doc.words.stops[j - 1]
    return told or any(i <= m.i < j for m in s.of("weapon"))


def _with_heads(doc: Doc, found: dict[tuple[str | None, str], Located], events: list[Claim]) -> None:
    """The town whose mayor reports is where it happened, if the text names no other place of its region."""
    placed = {region for region, _ in found}
    told = {getattr(claim, "region", None) for claim in events}
    for sentence in doc.sentences:
        for loc in sentence.locs if sentence.live else ():
            if loc.role != "speaker" or not loc.place or loc.region in placed or loc.region not in told:
                continue
            heads = [m for m in sentence.of("role") if m.value in {"mayor", "head"}]
            if any(m.j == loc.i or (doc.latin and m.i == loc.j) for m in heads):
                span = span_of(doc, loc.i, loc.j)
                found[loc.region, loc.place] = Located(
                    region=loc.region, place=loc.place, span=span, rule="place.head"
                )


def _tells(doc: Doc, sentence: Sentence, starts: Sequence[int]) -> bool:
    """Whether an event (`starts`, ascending, are where they begin) is told in the sentence, or it is but a list of places."""
    first = bisect_left(starts, doc.words.starts[sentence.i])
    if first < len(starts) and starts[first] < doc.words.stops[sentence.j - 1]:
        return True
    downs = sentence.has("down", "verb") and sentence.has("defence")
    if not doc.latin and (downs or (sentence.has("fall") and sentence.has("found"))):
        return (
            True  # 'такие сбили силы ПВО в Раменском', 'место падения обнаружено в Х': of weapons told before
        )
    if not doc.latin and _pointed_at(doc, sentence, starts):
        return True
    named = sum(loc.j - loc.i for loc in sentence.locs)
    bare = sentence.j - sentence.i - named <= len(sentence.locs)
    return bare and sentence.groups <= {"head", "local", "country", "alarm"} and len(doc.folded) <= SHORT


def _pointed_at(doc: Doc, sentence: Sentence, starts: Sequence[int]) -> bool:
    """'Х — в 500 км от границы. Там дроны атаковали склад': the next sentence tells of this one's place."""
    after = doc.sentences[sentence.index + 1] if sentence.index + 1 < len(doc.sentences) else None
    if after is None or after.locs or not doc.says_in(after.i, min(after.j, after.i + 3), "told.there"):
        return False
    return any(doc.words.starts[after.i] <= start < doc.words.stops[after.j - 1] for start in starts)
