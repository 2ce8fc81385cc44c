"""/subscribe and /unsubscribe, and their buttons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from aiogram import Bot, F, Router
from aiogram.filters import CommandObject
from aiogram.types import CallbackQuery, Message

from bot.clock import Clock
from bot.core.alerts import Message as Answer
from bot.core.alerts import Subscription
from bot.core.places import RegionMatch
from bot.core.render import chat
from handlers.asked import Asked, acknowledge, asked, may_change, reply
from handlers.commands import command
from handlers.region import LONGEST_QUERY, offered
from storage import subscriptions
from storage.engine import Sessions

if TYPE_CHECKING:
    from bot.catalog.catalog import Catalog

EVERYTHING = frozenset({"все", "всё", "всех", "всего", "all", "everything", "everywhere", "*"})
ALL_REGIONS = ""  # how storage names the wish for every region
WHOLE = ""  # and for all places of a region


def build() -> Router:
    """The routes of this file, in order."""
    router = Router(name=__name__)
    command(router, subscribe, "subscribe")
    router.callback_query.register(subscribe_by_button, F.data.startswith("sub:"))
    command(router, unsubscribe, "unsubscribe")
    command(router, list_subscriptions, "subscriptions")
    router.callback_query.register(unsubscribe_by_button, F.data.startswith("unsub:"))
    return router


async def subscribe(
    message: Message, command: CommandObject, bot: Bot, sessions: Sessions, catalog: Catalog, clock: Clock
) -> None:
    """Subscribes the chat to the region, town or district named after the command, or offers all regions."""
    who = await asked(sessions, message)
    if refusal := await _refusal(bot, who, message, catalog):
        await reply(bot, who, refusal)
        return
    query = command.args or ""
    if not query:
        choice = offered(catalog, who.language)
        await reply(
            bot, who, chat.choice_of_regions(catalog.wording, who.language, choice, verb=chat.SUBSCRIBE)
        )
    elif _means_all(query):
        await _subscribe(bot, who, None, None, sessions, catalog, clock)
    elif len(query) > LONGEST_QUERY:
        await reply(bot, who, chat.note(catalog.wording, who.language, "chat-too-long"))
    elif (match := catalog.gazetteer.find_region(query)).region is not None:
        await _subscribe(bot, who, match.region.code, _place_of(match), sessions, catalog, clock)
    else:
        await reply(
            bot, who, chat.not_found(catalog.wording, who.language, query, match, verb=chat.SUBSCRIBE)
        )


async def subscribe_by_button(
    button: CallbackQuery, bot: Bot, sessions: Sessions, catalog: Catalog, clock: Clock
) -> None:
    """Subscribes the chat to the region of a button."""
    who = await asked(sessions, button)
    code = (button.data or "")[4:]
    if code != chat.EVERY and code not in catalog.gazetteer.regions:
        await acknowledge(button, catalog.wording.say(who.language, "chat-old-button"))
        return
    if await _refused(bot, who, button, catalog):
        return
    await acknowledge(button)
    await _subscribe(bot, who, None if code == chat.EVERY else code, None, sessions, catalog, clock)


async def unsubscribe(
    message: Message, command: CommandObject, bot: Bot, sessions: Sessions, catalog: Catalog, clock: Clock
) -> None:
    """Ends the subscription named after the command, or lists the chat's subscriptions to choose from."""
    who = await asked(sessions, message)
    if refusal := await _refusal(bot, who, message, catalog):
        await reply(bot, who, refusal)
        return
    query = command.args or ""
    if not query:
        await reply(bot, who, await _listed(who, sessions, catalog, clock))
    elif _means_all(query):
        await _unsubscribe(bot, who, None, None, sessions, catalog)
    elif len(query) > LONGEST_QUERY:
        await reply(bot, who, chat.note(catalog.wording, who.language, "chat-too-long"))
    elif (match := catalog.gazetteer.find_region(query)).region is not None:
        await _unsubscribe(bot, who, match.region.code, _place_of(match), sessions, catalog)
    elif match.suggestions:
        unknown = chat.not_found(catalog.wording, who.language, query, match, verb=chat.UNSUBSCRIBE)
        await reply(bot, who, unknown)
    else:
        await reply(bot, who, await _listed(who, sessions, catalog, clock))


async def list_subscriptions(
    message: Message, bot: Bot, sessions: Sessions, catalog: Catalog, clock: Clock
) -> None:
    """Lists the chat's subscriptions."""
    who = await asked(sessions, message)
    await reply(bot, who, await _listed(who, sessions, catalog, clock))


async def unsubscribe_by_button(
    button: CallbackQuery, bot: Bot, sessions: Sessions, catalog: Catalog
) -> None:
    """Ends the subscription of a button: a region's or a place's, the one to all regions (`*`), or all of them (`all`)."""
    who = await asked(sessions, button)
    if await _refused(bot, who, button, catalog):
        return
    await acknowledge(button)
    code, _, mark = (button.data or "")[6:].partition(":")
    region = None if code == "all" else ALL_REGIONS if code == chat.EVERY else code
    place = await _marked(who, code, mark, sessions) if mark else None if code == "all" else WHOLE
    await _unsubscribe(bot, who, region, place, sessions, catalog)


async def _subscribe(
    bot: Bot,
    who: Asked,
    region: str | None,
    place: str | None,
    sessions: Sessions,
    catalog: Catalog,
    clock: Clock,
) -> None:
    wish = Subscription(
        chat_id=who.chat_id, thread_id=who.thread_id, region=region, place=place, language=who.language
    )
    async with sessions.begin() as session:
        await subscriptions.remember_chat(session, who.chat_id, who.language, clock())
        await subscriptions.subscribe(session, wish)
    await reply(bot, who, chat.subscribed(catalog.wording, who.language, wish, catalog.gazetteer))


async def _unsubscribe(
    bot: Bot, who: Asked, region: str | None, place: str | None, sessions: Sessions, catalog: Catalog
) -> None:
    """Ends a region's wishes, or one of them: that for a place, or that for the whole region (`WHOLE`).

    `region` may be `ALL_REGIONS`, the wish for every region, or None, everything.
    """
    async with sessions.begin() as session:
        count = await subscriptions.unsubscribe(session, who.chat_id, who.thread_id, region, place)
    if region is None and count:
        answer = chat.note(catalog.wording, who.language, "chat-unsubscribed-everything", count=count)
    elif region is None:
        answer = chat.note(catalog.wording, who.language, "chat-no-subscriptions")
    else:
        wish = Subscription(
            chat_id=who.chat_id, region=region or None, place=place or None, language=who.language
        )
        name = chat.wish_name(catalog.wording, who.language, wish, catalog.gazetteer)
        key = "chat-unsubscribed" if count else "chat-no-such-subscription"
        answer = chat.note(catalog.wording, who.language, key, region=name)
    await reply(bot, who, answer)


async def _marked(who: Asked, region: str, mark: str, sessions: Sessions) -> str:
    """The place of a button among the chat's subscriptions; the mark itself, which is no place, where it is gone."""
    async with sessions() as session:
        wishes = await subscriptions.of_chat(session, who.chat_id, who.thread_id)
    places = [wish.place for wish in wishes if wish.region == region and wish.place]
    return next((place for place in places if chat.place_mark(place) == mark), mark)


def _place_of(match: RegionMatch) -> str | None:
    """The town or district that a person named; None for a region."""
    return match.via.name if match.via else None


async def _listed(who: Asked, sessions: Sessions, catalog: Catalog, clock: Clock) -> Answer:
    async with sessions() as session:
        wishes: Sequence[Subscription] = await subscriptions.of_chat(session, who.chat_id, who.thread_id)
    return chat.subscriptions(catalog.wording, who.language, wishes, catalog.gazetteer, clock())


async def _refusal(bot: Bot, who: Asked, event: Message | CallbackQuery, catalog: Catalog) -> Answer | None:
    """What to say to a person who may not change what the chat gets; None for one who may."""
    allowed = await may_change(bot, who, event)
    if allowed:
        return None
    key = "chat-rights-unknown" if allowed is None else "chat-admins-only"
    return chat.note(catalog.wording, who.language, key)


async def _refused(bot: Bot, who: Asked, button: CallbackQuery, catalog: Catalog) -> bool:
    """Whether the person who pressed may not; says so to that person alone."""
    refusal = await _refusal(bot, who, button, catalog)
    if refusal is not None:
        await acknowledge(button, refusal.text, window=True)
    return refusal is not None


def _means_all(query: str) -> bool:
    return query.strip().casefold() in EVERYTHING
