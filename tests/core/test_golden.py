"""Messages as subscribers read them: drawn by tests.core.scenes, read by eye, and kept."""

from __future__ import annotations

import pytest

from tests.core.scenes import GOLDEN, LANGUAGES, texts
from tests.telegram_html import parsed

TEXTS = {(language, name): text for language in LANGUAGES for name, text in texts(language)}


@pytest.mark.parametrize(("language", "name"), TEXTS)
def test_a_message_reads_as_it_was_kept(language: str, name: str) -> None:
    text = TEXTS[language, name]
    assert text + "\n" == (GOLDEN / f"{name}.{language}.txt").read_text("utf-8")
    assert parsed(text)


def test_nothing_is_kept_that_no_scene_draws() -> None:
    drawn = {f"{name}.{language}.txt" for language, name in TEXTS}
    assert {path.name for path in GOLDEN.glob("*.txt")} == drawn


def test_an_english_message_has_no_russian_but_quotations() -> None:
    for (language, name), text in TEXTS.items():
        if language == "en" and name not in {"sources", "why"}:
            assert not any("а" <= char.lower() <= "я" for char in text), name
