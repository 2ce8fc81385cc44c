"""The last router: whatever went wrong is logged with its update, and the person gets one polite sentence."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import structlog
from aiogram import Bot, Router
from aiogram.enums import ChatType
from aiogram.exceptions import TelegramAPIError
from aiogram.filters import ExceptionTypeFilter
from aiogram.types import ErrorEvent, Message, Update

from bot.core.alerts import Message as Answer
from bot.core.errors import StorageError
from bot.pacing import TooBusyError
from handlers.asked import Asked, acknowledge, language_of, reply, thread_of

if TYPE_CHECKING:
    from bot.catalog.catalog import Catalog

log = structlog.get_logger(__name__)


def build() -> Router:
    """The routes of this file, in order."""
    router = Router(name=__name__)
    router.error.register(unanswered, ExceptionTypeFilter(TelegramAPIError, TooBusyError))
    router.error.register(no_database, ExceptionTypeFilter(StorageError))
    router.error.register(failed)
    return router


async def unanswered(event: ErrorEvent) -> None:
    """Telegram did not take the answer: blocked, too fast, too late. Another answer would fare no better."""
    log.warning("an answer was not delivered", **_context(event.update), problem=str(event.exception)[:300])


async def no_database(event: ErrorEvent, bot: Bot, catalog: Catalog) -> None:
    """The database is away: expected now and then, worth one line."""
    log.error("the database failed a person", **_context(event.update), problem=str(event.exception))
    await _apologise(event.update, bot, catalog, "chat-database-failed")


async def failed(event: ErrorEvent, bot: Bot, catalog: Catalog) -> None:
    """A fault of ours: the whole trace in the log, none of it in the chat."""
    log.error("an update failed", **_context(event.update), exc_info=event.exception)
    await _apologise(event.update, bot, catalog, "chat-failed")


def _context(update: Update) -> dict[str, object]:
    """Which update it was: its number, kind, chat and command; no text of people."""
    message = update.message or update.channel_post
    button = update.callback_query
    source = message or (button.message if button else None)
    text = (message.text or "") if message else (button.data or "") if button else ""
    what = text.split(maxsplit=1)[0][:32] if text.startswith("/") or button else ""
    return {
        "update": update.update_id,
        "kind": update.event_type,
        "chat": source.chat.id if source else None,
        "command": what,
    }


async def _apologise(update: Update, bot: Bot, catalog: Catalog, key: str) -> None:
    """One sentence to the person who asked; nothing in a group that did not ask. Never raises what Telegram says."""
    message, button = update.message or update.channel_post, update.callback_query
    with suppress(TelegramAPIError, TooBusyError):
        if button is not None:
            await acknowledge(button, catalog.wording.say(language_of(button.from_user), key))
        elif message is not None and _is_question(message):
            who = Asked(message.chat.id, thread_of(message), language_of(message.from_user), private=True)
            await reply(bot, who, Answer(catalog.wording.say(who.language, key)))


def _is_question(message: Message) -> bool:
    return message.chat.type == ChatType.PRIVATE or (message.text or "").startswith("/")
