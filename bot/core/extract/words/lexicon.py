"""Words to concepts: one dictionary look-up a word, with the endings checked once and remembered.

A vocabulary lists, for each concept such as `weapon.uav`, exact forms ('fpv'), stems ('беспилотник*m', the letter tells
how its number shows) and phrases ('частн* дом*m'). A form beats a stem within its group, a longer stem beats a shorter one.
Words that rules merely ask about ('number.grown') mark nothing: their concepts are keys of the word, and that is all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from bot.core.extract.words.grammar import POSSESSIVE
from bot.core.numerals import Numerals
from bot.core.text import fold

LONGEST_ENDING = 6
_REMEMBERED = 60_000  # distinct words; then the memory is emptied, so that hostile text cannot make it grow
_PLURALS = {
    "m": frozenset(["ы", "и", "ов", "ев", "ей", "ам", "ям", "ами", "ями", "ах", "ях", "ів", "їв", "і", "ї"]),
    "f": frozenset(["", "ь", "ей", *["ам", "ям", "ами", "ями", "ах", "ях"]]),
    "n": frozenset(["", "й", "ей", *["ам", "ям", "ами", "ями", "ах", "ях"]]),
    "a": frozenset(["ые", "ие", "ых", "их", "ыми", "ими", "ы", "і"]),
    "v": frozenset(
        ["и", "ись", "ли", "лись", "ны", "ты", "ы", "ат", "ят", "ут", "ют", "ются", "ятся", "атся", "утся"]
    ),
    "e": frozenset(["s", "es"]),
}
DECLENSIONS = tuple(_PLURALS)
_UNSURE = {"f": frozenset(["ы", "и", "ь"]), "n": frozenset(["а", "я"]), "m": frozenset(["а", "я"])}
_NEUTER = frozenset(["о", "ось", "ло", "лось", "но", "то", "ть", "ться"])
_ENGLISH = frozenset(["", "s", "es", "'s", "s'"])
_TOOLS = frozenset(["ом", "ем", "ами", "ями", "ой", "ей", "ью", "ою", "ею", "єю", "єм"])


class Tag(NamedTuple):
    """A concept that a word stands for: `weapon` `uav`, number `s`, `p` or `?`; `tool` if it may be an instrumental."""

    group: str
    value: str
    number: str = "?"
    tool: bool = False


@dataclass(frozen=True)
class Vocabulary:
    """Words of the field by concept ('group.value'), words to ask about, lines to leave out, numerals."""

    words: Mapping[str, tuple[str, ...]]
    asked: Mapping[str, tuple[str, ...]]
    tails: tuple[str, ...]
    numerals: Numerals


class Kind:
    """What a word alone lets one expect: bits of a plain int. A word with none of a bit is passed over by its reader."""

    MEANS = 1  # it has tags, or begins a phrase
    COUNTS = 2  # it may begin a number or a clock time
    PLACE = 4  # it may begin the name of a place
    PERSON = 8  # it may be an official's name
    BREAKS = 16  # a sentence may begin or end at it, though no sign says so
    ADJECTIVE = 64  # it may be the adjective of a district or a region
    FRONT = 128  # a direction of the front
    DATES = 32  # a month, a year, or a stretch of them


class Lex:
    """What is known of one written word. Made once for each distinct word, so that reading a text only looks it up."""

    __slots__ = (
        "capital",
        "digits",
        "folded",
        "groups",
        "in_month",
        "keys",
        "kinds",
        "month",
        "number",
        "openings",
        "phrases",
        "raw_digit",
        "scale",
        "tags",
    )

    def __init__(
        self,
        raw: str,
        folded: str,
        tags: tuple[Tag, ...],
        phrases: tuple[int, ...],
        openings: tuple[PhraseNode, ...],
        asked: Iterable[str],
        numerals: Numerals,
    ):
        self.folded = folded
        self.tags = tags
        self.phrases = phrases  # its patterns, as the steps of phrases
        self.openings = openings  # where the phrases that begin with it go on
        self.groups = frozenset(tag.group for tag in tags)
        self.keys = self.groups | {f"{tag.group}.{tag.value}" for tag in tags}.union(asked)
        self.number = numerals.number(folded)
        self.scale = numerals.scales.get(folded)
        self.month = numerals.months.get(folded)
        self.in_month = numerals.in_months.get(folded)
        self.capital = raw[0].isupper()
        self.raw_digit = raw[0].isdigit()
        self.digits = raw.isdecimal() and raw.isascii()
        self.kinds = self._kinds()

    def _kinds(self) -> int:
        means = self.tags or self.openings
        counts = (
            self.raw_digit
            or self.number is not None
            or self.scale is not None
            or not self.keys.isdisjoint(("number.one_and_a_half", "clock.midnight", "clock.noon"))
        )
        breaks = "credit.first" in self.keys or self.groups & {"photo", "break"}
        year = self.digits and len(self.folded) == 4
        dates = year or self.month or self.in_month or "time.spell" in self.keys
        return (
            (Kind.MEANS if means else 0)
            | (Kind.COUNTS if counts else 0)
            | (Kind.BREAKS if breaks else 0)
            | (Kind.DATES if dates else 0)
            | (Kind.FRONT if "scope.axis" in self.keys else 0)
        )


class PhraseNode:
    """A step in the trie of phrases."""

    __slots__ = ("ends", "steps")

    def __init__(self) -> None:
        self.steps: dict[int, PhraseNode] = {}
        self.ends: list[tuple[str, str, str, str]] = []  # group, value, declension and stem of the last word


class _Memory(dict[str, Lex]):
    """The words met so far. A word known costs one look-up; the memory is emptied when hostile text has filled it."""

    def __init__(self, read: Callable[[str], Lex]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, raw: str) -> Lex:
        if len(self) >= _REMEMBERED:
            self.clear()
        lex = self._read(raw)
        if len(raw) < 40:
            self[raw] = lex
        return lex


class Lexicon:
    """A vocabulary compiled for look-up. `beyond` tells of a word the kinds that come of other knowledge: places, people."""

    def __init__(self, vocabulary: Vocabulary, beyond: Callable[[Lex], int] = lambda _: 0) -> None:
        self._beyond = beyond
        self._forms: dict[str, list[tuple[str, str, str]]] = {}
        self._stems: dict[str, list[tuple[str, str, str]]] = {}
        self._patterns: dict[tuple[str, bool], int] = {}
        self._asked_forms: dict[str, list[str]] = {}
        self._asked_stems: dict[str, list[str]] = {}
        self._numerals = vocabulary.numerals
        self.phrases = PhraseNode()
        for concept, entries in vocabulary.words.items():
            group, _, value = concept.partition(".")
            for entry in entries:
                self._add(group, value, entry)
        for concept, entries in vocabulary.asked.items():
            for entry in entries:
                body, mark, _ = _parse(entry)
                table = self._asked_stems if mark == "*" else self._asked_forms
                table.setdefault(body, []).append(concept)
        self._longest_asked = max((len(stem) for stem in self._asked_stems), default=0)
        self._shortest = min((len(stem) for stem in self._stems), default=1)
        self._memory = _Memory(self._read)

    def _add(self, group: str, value: str, entry: str) -> None:
        words = entry.split()
        if len(words) == 1:
            body, mark, code = _parse(entry)
            table = self._stems if mark == "*" else self._forms
            table.setdefault(body, []).append((group, value, code))
            return
        node = self.phrases
        code = body = ""
        for word in words:
            body, mark, code = _parse(word)
            key = self._patterns.setdefault((body, mark == "*"), len(self._patterns))
            node = node.steps.setdefault(key, PhraseNode())
        node.ends.append((group, value, code, body))

    def lex(self, raw: str) -> Lex:
        """What is known of the word, from memory if it was met before."""
        return self._memory[raw]

    def lexes(self, raws: list[str]) -> list[Lex]:
        """What is known of each word."""
        return list(map(self._memory.__getitem__, raws))

    def _read(self, raw: str) -> Lex:
        folded = fold(raw)
        found = self._tags(folded)
        if not found and "-" in folded and not self._means_nothing(folded):
            found = self._tags(folded.rsplit("-", 1)[1])
            if not found and not folded.isascii():
                found = self._tags(folded.split("-", 1)[0])
        if not found and folded.endswith(POSSESSIVE):
            found = self._tags(folded.removesuffix(POSSESSIVE))
        keys = tuple(self._phrase_keys(folded))
        if not keys and folded[0].isdigit() and "-" in folded:
            keys = tuple(self._phrase_keys(folded.rsplit("-", 1)[1]))  # '26-этажного дома'
        openings = tuple(self.phrases.steps[key] for key in keys if key in self.phrases.steps)
        tags = tuple(dict.fromkeys(found))
        lex = Lex(raw, folded, tags, keys, openings, self._asked(folded), self._numerals)
        lex.kinds |= self._beyond(lex)
        return lex

    def _means_nothing(self, folded: str) -> bool:
        """'cease-fire' is no fire."""
        return any(group == "none" for group, _, _ in self._forms.get(folded, ()))

    def _asked(self, folded: str) -> list[str]:
        """The concepts that rules ask about: every form that is the word, every stem that begins it."""
        found = list(self._asked_forms.get(folded, ()))
        for length in range(1, min(len(folded), self._longest_asked) + 1):
            found += self._asked_stems.get(folded[:length], ())
        return found

    def asked_forms(self, concept: str) -> frozenset[str]:
        """The whole words of a concept that rules ask about."""
        return frozenset(form for form, concepts in self._asked_forms.items() if concept in concepts)

    def _tags(self, folded: str) -> list[Tag]:
        exact = self._forms.get(folded, [])
        if any(group == "none" for group, _, _ in exact):
            return []
        found = [Tag(group, value, code or "?", False) for group, value, code in exact]
        taken = {(tag.group, tag.value) for tag in found} | {
            (tag.group, "") for tag in found if tag.group != "head"
        }
        for length in range(min(len(folded), 24), self._shortest - 1, -1):
            stems = self._stems.get(folded[:length])
            if stems and len(folded) - length <= LONGEST_ENDING:
                ending = folded[length:]
                found += [
                    Tag(group, value, number_of(ending, code), ending in _TOOLS and code in {"m", "f", "n"})
                    for group, value, code in stems
                    if group != "none"
                    and (group, "") not in taken
                    and (group, value) not in taken
                    and (code != "e" or ending in _ENGLISH)
                ]
                break
        return found

    def _phrase_keys(self, folded: str) -> Iterable[int]:
        exact = self._patterns.get((folded, False))
        if exact is not None:
            yield exact
        for length in range(len(folded), max(0, len(folded) - LONGEST_ENDING - 1), -1):
            key = self._patterns.get((folded[:length], True))
            if key is not None:
                yield key


def number_of(ending: str, code: str) -> str:
    """`s` singular, `p` plural, `?` unsure, by the ending of a stem that inflects as `code` says."""
    if not code:
        return "?"
    if ending in _UNSURE.get(code, ()) and code != "m":
        return "?"
    if ending in _PLURALS.get(code, ()):
        return "p"
    if code in {"v", "a"} and ending in _NEUTER:
        return "?"
    return "s"


def _parse(entry: str) -> tuple[str, str, str]:
    """'дрон*m' is a stem with endings of class m; 'люди=p' a form that is plural; 'бпла' a form."""
    for mark in ("*", "="):
        body, found, code = entry.partition(mark)
        if found:
            return fold(body), mark, code
    return fold(entry), "", ""
