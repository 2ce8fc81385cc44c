"""The vocabulary and the rules know the same concepts."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from bot.catalog.catalog import vocabulary_files
from bot.catalog.vocabulary import load_vocabulary
from config.settings import DATA_DIR

CODE = Path(__file__).parents[2] / "bot"
VOCABULARY = load_vocabulary(vocabulary_files(DATA_DIR))
CONCEPT_AT = {"says": 1, "says_in": 2, "asked_forms": 0}  # where a call names its concept


def test_every_concept_that_a_rule_asks_about_has_words() -> None:
    groups = {concept.partition(".")[0] for concept in VOCABULARY.words}
    known = {*VOCABULARY.words, *VOCABULARY.asked, *groups}
    assert sorted(set(_asked()) - known) == []


def test_no_word_stands_for_a_concept_that_nothing_asks_about() -> None:
    named = {
        node.value
        for path in CODE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    ours = {concept for concept in VOCABULARY.asked if not concept.startswith("surname.")}
    reported = {f"text.{name}" for name in ("abbreviation", "unit")}
    assert sorted(ours - named - reported) == []


def _asked() -> Iterator[str]:
    for path in (CODE / "core" / "extract").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            found: ast.expr | None = None
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                at = CONCEPT_AT.get(node.func.attr)
                found = None if at is None else node.args[at]
            elif isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.In | ast.NotIn):
                found = node.left
            if isinstance(found, ast.Constant) and isinstance(found.value, str) and "." in found.value:
                yield found.value
