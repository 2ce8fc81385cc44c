from __future__ import annotations

import dataclasses
from datetime import time

from bot.core.alerts import Action, Chat, QuietHours, Subscription
from bot.core.model import Severity
from storage import outbox, subscriptions
from storage.engine import Sessions
from tests.storage.examples import MINUTE, NOON, alert

OLD, NEW, OTHER = -5, -1005, 42


def wish(chat_id: int = OLD, region: str | None = "RU-KLU", **changes: object) -> Subscription:
    made = Subscription(chat_id=chat_id, region=region, language="ru")
    return dataclasses.replace(made, **changes) if changes else made  # type: ignore[arg-type]


async def subscribe(sessions: Sessions, *wishes: Subscription) -> None:
    async with sessions.begin() as session:
        for one in wishes:
            await subscriptions.subscribe(session, one)


async def of_chat(sessions: Sessions, chat_id: int = OLD, thread: int | None = None) -> list[Subscription]:
    async with sessions() as session:
        return await subscriptions.of_chat(session, chat_id, thread)


async def watching(sessions: Sessions, region: str = "RU-KLU") -> list[Subscription]:
    async with sessions() as session:
        return await subscriptions.watching(session, region)


async def test_a_chat_is_remembered_once_and_keeps_its_language(sessions: Sessions) -> None:
    async with sessions.begin() as session:
        assert await subscriptions.chat(session, OLD) is None
        assert await subscriptions.remember_chat(session, OLD, "en", NOON) == Chat(id=OLD, language="en")
        assert await subscriptions.remember_chat(session, OLD, "ru", NOON) == Chat(id=OLD, language="en")
    async with sessions() as session:
        assert await subscriptions.chat(session, OLD) == Chat(id=OLD, language="en")


async def test_a_wish_comes_back_as_it_was_given(sessions: Sessions) -> None:
    full = wish(
        thread_id=7,
        place="Обнинск",
        alarms=True,
        min_severity=Severity.SEVERE,
        quiet=QuietHours(time(23, 30), time(7, 0)),
        muted_until=NOON,
    )
    await subscribe(sessions, full, wish(region=None))
    assert await of_chat(sessions) == [wish(region=None), full]
    assert await of_chat(sessions, thread=7) == [full]
    assert await of_chat(sessions, OTHER) == []


async def test_a_repeated_wish_replaces_the_first(sessions: Sessions) -> None:
    await subscribe(sessions, wish(), wish(alarms=True, min_severity=Severity.MODERATE))
    assert await of_chat(sessions) == [wish(alarms=True, min_severity=Severity.MODERATE)]


async def test_a_chat_can_drop_one_place_one_region_or_all(sessions: Sessions) -> None:
    wishes = (
        wish(),
        wish(place="Калуга"),
        wish(place="Обнинск"),
        wish(region="RU-BRY"),
        wish(region="RU-TUL"),
        wish(thread_id=3),
    )
    await subscribe(sessions, *wishes)
    async with sessions.begin() as session:
        assert await subscriptions.unsubscribe(session, OLD, 0, "RU-KLU", "Калуга") == 1
        assert await subscriptions.unsubscribe(session, OLD, 0, "RU-KLU", "Калуга") == 0
        assert await subscriptions.unsubscribe(session, OLD, 0, "RU-KLU") == 2
        assert await subscriptions.unsubscribe(session, OLD, 0) == 2
    assert await of_chat(sessions) == [wish(thread_id=3)]


async def test_a_region_is_watched_by_its_own_and_by_those_of_every_region(sessions: Sessions) -> None:
    await subscribe(sessions, wish(), wish(OTHER, None), wish(OTHER, "RU-BRY"), wish(place="Обнинск"))
    assert await watching(sessions) == [wish(), wish(place="Обнинск"), wish(OTHER, None)]
    assert await watching(sessions, "RU-TUL") == [wish(OTHER, None)]


async def test_a_retired_chat_watches_nothing_until_it_is_revived(sessions: Sessions) -> None:
    await subscribe(sessions, wish(), wish(OTHER))
    async with sessions.begin() as session:
        await outbox.enqueue(session, [alert(chat_id=OLD), alert(chat_id=OTHER)], NOON)
        await subscriptions.retire(session, OLD, "bot was blocked by the user", NOON)
    async with sessions.begin() as session:
        chat = await subscriptions.chat(session, OLD)
        claimed = await outbox.claim(session, NOON, 10, MINUTE)
    assert chat == Chat(id=OLD, language="ru", retired=True, problem="bot was blocked by the user")
    assert [delivery.alert.chat_id for delivery in claimed] == [OTHER]
    assert await watching(sessions) == [wish(OTHER)]
    assert await of_chat(sessions) == [wish()]
    async with sessions.begin() as session:
        await subscriptions.revive(session, OLD)
    assert await watching(sessions) == [wish(), wish(OTHER)]


async def test_the_language_of_a_chat_changes_everywhere(sessions: Sessions) -> None:
    await subscribe(sessions, wish(), wish(region=None), wish(OTHER))
    async with sessions.begin() as session:
        await subscriptions.set_language(session, OLD, "en")
    assert [one.language for one in await of_chat(sessions)] == ["en", "en"]
    assert [one.language for one in await of_chat(sessions, OTHER)] == ["ru"]


async def test_a_chat_of_every_region_can_silence_one(sessions: Sessions) -> None:
    await subscribe(sessions, wish(region=None))
    async with sessions.begin() as session:
        await subscriptions.mute(session, OLD, 0, "RU-KLU", NOON)
    assert [one.muted_until for one in await watching(sessions, "RU-KLU")] == [NOON]
    assert [one.muted_until for one in await watching(sessions, "RU-BRY")] == [None]


async def test_the_longer_of_two_mutes_holds_and_can_be_lifted(sessions: Sessions) -> None:
    await subscribe(sessions, wish())
    async with sessions.begin() as session:
        await subscriptions.mute(session, OLD, 0, None, NOON + MINUTE)
        await subscriptions.mute(session, OLD, 0, "RU-KLU", NOON)
    assert [one.muted_until for one in await watching(sessions)] == [NOON + MINUTE]
    assert [one.muted_until for one in await of_chat(sessions)] == [NOON + MINUTE]
    async with sessions.begin() as session:
        await subscriptions.mute(session, OLD, 0, None, None)
        await subscriptions.mute(session, OLD, 0, "RU-KLU", NOON + 2 * MINUTE)
    assert [one.muted_until for one in await of_chat(sessions)] == [NOON + 2 * MINUTE]
    await subscribe(sessions, wish())  # asking anew means wishing to hear
    assert [one.muted_until for one in await watching(sessions)] == [None]


async def test_a_mute_of_one_thread_leaves_the_other_alone(sessions: Sessions) -> None:
    await subscribe(sessions, wish(), wish(thread_id=3))
    async with sessions.begin() as session:
        await subscriptions.mute(session, OLD, 3, "RU-KLU", NOON)
    assert [(one.thread_id, one.muted_until) for one in await watching(sessions)] == [(0, None), (3, NOON)]


async def test_a_group_that_became_a_supergroup_takes_all_along(sessions: Sessions) -> None:
    await subscribe(sessions, wish(alarms=True), wish(region=None), wish(OTHER))
    async with sessions.begin() as session:
        await subscriptions.mute(session, OLD, 0, "RU-KLU", NOON)
        await outbox.enqueue(session, [alert(1, chat_id=OLD)], NOON)
        [first] = await outbox.claim(session, NOON, 1, MINUTE)
        await outbox.mark_sent(session, first.row, 11, NOON)
        await outbox.enqueue(session, [alert(2, chat_id=OLD), alert(2, Action.NOTE, chat_id=OLD)], NOON)
        await subscriptions.move_chat(session, OLD, NEW)
    assert await of_chat(sessions) == []
    assert await of_chat(sessions, NEW) == [wish(NEW, None), wish(NEW, alarms=True, muted_until=NOON)]
    async with sessions.begin() as session:
        assert await subscriptions.chat(session, OLD) is None
        assert await subscriptions.chat(session, NEW) == Chat(id=NEW, language="ru")
        assert await outbox.message_of(session, NEW, 0, 7) == 11
        [second] = await outbox.claim(session, NOON, 10, MINUTE)
    assert (second.alert, second.message_id) == (alert(2, chat_id=NEW), 11)


async def test_moving_where_both_chats_have_the_same_keeps_what_the_new_one_has(sessions: Sessions) -> None:
    await subscribe(sessions, wish(alarms=True), wish(NEW), wish(region="RU-BRY"))
    async with sessions.begin() as session:
        await subscriptions.set_language(session, NEW, "en")
        for chat_id, until in ((OLD, NOON), (NEW, NOON + MINUTE)):
            await subscriptions.mute(session, chat_id, 0, None, until)
        for number, chat_id in enumerate((OLD, NEW)):
            await outbox.enqueue(session, [alert(1, chat_id=chat_id)], NOON)
            [row] = await outbox.claim(session, NOON, 1, MINUTE)
            await outbox.mark_sent(session, row.row, number, NOON)
        await subscriptions.move_chat(session, OLD, NEW)
        await subscriptions.move_chat(session, OLD, NEW)
    found = await of_chat(sessions, NEW)
    assert [(one.region, one.alarms, one.muted_until) for one in found] == [
        ("RU-BRY", False, NOON + MINUTE),
        ("RU-KLU", False, NOON + MINUTE),
    ]
    async with sessions() as session:
        assert await outbox.message_of(session, NEW, 0, 7) == 1
        assert await subscriptions.chat(session, NEW) == Chat(id=NEW, language="en")
