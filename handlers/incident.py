"""What stands behind an incident: its sources, why it is one, and the wish to hear no more of it for now."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from aiogram import Bot, F, Router
from aiogram.filters import CommandObject
from aiogram.types import CallbackQuery, Message

from bot.clock import Clock
from bot.core.alerts import Message as Answer
from bot.core.model import Incident
from bot.core.render import chat, sources_text, why_text
from handlers.asked import Asked, acknowledge, asked, may_change, reply
from handlers.commands import command
from storage import incidents, subscriptions
from storage.engine import Sessions

if TYPE_CHECKING:
    from bot.catalog.catalog import Catalog

MUTED_FOR = timedelta(hours=8)
LARGEST = 2**31 - 1  # the greatest number an incident can have


def build() -> Router:
    """The routes of this file, in order."""
    router = Router(name=__name__)
    command(router, why, "why")
    command(router, sources, "sources")
    router.callback_query.register(tell_by_button, F.data.regexp(r"^(why|src):\d{1,10}$"))
    router.callback_query.register(mute, F.data.regexp(r"^mute:\d{1,10}$"))
    return router


async def why(
    message: Message, command: CommandObject, bot: Bot, sessions: Sessions, catalog: Catalog
) -> None:
    """Tells why the reports of the incident with that number are one."""
    await _tell(message, command, bot, sessions, catalog, verb="why")


async def sources(
    message: Message, command: CommandObject, bot: Bot, sessions: Sessions, catalog: Catalog
) -> None:
    """Quotes the sources of the incident with that number."""
    await _tell(message, command, bot, sessions, catalog, verb="src")


async def tell_by_button(button: CallbackQuery, bot: Bot, sessions: Sessions, catalog: Catalog) -> None:
    """Answers a button under an incident, as a reply to it."""
    who = await asked(sessions, button)
    verb, _, number = (button.data or "").partition(":")
    incident = await _find(sessions, int(number))
    if incident is None:
        await acknowledge(button, _gone(who, int(number), catalog).text, window=True)
        return
    await acknowledge(button)
    await reply(
        bot,
        who,
        _told(who, incident, catalog, verb),
        to=button.message.message_id if button.message else None,
    )


async def mute(button: CallbackQuery, bot: Bot, sessions: Sessions, catalog: Catalog, clock: Clock) -> None:
    """Keeps the incident's region silent in this chat for some hours."""
    who = await asked(sessions, button)
    if (allowed := await may_change(bot, who, button)) is not True:
        key = "chat-rights-unknown" if allowed is None else "chat-admins-only"
        await acknowledge(button, catalog.wording.say(who.language, key), window=True)
        return
    number = int((button.data or "")[5:])
    incident = await _find(sessions, number)
    if incident is None:
        await acknowledge(button, _gone(who, number, catalog).text, window=True)
        return
    until = clock() + MUTED_FOR
    async with sessions.begin() as session:
        await subscriptions.mute(session, who.chat_id, who.thread_id, incident.key.region, until)
    region = catalog.gazetteer.regions.get(incident.key.region)
    said = catalog.wording.say(
        who.language,
        "chat-muted-until",
        region=region.name(who.language) if region else incident.key.region,
        until=chat.clock_time(catalog.wording, who.language, until),
    )
    await acknowledge(button, said, window=True)


async def _tell(
    message: Message, command: CommandObject, bot: Bot, sessions: Sessions, catalog: Catalog, *, verb: str
) -> None:
    who = await asked(sessions, message)
    wanted = (command.args or "").strip().lstrip("№#")
    if not wanted.isdecimal() or len(wanted) > 10:
        await reply(bot, who, chat.note(catalog.wording, who.language, "chat-why-which"))
        return
    incident = await _find(sessions, int(wanted))
    if incident is None:
        await reply(bot, who, _gone(who, int(wanted), catalog))
        return
    await reply(bot, who, _told(who, incident, catalog, verb))


async def _find(sessions: Sessions, number: int) -> Incident | None:
    if not 0 < number <= LARGEST:
        return None
    async with sessions() as session:
        return await incidents.by_number(session, number)


def _told(who: Asked, incident: Incident, catalog: Catalog, verb: str) -> Answer:
    if verb == "src":
        return Answer(sources_text(incident, who.language, catalog.wording, catalog.gazetteer))
    return Answer(why_text(incident, who.language, catalog.policy, catalog.wording, catalog.gazetteer))


def _gone(who: Asked, number: int, catalog: Catalog) -> Answer:
    return chat.note(catalog.wording, who.language, "chat-no-incident", number=str(number))
