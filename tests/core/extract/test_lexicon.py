"""What is known of a word, and what of it is remembered."""

from __future__ import annotations

import pytest

from bot.catalog.catalog import Catalog
from bot.core.extract.words import lexicon as module
from bot.core.extract.words.lexicon import Kind, Lexicon


@pytest.fixture(scope="module")
def lexicon(catalog: Catalog) -> Lexicon:
    return catalog.reader._scanner.lexicon


def test_a_word_met_again_is_the_same_value(lexicon: Lexicon) -> None:
    assert lexicon.lex("беспилотника") is lexicon.lex("беспилотника")
    assert lexicon.lexes(["дрон", "дрон"])[0] is lexicon.lex("дрон")


def test_an_endless_word_is_read_and_not_remembered(lexicon: Lexicon) -> None:
    word = "а-" * 5_000 + "дрон"
    assert lexicon.lex(word) is not lexicon.lex(word)
    assert lexicon.lex(word).folded == word


def test_a_full_memory_is_emptied(lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_REMEMBERED", 50)
    for n in range(200):
        lexicon.lex(f"слово{n}")
    assert len(lexicon._memory) <= 50
    assert "uav" in {tag.value for tag in lexicon.lex("дрон").tags}


@pytest.mark.parametrize(
    ("word", "kinds"),
    [
        ("дрон", Kind.MEANS),
        ("12", Kind.COUNTS),
        ("три", Kind.COUNTS),
        ("марта", Kind.DATES),
        ("2024", Kind.DATES | Kind.COUNTS),
        ("Белгород", Kind.PLACE),
        ("Боровского", Kind.PLACE | Kind.ADJECTIVE),
        ("Шапша", Kind.PERSON),
        ("направлении", Kind.FRONT),
        ("зелёный", 0),
    ],
)
def test_a_word_alone_tells_what_may_begin_at_it(lexicon: Lexicon, word: str, kinds: int) -> None:
    assert lexicon.lex(word).kinds & kinds == kinds
    if not kinds:
        assert lexicon.lex(word).kinds == 0
