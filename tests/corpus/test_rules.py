"""Every rule that the code names shows in the corpus, and no claim comes of a rule that the code does not name."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path

from bot.catalog.catalog import Catalog
from bot.core import extract
from bot.core.claims import AirportState, FireState, Role
from bot.core.extract.attack.attacks import TELLING
from tests.corpus.cases import load

CODE = Path(extract.__file__).parent
OFFICES = frozenset(Role) | {"deputy", "head"}
# What an f-string that names a rule puts into its braces, by the string with the braces empty.
FILLED: dict[str, tuple[Iterable[str], ...]] = {
    "airport.{}": (AirportState,),
    "attack.{}": (TELLING,),
    "damage.{}": (("harm", "fire"),),
    "explosions.{}": (("noun", "verb"),),
    "fire.{}": (FireState,),
    "speaker.{}": (OFFICES,),
    "threat.{}": (("raise", "clear", "motion", "cover", "of", "coming", "shelter"),),
    "{}.there": (("killed", "injured"),),
    "{}.{}": (("killed", "injured"), ("count", "one", "some")),
}


def test_every_rule_shows_in_the_corpus(catalog: Catalog) -> None:
    shown = {
        claim.rule
        for case in load()
        for claim in catalog.reader.read(
            case.text, published_at=case.date, language=case.lang, home=case.home
        )
    }
    named = set(_named())
    assert sorted(named - shown) == []
    assert sorted(shown - named) == []


def _named() -> Iterator[str]:
    """The rules that the modules of reading name, wherever a claim is made."""
    for path in sorted(CODE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            for value in _rule_values(node):
                yield from _ids(value)


def _rule_values(node: ast.AST) -> Iterator[ast.expr]:
    """What is given as `rule=`, assigned to `rule` (also among others), or handed last to a method that makes claims."""
    if isinstance(node, ast.keyword) and node.arg == "rule":
        yield node.value
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "_made":
        yield node.args[-1]
    elif isinstance(node, ast.Assign) and isinstance(target := node.targets[0], ast.Name | ast.Tuple):
        if isinstance(target, ast.Name):
            pairs: list[tuple[ast.expr, ast.expr]] = [(target, node.value)]
        else:
            pairs = list(zip(target.elts, getattr(node.value, "elts", []), strict=False))
        yield from (value for name, value in pairs if isinstance(name, ast.Name) and name.id == "rule")


def _ids(value: ast.expr) -> Iterator[str]:
    if isinstance(value, ast.IfExp):
        yield from _ids(value.body)
        yield from _ids(value.orelse)
    elif isinstance(value, ast.Constant):
        yield str(value.value)
    elif isinstance(value, ast.JoinedStr):
        form = "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in value.values)
        yield from (form.format(*words) for words in product(*FILLED[form]))
    else:
        assert isinstance(value, ast.Name), ast.dump(value)  # the variable `rule`, read where it is assigned
