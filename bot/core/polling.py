"""When a source is asked again, and what is remembered of its answer. Pure: `now` and the jitter are handed in.

A success comes back after the source's interval, or as late as the server asks, up to an hour. Failures double the interval
up to six hours, or half an hour where nobody answered; a refusal waits an hour at least; Retry-After is always obeyed. `jitter` is a number from 0 to 1 that
spreads the intervals by a tenth either way.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.core.answers import Fetched, NotModified, UnreachableError
from bot.core.errors import FetchError, ParseError, SvodkaError
from bot.core.model import Entry, Source, SourceKind, SourceState
from bot.core.parse import Parsed
from bot.core.problems import Problem, Trouble

FLOORS = {SourceKind.TELEGRAM: timedelta(seconds=60), SourceKind.RSS: timedelta(minutes=5)}
LONGEST_FRESHNESS = timedelta(hours=1)  # some servers ask for days on feeds that change hourly
LONGEST_BACKOFF = timedelta(hours=6)
UNREACHED_BACKOFF = timedelta(minutes=30)  # after an outage of our own network all sources must be back soon
REFUSED_WAIT = timedelta(hours=1)
OUTAGE = timedelta(minutes=30)
VALIDATORS_LIVE = timedelta(days=8)  # some servers answer 304 for ever
_SPREAD = 0.1
_MAX_DOUBLINGS = 20


def for_request(state: SourceState, now: datetime) -> SourceState:
    """The state to ask with: without validators once in eight days, each source on a day of its own."""
    if state.polled_at is None or _era(state.source_id, state.polled_at) == _era(state.source_id, now):
        return state
    return replace(state, etag=None, last_modified=None)


def body_digest(body: bytes) -> str:
    """What tells one body from another."""
    return hashlib.blake2b(body, digest_size=16).hexdigest()


def entries_digest(entries: Iterable[Entry]) -> str:
    """What tells one channel page from another: its posts. The page itself differs at every request."""
    words = "\n".join(f"{entry.id} {entry.content_hash}" for entry in entries)
    return body_digest(words.encode("utf-8", "surrogatepass"))


def as_seen(entries: Iterable[Entry], source: Source, state: SourceState, now: datetime) -> tuple[Entry, ...]:
    """The entries with those times of edits that can be believed.

    A channel's page marks a post as edited and does not say when; parsing puts the time of reading. That holds while the
    page is read all the time. After a gap the edit may be hours old, and old news must not look new.
    """
    if source.kind is not SourceKind.TELEGRAM:
        return tuple(entries)
    if state.read_at is not None and now - state.read_at <= max(OUTAGE, 2 * _interval(source)):
        return tuple(entries)
    return tuple(replace(entry, updated_at=None) for entry in entries)


def after_entries(
    source: Source,
    state: SourceState,
    answer: Fetched,
    parsed: Parsed,
    digest: str,
    now: datetime,
    jitter: float,
) -> SourceState:
    """The state after a body whose entries are stored. Of a body that was cut off, nothing is remembered: it is asked for again."""
    times = [entry.updated_at or entry.published_at for entry in parsed.entries]
    newest = max([*times, *([state.newest_at] if state.newest_at else [])], default=None)
    whole = not parsed.cut_off
    return replace(
        _read(source, state, answer.max_age, now, jitter),
        etag=answer.etag if whole else None,
        last_modified=answer.last_modified if whole else None,
        body_hash=digest if whole else None,
        newest_at=newest,
        problem=None if whole else Problem.of(Trouble.PARTLY),
    )


def after_same(
    source: Source, state: SourceState, answer: Fetched | NotModified, now: datetime, jitter: float
) -> SourceState:
    """The state after an answer without news: 304, or the same body again.

    A 304 need not repeat its validators; a full answer without them has lost them.
    """
    keep = isinstance(answer, NotModified)
    return replace(
        _read(source, state, answer.max_age, now, jitter),
        etag=answer.etag or (state.etag if keep else None),
        last_modified=answer.last_modified or (state.last_modified if keep else None),
    )


def after_failure(
    source: Source, state: SourceState, error: Exception, now: datetime, jitter: float
) -> SourceState:
    """The state after a failure: the problem in one sentence, and a growing wait.

    Validators outlive a server's trouble, and not a body that could not be read: that one must come in full again.
    """
    failures = state.failures + 1
    wait = _spread(_interval(source) * 2 ** min(failures, _MAX_DOUBLINGS), jitter)
    wait = min(wait, UNREACHED_BACKOFF if isinstance(error, UnreachableError) else LONGEST_BACKOFF)
    fetching = isinstance(error, FetchError)
    if isinstance(error, FetchError):
        if error.permanent:
            wait = max(wait, REFUSED_WAIT)
        if error.retry_after:
            wait = max(wait, error.retry_after)
    return replace(
        state,
        next_poll_at=now + max(wait, _interval(source)),
        polled_at=now,
        failures=failures,
        problem=_problem(error),
        etag=state.etag if fetching else None,
        last_modified=state.last_modified if fetching else None,
        body_hash=state.body_hash if fetching else None,
    )


def lost_its_posts(source: Source, state: SourceState, parsed: Parsed) -> bool:
    """Whether a channel that had posts shows none: its server's way of turning us away, and no news."""
    return source.kind is SourceKind.TELEGRAM and state.newest_at is not None and not parsed.entries


def _read(
    source: Source, state: SourceState, max_age: timedelta | None, now: datetime, jitter: float
) -> SourceState:
    """What every success means."""
    wait = max(_spread(_interval(source), jitter), FLOORS[source.kind])
    if max_age:
        wait = max(wait, min(max_age, LONGEST_FRESHNESS))
    return replace(state, next_poll_at=now + wait, polled_at=now, read_at=now, failures=0, problem=None)


def _interval(source: Source) -> timedelta:
    return max(source.interval, FLOORS[source.kind])


def _spread(wait: timedelta, jitter: float) -> timedelta:
    return wait * (1 + _SPREAD * (2 * jitter - 1))


def _era(source_id: str, moment: datetime) -> int:
    """The number of the eight days that a moment lies in, counted from a day that differs by source."""
    phase = int.from_bytes(hashlib.blake2b(source_id.encode("utf-8"), digest_size=4).digest(), "big")
    seconds = int(VALIDATORS_LIVE.total_seconds())
    return (int(moment.timestamp()) + phase % seconds) // seconds


def _problem(error: Exception) -> Problem:
    """What a person is told. An unexpected error names its kind, for its text alone may say nothing."""
    if isinstance(error, FetchError | ParseError):
        return error.problem
    if isinstance(error, SvodkaError):
        return Problem.of(Trouble.OTHER, text=str(error))
    return Problem.of(Trouble.UNEXPECTED, kind=type(error).__name__, detail=str(error))


def apart(entries: Iterable[Entry], before: datetime | None) -> tuple[list[Entry], list[Entry]]:
    """The entries published (or edited) before that moment, and the others; None is long ago."""
    missed: list[Entry] = []
    fresh: list[Entry] = []
    for entry in entries:
        late = before is not None and (entry.updated_at or entry.published_at) < before
        (missed if late else fresh).append(entry)
    return missed, fresh
