"""Channel pages in the structure that t.me serves, with channels and words of our own."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from bot.core.errors import ParseError
from bot.core.parse import parse
from tests.sources import NOW, channel

FEEDS = Path(__file__).parent.parent / "feeds"
PAGE = (FEEDS / "channel.html").read_text("utf-8")


def read(page: str, url: str = "https://t.me/s/zarechye_hq") -> list[dict[str, object]]:
    parsed = parse(page.encode(), channel(url), content_type="text/html; charset=utf-8", seen_at=NOW)
    return [
        {
            "id": entry.id,
            "url": entry.url,
            "title": entry.title,
            "text": entry.text,
            "published_at": entry.published_at.isoformat(),
            "updated_at": entry.updated_at and entry.updated_at.isoformat(),
        }
        for entry in parsed.entries
    ]


def test_a_page_gives_the_channels_own_posts_that_have_words() -> None:
    assert read(PAGE) == json.loads((FEEDS / "channel.html.json").read_text("utf-8"))["entries"]


def test_the_name_of_a_channel_has_no_case() -> None:
    assert read(PAGE, "https://t.me/s/Zarechye_HQ/") == read(PAGE)


def test_an_empty_channel_has_no_entries() -> None:
    assert read((FEEDS / "channel_empty.html").read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("page", "sentence"),
    [
        ((FEEDS / "channel_no_preview.html").read_text("utf-8"), "the channel has no public preview"),
        (
            PAGE.replace("zarechye_hq", "zarechye_new"),
            "the page shows the channel zarechye_new instead of zarechye_hq",
        ),
        ("<html><body>Are you a robot?</body></html>", "the server sent a page that is no Telegram channel"),
        ("try later", "the body is no Telegram page: it is not HTML"),
        (
            PAGE.split('<div class="tgme_widget_message_wrap')[0] + "</section></main></body></html>",
            "the page shows no posts and does not say that there are none",
        ),
        (PAGE[: PAGE.index("Ракетная")], "the page is cut off before its first whole post"),
    ],
)
def test_a_page_that_shows_no_channel_is_refused_in_one_sentence(page: str, sentence: str) -> None:
    with pytest.raises(ParseError) as caught:
        read(page)
    assert str(caught.value) == sentence


def test_of_a_page_cut_off_within_a_post_the_posts_before_it_are_read() -> None:
    page = PAGE[: PAGE.index("Повреждены две") + 20]
    parsed = parse(page.encode(), channel(), content_type=None, seen_at=NOW)
    assert [entry.id for entry in parsed.entries] == ["201", "202", "203"]
    assert (parsed.cut_off, parsed.skipped) == (True, 1)


def test_a_post_without_a_number_costs_itself_only() -> None:
    parsed = parse(
        PAGE.replace("zarechye_hq/203", "zarechye_hq/none").encode(),
        channel(),
        content_type=None,
        seen_at=NOW,
    )
    assert "203" not in {entry.id for entry in parsed.entries}
    assert (len(parsed.entries), parsed.skipped) == (6, 1)


def test_a_signature_that_reads_edited_is_no_edit() -> None:
    [entry] = [entry for entry in read(PAGE) if entry["id"] == "204"]
    assert entry["updated_at"] is None


def test_a_post_from_a_clock_ahead_of_ours_is_dated_now() -> None:
    future = (NOW + timedelta(hours=2)).isoformat()
    [entry] = [
        entry for entry in read(PAGE.replace("2026-11-20T02:03:04+00:00", future)) if entry["id"] == "202"
    ]
    assert entry["published_at"] == NOW.isoformat()


def test_views_tokens_and_reactions_change_no_entry() -> None:
    other = PAGE.replace("12.1K", "13.4K").replace("eyJj", "eyJk").replace("300</span>", "301</span>")
    assert read(other) == read(PAGE)
