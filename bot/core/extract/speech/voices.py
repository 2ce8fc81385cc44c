"""Who is quoted: offices and names, by verbs and turns of reporting."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from bot.core.claims import Role, Speaker
from bot.core.extract.english.said import FACTS, cut_off, ends_quote, name_beside, tells, tells_of_facts
from bot.core.extract.english.skies import nation_of
from bot.core.extract.near import span_of
from bot.core.extract.places.naming import surname_in_russian
from bot.core.extract.speech.callers import armies
from bot.core.extract.speech.doubles import without_shadows
from bot.core.extract.speech.quoting import NAMED, addressed, outlet_speaks, quoted, speaks
from bot.core.extract.speech.sides import army_of, in_ukraine, is_country, role_of
from bot.core.extract.speech.strangers import surname
from bot.core.extract.times import MSK
from bot.core.extract.words.marks import Doc, Mark, Sentence
from bot.core.officials import Official, fold
from bot.core.text import Gap


class Voices:
    """Reads the speakers of a text; knows the people in office."""

    def __init__(self, people: Mapping[str, tuple[Official, ...]]) -> None:
        self.people = people

    def read(self, doc: Doc) -> list[Speaker]:
        """All speakers, an office without a name dropped where its holder is named too."""
        found: list[tuple[Speaker, Sentence]] = []
        day = doc.published_at.astimezone(MSK).date()
        for s in doc.sentences:
            if doc.latin and s.groups.isdisjoint(FACTS) and not (ends_quote(doc, s) or cut_off(doc, s)):
                continue  # of something else than these facts
            if s.live and not (_HEARD_IN_ENGLISH if doc.latin else _HEARD).isdisjoint(s.groups):
                found += [(speaker, s) for speaker in self._sentence(doc, s, day)]
        return without_shadows(found)

    def _sentence(self, doc: Doc, s: Sentence, day: date) -> Iterator[Speaker]:
        used: set[int] = set()
        for mark in s.of("name"):
            person = self._person(mark.value, day, s)
            if person is None or not speaks(doc, s, mark, 9) or addressed(doc, s, mark, person):
                continue
            if doc.latin and person.role is Role.OFFICIAL and not tells_of_facts(doc, s, mark):
                continue
            used.update(range(max(s.i, mark.i - 7), _apposed(doc, s, mark)))
            yield Speaker(
                role=person.role, name=person.name, span=span_of(doc, mark.i, mark.j), rule="speaker.name"
            )
        for mark in s.of("role"):
            if not (mark.i in used and mark.value in _PERSONAL) and quoted(doc, s, mark):
                yield from self._office(doc, s, mark, day)
        yield from _airports(doc, s)
        yield from _hearsay(doc, s) if doc.latin else armies(doc, s)
        for mark in s.of("media"):
            if outlet_speaks(doc, s, mark):
                yield Speaker(
                    role=Role.MEDIA, name=None, span=span_of(doc, mark.i, mark.j), rule="speaker.outlet"
                )

    def _office(self, doc: Doc, s: Sentence, mark: Mark, day: date) -> Iterator[Speaker]:
        """An office that is quoted, with the name of its holder where one stands beside it."""
        role = role_of(doc, s, mark)
        if role is None:
            return
        known = (key.partition(".")[2] for key in doc.lexes[mark.i].keys if key.startswith("surname."))
        name = next(known, None)
        if name is None and mark.value in NAMED and not is_country(doc, mark):
            if doc.latin:
                role, name = self._held_by(doc, s, mark, role, day)
            else:
                name = surname(doc, s, mark)
        rule = "speaker.country" if is_country(doc, mark) else f"speaker.{mark.value}"
        yield Speaker(role=role, name=name, span=span_of(doc, mark.i, mark.j), rule=rule)

    def _held_by(self, doc: Doc, s: Sentence, mark: Mark, role: Role, day: date) -> tuple[Role, str | None]:
        """The role and surname of the holder named beside an English office: as the list has them, else by the letters."""
        raw = name_beside(doc, s, mark)
        if raw is None:
            return role, None
        person = self._person(fold(raw), day, s)
        if person is not None:
            return person.role, person.name
        return role, surname_in_russian(raw, ukrainian=in_ukraine(s))

    def _person(self, form: str, day: date, s: Sentence) -> Official | None:
        serving = [p for p in self.people.get(form, ()) if p.held_office_on(day)]
        if not serving:
            return None
        local = [p for p in serving if p.region in s.carried or p.region in s.regions]
        return (local or serving)[0]


_HEARD = frozenset(["name", "role", "airport", "media", "enemy"])  # groups whose words may tell who speaks
_HEARD_IN_ENGLISH = _HEARD | {"say", "country"}
_PERSONAL = frozenset(["governor", "mayor", "deputy", "head", "official", "hq", "ua"])


def _airports(doc: Doc, s: Sentence) -> Iterator[Speaker]:
    """'the airport said'."""
    for mark in s.of("airport", "noun"):
        if mark.j < s.j and doc.says(mark.j, "voice.said"):
            yield Speaker(
                role=Role.AVIATION, name=None, span=span_of(doc, mark.i, mark.j), rule="speaker.airport"
            )


def _apposed(doc: Doc, s: Sentence, mark: Mark) -> int:
    """The word after a name and the office that follows it: 'Ivan Petrov, the governor of N'."""
    if not doc.latin or mark.j >= s.j or doc.gap(mark.j) != Gap.COMMA:
        return mark.j
    return next((m.j for m in s.of("role") if 0 <= m.i - mark.j <= _OFFICE), mark.j)


def _hearsay(doc: Doc, s: Sentence) -> Iterator[Speaker]:
    """'Russia's claim that', 'the military said', 'say reports': voices without an office."""
    for mark in s.of("country"):
        if doc.says_in(mark.j, mark.j + 1, "voice.claim") and mark.value in _WHOSE and not doc.gap(mark.j):
            yield _voice(doc, _WHOSE[mark.value], mark.i, rule="speaker.claim")
    for mark in s.of("defence"):
        says = any(m.i == mark.j and not doc.says(m.i, "said.adverb") for m in s.of("say", "verb"))
        if says and not doc.gap(mark.j):
            owner = next((m for m in s.of("country") if m.j == mark.i and m.value in _WHOSE), None)
            role = army_of(doc) if owner is None else _WHOSE[owner.value]
            if doc.says(mark.i - 1, "sky.nation"):
                role = Role.UA if nation_of(doc) == "UA" else Role.MOD
            yield _voice(doc, role, mark.i, rule="speaker.defence")
    for say in s.of("say", "verb"):
        army = say.i - 2 >= s.i and doc.says(say.i - 1, "voice.army") and tells(doc, s, say)
        alone = doc.says(say.i - 2, "capital.the") or doc.gap(say.i - 1) & Gap.COMMA
        if army and alone and not doc.gap(say.i):
            yield _voice(doc, army_of(doc), say.i - 1, rule="speaker.army")
        for k in (say.i - 1, say.j) if doc.says(say.i, "voice.speak") else ():
            if s.i <= k < s.j and doc.says(k, "voice.report") and not doc.gap(max(k, say.i)):
                yield _voice(doc, Role.MEDIA, k, rule="speaker.reports")


def _voice(doc: Doc, role: Role, k: int, *, rule: str) -> Speaker:
    return Speaker(role=role, name=None, span=span_of(doc, k, k + 1), rule=rule)


_OFFICE = 3  # words between a name and its office
_WHOSE = {"ruadj": Role.OFFICIAL, "uaadj": Role.UA}
