"""What headers ask of us."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.answers import max_age, retry_after, validator

DATE = {"date": "Fri, 20 Nov 2026 10:00:00 GMT"}


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"cache-control": "max-age=300"}, 300),
        ({"cache-control": "public, Max-Age = 300, must-revalidate", "age": "60"}, 240),
        ({"cache-control": "max-age=300", "age": "400"}, None),
        ({"cache-control": "max-age=300", "age": "old"}, 300),
        ({"cache-control": "s-maxage=300"}, None),
        ({"cache-control": "no-cache, max-age=300"}, None),
        ({"cache-control": "no-store"}, None),
        ({"cache-control": "max-age=-1"}, None),
        ({"cache-control": "private", "expires": "Fri, 20 Nov 2026 11:00:00 GMT", **DATE}, None),
        ({"expires": "Fri, 20 Nov 2026 11:00:00 GMT", **DATE}, 3600),
        ({"expires": "Fri, 20 Nov 2026 09:00:00 GMT", **DATE}, None),
        ({"expires": "0", **DATE}, None),
        ({"expires": "Fri, 20 Nov 2026 11:00:00 GMT"}, None),
    ],
)
def test_freshness_is_what_the_server_says_less_the_age(headers: dict[str, str], seconds: int | None) -> None:
    assert max_age(headers) == (None if seconds is None else timedelta(seconds=seconds))


@pytest.mark.parametrize(
    ("raw", "seconds"),
    [
        ("120", 120),
        ("0", 1),
        ("-5", None),
        ("1.5", None),
        ("soon", None),
        ("99999999999999999999", 86_400),
        ("Fri, 20 Nov 2026 10:05:00 GMT", 300),
        ("Fri, 20 Nov 2026 09:00:00 GMT", None),
        ("Fri, 20 Nov 2099 09:00:00 GMT", 86_400),
        ("", None),
    ],
)
def test_retry_after_is_read_in_both_forms_and_clamped(raw: str, seconds: int | None) -> None:
    assert retry_after({"retry-after": raw, **DATE}) == (
        None if seconds is None else timedelta(seconds=seconds)
    )


def test_a_validator_is_kept_as_it_is_or_not_at_all() -> None:
    for kept in ('"a"', 'W/"a"', "no quotes at all", "\xff\xfe", '"a\tb"'):
        assert validator(kept) == kept
    for dropped in (None, "", "a\r\nHost: b", "a\0", "x" * 501, " a", "a\n"):
        assert validator(dropped) is None


@given(
    st.dictionaries(
        st.sampled_from(["cache-control", "age", "expires", "date", "retry-after"]), st.text(max_size=40)
    )
)
def test_no_header_breaks_the_reading_of_headers(headers: dict[str, str]) -> None:
    for wait in (max_age(headers), retry_after(headers)):
        assert wait is None or wait > timedelta()
