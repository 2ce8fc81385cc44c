"""Telegram HTML read back: as runs of styled text, and as plain text."""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser

_NAMES = {"strong": "b", "em": "i", "ins": "u", "strike": "s", "del": "s"}


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text with the tags around it (short names, outermost first) and the address it links to."""

    text: str
    tags: tuple[str, ...] = ()
    url: str = ""


def runs(html: str) -> tuple[Run, ...]:
    """The text of a message in stretches of one style. Never raises: what is no tag is text."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return tuple(reader.runs)


def plain(html: str) -> str:
    """The text of a message without its styles, as a reader sees it."""
    return "".join(run.text for run in runs(html))


def clipped(text: str, units: int) -> str:
    """The text cut to so many UTF-16 units, with an ellipsis where it was cut."""
    if utf16_units(text) <= units:
        return text
    kept = text.encode("utf-16-le", "surrogatepass")[: 2 * (units - 1)].decode("utf-16-le", "ignore")
    return kept + "…"


def utf16_units(text: str) -> int:
    """The length as Telegram counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.runs: list[Run] = []
        self._open: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        url = dict(attrs).get("href") or "" if tag == "a" else ""
        self._open.append((_NAMES.get(tag, tag), url))

    def handle_endtag(self, tag: str) -> None:
        name = _NAMES.get(tag, tag)
        for place in reversed(range(len(self._open))):
            if self._open[place][0] == name:
                del self._open[place:]
                return

    def handle_data(self, data: str) -> None:
        url = next((url for _, url in reversed(self._open) if url), "")
        self.runs.append(Run(data, tuple(tag for tag, _ in self._open), url))
