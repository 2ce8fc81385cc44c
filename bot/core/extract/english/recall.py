"""What a text has told of attacks so far: 'the attack' adds none, and a new one has the weapon of its own region only."""

from __future__ import annotations

from bot.core.claims import Weapon
from bot.core.extract.attack.arms import USED
from bot.core.extract.english.clauses import parted
from bot.core.extract.english.senders import is_noun, side_of
from bot.core.extract.english.targets import told_at
from bot.core.extract.places.lands import OTHER
from bot.core.extract.words.marks import Doc, Mark, Sentence

_BACK = 4  # words between an article and its noun


class Told:
    """The attacks told so far, by region."""

    def __init__(self) -> None:
        self._weapons: dict[str | None, Weapon] = {}
        self.any = False
        self._regions: set[str | None] = set()
        self._since = 0  # the sentence of the first attack without a region

    def add(self, s: Sentence, region: str | None, weapon: Weapon | None) -> None:
        """Remembers one."""
        self.any = True
        self._regions.add(region)
        if region is None and None not in self._weapons:
            self._since = s.index
        if weapon is not None:
            self._weapons.setdefault(region, weapon)

    def weapon(self, s: Sentence, regions: list[str | None]) -> Weapon | None:
        """The weapon that an attack on these regions has from what was told before."""
        lead = s.index <= 1 and self._since < s.index  # of a headline that names no place
        return self._weapons.get(regions[0]) or (self._weapons.get(None) if lead else None)

    def downed(self, doc: Doc, s: Sentence, mark: Mark, regions: list[str | None]) -> list[Weapon]:
        """'Nine drones were downed near X. The attack came ...': the kinds that the sentence before tells of.

        Where the text names no place, `regions` becomes the country that downed them.
        """
        before = doc.sentences[s.index - 1] if s.index else None
        if self.any or before is None or not before.live or not before.has("down"):
            return []
        kinds = [w.value for w in before.of("weapon")]
        if not is_noun(doc, s, mark) or not USED.issuperset(kinds):
            return []
        if regions == [None] and before.index == 0:
            named = next((k for k in range(before.i, before.j) if side_of(doc, k)), None)
            side = None if named is None else side_of(doc, named)
            whose = named is not None and doc.says(named, "sender.whose")  # 'Ukrainian drones downed'
            regions[:] = [OTHER[side] if side and whose else side]
        elif regions[:1] != told_at(doc, s) or any(loc.role == "" and loc.place for loc in s.locs):
            return []
        ours = (regions[0] or "").startswith(("RU", "UA", "SEA"))
        return [Weapon(kind) for kind in dict.fromkeys(kinds)] if ours else []

    def again(self, doc: Doc, s: Sentence, mark: Mark) -> bool:
        """'The attack, which forced ...', 'the strikes killed two': told before, and no place said anew."""
        if not self.any or mark.group != "attack" or mark.value not in {"noun", "verb"}:
            return False
        if mark.value == "verb" and not doc.says(mark.i, "told.noun_too"):
            return False
        if not doc.says_in(max(s.i, mark.i - _BACK), mark.i, "told.the") or doc.between(
            max(s.i + 1, mark.i - _BACK + 1), mark.i
        ):
            return False
        if any(
            m.group == "weapon" and 0 <= mark.i - m.j <= 1 and m.value not in set(self._weapons.values())
            for m in s.marks
        ):
            return False
        named = [
            loc for loc in s.locs if loc.role in {"", "country", "target"} and not parted(s, loc.i, mark.i)
        ]
        placed = doc.says_in(mark.j, mark.j + 1, "told.on")
        if any((placed and 0 < loc.i - mark.j <= 5) or 0 <= mark.i - loc.j <= 1 for loc in named):
            return False
        return not self._of_another_region(doc, s, mark)

    def _of_another_region(self, doc: Doc, s: Sentence, mark: Mark) -> bool:
        """'In X, a woman was killed in the attacks': told of a region that no attack was told of before."""
        here = s.regions or s.carried[:1]
        article = next(
            (k for k in range(mark.i - 1, max(s.i, mark.i - _BACK) - 1, -1) if doc.says(k, "told.the")),
            mark.i,
        )
        within = article > s.i and doc.says(article - 1, "told.within")
        new = bool(here) and not any(code in self._regions for code in here)
        return new and within and bool(s.groups & {"dead", "hurt", "harm", "fire"})
