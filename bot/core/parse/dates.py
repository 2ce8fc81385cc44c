"""Dates as feeds write them, read by our own rules.

Parsers of others read `MSK` as UTC, find no month in `20 ноября 2026` and take `11.12.2026` for November. Understood here:
RFC 822 with named zones, ISO 8601, Russian and Ukrainian month names, day-first figures, `Nov 20, 2026`, two-digit years.
"""

from __future__ import annotations

import functools
import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

MAX_LENGTH = 64
AHEAD = timedelta(minutes=10)  # a clock may be this fast; what lies further ahead is a mistake

_NAIVE_ZONES: dict[str, tzinfo] = {"ru": ZoneInfo("Europe/Moscow"), "uk": ZoneInfo("Europe/Kyiv")}
_ZONES = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "west": 1, "bst": 1, "ist": 1, "cet": 1, "met": 1, "cest": 2, "mest": 2,
    "eet": 2, "eest": 3, "msk": 3, "мск": 3, "msd": 4, "trt": 3, "get": 4, "samt": 4, "yekt": 5, "omst": 6, "novt": 7,
    "krat": 7, "irkt": 8, "yakt": 9, "vlat": 10, "magt": 11, "pett": 12,
    "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
}  # fmt: skip
_MONTHS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
    "янв": 1, "фев": 2, "мар": 3, "апр": 4, "май": 5, "мая": 5, "июн": 6, "июл": 7, "авг": 8, "сен": 9, "окт": 10, "ноя": 11,
    "дек": 12, "січ": 1, "лют": 2, "бер": 3, "кві": 4, "тра": 5, "чер": 6, "лип": 7, "сер": 8, "вер": 9, "жов": 10, "лис": 11,
    "гру": 12,
}  # fmt: skip

_TIME = (
    r"(?:[\s,T]+(?:в\s+|at\s+|о\s+)?(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,]\d{1,9})?)?"
    r"\s*(?P<half>[ap]\.?m\.?)?)?"
)
_ZONE = r"\s*(?P<zone>(?:(?:UTC|GMT)\s*)?[+-]\d{1,2}(?::?\d{2})?|[A-Za-zА-я]{1,5})?"
_TAIL = _TIME + _ZONE + r"\s*\.?$"
_SHAPES = tuple(
    re.compile(shape + _TAIL, re.IGNORECASE)
    for shape in (
        r"^(?P<year>\d{4})-?(?P<month>\d{2})-?(?P<day>\d{2})",
        r"^(?:[^\W\d]{2,12}\.?,?\s+)?(?P<day>\d{1,2})(?:st|nd|rd|th)?[\s-]+(?P<name>[^\W\d]{3,10})\.?,?[\s-]+(?P<year>\d{4}|\d{2})(?:\s*(?:г\.?|года|р\.?|року))?",
        r"^(?:[^\W\d]{2,12}\.?,?\s+)?(?P<day>\d{1,2})[./-](?P<month>\d{1,2})[./-](?P<year>\d{4}|\d{2})",
        r"^(?:[^\W\d]{2,12}\.?,?\s+)?(?P<name>[^\W\d]{3,10})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})",
        r"^(?P<year>\d{4})[./](?P<month>\d{1,2})[./](?P<day>\d{1,2})",
    )
)
_ASCTIME = re.compile(
    r"^[a-z]{3}\s+(?P<name>[a-z]{3})\s+(?P<day>\d{1,2})\s+(?P<hour>\d{1,2}):(?P<minute>\d{2}):(?P<second>\d{2})"
    r"(?:\s+(?P<zone>[a-z]{1,5}))?\s+(?P<year>\d{4})$",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"\s*\([^()]*\)$")
_OFFSET = re.compile(r"([+-])(\d{1,2}):?(\d{2})?$")


@functools.lru_cache(maxsize=16_384)  # a feed repeats its dates at every poll
def read_date(raw: str | None, language: str = "en") -> datetime | None:
    """The moment that `raw` names, in UTC; None where it names none, or one before 1995.

    A time without a zone is the usual one of the feed's language: Moscow, Kyiv, otherwise UTC.
    """
    if not raw or len(raw) > 4 * MAX_LENGTH:
        return None
    text = _COMMENT.sub("", " ".join(raw.split())[:MAX_LENGTH])
    for shape in (*_SHAPES, _ASCTIME):
        if match := shape.match(text):
            try:
                return _moment(match.groupdict(), _NAIVE_ZONES.get(language, UTC))
            except (ValueError, OverflowError):
                continue
    return None


def settle(moment: datetime | None, seen_at: datetime) -> datetime:
    """The moment, or `seen_at` where it is missing or lies ahead."""
    return seen_at if moment is None or moment > seen_at + AHEAD else moment


def _moment(parts: dict[str, str | None], naive: tzinfo) -> datetime | None:
    year, month, day = _day(parts)
    hour, minute, second = (int(parts.get(key) or 0) for key in ("hour", "minute", "second"))
    if half := parts.get("half"):
        hour = hour % 12 + (12 if half[0] in "pP" else 0)
    later = timedelta()
    if hour == 24:
        hour, later = 0, timedelta(days=1)
    zone = _zone(parts.get("zone") or "", naive)
    moment = (datetime(year, month, day, hour, minute, min(second, 59), tzinfo=zone) + later).astimezone(UTC)
    return moment if moment.year >= 1995 else None


def _day(parts: dict[str, str | None]) -> tuple[int, int, int]:
    year, day = int(parts["year"] or 0), int(parts["day"] or 0)
    if year < 100:
        year += 2000 if year < 70 else 1900
    if name := parts.get("name"):
        month = _MONTHS.get(name[:3].lower(), 0)
    else:
        month = int(parts["month"] or 0)
        if month > 12 >= day:  # 11/20/2026 can only be month first
            month, day = day, month
    return year, month, day


def _zone(text: str, naive: tzinfo) -> tzinfo:
    if offset := _OFFSET.search(text):
        sign = -1 if offset.group(1) == "-" else 1
        return timezone(sign * timedelta(hours=int(offset.group(2)), minutes=int(offset.group(3) or 0)))
    hours = _ZONES.get(text.lower())
    return naive if hours is None else timezone(timedelta(hours=hours))
