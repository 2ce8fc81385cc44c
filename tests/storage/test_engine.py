from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import event, select, text
from sqlalchemy.exc import DBAPIError

from bot.core.errors import ContestedError, StorageError
from storage import health
from storage.engine import Sessions, check, make_engine, make_sessions
from storage.tables import chat
from tests.databases import Postgres
from tests.storage.examples import NOON


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+asyncpg"])
async def test_every_spelling_of_postgresql_means_asyncpg(scheme: str) -> None:
    engine = make_engine(f"{scheme}://me:secret@127.0.0.1:1/svodka?sslmode=require")
    assert engine.url.drivername == "postgresql+asyncpg"
    assert dict(engine.url.query) == {"ssl": "require"}
    await engine.dispose()


@pytest.mark.parametrize("scheme", ["sqlite", "sqlite+aiosqlite"])
async def test_an_sqlite_file_gets_its_folder(scheme: str, tmp_path: Path) -> None:
    engine = make_engine(f"{scheme}:///{tmp_path}/a/b/svodka.db")
    await check(engine)
    assert (tmp_path / "a" / "b" / "svodka.db").is_file()
    await engine.dispose()


@pytest.mark.parametrize(
    "url",
    ["mysql://me:secret@host/db", "svodka.db", "", "sqlite://", "sqlite:///:memory:", "postgresql://h:x/db"],
)
def test_a_url_that_is_none_of_ours_is_refused_in_one_sentence(url: str) -> None:
    with pytest.raises(StorageError, match=r"^The database URL [^\n]*: use sqlite:///") as caught:
        make_engine(url)
    assert "secret" not in str(caught.value)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match=r"file/data, cannot be made: .*Choose another"):
        make_engine(f"sqlite:///{tmp_path}/file/data/svodka.db")


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"cannot be written: give it and its folder to this user"):
        make_engine(f"sqlite:///{tmp_path}")


async def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "svodka.db").write_text("no database at all, but long enough to be looked at" * 100)
    engine = make_engine(f"sqlite:///{tmp_path}/svodka.db")
    with pytest.raises(StorageError, match="is not an SQLite database"):
        await check(engine)
    await engine.dispose()


async def test_a_server_that_is_not_there_is_named_without_the_password() -> None:
    engine = make_engine("postgresql://me:secret@127.0.0.1:1/svodka")
    with pytest.raises(
        StorageError, match=r"127\.0\.0\.1:1/svodka cannot be reached .*is the server running"
    ) as caught:
        await check(engine)
    assert "secret" not in str(caught.value)
    assert "\n" not in str(caught.value)
    await engine.dispose()


async def test_a_database_that_does_not_exist_is_named(postgres: Postgres) -> None:
    engine = make_engine(postgres.url("nowhere"))
    with pytest.raises(StorageError, match="does not exist: create it"):
        await check(engine)
    await engine.dispose()


async def test_a_wrong_user_is_named(postgres: Postgres) -> None:
    engine = make_engine(postgres.url("postgres").replace("postgres@", "nobody:secret@"))
    with pytest.raises(StorageError, match="refuses the user or the password") as caught:
        await check(engine)
    assert "secret" not in str(caught.value)
    await engine.dispose()


async def test_a_block_that_raises_leaves_nothing(sessions: Sessions) -> None:
    async def fail() -> None:
        async with sessions.begin() as session:
            await health.heartbeat(session, "poll", NOON)
            raise LookupError

    with pytest.raises(LookupError):
        await fail()
    async with sessions() as session:
        assert await health.heartbeats(session) == {}


async def test_a_reading_session_cannot_write_and_a_writing_one_after_it_can(sessions: Sessions) -> None:
    with pytest.raises((StorageError, DBAPIError), match=r"readonly|read-only|cannot be written"):
        async with sessions() as session:
            await health.heartbeat(session, "poll", NOON)
    async with sessions.begin() as session:
        await health.heartbeat(session, "poll", NOON)
    async with sessions() as session:
        assert await health.heartbeats(session) == {"poll": NOON}


async def test_readers_do_not_wait_for_a_writer(sessions: Sessions) -> None:
    async with sessions.begin() as writing:
        await health.heartbeat(writing, "poll", NOON)
        async with asyncio.timeout(2), sessions() as reading:
            assert await health.heartbeats(reading) == {}


async def test_writers_that_read_first_never_find_the_database_locked(empty_database_url: str) -> None:
    """Four queues of writers on two engines, as of two processes: each adds one to what it has read, again and again."""
    engines = [make_engine(empty_database_url) for _ in range(2)]

    async def add(sessions: Sessions) -> None:
        for _ in range(20):
            async with sessions.begin() as session:
                lock = "" if session.get_bind().dialect.name == "sqlite" else " FOR UPDATE"
                known = await session.scalar(text(f"SELECT known FROM counter{lock}"))
                await session.execute(text("UPDATE counter SET known = :known"), {"known": known + 1})

    async with make_sessions(engines[0]).begin() as session:
        await session.execute(text("CREATE TABLE counter (known INTEGER)"))
        await session.execute(text("INSERT INTO counter VALUES (0)"))
    await asyncio.gather(*(add(make_sessions(engine)) for engine in engines for _ in range(2)))
    async with make_sessions(engines[0])() as session:
        assert await session.scalar(text("SELECT known FROM counter")) == 80
    for engine in engines:
        await engine.dispose()


async def test_waiting_writers_of_one_process_come_in_turn(tmp_path: Path) -> None:
    """A writer that begins again at once, as a loop that catches up does, lets those in who came meanwhile."""
    engine = make_engine(f"sqlite:///{tmp_path}/svodka.db")
    sessions = make_sessions(engine)
    order: list[int] = []

    async def write(number: int) -> None:
        async with sessions.begin() as session:
            await session.execute(text("SELECT 1"))
            order.append(number)

    async def catch_up() -> None:
        for _ in range(5):
            await write(0)

    await asyncio.gather(catch_up(), write(1), write(2))
    assert order == [0, 1, 2, 0, 0, 0, 0]
    await engine.dispose()


async def test_sqlite_runs_with_the_settings_that_keep_data(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path}/svodka.db")
    async with engine.connect() as connection:
        found = {
            name: (await connection.exec_driver_sql(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert found == {"journal_mode": "wal", "synchronous": 1, "foreign_keys": 1, "busy_timeout": 10_000}
    await engine.dispose()


async def test_every_connection_is_given_back(sessions: Sessions) -> None:
    open_now = 0

    def count(by: int) -> None:
        nonlocal open_now
        open_now += by

    pool = sessions._writing.sync_engine.pool
    event.listen(pool, "checkout", lambda *_: count(1))
    event.listen(pool, "checkin", lambda *_: count(-1))
    async with sessions.begin() as session:
        await session.execute(select(chat))
    async with sessions() as session:
        await session.execute(select(chat))
    assert open_now == 0


async def test_a_deadlock_may_be_tried_again(postgres: Postgres, postgres_database: str) -> None:
    engine = make_engine(postgres.url(postgres_database))
    sessions = make_sessions(engine)
    async with sessions.begin() as session:
        for name in ("one", "two"):
            await health.heartbeat(session, name, NOON)
    both_hold_one = asyncio.Barrier(2)

    async def beat(*names: str) -> str:
        try:
            async with sessions.begin() as session:
                await session.execute(text("SET LOCAL deadlock_timeout = '10ms'"))
                await health.heartbeat(session, names[0], NOON)
                await both_hold_one.wait()
                await health.heartbeat(session, names[1], NOON)
        except ContestedError:
            return "contested"
        return "stored"

    assert sorted(await asyncio.gather(beat("one", "two"), beat("two", "one"))) == ["contested", "stored"]
    await engine.dispose()
