from __future__ import annotations

import asyncio
import contextlib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from bot.catalog.places import load_places
from bot.catalog.sources import load_sources
from bot.core.model import Source, SourceKind
from bot.core.parse import parse
from bot.demo import Night, NightServer, load_night, steps

DATA = Path(__file__).parents[2] / "config" / "data"
EVENING = datetime(2026, 10, 14, 17, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def night() -> Night:
    sources = load_sources(DATA / "demo" / "sources.toml", load_places(DATA / "places").regions)
    return load_night(DATA / "demo" / "night.jsonl", sources, EVENING)


async def ask(server: NightServer, request: str) -> tuple[int, dict[str, str], bytes]:
    reader, writer = await asyncio.open_connection("127.0.0.1", urlsplit(server.base).port)
    writer.write(request.encode())
    raw = await reader.read()
    writer.close()
    await writer.wait_closed()
    head, _, body = raw.partition(b"\r\n\r\n")
    status, *lines = head.decode().split("\r\n")
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
    return int(status.split()[1]), headers, body


async def get(server: NightServer, source: Source, etag: str = "") -> tuple[int, dict[str, str], bytes]:
    validator = f"If-None-Match: {etag}\r\n" if etag else ""
    return await ask(server, f"GET {urlsplit(source.url).path} HTTP/1.1\r\nHost: x\r\n{validator}\r\n")


async def test_every_page_of_the_night_parses_to_its_posts(night: Night) -> None:
    async with NightServer(night) as server:
        for moment in [EVENING, EVENING + timedelta(hours=6), list(steps(night))[-1]]:
            server.advance(moment)
            for source in server.sources.values():
                status, headers, body = await get(server, source)
                assert status == 200
                assert int(headers["content-length"]) == len(body)
                parsed = parse(body, source, content_type=headers["content-type"], seen_at=moment)
                assert parsed.skipped == 0
                wanted = night.on_page(source.id, moment)
                assert [(entry.id, entry.published_at, entry.title) for entry in parsed.entries] == [
                    (post.id, post.published_at, post.title) for post in wanted
                ]
                for entry, post in zip(parsed.entries, wanted, strict=True):
                    assert entry.text.split() == post.text.split()
                    assert (entry.updated_at is not None) == (
                        post.edited_at is not None and source.kind is SourceKind.TELEGRAM
                    )


async def test_an_unchanged_page_is_304_until_the_next_post(night: Night) -> None:
    async with NightServer(night) as server:
        source = server.sources["belgorod"]
        _, headers, _ = await get(server, source)
        etag = headers["etag"]
        assert (await get(server, source, etag))[0] == 304
        server.advance(EVENING + timedelta(minutes=11))
        assert (await get(server, source, etag))[0] == 304
        server.advance(EVENING + timedelta(minutes=12))
        status, headers, body = await get(server, source, etag)
        assert status == 200
        assert headers["etag"] != etag
        assert "Ракетная опасность" in body.decode()


async def test_an_edit_changes_the_page(night: Night) -> None:
    [before, after] = [post for post in night.posts if (post.source_id, post.id) == edited(night)]
    async with NightServer(night) as server:
        source = server.sources[before.source_id]
        server.advance(before.seen_from)
        assert before.text in (await get(server, source))[2].decode()
        server.advance(after.seen_from)
        body = (await get(server, source))[2].decode()
        assert after.text in body
        assert before.text not in body


def edited(night: Night) -> tuple[str, str]:
    return next((post.source_id, post.id) for post in night.posts if post.edited_at)


async def test_the_recorded_clock_never_goes_back(night: Night) -> None:
    async with NightServer(night) as server:
        server.advance(EVENING + timedelta(hours=1))
        server.advance(EVENING)
        assert server.now == EVENING + timedelta(hours=1)


async def test_pages_are_the_same_wherever_they_are_served(night: Night) -> None:
    async with NightServer(night) as one, NightServer(night) as two:
        assert one.base != two.base
        for source in night.sources.values():
            assert (await get(one, source))[1]["etag"] == (await get(two, source))[1]["etag"]


async def test_what_is_no_page_and_no_get_is_refused(night: Night) -> None:
    async with NightServer(night) as server:
        assert (await ask(server, "GET /nothing HTTP/1.1\r\n\r\n"))[0] == 404
        assert (await ask(server, "POST /s/demo_mod HTTP/1.1\r\n\r\n"))[0] == 405
        assert (await ask(server, "GARBAGE\r\n\r\n"))[0] == 405


async def test_a_client_that_talks_nonsense_does_not_stop_the_server(night: Night) -> None:
    async with NightServer(night) as server:
        reader, writer = await asyncio.open_connection("127.0.0.1", urlsplit(server.base).port)
        writer.write(b"x" * 40_000)
        writer.write_eof()
        with contextlib.suppress(ConnectionError):
            assert await reader.read() == b"", "there is nothing to say to that"
        writer.close()
        assert (await get(server, server.sources["mod"]))[0] == 200
