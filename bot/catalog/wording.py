"""Reads config/data/locales into a Wording, and sees that all languages say the same things."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

from bot.core.errors import DataError
from bot.core.wording import LANGUAGES, Wording


def load_wording(folder: Path) -> Wording:
    """All `*.ftl` files of each language's folder, one bundle a language.

    DataError for a message that is broken, doubled, missing in a language, or that asks for other variables there.
    """
    files = {language: _files(folder / language) for language in LANGUAGES}
    first, *others = LANGUAGES
    known = _messages(files[first])
    for other in others:
        _compare(known, _messages(files[other]))
    return Wording({language: "\n".join(text for _, text in files[language]) for language in LANGUAGES})


class _Message:
    """A message: where it stands and which variables it takes."""

    def __init__(self, file: Path, line: int, entry: ast.Message) -> None:
        self.file, self.line = file, line
        found = _Variables()
        found.visit(entry)
        self.variables = frozenset(found.names)


class _Variables(Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802 (the library's name)
        self.names.add(node.id.name)


def _files(folder: Path) -> list[tuple[Path, str]]:
    try:
        found = [(path, path.read_text("utf-8")) for path in sorted(folder.glob("*.ftl"))]
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(
            str(folder), None, f"a file cannot be read ({error})", "Save it as UTF-8 text."
        ) from error
    if not found:
        raise DataError(str(folder), None, "there is no .ftl file", "Restore the folder.")
    return found


def _messages(files: list[tuple[Path, str]]) -> dict[str, _Message]:
    found: dict[str, _Message] = {}
    for path, text in files:
        for line, entry in _entries(path, text):
            name = entry.id.name
            if name in found:
                raise DataError(str(path), line, f"{name} stands here a second time", "Keep one of them.")
            found[name] = _Message(path, line, entry)
    return found


def _entries(path: Path, text: str) -> Iterator[tuple[int, ast.Message]]:
    for entry in FluentParser().parse(text).body:
        line = text.count("\n", 0, entry.span.start) + 1 if entry.span else 1
        if isinstance(entry, ast.Junk):
            raise DataError(
                str(path), line, "this is no Fluent message", "Correct the syntax; indent what continues."
            )
        if isinstance(entry, ast.Message) and entry.value is None:
            raise DataError(str(path), line, f"{entry.id.name} says nothing", "Give it a text.")
        if isinstance(entry, ast.Message):
            yield line, entry


def _compare(one: dict[str, _Message], other: dict[str, _Message]) -> None:
    for name, message in one.items():
        if name not in other:
            folder = next(iter(other.values())).file.parent
            raise DataError(
                str(message.file), message.line, f"{name} is missing in {folder}", "Translate it there."
            )
        if message.variables != other[name].variables:
            here, there = sorted(message.variables), sorted(other[name].variables)
            raise DataError(
                str(other[name].file),
                other[name].line,
                f"{name} uses {there}, its counterpart {here}",
                "Use the same variables in both.",
            )
    for name, message in other.items():
        if name not in one:
            folder = next(iter(one.values())).file.parent
            raise DataError(
                str(message.file), message.line, f"{name} is missing in {folder}", "Translate it there."
            )
