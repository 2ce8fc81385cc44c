"""The whole bot on loopback: a recorded night on one side, a Bot API server on the other, the real app between them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.app import App, open_app, serve
from bot.catalog.catalog import Catalog
from bot.catalog.sources import load_sources
from bot.cli.demo import STARTS_AT
from bot.clock import RecordedClock
from bot.core.alerts import Action, Alert, Priority
from bot.demo.night import Night, load_night
from bot.demo.server import NightServer
from bot.telegram_errors import TokenRefusedError
from config.settings import DATA_DIR, load_settings
from storage import inbox, outbox
from storage.engine import Sessions
from tests.bot_messages import Shown
from tests.botapi import BotApi

CHAT = 7


def night_of(catalog: Catalog) -> Night:
    folder = DATA_DIR / "demo"
    return load_night(
        folder / "night.jsonl", load_sources(folder / "sources.toml", catalog.gazetteer.regions), STARTS_AT
    )


def alerts(api: BotApi) -> list[Shown]:
    """What was pushed after the two answers, without the short replies to it."""
    return [shown for shown in api.shown(CHAT)[2:] if shown.reply_to is None]


@asynccontextmanager
async def running(
    database_url: str, catalog: Catalog, api: BotApi, server: NightServer, clock: RecordedClock
) -> AsyncIterator[App]:
    """The bot as `run` starts it, with the night's sources and the test's Bot API server."""
    settings = load_settings(None).model_copy(
        update={
            "bot_token": SecretStr(api.token),
            "bot_api_url": api.url,
            "database_url": SecretStr(database_url),
            "private_hosts": frozenset({"127.0.0.1"}),
        }
    )
    async with (
        open_app(settings, clock, replace(catalog, sources=server.sources)) as app,
        asyncio.TaskGroup() as tasks,
    ):
        tasks.create_task(serve(app))
        await api.until(lambda: api.pollers)
        yield app
        await app.dispatcher.stop_polling()


async def test_from_a_public_feed_to_a_message_in_a_chat_and_an_answer(
    database_url: str, catalog: Catalog
) -> None:
    night = night_of(catalog)
    clock = RecordedClock(night.starts_at)
    async with (
        NightServer(night) as server,
        BotApi() as api,
        running(database_url, catalog, api, server, clock),
    ):
        api.says(CHAT, "/subscribe Калуга")
        await api.until(lambda: api.shown(CHAT))
        assert "Калужская область" in api.shown(CHAT)[0].text

        api.says(CHAT, "/region Kaluga")
        await api.until(lambda: len(api.shown(CHAT)) >= 2)
        assert "Калужская область" in api.shown(CHAT)[1].text

        late = night.starts_at + timedelta(hours=9)
        server.advance(late)
        clock.move(late)
        await api.until(lambda: alerts(api), seconds=30)
        assert "Калужская область" in alerts(api)[0].text
        assert alerts(api)[0].buttons, "an alert has buttons"
        assert all(call.status == 200 for call in api.calls), "no call was refused"


async def test_without_a_subscription_nothing_is_pushed_and_all_posts_are_stored_once(
    database_url: str, catalog: Catalog, tmp_path: Path
) -> None:
    night = night_of(catalog)
    clock = RecordedClock(night.ends_at + timedelta(minutes=10))
    async with NightServer(night) as server, BotApi() as api:
        server.advance(clock())
        for _ in range(2):
            async with running(database_url, catalog, api, server, clock) as app:
                now = clock() + timedelta(hours=1)
                clock.move(now)
                await app.poll(now)
                await app.ingest(now)
                async with app.sessions() as session:
                    counts = await inbox.counts(session)
                visible = sum(len(night.on_page(source, now)) for source in night.sources)
                assert (counts.total, counts.unread, counts.failed) == (visible, 0, 0)
        assert not api.called("sendMessage")


async def test_a_token_that_telegram_takes_back_stops_the_bot_and_what_is_owed_waits(
    sessions: Sessions, database_url: str, catalog: Catalog
) -> None:
    night = night_of(catalog)
    clock = RecordedClock(night.starts_at)
    alert = Alert(
        chat_id=CHAT,
        thread_id=0,
        incident=1,
        revision=1,
        action=Action.SHOW,
        text="a text",
        language="en",
        silent=False,
        priority=Priority.NORMAL,
    )
    with pytest.raises(ExceptionGroup) as caught:  # noqa: PT012 - the bot runs in it
        async with (
            NightServer(night) as server,
            BotApi() as api,
            asyncio.timeout(60),
            running(database_url, catalog, api, server, clock) as app,
        ):
            api.token = "4242:another"
            async with app.sessions.begin() as session:
                await outbox.enqueue(session, [alert], clock())
            await asyncio.Event().wait()
    assert caught.group_contains(TokenRefusedError)
    async with sessions() as session:
        assert (await outbox.counts(session)).pending == 1
