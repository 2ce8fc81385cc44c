"""Dates as feeds write them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.parse.dates import read_date, settle


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Fri, 20 Nov 2026 10:00:00 GMT", "2026-11-20T10:00:00"),
        ("Fri, 20 Nov 2026 10:00:00 +0300", "2026-11-20T07:00:00"),
        ("Fri, 20 Nov 2026 10:00:00 MSK", "2026-11-20T07:00:00"),
        ("Fri, 20 Nov 2026 10:00 MSK", "2026-11-20T07:00:00"),
        ("20 Nov 26 10:00 EST", "2026-11-20T15:00:00"),
        ("Fri, 20-Nov-2026 10:00:00 UTC", "2026-11-20T10:00:00"),
        ("Fri, 20 Nov 2026 10:00:00 GMT+3", "2026-11-20T07:00:00"),
        ("Fri, 20 Nov 2026 10:00:00 +03:00 (MSK)", "2026-11-20T07:00:00"),
        ("Fri, 20 Nov 2026 24:00:00 GMT", "2026-11-21T00:00:00"),
        ("Fri, 20 Nov 2026 23:59:60 GMT", "2026-11-20T23:59:59"),
        ("Sat, Dec 16 2023 02:02:33 PM", "2023-12-16T11:02:33"),
        ("Nov 20, 2026 12:30 am EST", "2026-11-20T05:30:00"),
        ("Fri Nov 20 10:00:00 2026", "2026-11-20T07:00:00"),
        ("Пт, 20 ноя 2026 11:00:00 +0300", "2026-11-20T08:00:00"),
        ("20 ноября 2026 г. 11:00 МСК", "2026-11-20T08:00:00"),
        ("20 мая 2026, 11:00", "2026-05-20T08:00:00"),
        ("20 листопада 2026 11:00 EET", "2026-11-20T09:00:00"),
        ("2026-11-20T10:00:00Z", "2026-11-20T10:00:00"),
        ("2026-11-20T10:00:00.123456+03:00", "2026-11-20T07:00:00"),
        ("2026-11-20 10:00:00 +0000", "2026-11-20T10:00:00"),
        ("2026-11-20T10:00:00", "2026-11-20T07:00:00"),
        ("20261120T100000Z", None),
        ("2026-11-20", "2026-11-19T21:00:00"),
        ("2026/11/20 10:00", "2026-11-20T07:00:00"),
        ("11.12.2026", "2026-12-10T21:00:00"),
        ("11.12.2026 10:00:05", "2026-12-11T07:00:05"),
        ("11/20/2026 10:00 GMT", "2026-11-20T10:00:00"),
        ("\n  Fri,   20 Nov 2026\t10:00:00 GMT ", "2026-11-20T10:00:00"),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("31.02.2026", None),
        ("20 Foo 2026", None),
        ("Fri, 20 Nov 2026 77:00:00 GMT", None),
        ("yesterday", None),
        ("", None),
        (None, None),
        ("2026" * 100, None),
    ],
)
def test_a_date_is_read_as_its_writer_meant_it(raw: str | None, expected: str | None) -> None:
    moment = read_date(raw, "ru")
    assert moment == (datetime.fromisoformat(expected).replace(tzinfo=UTC) if expected else None)


@pytest.mark.parametrize(("language", "hour"), [("ru", 7), ("uk", 8), ("en", 10)])
def test_a_time_without_a_zone_is_that_of_the_language(language: str, hour: int) -> None:
    assert read_date("20.11.2026 10:00", language) == datetime(2026, 11, 20, hour, tzinfo=UTC)


def test_a_moment_ahead_is_now_and_a_fast_clock_is_forgiven() -> None:
    now = datetime(2026, 11, 20, 10, tzinfo=UTC)
    assert settle(now + timedelta(minutes=11), now) == now
    assert settle(now + timedelta(minutes=9), now) == now + timedelta(minutes=9)
    assert settle(None, now) == now


@given(st.integers(800_000_000, 4_000_000_000), st.integers(-12 * 60, 14 * 60))
def test_what_python_writes_is_read_back(seconds: int, minutes: int) -> None:
    moment = datetime.fromtimestamp(seconds, timezone(timedelta(minutes=minutes)))
    assert read_date(format_datetime(moment)) == moment
    assert read_date(moment.isoformat()) == moment


@given(st.text(max_size=80))
def test_no_text_breaks_the_reading_of_dates(raw: str) -> None:
    moment = read_date(raw)
    assert moment is None or moment.year >= 1995
