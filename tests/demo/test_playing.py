"""The night through the real poller into a real database."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Iterable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.catalog.places import load_places
from bot.catalog.sources import load_sources
from bot.demo import Night, NightServer, load_night, steps
from bot.fetch import Fetcher
from bot.poll import PollOutcome, poll_due
from storage import inbox
from storage import sources as source_states
from storage.engine import Sessions, make_engine, make_sessions

DATA = Path(__file__).parents[2] / "config" / "data"
EVENING = datetime(2026, 10, 14, 17, 0, tzinfo=UTC)
LOOPBACK = frozenset({"127.0.0.1"})


@pytest.fixture(scope="module")
def night() -> Night:
    sources = load_sources(DATA / "demo" / "sources.toml", load_places(DATA / "places").regions)
    return load_night(DATA / "demo" / "night.jsonl", sources, EVENING)


@pytest.fixture
async def sessions(sqlite_template: Path, tmp_path: Path) -> AsyncIterator[Sessions]:
    file = tmp_path / "demo.db"
    shutil.copy(sqlite_template, file)
    engine = make_engine(f"sqlite:///{file}")
    yield make_sessions(engine)
    await engine.dispose()


async def play(night: Night, sessions: Sessions, moments: Iterable[datetime]) -> PollOutcome:
    outcome = PollOutcome()
    async with NightServer(night) as server, Fetcher(version="test", private_hosts=LOOPBACK) as fetcher:
        async with sessions.begin() as session:
            await source_states.sync(session, server.sources, EVENING)
        for moment in moments:
            server.advance(moment)
            outcome += await poll_due(sessions, server.sources, fetcher, moment, lambda: 0.0)
    return outcome


async def test_every_version_of_every_post_arrives_once_though_the_run_was_stopped(
    night: Night, sessions: Sessions
) -> None:
    moments = list(steps(night))
    half = moments[: len(moments) // 2]
    outcome = await play(night, sessions, half)
    assert await reached(sessions) == half[-1]
    outcome += await play(night, sessions, steps(night, after=half[-1]))

    assert outcome.failed == 0
    edits = sum(post.edited_at is not None for post in night.posts)
    assert (outcome.stored, outcome.changed) == (len(night.posts) - edits, edits)
    async with sessions() as session:
        stored = await inbox.next_unread(session, 1_000)
    assert len(stored) == len(night.posts)
    for row in stored:
        assert row.silent == (row.entry.published_at < EVENING)
        assert row.silent or row.seen_at >= row.entry.published_at

    again = await play(night, sessions, steps(night, after=await reached(sessions)))
    assert (again.stored, again.changed) == (0, 0), "a second run of the same night brings nothing new"


async def reached(sessions: Sessions) -> datetime:
    """The recorded time to which polling has come: where a run that was stopped goes on."""
    async with sessions() as session:
        states = await source_states.states(session)
    return max(state.polled_at for state in states.values() if state.polled_at)
