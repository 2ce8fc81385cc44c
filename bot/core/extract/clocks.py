"""Clock times as posts write them: 20:00, 7.30 мск, 'в 2 часа ночи', 5am, 6:30 p.m."""

from __future__ import annotations

from bot.core.extract.lexicon import Lex
from bot.core.extract.marks import Clock
from bot.core.extract.numbers import MONTHS, UNITS
from bot.core.text import Gap, Words


def clock_at(words: Words, lexes: list[Lex], i: int, end: int) -> Clock | None:
    """A clock time that begins at word i: 20:00, 7.30 (мск, утра), '2 часов ночи', '5am', '6:30 a.m.'."""
    raw = words.raw[i]
    if lexes[i].digits and len(raw) <= 2:
        halves = i + 1 < end and words.gaps[i + 1] & Gap.CLOCK and lexes[i + 1].digits
        if halves and len(words.raw[i + 1]) == 2:
            return _in_digits(words, lexes, i, end)
        if i + 1 < end and int(raw) <= 24 and words.gaps[i + 1] == Gap.NONE:
            return _with_a_word(lexes, i, end, int(raw))
        return None
    half = raw[-2:].lower()
    if (
        half in {"am", "pm"}
        and len(raw) <= 4
        and raw[:-2].isdecimal()
        and raw.isascii()
        and int(raw[:-2]) <= 12
    ):
        return Clock((int(raw[:-2]) % 12 + (12 if half == "pm" else 0)) * 60, i, i + 1)
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
    """'в 2 часа ночи', 'с 7 утра', '5 am'."""
    word = lexes[i + 1].folded
    if word in {"часов", "часа", "час", "утра", "ночи", "вечера", "дня"} and i and lexes[i - 1].folded in _AT:
        j = i + 2 if word.startswith("час") else i + 1
        return Clock(_half(hour % 24, lexes, j, end) * 60, i, i + 2)
    if word in {"am", "pm", "a", "p"}:
        return Clock(_half(hour % 24, lexes, i + 1, end) * 60, i, i + 2)
    return None


_AT = frozenset(
    [
        "в",
        "с",
        "около",
        "до",
        "к",
        "после",
        "примерно",
        "приблизительно",
        "порядка",
        "между",
        "и",
        "по",
        "районе",
    ]
)


_CLOCK_WORDS = frozenset(
    ["мск", "msk", "утра", "ночи", "вечера", "дня", "часов", "a", "p", "am", "pm", "местного"]
)


def _clock_context(lexes: list[Lex], i: int, j: int, end: int) -> bool:
    """'20.00' is a time only beside words that say so."""
    before = lexes[i - 1].folded if i else ""
    after = lexes[j].folded if j < end else ""
    return (before in _AT and after not in UNITS and after not in MONTHS) or after in _CLOCK_WORDS


def hour_in_words(lexes: list[Lex], i: int, end: int) -> Clock | None:
    """'в пять утра', 'около трёх часов ночи'."""
    hour = lexes[i].number
    if hour is None or not 0 < hour <= 12 or i + 1 >= end or not i or lexes[i - 1].folded not in _AT:
        return None
    word = lexes[i + 1].folded
    j = i + 2
    if word in {"часов", "часа", "час"} and j < end:
        word, j = lexes[j].folded, j + 1
    if word not in {"утра", "ночи", "вечера", "дня"}:
        return None
    return Clock(_half(hour, lexes, j - 1, end) * 60, i, j)


def _half(hour: int, lexes: list[Lex], j: int, end: int) -> int:
    """The hour on the 24-hour dial, by the words after it."""
    for lex in lexes[j : min(j + 2, end)]:
        if lex.folded in {"вечера", "pm", "p"} or (lex.folded == "дня" and hour < 8):
            return hour + 12 if hour < 12 else hour
        if lex.folded in {"утра", "ночи", "am", "a"}:
            return 0 if hour == 12 else hour
    return hour
