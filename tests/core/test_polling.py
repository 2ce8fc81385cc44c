"""When a source is asked again, and what is remembered."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core import polling
from bot.core.answers import Fetched, NotModified, UnreachableError
from bot.core.errors import FetchError, ParseError
from bot.core.model import Entry, SourceState
from bot.core.parse import Parsed
from bot.core.problems import Problem, Trouble, refusal
from tests.sources import NOW, channel, rss

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
MIDDLE = 0.5  # the jitter that changes nothing
STATE = SourceState(
    source_id="vesti",
    next_poll_at=NOW,
    etag='"old"',
    last_modified="then",
    body_hash="b",
    polled_at=NOW - HOUR,
)
ENTRY = Entry(
    source_id="vesti", id="1", url="https://vesti.example/1", title="t", text="x", published_at=NOW - HOUR
)


def answer(etag: str | None = None, max_age: timedelta | None = None) -> Fetched:
    return Fetched(
        body=b"<rss/>",
        url="https://vesti.example/",
        content_type=None,
        etag=etag,
        last_modified=None,
        max_age=max_age,
    )


def unchanged(max_age: timedelta | None = None) -> NotModified:
    return NotModified(etag=None, last_modified=None, max_age=max_age)


def wait_after(error: Exception, failures: int = 0, jitter: float = MIDDLE) -> timedelta:
    state = replace(STATE, failures=failures)
    return polling.after_failure(rss(), state, error, NOW, jitter).next_poll_at - NOW


def test_a_success_comes_back_after_the_interval() -> None:
    after = polling.after_entries(rss(), STATE, answer('"new"'), Parsed((ENTRY,), 0), "digest", NOW, MIDDLE)
    assert after == SourceState(
        source_id="vesti",
        next_poll_at=NOW + 10 * MINUTE,
        etag='"new"',
        last_modified=None,
        body_hash="digest",
        polled_at=NOW,
        read_at=NOW,
        newest_at=ENTRY.published_at,
    )


def test_a_success_forgets_the_failures_before_it() -> None:
    failed = replace(STATE, failures=7, problem=refusal(500))
    after = polling.after_same(rss(), failed, unchanged(), NOW, MIDDLE)
    assert (after.failures, after.problem, after.read_at) == (0, None, NOW)


def test_304_keeps_the_validators_and_a_full_answer_without_them_loses_them() -> None:
    kept = polling.after_same(rss(), STATE, unchanged(), NOW, MIDDLE)
    assert (kept.etag, kept.last_modified, kept.body_hash) == ('"old"', "then", "b")
    newer = polling.after_same(rss(), STATE, replace(unchanged(), etag='"new"'), NOW, MIDDLE)
    assert (newer.etag, newer.last_modified) == ('"new"', "then")
    lost = polling.after_same(rss(), STATE, answer(), NOW, MIDDLE)
    assert (lost.etag, lost.last_modified, lost.body_hash) == (None, None, "b")


@pytest.mark.parametrize(
    ("max_age", "minutes"), [(None, 10), (MINUTE, 10), (20 * MINUTE, 20), (HOUR, 60), (100 * HOUR, 60)]
)
def test_the_server_may_ask_for_up_to_an_hour(max_age: timedelta | None, minutes: int) -> None:
    after = polling.after_same(rss(), STATE, unchanged(max_age), NOW, MIDDLE)
    assert after.next_poll_at == NOW + minutes * MINUTE


@pytest.mark.parametrize(("jitter", "minutes"), [(0.0, 9.0), (0.5, 10.0), (1.0, 11.0)])
def test_jitter_spreads_the_interval_by_a_tenth(jitter: float, minutes: float) -> None:
    assert polling.after_same(rss(), STATE, unchanged(), NOW, jitter).next_poll_at == NOW + minutes * MINUTE


def test_no_source_is_asked_more_often_than_its_kind_allows() -> None:
    hasty = [replace(source, interval=timedelta(seconds=1)) for source in (rss(), channel())]
    waits = [polling.after_same(source, STATE, unchanged(), NOW, 0.0).next_poll_at - NOW for source in hasty]
    assert waits == [5 * MINUTE, MINUTE]


def test_failures_double_the_wait_up_to_six_hours() -> None:
    trouble = FetchError(refusal(500))
    waits = [wait_after(trouble, failures) / MINUTE for failures in range(8)]
    assert waits == [20, 40, 80, 160, 320, 360, 360, 360]
    assert wait_after(trouble, 10_000_000) == 6 * HOUR


def test_where_nobody_answers_the_wait_ends_at_half_an_hour() -> None:
    away = UnreachableError(Problem.of(Trouble.NAME, host="vesti.example"))
    assert [wait_after(away, failures) / MINUTE for failures in (0, 1, 9)] == [20, 30, 30]


def test_a_refusal_waits_an_hour_at_least() -> None:
    assert wait_after(FetchError(refusal(403), permanent=True)) == HOUR
    assert wait_after(FetchError(refusal(403), permanent=True), failures=3) == 160 * MINUTE


def test_retry_after_is_never_undercut() -> None:
    often = FetchError(refusal(429), retry_after=9 * HOUR)
    assert wait_after(often, jitter=0.0) == 9 * HOUR
    assert wait_after(FetchError(refusal(429), retry_after=timedelta(seconds=1))) == 20 * MINUTE


def test_a_failure_to_fetch_keeps_the_validators_and_a_failure_to_parse_drops_them() -> None:
    fetching = polling.after_failure(rss(), STATE, FetchError(refusal(503)), NOW, MIDDLE)
    assert (fetching.etag, fetching.last_modified, fetching.body_hash) == ('"old"', "then", "b")
    parsing = polling.after_failure(rss(), STATE, ParseError(Problem.of(Trouble.EMPTY)), NOW, MIDDLE)
    assert (parsing.etag, parsing.last_modified, parsing.body_hash) == (None, None, None)
    assert (parsing.problem, parsing.failures, parsing.polled_at, parsing.read_at) == (
        Problem.of(Trouble.EMPTY),
        1,
        NOW,
        None,
    )


def test_an_unexpected_error_names_its_kind_in_one_line() -> None:
    after = polling.after_failure(rss(), STATE, KeyError("a\nb"), NOW, MIDDLE)
    assert str(after.problem) == r"unexpected KeyError: 'a\nb'"


def test_of_a_body_that_was_cut_off_nothing_is_remembered() -> None:
    parsed = Parsed((ENTRY,), 1, cut_off=True)
    after = polling.after_entries(rss(), STATE, answer('"new"'), parsed, "digest", NOW, MIDDLE)
    assert (after.etag, after.body_hash, after.read_at) == (None, None, NOW)
    assert str(after.problem) == "the last answer was cut off; what was whole of it has been read"


def test_the_newest_entry_never_moves_back() -> None:
    state = replace(STATE, newest_at=NOW)
    after = polling.after_entries(rss(), state, answer(), Parsed((ENTRY,), 0), "d", NOW, MIDDLE)
    assert after.newest_at == NOW
    assert polling.after_entries(rss(), STATE, answer(), Parsed((), 0), "d", NOW, MIDDLE).newest_at is None


def test_validators_are_left_out_once_in_eight_days() -> None:
    state = replace(STATE, polled_at=NOW)
    hours = [
        hour
        for hour in range(24 * 16)
        if polling.for_request(replace(state, polled_at=NOW + hour * HOUR), NOW + (hour + 1) * HOUR).etag
        is None
    ]
    assert len(hours) == 2
    assert hours[1] - hours[0] == 24 * 8
    assert polling.for_request(replace(state, polled_at=None), NOW) == replace(state, polled_at=None)


def test_a_channels_edits_are_believed_only_while_it_is_read_all_the_time() -> None:
    edited = replace(ENTRY, updated_at=NOW)
    steady = replace(STATE, read_at=NOW - 2 * MINUTE)
    for state, believed in ((steady, True), (replace(STATE, read_at=NOW - HOUR), False), (STATE, False)):
        [entry] = polling.as_seen((edited,), channel(), state, NOW)
        assert entry.updated_at == (NOW if believed else None)
        assert polling.as_seen((edited,), rss(), state, NOW) == (edited,)


def test_a_channel_that_loses_all_its_posts_is_in_trouble_and_a_feed_is_not() -> None:
    had = replace(STATE, newest_at=NOW)
    assert polling.lost_its_posts(channel(), had, Parsed((), 0))
    assert not polling.lost_its_posts(channel(), STATE, Parsed((), 0))
    assert not polling.lost_its_posts(channel(), had, Parsed((ENTRY,), 0))
    assert not polling.lost_its_posts(rss(), had, Parsed((), 0))


@given(
    st.integers(0, 10**9), st.floats(0, 1), st.booleans(), st.none() | st.timedeltas(timedelta(), timedelta(days=1)), st.sampled_from([rss(), channel()])
)  # fmt: skip
def test_the_next_poll_is_never_sooner_than_the_floor_nor_later_than_a_day(
    failures: int, jitter: float, permanent: bool, retry_after: timedelta | None, source: object
) -> None:
    kind = channel() if source == channel() else rss()
    error = FetchError(refusal(503), permanent=permanent, retry_after=retry_after)
    wait = (
        polling.after_failure(kind, replace(STATE, failures=failures), error, NOW, jitter).next_poll_at - NOW
    )
    assert max(polling.FLOORS[kind.kind], retry_after or timedelta()) <= wait <= timedelta(days=1)


def test_what_was_published_while_the_bot_was_away_is_set_apart() -> None:
    def entry(number: int, minutes: int, edited: int | None = None) -> Entry:
        return Entry(
            source_id="s",
            id=str(number),
            url="",
            title="",
            text=f"{number}",
            published_at=NOW + timedelta(minutes=minutes),
            updated_at=None if edited is None else NOW + timedelta(minutes=edited),
        )

    before, after, edited_since = entry(1, -60), entry(2, 1), entry(3, -60, edited=2)
    assert polling.apart([before, after, edited_since], NOW) == ([before], [after, edited_since])
    assert polling.apart([before], None) == ([], [before])
