"""The whole bot over real HTTP: long polling, a question, an answer, a subscription, an alert."""

from __future__ import annotations

import asyncio

from aiogram import Dispatcher

from bot.clock import RecordedClock
from bot.core.alerts import Action, Alert, Priority
from bot.deliver import deliver_due
from bot.pacing import Gate
from bot.telegram import make_bot
from handlers import build_router, set_menus
from storage import outbox
from tests.botapi import BotApi
from tests.handlers.conftest import NOW, Talk
from tests.handlers.incidents import stored


async def test_a_question_a_press_and_an_alert_travel_as_with_telegram(talk: Talk) -> None:
    number = await stored(talk.sessions, NOW)
    gate, clock = Gate(), RecordedClock(NOW)
    dispatcher = Dispatcher(sessions=talk.sessions, catalog=talk.known, clock=clock, admins=frozenset())
    dispatcher.include_router(build_router())
    async with BotApi() as api:
        bot = make_bot(api.token, api.url)
        bot.session.middleware(gate.answers)
        await set_menus(bot, talk.known.wording)
        async with asyncio.TaskGroup() as tasks:
            polling = tasks.create_task(dispatcher.start_polling(bot, handle_signals=False))
            api.says(7, "/region Kaluga", language="en")
            await api.until(lambda: api.shown(7))
            [answer] = api.shown(7)
            assert "Kaluga" in answer.text
            assert "18" in answer.text
            api.presses(7, answer.buttons[-1][-1]["callback_data"], message_id=answer.id, language="en")
            await api.until(lambda: len(api.shown(7)) == 2)
            await api.until(lambda: api.called("answerCallbackQuery"))
            async with talk.sessions.begin() as session:
                alert = Alert(
                    chat_id=7,
                    thread_id=0,
                    incident=number,
                    revision=1,
                    action=Action.SHOW,
                    text="<b>Kaluga Oblast</b>: 21",
                    language="en",
                    silent=False,
                    priority=Priority.NORMAL,
                )
                assert await outbox.enqueue(session, [alert], NOW) == 1
            outcome = await deliver_due(talk.sessions, bot, gate, talk.known.wording, clock)
            assert outcome.sent == 1
            await dispatcher.stop_polling()
            await polling
    assert api.shown(7)[-1].text == "Kaluga Oblast: 21"
    assert {call.status for call in api.calls} == {200}
    assert [len(call.params["commands"]) for call in api.called("setMyCommands")] == [7, 7]
