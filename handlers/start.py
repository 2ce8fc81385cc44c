"""/start and the choice of language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiogram import Bot, F, Router
from aiogram.filters import CommandObject, CommandStart
from aiogram.types import CallbackQuery, Message

from bot.clock import Clock
from bot.core.render import chat
from handlers.asked import Asked, acknowledge, asked, may_change, reply, turn
from handlers.commands import command
from handlers.region import answer_on_region
from storage import subscriptions
from storage.engine import Sessions

if TYPE_CHECKING:
    from bot.catalog.catalog import Catalog


def build() -> Router:
    """The routes of this file, in order."""
    router = Router(name=__name__)
    command(router, start, CommandStart(ignore_case=True))
    command(router, language, "language", "lang")
    router.callback_query.register(choose_language, F.data.in_({"lang:ru", "lang:en"}))
    return router


async def start(
    message: Message, command: CommandObject, bot: Bot, sessions: Sessions, catalog: Catalog, clock: Clock
) -> None:
    """Says what the bot is. A link `?start=RU-KLU` also answers on that region."""
    who = await asked(sessions, message)
    async with sessions.begin() as session:
        await subscriptions.remember_chat(session, who.chat_id, who.language, clock())
        await subscriptions.revive(session, who.chat_id)
    await reply(bot, who, chat.start(catalog.wording, who.language))
    linked = catalog.gazetteer.find_region(command.args).region if command.args else None
    if linked is not None:
        await answer_on_region(bot, who, linked, sessions, catalog, clock)


async def language(message: Message, bot: Bot, sessions: Sessions, catalog: Catalog) -> None:
    """Offers both languages."""
    who = await asked(sessions, message)
    await reply(bot, who, chat.language_choice(catalog.wording, who.language))


async def choose_language(
    button: CallbackQuery, bot: Bot, sessions: Sessions, catalog: Catalog, clock: Clock
) -> None:
    """Sets the chat's language and says what the bot is in it."""
    who = await asked(sessions, button)
    if (allowed := await may_change(bot, who, button)) is not True:
        key = "chat-rights-unknown" if allowed is None else "chat-admins-only"
        await acknowledge(button, catalog.wording.say(who.language, key), window=True)
        return
    chosen = (button.data or "")[-2:]
    async with sessions.begin() as session:
        await subscriptions.remember_chat(session, who.chat_id, chosen, clock())
        await subscriptions.set_language(session, who.chat_id, chosen)
    await acknowledge(button, catalog.wording.say(chosen, "chat-language-set"))
    now_in = Asked(who.chat_id, who.thread_id, chosen, who.private)
    await turn(bot, now_in, button, chat.start(catalog.wording, chosen))
