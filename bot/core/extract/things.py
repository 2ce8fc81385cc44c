"""How many things a word of damage tells of: a number beside the thing, 'one of the', one, or many."""

from __future__ import annotations

from bot.core.extract.grammar import MANY_ENDINGS
from bot.core.extract.marks import Doc, Mark, Num, Sentence
from bot.core.text import Gap


def _one_of(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'one of the refineries'."""
    at = mark.i - 1
    if at > s.i and doc.says(at, "where.the"):
        at -= 1
    return at > s.i and doc.says(at, "where.of") and doc.lexes[at - 1].number == 1


def things_counted(doc: Doc, s: Sentence, mark: Mark) -> tuple[int | None, Num | None]:
    """How many of the thing, None for a plural without a number, and the number that says so."""
    num = _number_of(doc, s, mark)
    if num is not None:
        return num.value, num
    return _uncounted(doc, s, mark), None


def _number_of(doc: Doc, s: Sentence, mark: Mark) -> Num | None:
    for num in s.nums:
        if num.j <= mark.i <= num.j + 3 and not doc.between(num.j, mark.i) & ~(Gap.NONE | Gap.QUOTE):
            if any(m.group in {"people", "weapon", "object"} and num.j <= m.i < mark.i for m in s.marks):
                continue
            if doc.says_in(num.j, mark.i, "where.into"):
                continue  # 'трое в больнице'
            if doc.latin and doc.says_in(num.j, mark.i, "where.of"):
                continue  # 'two floors of a building'
            return num
    return None


def _uncounted(doc: Doc, s: Sentence, mark: Mark) -> int | None:
    """1 for a thing, None for a plural."""
    of_many = mark.i > s.i and doc.says(mark.i - 1, "object.of")
    if of_many and doc.says_in(max(s.i, mark.i - 3), mark.i, "object.one"):
        return 1
    if doc.latin and _one_of(doc, s, mark):
        return 1
    if mark.number == "p" or doc.says(mark.j - 1, "object.mass"):
        return None
    if any(m.value == "part" and m.j == mark.i for m in s.of("object")):
        return 1
    if mark.number == "?" and not doc.says(mark.i, "object.thing"):
        word = doc.folded[mark.j - 1]
        trigger_plural = any(
            m.group in {"harm", "fire"} and m.number == "p" and abs(m.i - mark.i) < 4 for m in s.marks
        ) and not (doc.says(mark.i - 1, "object.building") or s.has("object", "part"))
        if (word.endswith(MANY_ENDINGS) or len(word) <= 4) and trigger_plural:
            return None
    return 1
