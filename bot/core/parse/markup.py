"""HTML to plain text in one linear pass.

No tree is built: items come from strangers, and tree builders take minutes over a hundred thousand nested tags. Every
pattern below stops at the next `<`, so no input makes it slow.
"""

from __future__ import annotations

import re
from html import unescape

from bot.core.parse.charset import strip_controls

MAX_TEXT = 65_536  # characters of an entry that are kept
_MAX_MARKUP = 8 * MAX_TEXT

_REST = r"(?:(?:[^<>\"']|\"[^\"<]*+\"|'[^'<]*+')*+>|[^<>]*+>)"
_BREAK = re.compile(
    r"</?(?:address|article|aside|blockquote|br|center|dd|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|header|hr|li|"
    r"main|nav|ol|p|pre|section|table|tr|ul)(?=[\s/>])" + _REST,
    re.IGNORECASE,
)
_CELL = re.compile(r"</t[dh](?=[\s/>])" + _REST, re.IGNORECASE)
_TAG = re.compile(r"<[a-zA-Z/!?]" + _REST)
_TORN_TAG = re.compile(r"<[a-zA-Z/!?][^<>]*\Z")
_HIDDEN = re.compile(r"<!--|<!\[CDATA\[|<(script|style|template|svg|noscript|iframe)(?=[\s>])", re.IGNORECASE)
_INVISIBLE = "\u00ad\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"  # soft hyphens, directions
_WITHOUT_INVISIBLE = str.maketrans("", "", _INVISIBLE)
# Looking for each of these is ten times faster than one pattern for all of them.
_UNTIDY = (
    "  ",
    " \n",
    "\n ",
    "\n\n\n",
    *"\r\t\v\f\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000",
    *map(chr, range(0x2000, 0x200B)),
)
_MANY_NEWLINES = re.compile(r"\n{3,}")


def plain(markup: str) -> str:
    """The words of an HTML fragment: block tags and <br> are newlines, links keep their text, entities are characters."""
    text = markup[:_MAX_MARKUP]
    if "<" in text:
        text = _without_tags(text)
    if "&" in text:
        text = strip_controls(unescape(text))
    return tidy(text)[:MAX_TEXT]


def tidy(text: str) -> str:
    """Text with single spaces, no more than one blank line, no invisible marks, nothing at the ends."""
    if any(mark in text for mark in _INVISIBLE):
        text = text.translate(_WITHOUT_INVISIBLE)
    if any(sign in text for sign in _UNTIDY):
        text = "\n".join(" ".join(line.split()) for line in text.splitlines())
        text = _MANY_NEWLINES.sub("\n\n", text)
    return text.strip()


def one_line(text: str) -> str:
    """The text with every run of white space as one space."""
    return " ".join(text.split())


def _without_tags(text: str) -> str:
    text = _without_hidden(text)
    if _BREAK.search(text):  # the author breaks lines with tags, so newlines in the source are mere spaces
        text = _BREAK.sub("\n", text.replace("\r", " ").replace("\n", " "))
    text = _CELL.sub(" ", text)
    return _TORN_TAG.sub("", _TAG.sub("", text))


def _without_hidden(text: str) -> str:
    """Comments, scripts, styles and pictures go with all they hold; the marks of CDATA go, its words stay."""
    pieces: list[str] = []
    start = 0
    while found := _HIDDEN.search(text, start):
        pieces.append(text[start : found.start()])
        start = _end_of_hidden(text, found)
    return "".join([*pieces, text[start:]]).replace("]]>", "")


def _end_of_hidden(text: str, found: re.Match[str]) -> int:
    if found.group().upper() == "<![CDATA[":
        return found.end()
    closing = re.compile(f"</{found.group(1)}[^>]*>" if found.group(1) else "-->", re.IGNORECASE)
    end = closing.search(text, found.end())
    return end.end() if end else len(text)
