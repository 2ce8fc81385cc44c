from __future__ import annotations

import dataclasses

from sqlalchemy import event

from bot.core.model import InboxEntry
from storage import inbox
from storage.engine import Sessions
from storage.inbox import InboxCounts, Stored
from tests.storage.examples import MINUTE, NOON, entry


async def put(sessions: Sessions, *entries: object, silent: bool = False) -> Stored:
    async with sessions.begin() as session:
        return await inbox.put(session, entries, NOON, silent)  # type: ignore[arg-type]


async def unread(sessions: Sessions, limit: int = 100) -> list[InboxEntry]:
    async with sessions() as session:
        return await inbox.next_unread(session, limit)


async def test_entries_come_out_as_they_went_in_oldest_first(sessions: Sessions) -> None:
    given = [entry(n, title="Заголовок", updated_at=NOON + n * MINUTE) for n in (3, 1, 2)]
    assert await put(sessions, *given) == Stored(new=3, changed=0, same=0)
    found = await unread(sessions)
    assert [waiting.entry for waiting in found] == [given[1], given[2], given[0]]
    assert {waiting.seen_at for waiting in found} == {NOON}
    assert await unread(sessions, 1) == found[:1]


async def test_a_repeat_is_harmless(sessions: Sessions) -> None:
    await put(sessions, entry(1))
    assert await put(sessions, entry(1), entry(1), entry(2)) == Stored(new=1, changed=0, same=2)
    assert len(await unread(sessions)) == 2


async def test_the_same_id_of_another_source_is_another_entry(sessions: Sessions) -> None:
    assert await put(sessions, entry(1), entry(1, source_id="ria")) == Stored(new=2, changed=0, same=0)


async def test_an_edit_is_a_further_version_and_comes_after_the_first(sessions: Sessions) -> None:
    edited = entry(1, text="19", updated_at=NOON + 5 * MINUTE, content_hash="")
    assert await put(sessions, edited, entry(1)) == Stored(new=1, changed=1, same=0)
    again = entry(1, text="20", content_hash="")
    assert await put(sessions, again, edited) == Stored(new=0, changed=1, same=1)
    assert [waiting.entry for waiting in await unread(sessions)] == [entry(1), edited, again]


async def test_silence_is_kept_with_the_entry(sessions: Sessions) -> None:
    await put(sessions, entry(1), silent=True)
    await put(sessions, entry(2))
    assert [waiting.silent for waiting in await unread(sessions)] == [True, False]


async def test_hostile_text_is_stored_and_known_again(sessions: Sessions) -> None:
    hostile = entry(1, id="a\x00b", title="\ud800", text="\x00" + "я" * 100_000 + "\udfff", content_hash="")
    assert await put(sessions, hostile) == Stored(new=1, changed=0, same=0)
    assert await put(sessions, hostile) == Stored(new=0, changed=0, same=1)
    [found] = await unread(sessions)
    assert found.entry.id == "a\ufffdb"
    assert found.entry.text == "\ufffd" + "я" * 100_000 + "\ufffd"
    assert found.entry.content_hash == hostile.content_hash


async def test_what_was_read_or_failed_waits_no_more(sessions: Sessions) -> None:
    await put(sessions, entry(1), entry(2), entry(3))
    first, second, third = await unread(sessions)
    async with sessions.begin() as session:
        await inbox.mark_read(session, [first.row], NOON)
        await inbox.mark_failed(session, second.row, NOON, "Traceback: …")
    assert await unread(sessions) == [third]
    async with sessions() as session:
        assert await inbox.counts(session) == InboxCounts(unread=1, failed=1, total=3)
        [failed] = await inbox.failed(session)
    assert (failed.row, failed.trace, failed.failed_at) == (second.row, "Traceback: …", NOON)


async def test_an_empty_inbox_counts_nothing(sessions: Sessions) -> None:
    assert await unread(sessions) == []
    assert await put(sessions) == Stored(0, 0, 0)
    async with sessions() as session:
        assert await inbox.counts(session) == InboxCounts(0, 0, 0)


async def test_a_replay_gives_the_same_entries_in_the_same_order_silently(sessions: Sessions) -> None:
    await put(sessions, entry(1), entry(2))
    before = await unread(sessions)
    async with sessions.begin() as session:
        await inbox.mark_read(session, [before[0].row], NOON)
        await inbox.mark_failed(session, before[1].row, NOON, "fault")
        assert await inbox.mark_unread(session, NOON + MINUTE) == 0
        assert await inbox.mark_unread(session) == 2
    assert await unread(sessions) == [dataclasses.replace(one, silent=True) for one in before]


async def test_a_tombstone_has_no_text_and_is_neither_new_nor_replayed(sessions: Sessions) -> None:
    await put(sessions, entry(1), entry(2))
    first, second = await unread(sessions)
    async with sessions.begin() as session:
        await inbox.mark_read(session, [first.row], NOON)
        assert await inbox.clean(session, NOON) == 0
        assert await inbox.clean(session, NOON + MINUTE) == 1
        assert await inbox.clean(session, NOON + MINUTE) == 0
        assert await inbox.mark_unread(session) == 0
    assert await unread(sessions) == [second]
    assert await put(sessions, entry(1), entry(2)) == Stored(new=0, changed=0, same=2)


async def test_many_entries_cost_few_statements(sessions: Sessions) -> None:
    executed: list[str] = []
    sync = sessions._writing.sync_engine
    event.listen(sync, "before_cursor_execute", lambda *args: executed.append(args[2]))
    given = [entry(n, source_id=f"s{n % 2}") for n in range(1200)]
    assert await put(sessions, *given) == Stored(new=1200, changed=0, same=0)
    assert len([statement for statement in executed if not statement.startswith(("BEGIN", "PRAGMA"))]) <= 5
