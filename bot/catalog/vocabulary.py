"""Reads config/data/vocabulary.*.toml: the words of the field, by concept, with checks that name file and line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypeAlias

from bot.catalog.toml_lines import TomlFile, read_toml
from bot.core.extract.words.lexicon import DECLENSIONS, Vocabulary
from bot.core.numerals import Numerals
from bot.core.text import fold

Words: TypeAlias = dict[str, tuple[str, ...]]

_ENTRY = re.compile(r"[^\s*=]+(?:\*([a-z]?)|=([sp?]))?")
_ASKED = re.compile(r"[^\s*=]+\*?")
_COUNTS = range(10**9)
_ORDERED = {  # tables whose keys are numbers
    "numbers": _COUNTS,
    "scale": _COUNTS,
    "month": range(1, 13),
    "in_month": range(1, 13),
    "night_to": range(1, 8),
}


def load_vocabulary(paths: Iterable[Path]) -> Vocabulary:
    """One vocabulary of all files; raises DataError for the first fault."""
    marked: Words = {}
    asked: Words = {}
    tails: tuple[str, ...] = ()
    ordered: dict[str, dict[int, tuple[str, ...]]] = {table: {} for table in _ORDERED}
    for path in paths:
        file = read_toml(path)
        for group, body in file.data.items():
            table = _table(file, group, body)
            if group in _ORDERED:
                _take_ordered(file, group, table, ordered[group])
            elif group == "tail":
                tails += _entries(file, group, "any", table.get("any"))
            elif group == "asked":
                for name, words in table.items():
                    _take(file, f"asked.{name}", name, _table(file, f"asked.{name}", words), asked)
            else:
                _take(file, group, group, table, marked)
        _refuse_both(file, marked, asked)
    return Vocabulary(marked, asked, tails, Numerals(*(ordered[table] for table in _ORDERED)))


def _table(file: TomlFile, name: str, body: object) -> Mapping[str, object]:
    if not isinstance(body, dict):
        raise file.fault("", 0, name, f"'{name}' stands outside a table", "Put it under a [group].")
    return body


def _take(file: TomlFile, table: str, group: str, body: Mapping[str, object], words: Words) -> None:
    """Adds the words of one table to those of its concepts."""
    for value, entries in body.items():
        concept = f"{group}.{value}"
        words[concept] = words.get(concept, ()) + _entries(file, table, value, entries)


def _take_ordered(
    file: TomlFile, table: str, body: Mapping[str, object], words: dict[int, tuple[str, ...]]
) -> None:
    """Adds the words of a table whose keys are numbers."""
    for value, entries in body.items():
        known = _ORDERED[table]
        if not value.isdecimal() or int(value) not in known:
            remedy = "Write the value in digits."
            if known is not _COUNTS:
                remedy = f"Use {known[0]} to {known[-1]}."
            raise file.fault(table, 0, value, f"'{value}' is no number of [{table}]", remedy)
        forms = tuple(fold(form) for form in _entries(file, table, value, entries))
        words[int(value)] = words.get(int(value), ()) + forms


def _entries(file: TomlFile, table: str, value: str, entries: object) -> tuple[str, ...]:
    if not isinstance(entries, list) or not all(isinstance(entry, str) for entry in entries):
        raise file.fault(
            table, 0, value, f"'{table}.{value}' is no list of words", 'Write ["word", "stem*m"].'
        )
    for entry in entries:
        if remedy := _fault(table, entry):
            raise file.fault(table, 0, value, f"'{entry}' is no word, stem or phrase", remedy)
    return tuple(entries)


def _fault(table: str, entry: str) -> str | None:
    """How to write the entry right; None if it is."""
    if table == "tail":
        return None if entry.strip() and "*" not in entry else "Write how the phrase begins, without '*'."
    if table.startswith("asked."):
        return None if _ASKED.fullmatch(entry) else "Use 'form' or 'stem*', one word."
    parts = [_ENTRY.fullmatch(word) for word in entry.split()]
    codes = [part.group(1) for part in parts if part and part.group(1)]
    if parts and all(parts) and all(code in DECLENSIONS for code in codes):
        return None
    return f"Use 'form', 'form=p' or 'stem*x', x of {', '.join(DECLENSIONS)}."


def _refuse_both(file: TomlFile, marked: Words, asked: Words) -> None:
    """A concept is either marked or asked about."""
    for concept in sorted(marked.keys() & asked.keys()):
        group, _, value = concept.partition(".")
        problem = f"'{concept}' is a concept of [{group}] too"
        raise file.fault(f"asked.{group}", 0, value, problem, "Give one of the two another name.")
