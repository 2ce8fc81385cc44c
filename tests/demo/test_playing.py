"""The night through the real poller and real databases."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.catalog.places import load_places
from bot.catalog.sources import load_sources
from bot.core.model import InboxEntry
from bot.demo import Night, NightServer, load_night, steps
from bot.fetch import Fetcher
from bot.poll import PollOutcome, poll_due
from storage import inbox
from storage import sources as source_states
from storage.engine import Sessions

DATA = Path(__file__).parents[2] / "config" / "data"
EVENING = datetime(2026, 10, 14, 17, 0, tzinfo=UTC)
LOOPBACK = frozenset({"127.0.0.1"})


@pytest.fixture(scope="module")
def night() -> Night:
    sources = load_sources(DATA / "demo" / "sources.toml", load_places(DATA / "places").regions)
    return load_night(DATA / "demo" / "night.jsonl", sources, EVENING)


async def play(night: Night, sessions: Sessions, moments: Iterable[datetime]) -> PollOutcome:
    outcome = PollOutcome()
    async with NightServer(night) as server, Fetcher(version="test", private_hosts=LOOPBACK) as fetcher:
        async with sessions.begin() as session:
            await source_states.sync(session, server.sources, EVENING)
        for moment in moments:
            server.advance(moment)
            outcome += await poll_due(sessions, server.sources, fetcher, moment, lambda: 0.5)
    return outcome


async def waiting(sessions: Sessions) -> list[InboxEntry]:
    async with sessions() as session:
        return await inbox.next_unread(session, 1_000)


async def test_every_version_of_every_post_arrives_once(night: Night, sessions: Sessions) -> None:
    outcome = await play(night, sessions, steps(night))
    stored = await waiting(sessions)
    assert outcome.failed == 0
    assert (outcome.stored, outcome.changed) == (
        sum(post.edited_at is None for post in night.posts),
        sum(post.edited_at is not None for post in night.posts),
    )
    assert len(stored) == len(night.posts)
    for row in stored:
        assert row.silent == (row.entry.published_at < EVENING)
        assert timedelta(0) <= row.seen_at - (row.entry.updated_at or row.entry.published_at) or row.silent

    again = await play(night, sessions, steps(night))
    assert (again.stored, again.changed) == (0, 0), "a second run of the same night brings nothing new"


async def test_a_run_that_was_stopped_goes_on_without_loss(night: Night, sessions: Sessions) -> None:
    moments = list(steps(night))
    half = await play(night, sessions, moments[: len(moments) // 2])
    async with sessions() as session:
        states = await source_states.states(session)
    reached = max(state.polled_at for state in states.values() if state.polled_at)
    assert reached == moments[len(moments) // 2 - 1]
    rest = await play(night, sessions, steps(night, after=reached))
    assert half.stored + half.changed + rest.stored + rest.changed == len(night.posts)
    async with sessions() as session:
        assert (await session.execute(text("SELECT count(*) FROM entry"))).scalar() == len(night.posts)
