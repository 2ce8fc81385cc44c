"""Which period an event belongs to: the night (20:00 to 08:00) or the day of its region, by what the text says.

What a text says of the time comes as clock times (windows) or as words ('ночью', 'overnight', 'вчера'). Without either the
time of publication decides. The words stand in policy.toml, those of dates and numbers in vocabulary.*.toml.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.core.claims import Window
from bot.core.cues import fold
from bot.core.gazetteer import Gazetteer
from bot.core.model import Period
from bot.core.numerals import Numerals
from bot.core.policy import Periods, When

MOSCOW = ZoneInfo("Europe/Moscow")
DAY_BEGINS = 8
NIGHT_BEGINS = 20
_DAY = timedelta(days=1)
_AN_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Hint:
    """What the words of a sentence say about the time; the date or weekday is what follows 'в ночь на'."""

    when: When
    day: tuple[int, int] | None = None  # day, month
    weekday: int | None = None  # Monday is 1
    hours: int = 1

    @property
    def strong(self) -> bool:
        """Whether it also dates the sentences before it."""
        return self.when not in {When.TODAY, When.MORNING, When.DAY, When.EVENING}


def zone_of(region: str, gazetteer: Gazetteer) -> ZoneInfo:
    """The region's time zone; Moscow's where the gazetteer does not know the region."""
    return gazetteer.zone(region) if region in gazetteer.regions else MOSCOW


def period_at(at: datetime, zone: ZoneInfo) -> Period:
    """The period of a moment, in a region's time."""
    local = at.astimezone(zone)
    if DAY_BEGINS <= local.hour < NIGHT_BEGINS:
        return Period(local.date(), night=False)
    return Period(local.date() + _DAY if local.hour >= NIGHT_BEGINS else local.date(), night=True)


def bounds(period: Period, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Where the period begins and ends, in UTC."""
    if period.night:
        start = datetime.combine(period.date - _DAY, time(NIGHT_BEGINS), zone)
        stop = datetime.combine(period.date, time(DAY_BEGINS), zone)
    else:
        start = datetime.combine(period.date, time(DAY_BEGINS), zone)
        stop = datetime.combine(period.date, time(NIGHT_BEGINS), zone)
    return start.astimezone(UTC), stop.astimezone(UTC)


def read_hint(sentence: str, periods: Periods) -> Hint | None:
    """What the words of a sentence say about the time; None if nothing."""
    folded = fold(sentence)
    for when in When:
        found = periods.cues[when].find(folded)
        if found is None:
            continue
        if when is When.PAST_HOURS:
            return Hint(when, hours=periods.numerals.number_in(found.group()) or 1)
        if when is not When.NIGHT_TO:
            return Hint(when)
        hint = _night_to(folded, found.end(), periods.numerals)
        if hint is not None:
            return hint
    return None


def _night_to(folded: str, at: int, numerals: Numerals) -> Hint | None:
    day, weekday = numerals.date_at(folded, at), numerals.weekday_at(folded, at)
    return Hint(When.NIGHT_TO, day=day, weekday=weekday) if day or weekday else None


def hinted_period(hint: Hint, published_at: datetime, zone: ZoneInfo) -> Period:
    """The period that a hint means in a text of that time."""
    local = published_at.astimezone(zone)
    today, hour = local.date(), local.hour
    match hint.when:
        case When.NIGHT_TO:
            return Period(_named_date(hint, today), night=True)
        case When.LAST_NIGHT | When.THIS_NIGHT:
            ahead = hour >= (22 if hint.when is When.LAST_NIGHT else 18)
            return Period(today + _DAY if ahead else today, night=True)
        case When.YESTERDAY_EVENING:
            return Period(today, night=True)
        case When.YESTERDAY:
            return Period(today - _DAY, night=False)
        case When.PAST_DAY:
            return Period(today if hour >= 14 else today - _DAY, night=False)
        case When.PAST_HOURS:
            return period_at(published_at - hint.hours * _AN_HOUR / 2, zone)
        case When.DAY:
            return Period(today if hour >= DAY_BEGINS else today - _DAY, night=False)
        case When.MORNING | When.TODAY:
            return Period(today, night=hour < DAY_BEGINS)
        case When.EVENING:
            return _evening(today, hour)


def _evening(today: date, hour: int) -> Period:
    """'In the evening': the one that is, or in a text of the morning the one that was."""
    if hour >= NIGHT_BEGINS:
        return Period(today + _DAY, night=True)
    return Period(today, night=hour < 17)


def _named_date(hint: Hint, today: date) -> date:
    """The date nearest to today that has that day and month, or the last such weekday up to tomorrow."""
    if hint.weekday is not None:
        tomorrow = today + _DAY
        return tomorrow - timedelta(days=(tomorrow.isoweekday() - hint.weekday) % 7)
    day, month = hint.day or (today.day, today.month)
    candidates = []
    for year in (today.year - 1, today.year, today.year + 1):
        try:
            candidates.append(date(year, month, day))
        except ValueError:
            continue
    return min(candidates, key=lambda found: abs(found - today), default=today)


def window_period(
    window: Window, published_at: datetime, zone: ZoneInfo, *, dated: bool = False
) -> Period | None:
    """The period of the clock times of a text; None where they are unreadable, or far from its publication.

    An open window stands for its first hour, a closed one for its middle. A time almost a day ago, in a sentence that is
    not `dated` in words, is meant a day later: 'closed until 11:30', said at ten.
    """
    start, end = _moment(window.start), _moment(window.end)
    if start is not None and end is not None:
        at = start + (end - start) / 2 if end > start else start
    elif start is not None:
        at = max(start, min(start + _AN_HOUR, published_at))
    elif end is not None:
        at = end
    else:
        return None
    if not dated and at < published_at - 18 * _AN_HOUR and at + _DAY <= published_at + 3 * _AN_HOUR:
        at += _DAY
    if not -72 * _AN_HOUR <= at - published_at <= 3 * _AN_HOUR:
        return None
    return period_at(at, zone)


def _moment(text: str | None) -> datetime | None:
    try:
        return None if text is None else datetime.fromisoformat(text).replace(tzinfo=MOSCOW)
    except ValueError:
        return None
