"""Reads config/data/vocabulary.*.toml: the words of the field, by concept, with checks that name file and line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from bot.catalog.toml_lines import TomlFile, read_toml
from bot.core.extract.lexicon import DECLENSIONS, Vocabulary

_ENTRY = re.compile(r"[^\s*=]+(?:\*([a-z]?)|=([sp?]))?")


def load_vocabulary(paths: Iterable[Path]) -> Vocabulary:
    """One vocabulary of all files; raises DataError for the first fault."""
    words: dict[str, tuple[str, ...]] = {}
    numbers: dict[int, tuple[str, ...]] = {}
    for path in paths:
        file = read_toml(path)
        for group, body in file.data.items():
            if not isinstance(body, dict):
                raise file.fault("", 0, group, f"'{group}' stands outside a table", "Put it under a [group].")
            for value, entries in body.items():
                found = _entries(file, group, value, entries)
                if group == "numbers":
                    number = _number(file, value)
                    numbers[number] = numbers.get(number, ()) + found
                else:
                    concept = f"{group}.{value}"
                    words[concept] = words.get(concept, ()) + found
    return Vocabulary(words, numbers)


def _entries(file: TomlFile, group: str, value: str, entries: object) -> tuple[str, ...]:
    if not isinstance(entries, list) or not all(isinstance(entry, str) for entry in entries):
        raise file.fault(
            group, 0, value, f"'{group}.{value}' is no list of words", 'Write ["word", "stem*m"].'
        )
    for entry in entries:
        parts = [_ENTRY.fullmatch(word) for word in entry.split()]
        codes = [part.group(1) for part in parts if part and part.group(1)]
        if not parts or not all(parts) or any(code not in DECLENSIONS for code in codes):
            raise file.fault(
                group,
                0,
                value,
                f"'{entry}' is no word, stem or phrase",
                f"Use 'form', 'form=p' or 'stem*x', x of {', '.join(DECLENSIONS)}.",
            )
    return tuple(entries)


def _number(file: TomlFile, value: str) -> int:
    if not value.isdecimal():
        raise file.fault("numbers", 0, value, f"'{value}' is no number", "Write the value in digits.")
    return int(value)
