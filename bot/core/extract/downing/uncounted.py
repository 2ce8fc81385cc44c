"""What was shot down and not counted: one thing, some things, or the others of a number told before."""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.claims import Downed, Qualifier, Span, Weapon
from bot.core.extract.alarm.bulletin import lone_place
from bot.core.extract.attack.arms import of_attack, strikes_thing, weapon_of
from bot.core.extract.downing.tally import Tally
from bot.core.extract.places.groups import Group
from bot.core.extract.words.grammar import MASCULINE_ADJECTIVE
from bot.core.extract.words.marks import Mark
from bot.core.text import Gap


class Uncounted(Tally):
    """The weapons of one sentence that its verbs bring down and no number counts."""

    def _uncounted(self, counted: bool) -> Iterator[Downed]:
        """'сбит беспилотник', 'drones were shot down': no number, or one thing."""
        for down in self.downs:
            weapon = self._object_of(down)
            if weapon is None and (counted or self.doc.says_in(self.sentence.i, down.j + 1, "down.them")):
                yield from self._the_others(down)
            if weapon is None or weapon.i in self.counted or self._in_general(down, weapon):
                continue
            self.counted.add(weapon.i)
            many = any(0 <= weapon.i - num.j <= 2 for num in self.sentence.nums)
            if many and not self.doc.says_in(weapon.j, down.i, "number.most"):
                continue  # 'прилетел 51 дрон, 29 из которых сбиты'
            one = not many and self._is_one(down, weapon)
            if one or not counted:
                yield from self._one_or_some(down, weapon, one=one, kind=weapon_of(weapon))

    def _one_or_some(self, down: Mark, weapon: Mark, *, one: bool, kind: Weapon | None) -> Iterator[Downed]:
        """The claim, or one for each region where several are named of a plural."""
        groups = self._around(down, weapon)
        regions = list(dict.fromkeys(r for g in groups for r in g.regions()))
        span = self._mark_span(min(down.i, weapon.i), max(down.j, weapon.j))
        if len(regions) > 1 and not one:
            for region in regions:
                spots = {loc.place for g in groups for loc in g.locs if loc.region == region}
                place = next(iter(spots)) if len(spots) == 1 else None
                yield some(region, kind, span, rule="downed.some", place=place)
            return
        places = list(dict.fromkeys(g.place() for g in groups if g.place()))
        where, spot = (regions[0], None) if regions else self._alone() if one else self._default(False)
        if not groups:
            spot = spot if self.doc.latin else lone_place(self.doc, where)
            places += [spot] if spot else []
        told = self.doc.latin and not regions
        rule = ("downed.lone" if told else "downed.one") if one else ("downed.any" if told else "downed.some")
        yield Downed(
            region=where,
            place=places[0] if len(places) == 1 and len(regions) <= 1 else None,
            count=1 if one else None,
            qualifier=Qualifier.EXACT if one else None,
            weapon=kind,
            span=span,
            rule=rule,
        )

    def _alone(self) -> tuple[str | None, str | None]:
        """Where one weapon belongs that no place stands beside."""
        return self._default(False)

    def _the_others(self, down: Mark) -> Iterator[Downed]:
        """'others were intercepted over X and Y', 'остальные сбиты над ...'."""
        group = next((g for g in self.groups if not g.taken and 0 <= g.i - down.j <= 3), None)
        if group is None:
            return
        group.taken = True
        for region in group.regions():
            span = self._mark_span(down.i, group.j)
            yield some(region, self.weapon or self.inherited, span, rule="downed.others")

    def _object_of(self, down: Mark) -> Mark | None:
        """The weapon that this verb brings down, within the clause."""
        best: Mark | None = None
        for weapon in self.weapons:
            distance = weapon.i - down.j if weapon.i >= down.j else down.i - weapon.j
            if distance > (6 if weapon.i >= down.j else 12):
                continue
            gap = self.doc.between(min(down.j, weapon.j), max(down.i, weapon.i))
            aside = self._is_tool(weapon) or of_attack(self.doc, self.sentence, weapon, down)
            aside = aside or strikes_thing(self.doc, self.sentence, weapon, down)
            if aside or gap & (Gap.SEMICOLON | Gap.STOP | Gap.LINE):
                continue
            if distance > 3 and gap & Gap.COMMA and weapon.i >= down.j and not self._aside(down.j, weapon.i):
                continue
            others = [*self.sentence.of("object"), *self.sentence.of("people")]
            blocked = any(down.j <= m.i < weapon.i for m in others)
            if not blocked and (best is None or distance < min(abs(best.i - down.j), abs(down.i - best.j))):
                best = weapon
        return best

    def _aside(self, i: int, j: int) -> bool:
        """Whether the commas between words i and j only set off a word: 'сбили, вероятно, дрон'."""
        signs = [k for k in range(i, j + 1) if self.doc.gap(k) & Gap.COMMA]
        return len(signs) == 2 and signs[1] - signs[0] == 1 and self.doc.says(signs[0], "down.perhaps")

    def _in_general(self, down: Mark, weapon: Mark) -> bool:
        """'для уничтожения БПЛА', 'расчёт дронов уничтожен', 'уничтожен после атаки дронов': not this event, not this object."""
        s = self.sentence
        if any(down.j <= m.i < weapon.i <= m.j + 1 for m in s.of("attack", "noun")):
            return True
        struck = [*s.of("attack", "noun"), *s.of("boom", "noun")]  # 'от взрыва дрона уничтожен автомобиль'
        if any(0 <= m.i - down.j <= 1 for m in s.of("object")) and any(m.j == weapon.i for m in struck):
            return not self.doc.latin
        if down.value == "noun" and self.doc.says_in(max(s.i, down.i - 3), down.i, "down.purpose"):
            return True
        return weapon.i > s.i and self.doc.says(weapon.i - 1, "weapon.owner")

    def _is_tool(self, weapon: Mark) -> bool:
        if weapon.tool and weapon.number != "?":
            return True
        return self.doc.says_in(max(self.sentence.i, weapon.i - 2), weapon.i, "weapon.by_means")

    def _is_one(self, down: Mark, weapon: Mark) -> bool:
        if weapon.number in {"s", "p"}:
            return weapon.number == "s"
        if any(m.j == weapon.i and m.number == "s" for m in self.sentence.of("country", "ruadj")):
            return True  # 'сбили российский БПЛА'
        if weapon.i > self.sentence.i and self.doc.folded[weapon.i - 1].endswith(MASCULINE_ADJECTIVE):
            return not self.doc.latin  # 'уничтожили самолётный БПЛА'
        if self.doc.says_in(down.j, down.j + 1, "down.it"):  # 'заметили БПЛА и сбили его'
            return True
        return down.number != "p"

    def _around(self, down: Mark, weapon: Mark) -> list[Group]:
        lo, hi = min(down.i, weapon.i), max(down.j, weapon.j)
        free = [g for g in self.groups if not g.taken]
        after = [g for g in free if g.i >= hi][:1]
        if after and self.doc.between(hi, after[0].i) & (Gap.SEMICOLON | Gap.COLON | Gap.DASH):
            after = []
        before = [g for g in free if g.j <= lo]
        inside = [g for g in free if g.i >= lo and g.j <= hi]
        if inside:
            return inside[:1]
        if after and not self.doc.between(hi, after[0].i) & Gap.COMMA:
            return after
        return before[-1:] or after

    def _mark_span(self, i: int, j: int) -> Span:
        return Span(self.doc.words.starts[i], self.doc.words.stops[j - 1])


def some(
    region: str | None, weapon: Weapon | None, span: Span, *, rule: str, place: str | None = None
) -> Downed:
    """A claim of weapons that no number counts."""
    return Downed(region=region, place=place, count=None, qualifier=None, weapon=weapon, span=span, rule=rule)
