"""Bytes to text. Publishers lie about charsets, so the bytes are believed before any label.

The order: byte order mark; strict UTF-8; UTF-8 with a few broken bytes; the HTTP header or the XML declaration where the text
they give reads like language; the Cyrillic single-byte charset whose letters do; UTF-8 with replacements.
"""

from __future__ import annotations

import codecs
import re

_WIDE = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\0?\0", "utf-16-le"),
    (b"\0<\0?", "utf-16-be"),
)
_CONTROL_BYTES = bytes(byte for byte in (*range(0x20), 0x7F) if byte not in b"\t\n\r")
_CYRILLIC = ("windows-1251", "koi8-r", "koi8-u", "cp866", "iso8859-5", "mac-cyrillic")
_HTTP_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_XML_ENCODING = re.compile(r"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})", re.IGNORECASE)
_META_CHARSET = re.compile(r"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_CHARSETS = re.compile(r"ascii|big5|cp\d|euc|gb|iso8859|iso2022|koi8|mac|shift|tis|johab|hz|kz")
_RUN = re.compile(r"[а-яёіїєґ]{3,}")
_COMMON = re.compile("[оеаинтсрвлкмдпуяы]+")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_WORDS = re.compile(rb"[\x80-\xff]{1,40}")
_HIGH = bytes(range(0x80, 0x100))
_SAMPLE = 200_000  # bytes that a guess looks at
_MAX_WORDS = 400  # words that it reads
_BROKEN_SHARE = 0.05  # broken bytes among those above ASCII that still make UTF-8
_BONUS = 0.05  # a label wins against an equal guess
_CERTAIN = 0.4  # the share of true Cyrillic is 0.7 and above


def decode(body: bytes, content_type: str | None) -> str:
    """The text of `body`, never failing, without control characters that XML and databases refuse."""
    wide = next((name for mark, name in _WIDE if body.startswith(mark)), None)
    if wide:
        return strip_controls(body.decode(wide, "replace"))
    body = body.removeprefix(codecs.BOM_UTF8).translate(None, _CONTROL_BYTES)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return strip_controls(_guess(body, _labels(body, content_type)))
    return strip_controls(text) if "\ufffe" in text or "\uffff" in text else text


def strip_controls(text: str) -> str:
    """The text without control characters, lone surrogates and non-characters; tabs and newlines stay."""
    return _CONTROL.sub("", text) if _CONTROL.search(text) else text


def _guess(body: bytes, labels: list[str]) -> str:
    """For bytes that are not wholly UTF-8."""
    start = body[:_SAMPLE]
    high = len(start) - len(start.translate(None, _HIGH))
    if start.decode("utf-8", "replace").count("\ufffd") <= max(1, _BROKEN_SHARE * high):
        return body.decode("utf-8", "replace")
    sample = b" ".join(_WORDS.findall(start)[:_MAX_WORDS])
    best, best_score = labels[0] if labels else "utf-8", _CERTAIN
    for name, bonus in (*((label, _BONUS) for label in labels), *((other, 0.0) for other in _CYRILLIC)):
        score = _likeness(sample, name) + bonus
        if score > best_score:
            best, best_score = name, score
    return body.decode(best, "replace")


def _likeness(sample: bytes, charset: str) -> float:
    """How much of words above ASCII reads as lower-case Cyrillic: 0 to 1."""
    text = sample.decode(charset, "replace")
    letters = len(text) - text.count(" ")
    return sum(map(len, _COMMON.findall("".join(_RUN.findall(text))))) / letters if letters else 0.0


def _labels(body: bytes, content_type: str | None) -> list[str]:
    """Charsets that the answer claims and Python knows, UTF-8 (already refuted) left out."""
    found = [_HTTP_CHARSET.search(content_type or "")]
    head = body[:2000].decode("latin-1")
    found += [_XML_ENCODING.search(head), _META_CHARSET.search(head)]
    named = [match.group(1) for match in found if match]
    return [name for name in dict.fromkeys(map(_known, named)) if name]


def _known(name: str) -> str | None:
    """Python's name of a single- or multi-byte charset; None for unknown ones, for UTF and for codecs that are no charsets."""
    try:
        known = codecs.lookup(name).name
    except (LookupError, ValueError):
        return None
    return known if _CHARSETS.match(known) else None
