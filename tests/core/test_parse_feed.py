"""Feeds of our own making beside the entries that must come of them, and the clear refusals."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest

from bot.core.errors import ParseError
from bot.core.parse import parse
from tests.sources import NOW, rss

FEEDS = Path(__file__).parent.parent / "feeds"
CASES = sorted(path.name.removesuffix(".json") for path in FEEDS.glob("*.xml.json"))


def moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


@pytest.mark.parametrize("name", CASES)
def test_a_feed_gives_the_entries_beside_it(name: str) -> None:
    expected = json.loads((FEEDS / f"{name}.json").read_text("utf-8"))
    parsed = parse((FEEDS / name).read_bytes(), rss(), content_type=None, seen_at=NOW)
    got = [
        {
            "id": entry.id,
            "url": entry.url,
            "title": entry.title,
            "text": entry.text,
            "published_at": entry.published_at,
            "updated_at": entry.updated_at,
        }
        for entry in parsed.entries
    ]
    for entry in expected["entries"]:
        entry["published_at"], entry["updated_at"] = (
            moment(entry["published_at"]),
            moment(entry["updated_at"]),
        )
    assert got == expected["entries"]
    assert parsed.skipped == expected["skipped"]
    assert parsed.cut_off == expected.get("cut_off", False)
    assert {entry.source_id for entry in parsed.entries} <= {"vesti"}


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"", "the body is empty"),
        (b" \r\n\t", "the body is empty"),
        (
            b"<!DOCTYPE html><html><body>Not found</body></html>",
            "the server sent an HTML page instead of a feed",
        ),
        (b"\n<!-- x -->\n<HTML><head>", "the server sent an HTML page instead of a feed"),
        (b"<script>location='/'</script>", "the server sent an HTML page instead of a feed"),
        (b'{"items": []}', "the server sent JSON instead of a feed"),
        (b"Service unavailable", "the body is no feed: it is not XML"),
        (b"<urlset><url/></urlset>", "the body is no feed: its first element is <urlset>"),
        (b"<rss><channel><title>x</title>", "the feed is cut off before its first whole item"),
        (b"<rss><channel><item><title>only half of", "the feed is cut off before its first whole item"),
        (b"<feed><entry>" + b"&" * 300_000, "the feed is not well-formed: it is full of stray ampersands"),
    ],
)
def test_what_is_no_feed_is_refused_in_one_sentence(body: bytes, sentence: str) -> None:
    with pytest.raises(ParseError) as caught:
        parse(body, rss(), content_type="text/xml", seen_at=NOW)
    assert str(caught.value) == sentence


def item(number: int, extra: str = "") -> str:
    return f"<item><title>n{number}</title><guid>{number}</guid><pubDate>Fri, 20 Nov 2026 10:00:00 GMT</pubDate>{extra}</item>"


def feed(*items: str) -> bytes:
    return f'<rss version="2.0"><channel><title>t</title>{"".join(items)}</channel></rss>'.encode()


def test_one_broken_item_does_not_lose_the_others() -> None:
    body = feed(item(1), "<item><title></title><guid>x</guid></item>", item(2))
    parsed = parse(body, rss(), content_type=None, seen_at=NOW)
    assert ([entry.id for entry in parsed.entries], parsed.skipped) == (["1", "2"], 1)


def test_a_huge_feed_gives_its_first_thousand_items() -> None:
    body = feed(*(item(number) for number in range(1_500)))
    parsed = parse(body, rss(), content_type=None, seen_at=NOW)
    assert {entry.id for entry in parsed.entries} == {str(number) for number in range(1_000)}
    assert not parsed.cut_off


def test_a_long_text_is_cut_and_a_long_id_is_hashed() -> None:
    body = feed(f"<item><guid>{'g' * 5_000}</guid><description>{'слово ' * 50_000}</description></item>")
    [entry] = parse(body, rss(), content_type=None, seen_at=NOW).entries
    assert len(entry.text) == 65_536
    assert entry.id.startswith("hash:")
    assert len(entry.id) < 60


def test_a_feed_that_only_the_thorough_parser_reads_is_read() -> None:
    body = b"<rss><channel><ITEM><Title>upper</Title><LINK>https://a.example/1</LINK></ITEM></channel></rss>"
    [entry] = parse(body, rss(), content_type=None, seen_at=NOW).entries
    assert (entry.title, entry.url) == ("upper", "https://a.example/1")


def test_the_header_names_the_charset_where_the_body_does_not() -> None:
    body = "<rss><channel><item><title>Ö wie Österreich</title></item></channel></rss>".encode("latin-1")
    [entry] = parse(body, rss(), content_type="text/xml; charset=iso-8859-1", seen_at=NOW).entries
    assert entry.title == "Ö wie Österreich"


def test_order_in_the_document_changes_nothing() -> None:
    items = [item(number).replace("10:00:00", f"10:{number:02}:00") for number in range(5)]
    one = parse(feed(*items), rss(), content_type=None, seen_at=NOW)
    other = parse(feed(*reversed(items)), rss(), content_type=None, seen_at=NOW)
    assert one == other


def test_an_item_with_a_shared_guid_no_link_and_no_date_goes_by_its_words() -> None:
    linked = "<item><title>Первая</title><guid>same</guid><link>https://vesti.example/1</link></item>"
    bare = "<item><title>Вторая</title><guid>same</guid></item>"
    parsed = parse(feed(linked, bare), rss(), content_type=None, seen_at=NOW)
    ids = [entry.id for entry in parsed.entries]
    assert all(ids)
    assert len(set(ids)) == 2
