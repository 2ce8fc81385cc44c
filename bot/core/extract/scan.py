"""From a text to typed marks: sentences, concepts, numbers, clock times, places, names of officials."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core.claims import Qualifier
from bot.core.extract.clocks import clock_at, hour_in_words
from bot.core.extract.lexicon import Lex, Lexicon, PhraseNode, Tag, number_of
from bot.core.extract.locate import Finder
from bot.core.extract.marks import Clock, Doc, Mark, Num, Sentence
from bot.core.extract.numbers import number_at, qualify
from bot.core.gazetteer import Gazetteer
from bot.core.officials import Official, Officials
from bot.core.text import Gap, Words, bare_words, clean, cut, ends_sentence

_TRIGGERS = frozenset(["weapon", "weaponadj", "defence", "shell", "carpet", "siren", "gate"])
_PAIRS = (  # a word of the first kind belongs to the field beside one of the second
    ("attack", frozenset(["enemy", "dead", "hurt", "harm", "debris"])),
    ("boom", frozenset(["heard", "role.witness"])),
    ("alarm.raise", frozenset(["air", "alarm.clear"])),
    ("alarm.clear", frozenset(["alarm.raise", "air"])),
    ("airport.noun", frozenset(["airport.limit", "airport.shut", "airport.reopen", "airport.accept"])),
    ("airport.flights", frozenset(["airport.limit"])),
    ("airport.limit", frozenset(["airport.reopen", "role.aviation"])),
    ("airport.flights", frozenset(["role.aviation"])),
)
_TELLING = _TRIGGERS | {first for first, _ in _PAIRS}.union(*(second for _, second in _PAIRS))
_REMEMBERED = 200_000
_LONGEST_SENTENCE = 160  # words; a text without signs is cut, so that reading stays linear
LONGEST = 24_000  # characters; an incident post is far shorter, and what follows is not read


class Scanner:
    """Compiled words, places and people; reads one text at a time."""

    def __init__(self, lexicon: Lexicon, gazetteer: Gazetteer, officials: Officials) -> None:
        self.lexicon = lexicon
        self.gazetteer = gazetteer
        moscow = datetime(2025, 1, 1, tzinfo=ZoneInfo("Europe/Moscow")).utcoffset() or timedelta()
        self._offsets: dict[str, int] = {}
        for code, region in gazetteer.regions.items():
            here = datetime(2025, 1, 1, tzinfo=ZoneInfo(region.timezone)).utcoffset() or timedelta()
            self._offsets[code] = int((here - moscow).total_seconds()) // 60
        self._dull: set[str] = set()
        self.people: dict[str, tuple[Official, ...]] = {}
        for form, found in officials.forms().items():
            self.people[form] = found

    def touches(self, text: str) -> bool:
        """Whether any word of the text belongs to the field at all: most posts end here."""
        seen: set[str] = set()
        for word in set(bare_words(text[:LONGEST])) - self._dull:
            keys = self.lexicon.lex(word).keys
            if keys.isdisjoint(_TELLING):
                self._remember_dull(word)
            elif not keys.isdisjoint(_TRIGGERS):
                return True
            else:
                seen |= keys
        return bool(seen) and any(first in seen and not second.isdisjoint(seen) for first, second in _PAIRS)

    def _remember_dull(self, word: str) -> None:
        """Words that tell nothing need no second look; the memory is bounded against hostile text."""
        if len(self._dull) >= _REMEMBERED:
            self._dull.clear()
        if len(word) < 40:
            self._dull.add(word)

    def scan(self, text: str, published_at: datetime, home: str | None) -> Doc:
        """All marks of a text."""
        words = cut(clean(text[:LONGEST]))
        lexes = self.lexicon.lexes(words.raw)
        folded = [lex.folded for lex in lexes]
        latin = sum(1 for word in folded if word.isascii()) * 2 > len(folded)
        sentences = _sentences(words, _breaks(words, lexes))
        ukrainian = "ппо" in folded or any(letter in words.text for letter in "іїєґІЇЄ")
        doc = Doc(words, lexes, folded, sentences, published_at, home, latin, ukrainian, self._offsets)
        taken = self._names(doc)
        finder = Finder(self.gazetteer, words, lexes, folded, taken)
        for sentence in sentences:
            self._mark(sentence, words, lexes)
            sentence.index_marks()
            sentence.locs = finder.sentence(sentence.i, sentence.j, sentence.marks)
            _numbers(sentence, words, lexes)
        return doc

    def _mark(self, sentence: Sentence, words: Words, lexes: list[Lex]) -> None:
        marks = sentence.marks
        i = sentence.i
        while i < sentence.j:
            lex = lexes[i]
            if lex.phrases and i + 1 < sentence.j and lexes[i + 1].phrases:
                stop, tags = self._phrase(i, sentence.j, words, lexes)
                if tags:
                    for tag in tags:
                        marks.append(Mark(tag.group, tag.value, i, stop, tag.number, tag.tool))
                        sentence.groups.add(tag.group)
                    if tags[0].group not in {"weapon", "object"}:
                        self._armed_words(sentence, i, stop, lexes)
                    i = stop
                    continue
            for tag in lex.tags:
                marks.append(Mark(tag.group, tag.value, i, i + 1, tag.number, tag.tool))
                sentence.groups.add(tag.group)
            i += 1

    def _armed_words(self, sentence: Sentence, i: int, stop: int, lexes: list[Lex]) -> None:
        """A phrase such as 'drone threat' keeps its weapon."""
        for k in range(i, stop):
            for tag in lexes[k].tags:
                if tag.group == "weapon":
                    sentence.marks.append(Mark(tag.group, tag.value, k, k + 1, tag.number, tag.tool))
                    sentence.groups.add(tag.group)

    def _phrase(self, i: int, end: int, words: Words, lexes: list[Lex]) -> tuple[int, list[Tag]]:
        """The longest phrase that begins at word i."""
        best: tuple[int, list[Tag]] = (i, [])
        states: list[PhraseNode] = [
            n for key in lexes[i].phrases if (n := self.lexicon.phrases.steps.get(key))
        ]
        j = i + 1
        while states:
            ends = [end_ for node in states for end_ in node.ends]
            if ends:
                best = (j, [self._phrase_tag(end_, lexes[i], lexes[j - 1]) for end_ in ends])
            if j >= end or words.gaps[j] & ~Gap.QUOTE:
                break
            states = [n for node in states for key in lexes[j].phrases if (n := node.steps.get(key))]
            j += 1
        return best

    def _phrase_tag(self, end: tuple[str, str, str, str], first: Lex, last: Lex) -> Tag:
        group, value, code, stem = end
        if code in {"s", "p", "?"}:
            return Tag(group, value, code)
        if code in {"m", "f", "n"} and first.folded.endswith(("ые", "ие", "ых", "их")):
            return Tag(group, value, "p")
        ending = last.folded[len(stem) :] if last.folded.startswith(stem) else ""
        return Tag(group, value, number_of(ending, code), ending in {"ом", "ем", "ами", "ями"})

    def _names(self, doc: Doc) -> set[int]:
        """Words that are names of officials, so that no place is read from them; marks them as `name`."""
        taken: set[int] = set()
        people = self.people
        day = doc.published_at.date()
        for sentence in doc.sentences:
            credit = "photo" in doc.lexes[sentence.i].groups
            for i in range(sentence.i, sentence.i if credit else sentence.j):
                form = doc.folded[i]
                if form not in people or not doc.lexes[i].capital:
                    continue
                word = (
                    form.endswith(_PLURALS)
                    or form in self.gazetteer.names
                    or form in self.gazetteer.adjectives
                )
                if word and not _introduced(doc, i):
                    continue
                sentence.marks.append(Mark("name", form, i, i + 1))
                homes = {p.region for p in people[form] if p.region and p.held_office_on(day)}
                if len(homes) == 1:
                    sentence.voices += homes
                sentence.groups.add("name")
                taken.add(i)
        return taken


_PLURALS = ("их", "ых")  # surnames that are also ordinary words: 'за всех русских'


def _introduced(doc: Doc, i: int) -> bool:
    """A given name or an office stands before the word, or a verb of saying after it."""
    if i + 1 < len(doc.lexes) and "say" in doc.lexes[i + 1].groups and not doc.gap(i + 1):
        return True
    if (
        any("role" in doc.lexes[k].groups for k in range(max(0, i - 5), i))
        and not doc.between(max(1, i - 4), i) & ~Gap.QUOTE
    ):
        head = doc.lexes[i + 1].groups if i + 1 < len(doc.lexes) else frozenset()
        return "head" not in head and doc.folded[i - 1] not in {"в", "над", "из", "под"}
    if not i or doc.words.gaps[i] != Gap.NONE:
        return False
    before = doc.lexes[i - 1]
    return "role" in before.groups or (before.capital and "given" in before.groups)


def _breaks(words: Words, lexes: list[Lex]) -> set[int]:
    """Words before which a new sentence begins although no sign says so: photo credits run into the text in feeds."""
    found: set[int] = set()
    for i, lex in enumerate(lexes):
        if "photo" in lex.groups and words.gaps[i + 1] & Gap.COLON:
            found.add(i)
            last = i
            for k in range(i + 1, min(i + 14, len(lexes))):
                if words.gaps[k] & (Gap.SLASH | Gap.BULLET):
                    last = k
            if last > i:
                stop = last + 1
                while stop < len(lexes) and (
                    words.raw[stop].isupper()
                    or lexes[stop].folded in {"новости", "ru", "look", "press", "com", "images"}
                ):
                    stop += 1
                found.add(stop)
        elif "break" in lex.groups or (
            lex.folded == "rbc" and i + 1 < len(lexes) and lexes[i + 1].folded == "group"
        ):
            found.update((i, i + 2 if lex.folded == "rbc" else i + 1))
    return found


def _sentences(words: Words, breaks: set[int]) -> list[Sentence]:
    found: list[Sentence] = []
    start = paragraph = 0
    gaps, raw = words.gaps, words.raw
    stops = Gap.STOP | Gap.LINE | Gap.DOT | Gap.BULLET
    for i in range(1, len(raw) + 1):
        gap = gaps[i]
        endless = i - start >= _LONGEST_SENTENCE
        if not gap & stops and i not in breaks and not endless:
            continue
        last = i == len(raw)
        if last or endless or i in breaks or ends_sentence(gap, raw[i - 1], raw[i]):
            found.append(Sentence(len(found), start, i, paragraph))
            start = i
            if gap & Gap.PARAGRAPH:
                paragraph += 1
    if found and len(found) > 1 and gaps[found[0].j] & Gap.LINE and found[0].j < 30:
        found[0].title = True
    return found


def _numbers(sentence: Sentence, words: Words, lexes: list[Lex]) -> None:
    i = sentence.i
    in_loc = {k for loc in sentence.locs for k in range(loc.i, loc.j)}
    while i < sentence.j:
        lex = lexes[i]
        first = lex.raw_digit
        if first and (clock := clock_at(words, lexes, i, sentence.j)) is not None:
            sentence.clocks.append(clock)
            i = clock.j
            continue
        spoken = hour_in_words(lexes, i, sentence.j) if lex.number is not None else None
        if spoken is not None:
            sentence.clocks.append(spoken)
            i = spoken.j
            continue
        if (
            first or lex.number is not None or lex.folded == "полтора" or "-" in lex.folded
        ) and i not in in_loc:
            found = number_at(words, lexes, i, sentence.j)
            if found is not None:
                num = Num(found[0], Qualifier.EXACT, i, found[1])
                qualify(num, sentence.marks, lexes, words)
                sentence.nums.append(num)
                i = found[1]
                continue
        i += 1
    counted = {k for num in sentence.nums for k in range(num.i, num.j)}
    for mark in sentence.of("count", "several"):
        if mark.i in counted:
            continue
        sentence.nums.append(Num(None, Qualifier.EXACT, mark.i, mark.j))
    sentence.nums.sort(key=lambda num: num.i)


__all__ = ["Clock", "Scanner"]
