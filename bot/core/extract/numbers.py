"""Numbers in digits and words, with what qualifies them: 'более 50', 'двадцать пять', 'at least a dozen', 'по два'."""

from __future__ import annotations

from bot.core.claims import Qualifier
from bot.core.extract.lexicon import Lex
from bot.core.extract.marks import Mark, Num
from bot.core.text import Gap, Words

MONTHS = {
    name: month
    for month, names in enumerate(
        (
            "января january jan", "февраля february feb", "марта march mar", "апреля april apr", "мая may", "июня june jun",
            "июля july jul", "августа august aug", "сентября september sept sep", "октября october oct",
            "ноября november nov", "декабря december dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
UNITS = frozenset(
    [
        "час",
        "часа",
        "часов",
        "минут",
        "минуты",
        "минуту",
        "км",
        "километр",
        "километра",
        "километров",
        "м",
        "метр",
        "метра",
        "метров",
        "рублей",
        "руб",
        "тыс",
        "тысяч",
        "млн",
        "млрд",
        "лет",
        "год",
        "года",
        "году",
        "годов",
        "процент",
        "процентов",
        "проц",
        "градусов",
        "тонн",
        "кв",
        "га",
        "дней",
        "дня",
        "сутки",
        "суток",
        "недель",
        "недели",
        "месяцев",
        "месяца",
        "кг",
        "литров",
        "мм",
        "hours",
        "hour",
        "minutes",
        "minute",
        "km",
        "kilometers",
        "kilometres",
        "miles",
        "mile",
        "metres",
        "meters",
        "feet",
        "years",
        "year",
        "months",
        "month",
        "weeks",
        "week",
        "days",
        "day",
        "percent",
        "per",
        "million",
        "billion",
        "thousand",
        "годы",
        "этаж",
        "этаже",
        "этажа",
        "раз",
        "раза",
        "times",
        "am",
        "pm",
    ]
)
IN_MONTH = {
    name: month
    for month, names in enumerate(
        (
            "январе january", "феврале february", "марте march", "апреле april", "мае may", "июне june", "июле july",
            "августе august", "сентябре september", "октябре october", "ноябре november", "декабре december",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
SPELLS = frozenset(["years", "months", "weeks"])
GROWN = ("увелич", "вырос", "возрос", "достиг", "rose", "risen", "increas")


def number_at(words: Words, lexes: list[Lex], i: int, end: int) -> tuple[int, int] | None:
    """(value, end) of the number whose first word is i, or None. Dates, years, ages, shares and measures are none."""
    lex = lexes[i]
    if lex.digits:
        found = _digits_at(words, lexes, i, end)
    elif lex.folded == "полтора" and i + 1 < end and lexes[i + 1].folded.startswith(("десят", "сотн")):
        found = (15 if lexes[i + 1].folded.startswith("десят") else 150, i + 2)
    elif lex.number is not None:
        found = _words_at(words, lexes, i, end)
    elif "-" in lex.folded and lex.folded.isascii():
        found = _hyphenated(lex, i)
    else:
        return None
    if found is None:
        return None
    _value, j = found
    if words.gaps[j] & Gap.PERCENT:
        return None
    if j < end and (lexes[j].folded in UNITS or lexes[j].folded in MONTHS):
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
    if i and lexes[i - 1].folded in MONTHS and not lexes[i - 1].folded.endswith(("а", "я")):
        return None
    return value, j


def _thousands(words: Words, j: int) -> bool:
    return words.text[words.stops[j - 1] : words.starts[j]] in {" ", ","}


_TIMES = {"десятка": 10, "десятков": 10, "dozen": 12}


def _words_at(words: Words, lexes: list[Lex], i: int, end: int) -> tuple[int, int] | None:
    value = lexes[i].number or 0
    j = i + 1
    while (
        j < end
        and words.gaps[j] == Gap.NONE
        and (more := lexes[j].number) is not None
        and not lexes[j].digits
    ):
        scale = 100 if value % 100 == 0 and value else 10 if value % 10 == 0 and value else 1
        if scale == 1 or more >= scale or not more:
            break
        value += more
        j += 1
    if j < end and lexes[j].folded in _TIMES and not words.gaps[j]:
        return value * _TIMES[lexes[j].folded], j + 1
    if value == 1 and j < end and lexes[j].folded in {"из", "of"}:
        return None
    return value, j


def _hyphenated(lex: Lex, i: int) -> tuple[int, int] | None:
    """'twenty-five'."""
    parts = lex.folded.split("-")
    if len(parts) == 2 and parts[0] in _TENS and parts[1] in _ONES:
        return _TENS[parts[0]] + _ONES[parts[1]], i + 1
    return None


_TENS = {
    w: v * 10
    for v, w in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
_ONES = {
    w: v for v, w in enumerate(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"], 1)
}


def qualify(num: Num, marks: list[Mark], lexes: list[Lex], words: Words) -> None:
    """Sets qualifier and `each` of a number from what stands just before it."""
    at = num.i
    while (mark := _qualifier_before(at, marks)) is not None and not words.gaps[at] & ~(Gap.NONE | Gap.QUOTE):
        if mark.group == "each":
            num.each = lexes[mark.i].folded == "по"
        elif mark.value in {"more", "about"}:
            num.qualifier = Qualifier.AT_LEAST if mark.value == "more" else Qualifier.ABOUT
        elif mark.value == "less" and not _grown(lexes, mark.i):
            num.qualifier = Qualifier.AT_MOST
        at = mark.i
    if any(lex.folded in {"each", "apiece"} for lex in lexes[num.j : num.j + 3]):
        num.each = True


def _qualifier_before(at: int, marks: list[Mark]) -> Mark | None:
    for mark in reversed(marks):
        if mark.j == at and (mark.group == "each" or (mark.group == "count" and mark.value in _QUALIFIERS)):
            return mark
    return None


_QUALIFIERS = frozenset(["more", "less", "about", "again", "total"])


def _grown(lexes: list[Lex], i: int) -> bool:
    """'увеличилось до 22' is exactly 22."""
    return any(lex.folded.startswith(GROWN) for lex in lexes[max(0, i - 4) : i])


def names_time(folded: str) -> bool:
    """Whether a word is a month, may be a year, or is a stretch of them."""
    return (
        folded in MONTHS
        or folded in IN_MONTH
        or folded in SPELLS
        or (len(folded) == 4 and folded.isdecimal())
    )


def month_of(folded: str) -> int | None:
    """1 to 12 for a month's name in the genitive or in English, else None."""
    return MONTHS.get(folded)
