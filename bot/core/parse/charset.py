"""Bytes to text. Publishers lie about charsets, so the bytes are believed before any label.

The order: byte order mark; strict UTF-8; UTF-8 with a few broken bytes; the HTTP header or the XML declaration where the text
they give reads like language; the Cyrillic single-byte charset whose letters do; UTF-8 with replacements.
"""

from __future__ import annotations

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BARE_UTF16 = ((b"<\0?\0", "utf-16-le"), (b"\0<\0?", "utf-16-be"))
_CYRILLIC = ("windows-1251", "koi8-r", "koi8-u", "cp866", "iso8859-5", "mac-cyrillic")
_HTTP_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_XML_ENCODING = re.compile(r"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})", re.IGNORECASE)
_META_CHARSET = re.compile(r"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_CHARSETS = re.compile(r"ascii|big5|cp\d|euc|gb|iso8859|iso2022|koi8|mac|shift|tis|johab|hz|kz")
_RUN = re.compile(r"[а-яёіїєґ]{3,}")
_COMMON = frozenset("оеаинтсрвлкмдпуяы")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_SAMPLE = 200_000  # bytes that a guess looks at
_BROKEN_SHARE = 0.1  # broken bytes among the non-ASCII characters that still make UTF-8
_BONUS = 0.05  # a label wins against an equal guess
_CERTAIN = 0.4  # the share of true Cyrillic is 0.7 and above


def decode(body: bytes, content_type: str | None) -> str:
    """The text of `body`, never failing, without control characters that XML and databases refuse."""
    return strip_controls(_decode(body, content_type))


def strip_controls(text: str) -> str:
    """The text without control characters, lone surrogates and non-characters; tabs and newlines stay."""
    return _CONTROL.sub("", text) if _CONTROL.search(text) else text


def _decode(body: bytes, content_type: str | None) -> str:
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body.decode(name, "replace")
    for mark, name in _BARE_UTF16:
        if body.startswith(mark):
            return body.decode(name, "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return _guess(body, _labels(body, content_type))


def _guess(body: bytes, labels: list[str]) -> str:
    """For bytes that are not wholly UTF-8."""
    sample = body[:_SAMPLE]
    as_utf8 = sample.decode("utf-8", "replace")
    broken = as_utf8.count("\ufffd")
    if broken <= max(1, _BROKEN_SHARE * sum(char > "\x7f" for char in as_utf8)):
        return body.decode("utf-8", "replace")
    scored = [(_likeness(sample, name) + _BONUS, name) for name in labels]
    scored += [(_likeness(sample, name), name) for name in _CYRILLIC]
    score, best = max(scored, key=lambda pair: pair[0])
    if score > _CERTAIN:
        return body.decode(best, "replace")
    return body.decode(labels[0] if labels else "utf-8", "replace")


def _likeness(sample: bytes, charset: str) -> float:
    """How much of the non-ASCII part reads as lower-case Cyrillic words: 0 to 1."""
    text = sample.decode(charset, "replace")
    other = sum(char > "\x7f" for char in text)
    common = sum(char in _COMMON for run in _RUN.findall(text) for char in run)
    return common / other if other else 0.0


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
