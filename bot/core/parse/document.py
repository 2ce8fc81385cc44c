"""What can be known of a feed's text before a parser reads it: its root, its items, whether it is whole.

One linear scan finds where items begin and end (outside CDATA and comments). With it a cut-off document is closed after its
last whole item, a huge one after its 1,000th, and stray ampersands are mended, so that parsers meet well-formed text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.entities import html5

from bot.core.errors import ParseError
from bot.core.problems import Problem, Trouble

MAX_ITEMS = 1_000
_MAX_STRAYS = 200_000

_PROLOG = re.compile(
    r"\s*+(?:<\?[^>]*+>\s*+|<!--(?:[^-]|-(?!->))*+-->\s*+|<!DOCTYPE[^\[>]*+(?:\[[^\]]*+\]\s*+)?>\s*+)*+",
    re.IGNORECASE,
)
_START = re.compile(r"<[?!A-Za-z_]")
_ROOT = re.compile(r"<([A-Za-z_][\w.:-]{0,60})")
_MARK = re.compile(
    r"<!\[CDATA\[|<!--|<(/?)(?:[A-Za-z_][\w.-]{0,30}:)?(?:item|entry)(?=[\s/>])", re.IGNORECASE
)
_STRAY = re.compile(
    r"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});)(?:([A-Za-z][A-Za-z0-9]{1,31};))?"
)
# Parsers compare every attribute of an element with every other one.
_OVERGROWN = re.compile(
    r"<[A-Za-z_][\w:.-]*+(?:\s++[^\s<>=/\"']++(?:\s*+=\s*+(?:\"[^\"<]*+\"|'[^'<]*+'|[^\s<>\"']++))?+){500}"
)
_FEED_ROOTS = frozenset({"rss", "feed", "rdf", "channel"})
_PAGE_ROOTS = frozenset(
    {"html", "head", "body", "script", "meta", "title", "center", "div", "h1", "p", "a", "br"}
)


@dataclass(frozen=True, slots=True)
class Document:
    """A feed's text, mended, with each whole item's own stretch of it. `lost` items were begun and not finished."""

    text: str
    items: tuple[str, ...]
    lost: int
    cut_off: bool


def read_document(text: str) -> Document:
    """The document in `text`; ParseError with one sentence where there is no feed in it."""
    text = text.strip()
    start = _START.search(text)
    if start is None or text[0] in "{[":
        raise ParseError(_what_it_is(text))
    prolog = _PROLOG.match(text, start.start())
    body = text[prolog.end() :] if prolog else text
    root = _ROOT.match(body)
    _refuse_others(body, root.group(1) if root else None)
    if body.count("&") > _MAX_STRAYS:
        raise ParseError(Problem.of(Trouble.STRAYS))
    if _OVERGROWN.search(body):
        raise ParseError(Problem.of(Trouble.OVERGROWN))
    return _mended(_STRAY.sub(_mend, body), root.group(1) if root else "rss")


def _what_it_is(text: str) -> Problem:
    if not text:
        return Problem.of(Trouble.EMPTY)
    return Problem.of(Trouble.JSON if text[0] in "{[" else Trouble.NOT_XML)


def _refuse_others(body: str, root: str | None) -> None:
    """Raises ParseError for what is plainly something else than a feed."""
    name = (root or "").rpartition(":")[2].lower()
    if name in _PAGE_ROOTS:
        raise ParseError(Problem.of(Trouble.HTML))
    if name not in _FEED_ROOTS and not _MARK.search(body):
        raise ParseError(Problem.of(Trouble.NO_FEED, element=root) if root else _what_it_is("-"))


def _mend(stray: re.Match[str]) -> str:
    """An ampersand that XML refuses: a letter where HTML knows the name, else written out."""
    name = stray.group(1)
    letter = html5.get(name, "") if name else ""
    return letter or f"&amp;{name or ''}"


def _mended(body: str, root: str) -> Document:
    spans, begun = _items(body)
    rest = body[spans[-1][1] :] if spans else body
    cut_off = f"</{root.lower()}" not in rest.lower()
    if cut_off and not spans:
        raise ParseError(Problem.of(Trouble.CUT_OFF))
    if cut_off or len(spans) > MAX_ITEMS:
        spans = spans[:MAX_ITEMS]
        body = _closed(body[: spans[-1][1]], root)
    items = tuple(body[start:stop] for start, stop in spans)
    return Document(
        f'<?xml version="1.0" encoding="utf-8"?>\n{body}', items, begun if cut_off else 0, cut_off
    )


def _closed(body: str, root: str) -> str:
    """The text with its open elements closed: a channel around the items, and the root."""
    lower = body.lower()
    channel = "</channel>" if "<channel" in lower and "</channel" not in lower else ""
    return f"{body}{channel}</{root}>"


def _items(body: str) -> tuple[list[tuple[int, int]], int]:
    """Where each closed item starts and stops, and how many more were begun at the end."""
    spans: list[tuple[int, int]] = []
    start: int | None = None
    at = 0
    while mark := _MARK.search(body, at):
        kind = mark.group()
        if kind.startswith("<!"):
            at = _after(body, "]]>" if kind[2] == "[" else "-->", mark.end())
            continue
        at = _after(body, ">", mark.end())
        if mark.group(1):
            if start is not None:
                spans.append((start, at))
            start = None
        else:
            if start is not None:  # an item that is never closed ends where the next begins
                spans.append((start, mark.start()))
            start = mark.start()
    return spans, int(start is not None)


def _after(body: str, closing: str, start: int) -> int:
    found = body.find(closing, start)
    return len(body) if found < 0 else found + len(closing)
