"""Names after a type word: 'сёлах Ближнее, Крутой Лог и Петровка', known or not."""

from __future__ import annotations

from dataclasses import replace

from bot.core.extract.places.adjectives import LISTED, Adjectives
from bot.core.extract.places.naming import loc_of, village
from bot.core.extract.words.grammar import JOINERS, OBLIQUE_TYPES, PREPOSITIONS
from bot.core.extract.words.marks import Loc, Mark
from bot.core.places import Place, PlaceKind, RegionInfo, Target
from bot.core.text import Gap, fold


class Typed(Adjectives):
    """Reads lists of names that a type word stands before."""

    def _is_short(self, head: Mark, end: int) -> bool:
        """'с. Крупец', 'в х. Коржевском': a type word cut short; no 'т. п.', and no initials."""
        if head.value != "short" or head.j >= end or self.words.gaps[head.j] & ~Gap.CLOCK != Gap.DOT:
            return False
        cut, name = self.words.raw[head.i], self.words.raw[head.j]
        chained = head.i > 0 and self.words.gaps[head.i] & Gap.DOT
        return cut.islower() and not chained and name[0].isupper() and len(name) > 2 and not name.isupper()

    def _as_settlement(self, head: Mark) -> Mark:
        return replace(head, value="settlement", number="s") if head.value == "short" else head

    def _after_type_word(self, head: Mark, end: int, heads: dict[int, Mark]) -> list[Loc]:
        """'сёлах Ближнее, Крутой Лог и Петровка': every capitalised name of the list, known or not."""
        found: list[Loc] = []
        k: int | None = head.j
        while k is not None and k < end and k not in self.taken:
            if k in heads and heads[k].value in {"settlement", "filler"}:
                k = heads[k].j
                continue
            loc = self._typed_name(k, end, heads)
            if loc is None:
                break
            if loc.place or loc.region:
                found.append(loc)
            following = self._next_typed(loc.j, end, heads)
            opens = bool(self.words.gaps[head.i] & Gap.COMMA) or head.i - 1 in heads
            many = head.number == "p" or (head.number == "?" and opens)  # 'в Х округе сёла У, Ц'
            if not many and following is None:
                break
            k = self._next_member(loc.j, end) if loc.j < end else None
            if k is None and following is not None:
                head, k = following, following.j
        return found

    def _typed_name(self, k: int, end: int, heads: dict[int, Mark]) -> Loc | None:
        """The name at word k that stands after a type word; without place and region if it is of no use."""
        armed = "weapon" in self.lexes[k].groups
        if not self.lexes[k].capital or armed or self.words.gaps[k] & ~(LISTED | Gap.DOT | Gap.CLOCK):
            return None
        if (
            "given" in self.lexes[k].groups
            and k + 1 < end
            and self.lexes[k + 1].capital
            and not self.words.gaps[k + 1]
        ):
            return None
        if "given" in self.lexes[k].groups and self._name_goes_on(k + 1, end, heads):
            return None
        match = self.gazetteer.match(self.folded, k)
        stop = match.stop if match is not None and match.stop <= end else k + 1
        while stop < end and stop < k + 3 and self._name_goes_on(stop, end, heads):
            stop += 1
        if (stop == k + 1 and k in heads) or self._is_list_of_adjectives(k, end, heads):
            return None
        name = " ".join(self.words.raw[k:stop])
        if match is not None and match.stop == stop:
            loc = loc_of(k, stop, match.targets)
            loc.typed = name
            return loc
        if k and self.folded[k - 1].endswith(OBLIQUE_TYPES):
            name = village(name)
        return Loc(k, stop, None, None if name.isascii() else name)

    def _name_goes_on(self, k: int, end: int, heads: dict[int, Mark]) -> bool:
        if k >= end or not self.lexes[k].capital or self.words.gaps[k] != Gap.NONE or k in self.taken:
            return False
        if "weapon" in self.lexes[k].groups:
            return False  # 'в селе Ясное FPV-дрон ударил'
        if self._adjectival(k) and self._head_at(k + 1, end, heads) is not None:
            return False
        return not (self._owns(k) or "weapon" in self.lexes[k].groups)

    def _begins_a_name(self, at: int, stop: int, heads: dict[int, Mark], targets: tuple[Target, ...]) -> bool:
        """'Star Wars', 'Arman Petrov': no village, unless the words beside it say so."""
        village = all(isinstance(t, Place) and t.kind is PlaceKind.SETTLEMENT for t in targets)
        if not village or stop >= len(self.lexes) or self.words.gaps[stop] or not self.lexes[stop].capital:
            return False
        led = at > 0 and (at - 1 in heads or "head" in self.lexes[at - 1].groups)
        return not (led or stop in heads or self.lexes[stop].tags or self.gazetteer.begins(self.folded[stop]))

    def _owns(self, k: int) -> bool:
        """'микрорайон Х Орла', 'посёлок Х Крыма': a region or a town in another case than the nominative."""
        word = self.folded[k]
        return any(
            isinstance(t, RegionInfo) or (t.kind is PlaceKind.TOWN and word != fold(t.name))
            for t in self.gazetteer.names.get(word, ())
        )

    def _is_list_of_adjectives(self, k: int, end: int, heads: dict[int, Mark]) -> bool:
        head = self._head_at(k + 1, end, heads)
        return head is not None and head.value in {"district", "region"}

    def _next_typed(self, k: int, end: int, heads: dict[int, Mark]) -> Mark | None:
        """', сёлам Х' continues a list with another type word."""
        steps = 0
        while k < end and steps < 4 and not self.words.gaps[k] & ~LISTED:
            if k in heads and heads[k].value == "settlement" and (steps or self.words.gaps[k] & Gap.COMMA):
                return heads[k]
            if self.folded[k] not in JOINERS and self.folded[k] not in PREPOSITIONS:
                return None
            k += 1
            steps += 1
        return None
