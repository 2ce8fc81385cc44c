"""The line to Telegram over real HTTP: long polling, updates that cannot be read, a stop that loses nothing, send windows."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiogram import Bot, Dispatcher, F
from aiogram.exceptions import TelegramNetworkError, TelegramRetryAfter
from aiogram.types import Message
from structlog.testing import capture_logs

from bot.core.alerts import Button
from bot.core.pace import Limits, Pace
from bot.pacing import Gate, TooBusyError
from bot.telegram import TokenMalformedError, keyboard, make_bot, topic
from bot.updates import Tracked
from tests.botapi import DROP, BotApi
from tests.meter import Meter
from tests.telegram_updates import message


@asynccontextmanager
async def polling(api: BotApi, dispatcher: Dispatcher) -> AsyncIterator[Bot]:
    """A bot that polls the server until the block ends; a stop is the one that SIGTERM gives."""
    bot = make_bot(api.token, api.url)
    async with asyncio.TaskGroup() as tasks:
        task = tasks.create_task(dispatcher.start_polling(bot, handle_signals=False, polling_timeout=5))
        await api.until(lambda: api.pollers)
        yield bot
        await dispatcher.stop_polling()
        await task


def echo() -> Dispatcher:
    dispatcher = Dispatcher()

    async def answer(message: Message) -> None:
        await message.answer(message.text or "")

    dispatcher.message.register(answer, F.text)
    return dispatcher


async def test_it_polls_answers_and_confirms() -> None:
    async with BotApi() as api, polling(api, echo()):
        api.says(7, "one")
        await api.until(lambda: api.shown(7))
        await api.until(lambda: api.waiting == 0)
        assert [shown.text for shown in api.shown(7)] == ["one"]


async def test_an_update_that_cannot_be_read_holds_up_no_other() -> None:
    poison: dict[str, Any] = {**message(7, "bad"), "chat": {"id": "no number", "type": "private"}}
    async with BotApi() as api:
        api.push(message=poison)
        api.says(8, "good")
        api.push(message=poison)
        with capture_logs() as logged:
            async with polling(api, echo()):
                await api.until(lambda: api.shown(8))
                await api.until(lambda: api.waiting == 0)
                api.says(9, "later")
                await api.until(lambda: api.shown(9))
        assert [line["update"] for line in logged if line["event"] == "update skipped"] == [1, 3]
        assert "bad" not in str(logged)


async def test_a_handler_at_work_is_finished_before_a_stop() -> None:
    dispatcher, tracked, may_go_on = Dispatcher(), Tracked(), asyncio.Event()
    dispatcher.update.outer_middleware(tracked)
    dispatcher.shutdown.register(tracked.drain)
    dispatcher.shutdown.register(may_go_on.set)
    begun = asyncio.Event()

    async def slow(message: Message) -> None:
        begun.set()
        await asyncio.sleep(0.05)
        await message.answer("done")

    dispatcher.message.register(slow)
    async with BotApi() as api:
        async with polling(api, dispatcher):
            api.says(7, "go")
            await begun.wait()
        assert [shown.text for shown in api.shown(7)] == ["done"]


async def test_a_handler_that_never_ends_is_cut_off_and_counted() -> None:
    tracked = Tracked(seconds=0.01)

    async def hang(*_: object) -> None:
        await asyncio.Event().wait()

    async with asyncio.TaskGroup() as tasks:
        task = tasks.create_task(tracked(hang, Message.model_validate(message(7, "x")), {}))
        await asyncio.sleep(0)
        with capture_logs() as logged:
            await tracked.drain()
        task.cancel()
    assert logged == [{"event": "handlers cut off at the stop", "count": 1, "log_level": "warning"}]


async def test_answers_wait_for_their_window_and_are_never_refused() -> None:
    async with BotApi() as api:
        api.private_meter = lambda: Meter(1, 0.05)
        bot, gate = make_bot(api.token, api.url), Gate(Pace(Limits(private_seconds=0.05)))
        bot.session.middleware(gate.answers)
        async with asyncio.TaskGroup() as tasks:
            for number in range(5):
                tasks.create_task(bot.send_message(7, str(number)))
        await bot.session.close()
    assert {call.status for call in api.calls} == {200}
    assert len(api.shown(7)) == 5


async def test_a_chat_that_floods_the_bot_holds_up_only_itself() -> None:
    async with BotApi() as api:
        api.private_meter = lambda: Meter(1, 0.05)
        bot, gate = make_bot(api.token, api.url), Gate(Pace(Limits(private_seconds=0.05)))
        bot.session.middleware(gate.answers)
        flood = [bot.send_message(7, str(number)) for number in range(40)]
        outcomes = await asyncio.gather(*flood, bot.send_message(8, "other"), return_exceptions=True)
        await bot.session.close()
    dropped = [outcome for outcome in outcomes if isinstance(outcome, TooBusyError)]
    assert len(dropped) >= 30
    assert len(api.shown(7)) == 40 - len(dropped)
    assert len(api.shown(8)) == 1


async def test_an_answer_that_would_wait_too_long_is_dropped_and_a_429_is_remembered() -> None:
    async with BotApi() as api:
        bot, gate = make_bot(api.token, api.url), Gate()
        bot.session.middleware(gate.answers)
        api.answer(7, 429, "Too Many Requests: retry after 300", retry_after=300)
        with pytest.raises(TelegramRetryAfter):
            await bot.send_message(7, "first")
        with pytest.raises(TooBusyError):
            await bot.send_message(7, "second")
        await bot.send_message(8, "other")
        await bot.session.close()
    assert len(api.calls) == 2


async def test_a_connection_cut_after_the_call_is_told_from_one_that_never_was() -> None:
    async with BotApi() as api:
        bot = make_bot(api.token, api.url)
        api.breaks(7, DROP)
        with pytest.raises(TelegramNetworkError, match="ServerDisconnected"):
            await bot.send_message(7, "x")
        await bot.session.close()
    away = make_bot(api.token, api.url)
    with pytest.raises(TelegramNetworkError, match="Cannot connect"):
        await away.send_message(7, "x")
    await away.session.close()


@pytest.mark.parametrize("token", ["", "token", "123", "abc:def", "1:a b"])
def test_what_is_no_token_is_said_to_be_none(token: str) -> None:
    with pytest.raises(TokenMalformedError, match="BotFather"):
        make_bot(token)


def test_buttons_become_telegrams_and_the_general_topic_has_no_number() -> None:
    markup = keyboard(((Button("a", "reg:RU"), Button("b", url="https://example.org/")),))
    assert markup is not None
    [row] = markup.inline_keyboard
    assert [(button.text, button.callback_data, button.url) for button in row] == [
        ("a", "reg:RU", None),
        ("b", None, "https://example.org/"),
    ]
    assert keyboard(()) is None
    assert [topic(number) for number in (0, 1, 2)] == [None, None, 2]
