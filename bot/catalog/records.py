"""Typed reading of one `[[table]]` record of a data file; every fault names the record's own line."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from enum import StrEnum
from typing import NoReturn, TypeVar

from bot.catalog.toml_lines import TomlFile

Choice = TypeVar("Choice", bound=StrEnum)


class Record:
    """The index-th `[[table]]` of a file."""

    def __init__(self, file: TomlFile, table: str, index: int, body: Mapping[str, object]) -> None:
        self._file, self._table, self._index = file, table, index
        self.body = body

    def fail(self, key: str | None, problem: str, remedy: str) -> NoReturn:
        """Raises the DataError that names the line of that key, or of the record."""
        raise self._file.fault(self._table, self._index, key, problem, remedy)

    def check_keys(self, known: Collection[str]) -> None:
        """A misspelt key is a fault: it would be ignored in silence otherwise."""
        for key in self.body:
            if key not in known:
                self.fail(key, f"unknown key '{key}'", f"Known keys: {', '.join(sorted(known))}.")

    def text(self, key: str) -> str:
        """A text that must be there."""
        value = self.body.get(key)
        if not isinstance(value, str) or not value.strip():
            self.fail(key, f"'{key}' is missing or no text", f'Give it as {key} = "...".')
        return value

    def optional_text(self, key: str) -> str | None:
        """A text that may be left out."""
        return self.text(key) if key in self.body else None

    def texts(self, key: str, *, least: int = 0) -> tuple[str, ...]:
        """A list of at least that many texts."""
        value = self.body.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, str) and each.strip() for each in value):
            self.fail(key, f"'{key}' is no list of texts", f'Give it as {key} = ["...", "..."].')
        if len(value) < least:
            self.fail(key, f"'{key}' is missing or empty", f'Give it as {key} = ["...", "..."].')
        return tuple(value)

    def day(self, key: str) -> date:
        """A day that must be there."""
        value = self.body.get(key)
        if type(value) is not date:
            self.fail(
                key, f"'{key}' is missing or no date", f"Give the day without quotes: {key} = 2024-05-15."
            )
        return value

    def choice(self, key: str, kinds: type[Choice]) -> Choice:
        """One of the values of an enumeration."""
        value = self.text(key)
        if value not in set(kinds):
            self.fail(key, f"unknown {key} '{value}'", f"Use one of: {', '.join(kinds)}.")
        return kinds(value)

    def region(self, regions: Collection[str]) -> str | None:
        """A region code that the gazetteer knows, or none."""
        code = self.optional_text("region")
        if code is not None and code not in regions:
            self.fail(
                "region",
                f"unknown region code '{code}'",
                "Use an ISO 3166-2 code that the gazetteer has, or leave 'region' out.",
            )
        return code


def records(file: TomlFile, table: str) -> list[Record]:
    """All records of the table, at least one."""
    found = file.data.get(table, [])
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise file.fault(
            "", 0, table, f"'{table}' is no list of tables", f"Head each record with [[{table}]]."
        )
    if not found:
        raise file.fault("", 0, None, f"the file has no [[{table}]]", "Restore the file from the repository.")
    return [Record(file, table, index, body) for index, body in enumerate(found)]


def check_tables(file: TomlFile, known: Collection[str]) -> None:
    """A misspelt table is a fault, too."""
    for table in file.data:
        if table not in known:
            wanted = " or ".join(f"[[{name}]]" for name in known)
            raise file.fault(table, 0, None, f"unknown table '{table}'", f"Use {wanted}.")
