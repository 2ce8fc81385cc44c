"""The corpus itself: how its lines are read, and that a slip of the pen is told at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.core.claims import Attack, Claim, Downed, Qualifier, Role, Span, Speaker, Weapon, Window
from tests.corpus.cases import line_of, load

HEAD = 'date = 2025-03-14T05:10:00Z\n\n[[case]]\nname = "A case"\ntext = "Text"\n'


def _lines(folder: Path, claims: str) -> frozenset[str]:
    (folder / "file.toml").write_text(f'{HEAD}claims = """{claims}"""\n', encoding="utf-8")
    [case] = load(folder)
    return case.lines


def test_regions_and_places_follow_from_the_lines(tmp_path: Path) -> None:
    found = _lines(tmp_path, "\ndowned RU 12 uav\nthreat RU-KLU uav raised @Боровский\n")
    assert found == {
        "downed RU 12 uav",
        "threat RU-KLU uav raised",
        "place RU-KLU боровский",
        "region RU-KLU",
    }


def test_a_clock_time_is_in_the_month_of_the_case(tmp_path: Path) -> None:
    assert _lines(tmp_path, "window 13T20:00 -") == {"window 2025-03-13T20:00 -"}


@pytest.mark.parametrize(
    "line",
    [
        "downed RU-BRY uav 24",
        "downed BRY 24 uav",
        "downed RU-BRY 24 drone",
        "fire RU-BRY hot",
        "damage RU-BRY roof 1",
        "killed RU-BRY",
        "speaker chief Петров",
        "window 20:00 -",
        "flood RU-BRY",
    ],
)
def test_a_line_of_no_known_shape_is_refused(tmp_path: Path, line: str) -> None:
    with pytest.raises(ValueError, match="no such claim"):
        _lines(tmp_path, line)


@pytest.mark.parametrize(
    ("claim", "line"),
    [
        (
            Downed(
                region="RU-KLU",
                place="Спас-Деменский",
                count=3,
                qualifier=Qualifier.AT_LEAST,
                weapon=Weapon.UAV,
                span=Span(0, 1),
                rule="r",
            ),
            "downed RU-KLU >=3 uav @спас-деменский",
        ),
        (
            Downed(region=None, count=None, qualifier=None, weapon=None, span=Span(0, 1), rule="r"),
            "downed ? some ?",
        ),
        (Attack(region=None, weapon=None, span=Span(0, 1), rule="r"), "attack ? ?"),
        (Window(start=None, end="2025-03-14T07:00", span=Span(0, 1), rule="r"), "window - 2025-03-14T07:00"),
        (Speaker(role=Role.MOD, name=None, span=Span(0, 1), rule="r"), "speaker mod"),
        (Speaker(role=Role.GOVERNOR, name="Аксёнов", span=Span(0, 1), rule="r"), "speaker governor аксенов"),
    ],
)
def test_a_claim_has_one_line(claim: Claim, line: str) -> None:
    assert line_of(claim) == line
