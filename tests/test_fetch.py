"""The fetcher against a real server on loopback, and its guard against addresses that are nobody's business."""

from __future__ import annotations

import asyncio
import gzip
import socket
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from time import perf_counter
from typing import Any

import pytest

from bot.core.answers import Fetched, NotModified, UnreachableError
from bot.core.errors import FetchError
from bot.core.model import SourceState
from bot.fetch import Fetcher, HostTurns
from tests.sources import NOW, channel, rss
from tests.web import Page, Raw, Web

LOOPBACK = frozenset({"127.0.0.1"})
STATE = SourceState(source_id="vesti", next_poll_at=NOW)
BODY = b"<rss>" + b"x" * 3_000 + b"</rss>"


@pytest.fixture
async def web() -> AsyncIterator[Web]:
    async with Web() as server:
        yield server


@pytest.fixture
async def fetcher() -> AsyncIterator[Fetcher]:
    async with Fetcher(version="9.9", contact="https://svodka.example", private_hosts=LOOPBACK) as one:
        yield one


async def refusal(fetcher: Fetcher, url: str) -> FetchError:
    with pytest.raises(FetchError) as caught:
        await fetcher.get(rss(url), STATE)
    return caught.value


async def test_a_body_comes_with_its_validators_byte_for_byte(web: Web, fetcher: Fetcher) -> None:
    headers = {
        "ETag": 'W/"a b--gzip"',
        "Last-Modified": "yesterday, more or less",
        "Content-Type": "text/xml; charset=koi8-r",
    }
    url = web.put("/feed", Raw(headers=headers, pieces=(BODY,)))
    answer = await fetcher.get(rss(url), STATE)
    assert answer == Fetched(
        body=BODY,
        url=url,
        content_type="text/xml; charset=koi8-r",
        etag='W/"a b--gzip"',
        last_modified="yesterday, more or less",
        max_age=None,
    )
    state = replace(STATE, etag='W/"a b--gzip"', last_modified="yesterday, more or less")
    await fetcher.get(rss(url), state)
    assert web.asked[-1].headers["if-none-match"] == 'W/"a b--gzip"'
    assert web.asked[-1].headers["if-modified-since"] == "yesterday, more or less"


async def test_we_say_who_we_are_and_nothing_else(web: Web, fetcher: Fetcher) -> None:
    url = web.put("/feed", Raw(headers={"Set-Cookie": "id=1"}, pieces=(BODY,)))
    await fetcher.get(rss(url), STATE)
    await fetcher.get(rss(url), STATE)
    headers = dict(web.asked[-1].headers)
    assert headers.pop("user-agent") == "Svodka/9.9 (+https://svodka.example)"
    assert headers.pop("accept-encoding") == "gzip"
    assert "rss" in headers.pop("accept")
    assert headers == {"host": f"127.0.0.1:{web.port}", "connection": "close"}


async def test_304_is_no_change_and_may_bring_new_validators(web: Web, fetcher: Fetcher) -> None:
    page = Page(BODY, headers={"Cache-Control": "max-age=600", "Age": "100"})
    url = web.put("/feed", page)
    answer = await fetcher.get(rss(url), replace(STATE, etag=page.etag))
    assert answer == NotModified(etag=page.etag, last_modified=None, max_age=timedelta(seconds=500))


async def test_304_to_a_question_without_validators_is_an_error(web: Web, fetcher: Fetcher) -> None:
    error = await refusal(fetcher, web.put("/feed", Raw(status=304)))
    assert "304" in str(error)


async def test_a_packed_body_is_unpacked(web: Web, fetcher: Fetcher) -> None:
    two = gzip.compress(BODY[:100]) + gzip.compress(BODY[100:]) + b"\0" * 20
    for coding, packed in (("gzip", gzip.compress(BODY)), ("X-GZIP", two)):
        pieces = tuple(packed[at : at + 50] for at in range(0, len(packed), 50))
        url = web.put("/feed", Raw(headers={"Content-Encoding": coding}, pieces=pieces))
        answer = await fetcher.get(rss(url), STATE)
        assert isinstance(answer, Fetched)
        assert answer.body == BODY


@pytest.mark.parametrize(
    ("answer", "sentence", "permanent"),
    [
        (Raw(status=401), "the server asks for a password (401)", True),
        (Raw(status=403), "the server refuses us (403)", True),
        (
            Raw(status=403, headers={"cf-mitigated": "challenge"}),
            "the site lets only browsers in (a Cloudflare challenge)",
            True,
        ),
        (Raw(status=404), "there is nothing at this address (404)", True),
        (Raw(status=410), "the source is gone for good (410)", True),
        (Raw(status=418), "the server answered with status 418", True),
        (Raw(status=408), "the server answered with status 408", False),
        (Raw(status=204), "the server answered with status 204", False),
        (Raw(status=206, pieces=(b"<rss>",)), "the server answered with status 206", False),
        (Raw(status=429), "the server says that we ask too often (429)", False),
        (Raw(status=500), "the server has trouble of its own (500)", False),
        (Raw(status=302), "the server redirects to nowhere (302)", False),
        (Raw(pieces=(b"<rss>",), length=50), "127.0.0.1 broke off its answer, or it is not HTTP", False),
        (Raw(head=b"ICY 200 OK\r\n\r\n"), "127.0.0.1 broke off its answer, or it is not HTTP", False),
        (Raw(head=b""), "127.0.0.1 broke off its answer, or it is not HTTP", False),
        (
            Raw(headers={"Content-Encoding": "gzip"}, pieces=(b"plain",)),
            "the answer says that it is gzip and is not",
            False,
        ),
        (
            Raw(headers={"Content-Encoding": "gzip"}, pieces=(gzip.compress(BODY)[:-9],)),
            "the packed answer is cut off",
            False,
        ),
        (
            Raw(headers={"Content-Encoding": "gzip, gzip"}, pieces=(b"",)),
            "the server packed its answer as 'gzip, gzip', which was not asked for",
            True,
        ),
        (
            Raw(headers={"Content-Encoding": "br"}, pieces=(b"",)),
            "the server packed its answer as 'br', which was not asked for",
            True,
        ),
        (Raw(pieces=(b"x" * 65_536,), repeat=40), "the answer is larger than 2 MB", True),
        (
            Raw(headers={"Content-Encoding": "gzip"}, pieces=(gzip.compress(b"\0" * 200_000_000),)),
            "the answer is larger than 5 MB",
            True,
        ),
    ],
)  # fmt: skip
async def test_a_bad_answer_is_one_sentence(
    web: Web, fetcher: Fetcher, answer: Raw, sentence: str, permanent: bool
) -> None:
    error = await refusal(fetcher, web.put("/feed", answer))
    assert (str(error), error.permanent) == (sentence, permanent)


async def test_a_server_that_drips_is_left_after_the_total_time(web: Web) -> None:
    async with Fetcher(version="1", private_hosts=LOOPBACK, total=timedelta(seconds=0.2)) as fetcher:
        for answer in (Raw(pieces=(b"<rss>",), hangs=True), Raw(head=b"HTTP/1.1 200 OK\r\nX: ", hangs=True)):
            began = perf_counter()
            error = await refusal(fetcher, web.put("/feed", answer))
            assert str(error) == "127.0.0.1 did not answer in full within 0.2 seconds"
            assert perf_counter() - began < 5


async def test_redirects_are_followed_without_the_first_address_validators(
    web: Web, fetcher: Fetcher
) -> None:
    web.put("/feed", Raw(headers={"ETag": '"theirs"'}, pieces=(BODY,)))
    url = web.put("/old", Raw.redirect("/older", 301), Raw.redirect("/older", 301))
    web.put("/older", Raw.redirect(web.url("/feed"), 308))
    answer = await fetcher.get(rss(url), replace(STATE, etag='"ours"'))
    assert isinstance(answer, Fetched)
    assert (answer.body, answer.url, answer.etag) == (BODY, web.url("/feed"), None)
    assert [asked.headers.get("if-none-match") for asked in web.asked] == ['"ours"', None, None]


async def test_a_loop_of_redirects_ends_after_five(web: Web, fetcher: Fetcher) -> None:
    error = await refusal(fetcher, web.put("/round", Raw.redirect("/round")))
    assert "more than 5 redirects" in str(error)
    assert len(web.asked) == 6


@pytest.mark.parametrize(
    "location",
    ["http://localhost:{port}/", "http://[::1]:{port}/", "http://[::ffff:127.0.0.1]:{port}/", "http://0.0.0.0:{port}/",
     "http://2130706433:{port}/", "http://127.1:{port}/", "http://10.0.0.1/", "http://169.254.169.254/latest/",
     "http://user:pw@localhost:{port}/", "//localhost:{port}/", "http://１２７.0.0.2:{port}/"],
)  # fmt: skip
async def test_a_redirect_cannot_lead_into_a_private_network(
    web: Web, fetcher: Fetcher, location: str
) -> None:
    url = web.put("/feed", Raw.redirect(location.format(port=web.port)))
    error = await refusal(fetcher, url)
    assert error.permanent or "cannot be r" in str(error)
    assert web.paths() == ["/feed"]


@pytest.mark.parametrize(
    "location",
    ["file:///etc/passwd", "ftp://a.example/", "gopher://a.example/", "javascript:x", "http://[::1/"],
)
async def test_a_redirect_leads_to_web_addresses_only(web: Web, fetcher: Fetcher, location: str) -> None:
    error = await refusal(fetcher, web.put("/feed", Raw.redirect(location)))
    assert "no web address" in str(error) or "cannot be read" in str(error)


async def test_a_private_address_is_dialled_only_if_it_was_named(web: Web) -> None:
    url = web.put("/feed", Page(BODY))
    for named, allowed in (
        (frozenset[str](), False),
        (frozenset({"localhost"}), False),
        (frozenset({"127.0.0.1:1"}), False),
        (frozenset({f"127.0.0.1:{web.port}"}), True),
        (LOOPBACK, True),
    ):
        async with Fetcher(version="1", private_hosts=named) as fetcher:
            if allowed:
                assert isinstance(await fetcher.get(rss(url), STATE), Fetched)
            else:
                error = await refusal(fetcher, url)
                assert "private network" in str(error)
                assert error.permanent


async def test_a_name_that_turns_to_a_private_address_is_refused_when_it_is_dialled(
    web: Web, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def resolve(host: str, port: int, **_: Any) -> list[Any]:
        assert host == "rebound.example"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", resolve)
    error = await refusal(fetcher, f"http://rebound.example:{web.port}/")
    assert "private network" in str(error)
    assert web.asked == []


async def test_a_low_port_that_is_not_of_the_web_is_refused(fetcher: Fetcher) -> None:
    error = await refusal(fetcher, "http://mail.example:25/")
    assert str(error) == "port 25 of mail.example is not one of the web"


async def test_an_address_where_nobody_listens_is_one_sentence(fetcher: Fetcher) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
        error = await refusal(fetcher, f"http://127.0.0.1:{port}/")
    assert str(error) == f"127.0.0.1 does not accept a connection on port {port}"
    assert isinstance(error, UnreachableError)
    assert not error.permanent


async def test_https_at_a_server_that_speaks_none_is_one_sentence(fetcher: Fetcher) -> None:
    async def answer(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        error = await refusal(fetcher, f"https://127.0.0.1:{port}/")
    assert str(error) == "127.0.0.1 does not speak TLS as it should"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "vesti.example/feed",
        "file:///etc/passwd",
        "http://",
        "http://a\0b/",
        "http://[::1/",
        "http://" + "a" * 70 + ".example/",
    ],
)
async def test_an_address_that_is_none_is_one_sentence(fetcher: Fetcher, url: str) -> None:
    error = await refusal(fetcher, url)
    assert "\n" not in str(error)


async def test_a_channel_without_preview_is_told_by_its_redirect(web: Web, fetcher: Fetcher) -> None:
    url = web.put("/s/zarechye_hq", Raw.redirect("/zarechye_hq"))
    with pytest.raises(FetchError, match=r"^the channel has no public preview$") as caught:
        await fetcher.get(channel(url), STATE)
    assert caught.value.permanent
    assert web.paths() == ["/s/zarechye_hq"]


async def test_a_host_that_asks_to_wait_is_left_alone_for_all_its_sources(web: Web) -> None:
    clock = [100.0]
    turns = HostTurns(clock=lambda: clock[0])
    busy = web.put("/busy", Raw(status=429, headers={"Retry-After": "120"}), Page(BODY))
    other = web.put("/other", Page(BODY))
    async with Fetcher(version="1", private_hosts=LOOPBACK, turns=turns) as fetcher:
        assert (await refusal(fetcher, busy)).retry_after == timedelta(seconds=120)
        clock[0] += 20
        held = await refusal(fetcher, other)
        assert (str(held), held.retry_after) == ("127.0.0.1 has asked us to wait", timedelta(seconds=100))
        clock[0] += 101
        assert isinstance(await fetcher.get(rss(other), STATE), Fetched)
    assert web.paths() == ["/busy", "/other"]


async def test_no_more_than_two_requests_are_at_one_host_at_once(web: Web, fetcher: Fetcher) -> None:
    urls = [web.put(f"/{number}", Page(BODY)) for number in range(8)]
    async with asyncio.TaskGroup() as group:
        for url in urls:
            group.create_task(fetcher.get(rss(url), STATE))
    assert len(web.asked) == 8
    assert web.most_open <= 3  # the server may not have closed one that we have left


async def test_a_paced_host_is_asked_once_a_second_and_one_at_a_time() -> None:
    clock = [0.0]
    starts: list[float] = []
    inside = 0

    async def sleep(seconds: float) -> None:
        clock[0] += seconds

    turns = HostTurns({"t.me": timedelta(seconds=1)}, clock=lambda: clock[0], sleep=sleep)

    async def ask() -> None:
        nonlocal inside
        async with turns.turn("t.me"):
            inside += 1
            assert inside == 1
            starts.append(clock[0])
            clock[0] += 0.25
            await asyncio.sleep(0)
            inside -= 1

    async with asyncio.TaskGroup() as group:
        for _ in range(4):
            group.create_task(ask())
    assert starts == [0.0, 1.25, 2.5, 3.75]
