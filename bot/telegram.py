"""The bot's line to Telegram: a session that survives what it cannot read, and our buttons as Telegram's."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, cast

import structlog
from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.exceptions import ClientDecodeError, TelegramNetworkError
from aiogram.methods import GetUpdates
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, Update
from aiogram.utils.token import TokenValidationError
from aiohttp import ClientError, ClientTimeout
from pydantic import ValidationError

from bot.core.alerts import Button
from bot.core.errors import SvodkaError

if TYPE_CHECKING:
    from aiogram.methods import Response, TelegramMethod
    from aiogram.methods.base import TelegramType

GENERAL_TOPIC = 1  # the forum topic whose number Telegram refuses: it is the chat itself
CONNECT_SECONDS = 5.0
ANSWER_SECONDS = 15.0
TLS_GOODBYE_SECONDS = 0.25
CONNECTIONS = 64  # more than the deliver loop and the answers ever hold at once

log = structlog.get_logger(__name__)


class TokenMalformedError(SvodkaError):
    """The given text cannot be a bot token."""


class TelegramSession(AiohttpSession):
    """HTTP to the Bot API.

    It tells a connection that never came about (safe to repeat) from an answer that never came (not safe), and it
    skips an update that aiogram cannot read: left alone, such an update is handed out again for ever and no later one
    gets through.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(limit=CONNECTIONS, timeout=ANSWER_SECONDS, **options)
        self._past = 0  # the first update after those that were skipped

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109 - aiogram's signature
    ) -> TelegramType:
        """As aiogram's own, with a short time-out to connect. Raises TelegramAPIError, its kin, or ClientDecodeError."""
        if isinstance(method, GetUpdates):
            method.offset = max(method.offset or 0, self._past) or None
        session = await self.create_session()
        limits = ClientTimeout(total=timeout or self.timeout, connect=None, sock_connect=CONNECT_SECONDS)
        url = self.api.api_url(token=bot.token, method=method.__api_method__)
        form = self.build_form_data(bot=bot, method=method)
        try:
            async with session.post(url, data=form, timeout=limits) as answer:
                body = await answer.text(errors="replace")
        except TimeoutError as error:
            raise TelegramNetworkError(method=method, message="no answer in time") from error
        except ClientError as error:
            raise TelegramNetworkError(method=method, message=f"{type(error).__name__}: {error}") from error
        response = self.check_response(bot=bot, method=method, status_code=answer.status, content=body)
        return cast("TelegramType", response.result)

    async def close(self) -> None:
        """Closes all connections; those with TLS get a moment to say goodbye."""
        if self._session is None or self._session.closed:
            return
        await self._session.close()
        if self.api.base.startswith("https:"):
            await asyncio.sleep(TLS_GOODBYE_SECONDS)

    def check_response(
        self, bot: Bot, method: TelegramMethod[TelegramType], status_code: int, content: str
    ) -> Response[TelegramType]:
        """As aiogram's own; a batch of updates that does not read as a whole is read one by one."""
        try:
            return super().check_response(bot, method, status_code, content)
        except ClientDecodeError as error:
            if not isinstance(method, GetUpdates) or not isinstance(error.data, dict):
                raise
            readable = self.json_dumps(self._readable(bot, error.data))
            return cast("Response[TelegramType]", super().check_response(bot, method, status_code, readable))

    def _readable(self, bot: Bot, answer: dict[str, Any]) -> dict[str, Any]:
        """The answer without the updates that cannot be read; remembers to ask only for what follows them."""
        updates = []
        for item in answer.get("result") or ():
            try:
                Update.model_validate(item, context={"bot": bot})
            except ValidationError as error:
                number = item.get("update_id") if isinstance(item, dict) else None
                if isinstance(number, int):
                    self._past = max(self._past, number + 1)
                log.error("update skipped", update=number, fields=sorted(_fields(error))[:5])
            else:
                updates.append(item)
        return {**answer, "result": updates}


def _fields(error: ValidationError) -> set[str]:
    """Where a value did not read, without the value."""
    return {".".join(str(part) for part in fault["loc"]) for fault in error.errors()}


def bot_defaults() -> DefaultBotProperties:
    """How every message goes out: HTML, and no preview of the links in it."""
    return DefaultBotProperties(parse_mode=ParseMode.HTML, link_preview_is_disabled=True)


def make_bot(token: str, api_url: str | None = None) -> Bot:
    """A bot on Telegram, or on the Bot API server at `api_url`. Raises TokenMalformedError."""
    options: dict[str, Any] = {"api": TelegramAPIServer.from_base(api_url)} if api_url else {}
    try:
        return Bot(token, session=TelegramSession(**options), default=bot_defaults())
    except TokenValidationError:
        raise TokenMalformedError(
            "The bot token does not look like one of Telegram's (123456:letters and digits): copy it anew from @BotFather."
        ) from None


def topic(thread_id: int) -> int | None:
    """The number to send with a message; None for a chat without topics and for a forum's General topic."""
    return thread_id if thread_id > GENERAL_TOPIC else None


def keyboard(rows: tuple[tuple[Button, ...], ...]) -> InlineKeyboardMarkup | None:
    """Rows of buttons as Telegram wants them; None for none."""
    if not rows:
        return None
    return InlineKeyboardMarkup(inline_keyboard=[[_button(button) for button in row] for row in rows])


def _button(button: Button) -> InlineKeyboardButton:
    if button.url:
        return InlineKeyboardButton(text=button.text, url=button.url)
    return InlineKeyboardButton(text=button.text, callback_data=button.data)
