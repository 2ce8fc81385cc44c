"""Groups, forum topics and channels; chats that come, go and move."""

from __future__ import annotations

from typing import Any

import pytest
from aiogram.exceptions import TelegramBadRequest, TelegramNetworkError
from aiogram.methods import GetChatMember, SendMessage
from structlog.testing import capture_logs

from bot.core.errors import StorageError
from storage import subscriptions
from tests.handlers.conftest import Talk
from tests.handlers.test_commands import wishes
from tests.telegram_updates import chat_of, person

GROUP = -1001234


async def test_a_group_hears_answers_to_commands_only(talk: Talk) -> None:
    assert await talk.says("Калуга", chat=GROUP) == []
    assert await talk.says("/weather", chat=GROUP) == []
    assert await talk.says("/region Калуга", chat=GROUP)
    assert "/region@svodka_test_bot Калуга" in (await talk.says("/help", chat=GROUP))[0]


@pytest.mark.parametrize("text", ["/subscribe Калуга", "/unsubscribe", "/unsubscribe все"])
async def test_only_admins_change_what_a_group_gets(talk: Talk, text: str) -> None:
    assert await talk.says(text, chat=GROUP, user=11) == [
        "В группе это могут менять только её администраторы."
    ]
    assert await wishes(talk, GROUP) == []
    talk.recorder.admins.add(12)
    assert "администраторы" not in (await talk.says(text, chat=GROUP, user=12))[0]


@pytest.mark.parametrize("data", ["sub:RU-KLU", "unsub:all", "lang:en", "mute:1"])
async def test_a_press_of_a_member_who_is_no_admin_is_refused_to_that_person_alone(
    talk: Talk, data: str
) -> None:
    assert await talk.presses(data, chat=GROUP, user=11) == []
    assert talk.popups == ["В группе это могут менять только её администраторы."]


async def test_when_rights_cannot_be_found_out_nothing_changes(talk: Talk) -> None:
    error = TelegramNetworkError(GetChatMember(chat_id=GROUP, user_id=11), "no answer in time")
    talk.recorder.faults.append(error)
    assert "Не удалось узнать" in (await talk.says("/subscribe Калуга", chat=GROUP, user=11))[0]
    assert await wishes(talk, GROUP) == []


async def test_an_admin_who_stays_anonymous_may_subscribe_the_group(talk: Talk) -> None:
    await talk.says("/subscribe Калуга", chat=GROUP, user=1087968824, sender_chat=chat_of(GROUP))
    assert await wishes(talk, GROUP) == [(0, "RU-KLU")]
    await talk.says("/subscribe Брянск", chat=GROUP, user=136817688, sender_chat=chat_of(-1009))
    assert await wishes(talk, GROUP) == [(0, "RU-KLU")], "a channel that writes in the group is no admin"


async def test_a_topic_has_its_own_subscriptions_and_is_answered_in(talk: Talk) -> None:
    talk.recorder.admins.add(12)
    topic: dict[str, Any] = {"message_thread_id": 55, "is_topic_message": True}
    await talk.says("/subscribe Калуга", chat=GROUP, user=12, **topic)
    assert [call.message_thread_id for call in talk.sent[-1:]] == [55]
    await talk.says("/subscribe Брянск", chat=GROUP, user=12)
    assert [call.message_thread_id for call in talk.sent[-1:]] == [None]
    assert await wishes(talk, GROUP) == [(0, "RU-BRY"), (55, "RU-KLU")]
    assert "Калужская" in (await talk.says("/unsubscribe", chat=GROUP, user=12, **topic))[0]
    assert "Брянская" not in (await talk.says("/unsubscribe", chat=GROUP, user=12, **topic))[0]


async def test_the_general_topic_is_the_chat_itself(talk: Talk) -> None:
    await talk.says("/region Калуга", chat=GROUP, message_thread_id=1, is_topic_message=True)
    assert [call.message_thread_id for call in talk.sent[-1:]] == [None]


async def test_a_thread_of_replies_in_a_group_without_topics_is_no_topic(talk: Talk) -> None:
    await talk.says("/region Калуга", chat=GROUP, message_thread_id=900)
    assert [call.message_thread_id for call in talk.sent[-1:]] == [None]


async def test_a_post_in_a_channel_subscribes_the_channel(talk: Talk) -> None:
    channel = {"id": -1002, "type": "channel", "title": "News"}
    post = {"message_id": 1, "date": 1, "chat": channel, "sender_chat": channel, "text": "/subscribe Kaluga"}
    [text] = await talk.happens(channel_post=post)
    assert "Kaluga Oblast" in text
    assert await wishes(talk, -1002) == [(0, "RU-KLU")]
    assert await talk.happens(channel_post={**post, "text": "Kaluga"}) == []


def member(chat: int, old: str, new: str) -> dict[str, Any]:
    me = {"id": 4242, "is_bot": True, "first_name": "Svodka"}

    def state(status: str) -> dict[str, Any]:
        return {"status": status, "user": me, **({"until_date": 0} if status == "kicked" else {})}

    return {
        "chat": chat_of(chat),
        "from": person(7, "ru"),
        "date": 1,
        "old_chat_member": state(old),
        "new_chat_member": state(new),
    }


@pytest.mark.parametrize(("chat", "gone"), [(7, "kicked"), (GROUP, "left"), (GROUP, "kicked")])
async def test_a_chat_that_shuts_the_bot_out_gets_nothing_until_it_lets_it_in(
    talk: Talk, chat: int, gone: str
) -> None:
    talk.recorder.admins.add(12)
    await talk.says("/subscribe Калуга", chat=chat, user=12)
    await talk.happens(my_chat_member=member(chat, "member", gone))
    async with talk.sessions() as session:
        assert await subscriptions.watching(session, "RU-KLU") == []
    await talk.happens(my_chat_member=member(chat, gone, "member"))
    async with talk.sessions() as session:
        assert [wish.chat_id for wish in await subscriptions.watching(session, "RU-KLU")] == [chat]


async def test_a_group_that_gets_a_new_number_keeps_its_subscriptions(talk: Talk) -> None:
    talk.recorder.admins.add(12)
    await talk.says("/subscribe Калуга", chat=-50, user=12)
    base = {"message_id": 1, "date": 1}
    await talk.happens(message={**base, "chat": {"id": -50, "type": "group"}, "migrate_to_chat_id": GROUP})
    await talk.happens(message={**base, "chat": chat_of(GROUP), "migrate_from_chat_id": -50})
    assert await wishes(talk, GROUP) == [(0, "RU-KLU")]
    assert await wishes(talk, -50) == []


async def test_a_fault_of_ours_is_one_polite_sentence_and_a_line_in_the_log(talk: Talk) -> None:
    talk.recorder.faults.append(RuntimeError("secret"))
    with capture_logs() as logged:
        texts = await talk.says("/start")
    assert texts[1:] == [
        "Не получилось: внутренняя ошибка бота. Она записана в журнал; попробуйте ещё раз через минуту."
    ]
    [line] = [line for line in logged if line["log_level"] == "error"]
    assert (line["update"], line["chat"], line["command"]) == (1, 7, "/start")


def _away() -> None:
    raise StorageError("The database is away.")


async def test_a_press_that_fails_is_answered_too(talk: Talk) -> None:
    talk.dispatcher["sessions"] = _away
    await talk.presses("sub:RU-KLU")
    assert talk.popups == ["База данных сейчас недоступна. Попробуйте ещё раз через минуту."]
    assert await talk.says("/region Калуга", chat=GROUP) == [talk.popups[0]]
    assert await talk.says("Калуга", chat=GROUP) == []


async def test_a_press_too_late_to_be_acknowledged_is_done_all_the_same(talk: Talk) -> None:
    late = TelegramBadRequest(
        SendMessage(chat_id=7, text="x"), "query is too old and response timeout expired"
    )
    talk.recorder.faults.append(late)
    assert "Калужская область" in (await talk.presses("reg:RU-KLU"))[0]
