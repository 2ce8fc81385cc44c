"""Where the one drone came down that an English text tells of: 'a drone was shot down', then 'the drone crashed near N'."""

from __future__ import annotations

from dataclasses import replace

from bot.core.claims import Downed
from bot.core.extract.english.clauses import parted
from bot.core.extract.words.marks import Doc, Loc, Sentence

_REACH = 10  # words between the fall and the place


def with_its_crash(doc: Doc, found: list[Downed]) -> list[Downed]:
    """The claims, a lone drone with the place of its region where the text says that it crashed."""
    single = [n for n, claim in enumerate(found) if claim.count == 1 and not claim.place]
    if len(single) != 1:
        return found
    claim = found[single[0]]
    spots = {
        loc.place for s in doc.sentences if s.live for loc in _crash(doc, s) if loc.region == claim.region
    }
    if len(spots) == 1 and None not in spots:
        found[single[0]] = replace(claim, place=next(iter(spots)))
    return found


def _crash(doc: Doc, s: Sentence) -> list[Loc]:
    """The places named after 'the drone crashed', in the same clause."""
    falls = [
        m
        for m in s.of("fall") + s.of("attack", "into")
        for w in s.of("weapon")
        if w.number == "s" and 0 <= m.i - w.j <= 1 and w.i > s.i and doc.says(w.i - 1, "told.the")
    ]
    return [
        loc
        for m in falls[:1]
        for loc in s.locs
        if not loc.role and 0 < loc.i - m.j <= _REACH and not parted(s, m.i, loc.i)
    ]
