from __future__ import annotations

import json
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.claim_json import from_json, to_json
from bot.core.claims import KINDS, Claim, Downed, Fire, FireState, Qualifier, Span, Weapon
from bot.core.errors import ClaimError

claims = st.one_of([st.builds(kind) for kind in get_args(Claim)])


@given(claims)
def test_what_is_written_reads_back_as_the_same_claim(claim: Claim) -> None:
    assert from_json(json.loads(json.dumps(to_json(claim)))) == claim


def test_every_kind_has_a_class_and_the_written_form_is_flat() -> None:
    assert len(KINDS) == 16
    claim = Downed(
        region="RU-KLU",
        count=9,
        qualifier=Qualifier.EXACT,
        weapon=Weapon.UAV,
        span=Span(3, 9),
        rule="downed.count",
    )
    assert to_json(claim) == {
        "kind": "downed",
        "region": "RU-KLU",
        "place": None,
        "count": 9,
        "qualifier": "=",
        "weapon": "uav",
        "span": [3, 9],
        "rule": "downed.count",
    }


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"kind": "weather"},
        {"kind": "fire", "region": "RU-KLU", "state": "smoking", "span": [0, 1], "rule": "x"},
        {"kind": "fire", "region": "RU-KLU", "state": "out", "span": "here", "rule": "x"},
        {"kind": "region", "region": None, "span": [0, 1], "rule": "x"},
    ],
)
def test_another_shape_is_refused_with_a_typed_error(body: dict[str, object]) -> None:
    with pytest.raises(ClaimError):
        from_json(body)


def test_a_missing_key_reads_as_left_open_where_the_kind_allows_it() -> None:
    body = {"kind": "fire", "state": "out", "span": [0, 4], "rule": "fire.out"}
    assert from_json(body) == Fire(region=None, state=FireState.OUT, span=Span(0, 4), rule="fire.out")
