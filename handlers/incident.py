"""What stands behind an incident: its sources, why it is one, and the wish to hear no more of it for now."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from aiogram import Bot, F, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from bot.clock import Clock
from bot.core.alerts import Message as Answer
from bot.core.model import Incident
from bot.core.render import chat, page, sources_pages, why_pages
from bot.core.split import Ruling
from handlers.asked import Asked, acknowledge, asked, is_admin, may_change, reply, turn
from handlers.commands import command
from storage import incidents, rulings, subscriptions
from storage.engine import Sessions

if TYPE_CHECKING:
    from bot.catalog.catalog import Catalog

MUTED_FOR = timedelta(hours=8)
LARGEST = 2**31 - 1  # the greatest number an incident can have


def build() -> Router:
    """The routes of this file, in order."""
    router = Router(name=__name__)
    command(router, why, "why", Command(re.compile(r"why_(\d{1,10})$"), ignore_case=True))
    command(router, sources, "sources")
    router.callback_query.register(tell_by_button, F.data.regexp(r"^(why|src):\d{1,10}(:\d{1,3})?$"))
    router.callback_query.register(mute, F.data.regexp(r"^mute:\d{1,10}$"))
    return router


async def why(
    message: Message,
    command: CommandObject,
    bot: Bot,
    sessions: Sessions,
    catalog: Catalog,
    admins: Collection[int],
) -> None:
    """Tells why the reports of the incident with that number are one. `/why_12`, a link in texts, means `/why 12`."""
    await _tell(message, command, bot, sessions, catalog, admins, verb="why")


async def sources(
    message: Message,
    command: CommandObject,
    bot: Bot,
    sessions: Sessions,
    catalog: Catalog,
    admins: Collection[int],
) -> None:
    """Quotes the sources of the incident with that number."""
    await _tell(message, command, bot, sessions, catalog, admins, verb="src")


async def tell_by_button(
    button: CallbackQuery, bot: Bot, sessions: Sessions, catalog: Catalog, admins: Collection[int]
) -> None:
    """Answers a button under an incident as a reply to it; one that turns a page, in the place of the page."""
    who = await asked(sessions, button)
    verb, number, page = f"{button.data}:".split(":")[:3]
    known = await _find(sessions, int(number))
    if known is None:
        await acknowledge(button, gone(who, int(number), catalog).text, window=True)
        return
    await acknowledge(button)
    asks = is_admin(button.from_user, admins)
    answer = _told(who, known, catalog, verb, int(page or 0), admin=asks)
    if page:
        await turn(bot, who, button, answer)
    else:
        await reply(bot, who, answer, to=button.message.message_id if button.message else None)


async def mute(button: CallbackQuery, bot: Bot, sessions: Sessions, catalog: Catalog, clock: Clock) -> None:
    """Keeps the incident's region silent in this chat for some hours."""
    who = await asked(sessions, button)
    if (allowed := await may_change(bot, who, button)) is not True:
        key = "chat-rights-unknown" if allowed is None else "chat-admins-only"
        await acknowledge(button, catalog.wording.say(who.language, key), window=True)
        return
    number = int((button.data or "")[5:])
    known = await _find(sessions, number)
    if known is None:
        await acknowledge(button, gone(who, number, catalog).text, window=True)
        return
    incident = known.incident
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
    message: Message,
    command: CommandObject,
    bot: Bot,
    sessions: Sessions,
    catalog: Catalog,
    admins: Collection[int],
    *,
    verb: str,
) -> None:
    who = await asked(sessions, message)
    linked = command.regexp_match
    wanted = linked[1] if linked else (command.args or "").strip().lstrip("№#")
    if not wanted.isdecimal() or len(wanted) > 10:
        await reply(bot, who, chat.note(catalog.wording, who.language, "chat-why-which"))
        return
    known = await _find(sessions, int(wanted))
    if known is None:
        await reply(bot, who, gone(who, int(wanted), catalog))
        return
    asks = is_admin(message.from_user, admins)
    await reply(bot, who, _told(who, known, catalog, verb, 0, admin=asks))


@dataclass(frozen=True, slots=True)
class _Known:
    """An incident, and what admins decided of its reports."""

    incident: Incident
    ruled: Sequence[Ruling]


async def _find(sessions: Sessions, number: int) -> _Known | None:
    if not 0 < number <= LARGEST:
        return None
    async with sessions() as session:
        incident = await incidents.by_number(session, number)
        return None if incident is None else _Known(incident, await rulings.about(session, number))


def _told(who: Asked, known: _Known, catalog: Catalog, verb: str, shown: int, *, admin: bool) -> Answer:
    incident = known.incident
    if verb == "src":
        pages = sources_pages(incident, who.language, catalog.wording, catalog.gazetteer)
    else:
        pages = why_pages(
            incident,
            who.language,
            catalog.policy,
            catalog.wording,
            catalog.gazetteer,
            known.ruled,
            admin=admin,
        )
    return page(pages, incident.number, shown, verb, who.language, catalog.wording)


def gone(who: Asked, number: int, catalog: Catalog) -> Answer:
    """That there is no such incident."""
    return chat.note(catalog.wording, who.language, "chat-no-incident", number=str(number))
