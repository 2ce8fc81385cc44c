"""Clock times as posts write them: 20:00, 7.30 мск, 'в 2 часа ночи', 5am, 6:30 p.m."""

from __future__ import annotations

from bot.core.extract.words.lexicon import Lex
from bot.core.extract.words.marks import Clock
from bot.core.text import Gap, Words

HALF_DAYS = {"am": 0, "pm": 12}  # hours that '5am' and '5pm' add
_BESIDE = frozenset(["clock.zone", "clock.oclock", "clock.part", "clock.half"])  # they make '20.00' a time


def clock_at(words: Words, lexes: list[Lex], i: int, end: int) -> Clock | None:
    """A clock time that begins at word i: 20:00, 7.30 (мск, утра), '2 часов ночи', '5am', '6:30 a.m.'."""
    raw = words.raw[i]
    if any("clock.elsewhere" in lex.keys for lex in lexes[i + 1 : min(i + 3, end)]):
        return None  # '(17:00 GMT)' beside Moscow time
    if lexes[i].digits and len(raw) <= 2:
        halves = i + 1 < end and words.gaps[i + 1] & Gap.CLOCK and lexes[i + 1].digits
        if halves and len(words.raw[i + 1]) == 2:
            return _in_digits(words, lexes, i, end)
        if (
            i + 1 < end
            and words.gaps[i + 1] & Gap.CLOCK
            and (late := HALF_DAYS.get(words.raw[i + 1][2:].lower())) is not None
        ):
            minute = words.raw[i + 1][:2]
            if minute.isdecimal() and minute.isascii() and int(raw) <= 12 and int(minute) < 60:
                return Clock((int(raw) % 12 + late) * 60 + int(minute), i, i + 2)  # '3.05am'
        if i + 1 < end and int(raw) <= 24 and words.gaps[i + 1] == Gap.NONE:
            return _with_a_word(lexes, i, end, int(raw))
        return None
    half = raw[-2:].lower()
    if half in HALF_DAYS and len(raw) <= 4 and raw[:-2].isdecimal() and raw.isascii() and int(raw[:-2]) <= 12:
        return Clock((int(raw[:-2]) % 12 + HALF_DAYS[half]) * 60, i, i + 1)
    return None


def _in_digits(words: Words, lexes: list[Lex], i: int, end: int) -> Clock | None:
    """20:00 or 20.00; no date, no part of a longer chain of numbers."""
    hour, minute = int(words.raw[i]), int(words.raw[i + 1])
    goes_on = i + 2 < end and words.gaps[i + 2] & Gap.CLOCK and lexes[i + 2].digits
    goes_before = i and words.gaps[i] & Gap.CLOCK and lexes[i - 1].digits
    if hour > 24 or minute > 59 or goes_on or goes_before:
        return None
    if words.text[words.stops[i]] == "." and not _clock_context(lexes, i, i + 2, end):
        return None
    return Clock(_half(hour % 24, lexes, i + 2, end) * 60 + minute, i, i + 2)


def _with_a_word(lexes: list[Lex], i: int, end: int, hour: int) -> Clock | None:
    """'в 2 часа ночи', 'с 7 утра', '5 am'; the first of 'с 2 до 5 часов утра'."""
    if (first := _first_of_two(lexes, i, end, hour)) is not None:
        return first
    keys = lexes[i + 1].keys
    hours = "clock.hours" in keys
    if (hours or "clock.part" in keys) and i and "clock.at" in lexes[i - 1].keys:
        return Clock(_half(hour % 24, lexes, i + 2 if hours else i + 1, end) * 60, i, i + 2)
    if "clock.half" in keys:
        return Clock(_half(hour % 24, lexes, i + 1, end) * 60, i, i + 2)
    return None


def _first_of_two(lexes: list[Lex], i: int, end: int, hour: int) -> Clock | None:
    """'между 2 и 5 часами утра', 'с двух до пяти утра': the first hour, whose word stands after the second."""
    if i + 3 >= end or not i or "clock.at" not in lexes[i - 1].keys or "clock.to" not in lexes[i + 1].keys:
        return None
    second, after = lexes[i + 2], lexes[i + 3].keys
    counted = second.number is not None or (second.digits and len(second.folded) <= 2)
    if not counted or after.isdisjoint(("clock.hours", "clock.part")):
        return None
    return Clock(_half(hour % 24, lexes, i + 3, end) * 60, i, i + 1)


def _clock_context(lexes: list[Lex], i: int, j: int, end: int) -> bool:
    """'20.00' is a time only beside words that say so."""
    after = lexes[j] if j < end else None
    if after is not None and not after.keys.isdisjoint(_BESIDE):
        return True
    counted = after is not None and ("number.unit" in after.keys or after.month)
    if i > 1 and "clock.state_at" in lexes[i - 1].keys and "clock.as_of" in lexes[i - 2].keys:
        return True  # 'станом на 07.30'
    return bool(i) and "clock.at" in lexes[i - 1].keys and not counted


def hour_in_words(lexes: list[Lex], i: int, end: int) -> Clock | None:
    """'в пять утра', 'около трёх часов ночи', 'midnight'."""
    hour = lexes[i].number
    for named, minutes in (("clock.midnight", 0), ("clock.noon", 12 * 60)):
        if named in lexes[i].keys:
            return Clock(minutes, i, i + 1)
    if hour is None or not 0 < hour <= 12 or i + 1 >= end or not i or "clock.at" not in lexes[i - 1].keys:
        return None
    if (first := _first_of_two(lexes, i, end, hour)) is not None:
        return first
    word, j = lexes[i + 1], i + 2
    if "clock.hours" in word.keys and j < end:
        word, j = lexes[j], j + 1
    if "clock.part" not in word.keys:
        return None
    return Clock(_half(hour, lexes, j - 1, end) * 60, i, j)


def _half(hour: int, lexes: list[Lex], j: int, end: int) -> int:
    """The hour on the 24-hour dial, by the words after it."""
    for lex in lexes[j : min(j + 2, end)]:
        if "clock.evening" in lex.keys or ("clock.afternoon" in lex.keys and hour < 8):
            return hour + 12 if hour < 12 else hour
        if "clock.morning" in lex.keys:
            return 0 if hour == 12 else hour
    return hour
