"""Where one English clause ends and the next begins: what is told in one is not told of the places of the other."""

from __future__ import annotations

from bot.core.extract.marks import Doc, Sentence
from bot.core.text import Gap

_SIGNS = Gap.SEMICOLON | Gap.STOP | Gap.LINE | Gap.COLON
_ALONE = frozenset(
    [
        "as",
        "while",
        "after",
        "when",
        "before",
        "amid",
        "but",
        "whereas",
        "following",
        "where",
        "which",
        "while",
    ]
)
_AND = frozenset(["and", "with"])
_NO_CLAUSE = frozenset(["many", "well", "much", "few", "part", "far", "soon", "of", "saying"])  # 'as many as'
_VERBS = frozenset(
    ["attack", "down", "dead", "hurt", "harm", "fall", "say", "boom", "heard", "repel", "airport"]
)
_NOUNS = frozenset(
    [
        "attack",
        "weapon",
        "object",
        "people",
        "boom",
        "debris",
        "fire",
        "defence",
        "role",
        "name",
        "alarm",
        "airport",
    ]
)
_FINITE = frozenset(["was", "were", "is", "are", "has", "have", "had", "broke", "remain", "remained"])
_REACH = 12


def cut_clauses(doc: Doc, s: Sentence) -> list[int]:
    """The words at which a clause begins, the first word of the sentence left out."""
    return [k for k in range(s.i + 1, s.j) if doc.gap(k) & _SIGNS or _opens(doc, s, k)]


def _opens(doc: Doc, s: Sentence, k: int) -> bool:
    word = doc.folded[k]
    if word not in _ALONE and word not in _AND and not doc.gap(k) & (Gap.DASH | Gap.COMMA):
        return False
    if k + 1 >= s.j or doc.folded[k + 1] in _NO_CLAUSE or doc.folded[k - 1] in _NO_CLAUSE:
        return False
    if word == "as" and doc.folded[k + 1] in {"a", "an"}:
        return False  # 'described as an attack'
    if word in _ALONE and not doc.gap(k) & ~(Gap.COMMA | Gap.DASH):
        return _tells(s, k)
    if _in_list(doc, s, k):
        return False
    if word in _AND:
        return _has_subject(doc, s, k + 1)
    aside = Gap.DASH | (Gap.COMMA if s.title else Gap.NONE)
    return bool(doc.gap(k) & aside) and _has_subject(doc, s, k)


def _in_list(doc: Doc, s: Sentence, k: int) -> bool:
    """'drones and 13 missiles', 'Missiles, Drones Strike': two things of one kind."""
    if any(loc.j == k for loc in s.locs) and any(k < loc.i <= k + 2 for loc in s.locs):
        return True  # 'in Odesa and Kyiv'
    before = {m.group for m in s.marks if m.j == k} & _NOUNS
    body = k + (doc.folded[k] in _AND)
    return bool(before) and any(body <= m.i <= body + 2 and m.group in before for m in s.marks)


def _tells(s: Sentence, k: int) -> bool:
    return any(m.group in _VERBS and m.i > k for m in s.marks)


def _has_subject(doc: Doc, s: Sentence, k: int) -> bool:
    """A noun and then its verb follow, with no sign between them."""
    for noun in s.marks:
        if not k <= noun.i <= k + 5 or noun.group not in _NOUNS or doc.between(k + 1, noun.i) & ~Gap.QUOTE:
            continue
        for verb in s.marks:
            if (
                verb is noun
                or verb.group not in _VERBS
                or not noun.j <= verb.i <= k + _REACH
                or verb.value == "noun"
            ):
                continue
            if not doc.between(noun.j, verb.i) & ~Gap.QUOTE and _ALONE.isdisjoint(doc.folded[k : verb.i]):
                return True
        if not _FINITE.isdisjoint(doc.folded[noun.j : min(noun.j + 3, s.j)]):
            return True
    return False


def parted(s: Sentence, i: int, j: int) -> bool:
    """Whether a clause begins between words i and j."""
    lo, hi = min(i, j), max(i, j)
    return any(lo < cut <= hi for cut in s.cuts)
