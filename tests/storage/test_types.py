from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import StatementError

from storage import health
from storage.engine import Sessions
from storage.types import clean_text
from tests.storage.examples import NOON


async def test_a_time_comes_back_in_utc_to_the_microsecond(sessions: Sessions) -> None:
    kamchatka = timezone(timedelta(hours=12))
    at = NOON.replace(microsecond=123456)
    async with sessions.begin() as session:
        await health.heartbeat(session, "poll", at.astimezone(kamchatka))
    async with sessions() as session:
        found = (await health.heartbeats(session))["poll"]
    assert found == at
    assert found.utcoffset() == timedelta(0)


async def test_a_time_without_a_zone_is_refused(sessions: Sessions) -> None:
    with pytest.raises(StatementError, match="without a zone"):
        async with sessions.begin() as session:
            await health.heartbeat(session, "poll", datetime(2026, 3, 14))  # noqa: DTZ001


async def test_a_later_beat_replaces_the_earlier_one(sessions: Sessions) -> None:
    for minute in (1, 2):
        async with sessions.begin() as session:
            await health.heartbeat(session, "poll", NOON.replace(minute=minute))
            await health.heartbeat(session, "deliver", NOON)
    async with sessions() as session:
        assert await health.heartbeats(session) == {"poll": NOON.replace(minute=2), "deliver": NOON}


@given(st.text(st.characters(codec=None)))
def test_clean_text_can_be_stored_and_is_stable(text: str) -> None:
    cleaned = clean_text(text)
    assert "\x00" not in cleaned
    assert cleaned.encode().decode() == cleaned
    assert clean_text(cleaned) == cleaned


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")))
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert clean_text(text) == text
