"""The policy file is read whole, and a fault in it is named with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.catalog.policy import load_policy
from bot.core.claims import Role
from bot.core.errors import DataError
from bot.core.model import Tier
from tests.core.told import DATA, policy, vocabulary

TEXT = (DATA / "policy.toml").read_text("utf-8")


def test_the_policy_ranks_as_it_promises() -> None:
    role, tier = policy().ranks.role, policy().ranks.tier
    assert role[Role.GOVERNOR] > role[Role.MOD] > tier[Tier.AGENCY] > tier[Tier.PAPER] > tier[Tier.CHANNEL]
    assert role[Role.WITNESS] < tier[Tier.CHANNEL]


@pytest.mark.parametrize(
    ("old", "new", "line_of", "problem"),
    [
        ("governor = 90", "governer = 90", "governer = 90", "has no 'governer'"),
        ("cap = 3", "cap = -1", "cap = -1", "no whole number"),
        ("cap = 3", 'cap = "3"', 'cap = "3"', "no whole number"),
        ("cap = 3", "crap = 3", "[rings]", "has no cap"),
        ('killed = "extreme"', 'killed = "awful"', 'killed = "awful"', "is no level"),
        ('killed = "extreme"', 'kiled = "extreme"', 'kiled = "extreme"', "is no kind of claim"),
        ('today = ["сегодня"', 'today = ["", "сегодня"', 'today = ["", "сегодня"', "empty phrase"),
        ('always = ["killed", "event"]', 'always = "killed"', 'always = "killed"', "no list of texts"),
        ('always = ["killed", "event"]', 'always = ["slain"]', 'always = ["slain"]', "has no 'slain'"),
        ("bits = 10", "bits = 10\nbobs = 1", "bobs = 1", "is not known"),
        ("[news]", "[olds]", None, "[news] is missing"),
        ("[news]", "[news", "[news", "not TOML"),
    ],
)
def test_a_fault_is_named_with_its_line(
    tmp_path: Path, old: str, new: str, line_of: str | None, problem: str
) -> None:
    text = TEXT.replace(old, new, 1)
    assert text != TEXT
    path = tmp_path / "policy.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(DataError) as caught:
        load_policy(path, vocabulary())
    assert problem in str(caught.value)
    if line_of is not None:
        lines = text.splitlines()
        assert caught.value.line is not None
        assert lines[caught.value.line - 1].startswith(line_of)
