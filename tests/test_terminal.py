"""The terminal as a chat: what is printed, and what lines of input become. Input is a real pipe."""

from __future__ import annotations

import asyncio
import io
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import pytest
from aiogram import Bot, Dispatcher
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message, ReplyParameters
from rich.console import Console

from bot.clock import RecordedClock
from bot.lines import Lines
from bot.terminal import TerminalSession, make_terminal_bot

NOW = datetime(2026, 3, 14, 6, 30, tzinfo=UTC)
BUTTONS = InlineKeyboardMarkup(
    inline_keyboard=[
        [
            InlineKeyboardButton(text="Sources", callback_data="src:12"),
            InlineKeyboardButton(text="Mute", callback_data="mute:12"),
        ],
        [InlineKeyboardButton(text="Map", url="https://example.org/map")],
    ]
)


class Desk:
    """A terminal, a bot on it, and what both have done."""

    def __init__(self, descriptor: int, dispatcher: Dispatcher) -> None:
        self.screen = io.StringIO()
        self.session = TerminalSession(
            RecordedClock(NOW),
            "en",
            console=Console(file=self.screen, width=200, soft_wrap=True, highlight=False),
            descriptor=descriptor,
        )
        self.bot: Bot = make_terminal_bot(self.session)
        self.dispatcher = dispatcher
        self.seen: list[Message | CallbackQuery] = []
        dispatcher.message.register(self._note)
        dispatcher.callback_query.register(self._note)

    async def _note(self, event: Message | CallbackQuery) -> None:
        self.seen.append(event)
        if isinstance(event, CallbackQuery):
            await event.answer("noted")
        else:
            await event.answer(f"You said <b>{event.html_text}</b>", reply_markup=BUTTONS)

    def shown(self) -> str:
        """What the screen shows, without the lines drawn between messages."""
        return "\n".join(line.strip("─ ") for line in self.screen.getvalue().splitlines() if line.strip("─ "))

    async def until_end(self) -> None:
        """Polls until the input is at its end and everything is handled."""
        async with asyncio.timeout(10), asyncio.TaskGroup() as tasks:
            tasks.create_task(self.session.stop_at_eof(self.dispatcher))
            await self.dispatcher.start_polling(self.bot, handle_signals=False, handle_as_tasks=False)


@asynccontextmanager
async def desk(typed: bytes) -> AsyncIterator[Desk]:
    """A desk whose person types that, and then ends the input."""
    ours, theirs = os.pipe()
    os.write(theirs, typed)
    os.close(theirs)
    try:
        yield Desk(ours, Dispatcher())
    finally:
        os.close(ours)


async def test_lines_become_messages_of_one_private_chat_in_the_persons_language() -> None:
    async with desk("/region Калуга\n\n  free text  \n".encode()) as there:
        await there.until_end()
    messages = [event for event in there.seen if isinstance(event, Message)]
    assert [message.text for message in messages] == ["/region Калуга", "free text"]
    assert {(message.chat.id, message.chat.type, message.date) for message in messages} == {
        (1, "private", NOW)
    }
    assert {message.from_user.language_code for message in messages if message.from_user} == {"en"}


async def test_what_is_typed_into_a_pipe_is_shown_with_the_answer_and_its_buttons() -> None:
    async with desk(b"hello\n") as there:
        await there.until_end()
    assert there.shown().splitlines() == [
        "> hello",
        "№12",
        "You said hello",
        "[1] Sources  [2] Mute  [3] Map",
    ]


async def test_a_number_presses_a_button_shown_last_and_a_link_is_printed() -> None:
    async with desk(b"hello\n2\n3\n4\n") as there:
        await there.until_end()
    presses = [event for event in there.seen if isinstance(event, CallbackQuery)]
    assert [(press.data, press.message and press.message.chat.id) for press in presses] == [("mute:12", 1)]
    assert "· noted" in there.shown()
    assert "https://example.org/map" in there.shown()
    assert [event.text for event in there.seen if isinstance(event, Message)] == ["hello", "4"], (
        "4 is no button"
    )


async def test_a_message_without_buttons_leaves_the_numbers_to_the_one_before() -> None:
    async with desk(b"hello\n") as there:
        await there.until_end()
        await there.bot.send_message(1, "a note")
        assert there.shown().count("[1] Sources") == 1
        update = there.session.update_of(there.bot, "1")
    assert update is not None
    assert update.callback_query is not None
    assert update.callback_query.data == "src:12"


async def test_an_edit_shows_what_changed() -> None:
    async with desk(b"") as there:
        sent = await there.bot.send_message(
            1, "<b>Kaluga</b>\nDowned: 18\nNobody hurt\nFire", reply_markup=BUTTONS
        )
        there.screen.truncate(0)
        there.screen.seek(0)
        text = "<b>Kaluga</b>\nDowned: 21\nNobody hurt"
        await there.bot.edit_message_text(text, chat_id=1, message_id=sent.message_id, reply_markup=BUTTONS)
    assert there.shown().splitlines() == [
        "✎ №12",
        "Kaluga",
        "+ Downed: 21",
        "- Fire",
        "[1] Sources  [2] Mute  [3] Map",
    ]


async def test_an_edit_of_a_message_from_before_a_restart_is_shown_whole() -> None:
    async with desk(b"") as there:
        await there.bot.edit_message_text("Kaluga\nDowned: 21", chat_id=1, message_id=5, reply_markup=BUTTONS)
    assert there.shown().splitlines()[:3] == ["✎ №12", "Kaluga", "Downed: 21"]


async def test_replies_and_silence_are_marked_and_addresses_stand_in_the_open() -> None:
    async with desk(b"") as there:
        reply = ReplyParameters(message_id=3)
        link = '<a href="https://example.org/a">Source</a> &lt;1&gt;'
        await there.bot.send_message(1, link, reply_parameters=reply, disable_notification=True)
    assert there.shown().splitlines() == ["↳ 🔕", "Source <https://example.org/a> <1>"]


async def test_words_from_a_feed_cannot_steer_the_terminal() -> None:
    async with desk(b"\x1b[31mred\n") as there:
        await there.until_end()
        await there.bot.send_message(1, "a\x1b[2Jb\x9bc\u202ed\x07", parse_mode=None)
        await there.bot.send_message(1, "[bold]not markup[/bold]", parse_mode=None)
    assert not set(there.screen.getvalue()) & set("\x1b\x9b\u202e\x07")
    assert "[bold]not markup[/bold]" in there.shown()


async def test_an_endless_line_is_cut_to_a_message_and_bad_bytes_do_no_harm() -> None:
    ours, theirs = os.pipe()
    lines = Lines(ours)

    async def write() -> None:
        for _ in range(40):
            await asyncio.to_thread(os.write, theirs, b"\xd1\x8b" * 5000)
        await asyncio.to_thread(os.write, theirs, b"\n\xff\xfe\nlast")
        os.close(theirs)

    async with asyncio.timeout(10), asyncio.TaskGroup() as tasks:
        tasks.create_task(write())
        assert await lines.next() == "ы" * 4096
        assert await lines.next() == "��"
        assert [await lines.next() for _ in range(3)] == ["last", None, None]
    os.close(ours)


async def test_after_the_end_of_input_the_bot_goes_on_without_a_person() -> None:
    async with desk(b"") as there, asyncio.timeout(10), asyncio.TaskGroup() as tasks:
        polling = tasks.create_task(there.dispatcher.start_polling(there.bot, handle_signals=False))
        await there.session.ended.wait()
        assert not polling.done()
        await there.bot.send_message(1, "still here")
        await there.dispatcher.stop_polling()
    assert "still here" in there.shown()


async def test_a_file_and_the_null_device_are_input_too() -> None:
    descriptor = os.open(os.devnull, os.O_RDONLY)
    there = Desk(descriptor, Dispatcher())
    await there.until_end()
    os.close(descriptor)
    assert there.seen == []


async def test_what_a_terminal_cannot_do_is_refused_and_settings_are_taken() -> None:
    async with desk(b"") as there:
        assert await there.bot.set_my_commands([])
        assert (await there.bot.get_chat_member(1, 1)).status == "creator"
        assert (await there.bot.me()).username == "svodka"
        with pytest.raises(TelegramBadRequest, match="getChat"):
            await there.bot.get_chat(1)


def test_a_blocked_reader_does_not_hold_up_the_end_of_the_process() -> None:
    script = (
        "import asyncio\n"
        "from bot.lines import Lines\n"
        "async def main():\n"
        "    lines = Lines(0)\n"
        "    try:\n"
        "        async with asyncio.timeout(0.05):\n"
        "            await lines.next()\n"
        "    except TimeoutError:\n"
        "        print('over')\n"
        "asyncio.run(main())\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.wait(timeout=30) == 0
        assert process.stdout is not None
        assert process.stderr is not None
        assert (process.stdout.read(), process.stderr.read()) == (b"over\n", b"")
