"""Drones and missiles of this war that come down in other countries: which mention of one is where it happened."""

from __future__ import annotations

from bot.core.extract.places.lands import NEXT_DOOR
from bot.core.extract.words.marks import Doc, Loc, Sentence
from bot.core.text import Gap

_AROUND = NEXT_DOOR | {"HR", "HU", "SK", "BG"}  # and where some came down
_ASHORE = frozenset(["TR", "GR", "GE", "SE", "DE", "DK", "NO", "KZ", "AZ"])  # or may, by sea or from afar
_NEAR = 6  # words between 'killed' and where
_DOWN = frozenset(["down", "fall", "debris", "found", "boom"])


def came_down_abroad(doc: Doc, sentence: Sentence, loc: Loc) -> bool:
    """'беспилотник упал в Молдове', 'Poland shot down drones', 'near the Polish city': in another country."""
    killed = doc.latin and loc.region in _AROUND and _killed(doc, sentence, loc)
    fell = sentence.groups & _DOWN or (doc.latin and sentence.has("attack", "into")) or killed
    hit = doc.latin and loc.region in _AROUND and _was_hit(doc, sentence, loc)
    alike = doc.latin and loc.region in _AROUND and (killed or sentence.has("boom"))
    armed = sentence.has("weapon") or (alike and "weapon" in doc.groups)
    if not armed or not (fell or hit) or any(s.has("abroad") for s in doc.sentences):
        return False
    if not doc.latin:
        return _in_russian(doc, sentence, loc)
    if doc.says(loc.i - 1, "where.bordering"):
        return False
    follows = any(m.group in {"down", "found"} and 0 <= m.i - loc.j <= 3 for m in sentence.marks)
    follows = follows and not doc.says(loc.j, "where.border")  # 'a port on the Romanian border'
    airspace = (
        loc.region in NEXT_DOOR and sentence.has("down") and doc.says_in(loc.j, loc.j + 1, "where.airspace")
    )
    return follows or airspace or hit or _over(doc, sentence, loc) or _tells_of_itself(doc, sentence, loc)


def _in_russian(doc: Doc, s: Sentence, loc: Loc) -> bool:
    """'в Молдове', 'Польша сбила', 'нарушили воздушное пространство Польши'."""
    if loc.region not in _AROUND | _ASHORE:
        return False
    if loc.i > s.i and doc.says(loc.i - 1, "where.abroad"):
        return True
    if loc.i > s.i and s.has("down") and doc.says(loc.i - 1, "where.airspace"):
        return True
    subject = loc.i == s.i or bool(doc.gap(loc.i) & (Gap.DASH | Gap.COLON))
    return subject and any(m.group in {"down", "found"} and m.i == loc.j for m in s.marks)


def _killed(doc: Doc, s: Sentence, loc: Loc) -> bool:
    """'killed two people in Poland', 'two dead in a Polish village'."""
    return any(0 < loc.i - m.j <= _NEAR and not doc.between(m.j, loc.i) for m in s.of("dead", "verb"))


def _was_hit(doc: Doc, s: Sentence, loc: Loc) -> bool:
    """'a missile hit Poland', 'hits Polish territory', 'a missile strike in Poland'."""
    at = loc.i - 1
    while at > s.i and doc.says(at, "nation.side"):
        at -= 1
    if any(m.value == "verb" and m.j == at + 1 and not doc.says(at, "told.noun_too") for m in s.of("attack")):
        return True
    struck = any(m.value in {"verb", "noun"} and m.j == at for m in s.of("attack"))
    return struck and at > s.i and (doc.says(at, "where.abroad") or doc.says(at, "where.on"))


def _over(doc: Doc, s: Sentence, loc: Loc) -> bool:
    """'in Latvia', 'in eastern Latvia', 'in a field near the Polish city of N'."""
    at = loc.i - 1
    while at > s.i and (doc.says(at, "nation.side") or (_article(doc, at) and _land(doc, loc))):
        at -= 1
    return at >= s.i and doc.says(at, "where.abroad")


def _article(doc: Doc, at: int) -> bool:
    return doc.says(at, "where.the") or doc.says(at, "clause.article")


def _land(doc: Doc, loc: Loc) -> bool:
    return doc.says_in(loc.j, loc.j + 2, "where.abroad_land")


def _tells_of_itself(doc: Doc, s: Sentence, loc: Loc) -> bool:
    """'Romania's defence ministry said that debris was found near N': its own land, where no other is named."""
    if loc.region not in _AROUND or not s.has("say"):
        return False
    speaks = any(m.group in {"role", "say"} and 0 <= m.i - loc.j <= 1 for m in s.marks)
    lands = [m for m in s.of("country") if m.value in {"ru", "ua"} and m.i > s.i]
    others = any(
        other.role == "" and other is not loc and (other.region or other.options) for other in s.locs
    )
    return speaks and not others and not any(doc.says(m.i - 1, "where.abroad") for m in lands)
