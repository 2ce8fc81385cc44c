"""A text as typed marks: words that mean something, numbers, clock times; grouped into sentences."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import wraps
from typing import TypeVar, cast

from bot.core.claims import Qualifier
from bot.core.extract.words.ahead import Ahead
from bot.core.extract.words.lexicon import Lex, Tag
from bot.core.places import Place
from bot.core.text import Gap, Words

_MOST = 10  # marks of one group in a sentence: no sentence of news has more, and rules weigh them against one another
_NEARBY = 12  # sentences before and after one that are of the same
_LISTED = frozenset(["head", "country", "count", "weapon", "object"])  # save in long lists


@dataclass(slots=True)
class Mark:
    """A concept at words [i, j). `number` is s, p or ?; `tool` if its form may be an instrumental."""

    group: str
    value: str
    i: int
    j: int
    number: str = "?"
    tool: bool = False


@dataclass(slots=True)
class Num:
    """A number as said. `value` None is 'several', 'dozens'. `each` if 'по N' or 'N each'."""

    value: int | None
    qualifier: Qualifier
    i: int
    j: int
    each: bool = False
    used: bool = False


@dataclass(slots=True)
class Loc:
    """A mention of a region or a place. `role` tells what it does in its sentence: '' is where things happen."""

    i: int
    j: int
    region: str | None
    place: str | None = None
    options: tuple[Place, ...] = ()
    role: str = ""
    bare: bool = False  # a list member that stood without a head of its own
    typed: str | None = (
        None  # as written after a type word ('сёлах Ближнее'), which need not be the gazetteer's place
    )


@dataclass(slots=True)
class Clock:
    """A clock time, minutes after midnight; `day` is (day, month) where a date stands beside it."""

    minutes: int
    i: int
    j: int
    day: tuple[int, int] | None = None


@dataclass(slots=True)
class Sentence:
    """Words [i, j) with their marks."""

    index: int
    i: int
    j: int
    paragraph: int
    marks: list[Mark] = field(default_factory=list)
    kinds: int = 0  # of all its words
    groups: set[str] = field(default_factory=set)
    by_group: dict[str, list[Mark]] = field(default_factory=dict)
    nums: list[Num] = field(default_factory=list)
    locs: list[Loc] = field(default_factory=list)
    clocks: list[Clock] = field(default_factory=list)
    voices: list[str] = field(default_factory=list)  # regions of the officials it names
    live: bool = True
    title: bool = False
    regions: list[str] = field(default_factory=list)  # where its events happen, as far as it says
    carried: list[str] = field(default_factory=list)  # else where the text is at
    cuts: list[int] = field(default_factory=list)  # words at which an English clause begins

    def mark(self, tags: Sequence[Tag], i: int, j: int) -> None:
        """Marks words [i, j) with what they stand for."""
        for group, value, number, tool in tags:
            found = self.by_group.get(group)
            if found is not None and len(found) >= _MOST and group not in _LISTED:
                continue
            mark = Mark(group, value, i, j, number, tool)
            self.marks.append(mark)
            if found is None:
                self.by_group[group] = [mark]
                self.groups.add(group)
            else:
                found.append(mark)

    def of(self, group: str, value: str | None = None) -> list[Mark]:
        """The marks of a group (and value), in order."""
        found = self.by_group.get(group)
        if found is None:
            return []
        return found if value is None else [m for m in found if m.value == value]

    def has(self, group: str, value: str | None = None) -> bool:
        """Whether there is such a mark."""
        found = self.by_group.get(group)
        if found is None:
            return False
        if value is None:
            return True
        for mark in found:  # noqa: SIM110 (asked thousands of times a text)
            if mark.value == value:
                return True
        return False


@dataclass(slots=True)
class Doc:
    """A text under reading."""

    words: Words
    lexes: list[Lex]
    folded: list[str]
    sentences: list[Sentence]
    published_at: datetime
    home: str | None
    latin: bool
    ukrainian: bool
    clocks: Ahead | None = None  # of regions, beside Moscow's
    groups: set[str] = field(default_factory=set)  # of all its sentences
    answers: dict[str, object] = field(default_factory=dict)  # to what `once` asks

    def group_anew(self) -> None:
        """Its groups again, after marks were taken from its sentences."""
        self.groups = {group for sentence in self.sentences for group in sentence.groups}

    def says(self, i: int, concept: str) -> bool:
        """Whether word i stands for the concept; no word stands behind the last one."""
        return i < len(self.lexes) and concept in self.lexes[i].keys

    def says_in(self, i: int, j: int, concept: str) -> bool:
        """Whether a word of [i, j) stands for the concept."""
        for lex in self.lexes[i:j]:  # noqa: SIM110 (asked thousands of times a text)
            if concept in lex.keys:
                return True
        return False

    def around(self, sentence: Sentence) -> list[Sentence]:
        """The sentences near one, which tell of the same as it does, itself among them."""
        return self.sentences[max(0, sentence.index - _NEARBY) : sentence.index + _NEARBY]

    def before(self, sentence: Sentence) -> list[Sentence]:
        """Those of them that stand before it."""
        return self.sentences[max(0, sentence.index - _NEARBY) : sentence.index]

    def beginning(self) -> list[Sentence]:
        """As many sentences from the first."""
        return self.sentences[:_NEARBY]

    def gap(self, i: int) -> int:
        """What stands before word i."""
        return self.words.gaps[i]

    def between(self, i: int, j: int) -> int:
        """All signs in the gaps before words i..j."""
        if i == j:
            return self.words.gaps[i]
        total = Gap.NONE
        for gap in self.words.gaps[i : j + 1]:
            total |= gap
        return total


_Answer = TypeVar("_Answer")


def once(ask: Callable[[Doc], _Answer]) -> Callable[[Doc], _Answer]:
    """Keeps what is asked of the whole text: asked for each sentence anew, it would cost the square of their number."""

    @wraps(ask)
    def answer(doc: Doc) -> _Answer:
        if ask.__qualname__ not in doc.answers:
            doc.answers[ask.__qualname__] = ask(doc)
        return cast("_Answer", doc.answers[ask.__qualname__])

    return answer
