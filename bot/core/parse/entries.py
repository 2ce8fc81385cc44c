"""Items as parsers found them, and the entries that they become."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from urllib.parse import urljoin

from bot.core.model import Entry, Source, content_hash
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


class _Read(NamedTuple):
    """An item whose words and dates have been read."""

    item: Item
    title: str
    text: str
    published_at: datetime
    updated_at: datetime | None
    content_hash: str


def to_entries(items: Iterable[Item], source: Source, seen_at: datetime) -> Parsed:
    """Entries with ids that are unique within the document, oldest first."""
    reads: list[_Read] = []
    skipped = 0
    for item in items:
        try:
            reads.append(_read(item, source.language, seen_at))
        except (ValueError, TypeError, OverflowError):
            skipped += 1
    keys = [key or read.content_hash for key, read in zip(_ids(reads), reads, strict=True)]
    newest = _newest_of_each(keys, reads)
    entries = [_entry(key, read, source) for key, read in newest.items()]
    return Parsed(tuple(sorted(entries, key=lambda entry: entry.published_at)), skipped)


def _read(item: Item, language: str, seen_at: datetime) -> _Read:
    content = plain(item.content)
    summary = content if item.summary == item.content else plain(item.summary)
    text = _longer(content, summary)
    title = one_line(plain(item.title))[:_MAX_TITLE]
    if not title and not text:
        raise ValueError("nothing to read")
    published = read_date(item.published, language)
    updated = read_date(item.updated, language)
    published_at = settle(published or updated, seen_at)
    updated_at = settle(updated, seen_at) if updated else None
    if updated_at and updated_at <= published_at:
        updated_at = None
    return _Read(item, title, text, published_at, updated_at, content_hash(title, text))


def _longer(content: str, summary: str) -> str:
    """The content, unless the summary says more; spaces do not count, for a parser may have made the one of the other."""
    if len(content) >= len(summary) or len("".join(content.split())) >= len("".join(summary.split())):
        return content
    return summary


def _entry(key: str, read: _Read, source: Source) -> Entry:
    return Entry(
        source_id=source.id,
        id=key,
        url=_url(read.item, source),
        title=read.title,
        text=read.text,
        published_at=read.published_at,
        updated_at=read.updated_at,
        content_hash=read.content_hash,
    )


def _url(item: Item, source: Source) -> str:
    """The item's own web address, else the source's."""
    for raw in (item.link, item.guid):
        url = strip_controls(raw.replace("&amp;", "&").strip())
        if url and not url.startswith(("https://", "http://")):
            url = _joined(source.url, url)
        if url and len(url) <= _MAX_URL:
            return url
    return source.url


def _joined(base: str, link: str) -> str:
    """The absolute web address of a link; empty where it is none."""
    try:
        url = urljoin(base, link)
    except ValueError:
        return ""
    return url if url.startswith(("https://", "http://")) else ""


def _ids(reads: list[_Read]) -> list[str]:
    """Each item's guid, else its link, else a hash of its words.

    A guid (or a link) that stands for different items is none: those items go by link and date, and by title as well where
    that is not enough. One guid over two versions of one item (same link) stays one id. Empty where all of these are.
    """
    firsts = [read.item.guid or read.item.link or read.content_hash for read in reads]
    if len(set(firsts)) == len(firsts):
        return [_short(first) for first in firsts]
    links: dict[str, set[str]] = {}
    for first, read in zip(firsts, reads, strict=True):
        links.setdefault(first, set()).add(read.item.link)
    everywhere = len(links) == 1 < len({read.content_hash for read in reads})
    seconds = [f"{read.item.link} {read.item.published or read.item.updated}".strip() for read in reads]
    repeated = {key for key, count in Counter(seconds).items() if count > 1}
    keys = []
    for first, second, read in zip(firsts, seconds, reads, strict=True):
        if len(links[first]) == 1 and not everywhere:
            keys.append(_short(first))
        else:
            keys.append(
                _short(f"{second} {read.title or read.content_hash}" if second in repeated else second)
            )
    return keys


def _short(key: str) -> str:
    key = strip_controls(key.strip().replace("&amp;", "&"))
    if len(key) <= _MAX_ID:
        return key
    return "hash:" + hashlib.blake2b(key.encode("utf-8"), digest_size=16).hexdigest()


def _newest_of_each(keys: list[str], reads: list[_Read]) -> dict[str, _Read]:
    """One item a key: the newest version, the first where none is newer."""
    kept: dict[str, _Read] = {}
    for key, read in zip(keys, reads, strict=True):
        held = kept.get(key)
        if held is None or (read.updated_at or read.published_at) > (held.updated_at or held.published_at):
            kept[key] = read
    return kept
