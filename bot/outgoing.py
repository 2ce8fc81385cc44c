"""One delivery as a call to Telegram: what is sent or edited, and how the next try differs after an error."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from aiogram import Bot
from aiogram.enums import ParseMode
from aiogram.types import InlineKeyboardMarkup, LinkPreviewOptions, Message, ReplyParameters

from bot.core.alerts import Action, Delivery
from bot.core.plain import clipped, plain
from bot.core.render import buttons
from bot.core.wording import Wording
from bot.telegram import keyboard, topic
from bot.telegram_errors import Destiny, Fate

LONGEST = 4096
_MOVES = 2
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


@dataclass(frozen=True, slots=True)
class Job:
    """A delivery with what its earlier errors have taught: where it goes, which message it edits, in what form."""

    delivery: Delivery
    chat_id: int
    thread_id: int
    message_id: int | None
    plain: bool = False
    moves: int = 0

    @classmethod
    def of(cls, delivery: Delivery) -> Job:
        """The job as the outbox gave it."""
        return cls(delivery, delivery.alert.chat_id, delivery.alert.thread_id, delivery.message_id)

    @property
    def edits(self) -> bool:
        """Whether it changes a message instead of sending one."""
        return self.delivery.alert.action is Action.SHOW and self.message_id is not None

    def after(self, fate: Destiny) -> Job | None:
        """The job changed so that it may go through at once; None where it cannot, or was changed so before."""
        match fate.kind:
            case Fate.ANEW if self.message_id is not None:
                return dataclasses.replace(self, message_id=None)
            case Fate.PLAIN if not self.plain:
                return dataclasses.replace(self, plain=True)
            case Fate.NO_TOPIC if self.thread_id:
                return dataclasses.replace(self, thread_id=0)
            case Fate.MIGRATE if fate.chat_id is not None and self.moves < _MOVES:
                return dataclasses.replace(self, chat_id=fate.chat_id, moves=self.moves + 1)
            case _:
                return None


async def send(bot: Bot, job: Job, wording: Wording) -> int:
    """Calls Telegram; gives the id of the message that now shows the alert. Raises what aiogram raises."""
    alert = job.delivery.alert
    text = clipped(plain(alert.text), LONGEST) if job.plain else alert.text
    parse_mode = None if job.plain else ParseMode.HTML
    if job.edits and job.message_id is not None:
        await bot.edit_message_text(
            text,
            chat_id=job.chat_id,
            message_id=job.message_id,
            parse_mode=parse_mode,
            link_preview_options=_NO_PREVIEW,
            reply_markup=_markup(job, wording),
        )
        return job.message_id
    sent: Message = await bot.send_message(
        job.chat_id,
        text,
        message_thread_id=topic(job.thread_id),
        parse_mode=parse_mode,
        link_preview_options=_NO_PREVIEW,
        disable_notification=alert.silent,
        reply_parameters=_reply(job),
        reply_markup=_markup(job, wording),
    )
    return sent.message_id


def _markup(job: Job, wording: Wording) -> InlineKeyboardMarkup | None:
    """Only the message on an incident has buttons; an edit must repeat them or they vanish."""
    alert = job.delivery.alert
    if job.plain or alert.action is not Action.SHOW:
        return None
    return keyboard(buttons(alert.incident, alert.language, wording))


def _reply(job: Job) -> ReplyParameters | None:
    """A note answers the message on its incident; if a person has deleted that one, it stands alone."""
    if job.delivery.alert.action is not Action.NOTE or job.message_id is None:
        return None
    return ReplyParameters(message_id=job.message_id, allow_sending_without_reply=True)
