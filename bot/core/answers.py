"""What a server answers to a poll, and what its headers ask of us (RFC 9110, RFC 9111)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from bot.core.errors import FetchError

LONGEST_WAIT = timedelta(hours=24)  # more than a day of Retry-After would lose a source of news
SHORTEST_WAIT = timedelta(seconds=1)
_MAX_VALIDATOR = 500
_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)
_NO_CACHE = re.compile(r"\bno-(?:cache|store)\b", re.IGNORECASE)
_PRINTABLE = re.compile(r"[\x21-\x7e\x80-\xff](?:[\x20-\x7e\x80-\xff\t]*[\x21-\x7e\x80-\xff])?")


class UnreachableError(FetchError):
    """No answer at all: the name, the connection or the time failed. It may be our own network that is down."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A body, unpacked, with what belongs to it. `url` is the address that answered, after redirects.

    Validators are byte for byte as sent (Latin-1), None after a redirect: they belong to another address then.
    `max_age` is for how long the server asks not to come back.
    """

    body: bytes
    url: str
    content_type: str | None
    etag: str | None
    last_modified: str | None
    max_age: timedelta | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotModified:
    """Nothing new since the validators that we sent; newer ones if the server named some."""

    etag: str | None
    last_modified: str | None
    max_age: timedelta | None


def validator(value: str | None) -> str | None:
    """An ETag or Last-Modified that may be sent back; None for one too long or with control characters."""
    if value and len(value) <= _MAX_VALIDATOR and _PRINTABLE.fullmatch(value):
        return value
    return None


def max_age(headers: Mapping[str, str]) -> timedelta | None:
    """For how long the answer stays fresh: Cache-Control less Age, else Expires less Date; None where it does not say."""
    control = headers.get("cache-control")
    if control is None:
        return _until(headers.get("expires"), headers.get("date"))
    found = _MAX_AGE.search(control)
    if found is None or _NO_CACHE.search(control):
        return None
    age = headers.get("age", "").strip()
    left = int(found.group(1)) - (int(age) if age.isascii() and age.isdigit() and len(age) < 10 else 0)
    return timedelta(seconds=left) if left > 0 else None


def retry_after(headers: Mapping[str, str]) -> timedelta | None:
    """How long the server asks us to stay away, clamped to a day; None where it does not say or says nonsense.

    A date counts from the server's own Date, so that its clock need not agree with ours.
    """
    raw = headers.get("retry-after", "").strip()
    if raw.isascii() and raw.isdigit():
        wait: timedelta | None = timedelta(seconds=min(int(raw[:9]), int(LONGEST_WAIT.total_seconds())))
    else:
        wait = _until(raw, headers.get("date"))
    return None if wait is None else min(max(wait, SHORTEST_WAIT), LONGEST_WAIT)


def _until(moment: str | None, start: str | None) -> timedelta | None:
    """The time between two HTTP dates, None unless it is positive."""
    stop_at, start_at = _http_date(moment), _http_date(start)
    if stop_at is None or start_at is None or stop_at <= start_at:
        return None
    return stop_at - start_at


def _http_date(raw: str | None) -> datetime | None:
    if not raw or len(raw) > 64:
        return None
    try:
        moment = parsedate_to_datetime(raw)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
