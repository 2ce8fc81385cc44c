"""Seas and ships in English: 'the Black Sea port of N' is no sea, and 'the Novocherkassk landing ship' no town."""

from __future__ import annotations

from bot.core.extract.words.marks import Doc, Loc, Sentence
from bot.core.text import Gap


def by_the_sea(doc: Doc, s: Sentence, loc: Loc, n: int) -> str:
    """'the Black Sea port of N', 'Ust-Luga on the Gulf of Finland': no sea; 'off the port of N' at sea: no land."""
    if not (loc.region or "").startswith("SEA"):
        off = doc.says_in(max(s.i, loc.i - 5), loc.i, "where.off_shore")
        seas = ((o.region or "").startswith("SEA") for other in doc.sentences for o in other.locs)
        return "beside" if off and any(seas) else ""
    before = s.locs[n - 1] if n else None
    washes = (
        before is not None
        and loc.i - before.j <= 2
        and doc.says(before.j, "where.on")
        and not doc.gap(before.j)
    )
    on = loc.i - 1 - doc.says(loc.i - 1, "where.the")
    cities = on > s.i and doc.says(on, "where.at_sea") and _has_shore(doc, s, on)
    return "beside" if washes or cities or doc.says_in(loc.j, loc.j + 1, "where.shore") else ""


def of_a_ship(doc: Doc, s: Sentence, loc: Loc) -> str:
    """'the Novocherkassk was hit', 'the frigate Admiral Makarov', 'Olenegorsk landing ship': a name that a ship bears."""
    if not loc.place or loc.i == s.i or loc.j - loc.i > 1 or doc.gap(loc.i) & ~Gap.QUOTE:
        return ""
    ends = loc.j >= s.j or doc.says(loc.j, "named.goes_on") or doc.says(loc.j, "power.relative")
    named = doc.says(loc.i - 1, "named.ship") or (ends and doc.says(loc.i - 1, "named.the"))
    named = named or (doc.says(loc.j, "named.hull") and doc.says_in(loc.j + 1, loc.j + 3, "named.ship"))
    return "ship" if named else ""


def _has_shore(doc: Doc, s: Sentence, at: int) -> bool:
    """'cities on the Black Sea'."""
    return any(m.j == at and m.number != "s" for m in s.of("country", "many")) or doc.says(
        at - 1, "where.shore"
    )
