"""Each answer of the Bot API has one destiny."""

from __future__ import annotations

import pytest
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
from aiogram.methods import SendMessage

from bot.telegram_errors import MISSES, TRIES, Fate, destiny

CALL = SendMessage(chat_id=7, text="x")


@pytest.mark.parametrize(
    ("text", "fate"),
    [
        ("message is not modified: specified new message content", Fate.DONE),
        ("message to edit not found", Fate.ANEW),
        ("message can't be edited", Fate.ANEW),
        ("MESSAGE_ID_INVALID", Fate.ANEW),
        ("can't parse entities: Unsupported start tag", Fate.PLAIN),
        ("message is too long", Fate.PLAIN),
        ("BUTTON_DATA_INVALID", Fate.PLAIN),
        ("message thread not found", Fate.NO_TOPIC),
        ("TOPIC_CLOSED", Fate.SUSPEND),
        ("not enough rights to send text messages to the chat", Fate.SUSPEND),
        ("have no rights to send a message", Fate.SUSPEND),
        ("need administrator rights in the channel chat", Fate.SUSPEND),
        ("CHAT_WRITE_FORBIDDEN", Fate.SUSPEND),
        ("CHAT_RESTRICTED", Fate.SUSPEND),
        ("chat not found", Fate.SUSPEND),
        ("PEER_ID_INVALID", Fate.SUSPEND),
        ("USER_IS_BLOCKED", Fate.RETIRE),
        ("message text is empty", Fate.DEAD),
        ("something new", Fate.RETRY),
    ],
)
def test_a_bad_request_is_told_by_its_text(text: str, fate: Fate) -> None:
    assert destiny(TelegramBadRequest(CALL, f"Bad Request: {text}")).kind is fate


@pytest.mark.parametrize(
    ("error", "fate"),
    [
        (TelegramForbiddenError(CALL, "Forbidden: whatever it says"), Fate.RETIRE),
        (TelegramUnauthorizedError(CALL, "Unauthorized"), Fate.STOP),
        (TelegramNotFound(CALL, "Not Found"), Fate.STOP),
        (TelegramServerError(CALL, "Internal Server Error"), Fate.RETRY),
        (TelegramEntityTooLarge(CALL, "Request Entity Too Large"), Fate.RETRY),
        (TelegramNetworkError(CALL, "no answer in time"), Fate.UNCERTAIN),
        (ClientDecodeError("no JSON", ValueError("x"), "<html>"), Fate.UNCERTAIN),
        (TelegramAPIError(CALL, "Too Many Requests"), Fate.RETRY),
        (KeyError("a fault of ours"), Fate.RETRY),
    ],
)
def test_other_errors_are_told_by_their_kind(error: Exception, fate: Fate) -> None:
    assert destiny(error).kind is fate


def test_a_refusal_carries_its_pause_and_a_migration_its_number() -> None:
    assert destiny(TelegramRetryAfter(CALL, "slow down", 245)).after == 245
    assert destiny(TelegramMigrateToChat(CALL, "upgraded", -1007)).chat_id == -1007


def test_an_uncertain_edit_is_simply_repeated() -> None:
    assert destiny(TelegramNetworkError(CALL, "no answer in time"), editing=True).kind is Fate.RETRY
    assert destiny(ClientDecodeError("no JSON", ValueError("x"), "<html>"), editing=True).kind is Fate.RETRY


def test_a_missing_chat_is_retired_only_after_some_tries_over_a_day() -> None:
    error = TelegramBadRequest(CALL, "Bad Request: chat not found")
    tries = [destiny(error, attempts=attempt) for attempt in range(MISSES)]
    assert [found.kind for found in tries] == [Fate.SUSPEND] * (MISSES - 1) + [Fate.RETIRE]
    assert sum(found.after for found in tries) > 7 * 3600


def test_pauses_grow_and_stay_bounded() -> None:
    error = TelegramServerError(CALL, "Internal Server Error")
    pauses = [destiny(error, attempts=attempt).after for attempt in range(40)]
    assert pauses == sorted(pauses)
    assert (pauses[0], pauses[-1]) == (1.0, 300.0)


def test_an_unknown_error_is_given_up() -> None:
    error = TelegramBadRequest(CALL, "Bad Request: something new")
    assert destiny(error, attempts=TRIES - 1).kind is Fate.DEAD


def test_a_problem_is_one_line_without_the_message_itself() -> None:
    problem = destiny(TelegramBadRequest(SendMessage(chat_id=7, text="secret"), "Bad Request:\nodd")).problem
    assert problem == "Bad Request: odd"
