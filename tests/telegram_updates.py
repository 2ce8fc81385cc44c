"""What people do, as Telegram's updates carry it."""

from __future__ import annotations

from typing import Any

BOT_ID = 4242
ME: dict[str, Any] = {"id": BOT_ID, "is_bot": True, "first_name": "Svodka", "username": "svodka_test_bot"}
EPOCH = 1_760_000_000  # the date of the first message; each next one is a second later


def chat_of(chat: int) -> dict[str, Any]:
    """A chat as Telegram describes it: private from 1 up, a supergroup below 0."""
    if chat > 0:
        return {"id": chat, "type": "private", "first_name": "Anna"}
    return {"id": chat, "type": "supergroup", "title": "Neighbours"}


def person(user: int, language: str) -> dict[str, Any]:
    """A user as Telegram describes one."""
    return {"id": user, "is_bot": False, "first_name": "Anna", "language_code": language}


def message(
    chat: int,
    text: str,
    *,
    language: str = "ru",
    user: int | None = None,
    number: int = 1,
    date: int | None = None,
    **extra: Any,
) -> dict[str, Any]:
    """A message of a person, as an update carries it."""
    who = user if user is not None else abs(chat)
    return {
        "message_id": number,
        "date": date if date is not None else EPOCH + number,
        "chat": chat_of(chat),
        "from": person(who, language),
        "text": text,
        **extra,
    }


def press(
    chat: int, data: str, *, message_id: int, language: str = "ru", user: int | None = None
) -> dict[str, Any]:
    """A press of a button under a message of the bot, as an update carries it."""
    return {
        "id": f"{chat}-{message_id}",
        "from": person(user if user is not None else abs(chat), language),
        "chat_instance": "1",
        "data": data,
        "message": {
            "message_id": message_id,
            "date": EPOCH + message_id,
            "chat": chat_of(chat),
            "from": ME,
            "text": "what the bot showed",
        },
    }
