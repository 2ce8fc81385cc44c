"""What an English sentence says was shot down: by the order of its words, and by whose sky it was over."""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.claims import Downed, Weapon
from bot.core.extract.attack.arms import weapon_of
from bot.core.extract.downing.uncounted import some
from bot.core.extract.downing.verbs import beaten
from bot.core.extract.english.noun_phrases import Felled
from bot.core.extract.english.spots import EnglishPlaces
from bot.core.extract.words.marks import Mark, Num
from bot.core.text import Gap

_AFTER = frozenset(
    [
        "felled.stop",
        "felled.of",
        "felled.amount",
        "felled.adverb",
        "down",
        "down.be",
        "number.lead",
        "each.after",
    ]
)


class EnglishCounts(EnglishPlaces):
    """One sentence's claims."""

    def read(self) -> Iterator[Downed]:
        """The claims of the sentence."""
        yield from super().read()
        yield from self._named_parts()

    def _counts_weapons(self, num: Num) -> bool:
        for phrase in self.phrases:
            if num in phrase.nums:
                self.counted.add(phrase.weapon.i)
                return True
            if phrase.i <= num.i < phrase.j:
                return False
        if not self.downs or (self._is_part(num) and not self.doc.says_in(num.j, num.j + 1, "felled.be")):
            return super()._counts_weapons(num)
        if any(m.group == "repel" and 0 <= num.i - m.j <= 5 for m in self.downs) and beaten(self.doc, num):
            return True
        return self._is_more(num) or (self._by_noun(num) is None and self._stands_alone(num))

    def _stands_alone(self, num: Num) -> bool:
        """'downed 41 of them', 'five downed by jamming', '12 over Kursk', '36 of which were shot down'."""
        doc, s = self.doc, self.sentence
        bare = (
            num.j >= s.j or bool(doc.gap(num.j) & ~Gap.QUOTE) or not doc.lexes[num.j].keys.isdisjoint(_AFTER)
        )
        for down in self.downs:
            if num.i == down.j and not doc.gap(num.i) & ~Gap.QUOTE:
                return bare
            aside = bool(doc.gap(num.i) & Gap.DASH) and Gap.DASH  # 'most - 38 - were shot down'
            apart = num.j < s.j and doc.between(num.j, down.i) & ~(Gap.QUOTE | aside)
            helps = 0 <= down.i - num.j <= 3 and all(doc.says(k, "down.be") for k in range(num.j, down.i))
            if helps and not apart:
                return True
        return bare and not self._is_part(num) and self._by_place_or_verb(num, near=False)

    def _is_more(self, num: Num) -> bool:
        """'one drone was destroyed at night and two others in the morning'."""
        others = any(m.i == num.j and self.doc.says(m.i, "people.others") for m in self.sentence.of("people"))
        return others and any(phrase.nums and phrase.j <= num.i for phrase in self.phrases)

    def _weapon_of(self, num: Num) -> Weapon | None:
        for n, phrase in enumerate(self.phrases):
            if num not in phrase.nums:
                continue
            after = self.phrases[n + 1] if n + 1 < len(self.phrases) else None
            if after is not None and self._shares(phrase, after):
                self.counted.add(after.weapon.i)
                return Weapon.MIXED if after.weapon.value != phrase.weapon.value else _kind(phrase.weapon)
            return _kind(phrase.weapon)
        return super()._weapon_of(num)

    def _shares(self, a: Felled, b: Felled) -> bool:
        """'20 missiles and drones': one number of both kinds."""
        plain = not b.nums and b.last.number != "s" and not self.doc.says_in(b.i, b.j, "felled.amount")
        return plain and b.i - a.j == 1 and self.doc.says(a.j, "list.and")

    def _uncounted(self, counted: bool) -> Iterator[Downed]:
        for down in self.downs:
            own = [p for p in self.phrases if p.down is down]
            if not own and (counted or self.doc.says_in(self.sentence.i, down.j + 1, "down.them")):
                yield from self._the_others(down)
            if not own:
                yield from self._them(down)
            for phrase in own:
                if phrase.nums or phrase.weapon.i in self.counted:
                    continue
                self.counted.add(phrase.weapon.i)
                yield from self._one_or_some(
                    phrase.down, phrase.weapon, one=self._one(phrase), kind=_kind(phrase.weapon)
                )

    def _them(self, down: Mark) -> Iterator[Downed]:
        """'most were intercepted', 'shot down the majority of them': of the weapons told of before."""
        doc, s = self.doc, self.sentence
        at = down.i
        while at > s.i and doc.says(at - 1, "felled.be"):
            at -= 1
        if at > s.i + 1 and doc.says(at - 1, "number.them") and doc.says(at - 2, "felled.of"):
            at -= 2  # 'all of them were shot down'
        passive = at < down.i and at > s.i and doc.says(at - 1, "felled.most")
        k = down.j + doc.says_in(down.j, down.j + 1, "where.the")
        active = doc.says_in(k, k + 1, "felled.most") and doc.says_in(k + 2, k + 3, "number.them")
        kinds = self._kinds_told(down)
        if not (passive or active) or not kinds:
            return
        region, place = self._default(False)
        kind = kinds[0] if len(kinds) == 1 else Weapon.MIXED
        yield some(region, kind, self._mark_span(down.i, down.j), rule="downed.any", place=place)

    def _kinds_told(self, down: Mark) -> list[Weapon]:
        """The kinds of weapon of the clause before, else of the sentence before."""
        s = self.sentence
        own = [m for m in self.weapons if m.j <= down.i]
        earlier = self.doc.sentences[s.index - 1].of("weapon") if s.index and not own else []
        return list(dict.fromkeys(Weapon(m.value) for m in own or earlier if m.value in {"uav", "missile"}))

    def _one(self, phrase: Felled) -> bool:
        if phrase.struck or phrase.last.number != "s":
            return False
        return not self.doc.says_in(phrase.i, phrase.weapon.i, "felled.amount")

    def _named_parts(self) -> Iterator[Downed]:
        """'200 drones across the country, including in the N region': where some of them were."""
        for group in self.some if self.phrases else ():
            if group.taken:
                continue
            group.taken = True
            before = [p for p in self.phrases if p.j <= group.i] or self.phrases
            kind = _kind(before[-1].weapon)
            for region in group.regions():
                yield some(region, kind, self._mark_span(group.i, group.j), rule="downed.member")

    def _unplaced(self, num: Num, *, national: bool) -> tuple[str | None, str | None]:
        taken = next((g for g in self.groups if g.taken), None) if self._is_more(num) else None
        if taken is not None and taken.regions():
            return taken.regions()[0], taken.place()
        return self._aim(num) or self._default(national)


def _kind(mark: Mark) -> Weapon | None:
    """What came down out of the air: a rocket is a missile there."""
    return Weapon.MISSILE if mark.value == "shelling" else weapon_of(mark)
