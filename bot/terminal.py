"""The bot without a token: an aiogram session that talks to a terminal.

What the bot sends is printed, an edit as what changed, buttons as numbers. A line of input is what a person would do in
a private chat: a command, free text, or the number of a button shown last. The dispatcher and the deliver loop run on it
as on Telegram and know nothing of it.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import re
import sys
from collections.abc import AsyncGenerator, Callable
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from aiogram import Bot
from aiogram.client.session.base import BaseSession
from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import (
    AnswerCallbackQuery,
    EditMessageText,
    GetChatMember,
    GetMe,
    GetUpdates,
    SendMessage,
)
from aiogram.types import (
    CallbackQuery,
    Chat,
    ChatMemberOwner,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
    Update,
    User,
)
from rich.console import Console
from rich.text import Text

from bot.core.plain import Run, plain, runs
from bot.lines import Lines
from bot.telegram import bot_defaults

if TYPE_CHECKING:
    from aiogram import Dispatcher
    from aiogram.methods import TelegramMethod
    from aiogram.methods.base import TelegramType

CHAT_ID = 1
_NUMBER = re.compile(r"(?:src|why|mute|map|apart):(\d+)")
_WORD = re.compile(r"[^\W\d_]{1,5}")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_STYLES = {
    "b": "bold",
    "i": "italic",
    "u": "underline",
    "s": "strike",
    "code": "cyan",
    "pre": "cyan",
    "blockquote": "dim",
}
_ME = User(id=4, is_bot=True, first_name="Svodka", username="svodka")
_Shown: TypeAlias = tuple[int, tuple[InlineKeyboardButton, ...]]


class TerminalSession(BaseSession):
    """Answers Bot API calls from a terminal. `ended` is set when input is at its end and all of it was handed out."""

    def __init__(
        self,
        clock: Callable[[], datetime],
        language: str,
        *,
        console: Console | None = None,
        descriptor: int | None = None,
    ) -> None:
        super().__init__()
        self.ended = asyncio.Event()
        self._clock = clock
        self._person = User(id=CHAT_ID, is_bot=False, first_name="Terminal", language_code=language)
        self._chat = Chat(id=CHAT_ID, type="private", first_name="Terminal")
        self._console = console or Console(soft_wrap=True, highlight=False)
        self._lines = Lines(sys.stdin.fileno() if descriptor is None else descriptor)
        self._echo = not os.isatty(sys.stdin.fileno() if descriptor is None else descriptor)
        self._update_ids = itertools.count(1)
        self._message_ids = itertools.count(int(clock().timestamp()))
        self._texts: dict[int, str] = {}
        self._shown: _Shown = (0, ())

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109, ARG002 - aiogram's signature
    ) -> TelegramType:
        """Does on the terminal what the method asks. Raises TelegramBadRequest for what a terminal cannot do."""
        return cast("TelegramType", await self._answer(bot, method))

    async def _answer(self, bot: Bot, method: TelegramMethod[Any]) -> object:
        match method:
            case GetUpdates():
                return [await self._next_update(bot)]
            case SendMessage():
                return self._send(bot, method)
            case EditMessageText():
                return self._edit(bot, method)
            case AnswerCallbackQuery():
                if method.text:
                    self._print(Text(f"· {_clean(method.text)}", style="italic"))
                return True
            case GetMe():
                return _ME
            case GetChatMember():
                return ChatMemberOwner(user=self._person, is_anonymous=False)
            case _ if method.__returning__ is bool:
                return True
            case _:
                raise TelegramBadRequest(method, f"a terminal knows no {method.__api_method__}")

    async def close(self) -> None:
        """Nothing to close: the terminal belongs to the person."""

    async def stream_content(self, *_: Any, **__: Any) -> AsyncGenerator[bytes, None]:
        """A terminal has no files."""
        blocks: tuple[bytes, ...] = ()
        for block in blocks:
            yield block

    async def stop_at_eof(self, dispatcher: Dispatcher) -> None:
        """Ends polling when input ends; otherwise the bot goes on without a person."""
        await self.ended.wait()
        with suppress(RuntimeError):  # it has stopped already
            await dispatcher.stop_polling()

    async def _next_update(self, bot: Bot) -> Update:
        """What the person does next. Waits for ever after the end of input."""
        while True:
            line = await self._lines.next()
            if line is None:
                self.ended.set()
                await asyncio.Event().wait()
                continue
            if not (text := line.strip()):
                continue
            if self._echo:
                self._print(Text(f"> {_clean(text)}", style="dim"))
            if update := self.update_of(bot, text):
                return update

    def update_of(self, bot: Bot, text: str) -> Update | None:
        """What a line of input does: press a button, or write a message; None where all is done here."""
        owner, buttons = self._shown
        if text.isdecimal() and 1 <= int(text[:9]) <= len(buttons):
            button = buttons[int(text) - 1]
            if button.callback_data is None:
                self._print(Text(f"  {_clean(button.url or '')}"))
                return None
            press = CallbackQuery(
                id=str(next(self._message_ids)),
                from_user=self._person,
                chat_instance="terminal",
                data=button.callback_data,
                message=self._message(owner, self._texts.get(owner, ""), _ME),
            )
            return self._mounted(bot, Update(update_id=next(self._update_ids), callback_query=press))
        message = self._message(next(self._message_ids), text, self._person)
        return self._mounted(bot, Update(update_id=next(self._update_ids), message=message))

    def _mounted(self, bot: Bot, update: Update) -> Update:
        return Update.model_validate(update.model_dump(), context={"bot": bot})

    def _message(self, number: int, text: str, author: User) -> Message:
        return Message(message_id=number, date=self._now(), chat=self._chat, from_user=author, text=text)

    def _now(self) -> datetime:
        return self._clock()

    def _send(self, bot: Bot, method: SendMessage) -> Message:
        number = next(self._message_ids)
        reply = method.reply_parameters.message_id if method.reply_parameters else None
        self._rule("↳" if reply else "", method.reply_markup, silent=method.disable_notification is True)
        self._show(number, method.text, method.parse_mode is not None, method.reply_markup)
        return self._message(number, plain(method.text), _ME).as_(bot)

    def _edit(self, bot: Bot, method: EditMessageText) -> Message:
        number = method.message_id or 0
        text = method.text or ""
        before = self._texts.get(number, "").splitlines()
        self._rule("✎", method.reply_markup)
        if before:
            self._show_changes(before, text)
            self._remember(number, text, method.reply_markup)
            self._buttons(number)
        else:
            self._show(number, text, method.parse_mode is not None, method.reply_markup)
        return self._message(number, plain(text), _ME).as_(bot)

    def _show(self, number: int, text: str, formatted: bool, markup: object) -> None:
        self._print(_styled(runs(text) if formatted else (Run(text),)))
        self._remember(number, text, markup)
        self._buttons(number)

    def _show_changes(self, before: list[str], text: str) -> None:
        """The first line, which says what it is about, and the lines that are new, or gone with nothing in their place."""
        was, now = [plain(line) for line in before], text.splitlines()
        self._print(_styled(runs(now[0])) if now else Text())
        fresh = [line for line in now[1:] if plain(line) and plain(line) not in was]
        for line in fresh:
            self._print(Text("+ ", style="green") + _styled(runs(line)))
        kept = {plain(line) for line in now}
        replaced = {_beginning(plain(line)) for line in fresh}
        for line in was[1:]:
            if line and line not in kept and _beginning(line) not in replaced:
                self._print(Text("- " + _clean(line), style="dim strike"))

    def _remember(self, number: int, text: str, markup: object) -> None:
        self._texts[number] = text
        if len(self._texts) > 1000:
            del self._texts[next(iter(self._texts))]
        if isinstance(markup, InlineKeyboardMarkup):
            self._shown = (number, tuple(itertools.chain.from_iterable(markup.inline_keyboard)))
        elif self._shown[0] == number:
            self._shown = (number, ())

    def _rule(self, sign: str, markup: object, *, silent: bool = False) -> None:
        """A line before a message: ↳ for a reply, ✎ for an edit, the incident's number, a struck bell for no sound."""
        number = _incident(markup)
        words = [sign, f"№{number}" if number else "", "🔕" if silent else ""]
        self._console.print()
        title = Text(" ".join(word for word in words if word), style="dim")
        self._console.rule(title, align="left", style="dim")

    def _buttons(self, number: int) -> None:
        owner, buttons = self._shown
        if owner == number and buttons:
            line = "  ".join(f"[{place}] {_clean(button.text)}" for place, button in enumerate(buttons, 1))
            self._print(Text(line, style="blue"))

    def _print(self, text: Text) -> None:
        self._console.print(text)


def make_terminal_bot(session: TerminalSession) -> Bot:
    """A bot on a terminal; its token is only what aiogram asks for."""
    return Bot("4:terminal", session=session, default=bot_defaults())


def _incident(markup: object) -> str | None:
    """The number of the incident that the buttons are about."""
    if not isinstance(markup, InlineKeyboardMarkup):
        return None
    for button in itertools.chain.from_iterable(markup.inline_keyboard):
        if found := _NUMBER.match(button.callback_data or ""):
            return found.group(1)
    return None


def _beginning(line: str) -> str:
    """The first letters of the first word, which tell what a line is about whatever its figures say."""
    found = _WORD.search(line)
    return found.group().lower() if found else line


def _styled(parts: tuple[Run, ...]) -> Text:
    """A message for the terminal: styles where it has them, and addresses in the open."""
    text = Text()
    for part in parts:
        style = " ".join(_STYLES[tag] for tag in part.tags if tag in _STYLES)
        text.append(_clean(part.text), style=style)
        if part.url and part.url != part.text:
            text.append(f" <{_clean(part.url)}>", style="dim")
    return text


def _clean(text: str) -> str:
    """Without control characters: words from a feed must not steer the terminal."""
    return _CONTROL.sub("", text)
