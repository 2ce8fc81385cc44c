"""Every text of the corpus gives the claims written beside it, neither more nor fewer."""

from __future__ import annotations

import pytest

from bot.catalog.catalog import Catalog
from tests.corpus.cases import Case, line_of, load

CASES = load()


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_text_gives_its_claims(case: Case, catalog: Catalog) -> None:
    claims = catalog.reader.read(case.text, published_at=case.date, language=case.lang, home=case.home)
    found = {line_of(claim) for claim in claims}
    missed, wrong = sorted(case.lines - found), sorted(found - case.lines)
    difference = [f"- {line}" for line in missed] + [f"+ {line}" for line in wrong]
    assert not difference, "\n".join([case.text.strip(), *difference])


def test_no_name_is_used_twice_in_a_file() -> None:
    names = [str(case) for case in CASES]
    assert sorted(set(names)) == sorted(names)


def test_no_text_is_used_twice() -> None:
    texts = [case.text.strip() for case in CASES]
    assert sorted(set(texts)) == sorted(texts)
