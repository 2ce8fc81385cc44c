"""What a text has told of attacks so far: 'the attack' adds none, and a new one has the weapon of its own region only."""

from __future__ import annotations

from bot.core.claims import Weapon
from bot.core.extract.clauses import parted
from bot.core.extract.marks import Doc, Mark, Sentence

_THE = frozenset(["the", "this", "that", "these", "those", "its", "their", "such", "latest"])
_BACK = 4  # words between an article and its noun
_ON = frozenset(["on", "against", "in", "at", "near", "across", "over", "targeting", "off", "to"])


class Told:
    """The attacks told so far, by region."""

    def __init__(self) -> None:
        self._weapons: dict[str | None, Weapon] = {}
        self._any = False

    def add(self, region: str | None, weapon: Weapon | None) -> None:
        """Remembers one."""
        self._any = True
        if weapon is not None:
            self._weapons.setdefault(region, weapon)

    def weapon(self, doc: Doc, s: Sentence, regions: list[str | None]) -> Weapon | None:
        """The weapon that an attack on these regions has from what was told before."""
        known = self._weapons
        if doc.latin:
            return known.get(regions[0]) or (None if s.index > 1 else known.get(None))
        return (
            known.get(regions[0])
            or known.get(None)
            or (None if s.regions else next(iter(known.values()), None))
        )

    def again(self, doc: Doc, s: Sentence, mark: Mark) -> bool:
        """'The attack, which forced ...', 'the strikes killed two': told before, and no place said anew."""
        if not doc.latin or not self._any or mark.group != "attack" or mark.value not in {"noun", "verb"}:
            return False
        if mark.value == "verb" and doc.folded[mark.i].endswith(("ed", "ing", "ck", "it")):
            if doc.folded[mark.i] not in {"attack", "hit"}:
                return False
        before = doc.folded[max(s.i, mark.i - _BACK) : mark.i]
        if _THE.isdisjoint(before) or doc.between(max(s.i + 1, mark.i - _BACK + 1), mark.i):
            return False
        if any(
            m.group == "weapon" and 0 <= mark.i - m.j <= 1 and m.value not in set(self._weapons.values())
            for m in s.marks
        ):
            return False
        named = [
            loc for loc in s.locs if loc.role in {"", "country", "target"} and not parted(s, loc.i, mark.i)
        ]
        return not any(
            0 < loc.i - mark.j <= 5 and not _ON.isdisjoint(doc.folded[mark.j : loc.i]) for loc in named
        ) and not any(0 <= mark.i - loc.j <= 1 for loc in named)
