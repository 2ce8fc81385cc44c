"""Which weapons an English word of downing brings down: its object, or the subject of its passive.

The order of words tells it. 'A tank was destroyed by drones', 'a drone destroys a tank' and 'the missile that downed a jet'
bring no weapon down; 'downed two jets and 28 drones', 'all but one of the drones were shot down' do.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.core.extract.marks import Doc, Mark, Num, Sentence
from bot.core.text import Gap

_APART = Gap.SEMICOLON | Gap.STOP | Gap.LINE | Gap.COLON | Gap.DASH | Gap.BULLET | Gap.PARAGRAPH
_LIGHT = Gap.QUOTE | Gap.CLOSE | Gap.CLOCK | Gap.PERCENT
_REACH = 8  # words of one noun phrase
_FAR = 14  # words between drones and the passive verb that they are the subject of
_THINGS = frozenset(["object", "people", "airport"])
_ACTS = frozenset(["say", "dead", "hurt", "heard"])
AIRBORNE = frozenset(["uav", "missile", "bomb", "usv", "air", "shelling"])


@dataclass(slots=True)
class Felled:
    """A noun phrase, words [i, j), of weapons brought down by `down`; `weapon` is its first word for them, `last` its last."""

    i: int
    j: int
    weapon: Mark
    last: Mark
    down: Mark
    struck: bool  # its head is an attack: 'intercepted a drone attack'
    nums: tuple[Num, ...] = ()  # 'five combat and nine spy drones': two


def felled(doc: Doc, s: Sentence, downs: list[Mark]) -> list[Felled]:
    """The noun phrases, in the order of the text; each once."""
    phrases = _Phrases(doc, s)
    found: dict[int, Felled] = {}
    for down in downs:
        for phrase in phrases.objects(down) or phrases.subjects(down):
            at = phrase.nums[0].i if phrase.nums else phrase.weapon.i
            found.setdefault(at, phrase)
    return [found[i] for i in sorted(found)]


class _Phrases:
    """The noun phrases of one sentence."""

    def __init__(self, doc: Doc, s: Sentence) -> None:
        self.doc, self.s = doc, s
        self.weapons = {m.i: m for m in s.of("weapon") if m.value in AIRBORNE}
        self.marks: dict[int, list[Mark]] = {}
        for mark in s.marks:
            self.marks.setdefault(mark.i, []).append(mark)
        self.counts = {k: m for m in s.of("count") for k in range(m.i, m.j)}
        self.numbers = {k: n for n in s.nums for k in range(n.i, n.j)}

    # --- the object of the verb --------------------------------------------------------------------------------------

    def objects(self, down: Mark) -> list[Felled]:
        """'shot down 20 drones and a missile': what follows the verb with nothing but its own words between."""
        doc, s = self.doc, self.s
        found: list[Felled] = []
        k = begins = last = down.j
        named = False  # a noun of the list stands before word k
        while k < s.j and k - last <= _REACH:
            if (k > down.j and self._parts(k)) or (
                k == down.j and doc.gap(k) & (_APART | Gap.COMMA | Gap.OPEN)
            ):
                break
            if doc.gap(k) & Gap.COMMA:
                if not named:
                    break
                begins = k
            weapon = self.weapons.get(k)
            if weapon is not None:
                phrase = self._phrase(begins, weapon, down)
                if phrase is not None:
                    found.append(phrase)
                named, k = True, self._end(weapon) + bool(phrase is None or phrase.struck)
                begins = last = k
                continue
            step = self._step(k, named=named)
            if step == 0:
                break
            if self._is_thing(k):
                named, last = True, k + step
            elif step == 1 and doc.says(k, "felled.join"):
                begins = k + 1
            k += step
        return found

    def _step(self, k: int, *, named: bool) -> int:
        """How many words to go on by within the object; 0 where it ends."""
        doc, marks = self.doc, self.marks.get(k, ())
        if k in self.counts:
            return self.counts[k].j - k
        if any(m.group in _ACTS for m in marks):
            return 0
        if (when := self._time_at(k)) > k:
            return when - k
        if doc.says(k, "felled.of"):
            return 1 if self._measures(k - 1) or (named and k + 1 in self.numbers) else 0
        if doc.says(k, "felled.but"):
            return int(doc.says(k - 1, "felled.amount"))
        if doc.says(k, "felled.join"):
            two = k + 1 in self.numbers and k - 1 not in self.numbers  # 'five combat and nine spy drones'
            return 1 if named or two or any(m.group == "down" for m in self.marks.get(k + 1, ())) else 0
        if doc.says(k, "felled.stop"):
            return 1 if doc.says(k - 1, "harm.along") else 0
        attack = next((m for m in marks if m.group == "attack"), None)
        if attack is not None:
            return attack.j - k if attack.j in self.weapons else 0
        return max((m.j - k for m in marks if m.group in _THINGS), default=1)

    def _measures(self, k: int) -> bool:
        """'dozens of', 'most of', 'one of': a part of what follows, or how many."""
        lex = self.doc.lexes[k]
        return k in self.numbers or k in self.counts or "felled.amount" in lex.keys or lex.number is not None

    def _is_thing(self, k: int) -> bool:
        return any(m.group in _THINGS for m in self.marks.get(k, ()))

    def _time_at(self, k: int) -> int:
        """The word after 'during the night', 'on Wednesday', 'overnight' at word k; k where none begins there."""
        for at in range(k, min(k + 4, self.s.j)):
            if at > k and self.doc.gap(at) & ~_LIGHT:
                return k
            if {"time", "dayname"} & self.doc.lexes[at].groups:
                return at + 1
            if not (self.doc.says(at, "felled.stop") or self.doc.says(at, "where.the")):
                return k
        return k

    def _parts(self, k: int) -> bool:
        """A sign before word k that ends the noun phrase; the dot of 'U.S.' does not."""
        gap = self.doc.gap(k)
        dotted = gap & Gap.DOT and len(self.doc.folded[k - 1]) > 2
        return bool(gap & (_APART | Gap.OPEN)) or bool(dotted)

    # --- noun phrases ------------------------------------------------------------------------------------------------

    def _end(self, weapon: Mark) -> int:
        """The word after 'Shahed drones', 'Kinzhal hypersonic missile': words for one weapon that stand together."""
        j = weapon.j
        while j < self.s.j and not self.doc.gap(j) & ~Gap.QUOTE:
            if j in self.weapons:
                j = self.weapons[j].j
            elif j + 1 in self.weapons and not self.doc.gap(j + 1) and self._is_plain(j):
                j = self.weapons[j + 1].j
            else:
                break
        return j

    def _is_plain(self, k: int) -> bool:
        """An adjective: a word of no field that neither joins nor parts."""
        lex = self.doc.lexes[k]
        return (
            not lex.tags
            and not {"felled.stop", "felled.join", "felled.of"} & lex.keys
            and k not in self.numbers
        )

    def _phrase(self, i: int, weapon: Mark, down: Mark) -> Felled | None:
        """The phrase that begins at word i; None where the weapon but tells what thing it is: 'missile boats'."""
        doc, s, j = self.doc, self.s, self._end(weapon)
        struck = False
        if j < s.j and not doc.gap(j) & ~Gap.QUOTE:
            if self._is_thing(j) or doc.says(j, "felled.carrier"):
                return None
            struck = any(m.group == "attack" and m.value == "noun" for m in self.marks.get(j, ()))
            struck = struck or doc.says(j, "felled.salvo") or self._strikes(j)
        last = next(m for m in reversed(list(self.weapons.values())) if m.j == j)
        nums = [n for n in s.nums if i <= n.i < j and not self._is_whole(n)]
        kept = tuple(n for n in nums[:2] if n is nums[0] or doc.says(n.i - 1, "list.and"))
        return Felled(i, j, weapon, last, down, struck, () if struck else kept)

    def _strikes(self, k: int) -> bool:
        """'drone strikes', 'a missile strike on': the noun, where the verb is spelt alike."""
        attack = next((m for m in self.marks.get(k, ()) if m.group == "attack" and m.value == "verb"), None)
        return attack is not None and self.doc.says(k, "told.noun_too")

    def _is_whole(self, num: Num) -> bool:
        """'most of the 40 drones', 'all but one': no number of what came down."""
        doc = self.doc
        at = num.i - 1
        if at >= self.s.i and doc.says(at, "where.the"):
            at -= 1
        if at < self.s.i:
            return False
        return doc.says(at, "felled.but") or (doc.says(at, "felled.of") and not self._toll(at))

    def _toll(self, at: int) -> bool:
        """'a total of 20 drones', 'the destruction of 20 drones'."""
        return any(m.j == at and (m.group == "down" or m.value == "total") for m in self.s.marks)

    # --- the subject of a passive ------------------------------------------------------------------------------------

    def subjects(self, down: Mark) -> list[Felled]:
        """'most of the drones launched at the city were shot down', 'Drone downed outside the town'."""
        doc, s = self.doc, self.s
        if not doc.says(down.i, "felled.participle"):
            return []
        at = self._back_over_adverbs(down.i)
        if at > s.i and doc.says(at - 1, "felled.be"):
            while at > s.i and doc.says(at - 1, "felled.be"):
                at = self._back_over_adverbs(at - 1)
            if at > s.i and doc.says(at - 1, "felled.have"):
                at = self._back_over_adverbs(at - 1)
            head = self._subject(at, down)
        elif at > s.i and doc.says(at - 1, "felled.have"):
            return []
        else:
            head = self._just_before(at, down)
        return [] if head is None else self._list_of(head, down)

    def _back_over_adverbs(self, at: int) -> int:
        doc = self.doc
        while at - 1 > self.s.i and (doc.says(at - 1, "felled.adverb") or doc.folded[at - 1].endswith("ly")):
            at -= 1
        return at

    def _just_before(self, at: int, down: Mark) -> Felled | None:
        """'Three drones shot down over': a participle right after its noun, with no object of its own."""
        doc, s = self.doc, self.s
        head = self._cluster_before(at)
        if head is None or doc.gap(at) & ~_LIGHT:
            return None
        if (end := self._end(head)) != at and not self._headed(end, at):
            return None
        k = down.j
        if k < s.j and not doc.gap(k) & ~Gap.QUOTE:
            ends = doc.says(k, "felled.stop") or doc.says(k, "felled.adverb") or self._time_at(k) > k
            joined = doc.says(k, "felled.join") or doc.folded[k].endswith("ly")
            joined = joined or bool({"targeted"} & doc.lexes[k].groups)
            if not (ends or joined) or self._on_the_ground(down):
                return None
        return self._subject_phrase(head, down)

    def _headed(self, i: int, j: int) -> bool:
        """'drones heading towards the city shot down'."""
        headed = j - i <= _REACH and bool({"targeted", "attack"} & self.doc.lexes[i].groups)
        return headed and not self.doc.between(i, j) & ~_LIGHT

    def _on_the_ground(self, down: Mark) -> bool:
        """'missiles destroyed in a strike': not in the air."""
        doc, k = self.doc, down.j
        return (
            doc.says(down.i, "harm")
            and doc.says(k, "where.in")
            and any(m.group in {"attack", "boom"} and k < m.i <= k + 4 for m in self.s.marks)
        )

    def _cluster_before(self, at: int) -> Mark | None:
        """The first word for the weapon that ends last before word `at`."""
        before = [m for m in self.weapons.values() if m.j <= at]
        if not before:
            return None
        end = before[-1].j
        return next(m for m in before if self._end(m) == end or m is before[-1])

    def _subject(self, at: int, down: Mark) -> Felled | None:
        """The weapon that the passive verb whose auxiliary stands at word `at` is said of."""
        doc, s = self.doc, self.s
        head = self._cluster_before(at)
        they = doc.says(at - 1, "felled.they")
        if head is None or at - (end := self._end(head)) > (2 * _FAR if they else _FAR):
            return None
        if end >= at:
            return self._subject_phrase(head, down)
        relative = doc.says(at - 1, "felled.relative")
        if not relative and not they and not self._leads(end, at):
            return None
        if relative and at - 3 >= end and doc.says(at - 2, "felled.of"):
            num = self.numbers.get(at - 3)  # '13 of which were shot down'
            if num is not None or doc.says(at - 3, "felled.amount"):
                return replace(self._plain_phrase(head, down), nums=() if num is None else (num,))
        between = range(end, at)
        if any(m.group in _ACTS or m.group == "down" for k in between for m in self.marks.get(k, ())):
            return None
        return self._subject_phrase(head, down, any_case=relative or they)

    def _plain_phrase(self, head: Mark, down: Mark) -> Felled:
        """The word for the weapon alone, of which the sentence tells how many."""
        return Felled(
            head.i, head.j, head, Mark(head.group, head.value, head.i, head.j, "p"), down, struck=False
        )

    def _leads(self, i: int, j: int) -> bool:
        """Words [i, j) only tell more of the noun before them: 'drones launched at the city overnight'."""
        doc = self.doc
        first = doc.lexes[i].keys
        opens = (
            doc.gap(i) & (Gap.COMMA | Gap.DASH | Gap.OPEN)
            or {"felled.stop", "felled.of", "felled.aimed"} & first
        )
        opens = opens or {"targeted", "attack", "time", "dayname"} & doc.lexes[i].groups
        if not opens:
            return doc.folded[i].endswith("ly")
        if any("felled.clause" in doc.lexes[k].keys for k in range(i, j)):
            return False
        things = [k for k in range(i, j) if self._is_thing(k)]
        comma = next((k for k in range(j - 1, i, -1) if doc.gap(k) & Gap.COMMA), i)
        return not any(k >= comma for k in things) or (comma == i and not doc.gap(i) & Gap.COMMA)

    def _subject_phrase(self, head: Mark, down: Mark, *, any_case: bool = False) -> Felled | None:
        """The noun phrase that ends in the weapon, from its first word; None where a preposition rules it."""
        i = self._start(head.i)
        before = self.doc.lexes[i - 1].keys if i > self.s.i else frozenset()
        ruled = "felled.stop" in before and "felled.clause" not in before and not self.doc.gap(i)
        if ruled and not any_case and not self._of_wreck(i):
            return None
        return self._phrase(i, head, down)

    def _of_wreck(self, i: int) -> bool:
        """'debris from drones shot down over': of drones that were."""
        return any(m.group == "debris" and 0 <= i - 1 - m.j <= 1 for m in self.s.marks)

    def _start(self, i: int) -> int:
        """The first word of the noun phrase that word i stands in."""
        doc, k = self.doc, i
        while k > self.s.i and i - k < _REACH and not doc.gap(k) & ~_LIGHT and not self._parts(k):
            b = k - 1
            if b in self.counts:
                k = self.counts[b].i
            elif doc.says(b, "felled.of") and self._measures(b - 1):
                k = b
            elif {"felled.stop", "felled.join", "felled.of", "felled.clause"} & doc.lexes[b].keys or any(
                m.group in _ACTS or (m.group == "attack" and m.value != "noun" and k != i)
                for m in self.marks.get(b, ())
            ):
                break
            else:
                k = b
        return k

    def _list_of(self, head: Felled, down: Mark) -> list[Felled]:
        """The subject, with what 'and' or a comma joins before it: '15 drones and a missile were shot down'."""
        found = [head]
        doc = self.doc
        while found[0].i > self.s.i:
            i = found[0].i
            joined = doc.says(i - 1, "felled.join")
            end = i - 1 if joined else i
            if not joined and not doc.gap(i) & Gap.COMMA:
                break
            before = next((m for m in self.weapons.values() if self._end(m) == end), None)
            phrase = None if before is None else self._subject_phrase(before, down, any_case=True)
            if phrase is None:
                break
            found.insert(0, phrase)
        return found
