"""Near-duplicate texts: a fingerprint of words by which reposts and rewrites of one post are known.

Charikar's simhash over the beginnings of words, so that other endings make no other text; links, handles and the lines by
which channels ask for subscribers are left out. Of its 64 bits the highest stays 0, so that the number fits a signed
column of any database.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+")
_LINK = re.compile(r"\(?https?://\S+|@\w+|\bt\.me/\S+")
_STEM = 5
_SHORT = 3  # words of fewer letters say nothing; numbers count whatever their length
_BITS = 63
_LANE = 16  # bits per counter, so that sums of up to 65,535 words do not spill into the next
_LONGEST = 400  # words; the rest of a long article says little new about whose text it is
_LOW_LANE = (1 << _LANE) - 1


class Signatures:
    """Phrases of the lines by which a channel signs its posts or asks for subscribers; those lines are no text."""

    __slots__ = ("_line",)

    def __init__(self, phrases: Iterable[str]) -> None:
        found = "|".join(map(re.escape, phrases)) or "(?!)"
        self._line = re.compile(rf"^.{{0,80}}(?:{found}).{{0,120}}$", re.MULTILINE)

    def without(self, text: str) -> str:
        """`text`, in small letters, without those lines."""
        return self._line.sub(" ", text)


def text_hash(text: str, signatures: Signatures) -> int:
    """The fingerprint of a text, 0 to 2**63 - 1; 0 for a text without words."""
    words = stems(text, signatures)[:_LONGEST]
    if not words:
        return 0
    sums = sum(map(_lanes, words))
    half = len(words) // 2
    bits = 0
    for place in range(_BITS):
        if (sums >> (place * _LANE)) & _LOW_LANE > half:
            bits |= 1 << place
    return bits


def stems(text: str, signatures: Signatures) -> list[str]:
    """The words that make a text what it is, each by its first letters."""
    plain = _LINK.sub(" ", signatures.without(text.lower().replace("ё", "е")))
    return [word[:_STEM] for word in _WORD.findall(plain) if len(word) >= _SHORT or word.isdigit()]


def distance(one: int, other: int) -> int:
    """In how many bits two fingerprints differ."""
    return (one ^ other).bit_count()


@lru_cache(maxsize=65_536)
def _lanes(word: str) -> int:
    """The word's hash with each bit in a lane of its own."""
    value = int.from_bytes(
        hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big"
    )
    lanes = 0
    for place in range(_BITS):
        if value >> place & 1:
            lanes |= 1 << (place * _LANE)
    return lanes
