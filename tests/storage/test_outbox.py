from __future__ import annotations

import asyncio

import pytest

from bot.core.alerts import Action, Alert, Delivery, Priority
from storage import outbox
from storage.engine import Sessions, make_engine, make_sessions
from storage.outbox import OutboxCounts
from tests.storage.examples import MINUTE, NOON, alert

LEASE = MINUTE
SHOW, NOTE, ROLLUP = Action.SHOW, Action.NOTE, Action.ROLLUP


async def put(sessions: Sessions, *alerts: Alert, minute: int = 0) -> int:
    async with sessions.begin() as session:
        return await outbox.enqueue(session, alerts, NOON + minute * MINUTE)


async def claim(
    sessions: Sessions, limit: int = 100, minute: int = 0, parked: tuple[int, ...] = ()
) -> list[Delivery]:
    async with sessions.begin() as session:
        return await outbox.claim(session, NOON + minute * MINUTE, limit, LEASE, parked)


async def send(sessions: Sessions, message_id: int = 11, minute: int = 0) -> list[Alert]:
    """Claims all that can be sent, and sends it."""
    claimed = await claim(sessions, minute=minute)
    async with sessions.begin() as session:
        for delivery in claimed:
            await outbox.mark_sent(session, delivery.row, message_id, NOON)
    return [delivery.alert for delivery in claimed]


async def counts(sessions: Sessions) -> OutboxCounts:
    async with sessions() as session:
        return await outbox.counts(session)


async def message_of(sessions: Sessions, chat_id: int = -1001) -> int | None:
    async with sessions() as session:
        return await outbox.message_of(session, chat_id, 0, 7)


async def test_an_alert_comes_out_as_it_went_in(sessions: Sessions) -> None:
    given = alert(
        thread_id=5, silent=True, expires_at=NOON + MINUTE, text="<b>\U0001f525</b> «18»", language="en"
    )
    assert await put(sessions, given) == 1
    [delivery] = await claim(sessions)
    assert (delivery.alert, delivery.attempts, delivery.message_id) == (given, 1, None)


async def test_a_repeat_is_harmless_before_and_after_sending(sessions: Sessions) -> None:
    both = (alert(), alert(action=NOTE))
    assert await put(sessions, *both, alert()) == 2
    assert await put(sessions, *both) == 0
    assert await send(sessions) == [both[0]]
    assert await send(sessions) == [both[1]]
    assert await put(sessions, *both) == 0
    assert await send(sessions) == []


async def test_nothing_is_enqueued_of_nothing(sessions: Sessions) -> None:
    assert await put(sessions) == 0
    assert await claim(sessions) == []
    assert await counts(sessions) == OutboxCounts(0, 0, 0, 0, None)


async def test_what_was_claimed_is_not_claimed_again(sessions: Sessions) -> None:
    await put(sessions, *(alert(incident=n) for n in range(1, 6)))
    first, second = await claim(sessions, 3), await claim(sessions, 3)
    assert [d.alert.incident for d in first + second] == [1, 2, 3, 4, 5]
    assert await counts(sessions) == OutboxCounts(0, 5, 0, 0, None)


async def test_two_workers_never_take_the_same_row(database_url: str) -> None:
    engines = [make_engine(database_url) for _ in range(2)]
    workers = [make_sessions(engine) for engine in engines]
    await put(workers[0], *(alert(incident=n) for n in range(1, 61)))

    async def work(sessions: Sessions) -> list[int]:
        taken: list[int] = []
        while rows := await claim(sessions, 4):
            taken += [row.row for row in rows]
        return taken

    taken = [row for rows in await asyncio.gather(*map(work, workers)) for row in rows]
    # on PostgreSQL a worker may find only rows that the other one has just locked, and stop: they are not lost
    taken += [row.row for row in await claim(workers[0])]
    assert len(taken) == len(set(taken)) == 60
    for engine in engines:
        await engine.dispose()


async def test_a_claim_held_open_blocks_no_other_worker_on_postgresql(database_url: str) -> None:
    engines = [make_engine(database_url) for _ in range(2)]
    one, two = (make_sessions(engine) for engine in engines)
    await put(one, alert(incident=1), alert(incident=2))
    async with one.begin() as session:
        [first] = await outbox.claim(session, NOON, 1, LEASE)
        if engines[0].dialect.name == "postgresql":
            async with asyncio.timeout(5):
                assert [d.alert.incident for d in await claim(two)] == [2]
    assert first.alert.incident == 1
    assert [d.alert.incident for d in await claim(two)] == (
        [] if engines[0].dialect.name == "postgresql" else [2]
    )
    for engine in engines:
        await engine.dispose()


async def test_urgent_goes_first_then_the_one_that_waits_longest(sessions: Sessions) -> None:
    await put(sessions, alert(incident=1, priority=Priority.BULK), minute=0)
    await put(sessions, alert(incident=2), minute=2)
    await put(sessions, alert(incident=3), minute=1)
    await put(sessions, alert(incident=4, priority=Priority.URGENT), minute=3)
    assert [d.alert.incident for d in await claim(sessions, 10, minute=3)] == [4, 3, 2, 1]


async def test_a_parked_chat_is_passed_over(sessions: Sessions) -> None:
    await put(sessions, alert(chat_id=1), alert(chat_id=2), alert(chat_id=3))
    assert [d.alert.chat_id for d in await claim(sessions, parked=(1, 3))] == [2]
    assert [d.alert.chat_id for d in await claim(sessions)] == [1, 3]


async def test_a_newer_show_replaces_one_that_still_waits(sessions: Sessions) -> None:
    await put(sessions, alert(1), alert(1, chat_id=2), alert(1, incident=8))
    await put(sessions, alert(3), alert(2))
    sent = await send(sessions)
    assert {(a.chat_id, a.incident, a.revision) for a in sent} == {(-1001, 7, 3), (2, 7, 1), (-1001, 8, 1)}
    assert await send(sessions) == []


async def test_a_show_that_replaces_a_waiting_one_keeps_its_sound_its_haste_and_its_place(
    sessions: Sessions,
) -> None:
    await put(sessions, alert(1, priority=Priority.URGENT, silent=False), minute=0)
    await put(sessions, alert(1, chat_id=2, priority=Priority.URGENT), minute=1)
    await put(sessions, alert(2, priority=Priority.NORMAL, silent=True), minute=2)
    first, second = await send(sessions, minute=2)
    assert (first.chat_id, first.revision, first.priority, first.silent) == (-1001, 2, Priority.URGENT, False)
    assert second.chat_id == 2


async def test_an_older_show_that_comes_late_is_not_sent(sessions: Sessions) -> None:
    await put(sessions, alert(2))
    assert await put(sessions, alert(1)) == 0
    assert [a.revision for a in await send(sessions)] == [2]
    await put(sessions, alert(0))
    assert await send(sessions) == []


async def test_a_show_waits_for_the_one_that_is_being_sent(sessions: Sessions) -> None:
    """Two first messages on one incident would never be put right."""
    await put(sessions, alert(1))
    [first] = await claim(sessions)
    await put(sessions, alert(2))
    assert await claim(sessions) == []
    async with sessions.begin() as session:
        await outbox.mark_sent(session, first.row, 11, NOON)
    [second] = await claim(sessions)
    assert (second.alert.revision, second.message_id) == (2, 11)


async def test_a_note_waits_for_every_open_show_of_its_incident(sessions: Sessions) -> None:
    await put(sessions, alert(1, NOTE, priority=Priority.URGENT), alert(1, priority=Priority.BULK))
    [show] = await claim(sessions)
    assert show.alert.action is SHOW
    assert await claim(sessions) == []
    await put(sessions, alert(2))
    async with sessions.begin() as session:
        await outbox.mark_sent(session, show.row, 11, NOON)
    assert await send(sessions) == [alert(2)]
    [note] = await claim(sessions)
    assert (note.alert.action, note.message_id) == (NOTE, 11)


async def test_notes_of_one_incident_keep_their_order(sessions: Sessions) -> None:
    await put(sessions, alert(1, NOTE))
    await put(sessions, alert(2, NOTE, priority=Priority.URGENT))
    assert [a.revision for a in await send(sessions)] == [1]
    assert [a.revision for a in await send(sessions)] == [2]


async def test_roll_ups_of_a_chat_are_kept_apart_by_their_revision(sessions: Sessions) -> None:
    await put(sessions, alert(1, ROLLUP, incident=0), alert(2, ROLLUP, incident=0))
    assert len(await send(sessions)) == 2
    async with sessions() as session:
        assert await outbox.message_of(session, -1001, 0, 0) is None


async def test_an_expired_alert_is_not_sent(sessions: Sessions) -> None:
    await put(sessions, alert(1, expires_at=NOON + MINUTE), alert(1, NOTE))
    assert [d.alert.action for d in await claim(sessions, minute=2)] == [NOTE]
    assert (await counts(sessions)).pending == 0


async def test_a_show_of_what_the_chat_sees_already_is_not_sent(sessions: Sessions) -> None:
    await put(sessions, alert(1, text="same"))
    await send(sessions)
    await put(sessions, alert(2, text="same"))
    assert await send(sessions) == []
    await put(sessions, alert(3, text="other"))
    assert [a.revision for a in await send(sessions)] == [3]


async def test_a_message_that_the_chat_deleted_is_sent_anew(sessions: Sessions) -> None:
    await put(sessions, alert(1, text="same"))
    await send(sessions, 11)
    assert await message_of(sessions) == 11
    async with sessions.begin() as session:
        await outbox.forget_message(session, -1001, 0, 7)
    assert await message_of(sessions) is None
    await put(sessions, alert(2, text="same"))
    [again] = await claim(sessions)
    assert again.message_id is None


async def test_where_an_incident_is_shown_is_known(sessions: Sessions) -> None:
    await put(sessions, alert(1), alert(1, chat_id=2), alert(1, chat_id=3, incident=8))
    await send(sessions, 11)
    await put(sessions, alert(2, chat_id=2))
    await send(sessions, 11)
    async with sessions() as session:
        found = await outbox.shown(session, 7)
    assert [(one.chat_id, one.message_id, one.revision) for one in found] == [(-1001, 11, 1), (2, 11, 2)]


async def test_a_row_to_be_tried_again_waits_for_its_time(sessions: Sessions) -> None:
    await put(sessions, alert())
    [first] = await claim(sessions)
    async with sessions.begin() as session:
        await outbox.retry(session, first.row, NOON + 2 * MINUTE, "429")
    assert await claim(sessions, minute=1) == []
    [again] = await claim(sessions, minute=2)
    assert (again.row, again.attempts) == (first.row, 2)


async def test_a_row_given_back_was_never_tried(sessions: Sessions) -> None:
    await put(sessions, alert())
    [first] = await claim(sessions)
    async with sessions.begin() as session:
        await outbox.give_back(session, [first.row])
    [again] = await claim(sessions)
    assert again == first


async def test_a_dead_row_rests_and_is_counted(sessions: Sessions) -> None:
    await put(sessions, alert(), alert(chat_id=2), minute=1)
    first, _ = await claim(sessions, minute=1)
    async with sessions.begin() as session:
        await outbox.mark_dead(session, first.row, "chat not found", NOON)
    await put(sessions, alert(chat_id=3), minute=2)
    assert await counts(sessions) == OutboxCounts(1, 1, 1, 0, NOON + 2 * MINUTE)


@pytest.mark.parametrize("action", list(Action))
async def test_an_unknown_outcome_is_tried_once_more_and_then_left(
    sessions: Sessions, action: Action
) -> None:
    await put(sessions, alert(1, action))
    for _ in range(2):
        [row] = await claim(sessions)
        async with sessions.begin() as session:
            await outbox.mark_uncertain(session, row.row, "timed out", NOON)
    assert await claim(sessions) == []
    assert await counts(sessions) == OutboxCounts(0, 0, 0, 1, None)


async def test_rows_of_a_sender_that_died_are_sent_again_however_often(sessions: Sessions) -> None:
    await put(sessions, alert(), alert(chat_id=2, action=NOTE))
    for death in range(5):
        assert len(await claim(sessions, minute=2 * death)) == 2
        async with sessions.begin() as session:
            assert await outbox.release_expired(session, NOON + (2 * death + 1) * MINUTE) == 0
            assert await outbox.release_expired(session, NOON + (2 * death + 2) * MINUTE) == 2
    assert len(await send(sessions, minute=20)) == 2


async def test_at_the_start_of_the_only_sender_every_lease_ends(sessions: Sessions) -> None:
    await put(sessions, alert())
    await claim(sessions)
    async with sessions.begin() as session:
        assert await outbox.release_expired(session, NOON, every=True) == 1
    assert len(await claim(sessions)) == 1


async def test_a_row_that_was_claimed_fifty_times_is_left(sessions: Sessions) -> None:
    await put(sessions, alert())
    async with sessions.begin() as session:
        for _ in range(50):
            assert len(await outbox.claim(session, NOON, 1, LEASE)) == 1
            await outbox.release_expired(session, NOON, every=True)
    assert await counts(sessions) == OutboxCounts(0, 0, 0, 1, None)


async def test_cleaning_keeps_what_is_open_and_what_is_new(sessions: Sessions) -> None:
    await put(sessions, alert(1))
    await send(sessions)
    await put(sessions, alert(2, text="two"), alert(2, NOTE))
    async with sessions.begin() as session:
        assert await outbox.clean(session, NOON) == 0
        assert await outbox.clean(session, NOON + MINUTE) == 1
    assert await message_of(sessions) is None
    assert [a.action for a in await send(sessions)] == [SHOW]


async def test_an_alert_to_many_chats_costs_few_statements(sessions: Sessions) -> None:
    everyone = range(1, 3001)
    assert await put(sessions, *(alert(1, chat_id=chat) for chat in everyone)) == 3000
    assert await put(sessions, *(alert(2, chat_id=chat) for chat in everyone)) == 3000
    found = await counts(sessions)
    assert (found.pending, found.sending) == (3000, 0)
