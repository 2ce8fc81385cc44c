"""Which weapons an English word of downing brings down: its object, or the subject of its passive.

The order of words tells it. 'A tank was destroyed by drones', 'a drone destroys a tank' and 'the missile that downed a jet'
bring no weapon down; 'downed two jets and 28 drones', 'all but one of the drones were shot down' do.
"""

from __future__ import annotations

from dataclasses import replace

from bot.core.extract.english.noun_phrases import ACTS, APART, LIGHT, REACH, THINGS, Felled, NounPhrases
from bot.core.extract.words.grammar import ADVERB_ENDING
from bot.core.extract.words.marks import Doc, Mark, Sentence
from bot.core.text import Gap

_JOINS = frozenset(["felled.join", "clause.as"])  # 'as well as'
_FAR = 14  # words between drones and the passive verb that they are the subject of


def felled(doc: Doc, s: Sentence, downs: list[Mark]) -> list[Felled]:
    """The noun phrases, in the order of the text; each once."""
    phrases = _Phrases(doc, s)
    found: dict[int, Felled] = {}
    for down in downs:
        for phrase in phrases.objects(down) or phrases.subjects(down):
            at = phrase.nums[0].i if phrase.nums else phrase.weapon.i
            found.setdefault(at, phrase)
    return [found[i] for i in sorted(found)]


class _Phrases(NounPhrases):
    """The noun phrases of one sentence, by the verbs that rule them."""

    # --- the object of the verb --------------------------------------------------------------------------------------

    def objects(self, down: Mark) -> list[Felled]:
        """'shot down 20 drones and a missile': what follows the verb with nothing but its own words between."""
        doc, s = self.doc, self.s
        found: list[Felled] = []
        k = begins = last = down.j
        named = False  # a noun of the list stands before word k
        if (
            self._is_habit(down)
            or self._ruined(down)
            or (k < s.j and doc.gap(k) & (APART | Gap.COMMA | Gap.OPEN))
        ):
            return []
        while k < s.j and k - last <= REACH:
            if k > down.j and (self._parts(k) or (doc.gap(k) & Gap.COMMA and not named)):
                break
            begins = k if doc.gap(k) & Gap.COMMA else begins
            weapon = self.weapons.get(k)
            if weapon is not None:
                if named and self._acts(self._end(weapon)):
                    break  # 'downs 35 drones, missiles hit N'
                phrase = self._phrase(begins, weapon, down)
                found += [phrase] if phrase is not None else []
                named, k = True, self._end(weapon) + (phrase is None or phrase.struck)
                begins = last = k
                continue
            step = self._step(k, named=named)
            if step == 0:
                on = self._resumes(k) if named else 0
                if on == 0:
                    break
                k += on
                begins = last = k
                continue
            if self._is_thing(k):
                named, last = True, k + step
            elif named and doc.says(k, "felled.join"):
                begins = k + 1
            k += step
        return found

    def _resumes(self, k: int) -> int:
        """Words to the 'and' of 'over N and two missiles over M': where the list goes on with a number; 0 where not."""
        doc, s = self.doc, self.s
        for at in range(k, min(k + 12, s.j - 1)):
            if doc.gap(at) & APART or any(
                m.group in ACTS or m.group == "down" for m in self.marks.get(at, ())
            ):
                return 0
            joined = doc.says(at, "felled.join")
            begins = at + 1 if joined else at
            while begins < s.j - 1 and (begins in self.counts or _JOINS & doc.lexes[begins].keys):
                begins += 1
            if (joined or doc.gap(at) & Gap.COMMA) and begins in self.numbers:
                ends = min(self.numbers[begins].j + 5, s.j)
                return begins - k if any(w in self.weapons for w in range(begins, ends)) else 0
        return 0

    def _is_habit(self, down: Mark) -> bool:
        """'defences that shoot down most drones': the bare verb of a body tells what is usual; of a headline, what was."""
        before = self.doc.lexes[down.i - 1].keys if down.i > self.s.i else frozenset()
        if not self.doc.says(down.i, "felled.bare") or "felled.to" in before:
            return False
        return "felled.relative" in before or (self.s.index > 0 and not self.s.title)

    def _ruined(self, down: Mark) -> bool:
        """'a strike destroyed missiles': what a strike or an explosion destroys was not in the air."""
        if not self.doc.says(down.i, "harm"):
            return False
        return any(
            0 <= down.i - m.j <= 4
            and (m.group == "boom" or (m.group == "attack" and (m.value == "noun" or self._strikes(m.i))))
            for m in self.s.marks
        )

    def _step(self, k: int, *, named: bool) -> int:
        """How many words to go on by within the object; 0 where it ends."""
        doc, s, marks = self.doc, self.s, self.marks.get(k, ())
        if k in self.counts:
            return self.counts[k].j - k
        if any(m.group in ACTS or (named and m.group == "down") for m in marks):
            return 0  # another verb has objects of its own
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
            j = attack.j + doc.says_in(attack.j, attack.j + 1, "list.and")  # 'attack and spy drones'
            near = 4 if j > attack.j else 2 if j < s.j and self._is_plain(j) else 1
            return attack.j - k if any(at in self.weapons for at in range(j, j + near)) else 0
        return max((m.j - k for m in marks if m.group in THINGS), default=1)

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
        while at - 1 > self.s.i and (
            doc.says(at - 1, "felled.adverb") or doc.folded[at - 1].endswith(ADVERB_ENDING)
        ):
            at -= 1
        return at

    def _just_before(self, at: int, down: Mark) -> Felled | None:
        """'Three drones shot down over': a participle right after its noun, with no object of its own."""
        doc, s = self.doc, self.s
        head = self._cluster_before(at)
        if head is None or doc.gap(at) & ~LIGHT:
            return None
        if (end := self._end(head)) != at and not self._headed(end, at):
            return None
        k = down.j
        if k < s.j and not doc.gap(k) & ~Gap.QUOTE:
            ends = (
                not {"felled.stop", "felled.of"}.isdisjoint(doc.lexes[k].keys)
                or doc.says(k, "felled.adverb")
                or self._time_at(k) > k
            )
            joined = doc.says(k, "felled.join") or doc.folded[k].endswith(ADVERB_ENDING)
            joined = joined or bool({"targeted"} & doc.lexes[k].groups)
            if not (ends or joined) or self._on_the_ground(down):
                return None
        return self._subject_phrase(head, down, with_it=True)

    def _headed(self, i: int, j: int) -> bool:
        """'drones heading towards the city shot down'."""
        headed = j - i <= REACH and bool({"targeted", "attack"} & self.doc.lexes[i].groups)
        return headed and not self.doc.between(i, j) & ~LIGHT

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
        doc = self.doc
        head = self._cluster_before(at)
        if doc.gap(at) & Gap.DASH and head is not None and self._end(head) != at:
            # 'all 16 drones - of which seven were aimed at N - were destroyed'
            at = next((k for k in range(at - 1, max(self.s.i, at - _FAR), -1) if doc.gap(k) & Gap.DASH), at)
            head = self._cluster_before(at)
        they = doc.says(at - 1, "felled.they")
        if head is None or at - (end := self._end(head)) > (2 * _FAR if they else _FAR):
            return None
        if end >= at:
            return self._subject_phrase(head, down)
        if at - 1 in self.numbers or doc.between(end + 1, at) & (Gap.SEMICOLON | Gap.STOP | Gap.LINE):
            return None  # 'eight drones came; five were shot down'
        relative = doc.says(at - 1, "felled.relative")
        if not relative and not they and not self._leads(end, at):
            return None
        if relative and at - 3 >= end and doc.says(at - 2, "felled.of"):
            num = self.numbers.get(at - 3)  # '13 of which were shot down'
            if doc.says(at - 3, "felled.none"):
                return None
            if num is not None or doc.says(at - 3, "felled.amount"):
                return replace(self._plain_phrase(head, down), nums=() if num is None else (num,))
        between = range(end, at)
        if any(m.group in ACTS or m.group == "down" for k in between for m in self.marks.get(k, ())):
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
            return doc.folded[i].endswith(ADVERB_ENDING)
        if any("felled.clause" in doc.lexes[k].keys for k in range(i, j)):
            return False
        things = [k for k in range(i, j) if self._is_thing(k)]
        comma = next((k for k in range(j - 1, i, -1) if doc.gap(k) & Gap.COMMA), i)
        return not any(k >= comma for k in things) or (comma == i and not doc.gap(i) & Gap.COMMA)

    def _subject_phrase(
        self, head: Mark, down: Mark, *, any_case: bool = False, with_it: bool = False
    ) -> Felled | None:
        """The noun phrase that ends in the weapon, from its first word; None where a preposition rules it."""
        i = self._start(head.i)
        before = self.doc.lexes[i - 1].keys if i > self.s.i else frozenset()
        ruled = (
            {"felled.stop", "felled.of"} & before and "felled.clause" not in before and not self.doc.gap(i)
        )
        absolute = with_it and "felled.with" in before  # 'with two drones shot down'
        if ruled and not (any_case or absolute or self._of_wreck(i)):
            return None
        return self._phrase(i, head, down)

    def _of_wreck(self, i: int) -> bool:
        """'debris from drones shot down over': of drones that were."""
        if i - 2 >= self.s.i and self.doc.says(i - 2, "felled.wreck"):
            return True
        return any(m.group == "debris" and 0 <= i - 1 - m.j <= 1 for m in self.s.marks)

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
