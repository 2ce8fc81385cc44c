"""Names of months, days of the week and numbers, and the dates that are written with them.

The words stand in vocabulary.*.toml, folded as `bot.core.text.fold` does it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TypeAlias

Names: TypeAlias = Mapping[int, Iterable[str]]


class Numerals:
    """Words for numbers, months (1 to 12) and days of the week (Monday is 1), compiled once.

    `scales` are words that multiply the number before them ('two dozen'), `in_months` are months after 'in'.
    """

    __slots__ = (
        "_day_month",
        "_month_day",
        "_weekday",
        "in_months",
        "months",
        "numbers",
        "scales",
        "weekdays",
    )

    def __init__(
        self, numbers: Names, scales: Names, months: Names, in_months: Names, weekdays: Names
    ) -> None:
        self.numbers = _by_word(numbers)
        self.scales = _by_word(scales)
        self.months = _by_word(months)
        self.in_months = _by_word(in_months)
        self.weekdays = _by_word(weekdays)
        month = "|".join(map(re.escape, self.months)) or "(?!)"
        weekday = "|".join(map(re.escape, self.weekdays)) or "(?!)"
        days = r"(?:\d{1,2}\s*[-–]\s*)?(\d{1,2})"
        self._day_month = re.compile(rf"\s*(?:the\s+)?{days}(?:st|nd|rd|th)?\s+({month})\b")
        self._month_day = re.compile(rf"\s*({month})\s+{days}\b")
        self._weekday = re.compile(rf"\s*({weekday})\b")

    def number(self, folded: str) -> int | None:
        """The number that one word stands for, also 'twenty-five'; None for any other word."""
        found = self.numbers.get(folded)
        if found is None and "-" in folded:
            tens, _, ones = folded.partition("-")
            left, right = self.numbers.get(tens, 0), self.numbers.get(ones, 0)
            if 20 <= left < 100 and not left % 10 and 0 < right < 10:
                return left + right
        return found

    def date_at(self, folded: str, at: int) -> tuple[int, int] | None:
        """(day, month) of a date that stands at that character: '9 мая', 'the 8-9th May', 'May 9'; None if none does."""
        if found := self._day_month.match(folded, at):
            return int(found.group(1)), self.months[found.group(2)]
        if found := self._month_day.match(folded, at):
            return int(found.group(2)), self.months[found.group(1)]
        return None

    def weekday_at(self, folded: str, at: int) -> int | None:
        """The day of the week (Monday is 1) that stands at that character."""
        found = self._weekday.match(folded, at)
        return self.weekdays[found.group(1)] if found else None

    def number_in(self, phrase: str) -> int | None:
        """The first number below 100 in a phrase, in digits or a word."""
        for word in phrase.split():
            if word.isdecimal() and len(word) < 3:
                return int(word)
            if word in self.numbers:
                return self.numbers[word]
        return None


def _by_word(names: Names) -> dict[str, int]:
    return {word: value for value, words in names.items() for word in words}
