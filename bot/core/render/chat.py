"""What the bot answers to commands, other than about incidents: pure texts in Telegram HTML, with their buttons.

Callback data are `verb:value`: `page:<verb>:<n>` turns the page of a choice of regions, `reg:`, `sub:` and `unsub:` carry
a region's code or `*`, `unsub:` also `<code>:<mark of a place>`, `unsub:all` ends everything, `lang:` carries a language.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.core.alerts import Button, Message, Subscription
from bot.core.gazetteer import Gazetteer
from bot.core.places import RegionInfo, RegionKind, RegionMatch
from bot.core.plain import clipped, plain
from bot.core.render.html import escape
from bot.core.render.pen import Pen
from bot.core.wording import Wording

MOSCOW = ZoneInfo("Europe/Moscow")
EVERY = "*"
PAGE = 14  # regions on a page of the choice, two in a row
QUERY_SHOWN = 40  # of what a person typed, repeated in an answer
SHOW, SUBSCRIBE, UNSUBSCRIBE = "reg", "sub", "unsub"
Rows = tuple[tuple[Button, ...], ...]


def start(wording: Wording, language: str) -> Message:
    """What the bot is, what it is not, and where to begin."""
    other = "en" if language == "ru" else "ru"
    return Message(
        wording.say(language, "chat-start"),
        (
            (
                Button(wording.say(language, "chat-button-choose"), f"page:{SUBSCRIBE}:0"),
                Button(wording.say(language, "chat-button-all"), f"{SUBSCRIBE}:{EVERY}"),
            ),
            (Button(wording.say(language, "chat-button-language"), f"lang:{other}"),),
        ),
    )


def help_(wording: Wording, language: str, *, group_name: str | None) -> Message:
    """The commands; in a group also how to call the bot by its name."""
    text = wording.say(language, "chat-help")
    if group_name:
        text += "\n\n" + wording.say(language, "chat-help-group", username=escape(group_name))
    return Message(text)


def language_choice(wording: Wording, language: str) -> Message:
    """Both languages to choose from."""
    choice = (Button("Русский", "lang:ru"), Button("English", "lang:en"))
    return Message(wording.say(language, "chat-language-choice"), (choice,))


def note(wording: Wording, language: str, key: str, **args: str | int) -> Message:
    """One sentence without buttons. Texts among the arguments are escaped here."""
    safe = {name: escape(value) if isinstance(value, str) else value for name, value in args.items()}
    return Message(wording.say(language, key, **safe))


def offered(regions: Iterable[RegionInfo], first: Iterable[str], language: str) -> list[RegionInfo]:
    """The regions that may be chosen: those with the codes in `first`, then the others, each by name."""
    ahead = set(first)
    choice = [region for region in regions if region.kind is not RegionKind.COUNTRY]
    return sorted(choice, key=lambda region: (region.code not in ahead, region.short(language).casefold()))


def choice_of_regions(
    wording: Wording, language: str, regions: Sequence[RegionInfo], *, verb: str, page: int = 0
) -> Message:
    """A page of regions as buttons that do `verb`."""
    last = max(0, (len(regions) - 1) // PAGE)
    page = min(max(page, 0), last)
    rows = _pairs(
        [_region_button(region, language, verb) for region in regions[page * PAGE : (page + 1) * PAGE]]
    )
    turn = []
    if page > 0:
        turn.append(Button(wording.say(language, "chat-button-earlier"), f"page:{verb}:{page - 1}"))
    if page < last:
        turn.append(Button(wording.say(language, "chat-button-later"), f"page:{verb}:{page + 1}"))
    if verb == SUBSCRIBE and page == 0:
        rows = ((Button(wording.say(language, "chat-button-all"), f"{SUBSCRIBE}:{EVERY}"),), *rows)
    key = "chat-choose-subscribe" if verb == SUBSCRIBE else "chat-choose"
    return Message(wording.say(language, key), (*rows, tuple(turn)) if turn else rows)


def your_regions(wording: Wording, language: str, regions: Sequence[RegionInfo]) -> Message:
    """The chat's own regions, to look at."""
    own = _pairs([_region_button(region, language, SHOW) for region in regions[:PAGE]])
    more = (Button(wording.say(language, "chat-button-choose"), f"page:{SHOW}:0"),)
    return Message(wording.say(language, "chat-yours"), (*own, more))


def not_found(wording: Wording, language: str, query: str, match: RegionMatch, *, verb: str) -> Message:
    """No region of that name: what it may have been, or the way to the whole list."""
    shown = escape(clipped(" ".join(query.split()), QUERY_SHOWN))
    choose = (Button(wording.say(language, "chat-button-choose"), f"page:{verb}:0"),)
    if not match.suggestions:
        return Message(wording.say(language, "chat-unknown", query=shown), (choose,))
    near = tuple((_region_button(region, language, verb, full=True),) for region in match.suggestions)
    rows = near if verb == UNSUBSCRIBE else (*near, choose)
    return Message(wording.say(language, "chat-which", query=shown), rows)


def subscribed(wording: Wording, language: str, wish: Subscription, gazetteer: Gazetteer) -> Message:
    """What a chat gets from now on; to a place, with a button for all of its region."""
    if wish.region is None:
        return note(wording, language, "chat-subscribed-all")
    name = wish_name(wording, language, wish, gazetteer)
    if wish.place is None:
        return note(wording, language, "chat-subscribed", region=name)
    whole = Button(wording.say(language, "chat-button-whole"), f"{SUBSCRIBE}:{wish.region}")
    return Message(note(wording, language, "chat-subscribed-place", place=name).text, ((whole,),))


def place_mark(place: str) -> str:
    """Four letters that stand for a place in callback data, which has no room for its name."""
    digest = hashlib.blake2b(place.encode("utf-8", "surrogatepass"), digest_size=3).digest()
    return base64.urlsafe_b64encode(digest).decode()


def subscriptions(
    wording: Wording, language: str, wishes: Sequence[Subscription], gazetteer: Gazetteer, now: datetime
) -> Message:
    """The chat's subscriptions, each a button that ends it."""
    if not wishes:
        return note(wording, language, "chat-no-subscriptions")
    lines = [wording.say(language, "chat-subscriptions", count=len(wishes))]
    buttons: list[Button] = []
    for wish in wishes:
        name = wish_name(wording, language, wish, gazetteer)
        lines.append("• " + _with_mute(wording, language, wish, name, now))
        mark = f":{place_mark(wish.place)}" if wish.place else ""
        button = Button(clipped(name, 40), f"{UNSUBSCRIBE}:{wish.region or EVERY}{mark}")
        if button not in buttons:
            buttons.append(button)
    lines += ["", wording.say(language, "chat-unsubscribe-which")]
    rows = _pairs(buttons[:40])
    if len(wishes) > 1:
        rows = (*rows, (Button(wording.say(language, "chat-button-everything"), f"{UNSUBSCRIBE}:all"),))
    return Message("\n".join(lines[:60]), rows)


def clock_time(wording: Wording, language: str, at: datetime) -> str:
    """A clock time in Moscow, said to be so."""
    return wording.say(language, "chat-clock", time=at.astimezone(MOSCOW).strftime("%H:%M"))


def ago(wording: Wording, language: str, at: datetime, now: datetime) -> str:
    """How long ago, in the greatest unit that is over."""
    minutes = max(0, int((now - at).total_seconds() // 60))
    if minutes < 1:
        return wording.say(language, "chat-ago-now")
    if minutes < 60:
        return wording.say(language, "chat-ago-minutes", count=minutes)
    if minutes < 48 * 60:
        return wording.say(language, "chat-ago-hours", count=minutes // 60)
    return wording.say(language, "chat-ago-days", count=minutes // (24 * 60))


def wish_name(wording: Wording, language: str, wish: Subscription, gazetteer: Gazetteer) -> str:
    """What a chat asked for: 'All regions', 'Kaluga Oblast', 'Obninsk (Kaluga Oblast)'."""
    if wish.region is None:
        return wording.say(language, "chat-all-regions")
    region = gazetteer.regions.get(wish.region)
    name = region.name(language) if region else wish.region
    if wish.place is None:
        return name
    pen = Pen(language, wording, gazetteer, wish.region, MOSCOW)
    return f"{plain(pen.place(wish.place))} ({name})"


def _with_mute(wording: Wording, language: str, wish: Subscription, name: str, now: datetime) -> str:
    if wish.muted_until is None or wish.muted_until <= now:
        return escape(name)
    until = clock_time(wording, language, wish.muted_until)
    return wording.say(language, "chat-muted-mark", region=escape(name), until=until)


def _region_button(region: RegionInfo, language: str, verb: str, *, full: bool = False) -> Button:
    return Button(region.name(language) if full else region.short(language), f"{verb}:{region.code}")


def _pairs(buttons: Sequence[Button]) -> Rows:
    return tuple(tuple(buttons[place : place + 2]) for place in range(0, len(buttons), 2))
