"""The files of words are read whole, and a fault in one is named with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.catalog.vocabulary import load_vocabulary
from bot.core.errors import DataError
from bot.core.extract.words.lexicon import Lexicon

WORDS = """[weapon]
uav = ["дрон*m"]

[numbers]
20 = ["двадцать", "twenty"]
5 = ["five"]

[scale]
12 = ["dozen"]

[month]
5 = ["мая"]

[asked.number]
grown = ["вырос*", "grew"]
"""


def _load(folder: Path, text: str) -> Lexicon:
    path = folder / "vocabulary.xx.toml"
    path.write_text(text, "utf-8")
    return Lexicon(load_vocabulary([path]))


def test_a_word_that_rules_ask_about_is_a_key_and_no_mark(tmp_path: Path) -> None:
    lexicon = _load(tmp_path, WORDS)
    assert "number.grown" in lexicon.lex("Выросло").keys
    assert "number.grown" in lexicon.lex("grew").keys
    assert "number.grown" not in lexicon.lex("grewsome").keys
    assert not lexicon.lex("выросло").tags


def test_numbers_and_months_are_known_by_their_words(tmp_path: Path) -> None:
    lexicon = _load(tmp_path, WORDS)
    assert [lexicon.lex(word).number for word in ("двадцать", "twenty-five", "five-twenty")] == [20, 25, None]
    assert lexicon.lex("мая").month == 5
    assert lexicon.lex("dozen").scale == 12


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('["вырос*"', '["вырос*m"', "no word, stem or phrase"),
        ('["вырос*"', '["вырос до"', "no word, stem or phrase"),
        ('["дрон*m"]', '["дрон*z"]', "no word, stem or phrase"),
        ('["дрон*m"]', '"дрон*m"', "no list of words"),
        ('5 = ["мая"]', '13 = ["мая"]', "no number of [month]"),
        ('12 = ["dozen"]', 'twelve = ["dozen"]', "no number of [scale]"),
        ("[asked.number]\ngrown", "[asked.weapon]\nuav", "a concept of [weapon] too"),
        ("[asked.number]\ngrown", "[asked]\ngrown", "outside a table"),
    ],
)
def test_a_fault_is_named_with_its_line(tmp_path: Path, old: str, new: str, problem: str) -> None:
    text = WORDS.replace(old, new)
    assert text != WORDS
    with pytest.raises(DataError) as caught:
        _load(tmp_path, text)
    assert problem in str(caught.value)
    assert "vocabulary.xx.toml:" in str(caught.value)
