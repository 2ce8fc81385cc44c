"""Whether an English text means a capital as a place or as a government: 'drones over Moscow', 'Moscow launched drones'."""

from __future__ import annotations

from bot.core.extract.english.surroundings import is_surrounded
from bot.core.extract.places.lands import CAPITALS
from bot.core.extract.words.grammar import ADVERB_ENDING, POSSESSIVE
from bot.core.extract.words.marks import Doc, Loc, Mark, Sentence
from bot.core.text import Gap

_NOUNS = frozenset(["attack", "object", "weapon", "airport", "shell"])
_PARTS = frozenset(["object", "airport", "role", "people", "care"])
_ARMED = frozenset(["attack", "shell", "weapon"])


def is_government(doc: Doc, s: Sentence, loc: Loc) -> bool:
    """'Moscow says', 'Kyiv accused', 'Moscow's assault', 'as Moscow steps up attacks': a capital for its government."""
    if loc.region not in CAPITALS or loc.place or loc.j - loc.i > 1 or _of_a_country(doc, s, loc):
        return False
    if _far_off(doc, s, loc) or _signs(doc, s, loc):
        return True
    before = doc.lexes[loc.i - 1].keys if loc.i > s.i else frozenset()
    blamed = loc.i - 2 >= s.i and doc.says(loc.i - 2, "sender.blames")  # 'blamed on Kyiv'
    if blamed or _owns_weapons(doc, s, loc) or _sends(s, loc, before):
        return True
    if "power.relative" in before and not _suffers(doc, loc):
        return True
    if "power.spatial" in before or any(m.value == "verb" and m.j == loc.i for m in s.of("attack")):
        return False
    if _is_place(doc, s, loc):
        return False
    after = [m for m in s.marks if loc.j <= m.i < loc.j + 2]
    said = any(m.group == "say" and m.value == "verb" and (m.i == loc.j or m.j == loc.i) for m in s.marks)
    if said or doc.says_in(loc.j, loc.j + 1, "where.of") or _acts(doc, s, loc):
        return True
    if any(m.group in _NOUNS and m.value not in {"verb", "launch"} for m in after):
        return False
    struck = any(m.group == "attack" and m.value == "verb" for m in after)
    if struck and doc.says(loc.j, "told.noun_too") and (loc.j + 1 >= s.j or doc.gap(loc.j + 1)):
        return False  # 'Kyiv strikes: three die'
    return not (struck and doc.says_in(loc.j, loc.j + 3, "power.by")) and not _names_a_thing(doc, s, loc)


def _is_place(doc: Doc, s: Sentence, loc: Loc) -> bool:
    """'Moscow and its surroundings', 'Moscow came under', 'Kyiv was hit', 'Kyiv and Odesa': a place by its company."""
    under = doc.says_in(loc.j, loc.j + 1, "power.under") or _suffers(doc, loc)
    return under or is_surrounded(doc, s, loc) or _listed_with_town(doc, s, loc)


def _of_a_country(doc: Doc, s: Sentence, loc: Loc) -> bool:
    """'Ukraine's Kyiv': the city."""
    possessive = loc.i > s.i and not doc.gap(loc.i) and doc.folded[loc.i - 1].endswith(POSSESSIVE)
    return possessive and any(m.j == loc.i and m.value.endswith("adj") for m in s.of("country"))


def _signs(doc: Doc, s: Sentence, loc: Loc) -> bool:
    """'MOSCOW: Ukraine said', 'Six killed in shelling: Moscow': where it was written, or who says so."""
    opens = loc.i == s.i and loc.j < s.j and bool(doc.gap(loc.j) & Gap.COLON) and not s.title
    closes = loc.j == s.j and bool(doc.gap(loc.i) & (Gap.COLON | Gap.DASH))
    return opens or closes


def _owns_weapons(doc: Doc, s: Sentence, loc: Loc) -> bool:
    """'Moscow's biggest missile barrages', 'Kyiv's drones', 'Moscow's forces': of the government, wherever it stands."""
    if not doc.folded[loc.j - 1].endswith(POSSESSIVE):
        return False
    for k in range(loc.j, min(loc.j + 4, s.j)):
        if doc.gap(k) & ~Gap.QUOTE or doc.says(k, "power.quarter"):
            return False
        if doc.says(k, "power.of_state"):
            return True
        groups = {m.group for m in s.marks if m.i == k}
        if groups & _ARMED:
            return True
        if groups & _PARTS:
            return False
    return False


def _suffers(doc: Doc, loc: Loc) -> bool:
    """'Moscow was attacked', 'Kyiv has been hit again', '; Kyiv hit': in the passive."""
    k = loc.j
    if doc.says(k, "sender.participle") and (k + 1 >= len(doc.lexes) or doc.gap(k + 1) & ~Gap.QUOTE):
        return True
    while k + 1 < len(doc.lexes) and not doc.gap(k) and doc.says(k, "harm.be"):
        k += 1
    return k > loc.j and (doc.says(k, "sender.participle") or doc.says(k, "power.under"))


def _acts(doc: Doc, s: Sentence, loc: Loc) -> bool:
    """'Moscow ramped up attacks', 'Moscow hits Odesa': the subject of a verb in the active voice, with no sign between."""
    k = loc.j
    while (
        k < s.j and (doc.says(k, "power.adverb") or doc.folded[k].endswith(ADVERB_ENDING)) and not doc.gap(k)
    ):
        k += 1
    if k >= s.j or doc.gap(k):
        return False
    if doc.says(k, "power.acts"):
        return True
    return any(
        m.i == k and m.value == "verb" and doc.says(k, "power.strikes") and _has_object(doc, s, m)
        for m in s.of("attack")
    )


def _names_a_thing(doc: Doc, s: Sentence, loc: Loc) -> bool:
    """'Moscow residential areas': an adjective follows, so that the capital only tells whose the thing is."""
    k = loc.j
    return k < s.j and not doc.gap(k) and doc.says(k, "power.kind")


def _has_object(doc: Doc, s: Sentence, verb: Mark) -> bool:
    """'Moscow strikes the city of X', not 'Moscow strikes kill', 'Moscow hit by'."""
    for k in range(verb.j, min(verb.j + 4, s.j)):
        if doc.gap(k) or doc.says(k, "target.preposition") or doc.says(k, "power.by"):
            return False
        if any(loc.i == k for loc in s.locs) or any(m.i == k for m in s.of("object") + s.of("country")):
            return True
    return False


def _sends(s: Sentence, loc: Loc, before: frozenset[str]) -> bool:
    """'Moscow launched 40 drones', 'an attack by Kyiv on': who sends them."""
    if "power.by" in before:
        return True
    launches = any(
        m.value == "launch" and 0 <= m.i - loc.j <= 1 and any(0 <= w.i - m.j <= 6 for w in _sent(s))
        for m in s.of("attack")
    )
    return launches and "power.spatial" not in before


def _sent(s: Sentence) -> list[Mark]:
    return [
        m for m in s.marks if m.group in {"weapon", "shell"} or (m.group == "attack" and m.value == "noun")
    ]


def _listed_with_town(doc: Doc, s: Sentence, loc: Loc) -> bool:
    """'Kyiv and Odesa under attack', 'Sevastopol, Moscow': in a list of places a capital is one too."""
    ends = loc.j >= s.j or bool(doc.gap(loc.j))
    return any(
        (other.place or (ends and other.j == loc.i and other.region not in CAPITALS))
        and other.role in {"", "target"}
        and (0 <= other.i - loc.j <= 1 or 0 <= loc.i - other.j <= 1)
        and not doc.between(min(loc.j, other.j), max(loc.i, other.i)) & ~Gap.COMMA
        and not doc.says(loc.i - 1, "power.clause")  # 'Odesa as Moscow steps up attacks'
        for other in s.locs
        if other is not loc
    )


def _far_off(doc: Doc, s: Sentence, loc: Loc) -> bool:
    """'strikes from Kyiv', 'Kyiv and Moscow trade', '..., Moscow said'."""
    said = any(m.group == "say" and m.value == "verb" and m.i == loc.j for m in s.marks)
    if said and not (loc.i and doc.says(loc.i - 1, "where.in")):
        return True
    if loc.i and doc.says(loc.i - 1, "where.from") and any(m.j == loc.i - 1 for m in s.of("attack")):
        return True
    pair = [other for other in s.locs if other.region in CAPITALS and other is not loc]
    beside = [o for o in pair if (o.i - loc.j == 1 or loc.i - o.j == 1) and not doc.between(o.j, loc.i)]
    first = min([loc, *beside], key=lambda each: each.i)
    return bool(beside) and not (first.i > s.i and doc.says(first.i - 1, "power.spatial"))
