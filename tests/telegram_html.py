"""Telegram's HTML, as strictly as its server reads it: for tests that must know whether a text would be accepted."""

from __future__ import annotations

from html import unescape
from html.parser import HTMLParser

_TAGS = {
    "b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "span", "tg-spoiler", "a", "code", "pre", "blockquote",
    "tg-emoji", "tg-time",
}  # fmt: skip
_ATTRIBUTES = {
    "span": {"class"},
    "a": {"href"},
    "code": {"class"},
    "blockquote": {"expandable"},
    "tg-emoji": {"emoji-id"},
    "tg-time": {"unix", "format"},
}
MAX_TEXT = 4096
MAX_ENTITIES = 100


class HtmlError(ValueError):
    """The text is no Telegram HTML; the words are the server's."""


def utf16(text: str) -> int:
    """The length in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def parsed(html: str) -> str:
    """The text as a reader sees it; raises HtmlError where Telegram would refuse it."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    if reader.open:
        raise HtmlError(f"Can't find end tag corresponding to start tag {reader.open[-1]}")
    if reader.entities > MAX_ENTITIES:
        raise HtmlError("more entities than a message keeps")
    return "".join(reader.text).strip()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)  # so that an escaped < and a bare one differ
        self.text: list[str] = []
        self.open: list[str] = []
        self.entities = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _TAGS:
            raise HtmlError(f'Unsupported start tag "{tag}"')
        if strange := {name for name, _ in attrs} - _ATTRIBUTES.get(tag, set()):
            raise HtmlError(f'Unexpected attribute "{min(strange)}"')
        if tag == "blockquote" and tag in self.open:
            raise HtmlError("blockquotes do not nest")
        if {"pre", "code"} & set(self.open) and not (tag == "code" and self.open == ["pre"]):
            raise HtmlError("nothing stands in pre and code")
        self.entities += 1
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1] != tag:
            raise HtmlError(f'Unmatched end tag "{tag}"')
        self.open.pop()

    def handle_data(self, data: str) -> None:
        if "<" in data:
            raise HtmlError("Unsupported start tag")
        self.text.append(data)

    def handle_entityref(self, name: str) -> None:
        self.text.append({"lt": "<", "gt": ">", "amp": "&", "quot": '"'}.get(name, f"&{name};"))

    def handle_charref(self, name: str) -> None:
        self.text.append(unescape(f"&#{name};"))

    def handle_comment(self, data: str) -> None:
        raise HtmlError("Unsupported start tag")

    def handle_decl(self, decl: str) -> None:
        raise HtmlError("Unsupported start tag")

    def unknown_decl(self, data: str) -> None:
        raise HtmlError("Unsupported start tag")

    def handle_pi(self, data: str) -> None:
        raise HtmlError("Unsupported start tag")
