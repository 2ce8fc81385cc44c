"""Cues: short lists of words and phrases that are looked for in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable


class Cues:
    """Phrases, matched at word borders, without case, with ё as е.

    A word that ends in `*` matches all that begin so; a `*` by itself any one word, a `#` a number in digits.
    """

    __slots__ = ("_pattern", "phrases")

    def __init__(self, phrases: Iterable[str]) -> None:
        self.phrases = tuple(phrases)
        bodies = sorted((_body(phrase) for phrase in self.phrases), key=len, reverse=True)
        self._pattern = re.compile(rf"(?<!\w)(?:{'|'.join(bodies)})(?!\w)") if bodies else None

    def find(self, text: str) -> re.Match[str] | None:
        """The first cue in `text`, which must be folded; the match counts in its characters."""
        return self._pattern.search(text) if self._pattern else None


def fold(text: str) -> str:
    """`text` in lower case with ё as е; as long as before, so that places in it stay places."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    return lower.replace("ё", "е").replace("\u00eb", "е")


def _body(phrase: str) -> str:
    return r"\s+".join(
        r"\d+" if word == "#" else re.escape(word.rstrip("*")) + (r"[\w-]*" if word.endswith("*") else "")
        for word in fold(phrase).split()
    )
