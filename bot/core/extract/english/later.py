"""What an English headline tells vaguely and its body exactly: one country, or one peninsula, for the region in it."""

from __future__ import annotations

from bot.core.extract.english.nations import before_sides
from bot.core.extract.english.senders import is_noun
from bot.core.extract.english.undergone import of_a_thing
from bot.core.extract.words.grammar import PLURAL_ENDINGS
from bot.core.extract.words.marks import Doc, Loc, Sentence

_CITY_IN = {"UA-43": "UA-40"}  # a city that is a region of its own, and the land around it


def name_later(doc: Doc) -> None:
    """'A refinery in southern Russia', then 'in the X region': where the text names one region only, it is that one."""
    for country in ("RU", "UA"):
        vague = [
            (s, loc)
            for s in doc.sentences[:_LEAD]
            for loc in s.locs
            if loc.region == country and loc.role == "country" and _inside(doc, s, loc)
        ]
        if not vague:
            continue
        named = {
            loc.region for s in doc.sentences for loc in s.locs if loc.role in {"", "target"} and loc.region
        }
        named = named or {
            code for s in doc.sentences for code in s.voices
        }  # else that of the governor who tells
        inner = [code for code in named if code.startswith(country + "-")]
        inner = inner or [code for code in named if code.startswith("SEA-")]
        for _, loc in vague if len(inner) == 1 else ():
            loc.region, loc.role = inner[0], ""


_LEAD = 3  # sentences: a headline and what leads into the text


def _inside(doc: Doc, s: Sentence, loc: Loc) -> bool:
    """One thing that happened inside a country, not all over it, and no count of what was shot down."""
    at = before_sides(doc, s, loc.i)
    many = any(m.number == "p" and m.i < at for m in [*s.of("attack"), *s.of("weapon")])
    downs = any(not (doc.says(m.i, "harm") and of_a_thing(doc, s, m)) for m in s.of("down"))
    if at < s.i or many or (downs and not s.has("debris")):
        return False
    if s.title and any(0 <= m.i - loc.j <= 1 for m in s.of("object")) and not doc.says(at, "nation.through"):
        return True  # 'Ukrainian ports', those of the region that the text names
    part = at < loc.i - 1  # 'on western Ukraine'
    if doc.says(at, "nation.within"):
        return True
    strikes = any(
        m.j == at and doc.folded[m.i].endswith(PLURAL_ENDINGS) and is_noun(doc, s, m) for m in s.of("attack")
    )
    return doc.says(at, "nation.at") and (
        part or (s.title and not strikes)
    )  # 'strikes on Ukraine': all over it


def name_city(doc: Doc) -> None:
    """'A drone attack on Crimea', then 'in Sevastopol': where the text tells of both apart, and counts neither, the city."""
    locs = [(s, loc) for s in doc.sentences for loc in s.locs if loc.role in {"", "target"}]
    for land, city in _CITY_IN.items():
        inside = {s.index for s, loc in locs if loc.region == city}
        wide = [(s, loc) for s, loc in locs if loc.region == land]
        if not inside or any(loc.place or s.index in inside or s.has("down") for s, loc in wide):
            continue
        for _, loc in wide:
            loc.region = city
