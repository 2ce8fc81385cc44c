"""Telegram HTML that always parses: text is escaped, tags are made here only, and a long message is cut between lines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

LIMIT = (
    4096  # UTF-16 code units that a message may have; counted here with its tags, which is on the safe side
)
ENTITIES = 60  # Telegram drops what comes after the hundredth
_LONGEST_LINK = 300
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\uffff\ud800-\udfff]"
)
_TAG = re.compile(r"<(?:b|i|s|a|blockquote|code)\b")


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a message, already HTML. `kept` lines stay in however long the message is."""

    html: str
    kept: bool = False


def escape(text: str, longest: int = 0) -> str:
    """Text from anywhere as HTML on one line; `longest` cuts it at so many characters."""
    clean = " ".join(_UNSAFE.sub("", text).split())
    if longest and len(clean) > longest:
        clean = clean[: longest - 1].rstrip() + "…"
    return clean.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def bold(html: str) -> str:
    """Bold."""
    return f"<b>{html}</b>"


def italic(html: str) -> str:
    """Italic."""
    return f"<i>{html}</i>"


def struck(html: str) -> str:
    """Struck through: withdrawn."""
    return f"<s>{html}</s>"


def quote(html: str) -> str:
    """A quotation that opens on a tap."""
    return f"<blockquote expandable>{html}</blockquote>"


def link(html: str, url: str) -> str:
    """A link; the bare text where the address is no short web address."""
    if not re.match(r"https?://[^\s\"<>]+$", url) or len(url) > _LONGEST_LINK or _UNSAFE.search(url):
        return html
    return f'<a href="{escape(url)}">{html}</a>'


def units(text: str) -> int:
    """The length of a text as Telegram counts it, in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def fit(rows: Iterable[Row], more: str, limit: int = LIMIT, entities: int = ENTITIES) -> str:
    """The rows as one message under the limits. What does not fit is left out from the end, and `more` stands there."""
    rows = list(rows)
    room = limit - 1 - units(more) - 1
    tags = entities
    for row in rows:
        if row.kept:
            room -= units(row.html) + 1
            tags -= len(_TAG.findall(row.html))
    lines: list[str] = []
    cut = False
    for row in rows:
        if row.kept:
            lines.append(row.html)
            continue
        size, count = units(row.html) + 1, len(_TAG.findall(row.html))
        if cut or size > room or count > tags:
            if not cut:
                lines.append(more)
            cut = True
            continue
        room, tags = room - size, tags - count
        lines.append(row.html)
    return "\n".join(lines).strip("\n")


def paged(
    head: Iterable[str], rows: Iterable[str], limit: int = LIMIT - 200, entities: int = ENTITIES
) -> tuple[str, ...]:
    """All the rows on as many pages as they need. The first page begins with all of `head`, the others with its first line."""
    head = list(head)
    pages: list[list[str]] = [head]
    room, tags = limit - sum(units(row) + 1 for row in head), entities - len(_TAG.findall("".join(head)))
    for row in rows:
        size, count = units(row) + 1, len(_TAG.findall(row))
        if (size > room or count > tags) and pages[-1] != head[:1]:
            pages.append(head[:1])
            room, tags = limit - units(head[0]) - 1, entities - len(_TAG.findall(head[0]))
        pages[-1] = [*pages[-1], row]
        room, tags = room - size, tags - count
    return tuple("\n".join(page).strip("\n") for page in pages)
