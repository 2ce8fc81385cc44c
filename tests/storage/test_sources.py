from __future__ import annotations

import dataclasses
from datetime import timedelta

from sqlalchemy import text

from bot.core.claims import Role
from bot.core.model import Source, SourceKind, SourceState, Tier
from bot.core.problems import Problem, Trouble
from storage import sources
from storage.engine import Sessions
from tests.storage.examples import MINUTE, NOON


def made(*ids: str) -> dict[str, Source]:
    return {
        name: Source(
            id=name,
            name=name,
            url=f"https://t.me/s/{name}",
            kind=SourceKind.TELEGRAM,
            family=name,
            tier=Tier.OFFICIAL,
            office=Role.GOVERNOR,
            language="ru",
            region=None,
            interval=timedelta(minutes=1),
        )
        for name in ids
    }


async def test_a_new_source_is_due_at_once_and_has_never_been_read(sessions: Sessions) -> None:
    async with sessions.begin() as session:
        await sources.sync(session, made("a", "b"), NOON)
    async with sessions() as session:
        assert await sources.due(session, NOON, 10) == [
            SourceState(source_id="a", next_poll_at=NOON),
            SourceState(source_id="b", next_poll_at=NOON),
        ]
        assert await sources.due(session, NOON, 1) == [SourceState(source_id="a", next_poll_at=NOON)]
        assert await sources.due(session, NOON - MINUTE, 10) == []


async def test_what_a_poll_has_taught_comes_back_byte_for_byte(sessions: Sessions) -> None:
    state = SourceState(
        source_id="a",
        next_poll_at=NOON + MINUTE,
        etag='W/"é\\"x"',
        last_modified="Sat, 14 Mar 2026 12:00:00 GMT",
        body_hash="ab",
        polled_at=NOON,
        read_at=NOON,
        newest_at=NOON - MINUTE,
        failures=2,
        problem=Problem.of(Trouble.NO_CONNECTION, host="ф.example", port=443),
    )
    async with sessions.begin() as session:
        await sources.sync(session, made("a"), NOON)
        await sources.record(session, state)
    async with sessions() as session:
        assert await sources.states(session) == {"a": state}
    async with sessions.begin() as session:
        await sources.record(session, dataclasses.replace(state, etag=None, failures=0, problem=None))
    async with sessions() as session:
        assert (await sources.states(session))["a"] == dataclasses.replace(
            state, etag=None, failures=0, problem=None
        )


async def test_the_source_that_waited_longest_comes_first(sessions: Sessions) -> None:
    async with sessions.begin() as session:
        for name, minutes in (("a", 3), ("b", 1), ("c", 2), ("d", 9)):
            await sources.record(session, SourceState(source_id=name, next_poll_at=NOON + minutes * MINUTE))
    async with sessions() as session:
        found = await sources.due(session, NOON + 3 * MINUTE, 10)
    assert [state.source_id for state in found] == ["b", "c", "a"]


async def test_a_source_that_left_the_configuration_rests_and_keeps_what_is_known(sessions: Sessions) -> None:
    known = SourceState(source_id="a", next_poll_at=NOON, etag="x", read_at=NOON)
    for configured in (made("a", "b"), made("b"), made("b", "c")):
        async with sessions.begin() as session:
            await sources.sync(session, configured, NOON)
            if "a" in configured:
                await sources.record(session, known)
    async with sessions() as session:
        assert [state.source_id for state in await sources.due(session, NOON, 10)] == ["b", "c"]
        assert list(await sources.states(session)) == ["b", "c"]
    async with sessions.begin() as session:
        await sources.sync(session, made("a"), NOON + MINUTE)
    async with sessions() as session:
        assert await sources.states(session) == {"a": known}


async def test_a_sentence_of_an_older_release_is_read_as_it_stands(sessions: Sessions) -> None:
    sentence = "the server refuses us (403)"
    async with sessions.begin() as session:
        await sources.sync(session, made("a"), NOON)
        await session.execute(
            text("UPDATE source_state SET problem = :said, failures = 1"), {"said": sentence}
        )
    async with sessions() as session:
        assert (await sources.states(session))["a"].problem == Problem.of(Trouble.OTHER, text=sentence)
