"""Who asks, where, and in which language; and the way an answer goes back there."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass

from aiogram import Bot
from aiogram.enums import ChatMemberStatus, ChatType
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest
from aiogram.types import CallbackQuery, InaccessibleMessage, Message, ReplyParameters, User

from bot.core.alerts import Message as Answer
from bot.telegram import GENERAL_TOPIC, keyboard, topic
from storage import subscriptions
from storage.engine import Sessions

_RUSSIAN_READERS = ("ru", "uk", "be", "kk")
_ADMINS = {ChatMemberStatus.CREATOR, ChatMemberStatus.ADMINISTRATOR}


@dataclass(frozen=True, slots=True)
class Asked:
    """The chat and topic of a question, and the language to answer in. `thread_id` 0 is the chat itself."""

    chat_id: int
    thread_id: int
    language: str
    private: bool


def language_of(user: User | None) -> str:
    """The language a person most likely reads, before the chat has chosen one."""
    spoken = (user.language_code or "") if user else ""
    return "ru" if spoken.lower().startswith(_RUSSIAN_READERS) else "en"


async def asked(sessions: Sessions, event: Message | CallbackQuery) -> Asked:
    """Who asks by this message or button."""
    message = event.message if isinstance(event, CallbackQuery) else event
    chat_id = message.chat.id if message else event.from_user.id if event.from_user else 0
    async with sessions() as session:
        known = await subscriptions.chat(session, chat_id)
    return Asked(
        chat_id,
        thread_of(message),
        known.language if known else language_of(event.from_user),
        message is None or message.chat.type == ChatType.PRIVATE,
    )


async def may_change(bot: Bot, who: Asked, event: Message | CallbackQuery) -> bool | None:
    """Whether this person may change what the chat gets: anyone in private, admins elsewhere; None if nobody can tell."""
    if who.private:
        return True
    if isinstance(event, Message) and event.sender_chat is not None:
        return event.sender_chat.id == who.chat_id  # the channel itself, or an admin who stays anonymous
    if event.from_user is None:
        return False
    try:
        member = await bot.get_chat_member(who.chat_id, event.from_user.id)
    except TelegramAPIError:
        return None
    return member.status in _ADMINS


def is_admin(user: User | None, admins: Collection[int]) -> bool:
    """Whether this person runs the bot. Nobody is known behind a channel or an anonymous admin of a group."""
    return user is not None and user.id in admins


async def reply(bot: Bot, who: Asked, answer: Answer, *, to: int | None = None) -> None:
    """Sends an answer to where the question came from, as a reply to the message `to` if given."""
    await bot.send_message(
        who.chat_id,
        answer.text,
        message_thread_id=topic(who.thread_id),
        reply_markup=keyboard(answer.buttons),
        reply_parameters=ReplyParameters(message_id=to, allow_sending_without_reply=True) if to else None,
    )


async def turn(bot: Bot, who: Asked, button: CallbackQuery, answer: Answer) -> None:
    """Puts an answer in the place of the message whose button was pressed; sends it where that message is out of reach."""
    if not isinstance(button.message, Message):
        await reply(bot, who, answer)
        return
    await bot.edit_message_text(
        answer.text,
        chat_id=who.chat_id,
        message_id=button.message.message_id,
        reply_markup=keyboard(answer.buttons),
    )


async def acknowledge(button: CallbackQuery, text: str = "", *, window: bool = False) -> None:
    """Ends the waiting sign on a button, with a line above the chat or in a `window` of its own.

    A press from before a restart is too old to be acknowledged; what it asked for is done all the same.
    """
    with suppress(TelegramBadRequest):
        await button.answer(text or None, show_alert=window)


def thread_of(message: Message | InaccessibleMessage | None) -> int:
    """The topic of a message; 0 for none, and for the General one."""
    if not isinstance(message, Message) or not message.is_topic_message:
        return 0
    thread = message.message_thread_id or 0
    return 0 if thread == GENERAL_TOPIC else thread
