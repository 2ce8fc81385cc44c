"""A real dispatcher on a real database, fed raw updates; the session records what the bot says."""

from __future__ import annotations

import itertools
import shutil
from collections import deque
from collections.abc import AsyncGenerator, AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from aiogram import Bot, Dispatcher
from aiogram.client.session.base import BaseSession
from aiogram.methods import (
    AnswerCallbackQuery,
    EditMessageText,
    GetChatMember,
    GetMe,
    SendMessage,
    SetMyCommands,
    TelegramMethod,
)
from aiogram.types import Chat as TelegramChat
from aiogram.types import ChatMemberMember, ChatMemberOwner, InlineKeyboardButton, InlineKeyboardMarkup, User
from aiogram.types import Message as TelegramMessage

from bot.catalog.catalog import vocabulary_files
from bot.catalog.places import load_places
from bot.catalog.policy import load_policy
from bot.catalog.vocabulary import load_vocabulary
from bot.catalog.wording import load_wording
from bot.clock import RecordedClock
from bot.core.claims import Role
from bot.core.gazetteer import Gazetteer
from bot.core.model import Source, SourceKind, Tier
from bot.core.policy import Policy
from bot.core.wording import Wording
from bot.telegram import bot_defaults
from config.settings import DATA_DIR
from handlers import build_router
from storage.engine import Sessions, make_engine, make_sessions
from tests.telegram_html import parsed
from tests.telegram_updates import message, press

NOW = datetime(2026, 3, 14, 6, 30, tzinfo=UTC)
ADMIN = 77  # a person who runs the bot
ME = User(id=4242, is_bot=True, first_name="Svodka", username="svodka_test_bot")

OFFICES = {Tier.OFFICIAL: Role.GOVERNOR, Tier.MINISTRY: Role.MOD}  # whose channel a source of tests is


def source(name: str, region: str | None, tier: Tier = Tier.OFFICIAL) -> Source:
    return Source(
        id=name,
        name=f"Source {name}",
        url=f"https://example.org/{name}",
        kind=SourceKind.RSS,
        family=name,
        tier=tier,
        office=OFFICES.get(tier),
        language="ru",
        region=region,
        interval=timedelta(minutes=5),
    )


@dataclass(frozen=True)
class Known:
    """What handlers use of the catalog."""

    sources: dict[str, Source]
    gazetteer: Gazetteer
    policy: Policy
    wording: Wording


class Recorder(BaseSession):
    """Takes every call, checks its text as Telegram would, and answers it; `faults` are raised first."""

    def __init__(self) -> None:
        super().__init__()
        self.calls: list[TelegramMethod[Any]] = []
        self.admins: set[int] = set()
        self.faults: deque[Exception] = deque()
        self._ids = itertools.count(500)

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[Any],
        timeout: int | None = None,  # noqa: ASYNC109 - aiogram's signature
    ) -> Any:
        self.calls.append(method)
        if isinstance(method, GetMe):
            return ME
        if self.faults:
            raise self.faults.popleft()
        if isinstance(method, SendMessage | EditMessageText):
            assert 0 < len(parsed(method.text or "")) <= 4096
            self._check(method.reply_markup)
            return TelegramMessage(
                message_id=next(self._ids),
                date=NOW,
                chat=TelegramChat(id=cast("int", method.chat_id), type="private"),
            ).as_(bot)
        if isinstance(method, GetChatMember):
            who = User(id=method.user_id, is_bot=False, first_name="Anna")
            admin = method.user_id in self.admins
            return ChatMemberOwner(user=who, is_anonymous=False) if admin else ChatMemberMember(user=who)
        assert isinstance(method, AnswerCallbackQuery | SetMyCommands), method
        assert not isinstance(method, AnswerCallbackQuery) or len(method.text or "") <= 200
        return True

    def _check(self, markup: object) -> None:
        if isinstance(markup, InlineKeyboardMarkup):
            for button in itertools.chain.from_iterable(markup.inline_keyboard):
                assert 1 <= len((button.callback_data or "").encode()) <= 64

    async def close(self) -> None:
        pass

    async def stream_content(self, *_: Any, **__: Any) -> AsyncGenerator[bytes, None]:
        blocks: tuple[bytes, ...] = ()
        for block in blocks:
            yield block


class Talk:
    """A person (or a group) and the bot."""

    def __init__(
        self, dispatcher: Dispatcher, bot: Bot, recorder: Recorder, sessions: Sessions, known: Known
    ) -> None:
        self.dispatcher = dispatcher
        self.bot = bot
        self.recorder = recorder
        self.sessions = sessions
        self.known = known
        self._updates = itertools.count(1)

    async def says(self, text: str, *, chat: int = 7, **extra: Any) -> list[str]:
        """A person writes; the texts that the bot then sends, as readers see them."""
        return await self.happens(message=message(chat, text, **extra))

    async def presses(
        self, data: str, *, chat: int = 7, markup: dict[str, Any] | None = None, **extra: Any
    ) -> list[str]:
        """A person presses a button."""
        query = press(chat, data, message_id=90, **extra)
        if markup:
            query["message"]["reply_markup"] = markup
        return await self.happens(callback_query=query)

    async def happens(self, **update: Any) -> list[str]:
        """Any update; the texts that the bot then sends or edits in."""
        before = len(self.recorder.calls)
        await self.dispatcher.feed_raw_update(self.bot, {"update_id": next(self._updates), **update})
        return [parsed(call.text or "") for call in self.calls(before, SendMessage, EditMessageText)]

    def calls(self, start: int, *kinds: type) -> list[Any]:
        return [call for call in self.recorder.calls[start:] if isinstance(call, kinds)]

    @property
    def sent(self) -> list[SendMessage]:
        return self.calls(0, SendMessage)

    @property
    def popups(self) -> list[str | None]:
        """What was said above the chat after each press."""
        return [call.text for call in self.calls(0, AnswerCallbackQuery)]

    def buttons(self) -> list[InlineKeyboardButton]:
        """The buttons of the last message or edit."""
        last = self.calls(0, SendMessage, EditMessageText)[-1]
        if last.reply_markup is None:
            return []
        return list(itertools.chain.from_iterable(last.reply_markup.inline_keyboard))

    def data(self) -> list[str]:
        return [button.callback_data or "" for button in self.buttons()]


@pytest.fixture(scope="session")
def known() -> Known:
    """The data of the project, with three sources."""
    return Known(
        sources={
            "klu": source("klu", "RU-KLU"),
            "bry": source("bry", "RU-BRY"),
            "mod": source("mod", None, Tier.MINISTRY),
        },
        gazetteer=load_places(DATA_DIR / "places"),
        policy=load_policy(DATA_DIR / "policy.toml", load_vocabulary(vocabulary_files(DATA_DIR))),
        wording=load_wording(DATA_DIR / "locales"),
    )


@pytest.fixture
async def talk(sqlite_template: Path, tmp_path: Path, known: Known) -> AsyncIterator[Talk]:
    file = tmp_path / "chat.db"
    shutil.copy(sqlite_template, file)
    engine = make_engine(f"sqlite:///{file}")
    recorder = Recorder()
    bot = Bot("4242:TEST", session=recorder, default=bot_defaults())
    sessions = make_sessions(engine)
    dispatcher = Dispatcher(
        sessions=sessions, catalog=known, clock=RecordedClock(NOW), admins=frozenset({ADMIN})
    )
    dispatcher.include_router(build_router())
    yield Talk(dispatcher, bot, recorder, sessions, known)
    await engine.dispose()
