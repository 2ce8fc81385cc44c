"""/region: what is known of a region, by name or by button; free text in private is such a question too."""

from __future__ import annotations

import dataclasses
from datetime import timedelta
from typing import TYPE_CHECKING

from aiogram import Bot, F, Router
from aiogram.filters import CommandObject
from aiogram.types import CallbackQuery, Message

from bot.clock import Clock
from bot.core.alerts import Button
from bot.core.alerts import Message as Answer
from bot.core.model import Tier
from bot.core.places import Place, RegionInfo
from bot.core.plain import utf16_units
from bot.core.render import chat, parts_of, region_answer
from handlers.asked import Asked, acknowledge, asked, reply, turn
from handlers.commands import command
from storage import incidents, sources, subscriptions
from storage.engine import Sessions

if TYPE_CHECKING:
    from bot.catalog.catalog import Catalog

LOOKED_BACK = timedelta(days=7)
INCIDENTS = 6
LONGEST_QUERY = 100
LONGEST_ANSWER = 4096


def build() -> Router:
    """The routes of this file, in order."""
    router = Router(name=__name__)
    command(router, region, "region")
    router.callback_query.register(show_region, F.data.startswith("reg:"))
    router.callback_query.register(turn_page, F.data.regexp(r"^page:(reg|sub):\d{1,4}$"))
    return router


async def region(
    message: Message, command: CommandObject, bot: Bot, sessions: Sessions, catalog: Catalog, clock: Clock
) -> None:
    """Answers on the region named after the command; without a name offers the chat's own, or all."""
    who = await asked(sessions, message)
    if command.args:
        await answer_on_query(bot, who, command.args, sessions, catalog, clock)
        return
    async with sessions() as session:
        wishes = await subscriptions.of_chat(session, who.chat_id, who.thread_id)
    codes = dict.fromkeys(wish.region for wish in wishes if wish.region in catalog.gazetteer.regions)
    own = [catalog.gazetteer.regions[code] for code in codes if code is not None]
    if len(own) == 1:
        await answer_on_region(bot, who, own[0], sessions, catalog, clock)
    elif own:
        await reply(bot, who, chat.your_regions(catalog.wording, who.language, own))
    else:
        choice = offered(catalog, who.language)
        await reply(bot, who, chat.choice_of_regions(catalog.wording, who.language, choice, verb=chat.SHOW))


async def show_region(
    button: CallbackQuery, bot: Bot, sessions: Sessions, catalog: Catalog, clock: Clock
) -> None:
    """Answers on the region of a button."""
    who = await asked(sessions, button)
    await acknowledge(button)
    found = catalog.gazetteer.regions.get((button.data or "")[4:])
    if found is None:
        await reply(bot, who, chat.note(catalog.wording, who.language, "chat-old-button"))
        return
    await answer_on_region(bot, who, found, sessions, catalog, clock)


async def turn_page(button: CallbackQuery, bot: Bot, sessions: Sessions, catalog: Catalog) -> None:
    """Shows another page of the choice of regions, in place of the one there."""
    who = await asked(sessions, button)
    await acknowledge(button)
    _, verb, page = (button.data or "").split(":")
    choice = offered(catalog, who.language)
    shown = chat.choice_of_regions(catalog.wording, who.language, choice, verb=verb, page=int(page))
    fresh = isinstance(button.message, Message) and not _is_choice(button.message)
    await (reply(bot, who, shown) if fresh else turn(bot, who, button, shown))


async def answer_on_query(
    bot: Bot, who: Asked, query: str, sessions: Sessions, catalog: Catalog, clock: Clock
) -> None:
    """Answers on the region that a person means, or asks which one."""
    if len(query) > LONGEST_QUERY:
        await reply(bot, who, chat.note(catalog.wording, who.language, "chat-too-long"))
        return
    match = catalog.gazetteer.find_region(query)
    if match.region is None:
        await reply(bot, who, chat.not_found(catalog.wording, who.language, query, match, verb=chat.SHOW))
        return
    await answer_on_region(bot, who, match.region, sessions, catalog, clock, via=match.via)


async def answer_on_region(
    bot: Bot,
    who: Asked,
    found: RegionInfo,
    sessions: Sessions,
    catalog: Catalog,
    clock: Clock,
    *,
    via: Place | None = None,
) -> None:
    """What is known of the region now, with a button to subscribe to it or to leave it."""
    now = clock()
    async with sessions() as session:
        recent = await incidents.recent(session, found.code, now - LOOKED_BACK, INCIDENTS)
        for neighbour in found.linked:  # a capital and its oblast, a coast and its sea: one line each
            recent += await incidents.recent(session, neighbour, now - LOOKED_BACK, 1)
        parts = [key for incident in recent for key in parts_of(incident, catalog.policy)]
        links = await incidents.numbers(session, parts)
        states = await sources.states(session)
        wishes = await subscriptions.of_chat(session, who.chat_id, who.thread_id)
    telling = [source for source in catalog.sources.values() if source.region in {found.code, None}]
    answer = region_answer(
        found.code,
        recent,
        telling,
        states,
        who.language,
        catalog.policy,
        catalog.wording,
        catalog.gazetteer,
        now,
        links,
    )
    watched = any(wish.region in {found.code, None} and not wish.place for wish in wishes)
    answer = _with_subscription(answer, who, found, catalog, watched=watched)
    await reply(bot, who, _with_place(answer, who, found, via, catalog))


def offered(catalog: Catalog, language: str) -> list[RegionInfo]:
    """All regions to choose from; first those of which an official source of their own is read."""
    ahead = [s.region for s in catalog.sources.values() if s.region and s.tier is Tier.OFFICIAL]
    return chat.offered(catalog.gazetteer.regions.values(), ahead, language)


def _with_subscription(
    answer: Answer, who: Asked, found: RegionInfo, catalog: Catalog, *, watched: bool
) -> Answer:
    """The answer with a last button: subscribe, unless the chat gets this region already."""
    rows = tuple(row for row in answer.buttons if row)
    if watched:
        return dataclasses.replace(answer, buttons=rows)
    subscribe = Button(
        catalog.wording.say(who.language, "chat-button-subscribe"), f"{chat.SUBSCRIBE}:{found.code}"
    )
    return dataclasses.replace(answer, buttons=(*rows, (subscribe,)))


def _with_place(answer: Answer, who: Asked, found: RegionInfo, via: Place | None, catalog: Catalog) -> Answer:
    """The answer, after a line that says to which region the town asked for belongs."""
    if via is None:
        return answer
    place = via.name if who.language == "ru" else via.name_en
    line = chat.note(
        catalog.wording, who.language, "chat-via", place=place, region=found.name(who.language)
    ).text
    text = f"{line}\n\n{answer.text}"
    return answer if utf16_units(text) > LONGEST_ANSWER else dataclasses.replace(answer, text=text)


def _is_choice(message: Message) -> bool:
    """Whether a message is itself a page of the choice, which may be turned; all others stay."""
    rows = message.reply_markup.inline_keyboard if message.reply_markup else []
    data = [button.callback_data or "" for row in rows for button in row]
    return any(item.startswith("page:") for item in data) and len(data) > chat.PAGE // 2
