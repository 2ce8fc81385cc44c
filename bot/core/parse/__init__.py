"""Bytes of a feed or a channel's page to entries. Pure; a broken item costs itself only."""

from __future__ import annotations

from datetime import datetime

from bot.core.errors import ParseError
from bot.core.model import Source, SourceKind
from bot.core.parse.charset import decode
from bot.core.parse.entries import Parsed
from bot.core.parse.feed import read_feed
from bot.core.parse.telegram import read_page
from bot.core.problems import Problem, Trouble

__all__ = ["Parsed", "parse"]


def parse(body: bytes, source: Source, *, content_type: str | None, seen_at: datetime) -> Parsed:
    """The entries of a source's answer, oldest first.

    `content_type` is the HTTP header as it came. Entries without a date, or with one ahead of `seen_at`, get `seen_at`.
    Raises ParseError, with one sentence for a person, when the body is no feed, or no page of a public channel.
    """
    if not body.strip():
        raise ParseError(Problem.of(Trouble.EMPTY))
    text = decode(body, content_type)
    read = read_page if source.kind is SourceKind.TELEGRAM else read_feed
    return read(text, source, seen_at)
