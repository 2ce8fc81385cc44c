"""Every case of tests/corpus/cases: a text of our own and all the claims that it gives, no more and no fewer."""

from __future__ import annotations

import tomllib
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from bot.core.extract import Reader
from tests.corpus.notation import written

CASES = Path(__file__).parent / "cases"


class Case(NamedTuple):
    """A text, when and where it was published, and what it says."""

    text: str
    at: datetime
    home: str | None
    claims: tuple[str, ...]


def load_cases() -> list[Case]:
    """All cases of all files, in order."""
    cases: list[Case] = []
    for path in sorted(CASES.glob("*.toml")):
        body = tomllib.loads(path.read_text("utf-8"))
        at = datetime.fromisoformat(body["at"])
        cases += [Case(c["text"], at, c.get("home"), tuple(c["claims"])) for c in body["case"]]
    return cases


ALL = load_cases()


@pytest.mark.parametrize("case", ALL, ids=[case.text[:60] for case in ALL])
def test_a_text_gives_its_claims_and_no_others(case: Case, reader: Reader) -> None:
    found = reader.read(case.text, published_at=case.at, home=case.home)
    assert sorted({written(claim) for claim in found}) == sorted(case.claims)


def test_there_are_enough_cases() -> None:
    assert len(ALL) >= 400


def test_every_rule_has_a_case(reader: Reader) -> None:
    """A rule that no case needs is a rule that nobody can change safely."""
    seen = {claim.rule for case in ALL for claim in reader.read(case.text, published_at=case.at, home=case.home)}
    assert seen >= RULES


RULES = frozenset(
    "airport.closed airport.open attack.attack attack.boom attack.defence attack.fall attack.repel attack.shell attack.harm "
    "damage.fire damage.harm damage.none damage.unnamed debris.fell downed.count downed.each downed.member downed.one "
    "downed.others downed.place downed.shared downed.some downed.total explosions.noun explosions.verb fire.burning fire.none "
    "fire.out injured.count injured.one injured.some killed.count killed.one nobody.hurt place region speaker.name "
    "speaker.governor speaker.hq speaker.mayor speaker.media speaker.mod speaker.official speaker.outlet speaker.ua "
    "speaker.witness speaker.emergency speaker.aviation threat.clear threat.motion threat.raise window.range window.time".split()
)
