"""Who is quoted: offices and names, by verbs and turns of reporting."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.core.claims import Role, Speaker
from bot.core.extract.marks import Doc, Mark, Sentence
from bot.core.extract.near import span_of
from bot.core.extract.times import MSK
from bot.core.officials import Official
from bot.core.text import Gap

_TIE = Gap.NONE | Gap.QUOTE | Gap.COMMA | Gap.DASH | Gap.OPEN | Gap.CLOSE
_OFFICE = {"governor", "mayor", "hq", "mod", "emergency", "aviation", "ua", "media", "witness", "official", "deputy", "head"}
_NAMED = frozenset(["governor", "mayor", "deputy", "head", "official", "ua", "aviation", "hq", "emergency"])


class Voices:
    """Reads the speakers of a text; knows the people in office."""

    def __init__(self, people: dict[str, tuple[Official, ...]]) -> None:
        self.people = people

    def read(self, doc: Doc) -> list[Speaker]:
        """All speakers, an office without a name dropped where its holder is named too."""
        found: list[tuple[Speaker, Sentence]] = []
        day = doc.published_at.astimezone(MSK).date()
        for s in doc.sentences:
            if s.live:
                found += [(speaker, s) for speaker in self._sentence(doc, s, day)]
        return _without_shadows(found)

    def _sentence(self, doc: Doc, s: Sentence, day: date) -> Iterator[Speaker]:
        used: set[int] = set()
        for mark in s.of("name"):
            if not _speaks(doc, s, mark):
                continue
            person = self._person(mark.value, day, s)
            if person is None:
                continue
            used.update(range(max(s.i, mark.i - 7), mark.j))
            role = person.role
            yield Speaker(role=role, name=person.name, span=span_of(doc, mark.i, mark.j), rule="speaker.name")
        for mark in s.of("role"):
            if mark.i in used or not _speaks(doc, s, mark):
                continue
            role = _role(mark)
            if role is None:
                continue
            name = _unknown_name(doc, s, mark) if mark.value in _NAMED else None
            yield Speaker(role=role, name=name, span=span_of(doc, mark.i, mark.j), rule=f"speaker.{mark.value}")
        for mark in s.of("media"):
            if _speaks(doc, s, mark):
                yield Speaker(role=Role.MEDIA, name=None, span=span_of(doc, mark.i, mark.j), rule="speaker.outlet")

    def _person(self, form: str, day: date, s: Sentence) -> Official | None:
        serving = [p for p in self.people.get(form, ()) if p.held_office_on(day)]
        if not serving:
            return None
        local = [p for p in serving if p.region in s.carried or p.region in s.regions]
        return (local or serving)[0]


def _role(mark: Mark) -> Role | None:
    if mark.value == "deputy":
        return Role.HQ
    if mark.value == "head":
        return None
    return Role(mark.value)


def _speaks(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """The mark is the source of what is said: a verb of saying, 'по словам', a dash or a colon beside it."""
    for say in s.of("say"):
        if say.value == "by":
            if 0 <= mark.i - say.j <= 4 and not doc.between(say.j, mark.i) & ~_TIE:
                return True
        elif abs(say.i - mark.i) <= 9 and not doc.between(min(say.j, mark.j), max(say.i, mark.i)) & (Gap.SEMICOLON | Gap.STOP | Gap.LINE):
            return True
    before, after = doc.gap(mark.i), doc.gap(mark.j)
    if before & Gap.DASH and (after & (Gap.LINE | Gap.DOT | Gap.STOP) or mark.j == s.j or mark.group != "name"):
        return True
    lead = doc.gap(s.i) & Gap.DASH and mark.j >= s.j - 1 and s.j - s.i <= 6
    if lead:
        return True
    ended_by_dash = any(doc.gap(k) & Gap.DASH for k in range(max(s.i, mark.i - 5), mark.i + 1)) and s.j - mark.j <= 1
    if ended_by_dash:
        return True
    return bool(after & Gap.COLON) and mark.i - s.i <= 6


def _unknown_name(doc: Doc, s: Sentence, mark: Mark) -> str | None:
    """'губернатор Н-ской области Имя Фамилия' with a name that no list has: the surname as it stands."""
    k = mark.j
    for loc in s.locs:
        if loc.i - k in (0, 1):
            k = loc.j
            break
    if k + 1 < s.j and doc.lexes[k].capital and doc.lexes[k + 1].capital and doc.gap(k + 1) == Gap.NONE and not doc.gap(k) & ~Gap.COMMA:
        raw = doc.words.raw[k + 1]
        return None if raw.isascii() else raw
    return None


def _without_shadows(found: list[tuple[Speaker, Sentence]]) -> list[Speaker]:
    named = {speaker.role for speaker, _ in found if speaker.name}
    body = any(speaker.role is not Role.OFFICIAL or speaker.name for speaker, s in found if not s.title)
    kept: list[Speaker] = []
    for speaker, s in found:
        if speaker.name is None and speaker.role in named and speaker.role not in {Role.MEDIA, Role.WITNESS}:
            continue
        if speaker.role is Role.OFFICIAL and s.title and body and speaker.name is None:
            continue
        kept.append(speaker)
    return kept
