"""What no command takes: in private a name of a region, or a hint; in groups the bot stays silent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiogram import Bot, F, Router
from aiogram.enums import ChatType, ContentType
from aiogram.types import CallbackQuery, Message

from bot.clock import Clock
from bot.core.render import chat
from handlers.asked import acknowledge, asked, reply
from handlers.region import answer_on_query
from storage.engine import Sessions

if TYPE_CHECKING:
    from bot.catalog.catalog import Catalog

_CONTENT = {
    ContentType.TEXT,
    ContentType.PHOTO,
    ContentType.VIDEO,
    ContentType.VOICE,
    ContentType.VIDEO_NOTE,
    ContentType.AUDIO,
    ContentType.STICKER,
    ContentType.ANIMATION,
    ContentType.DOCUMENT,
    ContentType.LOCATION,
    ContentType.CONTACT,
}
_PRIVATE = F.chat.type == ChatType.PRIVATE


def build() -> Router:
    """The routes of this file, in order."""
    router = Router(name=__name__)
    router.message.register(unknown_command, _PRIVATE, F.text.startswith("/"))
    router.message.register(free_text, _PRIVATE, F.text.regexp(r"\w"))
    router.message.register(no_words, _PRIVATE, F.content_type.in_(_CONTENT))
    router.callback_query.register(old_button)
    return router


async def unknown_command(message: Message, bot: Bot, sessions: Sessions, catalog: Catalog) -> None:
    """A command that the bot does not have."""
    who = await asked(sessions, message)
    await reply(bot, who, chat.note(catalog.wording, who.language, "chat-unknown-command"))


async def free_text(message: Message, bot: Bot, sessions: Sessions, catalog: Catalog, clock: Clock) -> None:
    """A person types a name and nothing else."""
    who = await asked(sessions, message)
    await answer_on_query(bot, who, message.text or "", sessions, catalog, clock)


async def no_words(message: Message, bot: Bot, sessions: Sessions, catalog: Catalog) -> None:
    """A picture, a sticker, a voice, or signs without a letter."""
    who = await asked(sessions, message)
    await reply(bot, who, chat.note(catalog.wording, who.language, "chat-hint"))


async def old_button(button: CallbackQuery, sessions: Sessions, catalog: Catalog) -> None:
    """A button that no handler knows any more."""
    who = await asked(sessions, button)
    await acknowledge(button, catalog.wording.say(who.language, "chat-old-button"))
