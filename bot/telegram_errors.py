"""What an answer of the Bot API means for the message that got it.

The code of an error is a promise of Telegram, its text is not. Where the code alone does not tell, known parts of the
text are looked for, and what is not known is tried again a few times before it is given up.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiohttp import ClientConnectorError, ConnectionTimeoutError

from bot.core.errors import SvodkaError

TRIES = 5  # of an error that nobody knows
MISSES = 6  # 'chat not found' in a row, with growing pauses (a day in all), before a chat is retired
LONGEST_PAUSE = 300.0
SUSPENSION = 900.0
LONGEST_SUSPENSION = 6 * 3600.0


class TokenRefusedError(SvodkaError):
    """Telegram does not accept the token: nothing can be sent until an operator acts."""


class Fate(StrEnum):
    """What becomes of a delivery after an error."""

    DONE = "done"  # the message already shows this
    RETRY = "retry"  # surely not sent: later, as it is
    PARK = "park"  # Telegram asked this chat to wait
    UNCERTAIN = "uncertain"  # perhaps sent: nobody can know
    ANEW = "anew"  # the message to edit is gone: send a new one
    PLAIN = "plain"  # our formatting is refused: as plain text without buttons
    NO_TOPIC = "no topic"  # the forum topic is gone: to the chat itself
    MIGRATE = "migrate"  # the group got a new number
    SUSPEND = "suspend"  # the bot may not write there now: much later
    RETIRE = "retire"  # the chat is closed to the bot
    DEAD = "dead"  # will never go through
    STOP = "stop"  # the token is refused: nothing will


@dataclass(frozen=True, slots=True)
class Destiny:
    """An error's outcome. `after` is seconds to wait; `chat_id` is the new number of a migrated group."""

    kind: Fate
    problem: str
    after: float = 0.0
    chat_id: int | None = None


# Parts of the texts that come with code 400, in lower case; the first that is found counts.
_BAD_REQUESTS: tuple[tuple[str, Fate], ...] = (
    ("message is not modified", Fate.DONE),
    ("message to edit not found", Fate.ANEW),
    ("message can't be edited", Fate.ANEW),
    ("message_id_invalid", Fate.ANEW),
    ("can't parse entities", Fate.PLAIN),
    ("message is too long", Fate.PLAIN),
    ("message_too_long", Fate.PLAIN),
    ("text is too long", Fate.PLAIN),
    ("button_", Fate.PLAIN),
    ("reply markup", Fate.PLAIN),
    ("inline keyboard", Fate.PLAIN),
    ("message thread not found", Fate.NO_TOPIC),
    ("topic_deleted", Fate.NO_TOPIC),
    ("user_is_blocked", Fate.RETIRE),
    ("user_deactivated", Fate.RETIRE),
    ("user is deactivated", Fate.RETIRE),
    ("bot was kicked", Fate.RETIRE),
    ("topic_closed", Fate.SUSPEND),
    ("rights", Fate.SUSPEND),
    ("chat_write_forbidden", Fate.SUSPEND),
    ("chat_restricted", Fate.SUSPEND),
    ("chat_admin_required", Fate.SUSPEND),
    ("_forbidden", Fate.SUSPEND),
    ("message text is empty", Fate.DEAD),
)
_MISSING = ("chat not found", "peer_id_invalid", "group chat was upgraded")


def destiny(error: Exception, *, attempts: int = 0, editing: bool = False) -> Destiny:
    """What to do after `error`. `attempts` counts the tries before this one; an edit may be repeated without harm."""
    problem = _problem(error)
    pause = min(LONGEST_PAUSE, 2.0 ** min(attempts, 10))
    match error:
        case TelegramRetryAfter():
            return Destiny(Fate.PARK, problem, float(error.retry_after))
        case TelegramMigrateToChat():
            return Destiny(Fate.MIGRATE, problem, chat_id=error.migrate_to_chat_id)
        case TelegramUnauthorizedError() | TelegramNotFound():
            return Destiny(Fate.STOP, problem)
        case TelegramForbiddenError():
            return Destiny(Fate.RETIRE, problem)
        case TelegramBadRequest():
            return _bad_request(problem, attempts, pause)
        case TelegramServerError() | TelegramEntityTooLarge():
            return Destiny(Fate.RETRY, problem, pause)
        case TelegramNetworkError() if editing or _never_left(error):
            return Destiny(Fate.RETRY, problem, pause)
        case TelegramNetworkError() | ClientDecodeError():
            return Destiny(Fate.RETRY if editing else Fate.UNCERTAIN, problem, pause)
        case _:
            return _unknown(problem, attempts, pause)


def _bad_request(problem: str, attempts: int, pause: float) -> Destiny:
    text = problem.lower()
    for part, fate in _BAD_REQUESTS:
        if part in text:
            after = _suspension(attempts) if fate is Fate.SUSPEND else 0.0
            return Destiny(fate, problem, after)
    if any(part in text for part in _MISSING):
        return Destiny(Fate.RETIRE, problem) if attempts + 1 >= MISSES else _suspend(problem, attempts)
    return _unknown(problem, attempts, pause)


def _suspend(problem: str, attempts: int) -> Destiny:
    return Destiny(Fate.SUSPEND, problem, _suspension(attempts))


def _suspension(attempts: int) -> float:
    return min(LONGEST_SUSPENSION, SUSPENSION * 2.0 ** min(attempts, 10))


def _unknown(problem: str, attempts: int, pause: float) -> Destiny:
    return Destiny(Fate.RETRY if attempts + 1 < TRIES else Fate.DEAD, problem, pause)


def _never_left(error: TelegramNetworkError) -> bool:
    """Whether no connection came about, so that Telegram cannot have seen the call."""
    return isinstance(error.__cause__, ClientConnectorError | ConnectionTimeoutError)


def _problem(error: Exception) -> str:
    """The error in one short line, without what aiogram adds and without any text of a message."""
    if isinstance(error, ClientDecodeError):
        return "Telegram's answer could not be read"
    text = error.message if isinstance(error, TelegramAPIError) else f"{type(error).__name__}: {error}"
    lines = text.splitlines()
    return (lines[-1] if isinstance(error, TelegramMigrateToChat | TelegramRetryAfter) else " ".join(lines))[
        :300
    ]
