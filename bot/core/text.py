"""Text as the readers see it: words with their places, the gaps between them, and sentences.

Nothing here changes the length of a text: what must not be read (addresses, Markdown signs, subscribe lines) is
blanked with spaces, so that every span found in the cleaned text is a span of the text given.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass
from itertools import accumulate

_WORD = re.compile(r"(\w++(?:[-\u2010\u2011'\u2019\u0301]\w++)*+)")  # of a text without underscores
_ADDRESSES = tuple(  # each with the sign without which a text has none: most texts have none of them
    (sign, re.compile(pattern))
    for sign, pattern in (
        ("](", r"\]\([^()\s]{4,}\)"),
        ("<", r"<[^<>]{1,200}>"),
        ("://", r"https?://[^\s<>)\]]+"),
        ("www.", r"www\.[^\s<>)\]]+"),
        ("t.me/", r"t\.me/[^\s<>)\]]+"),
        ("bit.ly/", r"bit\.ly/[^\s<>)\]]+"),
        ("#", r"#\w*?(?:\d|[a-zа-яё][A-ZА-ЯЁ])\w*"),  # a rubric: words run together, or a number
        ("@", r"[^\s@]{1,64}@[^\s@]{1,100}\.\w+"),
    )
)
_BLANKED = "*_`\u00a0\u200b\ufeff\r"
_LATIN = str.maketrans("abcehkmoptxyi", "авсенкмортхуі")
_CYRILLIC = str.maketrans("авсенкмортхуі", "abcehkmoptxyi")
_CYRILLIC_LETTER = re.compile("[а-яёіїєґ]")
_LATIN_LETTER = re.compile("[a-z]")
_MAY_BE_GLUED = re.compile(r"[А-ЯЁІЇЄ](?<=[a-zа-яёіїє].)")
_GLUED = re.compile(
    r"(?<=[а-яёіїє]{2})(?=[А-ЯЁІЇЄ][А-Яа-яёІЇЄіїє]|[АВИКОСУ]$)|(?<=[a-z]{3})(?=[А-ЯЁІЇЄ][а-яёіїє])"
)


class Gap:
    """What stands between two words: bits of a plain int, for speed."""

    NONE = 0
    COMMA = 1
    COLON = 2
    SEMICOLON = 4
    DASH = 8
    OPEN = 16  # a bracket
    CLOSE = 32
    LINE = 64
    STOP = 128  # . ! ? …
    BULLET = 256  # a bullet or an emoji that works as one
    QUOTE = 512
    PERCENT = 1024
    SLASH = 2048
    PARAGRAPH = 4096
    DOT = 8192  # a bare full stop: an abbreviation or a sentence's end
    CLOCK = 16384  # exactly ':' or '.': between the halves of a clock time or a date
    PLUS = 32768


_SIGNS = {
    ",": Gap.COMMA,
    ":": Gap.COLON,
    ";": Gap.SEMICOLON,
    "(": Gap.OPEN,
    "[": Gap.OPEN,
    ")": Gap.CLOSE,
    "]": Gap.CLOSE,
    "\n": Gap.LINE,
    "!": Gap.STOP,
    "?": Gap.STOP,
    "…": Gap.STOP,
    ".": Gap.DOT,
    "«": Gap.QUOTE,
    "»": Gap.QUOTE,
    '"': Gap.QUOTE,
    "“": Gap.QUOTE,
    "”": Gap.QUOTE,
    "„": Gap.QUOTE,
    "%": Gap.PERCENT,
    "/": Gap.SLASH,
    "|": Gap.BULLET,
    "+": Gap.PLUS,
}
_DASHES = {"-", "–", "—", "−"}
_SILENT = {
    " ",
    "\t",
    "\u200d",
    "\ufe0f",
    "'",
    "\u2019",
    "#",
    "&",
    "@",
    "$",
    "€",
    "₽",
    "\u0301",
    "=",
    "~",
    "^",
    "\\",
    "‘",
    "<",
    ">",
}


@dataclass(frozen=True, slots=True)
class Words:
    """A text cut into words. `gaps[i]` stands before word i; the last gap ends the text."""

    text: str
    raw: list[str]
    gaps: list[int]
    starts: list[int]
    stops: list[int]

    def __len__(self) -> int:
        return len(self.raw)


class Tails:
    """Phrases of the lines that ask a reader to subscribe: what begins near the start of a line blanks it."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._signs = tuple(phrase[1:] for phrase in phrases)
        starts = "|".join(f"[{phrase[0].upper()}{phrase[0]}]{re.escape(phrase[1:])}" for phrase in phrases)
        self._line = re.compile(rf"^[^\n]{{0,30}}(?:{starts})[^\n]{{0,120}}$", re.MULTILINE)

    def blank(self, text: str) -> str:
        """The text, of equal length, without those lines."""
        found = any(sign in text for sign in self._signs)
        return self._line.sub(_blank, text) if found else text


def clean(text: str, tails: Tails) -> str:
    """The text, of equal length, with tails, addresses and Markdown signs blanked."""
    text = tails.blank(text)
    for sign, address in _ADDRESSES:
        if sign in text:
            text = address.sub(_blank, text)
    for sign in _BLANKED:
        text = text.replace(sign, " ")
    return text


class _Gaps(dict[str, int]):
    """What the characters between two words mean, read once; bounded, for hostile text has many."""

    def __missing__(self, between: str) -> int:
        gap = _read_gap(between)
        if len(self) < 20_000 and len(between) < 40:
            self[between] = gap
        return gap


gap_of = _Gaps().__getitem__


def _read_gap(between: str) -> int:
    found = Gap.NONE
    for sign in between:
        if sign in _SILENT:
            continue
        if sign in _DASHES:
            found |= Gap.DASH
        else:
            found |= _SIGNS.get(sign, Gap.BULLET)
    if between.count("\n") > 1:
        found |= Gap.PARAGRAPH
    if between in {":", "."}:
        found |= Gap.CLOCK
    if "..." in between:
        found |= Gap.STOP
    return found


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def pieces(text: str) -> list[str]:
    """A cleaned text in pieces: gaps and words in turn, gaps first and last; words run together ('СакиДжанкой') are parted."""
    parts = _WORD.split(text)
    return _parted(parts) if _MAY_BE_GLUED.search(text) else parts


def cut(text: str, parts: list[str] | None = None) -> Words:
    """The words of a cleaned text, whose pieces may be at hand.

    Every text passes here, so whatever is done for each word is done by the loops of the interpreter's own library.
    """
    parts = pieces(text.replace("_", " ")) if parts is None else parts
    ends = list(accumulate(map(len, parts)))
    gaps = list(map(gap_of, parts[::2]))
    if "" in parts[2:-1:2]:
        gaps[1:-1] = [
            gap if between else Gap.LINE for gap, between in zip(gaps[1:-1], parts[2:-1:2], strict=True)
        ]
    gaps[-1] |= Gap.PARAGRAPH | Gap.LINE
    return Words(text, parts[1::2], gaps, ends[:-1:2], ends[1::2])


def _parted(parts: list[str]) -> list[str]:
    """Gaps and words in turn, with an empty gap where a word was cut in two."""
    found = parts[:1]
    for word, gap in zip(parts[1::2], parts[2::2], strict=True):
        if len(word) > 7 and not (word.islower() or word[1:].islower()):
            for piece in _GLUED.split(word):
                found += (piece, "")
            found[-1] = gap
        else:
            found += (word, gap)
    return found


def fold(word: str) -> str:
    """The word as dictionaries hold it: lower case, ё as е, no stress mark, one script."""
    low = word.lower().replace("ё", "е").replace("\u00eb", "е").replace("\u0301", "").replace("\u2019", "'")
    low = low.replace("\u2010", "-").replace("\u2011", "-")
    if low.isascii():
        return low
    if _LATIN_LETTER.search(low):
        return "-".join(_one_script(part) for part in low.split("-"))
    return low


def _one_script(part: str) -> str:
    cyrillic = len(_CYRILLIC_LETTER.findall(part))
    latin = len(_LATIN_LETTER.findall(part))
    if not cyrillic or not latin:
        return part
    return part.translate(_LATIN) if cyrillic >= latin else part.translate(_CYRILLIC)


def _run_on(before: str, after: str) -> bool:
    """'на юг.Жителям': a full stop without a space after it, and no address."""
    return len(before) > 2 and before.islower() and not before.isascii() and after[0].isupper()


def ends_sentence(gap: int, before: str, after: str, abbreviations: Container[str]) -> bool:
    """Whether the gap between two raw words ends a sentence, and not one of the (folded) abbreviations."""
    if gap & (Gap.STOP | Gap.LINE):
        return True
    if gap & Gap.BULLET and not gap & (Gap.OPEN | Gap.COMMA) and (after[0].isupper() or after[0].isdigit()):
        return True
    if not gap & Gap.DOT or gap & Gap.COMMA or (gap & Gap.CLOCK and not _run_on(before, after)):
        return False
    if not (after[0].isupper() or after[0].isdigit() or gap & (Gap.QUOTE | Gap.BULLET)):
        return False
    return before.lower() not in abbreviations and not (len(before) == 1 and before.isalpha())
