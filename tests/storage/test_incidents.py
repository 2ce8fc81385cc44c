from __future__ import annotations

import asyncio
import dataclasses
from datetime import date

from sqlalchemy import event

from bot.core.model import Incident, IncidentKey, MsgType, Period, Report
from storage import changes, incidents
from storage.engine import Sessions, make_engine, make_sessions
from tests.storage.examples import KALUGA, MINUTE, NOON, change, incident, report


async def save(sessions: Sessions, before: Incident | None, after: Incident) -> Incident | None:
    async with sessions.begin() as session:
        return await incidents.save(session, change(before, after))


async def opened(sessions: Sessions, *reports: Report, key: IncidentKey = KALUGA) -> Incident:
    saved = await save(sessions, None, incident(*reports, key=key))
    assert saved is not None
    return saved


async def find(sessions: Sessions, key: IncidentKey = KALUGA) -> Incident | None:
    async with sessions() as session:
        return await incidents.find(session, key)


def key(region: str, day: int, night: bool = True) -> IncidentKey:
    return IncidentKey(region, Period(date(2026, 3, day), night))


async def test_an_incident_comes_back_as_it_was_saved(sessions: Sessions) -> None:
    after = incident(
        report(1), report(2, count=20, silent=True, withdrawn=True), previous=None, announced=True
    )
    saved = await save(sessions, None, after)
    assert saved == dataclasses.replace(after, number=1, revision=1)
    assert await find(sessions) == saved
    async with sessions() as session:
        assert await incidents.by_number(session, 1) == saved
        assert await incidents.by_number(session, 2) is None
        assert await incidents.find(session, key("RU-BRY", 14)) is None


async def test_a_hostile_report_is_stored(sessions: Sessions) -> None:
    bad = report(1)
    bad = dataclasses.replace(
        bad,
        source_name="\x00",
        statements=(dataclasses.replace(bad.statements[0], excerpt='"\x00\ud800\\'), *bad.statements[1:]),
    )
    await opened(sessions, bad)
    found = await find(sessions)
    assert found is not None
    assert found.reports[0].source_name == "\ufffd"
    assert found.reports[0].statements[0].excerpt == '"\x00\ufffd\\'


async def test_a_further_report_makes_the_next_revision(sessions: Sessions) -> None:
    first = await opened(sessions, report(1))
    second = await save(sessions, first, dataclasses.replace(first, reports=(*first.reports, report(2))))
    assert second is not None
    assert (second.number, second.revision, len(second.reports)) == (first.number, 2, 2)
    assert await find(sessions) == second


async def test_an_edited_report_replaces_its_own_and_no_other(sessions: Sessions) -> None:
    first = await opened(sessions, report(1), report(2))
    edited = report(1, count=19, content_hash="edited")
    second = await save(sessions, first, dataclasses.replace(first, reports=(edited, report(2))))
    assert await find(sessions) == second
    assert second is not None
    assert second.reports[0] == edited


async def test_a_report_can_move_to_another_incident(sessions: Sessions) -> None:
    first = await opened(sessions, report(1), report(2))
    other = await opened(sessions, report(2), key=dataclasses.replace(KALUGA, part=1))
    left = await save(sessions, first, dataclasses.replace(first, reports=(report(1),)))
    assert await find(sessions) == left
    async with sessions() as session:
        moved = ("gov-klu", report(2).entry_id)
        assert await incidents.keys_of(session, [moved]) == {moved: {other.key}}


async def test_a_change_that_changes_nothing_stores_nothing(sessions: Sessions) -> None:
    first = await opened(sessions, report(1), report(2))
    again = dataclasses.replace(first, reports=(report(2), report(1)), number=0, revision=0)
    assert await save(sessions, first, again) == first
    assert await find(sessions) == first
    async with sessions() as session:
        assert len(await changes.history(session, first.number)) == 1


async def test_a_key_that_another_writer_took_gives_none(sessions: Sessions) -> None:
    first = await opened(sessions, report(1))
    assert await save(sessions, None, incident(report(2))) is None
    assert await find(sessions) == first


async def test_a_revision_that_another_writer_passed_gives_none(sessions: Sessions) -> None:
    first = await opened(sessions, report(1))
    second = await save(sessions, first, dataclasses.replace(first, reports=(report(1), report(2))))
    assert await save(sessions, first, dataclasses.replace(first, reports=(report(1), report(3)))) is None
    assert await find(sessions) == second


async def test_two_writers_at_once_lose_no_report(database_url: str) -> None:
    """The first writer has read and saved, but not committed, when the second one comes."""
    engines = [make_engine(database_url) for _ in range(2)]  # two processes
    one, two = (make_sessions(engine) for engine in engines)
    await opened(one, report(1))
    saved_first = asyncio.Event()
    second_began = asyncio.Event()

    async def add(sessions: Sessions, number: int, first: bool) -> int:
        """Adds a report as the ingest loop does: find, resolve, save, and all again when the race is lost."""
        for attempt in range(1, 4):
            async with sessions.begin() as session:
                before = await incidents.find(session, KALUGA)
                assert before is not None
                after = dataclasses.replace(before, reports=(*before.reports, report(number)))
                if not first:
                    second_began.set()
                saved = await incidents.save(session, change(before, after))
                if saved is not None and first:
                    saved_first.set()
                    if engines[0].dialect.name == "postgresql":
                        await second_began.wait()  # it has read the old revision and waits for our row
                if saved is not None:
                    return attempt
        raise AssertionError("the race was lost three times")

    async def second() -> int:
        await saved_first.wait()
        return await add(two, 3, first=False)

    attempts = await asyncio.gather(add(one, 2, first=True), second())
    found = await find(one)
    assert found is not None
    assert found.revision == 3
    assert sorted(found.reports, key=lambda r: r.said_at) == [report(1), report(2), report(3)]
    # SQLite lets the second writer read only after the first has committed; PostgreSQL makes it lose and try again
    assert list(attempts) == [1, 1 if engines[0].dialect.name == "sqlite" else 2]
    for engine in engines:
        await engine.dispose()


async def test_ten_writers_who_open_the_same_incident_make_one(sessions: Sessions) -> None:
    async def open_or_add(number: int) -> None:
        while True:
            async with sessions.begin() as session:
                before = await incidents.find(session, KALUGA)
                after = (
                    incident(report(number))
                    if before is None
                    else dataclasses.replace(before, reports=(*before.reports, report(number)))
                )
                if await incidents.save(session, change(before, after)) is not None:
                    return

    await asyncio.gather(*(open_or_add(number) for number in range(10)))
    found = await find(sessions)
    assert found is not None
    assert (found.revision, len(found.reports)) == (10, 10)


async def test_keys_of_an_entry_are_where_it_reports_now(sessions: Sessions) -> None:
    there = key("RU-BRY", 14)
    first = await opened(sessions, report(1))
    await opened(sessions, report(1), report(2), key=there)
    async with sessions() as session:
        ours, theirs = ("gov-klu", report(1).entry_id), ("ria", report(1).entry_id)
        assert await incidents.keys_of(session, [ours, theirs]) == {ours: {KALUGA, there}, theirs: set()}
    await save(sessions, first, dataclasses.replace(first, reports=(report(1, withdrawn=True),)))
    async with sessions() as session:
        assert await incidents.keys_of(session, [ours]) == {ours: {there}}


async def test_recent_incidents_come_newest_first_with_their_reports(sessions: Sessions) -> None:
    old = await opened(sessions, report(1), key=key("RU-KLU", 12))
    new = await opened(sessions, report(5), report(3), key=key("RU-KLU", 13))
    other = await opened(sessions, report(4), key=key("RU-BRY", 13))
    async with sessions() as session:
        assert await incidents.recent(session, "RU-KLU", NOON, 10) == [new, old]
        assert await incidents.recent(session, "RU-KLU", NOON + 2 * MINUTE, 10) == [new]
        assert await incidents.recent(session, None, NOON, 10) == [new, other, old]
        assert await incidents.recent(session, None, NOON, 1) == [new]
        assert await incidents.recent(session, "RU-TUL", NOON, 10) == []


async def test_many_incidents_are_loaded_in_two_statements(sessions: Sessions) -> None:
    keys = [key(f"RU-{n}", 13) for n in range(30)]
    for one in keys:
        await opened(sessions, report(1), report(2), key=one)
    executed: list[str] = []
    sync = sessions._writing.sync_engine
    event.listen(sync, "before_cursor_execute", lambda *args: executed.append(args[2]))
    async with sessions.begin() as session:
        assert set(await incidents.find_all(session, [*keys, KALUGA])) == set(keys)
        assert len(await incidents.recent(session, None, NOON, 30)) == 30
    assert len([statement for statement in executed if statement.startswith("SELECT")]) == 4


async def test_the_incident_before_is_of_the_nearest_earlier_period(sessions: Sessions) -> None:
    numbers = {}
    for day, night in ((12, False), (13, True), (13, False), (15, True)):
        numbers[day, night] = (await opened(sessions, report(1), key=key("RU-KLU", day, night))).number
    await opened(sessions, report(1), key=key("RU-BRY", 14))
    async with sessions() as session:
        before = {
            (day, night): await incidents.previous_number(session, key("RU-KLU", day, night))
            for day in (12, 13, 14, 15)
            for night in (True, False)
        }
    assert before == {
        (12, True): None,
        (12, False): None,
        (13, True): numbers[12, False],
        (13, False): numbers[13, True],
        (14, True): numbers[13, False],
        (14, False): numbers[13, False],
        (15, True): numbers[13, False],
        (15, False): numbers[15, True],
    }


async def test_numbers_count_up_from_one(sessions: Sessions) -> None:
    found = [(await opened(sessions, report(1), key=key("RU-KLU", day))).number for day in (1, 2, 3)]
    assert found == [1, 2, 3]


async def test_the_log_tells_every_save_with_its_reasons(sessions: Sessions) -> None:
    first = await opened(sessions, report(1))
    await save(sessions, first, dataclasses.replace(first, reports=(report(1, count=19),)))
    async with sessions() as session:
        log = await changes.history(session, first.number)
        assert await changes.history(session, 99) == []
    expected = change(None, first)
    assert [(line.revision, line.msg_type, line.rings) for line in log] == [
        (1, MsgType.ALERT, True),
        (2, MsgType.UPDATE, False),
    ]
    assert log[0].differences == expected.differences
    assert (log[0].reasons, log[0].at, log[0].incident) == (("first report",), NOON, first.number)
