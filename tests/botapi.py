"""A Bot API server on 127.0.0.1 that behaves and misbehaves as Telegram's does.

    async with BotApi() as api:
        bot = make_bot(api.token, api.url)
        api.says(7, "/region Kaluga")                  # a person writes; getUpdates hands it out
        await api.until(lambda: api.shown(7))          # what chat 7 shows now, oldest first
        api.answer(8, 403, "Forbidden: bot was blocked by the user")

It keeps Telegram's windows (a `Meter` each) and answers 429 beyond them, refuses HTML that Telegram would refuse, texts
over 4096, unknown topics and messages, and edits that change nothing. Every call is recorded when the server sees it.
"""

from __future__ import annotations

import asyncio
import itertools
import json
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from tests.bot_messages import Shown, as_message, checked, rows_of, shown_of
from tests.meter import Meter
from tests.telegram_html import HtmlError
from tests.telegram_updates import BOT_ID, ME, message, press

_JSON_FIELDS = {
    "reply_markup",
    "reply_parameters",
    "link_preview_options",
    "allowed_updates",
    "commands",
    "scope",
}
DROP = "drop"  # accept the call, then cut the connection
GARBAGE = "garbage"  # accept the call, then answer with the page of a broken proxy


@dataclass(frozen=True)
class Call:
    """A call as the server saw it: when (seconds of the loop's clock), and what it answered."""

    method: str
    params: dict[str, Any]
    at: float
    status: int = 200

    @property
    def chat(self) -> int:
        return int(self.params.get("chat_id", 0))


@dataclass(frozen=True)
class Reply:
    """What the server answers instead of doing what was asked."""

    status: int
    description: str
    parameters: dict[str, int] | None = None


class BotApi:
    """The server. All state may be read and changed by a test at any time."""

    def __init__(self, token: str = f"{BOT_ID}:TEST-token", *, latency: float = 0.0) -> None:
        self.token = token
        self.latency = latency
        self.url = ""
        self.calls: list[Call] = []
        self.messages: dict[tuple[int, int], Shown] = {}
        self.admins: set[tuple[int, int]] = set()  # (chat, user)
        self.topics: dict[int, set[int]] = {}  # forums and their topics
        self.total = Meter(30, 1.0)
        self.private_meter: Callable[[], Meter] = lambda: Meter(1, 1.0)
        self.group_meter: Callable[[], Meter] = lambda: Meter(20, 60.0)
        self.chats: dict[int, Meter] = {}
        self._planned: dict[int, deque[Reply | str]] = defaultdict(deque)
        self._always: dict[int, Reply] = {}
        self._updates: list[dict[str, Any]] = []
        self._numbers = itertools.count(1)
        self._message_ids = itertools.count(100)
        self._moved = asyncio.Event()
        self._poller = 0
        self._runner: web.AppRunner | None = None
        self.pollers = 0  # how many getUpdates wait now

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_post("/bot{token}/{method}", self._serve)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._runner is not None
        await self._runner.cleanup()

    # --- What people do ------------------------------------------------------------------------------------------------

    def push(self, **update: Any) -> int:
        """Hands out any update; gives its number."""
        number = next(self._numbers)
        self._updates.append({"update_id": number, **update})
        self._ring()
        return number

    def says(
        self, chat: int, text: str, *, language: str = "ru", user: int | None = None, **extra: Any
    ) -> int:
        """A person writes in a chat (a group has a negative number)."""
        return self.push(
            message=message(chat, text, language=language, user=user, number=next(self._message_ids), **extra)
        )

    def presses(
        self, chat: int, data: str, *, message_id: int, language: str = "ru", user: int | None = None
    ) -> int:
        """A person presses the button that carries `data` under a message of the bot."""
        return self.push(
            callback_query=press(chat, data, message_id=message_id, language=language, user=user)
        )

    # --- What the server does ------------------------------------------------------------------------------------------

    def answer(self, chat: int, status: int, description: str, *, times: int = 1, **parameters: int) -> None:
        """The next sends and edits of a chat get this answer."""
        self._planned[chat].extend([Reply(status, description, parameters or None)] * times)

    def breaks(self, chat: int, how: str, *, times: int = 1) -> None:
        """The next sends and edits of a chat are accepted, but their answer is lost: `DROP` or `GARBAGE`."""
        self._planned[chat].extend([how] * times)

    def always(self, chat: int, status: int, description: str, **parameters: int) -> None:
        """All sends and edits of a chat get this answer from now on."""
        self._always[chat] = Reply(status, description, parameters or None)

    def shown(self, chat: int) -> list[Shown]:
        """What a chat shows now, oldest first."""
        return [shown for (owner, _), shown in self.messages.items() if owner == chat]

    @property
    def waiting(self) -> int:
        """Updates that no getUpdates has confirmed yet."""
        return len(self._updates)

    def called(self, method: str) -> list[Call]:
        """The calls of one method."""
        return [call for call in self.calls if call.method == method]

    async def until(self, reached: Callable[[], object], *, seconds: float = 10.0) -> None:
        """Waits until something is so; looks again after each call."""
        async with asyncio.timeout(seconds):
            while not reached():
                await self._moved.wait()

    def _ring(self) -> None:
        self._moved.set()
        self._moved = asyncio.Event()

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        params = {name: _value(name, str(value)) for name, value in (await request.post()).items()}
        if request.match_info["token"] != self.token:
            return _say(Reply(401, "Unauthorized"))
        if method == "getUpdates":
            return await self._get_updates(params)
        result: object = Reply(404, "Not Found")
        cut = None
        if method in {"sendMessage", "editMessageText"}:
            result, cut = self._write(method, params)
        elif known := getattr(self, f"_{method}", None):
            result = known(params)
        status = result.status if isinstance(result, Reply) else 200
        self.calls.append(Call(method, params, asyncio.get_running_loop().time(), status))
        if self.latency:
            await asyncio.sleep(self.latency)
        self._ring()
        if cut == DROP and request.transport is not None:
            request.transport.abort()
        if cut == GARBAGE:
            return web.Response(status=502, text="<html>Bad Gateway</html>", content_type="text/html")
        return _say(result)

    async def _get_updates(self, params: dict[str, Any]) -> web.Response:
        self._poller += 1
        mine = self._poller
        offset = int(params.get("offset", 0))
        self._updates = [update for update in self._updates if update["update_id"] >= offset]
        self.pollers += 1
        self._ring()
        try:
            async with asyncio.timeout(float(params.get("timeout", 0))):
                while not self._updates:
                    await self._moved.wait()
                    if mine != self._poller:
                        return _say(Reply(409, "Conflict: terminated by other getUpdates request"))
        except TimeoutError:
            pass
        finally:
            self.pollers -= 1
        return _say(self._updates[:100])

    def _write(self, method: str, params: dict[str, Any]) -> tuple[object, str | None]:
        """Sends or edits, or refuses to; and how the answer gets lost, if it does."""
        chat = int(params["chat_id"])
        now = asyncio.get_running_loop().time()
        meter = self.chats.setdefault(chat, (self.group_meter if chat < 0 else self.private_meter)())
        if chat in self._always:
            return self._always[chat], None
        plan = self._planned[chat].popleft() if self._planned[chat] else None
        if isinstance(plan, Reply):
            return plan, None
        if wait := max(self.total.refuses(now), meter.refuses(now)):
            return Reply(429, f"Too Many Requests: retry after {wait}", {"retry_after": wait}), None
        self.total.count(now)
        meter.count(now)
        try:
            text = checked(params)
        except HtmlError as error:
            return Reply(400, f"Bad Request: {error}"), None
        done = self._send(chat, text, params) if method == "sendMessage" else self._edit(chat, text, params)
        return done, plan

    def _send(self, chat: int, text: str, params: dict[str, Any]) -> object:
        thread = params.get("message_thread_id")
        if thread is not None and chat in self.topics and int(thread) not in self.topics[chat]:
            return Reply(400, "Bad Request: message thread not found")
        reply = params.get("reply_parameters") or {}
        target = reply.get("message_id")
        if target is not None and (chat, target) not in self.messages:
            if not reply.get("allow_sending_without_reply"):
                return Reply(400, "Bad Request: message to be replied not found")
            target = None
        shown = shown_of(chat, next(self._message_ids), text, target, params)
        self.messages[chat, shown.id] = shown
        return as_message(shown)

    def _edit(self, chat: int, text: str, params: dict[str, Any]) -> object:
        shown = self.messages.get((chat, int(params["message_id"])))
        if shown is None:
            return Reply(400, "Bad Request: message to edit not found")
        if (shown.text, shown.buttons) == (text, rows_of(params)):
            return Reply(
                400,
                "Bad Request: message is not modified: specified new message content and reply markup are exactly the "
                "same as a current content and reply markup of the message",
            )
        shown.text, shown.buttons = text, rows_of(params)
        shown.versions.append(text)
        return as_message(shown)

    # --- Methods with a plain answer; their names are Telegram's -------------------------------------------------------

    def _getMe(self, _: dict[str, Any]) -> dict[str, Any]:  # noqa: N802
        return ME

    def _getChatMember(self, params: dict[str, Any]) -> dict[str, Any]:  # noqa: N802
        who = {"id": int(params["user_id"]), "is_bot": False, "first_name": "Anna"}
        if (int(params["chat_id"]), int(params["user_id"])) in self.admins:
            return {"status": "creator", "user": who, "is_anonymous": False}
        return {"status": "member", "user": who}

    def _answerCallbackQuery(self, _: dict[str, Any]) -> bool:  # noqa: N802
        return True

    _setMyCommands = _deleteWebhook = _setMyDescription = _setMyShortDescription = _answerCallbackQuery  # noqa: N815


def _value(name: str, text: str) -> Any:
    """A form field: objects and lists are JSON, all else is text."""
    return json.loads(text) if name in _JSON_FIELDS else text


def _say(result: object) -> web.Response:
    if not isinstance(result, Reply):
        return web.json_response({"ok": True, "result": result})
    body: dict[str, Any] = {"ok": False, "error_code": result.status, "description": result.description}
    if result.parameters:
        body["parameters"] = result.parameters
    return web.json_response(body, status=result.status)
