"""Numbers in digits and words, with what qualifies them: 'более 50', 'двадцать пять', 'at least a dozen', 'по два'."""

from __future__ import annotations

from bot.core.claims import Qualifier
from bot.core.extract.words.lexicon import Lex
from bot.core.extract.words.marks import Loc, Mark, Num, Sentence
from bot.core.text import Gap, Words


def number_at(words: Words, lexes: list[Lex], i: int, end: int) -> tuple[int, int] | None:
    """(value, end) of the number whose first word is i, or None. Dates, years, ages, shares and measures are none."""
    lex = lexes[i]
    if lex.digits:
        found = _digits_at(words, lexes, i, end)
    elif "number.one_and_a_half" in lex.keys and i + 1 < end and (scale := _scale(lexes[i + 1])):
        found = (scale * 3 // 2, i + 2)
    elif lex.number is not None:
        found = _words_at(words, lexes, i, end)
    elif lex.scale and i and "number.a" in lexes[i - 1].keys:  # 'a dozen'
        found = (lex.scale, i + 1)
    else:
        return None
    if found is None:
        return None
    _value, j = found
    if words.gaps[j] & Gap.PERCENT:
        return None
    if j < end and ("number.unit" in lexes[j].keys or lexes[j].month):
        return None
    return found


def _digits_at(words: Words, lexes: list[Lex], i: int, end: int) -> tuple[int, int] | None:
    raw = words.raw[i]
    if len(raw) > 6 or (len(raw) > 1 and raw[0] == "0"):
        return None
    value, j = int(raw), i + 1
    while j < end and lexes[j].digits and len(words.raw[j]) == 3 and len(raw) <= 3 and _thousands(words, j):
        value = value * 1000 + int(words.raw[j])
        j += 1
    if words.gaps[j] & Gap.CLOCK and j < end and lexes[j].digits:
        return None
    if i and lexes[i - 1].digits and words.gaps[i] & (Gap.CLOCK | Gap.SLASH):
        return None
    if i and lexes[i - 1].digits and words.gaps[i] & Gap.COMMA and words.stops[i - 1] + 1 == words.starts[i]:
        return None
    before = words.text[words.starts[i] - 1 : words.starts[i]]
    if before in {"№", "$", "€", "+", "-"} or (1900 < value < 2100 and j == i + 1 and len(raw) == 4):
        return None
    if i and lexes[i - 1].month and lexes[i - 1].folded.isascii():
        return None
    if j < end and "number.dozen" in lexes[j].keys and not words.gaps[j]:
        return value * 12, j + 1  # '2 dozen'
    return value, j


def _thousands(words: Words, j: int) -> bool:
    return words.text[words.stops[j - 1] : words.starts[j]] in {" ", ","}


def _scale(lex: Lex) -> int | None:
    """'полтора десятка', 'полтора сотни': what one and a half is taken of."""
    if "number.ten" in lex.keys:
        return 10
    return 100 if "number.hundred" in lex.keys else None


def _words_at(words: Words, lexes: list[Lex], i: int, end: int) -> tuple[int, int] | None:
    value = lexes[i].number or 0
    j = i + 1
    while (
        j < end
        and words.gaps[j] == Gap.NONE
        and (more := lexes[j].number) is not None
        and not lexes[j].digits
    ):
        room = 100 if value % 100 == 0 and value else 10 if value % 10 == 0 and value else 1
        if room == 1 or more >= room or not more:
            break
        value += more
        j += 1
    if j < end and (scale := lexes[j].scale) and not words.gaps[j]:
        return value * scale, j + 1
    if value == 1 and j < end and "number.of" in lexes[j].keys:
        of_them = j + 1 < end and "number.which" in lexes[j + 1].keys
        return (value, j) if of_them else None
    return value, j


def qualify(num: Num, marks: list[Mark], lexes: list[Lex], words: Words) -> None:
    """Sets qualifier and `each` of a number from what stands just before it."""
    at = num.i - 1 if num.i and "number.a" in lexes[num.i - 1].keys else num.i
    while (mark := _qualifier_before(at, marks)) is not None and not words.gaps[at] & ~(Gap.NONE | Gap.QUOTE):
        if mark.group == "each":
            num.each = mark.value == "before"
        elif mark.value in {"more", "about"}:
            num.qualifier = Qualifier.AT_LEAST if mark.value == "more" else Qualifier.ABOUT
        elif mark.value == "less" and not _grown(lexes, mark.i):
            num.qualifier = Qualifier.AT_MOST
        at = mark.i
    for lex in lexes[num.j : num.j + 3]:
        if "each.after" in lex.keys:
            num.each = True


def _qualifier_before(at: int, marks: list[Mark]) -> Mark | None:
    for mark in reversed(marks):
        if mark.j == at and (mark.group == "each" or (mark.group == "count" and mark.value in _QUALIFIERS)):
            return mark
    return None


_QUALIFIERS = frozenset(["more", "less", "about", "again", "total"])


def _grown(lexes: list[Lex], i: int) -> bool:
    """'увеличилось до 22' is exactly 22."""
    return any("number.grown" in lex.keys for lex in lexes[max(0, i - 4) : i])


def couples(sentence: Sentence, i: int) -> bool:
    """'супружеская пара': no number."""
    return any(m.i <= i < m.j for m in sentence.of("count", "pair"))


def in_a_place(i: int, locs: list[Loc]) -> bool:
    """Whether word i is part of a place's name."""
    for loc in locs:  # noqa: SIM110 (asked for every number)
        if loc.i <= i < loc.j:
            return True
    return False
