"""From a text to typed marks: sentences, concepts, numbers, clock times, places, names of officials."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import reduce
from operator import or_

from bot.core.claims import Qualifier
from bot.core.extract.english.outsiders import disown
from bot.core.extract.places.locate import Finder, kinds_of_place
from bot.core.extract.places.unlisted import add_unlisted
from bot.core.extract.speech.strangers import introduced
from bot.core.extract.words.ahead import Ahead
from bot.core.extract.words.clocks import clock_at, hour_in_words
from bot.core.extract.words.grammar import (
    INSTRUMENTALS,
    PLURAL_ADJECTIVES,
    PLURAL_SURNAMES,
    UKRAINIAN_LETTERS,
)
from bot.core.extract.words.lexicon import Kind, Lex, Lexicon, PhraseNode, Tag, Vocabulary, number_of
from bot.core.extract.words.marks import Doc, Num, Sentence
from bot.core.extract.words.numbers import couples, in_a_place, number_at, qualify
from bot.core.extract.words.parting import part
from bot.core.extract.words.small_letters import raise_names
from bot.core.gazetteer import Gazetteer
from bot.core.lines import join_lines
from bot.core.officials import Officials
from bot.core.text import Gap, Words

_TRIGGERS = frozenset(["weapon", "weaponadj", "defence", "shell", "carpet", "siren", "gate"])
_PAIRS = (  # a word of the first kind belongs to the field beside one of the second
    ("attack", frozenset(["enemy", "dead", "hurt", "harm", "debris", "role.ua"])),
    ("attack", frozenset(["object.fuel", "object.energy", "object.military", "object.industrial"])),
    ("attack.arrival", frozenset(["heard", "object"])),
    ("boom", frozenset(["attack", "heard", "role.witness", "say.reported"])),
    ("alarm.raise", frozenset(["air", "alarm.clear", "alarm.lasting"])),
    ("alarm.clear", frozenset(["alarm.raise", "air"])),
    ("alarm.measures", frozenset(["alarm.of_care"])),
    ("alarm.hide", frozenset(["head.region", "place.nearby"])),
    ("alarm.sighted", frozenset(["head.region", "place.nearby"])),
    ("airport.noun", frozenset(["airport.limit", "airport.shut", "airport.reopen", "airport.accept"])),
    ("airport.flights", frozenset(["airport.limit"])),
    ("airport.limit", frozenset(["airport.reopen", "role.aviation"])),
    ("airport.flights", frozenset(["role.aviation"])),
)
_CALLS = frozenset(["alarm.raise", "alarm.clear", "alarm.shelter"])  # enough in a post of a few words
_TELLING = _TRIGGERS | _CALLS | {first for first, _ in _PAIRS}.union(*(second for _, second in _PAIRS))
_TERSE = 6  # words: 'Валуйки — опасность'
_WHOLE = frozenset(["weapon", "object"])  # phrases in which no word is a weapon of its own
_REMEMBERED = 200_000
_BUSIEST = 600  # marks, at which reading stops; of 5,300 posts and articles the busiest has 361
_TOLD = 5  # words that tell something, before who says it


class Scanner:
    """Compiled words, places and people; reads one text at a time.

    The cost of a text is that of the words that carry something. What a word alone tells is in its `Lex`, made once; the
    places of words of each kind are then listed for the whole text, and every reader goes over its own list only.
    """

    def __init__(self, vocabulary: Vocabulary, gazetteer: Gazetteer, officials: Officials) -> None:
        self.lexicon = Lexicon(vocabulary, self._beyond)
        self.gazetteer = gazetteer
        self._ahead = Ahead(gazetteer)
        self._abbreviations = self.lexicon.asked_forms("text.abbreviation")
        self._ukrainian = self.lexicon.asked_forms("language.ukrainian")
        self._dull: set[str] = set()  # words met that tell nothing of the field
        self._loud: set[str] = set()  # words met of which one is enough
        self.people = officials.forms()

    def _beyond(self, lex: Lex) -> int:
        """What the gazetteer and the list of officials know of a word."""
        person = Kind.PERSON if lex.capital and lex.folded in self.people else 0
        return person | kinds_of_place(self.gazetteer, lex)

    def touches(self, words: Iterable[str]) -> bool:
        """Whether any word of a text belongs to the field at all: most posts end here."""
        seen: set[str] = set()
        distinct = set(words)
        if not self._loud.isdisjoint(distinct):
            return True
        for word in distinct - self._dull:
            keys = self.lexicon.lex(word).keys
            if keys.isdisjoint(_TELLING):
                _remember(word, self._dull)
            elif not keys.isdisjoint(_TRIGGERS):
                _remember(word, self._loud)
                return True
            else:
                seen |= keys
        if len(distinct) <= _TERSE and not seen.isdisjoint(_CALLS):
            return True
        return bool(seen) and any(first in seen and not second.isdisjoint(seen) for first, second in _PAIRS)

    def scan(self, words: Words, published_at: datetime, home: str | None) -> Doc:
        """All marks of a text."""
        join_lines(words)
        raise_names(words, self.gazetteer, self.lexicon)
        lexes = self.lexicon.lexes(words.raw)
        folded = [lex.folded for lex in lexes]
        kinds = [lex.kinds for lex in lexes]
        latin = sum(map(str.isascii, folded)) * 2 > len(folded)
        everything = reduce(or_, kinds, 0)
        suspects = _having(Kind.BREAKS, kinds) if everything & Kind.BREAKS and not latin else []
        sentences = part(words, lexes, suspects, self._abbreviations, latin=latin)
        ukrainian = any(letter in words.text for letter in UKRAINIAN_LETTERS)
        ukrainian = ukrainian or not self._ukrainian.isdisjoint(folded)
        doc = Doc(words, lexes, folded, sentences, published_at, home, latin, ukrainian, self._ahead)
        taken = self._names(doc, _having(Kind.PERSON, kinds)) if everything & Kind.PERSON else set()
        finder = Finder(self.gazetteer, words, lexes, folded, taken)
        said = 0
        for sentence in sentences:
            if said > _BUSIEST:
                del sentences[sentence.index :]
                break
            meaning, naming, counting = _sorted(sentence, kinds)
            self._mark(sentence, meaning, words, lexes)
            sentence.locs = finder.sentence(sentence.i, sentence.j, sentence.of("head"), naming)
            _numbers(sentence, counting, words, lexes)
            doc.groups |= sentence.groups
            said += len(sentence.marks) + len(sentence.locs)
        add_unlisted(doc, self.gazetteer)
        if latin:
            disown(doc)
        return doc

    def _mark(self, sentence: Sentence, meaning: Sequence[int], words: Words, lexes: list[Lex]) -> None:
        """The marks of a sentence, from its words that mean something."""
        end = sentence.j
        stop = sentence.i
        for i in meaning:
            if i < stop:
                continue
            lex = lexes[i]
            if lex.openings and i + 1 < end and lexes[i + 1].phrases:
                stop, tags = self._phrase(i, end, words, lexes)
                if tags:
                    sentence.mark(tags, i, stop)
                    if _WHOLE.isdisjoint(tag.group for tag in tags):
                        _armed_words(sentence, i, stop, lexes)
                    continue
            stop = i + 1
            if lex.tags:
                sentence.mark(lex.tags, i, stop)

    def _phrase(self, i: int, end: int, words: Words, lexes: list[Lex]) -> tuple[int, list[Tag]]:
        """The longest phrase that begins at word i."""
        stop = j = i
        ends: list[tuple[str, str, str, str]] = []
        states: Sequence[PhraseNode] = lexes[i].openings
        while states:
            j += 1
            found = [end_ for node in states for end_ in node.ends] if j > i + 1 else ()
            if found:
                stop, ends = j, found
            dot = Gap.DOT | Gap.CLOCK if j < end and len(words.raw[j - 1]) == 1 else Gap.NONE  # 'U.S. drone'
            if j >= end or words.gaps[j] & ~(Gap.QUOTE | dot):
                break
            keys = lexes[j].phrases
            states = [node.steps[key] for node in states for key in keys if key in node.steps]
        once = {end_[:2]: end_ for end_ in reversed(ends)}  # whole forms come before stems, and beat them
        return stop, [self._phrase_tag(end_, lexes[i], lexes[stop - 1]) for end_ in reversed(once.values())]

    def _phrase_tag(self, end: tuple[str, str, str, str], first: Lex, last: Lex) -> Tag:
        group, value, code, stem = end
        if code in {"s", "p", "?"}:
            return Tag(group, value, code)
        if code in {"m", "f", "n"} and first.folded.endswith(PLURAL_ADJECTIVES):
            return Tag(group, value, "p")
        ending = last.folded[len(stem) :] if last.folded.startswith(stem) else ""
        return Tag(group, value, number_of(ending, code), ending in INSTRUMENTALS)

    def _names(self, doc: Doc, naming: list[int]) -> set[int]:
        """Words that are names of officials, so that no place is read from them; marks them as `name`."""
        taken: set[int] = set()
        day = doc.published_at.date()
        for sentence in doc.sentences:
            found = [i for i in naming if sentence.i <= i < sentence.j]
            if not found or "photo" in doc.lexes[sentence.i].groups:
                continue
            for i in found:
                form = doc.folded[i]
                known = form in self.gazetteer.names or form in self.gazetteer.adjectives
                if _of_a_place(doc, i) or self._begins_a_place(doc, i):
                    continue
                alone = sentence.index > 0 and sentence.j - sentence.i == 1
                signed = alone or _signs(doc, sentence, i)
                if (known or form.endswith(PLURAL_SURNAMES)) and not (signed or introduced(doc, i)):
                    continue
                sentence.mark((Tag("name", form),), i, i + 1)
                homes = {p.region for p in self.people[form] if p.region and p.held_office_on(day)}
                if len(homes) == 1:
                    sentence.voices += homes
                taken.add(i)
        return taken

    def _begins_a_place(self, doc: Doc, i: int) -> bool:
        """'от Масловой Пристани': a surname that is the first of several words of a place's name."""
        match = self.gazetteer.match(doc.folded, i)
        return match is not None and match.stop > i + 1


def _signs(doc: Doc, s: Sentence, i: int) -> bool:
    """'... повреждены окна в пяти домах — Петров': the last word, after a dash, of a sentence that tells something."""
    last = i + 1 == s.j and not doc.latin and i - s.i >= _TOLD
    return last and bool(doc.gap(i) & Gap.DASH)


def _of_a_place(doc: Doc, i: int) -> bool:
    """'the village of Maslova Pristan': a name after a type word is a place's."""
    return i > 1 and doc.latin and doc.says(i - 1, "where.of") and "head" in doc.lexes[i - 2].groups


def _remember(word: str, words: set[str]) -> None:
    """Words once judged need no second look; the memory is bounded against hostile text."""
    if len(words) >= _REMEMBERED:
        words.clear()
    if len(word) < 40:
        words.add(word)


def _having(kind: int, kinds: list[int]) -> list[int]:
    """The places of the words of a kind."""
    return [i for i, bits in enumerate(kinds) if bits & kind]


def _sorted(sentence: Sentence, kinds: list[int]) -> tuple[list[int], list[int], list[int]]:
    """The places of a sentence's words that mean something, that may begin a place, and that may begin a number."""
    meaning: list[int] = []
    naming: list[int] = []
    counting: list[int] = []
    every = 0
    for i in range(sentence.i, sentence.j):
        bits = kinds[i]
        if bits:
            every |= bits
            if bits & Kind.MEANS:
                meaning.append(i)
            if bits & Kind.PLACE:
                naming.append(i)
            if bits & Kind.COUNTS:
                counting.append(i)
    sentence.kinds = every
    return meaning, naming, counting


def _armed_words(sentence: Sentence, i: int, stop: int, lexes: list[Lex]) -> None:
    """A phrase such as 'drone threat' keeps its weapon."""
    for k in range(i, stop):
        if "weapon" in lexes[k].groups:
            sentence.mark([tag for tag in lexes[k].tags if tag.group == "weapon"], k, k + 1)


def _numbers(sentence: Sentence, counting: list[int], words: Words, lexes: list[Lex]) -> None:
    """Clock times and numbers, from the words that may begin one."""
    stop = sentence.i
    for i in counting:
        if i < stop:
            continue
        lex = lexes[i]
        clock = clock_at(words, lexes, i, sentence.j) if lex.raw_digit else None
        if clock is None:
            clock = hour_in_words(lexes, i, sentence.j)
        if clock is not None:
            sentence.clocks.append(clock)
            stop = clock.j
        elif not in_a_place(i, sentence.locs) and not couples(sentence, i):
            found = number_at(words, lexes, i, sentence.j)
            if found is not None:
                num = Num(found[0], Qualifier.EXACT, i, found[1])
                qualify(num, sentence.marks, lexes, words)
                sentence.nums.append(num)
                stop = found[1]
    several = sentence.of("count", "several")
    if not several:
        return
    counted = {k for num in sentence.nums for k in range(num.i, num.j)}
    for mark in several:
        if mark.i in counted:
            continue
        sentence.nums.append(Num(None, Qualifier.EXACT, mark.i, mark.j))
    sentence.nums.sort(key=lambda num: num.i)
