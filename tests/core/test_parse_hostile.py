"""Any bytes: entries or a ParseError, and never long."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.errors import ParseError
from bot.core.model import Source
from bot.core.parse import Parsed, parse
from tests.sources import NOW, channel, rss

FEEDS = Path(__file__).parent.parent / "feeds"
BODIES = [path.read_bytes() for path in sorted([*FEEDS.glob("*.xml"), *FEEDS.glob("*.html")])]
FRAGMENTS = [
    b"<item>", b"</item>", b"<entry>", b"</rss>", b"<![CDATA[", b"]]>", b"<!--", b"-->", b"&", b"&#0;", b"&#xD800;", b"<", b">", b'"',
    b"\0", b"\xff", b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"&a;", b"<pubDate>", b"<guid>", b"xmlns:x='y'", b"<?xml version='9'?>",
    b'data-post="a/1"', b"datetime='x'", b"\xef\xbf\xbf", b"</section>", b"<rdf:RDF", b"charset=utf-7",
]  # fmt: skip


def read(body: bytes, source: Source) -> Parsed | None:
    """What parse gives, checked for what holds of every result; None for a ParseError."""
    try:
        parsed = parse(body, source, content_type=None, seen_at=NOW)
    except ParseError as error:
        sentence = str(error)
    else:
        check(parsed)
        return parsed
    assert "\n" not in sentence
    assert len(sentence) < 200
    return None


def check(parsed: Parsed) -> None:
    """What holds of every result."""
    ids = [entry.id for entry in parsed.entries]
    assert len(ids) == len(set(ids))
    for entry in parsed.entries:
        assert entry.id
        assert len(entry.id) <= 300
        assert entry.url.startswith(("https://", "http://"))
        assert entry.title or entry.text
        assert entry.published_at.utcoffset() is not None
        "".join((entry.id, entry.url, entry.title, entry.text)).encode("utf-8")
        assert "\0" not in entry.id + entry.url + entry.title + entry.text
    assert parsed.skipped >= 0


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    body = bytearray(draw(st.sampled_from(BODIES)))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(body)))
        length = draw(st.sampled_from([0, 0, 1, 5, 80, 400]))
        body[at : at + length] = draw(st.one_of(st.sampled_from(FRAGMENTS), st.binary(max_size=4)))
    return bytes(body)


@settings(max_examples=150, deadline=2_000, suppress_health_check=[HealthCheck.too_slow])
@given(mutated(), st.sampled_from([rss(), channel()]))
def test_a_damaged_body_gives_entries_or_one_sentence(body: bytes, source: Source) -> None:
    read(body, source)


@settings(max_examples=100)
@given(st.binary(max_size=300), st.sampled_from([rss(), channel()]))
def test_any_bytes_give_entries_or_one_sentence(body: bytes, source: Source) -> None:
    read(body, source)


@settings(max_examples=60)
@given(st.data())
def test_a_feed_cut_off_anywhere_gives_only_entries_of_the_whole(data: st.DataObject) -> None:
    body = (FEEDS / "rss.xml").read_bytes()
    whole = {
        (entry.id, entry.content_hash) for entry in parse(body, rss(), content_type=None, seen_at=NOW).entries
    }
    parsed = read(body[: data.draw(st.integers(1, len(body) - 8))], rss())
    if parsed is not None:
        assert parsed.cut_off
        assert {(entry.id, entry.content_hash) for entry in parsed.entries} <= whole


def feed(inside: bytes) -> bytes:
    return b"<rss version='2.0'><channel><title>t</title>" + inside + b"</channel></rss>"


LAUGHS = b"<!DOCTYPE rss [<!ENTITY a 'ha'>" + b"".join(
    b"<!ENTITY %c '%s'>" % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(12)
)
BOMBS = {
    "tags": feed(b"<item><description>" + b"<div>" * 150_000 + b"</description></item>"),
    "escaped tags": feed(b"<item><description>" + b"&lt;div&gt;" * 60_000 + b"</description></item>"),
    "items": feed(b"<item><title>x</title></item>" * 40_000),
    "unclosed items": feed(b"<item>" * 150_000),
    "ampersands": feed(b"<item><title>" + b"&" * 150_000 + b"</title></item>"),
    "laughs": LAUGHS + b"]><rss><channel><item><title>&m;</title></item></channel></rss>",
    "blanks in a tag": feed(b"<item" + b" " * 900_000 + b"><title>x</title></item>"),
    "attributes": feed(
        b"<item " + b" ".join(b"a%d=''" % n for n in range(50_000)) + b"><title>x</title></item>"
    ),
    "a long date": feed(b"<item><title>x</title><pubDate>" + b"1 " * 400_000 + b"</pubDate></item>"),
    "cdata": feed(b"<item><title>x</title></item>" + b"<![CDATA[" * 100_000),
    "comments": feed(b"<item><title>x</title></item>" + b"<!-- " * 200_000),
    "prolog": b"<!-- -" * 100_000 + b"<rss>",
    "doctype": b"<!DOCTYPE " * 50_000,
    "dates in cdata": feed(b"<item><![CDATA[" + b"<pubDate>1" * 60_000 + b"]]></item>"),
    "posts": b"<section class=tgme_channel_history>"
    + b'<div class="tgme_widget_message_wrap"><div class="tgme_widget_message" data-post="zarechye_hq/1">'
    * 5_000,
    "deep post": b'<section class="tgme_channel_history"><div class="tgme_widget_message_wrap">'
    + b"<ul><li>" * 100_000,
}


@pytest.mark.parametrize("name", BOMBS)
@pytest.mark.parametrize("source", [rss(), channel()], ids=["feed", "page"])
def test_a_bomb_is_over_in_seconds(name: str, source: Source) -> None:
    began = perf_counter()
    read(BOMBS[name], source)
    assert perf_counter() - began < 8  # the slowest takes one or two; a quadratic one would take minutes
