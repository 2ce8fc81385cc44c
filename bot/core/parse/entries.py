"""Items as parsers found them, and the entries that they become."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urljoin, urlsplit

from bot.core.model import Entry, Source
from bot.core.parse.charset import strip_controls
from bot.core.parse.dates import read_date, settle
from bot.core.parse.markup import one_line, plain

_MAX_TITLE = 1_000
_MAX_ID = 300
_MAX_URL = 2_000


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a body held: entries, oldest first, and how many items could not be read.

    `cut_off`: the document ends before its end, so that the same address may well hold more.
    """

    entries: tuple[Entry, ...]
    skipped: int
    cut_off: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item as the feed has it: markup unread, dates in the feed's own words."""

    guid: str
    link: str
    title: str
    summary: str
    content: str
    published: str
    updated: str


def to_entries(items: Iterable[Item], source: Source, seen_at: datetime) -> Parsed:
    """Entries with ids that are unique within the document, oldest first."""
    entries: list[tuple[Item, Entry]] = []
    skipped = 0
    for item in items:
        try:
            entries.append((item, _entry(item, source, seen_at)))
        except (ValueError, TypeError, OverflowError):
            skipped += 1
    unique = _newest_of_each(_with_ids(entries))
    return Parsed(tuple(sorted(unique, key=lambda entry: entry.published_at)), skipped)


def _entry(item: Item, source: Source, seen_at: datetime) -> Entry:
    summary, content = plain(item.summary), plain(item.content)
    title = one_line(plain(item.title))[:_MAX_TITLE]
    published = read_date(item.published, source.language)
    updated = read_date(item.updated, source.language)
    published_at = settle(published or updated, seen_at)
    updated_at = settle(updated, seen_at) if updated else None
    text = content if len(content) >= len(summary) else summary
    if not title and not text:
        raise ValueError("nothing to read")
    return Entry(
        source_id=source.id,
        id="",
        url=_url(item, source),
        title=title,
        text=text,
        published_at=published_at,
        updated_at=updated_at if updated_at and updated_at > published_at else None,
    )


def _url(item: Item, source: Source) -> str:
    """The item's own web address, else the source's."""
    for raw in (item.link, item.guid):
        if raw:
            url = strip_controls(urljoin(source.url, raw.replace("&amp;", "&").strip()))
            if urlsplit(url).scheme in {"http", "https"} and len(url) <= _MAX_URL:
                return url
    return source.url


def _with_ids(entries: list[tuple[Item, Entry]]) -> list[Entry]:
    """Each entry with its guid, else its link, else a hash of its words for an id.

    A guid (or a link) that stands for different items is none: those items go by link and date, and by title as well where
    that is not enough. One guid over two versions of one item (same link) stays one id.
    """
    firsts = [item.guid or item.link or entry.content_hash for item, entry in entries]
    links: dict[str, set[str]] = {}
    for key, (item, _) in zip(firsts, entries, strict=True):
        links.setdefault(key, set()).add(item.link)
    everywhere = len(set(firsts)) == 1 < len({entry.content_hash for _, entry in entries})
    plain_ids = [len(links[key]) == 1 and not everywhere for key in firsts]
    seconds = [f"{item.link} {item.published or item.updated}".strip() for item, _ in entries]
    repeated = {key for key, count in Counter(seconds).items() if count > 1}
    named = []
    for first, second, is_plain, (_, entry) in zip(firsts, seconds, plain_ids, entries, strict=True):
        third = f"{second} {entry.title or entry.content_hash}" if second in repeated else second
        named.append(replace(entry, id=_short(first if is_plain else third)))
    return named


def _short(key: str) -> str:
    key = strip_controls(key.strip().replace("&amp;", "&"))
    if len(key) <= _MAX_ID:
        return key
    return "hash:" + hashlib.blake2b(key.encode("utf-8"), digest_size=16).hexdigest()


def _newest_of_each(entries: list[Entry]) -> list[Entry]:
    """One entry an id: the newest version, the first where none is newer."""
    kept: dict[str, Entry] = {}
    for entry in entries:
        held = kept.get(entry.id)
        if held is None or _moment(entry) > _moment(held):
            kept[entry.id] = entry
    return list(kept.values())


def _moment(entry: Entry) -> datetime:
    return entry.updated_at or entry.published_at
