"""Bytes to text when nobody tells the truth."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.parse.charset import decode

RU = "В районе потушили пожар, погибших нет, повреждены окна трёх домов."
UK = "У місті лунали вибухи, постраждалих немає, пожежу ліквідовано."
ALARM = "ВНИМАНИЕ! Отбой ракетной опасности объявлен во всех районах области"


@pytest.mark.parametrize("text", [RU, UK, ALARM])
@pytest.mark.parametrize("charset", ["windows-1251", "koi8-u", "utf-8", "utf-16", "utf-8-sig"])
@pytest.mark.parametrize(
    "claimed", [None, "text/xml; charset=iso-8859-1", "text/xml; charset=utf-8", "text/xml; charset=nonsense"]
)
def test_cyrillic_is_read_whatever_the_label_says(text: str, charset: str, claimed: str | None) -> None:
    assert decode(text.encode(charset), claimed) == text


@pytest.mark.parametrize("charset", ["cp866", "iso8859-5", "mac-cyrillic"])
def test_rarer_charsets_are_read_too(charset: str) -> None:
    assert decode(RU.encode(charset), None) == RU


def test_a_true_label_of_another_alphabet_is_believed() -> None:
    for text, charset in (
        ("Grüße aus Köln", "iso-8859-1"),
        ("Zażółć gęślą jaźń", "iso-8859-2"),
        ("警報解除", "shift_jis"),
    ):
        assert decode(text.encode(charset), f"text/xml; charset={charset}") == text


def test_one_broken_byte_costs_one_letter() -> None:
    start, stop = RU[:20].encode(), RU[20:].encode()
    for claimed in (None, "text/xml; charset=windows-1251"):
        assert decode(start + b"\xff" + stop, claimed) == f"{RU[:20]}\ufffd{RU[20:]}"
        assert decode(start + stop + b"\xd0", claimed) == f"{RU}\ufffd"


def test_utf16_without_a_mark_is_known_by_its_first_letters() -> None:
    text = f"<?xml version='1.0'?><a>{RU}</a>"
    assert decode(text.encode("utf-16-le"), None) == text
    assert decode(text.encode("utf-16-be"), None) == text


def test_controls_that_databases_refuse_are_dropped() -> None:
    assert decode(b"a\0b\x0bc\td\n\x7f", None) == "abc\td\n"


@given(
    st.binary(max_size=200),
    st.sampled_from([None, "text/xml; charset=hex", "charset=idna", "charset=utf-7", "charset=cp1251"]),
)
def test_any_bytes_are_some_text(body: bytes, content_type: str | None) -> None:
    text = decode(body, content_type)
    text.encode("utf-8")
    assert "\0" not in text


def test_codecs_that_are_no_charsets_are_not_used() -> None:
    body = codecs.encode(RU.encode("cp1251"), "base64")
    assert decode(body + RU.encode("cp1251"), "text/plain; charset=base64").endswith(RU)
