"""Messages as a Bot API server keeps them: what it refuses to take, and what a chat then shows."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import Any

from tests.telegram_html import MAX_TEXT, HtmlError, parsed, utf16
from tests.telegram_updates import EPOCH, ME, chat_of


@dataclass
class Shown:
    """A message as its chat shows it. `versions` are its texts, oldest first."""

    chat: int
    id: int
    thread: int | None
    text: str
    buttons: list[list[dict[str, str]]]
    silent: bool
    reply_to: int | None
    formatted: bool
    versions: list[str] = field(default_factory=list)


def checked(params: dict[str, Any]) -> str:
    """The text as readers see it; raises HtmlError with the server's words."""
    raw = str(params.get("text", ""))
    try:
        text = parsed(raw) if params.get("parse_mode") == "HTML" else raw
    except HtmlError as error:
        raise HtmlError(f"can't parse entities: {error}") from None
    if not text.strip():
        raise HtmlError("message text is empty")
    if utf16(text) > MAX_TEXT or len(raw.encode()) > 32768:
        raise HtmlError("message is too long")
    for button in itertools.chain.from_iterable(rows_of(params)):
        if (
            not 1 <= len(button.get("callback_data", button.get("url", "")).encode()) <= 64
            and "url" not in button
        ):
            raise HtmlError("BUTTON_DATA_INVALID")
    return text


def shown_of(chat: int, number: int, text: str, reply_to: int | None, params: dict[str, Any]) -> Shown:
    """The message that a call of sendMessage makes."""
    thread = params.get("message_thread_id")
    return Shown(
        chat=chat,
        id=number,
        thread=int(thread) if thread is not None else None,
        text=text,
        buttons=rows_of(params),
        silent=params.get("disable_notification") in {True, "true"},
        reply_to=reply_to,
        formatted=params.get("parse_mode") == "HTML",
        versions=[text],
    )


def as_message(shown: Shown) -> dict[str, Any]:
    """The message as the server answers with it."""
    return {
        "message_id": shown.id,
        "date": EPOCH + shown.id,
        "chat": chat_of(shown.chat),
        "from": ME,
        "text": shown.text,
    }


def rows_of(params: dict[str, Any]) -> list[list[dict[str, str]]]:
    """The rows of buttons of a call."""
    markup = params.get("reply_markup") or {}
    rows: list[list[dict[str, str]]] = markup.get("inline_keyboard", [])
    return rows
