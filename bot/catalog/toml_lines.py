"""Reads a TOML file and knows on which line each table and key stands, so that a fault can be named with its line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import tomli

from bot.core.errors import DataError

_HEADER = re.compile(r"^\s*(\[\[?)\s*([^\]]+?)\s*\]\]?")
_KEY = re.compile(r"""^\s*["']?([^"'=\s]+)["']?\s*=""")
_SYNTAX_LINE = re.compile(r"\(at line (\d+)")


@dataclass(frozen=True)
class TomlFile:
    """A parsed file. `name` is how messages call it."""

    name: str
    data: dict[str, object]
    _lines: tuple[str, ...]

    def line(self, table: str, index: int = 0, key: str | None = None) -> int | None:
        """The line (first is 1) of the index-th `[table]` or `[[table]]`, or of `key` within it; None if not found."""
        seen = -1
        inside = table == ""
        start: int | None = 1 if inside else None
        for number, text in enumerate(self._lines, 1):
            if header := _HEADER.match(text):
                if inside:
                    break
                if header.group(2) == table:
                    seen += 1
                    inside = seen == index
                    start = number if inside else None
                    if inside and key is None:
                        return number
            elif inside and key is not None and (found := _KEY.match(text)) and found.group(1) == key:
                return number
        return start

    def fault(self, table: str, index: int, key: str | None, problem: str, remedy: str) -> DataError:
        """A DataError at that place."""
        return DataError(self.name, self.line(table, index, key), problem, remedy)


def read_toml(path: Path) -> TomlFile:
    """The file parsed; raises DataError with the line where it cannot be read."""
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        raise DataError(str(path), None, "the file is missing", "Restore it or correct the path.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(
            str(path), None, f"the file cannot be read ({error})", "Save it as UTF-8 text."
        ) from error
    try:
        return TomlFile(str(path), tomli.loads(text), tuple(text.splitlines()))
    except tomli.TOMLDecodeError as error:
        found = _SYNTAX_LINE.search(str(error))
        line = int(found.group(1)) if found else None
        raise DataError(
            str(path), line, f"this is not TOML ({error})", "Correct the syntax on that line."
        ) from error
