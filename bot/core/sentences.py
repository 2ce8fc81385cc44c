"""Where sentences begin and end, for excerpts and for what the words of a sentence say about time."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container
from dataclasses import dataclass

from bot.core.claims import Span

_END = re.compile(r"\n+|(?<=[.!?…])[\"»”)\]]*\s+(?=[\"«“(\[—–-]?\s*[A-ZА-ЯЁІЇЄҐ0-9\W])")
_LAST_WORD = re.compile(r"([^\W\d_]+)\.$")
_BULLET = re.compile(r"\s*[•·▪▫◾◽🔻🔺🔹🔸📍⏺✅❗⚡—–-]")


@dataclass(frozen=True, slots=True)
class Sentences:
    """The sentences of a text as half-open ranges, in order, without gaps of anything but white space."""

    text: str
    spans: tuple[Span, ...]

    def index(self, at: int) -> int:
        """The number of the sentence that holds a character."""
        return max(0, bisect_right(self.spans, (at, len(self.text) + 1)) - 1)

    def excerpt(self, span: Span) -> str:
        """The sentence that holds the span, or the sentences where it spreads over several."""
        if not self.spans:
            return self.text
        first = self.spans[self.index(span.start)]
        last = self.spans[self.index(max(span.start, span.stop - 1))]
        start, stop = min(first.start, span.start), max(last.stop, span.stop)
        return self.text[start:stop].strip()

    def opens_block(self, index: int) -> bool:
        """Whether the sentence begins a new item of a list, which time words of the items before do not reach."""
        span = self.spans[index]
        return _BULLET.match(self.text, span.start, span.stop) is not None

    def is_heading(self, index: int) -> bool:
        """Whether the sentence announces those that follow."""
        span = self.spans[index]
        return self.text[span.start : span.stop].rstrip("*_ \t").endswith(":")


def split_sentences(text: str, abbreviations: Container[str]) -> Sentences:
    """The sentences of a text: they end at line breaks and at full stops that end no abbreviation."""
    spans: list[Span] = []
    start = 0
    for end in _END.finditer(text):
        if "\n" not in end.group():
            word = _LAST_WORD.search(text, max(start, end.start() - 12), end.start())
            if word and (len(word.group(1)) == 1 or word.group(1).lower() in abbreviations):
                continue
        if text[start : end.start()].strip():
            spans.append(Span(start, end.start()))
        start = end.end()
    if text[start:].strip():
        spans.append(Span(start, len(text)))
    return Sentences(text, tuple(spans))
