"""The deliver loop over real HTTP against a Bot API server that keeps Telegram's windows and has its faults."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from bot.core.alerts import Priority, Subscription
from bot.core.pace import Limits, Pace
from bot.deliver import DeliverOutcome, deliver_due
from bot.telegram import make_bot
from bot.telegram_errors import TokenRefusedError
from storage import outbox, subscriptions
from tests.botapi import DROP, GARBAGE
from tests.loops.post import GROUP, NOTE, NOW, QUICK, ROLLUP, Post, alert, post, wording
from tests.meter import Meter

__all__ = ["post", "wording"]
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def test_an_alert_is_sent_with_buttons_then_edited_and_noted_in_reply(post: Post) -> None:
    await post.owes(alert())
    assert await post.deliver() == DeliverOutcome(sent=1)
    [shown] = post.api.shown(7)
    data = [button["callback_data"] for row in shown.buttons for button in row]
    assert data == ["src:12", "why:12", "mute:12"]
    await post.owes(
        alert(text="<b>Kaluga</b>: 21", revision=2), alert(text="18 → 21", revision=2, action=NOTE)
    )
    assert await post.deliver() == DeliverOutcome(sent=2)
    shown, note = post.api.shown(7)
    assert shown.versions == ["Kaluga: 18", "Kaluga: 21"]
    assert [button["callback_data"] for row in shown.buttons for button in row] == data, (
        "an edit keeps the buttons"
    )
    assert (note.text, note.reply_to, note.buttons) == ("18 → 21", shown.id, [])
    [edit] = post.api.called("editMessageText")
    assert edit.params["link_preview_options"] == {"is_disabled": True}


async def test_silence_topics_and_the_general_topic_are_respected(post: Post) -> None:
    post.api.topics[GROUP] = {55}
    await post.owes(
        alert(GROUP, thread=55, silent=True), alert(GROUP, thread=1, incident=13), alert(8, incident=14)
    )
    await post.deliver()
    assert [(shown.thread, shown.silent) for shown in post.api.shown(GROUP)] == [(55, True), (None, False)]
    assert not post.api.shown(8)[0].silent


async def test_a_rollup_has_no_buttons(post: Post) -> None:
    await post.owes(alert(incident=0, action=ROLLUP))
    await post.deliver()
    assert post.api.shown(7)[0].buttons == []


async def test_what_was_sent_is_not_sent_again(post: Post) -> None:
    await post.owes(alert())
    await post.deliver()
    await post.owes(alert())
    assert await post.deliver() == DeliverOutcome()
    assert len(post.api.shown(7)) == 1


async def test_an_expired_alert_is_not_sent(post: Post) -> None:
    await post.owes(alert(expires_at=NOW + timedelta(hours=1)))
    post.later(hours=2)
    assert await post.deliver() == DeliverOutcome()
    assert post.api.calls == []


async def test_a_429_parks_only_that_chat(post: Post) -> None:
    post.api.answer(7, 429, "Too Many Requests: retry after 30", retry_after=30)
    await post.owes(alert(7), alert(8), alert(7, incident=13))
    assert await post.deliver() == DeliverOutcome(sent=1, problems=(("park", 1),))
    assert (post.texts(7), post.texts(8)) == ([], ["Kaluga: 18"])
    assert await post.counts() == (2, 0, 0, 0)
    post.later(seconds=31)
    assert await post.deliver() == DeliverOutcome(), "the window counts real seconds"


@pytest.mark.parametrize(
    "answer",
    [
        (403, "Forbidden: bot was blocked by the user"),
        (403, "Forbidden: bot was kicked from the supergroup chat"),
        (403, "Forbidden: user is deactivated"),
    ],
)
async def test_a_403_retires_the_chat_and_all_that_waits_for_it(post: Post, answer: tuple[int, str]) -> None:
    async with post.sessions.begin() as session:
        await subscriptions.subscribe(session, Subscription(chat_id=7, region="RU-KLU", language="en"))
    post.api.always(7, *answer)
    await post.owes(alert(7), alert(7, incident=13), alert(8))
    assert await post.deliver() == DeliverOutcome(sent=1, problems=(("retire", 1),))
    assert await post.counts() == (0, 0, 2, 0)
    assert len([call for call in post.api.calls if call.chat == 7]) == 1
    async with post.sessions() as session:
        assert await subscriptions.watching(session, "RU-KLU") == []
        assert len(await subscriptions.of_chat(session, 7)) == 1, "the wish is kept"
        known = await subscriptions.chat(session, 7)
    assert known is not None
    assert known.problem == answer[1]


async def test_a_group_without_rights_is_tried_again_much_later_and_never_dropped(post: Post) -> None:
    post.api.answer(GROUP, 400, "Bad Request: not enough rights to send text messages to the chat")
    await post.owes(alert(GROUP))
    await post.deliver()
    assert await post.counts() == (1, 0, 0, 0)
    post.later(minutes=10)
    assert await post.deliver() == DeliverOutcome()
    post.later(minutes=10)
    assert await post.deliver() == DeliverOutcome(sent=1)


async def test_a_migrated_group_gets_the_message_under_its_new_number(post: Post) -> None:
    async with post.sessions.begin() as session:
        await subscriptions.subscribe(session, Subscription(chat_id=-5, region="RU-KLU", language="en"))
    moved = "Bad Request: group chat was upgraded to a supergroup chat"
    post.api.always(-5, 400, moved, migrate_to_chat_id=GROUP)
    await post.owes(alert(-5), alert(-5, incident=13, text="second"))
    assert await post.deliver() == DeliverOutcome(sent=2, problems=(("migrate", 1),))
    assert post.texts(GROUP) == ["Kaluga: 18", "second"]
    async with post.sessions() as session:
        assert [wish.chat_id for wish in await subscriptions.watching(session, "RU-KLU")] == [GROUP]
    await post.owes(alert(GROUP, "<b>Kaluga</b>: 21", revision=2))
    await post.deliver()
    assert post.texts(GROUP) == ["Kaluga: 21", "second"]


async def test_a_message_that_a_person_deleted_is_sent_anew(post: Post) -> None:
    await post.owes(alert())
    await post.deliver()
    post.api.messages.clear()
    await post.owes(alert(text="new", revision=2), alert(text="note", revision=2, action=NOTE))
    assert (await post.deliver()).sent == 2
    shown, note = post.api.shown(7)
    assert (shown.text, note.reply_to) == ("new", shown.id)


async def test_an_edit_that_changes_nothing_is_a_success(post: Post) -> None:
    await post.owes(alert())
    await post.deliver()
    await post.owes(alert(text="<b>Kaluga</b>:  18".replace("  ", " ") + " ", revision=2))
    assert await post.deliver() == DeliverOutcome(sent=1)
    assert await post.counts() == (0, 0, 0, 0)
    assert len(post.api.shown(7)) == 1


@pytest.mark.parametrize("broken", ["<b>Kaluga: 18 <i>drones</b>", "a < b & c", "<p>Kaluga</p>"])
async def test_broken_html_goes_out_as_plain_text_and_is_logged(post: Post, broken: str) -> None:
    await post.owes(alert(text=broken))
    with capture_logs() as logged:
        assert (await post.deliver()).sent == 1
    [shown] = post.api.shown(7)
    assert (shown.formatted, shown.buttons) == (False, [])
    assert shown.text.strip()
    assert [line["fate"] for line in logged if line["log_level"] == "error"] == ["plain"]


async def test_a_text_over_the_limit_is_cut_and_sent(post: Post) -> None:
    await post.owes(alert(text="ы" * 5000))
    await post.deliver()
    assert len(post.texts(7)[0]) == 4096


async def test_a_topic_that_is_gone_is_replaced_by_the_chat(post: Post) -> None:
    post.api.topics[GROUP] = set()
    await post.owes(alert(GROUP, thread=55))
    assert (await post.deliver()).sent == 1
    assert post.api.shown(GROUP)[0].thread is None


@pytest.mark.parametrize("how", [DROP, GARBAGE])
async def test_an_answer_that_is_lost_doubles_the_message_once_at_most(post: Post, how: str) -> None:
    post.gate.pace = Pace(Limits(private_seconds=0.01))
    post.api.breaks(7, how, times=9)
    await post.owes(alert())
    for _ in range(4):
        await post.deliver()
        post.gate.pace = Pace(QUICK)  # the slot of a lost call is held for seconds
    assert post.texts(7) == ["Kaluga: 18"] * 2
    assert await post.counts() == (0, 0, 0, 1)


async def test_an_edit_whose_answer_is_lost_is_repeated_without_harm(post: Post) -> None:
    await post.owes(alert())
    await post.deliver()
    post.api.breaks(7, DROP)
    await post.owes(alert(text="new", revision=2))
    await post.deliver()
    post.later(seconds=5)
    post.gate.pace = Pace(QUICK)
    assert (await post.deliver()).sent == 1
    assert post.texts(7) == ["new"]


async def test_a_server_in_trouble_is_tried_again_until_it_answers(post: Post) -> None:
    post.api.answer(7, 500, "Internal Server Error", times=3)
    await post.owes(alert())
    for _ in range(4):
        await post.deliver()
        post.gate.pace = Pace(QUICK)
        post.later(minutes=5)
    assert post.texts(7) == ["Kaluga: 18"]


async def test_no_connection_loses_and_doubles_nothing(post: Post) -> None:
    await post.owes(alert())
    away = make_bot(post.api.token, "http://127.0.0.1:1")
    outcome = await deliver_due(post.sessions, away, post.gate, post.wording, post.clock)
    await away.session.close()
    assert outcome == DeliverOutcome(problems=(("retry", 1),))
    post.later(minutes=1)
    post.gate.pace = Pace(QUICK)
    assert await post.deliver() == DeliverOutcome(sent=1)


async def test_an_unknown_refusal_is_given_up_after_some_tries(post: Post) -> None:
    post.api.always(7, 400, "Bad Request: something never seen")
    await post.owes(alert())
    for _ in range(6):
        await post.deliver()
        post.gate.pace = Pace(QUICK)
        post.later(minutes=5)
    assert await post.counts() == (0, 0, 1, 0)
    assert len(post.api.calls) == 5


async def test_a_refused_token_stops_the_loop_and_loses_nothing(post: Post) -> None:
    await post.owes(*(alert(chat) for chat in range(1, 60)))
    stranger = make_bot("1:WRONG", post.api.url)
    with pytest.raises(TokenRefusedError, match="SVODKA_BOT_TOKEN"):
        await deliver_due(post.sessions, stranger, post.gate, post.wording, post.clock)
    await stranger.session.close()
    assert await post.counts() == (59, 0, 0, 0)
    assert (await post.deliver()).sent == 59


async def test_a_stop_waits_for_what_is_in_flight_and_gives_the_rest_back(post: Post) -> None:
    post.api.latency = 0.2
    await post.owes(*(alert(chat) for chat in range(1, 101)))
    stopping = asyncio.Event()
    async with asyncio.TaskGroup() as tasks:
        run = tasks.create_task(
            deliver_due(post.sessions, post.bot, post.gate, post.wording, post.clock, stopping=stopping)
        )
        await post.api.until(lambda: len(post.api.calls) >= 5)
        stopping.set()
    sent = run.result().sent
    assert 0 < sent < 100
    assert await post.counts() == (100 - sent, 0, 0, 0)
    assert len(post.api.messages) == sent


async def test_a_crash_in_the_middle_loses_nothing_and_repeats_only_what_was_in_flight(post: Post) -> None:
    post.api.latency = 0.1
    await post.owes(*(alert(chat) for chat in range(1, 61)))
    async with asyncio.TaskGroup() as tasks:
        run = tasks.create_task(post.deliver())
        await post.api.until(lambda: len(post.api.calls) >= 40)
        run.cancel()
    post.api.latency = 0.0
    post.gate.pace = Pace(QUICK)  # a new process knows of no windows
    async with post.sessions.begin() as session:
        cut_off = await outbox.release_expired(session, NOW, every=True)
    assert cut_off > 0
    await post.deliver()
    shown = [len(post.api.shown(chat)) for chat in range(1, 61)]
    assert min(shown) == 1
    assert sum(shown) <= 60 + cut_off
    assert await post.counts() == (0, 0, 0, 0)


async def test_a_chats_messages_keep_their_order(post: Post) -> None:
    await post.owes(*(alert(7, f"n{number}", incident=number) for number in range(1, 31)))
    await post.deliver()
    assert post.texts(7) == [f"n{number}" for number in range(1, 31)]


async def test_a_full_group_window_does_not_hold_up_others(post: Post) -> None:
    post.gate.pace = Pace(Limits(private_seconds=0.01, total_seconds=0.01, group=5, group_seconds=60))
    await post.owes(*(alert(GROUP, f"n{number}", incident=number) for number in range(1, 41)))
    await post.owes(*(alert(chat, incident=99) for chat in range(1, 41)))
    assert (await post.deliver()).sent == 45
    assert await post.counts() == (35, 0, 0, 0)


async def test_the_real_windows_are_kept_and_an_urgent_alert_overtakes_a_bulk(post: Post) -> None:
    post.gate.pace, post.api.latency = Pace(), 0.03
    post.api.total, post.api.private_meter = Meter(30, 1.0), lambda: Meter(1, 1.0)
    await post.owes(*(alert(chat, priority=Priority.BULK) for chat in range(1, 71)))
    async with asyncio.TaskGroup() as tasks:
        run = tasks.create_task(post.deliver())
        await post.api.until(lambda: len(post.api.calls) >= 15)
        await post.owes(*(alert(chat, priority=Priority.URGENT) for chat in range(901, 906)))
        asked = post.gate.now()
        await post.api.until(lambda: all(post.api.shown(chat) for chat in range(901, 906)))
        waited, sent = post.gate.now() - asked, len(post.api.calls)
    assert run.result().sent == 75
    assert post.api.total.worst <= 30
    assert {call.status for call in post.api.calls} == {200}
    assert waited < 1.0
    assert sent < 60
