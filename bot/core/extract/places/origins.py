"""Where weapons come from, which is not where they strike."""

from __future__ import annotations

from bot.core.extract.words.marks import Doc, Loc, Sentence
from bot.core.text import Gap


def listed_as_source(doc: Doc, s: Sentence, i: int) -> bool:
    """'із напрямків: Х, У – рф, ТОТ Z', '(район пуску – Х)': all that follows is where weapons came from."""
    at = next((k for k in range(i - 1, s.i, -1) if doc.says(k, "where.bearings")), None)
    if at is None or not s.has("weapon"):
        return False
    led = doc.says(at - 1, "where.out_of") or doc.says(at - 1, "where.off") or doc.says(at - 1, "where.range")
    return led and not doc.between(at + 1, i) & Gap.CLOSE


def launched(doc: Doc, sentence: Sentence, i: int) -> bool:
    """'пуски БПЛА от Х', 'запуски из-под Х': where weapons start is not where they strike."""
    return doc.says(i - 1, "where.launched") and doc.says_in(sentence.i, i, "where.launch")


def comes_from(doc: Doc, s: Sentence, loc: Loc) -> bool:
    """'БПЛА от Брянской в сторону тыла': the region that they leave.

    Not '10 км от Брянской области', 'от Брянской до Калужской'.
    """
    warned = s.has("alarm", "motion") or s.has("alarm", "raise") or doc.says_in(s.i, s.j, "alarm.ready")
    measured = loc.i - 2 >= s.i and doc.says(loc.i - 2, "number.unit")
    armed = s.has("weapon") or s.has("weaponadj")
    spans = doc.says_in(loc.j, loc.j + 2, "number.up_to")
    leaves = bool(loc.region) and not loc.place and not measured and not spans
    return leaves and warned and armed and doc.says(loc.i - 1, "where.away")


def whence(sentence: Sentence, loc: Loc, before: frozenset[str]) -> bool:
    """'с Крыма', 'из Николаевской области', 'со стороны моря': where weapons come from."""
    alone = loc.i - 1 == sentence.i and loc.j == sentence.j
    if alone and ("where.off" in before or ("where.away" in before and not loc.place)):
        return True  # 'С Азовского моря', 'От Курской области', alone on its line
    if "where.off" in before:
        return sentence.has("alarm") or sentence.has("weapon")
    if "where.side" in before:
        return True
    return "where.out_of" in before and sentence.has("weapon") and bool(loc.region) and not loc.place
