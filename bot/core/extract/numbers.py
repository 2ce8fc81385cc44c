"""Numbers in digits and words, with what qualifies them: 'более 50', 'двадцать пять', 'at least a dozen', 'по два'."""

from __future__ import annotations

from bot.core.claims import Qualifier
from bot.core.extract.lexicon import Lex
from bot.core.extract.marks import Clock, Mark, Num
from bot.core.text import Gap, Words

_MONTHS = {
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
_UNITS = frozenset(
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
_GROWN = ("увелич", "вырос", "возрос", "достиг", "rose", "risen", "increas")


def number_at(words: Words, lexes: list[Lex], i: int, end: int) -> tuple[int, int] | None:
    """(value, end) of the number whose first word is i, or None. Dates, years, ages, shares and measures are none."""
    lex = lexes[i]
    if lex.digits:
        found = _digits_at(words, lexes, i, end)
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
    if j < end and (lexes[j].folded in _UNITS or lexes[j].folded in _MONTHS):
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
    if i and lexes[i - 1].folded in _MONTHS and not lexes[i - 1].folded.endswith(("а", "я")):
        return None
    return value, j


def _thousands(words: Words, j: int) -> bool:
    return words.text[words.stops[j - 1] : words.starts[j]] in {" ", ","}


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
    after = num.j
    if after < len(lexes) and lexes[after].folded in {"each", "apiece"}:
        num.each = True


def _qualifier_before(at: int, marks: list[Mark]) -> Mark | None:
    for mark in reversed(marks):
        if mark.j == at and (mark.group == "each" or (mark.group == "count" and mark.value in _QUALIFIERS)):
            return mark
    return None


_QUALIFIERS = frozenset(["more", "less", "about", "again", "total"])


def _grown(lexes: list[Lex], i: int) -> bool:
    """'увеличилось до 22' is exactly 22."""
    return any(lex.folded.startswith(_GROWN) for lex in lexes[max(0, i - 4) : i])


def clock_at(words: Words, lexes: list[Lex], i: int, end: int) -> Clock | None:
    """A clock time that begins at word i: 20:00, 7.30 (мск, утра), '2 часов ночи', '5am', '6:30 a.m.'."""
    raw = words.raw[i]
    lex = lexes[i]
    if lex.digits and len(raw) <= 2:
        hour = int(raw)
        if (
            i + 1 < end
            and words.gaps[i + 1] & Gap.CLOCK
            and lexes[i + 1].digits
            and len(words.raw[i + 1]) == 2
        ):
            minute = int(words.raw[i + 1])
            dotted = words.text[words.stops[i]] == "."
            if (
                hour > 24
                or minute > 59
                or (i + 2 < end and words.gaps[i + 2] & Gap.CLOCK and lexes[i + 2].digits)
            ):
                return None
            if i and words.gaps[i] & Gap.CLOCK and lexes[i - 1].digits:
                return None
            if dotted and not _clock_context(words, lexes, i, i + 2, end):
                return None
            return Clock(_half(hour % 24, lexes, i + 2, end) * 60 + minute, i, i + 2)
        if i + 1 < end and hour <= 24 and words.gaps[i + 1] == Gap.NONE:
            word = lexes[i + 1].folded
            if (
                word in {"часов", "часа", "час", "утра", "ночи", "вечера", "дня"}
                and i
                and lexes[i - 1].folded in _AT
            ):
                j = i + 2 if word.startswith("час") else i + 1
                return Clock(_half(hour % 24, lexes, j, end) * 60, i, i + 2)
            if word in {"am", "pm", "a", "p"}:
                return Clock(_half(hour % 24, lexes, i + 1, end) * 60, i, i + 2)
        return None
    if raw[0].isdigit() and len(raw) <= 4 and raw[:-2].isdigit() and raw[-2:].lower() in {"am", "pm"}:
        hour = int(raw[:-2])
        return (
            Clock((hour % 12 + (12 if raw[-2:].lower() == "pm" else 0)) * 60, i, i + 1)
            if hour <= 12
            else None
        )
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


def _clock_context(words: Words, lexes: list[Lex], i: int, j: int, end: int) -> bool:
    """'20.00' is a time only beside words that say so."""
    before = lexes[i - 1].folded if i else ""
    after = lexes[j].folded if j < end else ""
    return (before in _AT and after not in _UNITS and after not in _MONTHS) or after in _CLOCK_WORDS


def _half(hour: int, lexes: list[Lex], j: int, end: int) -> int:
    """The hour on the 24-hour dial, by the words after it."""
    for lex in lexes[j : min(j + 2, end)]:
        if lex.folded in {"вечера", "pm", "p"} or (lex.folded == "дня" and hour < 8):
            return hour + 12 if hour < 12 else hour
        if lex.folded in {"утра", "ночи", "am", "a"}:
            return 0 if hour == 12 else hour
    return hour


def month_of(folded: str) -> int | None:
    """1 to 12 for a month's name in the genitive or in English, else None."""
    return _MONTHS.get(folded)
