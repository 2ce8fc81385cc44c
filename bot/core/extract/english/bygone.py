"""What an English sentence says of when: weekdays beside the day of publication, and spans of days that are over."""

from __future__ import annotations

from datetime import date

from bot.core.extract.words.marks import Doc, Mark, Sentence
from bot.core.text import Gap

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_OLD = 2  # days: what is older is no news
_NEAR = 5  # words between a verb of saying and the day of the saying


def bygone(doc: Doc, s: Sentence, today: date) -> bool:
    """Every weekday of the event (else of the saying) lies more than two days back, or the days told of are many."""
    return span_of_days(doc, s) or of_an_old_day(doc, s, today)


def of_an_old_day(doc: Doc, s: Sentence, today: date) -> bool:
    """Every weekday of the event (else of the saying) lies more than two days back."""
    marks = [m for m in s.of("dayname") if not doc.says_in(max(s.i, m.i - 2), m.i, "scope.not_on")]
    events = [m for m in marks if not of_saying(doc, s, m)]
    ages = [(today.weekday() - _DAYS.index(m.value)) % 7 for m in events or marks]
    return bool(ages) and min(ages) > _OLD


def of_saying(doc: Doc, s: Sentence, day: Mark) -> bool:
    """'told reporters on Tuesday': when it was said, not when it happened; 'Tuesday's strike' is of the event."""
    return not doc.says(day.i, "scope.whose_day") and any(
        0 <= day.i - say.j <= _NEAR
        and not doc.between(say.j, day.i) & (Gap.COMMA | Gap.COLON)
        and not any(say.j <= m.i < day.i and m.group in {"attack", "down", "weapon"} for m in s.marks)
        for say in s.of("say", "verb")
    )


def span_of_days(doc: Doc, s: Sentence) -> bool:
    """'over the past seven days', 'in the last two months'."""
    return any(
        unit.i - 3 <= back.i < unit.i and (unit.i - back.i > 1 or not doc.says(unit.i, "scope.days"))
        for unit in s.of("span", "unit")
        for back in s.of("span", "back")
    )
