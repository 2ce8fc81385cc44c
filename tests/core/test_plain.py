"""Telegram HTML read back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.plain import Run, clipped, plain, runs, utf16_units


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<b>18</b> &lt;drones&gt; &amp; more", "18 <drones> & more"),
        ("a < b", "a < b"),
        ("<b>never closed", "never closed"),
        ("closed never</b>", "closed never"),
        ('<a href="https://example.org/?a=1&amp;b=2">here</a>', "here"),
        ("", ""),
    ],
)
def test_the_text_is_what_a_reader_sees(html: str, text: str) -> None:
    assert plain(html) == text


def test_runs_carry_styles_and_addresses() -> None:
    assert runs('<strong>a <i>b</i></strong><a href="https://x.y/">c</a>') == (
        Run("a ", ("b",)),
        Run("b", ("b", "i")),
        Run("c", ("a",), "https://x.y/"),
    )


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    assert isinstance(plain(text), str)


@given(st.text(), st.integers(min_value=1, max_value=30))
def test_a_clipped_text_keeps_the_limit_and_its_beginning(text: str, units: int) -> None:
    cut = clipped(text, units)
    assert utf16_units(cut) <= units
    assert cut == text or text.startswith(cut[:-1])
