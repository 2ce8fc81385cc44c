"""Troubles of sources: one list of codes, said in every language, stored and read back."""

from __future__ import annotations

from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.problems import ENGLISH, Problem, Trouble, from_text, refusal, to_text
from bot.core.render.status import problem_text
from bot.core.wording import LANGUAGES
from tests.core.told import wording


def whole(trouble: Trouble) -> Problem:
    """A problem of that kind with a value for each name that its sentence takes."""
    names = [name for _, name, _, _ in Formatter().parse(ENGLISH[trouble]) if name]
    return Problem.of(trouble, **{name: f"{name}-value" for name in names})


@pytest.mark.parametrize("trouble", Trouble)
def test_every_trouble_is_said_in_every_language_with_all_its_values(trouble: Trouble) -> None:
    problem = whole(trouble)
    said = [str(problem), *(problem_text(wording(), language, problem) for language in LANGUAGES)]
    for sentence in said:
        assert all(value in sentence for _, value in problem.values)
        assert not sentence.endswith(".")
    russian = said[1 + LANGUAGES.index("ru")]
    assert trouble is Trouble.OTHER or any("а" <= letter <= "я" for letter in russian)


@pytest.mark.parametrize("trouble", Trouble)
def test_a_problem_is_read_back_as_it_was_stored(trouble: Trouble) -> None:
    assert from_text(to_text(whole(trouble))) == whole(trouble)


@pytest.mark.parametrize(
    "text",
    [
        "the server refuses us (403)",
        '{"trouble": "of a later release", "x": "1"}',
        '{"trouble": "name"}',
        '{"trouble": "name", "host": {}, "host ": 1}',
        '{"no": 1}',
        "[]",
        "null",
        "7",
        "{",
        "",
    ],
)
def test_what_is_not_known_is_said_as_it_stands(text: str) -> None:
    problem = from_text(text)
    assert str(problem) == text or problem.trouble is Trouble.NAME
    assert problem_text(wording(), "ru", problem) is not None


@given(st.text())
def test_any_stored_text_is_a_problem_that_can_be_said(text: str) -> None:
    for language in LANGUAGES:
        assert problem_text(wording(), language, from_text(text)).count("\n") == 0


@pytest.mark.parametrize(
    ("status", "trouble"),
    [
        (403, Trouble.REFUSED),
        (429, Trouble.TOO_OFTEN),
        (418, Trouble.STATUS),
        (503, Trouble.SERVER),
        (302, Trouble.STATUS),
    ],
)
def test_a_status_has_its_trouble(status: int, trouble: Trouble) -> None:
    assert refusal(status).trouble is trouble
    assert str(status) in str(refusal(status))
