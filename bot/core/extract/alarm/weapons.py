"""Of which weapons an alarm warns: those of one list beside its word."""

from __future__ import annotations

from bot.core.claims import Weapon
from bot.core.extract.words.marks import Doc, Mark, Sentence
from bot.core.text import Gap


def weapons_of_alarm(doc: Doc, s: Sentence, mark: Mark) -> list[Weapon | None]:
    """Of what people are warned: 'ракетная, бомбовая опасность', 'по БПЛА и ракетам'."""
    adjectives = [m for m in s.of("weaponadj") if 0 <= mark.i - m.j <= 1 or 0 <= m.i - mark.j <= 2]
    adjectives = [m for m in adjectives if not _parted_by_alarm(doc, s, m, mark)]
    if adjectives and not doc.latin and doc.says(adjectives[0].i, "alarm.air"):
        return [None]  # 'авиационная опасность'
    if adjectives:
        return _once(_run(doc, s.of("weaponadj"), adjectives[0]))
    if not s.has("weapon") and s.has("shell"):
        return [Weapon.SHELLING]
    weapons = [w for w in s.of("weapon") if w.value != "air"]
    if not weapons:
        return []
    after = [w for w in weapons if w.j > mark.i]  # in the alarm's own words, or after them
    return _once(_run(doc, weapons, (after or weapons)[0]))


def _parted_by_alarm(doc: Doc, s: Sentence, adjective: Mark, mark: Mark) -> bool:
    """'ракетной опасности, опасность БПЛА': the adjective is of another alarm, which a comma or 'and' parts from this one."""
    lo, hi = (adjective.j, mark.i) if adjective.i < mark.i else (mark.j, adjective.i)
    others = [m for m in s.of("alarm", "raise") if m is not mark and (lo <= m.i < hi or m.i == adjective.j)]
    return bool(others) and (bool(doc.between(lo, hi) & Gap.COMMA) or doc.says_in(lo, hi, "list.and"))


def _run(doc: Doc, marks: list[Mark], first: Mark) -> list[Mark]:
    """The marks of one list, beside `first` on both sides."""
    at = marks.index(first)
    low = high = at
    while low and _joined(doc, marks[low - 1], marks[low]):
        low -= 1
    while high + 1 < len(marks) and _joined(doc, marks[high], marks[high + 1]):
        high += 1
    return marks[low : high + 1]


def _joined(doc: Doc, a: Mark, b: Mark) -> bool:
    return not doc.between(a.j, b.i) & ~Gap.COMMA and all(
        "alarm.or" in lex.keys for lex in doc.lexes[a.j : b.i]
    )


def _once(marks: list[Mark]) -> list[Weapon | None]:
    return list(dict.fromkeys(Weapon(m.value) for m in marks))
