"""The public preview page of a Telegram channel, t.me/s/NAME: about twenty posts, oldest first.

The page is cut into posts before any tree is built, so that one strange post costs itself only and no page is slow.
"""

from __future__ import annotations

import re
from datetime import datetime
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from bot.core.errors import ParseError
from bot.core.model import Entry, Source
from bot.core.parse.dates import read_date, settle
from bot.core.parse.entries import Parsed
from bot.core.parse.markup import plain
from bot.core.problems import Problem, Trouble

_WRAP = re.compile(r"<div\s[^<>]{0,80}\btgme_widget_message_wrap\b")
_HISTORY = re.compile(r"\btgme_channel_history\b")
_NO_POSTS = re.compile(r"\btme_no_messages_found\b")
_PROFILE = re.compile(r"\btgme_page(?:_\w+)?\b")
_SHOWN = re.compile(r"""<main\s[^<>]{0,80}\bdata-url=["']/(?:s/)?([A-Za-z0-9_]{1,64})""")
_POST = re.compile(r"^([A-Za-z0-9_]{1,64})/(\d{1,18})$")
_MAX_POSTS = 200
_MAX_POST = (
    65_536  # characters of HTML that are read; the longest album with the longest text has a third of it
)


def read_page(text: str, source: Source, seen_at: datetime) -> Parsed:
    """The channel's own posts that have a text; ParseError where the page shows no channel."""
    channel = urlsplit(source.url).path.rstrip("/").rpartition("/")[2]
    _refuse_others(text, channel)
    kept: dict[str, Entry] = {}
    skipped = 0
    for post in _posts(text):
        try:
            entry = _entry(post, channel, source, seen_at)
        except (ValueError, TypeError, OverflowError):
            skipped += 1
            continue
        if entry is not None:
            kept[entry.id] = entry
    cut_off = "</html" not in text[-2_000:].lower() and _WRAP.search(text) is not None
    return Parsed(_whole(list(kept.values()), cut_off), skipped + cut_off, cut_off)


def _posts(text: str) -> list[str]:
    """The HTML of each post; the last brings the end of the page with it, which does no harm."""
    starts = [found.start() for found in _WRAP.finditer(text)]
    stops = [*starts[1:], len(text)]
    return [text[start:stop] for start, stop in zip(starts, stops, strict=False)][-_MAX_POSTS:]


def _whole(entries: list[Entry], cut_off: bool) -> tuple[Entry, ...]:
    """The entries in order of publication, without the last of a page that breaks off within it."""
    if cut_off:
        entries = entries[:-1]
    if cut_off and not entries:
        raise ParseError(Problem.of(Trouble.PAGE_CUT_OFF))
    return tuple(sorted(entries, key=lambda entry: entry.published_at))


def _refuse_others(text: str, channel: str) -> None:
    """Raises ParseError for a page that is not this channel's history."""
    if not _HISTORY.search(text):
        if _PROFILE.search(text):
            raise ParseError(Problem.of(Trouble.NO_PREVIEW))
        if "<" not in text:
            raise ParseError(Problem.of(Trouble.NOT_TELEGRAM))
        raise ParseError(Problem.of(Trouble.NO_CHANNEL))
    shown = _SHOWN.search(text)
    if shown and shown.group(1).lower() != channel.lower():
        raise ParseError(Problem.of(Trouble.OTHER_CHANNEL, shown=shown.group(1), wanted=channel))
    if not _WRAP.search(text) and not _NO_POSTS.search(text):
        raise ParseError(Problem.of(Trouble.NO_POSTS))


def _entry(markup: str, channel: str, source: Source, seen_at: datetime) -> Entry | None:
    """The entry in one post's HTML; None for a service message, another channel's post, or one without text."""
    message = LexborHTMLParser(markup[:_MAX_POST]).css_first("div.tgme_widget_message[data-post]")
    if message is None:
        return None
    post = _POST.match(message.attributes.get("data-post") or "")
    if post is None:
        raise ValueError("a post without a number")
    classes = (message.attributes.get("class") or "").split()
    if post.group(1).lower() != channel.lower() or "service_message" in classes:
        return None
    words = _words(message)
    if not words:
        return None
    published_at = settle(_date(message), seen_at)
    return Entry(
        source_id=source.id,
        id=post.group(2),
        url=f"https://t.me/{post.group(1)}/{post.group(2)}",
        title="",
        text=words,
        published_at=published_at,
        # The page says that a post was edited and not when: now is the latest that it can have been.
        updated_at=seen_at if _edited(message) and seen_at > published_at else None,
    )


def _words(message: LexborNode) -> str:
    """The post's own text: not that of the post it answers, nor of a link's preview, a poll or a label."""
    for node in message.css(".tgme_widget_message_text"):
        if not _within_reply(node, message):
            return plain(node.html or "")
    return ""


def _within_reply(node: LexborNode, message: LexborNode) -> bool:
    step: LexborNode | None = node
    while step is not None and step.mem_id != message.mem_id:
        classes = (step.attributes.get("class") or "").split()
        if "js-message_reply_text" in classes or "tgme_widget_message_reply" in classes:
            return True
        step = step.parent
    return False


def _date(message: LexborNode) -> datetime | None:
    """The post's time; other `time` elements are lengths of videos."""
    node = message.css_first("a.tgme_widget_message_date time[datetime]")
    return read_date(node.attributes.get("datetime")) if node else None


def _edited(message: LexborNode) -> bool:
    meta = message.css_first(".tgme_widget_message_meta")
    return meta is not None and "edited" in meta.text(deep=False).lower()
