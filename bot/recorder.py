"""An aiogram session that writes down what the bot would send, with the time of a clock: for replays."""

from __future__ import annotations

import itertools
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from aiogram import Bot
from aiogram.client.session.base import BaseSession
from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import EditMessageText, SendMessage
from aiogram.types import Chat, Message

from bot.clock import Clock
from bot.telegram import bot_defaults

if TYPE_CHECKING:
    from aiogram.methods import TelegramMethod
    from aiogram.methods.base import TelegramType


@dataclass(frozen=True, slots=True)
class Sent:
    """One message as its chat got it. `kind` is 'first', 'edit' or 'note'; an edit never rings."""

    at: datetime
    chat_id: int
    kind: str
    ringing: bool
    text: str
    message_id: int


class RecordingSession(BaseSession):
    """Accepts every message and keeps it in `sent`."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self.sent: list[Sent] = []
        self._clock = clock
        self._numbers = itertools.count(1)

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109, ARG002 - aiogram's signature
    ) -> TelegramType:
        """Keeps the message. Raises TelegramBadRequest for a call that sends none."""
        match method:
            case SendMessage():
                kind = "note" if method.reply_parameters else "first"
                sent = self._keep(int(method.chat_id), kind, not method.disable_notification, method.text)
            case EditMessageText():
                sent = self._keep(
                    int(method.chat_id or 0), "edit", False, method.text or "", method.message_id
                )
            case _:
                raise TelegramBadRequest(method, f"a recorder knows no {method.__api_method__}")
        message = Message(
            message_id=sent.message_id,
            date=sent.at,
            chat=Chat(id=sent.chat_id, type="private"),
            text=sent.text,
        )
        return cast("TelegramType", message.as_(bot))

    async def close(self) -> None:
        """Nothing to close."""

    async def stream_content(self, *_: Any, **__: Any) -> AsyncGenerator[bytes, None]:
        """A recorder has no files."""
        blocks: tuple[bytes, ...] = ()
        for block in blocks:
            yield block

    def _keep(self, chat_id: int, kind: str, ringing: bool, text: str, message_id: int | None = None) -> Sent:
        sent = Sent(self._clock(), chat_id, kind, ringing, text, message_id or next(self._numbers))
        self.sent.append(sent)
        return sent


def make_recording_bot(session: RecordingSession) -> Bot:
    """A bot on a recorder; its token is only what aiogram asks for."""
    return Bot("4:recorder", session=session, default=bot_defaults())
