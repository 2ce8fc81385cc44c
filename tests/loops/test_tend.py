from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.catalog.catalog import Catalog
from bot.core.alerts import Action, Subscription
from bot.core.model import SourceState
from bot.core.plain import plain
from bot.ingest import ingest_all
from bot.tend import PATIENCE, Absence, absence, catch_up, end_alarms
from storage import health, inbox, outbox, sources, subscriptions
from storage.engine import Sessions
from tests.knowledge import NIGHT, entry

BACK = NIGHT + timedelta(hours=3)
AWAY = Absence(NIGHT - timedelta(minutes=30), BACK)


def of(catalog: Catalog, *ids: str) -> Catalog:
    return replace(catalog, sources={key: catalog.sources[key] for key in ids})


async def subscribe(sessions: Sessions, chat: int, region: str | None, *, alarms: bool = False) -> None:
    async with sessions.begin() as session:
        await subscriptions.remember_chat(session, chat, "ru", NIGHT)
        wish = Subscription(chat_id=chat, region=region, language="ru", alarms=alarms)
        await subscriptions.subscribe(session, wish)


async def polled(sessions: Sessions, catalog: Catalog, minutes_after_return: int) -> None:
    async with sessions.begin() as session:
        await sources.sync(session, catalog.sources, NIGHT)
        for key in catalog.sources:
            at = BACK + timedelta(minutes=minutes_after_return)
            state = SourceState(source_id=key, next_poll_at=at, polled_at=at, read_at=at)
            await sources.record(session, state)


async def texts(sessions: Sessions) -> dict[int, str]:
    async with sessions.begin() as session:
        found = await outbox.claim(session, BACK + PATIENCE, 100, timedelta(minutes=1))
    assert all(delivery.alert.action is Action.ROLLUP for delivery in found)
    return {delivery.alert.chat_id: plain(delivery.alert.text) for delivery in found}


async def test_a_short_absence_and_a_first_start_are_not_worth_a_word(
    sessions: Sessions, catalog: Catalog
) -> None:
    assert await absence(sessions, catalog.policy, NIGHT) is None
    async with sessions.begin() as session:
        await health.heartbeat(session, "poll", NIGHT)
    assert await absence(sessions, catalog.policy, NIGHT + timedelta(minutes=29)) is None
    assert await absence(sessions, catalog.policy, BACK) == Absence(NIGHT, BACK)


async def test_what_was_missed_comes_as_one_message_to_each_chat_that_asked_for_it(
    sessions: Sessions, catalog: Catalog
) -> None:
    catalog = of(catalog, "gov-klu", "gov-bry")
    await subscribe(sessions, 1, None)
    await subscribe(sessions, 2, "RU-KLU")
    await subscribe(sessions, 3, "RU-SAM")
    missed = [
        entry("gov-klu", "1", "Ночью над Калужской областью сбиты 5 беспилотников. Пострадал один человек."),
        entry("gov-bry", "1", "Ночью над Брянской областью сбиты 7 беспилотников. Повреждён жилой дом."),
    ]
    async with sessions.begin() as session:
        await inbox.put(session, missed, BACK, silent=True)
    await ingest_all(sessions, catalog, BACK)
    await polled(sessions, catalog, 1)
    assert await catch_up(sessions, catalog, AWAY, BACK + timedelta(minutes=2))
    told = await texts(sessions)
    assert told.keys() == {1, 2}
    assert "Калужская область" in told[1]
    assert "Брянская область" in told[1]
    assert "Брянская" not in told[2]
    assert await catch_up(sessions, catalog, AWAY, BACK + timedelta(minutes=3))
    assert await texts(sessions) == {}, "the same absence is told once"


async def test_the_roll_up_waits_until_every_source_was_asked_but_not_for_ever(
    sessions: Sessions, catalog: Catalog
) -> None:
    catalog = of(catalog, "gov-klu", "gov-bry")
    await polled(sessions, catalog, -60)
    assert not await catch_up(sessions, catalog, AWAY, BACK + timedelta(minutes=2))
    assert await catch_up(sessions, catalog, AWAY, BACK + PATIENCE)


async def test_an_alarm_that_nobody_cleared_ends_once_and_without_a_sound(
    sessions: Sessions, catalog: Catalog
) -> None:
    await subscribe(sessions, 1, "RU-KLU", alarms=True)
    alarm = entry("gov-klu", "1", "На территории Калужской области объявлена опасность атаки БПЛА.")
    async with sessions.begin() as session:
        await inbox.put(session, [alarm], NIGHT, silent=False)
    await ingest_all(sessions, catalog, NIGHT)
    async with sessions.begin() as session:
        [first] = await outbox.claim(session, NIGHT, 10, timedelta(minutes=1))
        await outbox.mark_sent(session, first.row, 500, NIGHT)
    late = NIGHT + catalog.policy.alarm_ends_after + timedelta(minutes=1)
    assert await end_alarms(sessions, catalog, late - timedelta(minutes=5)) == 0
    assert await end_alarms(sessions, catalog, late) == 1
    assert await end_alarms(sessions, catalog, late + timedelta(minutes=5)) == 0
    async with sessions.begin() as session:
        [ended] = await outbox.claim(session, late, 10, timedelta(minutes=1))
    assert (ended.alert.silent, ended.message_id) == (True, 500)
    assert "считаем тревогу законченной" in ended.alert.text
