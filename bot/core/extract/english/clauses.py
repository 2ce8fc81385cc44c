"""Where one English clause ends and the next begins: what is told in one is not told of the places of the other."""

from __future__ import annotations

from bisect import bisect_right

from bot.core.extract.words.marks import Doc, Sentence
from bot.core.text import Gap

_SIGNS = Gap.SEMICOLON | Gap.STOP | Gap.LINE | Gap.COLON
_VERBS = frozenset(
    ["attack", "down", "dead", "hurt", "harm", "fall", "say", "boom", "heard", "repel", "airport", "unreal"]
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
_REACH = 12


def cut_clauses(doc: Doc, s: Sentence) -> list[int]:
    """The words at which a clause begins, the first word of the sentence left out."""
    return [k for k in range(s.i + 1, s.j) if doc.gap(k) & _SIGNS or _opens(doc, s, k)]


def _opens(doc: Doc, s: Sentence, k: int) -> bool:
    word = doc.lexes[k].keys
    if "clause.opens" not in word and "clause.and" not in word and not doc.gap(k) & (Gap.DASH | Gap.COMMA):
        return False
    if k + 1 >= s.j or doc.says(k + 1, "clause.none") or doc.says(k - 1, "clause.none"):
        return False
    if "clause.as" in word and doc.says(k + 1, "clause.article"):
        return False  # 'described as an attack'
    if "clause.opens" in word and not doc.gap(k) & ~(Gap.COMMA | Gap.DASH | Gap.QUOTE):
        governs = "clause.governs" in word and any(
            m.i == k + 1 and m.group in {"country", "role"} for m in s.marks
        )
        return governs or _tells(s, k)
    if _in_list(doc, s, k):
        return False
    if "clause.and" in word:
        return _has_subject(doc, s, k + 1)
    aside = Gap.DASH | (Gap.COMMA if s.title or _only_headline(doc) else Gap.NONE)
    return bool(doc.gap(k) & aside) and _has_subject(doc, s, k)


def _in_list(doc: Doc, s: Sentence, k: int) -> bool:
    """'drones and 13 missiles', 'Missiles, Drones Strike': two things of one kind."""
    if any(loc.j == k for loc in s.locs) and any(k < loc.i <= k + 2 for loc in s.locs):
        return True  # 'in Odesa and Kyiv'
    before = {m.group for m in s.marks if m.j == k} & _NOUNS
    if _object_before(s, k) and _has_subject(doc, s, k):
        return False  # 'Kyiv downs 35 drones, missiles hit a region'
    body = k + doc.says(k, "clause.and")
    counted = any(num.i == body for num in s.nums)  # 'and 13 cruise or ballistic missiles'
    reach = 4 if counted else 2
    return bool(before) and any(body <= m.i <= body + reach and m.group in before for m in s.marks)


def _only_headline(doc: Doc) -> bool:
    """A headline without a body: one line that no full stop ends."""
    return len(doc.sentences) == 1 and not doc.words.text.rstrip().endswith(".")


def _object_before(s: Sentence, k: int) -> bool:
    """A verb brings down what stands before word k."""
    return any(m.group == "down" and m.value == "verb" and 0 < k - m.j <= 4 for m in s.marks)


def _tells(s: Sentence, k: int) -> bool:
    return any((m.group in _VERBS or m.group == "alarm") and m.i > k for m in s.marks)


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
                or (verb.i > noun.j and doc.says(verb.i, "told.noun_too"))
            ):
                continue
            if not doc.between(noun.j, verb.i) & ~Gap.QUOTE and not doc.says_in(k, verb.i, "clause.opens"):
                return True
        if doc.says_in(noun.j, min(noun.j + 3, s.j), "clause.finite"):
            return True
    return False


def clause_of(s: Sentence, i: int) -> tuple[int, int]:
    """Words [from, to) of the clause that word i stands in."""
    at = bisect_right(s.cuts, i)
    return s.cuts[at - 1] if at else s.i, s.cuts[at] if at < len(s.cuts) else s.j


def parted(s: Sentence, i: int, j: int) -> bool:
    """Whether a clause begins between words i and j."""
    lo, hi = (i, j) if i < j else (j, i)
    after = bisect_right(s.cuts, lo)
    return after < len(s.cuts) and s.cuts[after] <= hi
