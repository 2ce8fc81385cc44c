"""Both languages say the same things, with the right plurals."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.catalog.wording import load_wording
from bot.core.errors import DataError
from tests.core.told import wording


@pytest.mark.parametrize(
    ("count", "text"),
    [(1, "Погиб 1 человек"), (3, "Погибли 3 человека"), (5, "Погибли 5 человек"), (21, "Погиб 21 человек")],
)
def test_russian_counts_people(count: int, text: str) -> None:
    assert wording().say("ru", "killed", qualifier="exact", count=count, amount=str(count)) == text


@pytest.mark.parametrize(("count", "text"), [(21, "не менее 21 человека"), (3, "не менее 3 человек")])
def test_russian_counts_people_after_at_least(count: int, text: str) -> None:
    said = wording().say("ru", "injured", qualifier="other", count=count, amount=f"не менее {count}")
    assert said == f"Пострадали {text}"


@pytest.mark.parametrize(
    ("language", "count", "text"),
    [
        ("ru", 1, "частный дом"),
        ("ru", 2, "2 частных дома"),
        ("ru", 5, "5 частных домов"),
        ("ru", 21, "21 частный дом"),
        ("ru", "none", "частные дома"),
        ("en", 1, "a house"),
        ("en", 2, "2 houses"),
        ("en", "none", "houses"),
    ],
)
def test_things_are_counted(language: str, count: int | str, text: str) -> None:
    assert wording().say(language, "thing", object="house", count=count) == text


def test_an_unknown_language_is_answered_in_english() -> None:
    assert wording().say("eo", "nobody-hurt") == "Nobody hurt"


def test_an_unknown_message_or_a_missing_variable_is_an_error() -> None:
    with pytest.raises(KeyError):
        wording().say("ru", "no-such-message")
    with pytest.raises(KeyError):
        wording().say("ru", "number")


def locales(folder: Path, russian: str, english: str) -> Path:
    for language, text in (("ru", russian), ("en", english)):
        (folder / language).mkdir()
        (folder / language / "incident.ftl").write_text(text, "utf-8")
    return folder


@pytest.mark.parametrize(
    ("russian", "english", "line", "problem"),
    [
        ("a = а\nb = б\n", "a = a\n", 2, "b is missing in"),
        ("a = а\n", "a = a\n\nb = b\n", 3, "b is missing in"),
        ("a = а { $x }\n", "a = a { $y }\n", 1, "uses ['y'], its counterpart ['x']"),
        ("a = а\na = б\n", "a = a\n", 2, "a second time"),
        ("a = а\nb { }\n", "a = a\n", 2, "no Fluent message"),
        ("a =\n    .title = а\n", "a = a\n", 1, "says nothing"),
    ],
)
def test_a_fault_is_named_with_its_line(
    tmp_path: Path, russian: str, english: str, line: int, problem: str
) -> None:
    with pytest.raises(DataError) as caught:
        load_wording(locales(tmp_path, russian, english))
    assert problem in str(caught.value)
    assert caught.value.line == line


def test_a_missing_language_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"no \.ftl file"):
        load_wording(tmp_path)
