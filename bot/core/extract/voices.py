"""Who is quoted: offices and names, by verbs and turns of reporting."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from bot.core.claims import Role, Speaker
from bot.core.extract.callers import armies, heads_region
from bot.core.extract.doubles import without_shadows
from bot.core.extract.grammar import DATIVE_OF_NAMES, DATIVE_OF_OFFICES
from bot.core.extract.groups import HELD
from bot.core.extract.marks import Doc, Mark, Sentence
from bot.core.extract.near import span_of
from bot.core.extract.said import name_beside, speaks_english
from bot.core.extract.strangers import surname, whole_office
from bot.core.extract.times import MSK
from bot.core.officials import Official, fold
from bot.core.text import Gap

_TIE = Gap.NONE | Gap.QUOTE | Gap.COMMA | Gap.DASH | Gap.OPEN | Gap.CLOSE
_NAMED = frozenset(["governor", "mayor", "deputy", "head", "official", "ua", "aviation", "hq", "emergency"])


class Voices:
    """Reads the speakers of a text; knows the people in office."""

    def __init__(self, people: Mapping[str, tuple[Official, ...]]) -> None:
        self.people = people

    def read(self, doc: Doc) -> list[Speaker]:
        """All speakers, an office without a name dropped where its holder is named too."""
        found: list[tuple[Speaker, Sentence]] = []
        day = doc.published_at.astimezone(MSK).date()
        for s in doc.sentences:
            if doc.latin and s.groups.isdisjoint(_FACTS) and not _ends_quote(doc, s):
                continue  # of something else than these facts
            if s.live and not _HEARD.isdisjoint(s.groups):
                found += [(speaker, s) for speaker in self._sentence(doc, s, day)]
        return without_shadows(found)

    def _sentence(self, doc: Doc, s: Sentence, day: date) -> Iterator[Speaker]:
        used: set[int] = set()
        for mark in s.of("name"):
            person = self._person(mark.value, day, s)
            if person is None or not _speaks(doc, s, mark, 9) or _addressed(doc, s, mark, person):
                continue
            used.update(range(max(s.i, mark.i - 7), mark.j))
            yield Speaker(
                role=person.role, name=person.name, span=span_of(doc, mark.i, mark.j), rule="speaker.name"
            )
        for mark in s.of("role"):
            if (mark.i in used and mark.value in _PERSONAL) or not _quoted(doc, s, mark):
                continue
            role = _role(doc, s, mark)
            if role is None:
                continue
            name = next(
                (key.partition(".")[2] for key in doc.lexes[mark.i].keys if key.startswith("surname.")), None
            )
            if name is None and mark.value in _NAMED:
                name = name_beside(doc, s, mark) if doc.latin else surname(doc, s, mark)
            yield Speaker(
                role=role,
                name=name,
                span=span_of(doc, mark.i, mark.j),
                rule="speaker.country" if _is_country(doc, mark) else f"speaker.{mark.value}",
            )
        yield from _airports(doc, s)
        if not doc.latin:
            yield from armies(doc, s)
        for mark in s.of("media"):
            if _outlet_speaks(doc, s, mark):
                yield Speaker(
                    role=Role.MEDIA, name=None, span=span_of(doc, mark.i, mark.j), rule="speaker.outlet"
                )

    def _person(self, form: str, day: date, s: Sentence) -> Official | None:
        serving = [p for p in self.people.get(form, ()) if p.held_office_on(day)]
        if not serving:
            return None
        local = [p for p in serving if p.region in s.carried or p.region in s.regions]
        return (local or serving)[0]


_FACTS = frozenset(
    [
        "attack",
        "shell",
        "down",
        "fall",
        "debris",
        "boom",
        "fire",
        "harm",
        "dead",
        "hurt",
        "object",
        "weapon",
        "defence",
        "alarm",
        "airport",
        "repel",
        "safe",
    ]
)
_HEARD = frozenset(["name", "role", "airport", "media", "enemy"])  # groups whose words may tell who speaks
_PERSONAL = frozenset(["governor", "mayor", "deputy", "head", "official", "hq", "ua"])
_REACH = {"governor": 9, "mayor": 9, "mod": 9, "deputy": 9, "head": 9, "hq": 6, "aviation": 6, "official": 6}


def _ends_quote(doc: Doc, s: Sentence) -> bool:
    """'Stay in safe places," the mayor wrote': the quotation that the sentence before began tells of facts."""
    before = doc.sentences[s.index - 1] if s.index else None
    said = doc.words.text[doc.words.starts[s.i] : doc.words.stops[s.j - 1]]
    closes = said.count("\u201d") > said.count("\u201c") or said.count('"') % 2 == 1
    return before is not None and closes and not before.groups.isdisjoint(_FACTS)


def _is_country(doc: Doc, mark: Mark) -> bool:
    """'Russia says': told from officials without a name."""
    return mark.j == mark.i + 1 and doc.says(mark.i, "voice.country")


def _role(doc: Doc, s: Sentence, mark: Mark) -> Role | None:
    reach = 2 if doc.says(mark.i, "office.authorities") else 0
    after = next((loc for loc in s.locs if 0 <= loc.i - mark.j <= reach), None)
    if mark.value == "deputy":
        return Role.HQ
    if mark.value == "head":
        return None if after is None else Role.MAYOR if after.place else Role.GOVERNOR
    role = Role(mark.value)
    if role is Role.UA and heads_region(doc, s, mark):
        return Role.GOVERNOR
    if role is Role.OFFICIAL:
        if (
            after is not None
            and after.region
            and not after.place
            and doc.says(mark.i, "office.authority")
            and after.region not in {"RU-MOW"}
        ):
            return Role.HQ
        if doc.latin and any(m.value == "uaadj" and 0 <= mark.i - m.j <= 1 for m in s.of("country")):
            return Role.UA  # 'Ukraine's deputy prime minister'
        if any(m.value == "ruadj" and m.j == mark.i for m in s.of("country")):
            return role  # 'российский президент'
        here = s.regions or s.carried
        if here and all(r.startswith("UA") and r not in HELD for r in here):
            return Role.UA
    return role


def _addressed(doc: Doc, s: Sentence, mark: Mark, person: Official) -> bool:
    """'доложил Петрову': told to, not by."""
    form = doc.folded[mark.i]
    return (
        form.endswith(DATIVE_OF_NAMES)
        and form != fold(person.name)
        and not any(m.value == "by" for m in s.of("say"))
    )


def _quoted(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """Whether an office or a group of people is the source of what is said."""
    before = doc.lexes[mark.i - 1].keys if mark.i > s.i else frozenset()
    if doc.says(mark.i, "voice.source") and doc.says_in(mark.j, mark.j + 1, "voice.in"):
        return not any(m.value == "ua" and m.i == mark.j + 1 for m in s.of("role"))
    if doc.folded[mark.j - 1].endswith(DATIVE_OF_OFFICES) and mark.value in _NAMED:
        return False
    if mark.value == "mod" and any(m.i == mark.j for m in s.of("repel")):
        return False
    if "voice.at_work" in before or (mark.value == "official" and any(m.i == mark.j for m in s.of("role"))):
        return False  # 'работают службы, заявил глава'; 'в пресс-службе комитета'
    if (mark.value == "mod" and "voice.forces" in before) or (
        mark.value in {"media", "witness"} and "voice.own" in before
    ):
        return False
    if doc.says(mark.i, "voice.country") and mark.j == mark.i + 1:
        return "where.in" not in before and _country_speaks(doc, s, mark)
    if (
        mark.value == "witness"
        and any(abs(m.i - mark.i) <= 8 for m in s.of("heard"))
        and not doc.says(mark.i, "voice.of_residents")
    ):
        return True
    if mark.value == "aviation" and s.has("airport"):
        return True
    if doc.says(mark.i, "voice.whose") and not any(
        m.value == "by" and 0 <= mark.i - m.j <= 2 for m in s.of("say")
    ):
        return False  # 'жителей просят не выходить'
    return _speaks(doc, s, mark, _REACH.get(mark.value, 4))


def _country_speaks(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'Russia says', ', says Kyiv.', 'according to Moscow'; not the country that somebody blames."""
    for say in s.of("say"):
        if say.value == "by" and 0 <= mark.i - say.j <= 1:
            return True
        if say.value == "verb" and 0 <= say.i - mark.j <= 1 and not doc.gap(mark.j):
            return True
        last = mark.j == s.j or doc.gap(mark.j) & (Gap.COMMA | Gap.DOT | Gap.LINE | Gap.DASH)
        if say.j == mark.i and doc.says(say.i, "voice.said") and last:
            return True
    return False


def _outlet_speaks(doc: Doc, s: Sentence, mark: Mark) -> bool:
    if mark.i - s.i <= 1 and any(doc.gap(k) & Gap.COLON for k in (mark.j, min(mark.j + 1, s.j))):
        return True
    for say in s.of("say"):
        between = doc.between(min(say.j, mark.j), max(say.i, mark.i))
        if between & ~Gap.QUOTE:
            continue
        if say.value == "by" and 0 <= mark.i - say.j <= 2:
            return True
        if doc.says(say.i, "voice.prints") and (0 <= mark.i - say.j <= 1 or 0 <= say.i - mark.j <= 1):
            return True
    return (
        bool(doc.gap(mark.i) & Gap.DASH)
        and bool(doc.gap(mark.j) & (Gap.LINE | Gap.DOT | Gap.STOP))
        and not doc.latin
    )


def _speaks(doc: Doc, s: Sentence, mark: Mark, reach: int) -> bool:
    """The mark is the source of what is said: a verb of saying, 'по словам', a dash or a colon beside it."""
    if doc.latin:
        return speaks_english(doc, s, mark)
    for say in s.of("say"):
        between = doc.between(min(say.j, mark.j), max(say.i, mark.i))
        if say.value == "by":
            if 0 <= mark.i - say.j <= 4 and not between & ~_TIE:
                return True
        elif abs(say.i - mark.i) <= reach and not between & (Gap.SEMICOLON | Gap.STOP | Gap.LINE):
            if reach < 9 and between & Gap.COMMA and say.i - mark.j > 3:
                continue
            if mark.j <= say.i and between & Gap.COMMA and _names_its_own(doc, s, say):
                continue
            return True
    return _set_off(doc, s, mark)


def _names_its_own(doc: Doc, s: Sentence, say: Mark) -> bool:
    """', сообщил губернатор': the verb has its subject right after it, and whoever stands before is none."""
    return any(
        m.group in {"role", "name"} and 0 <= m.i - say.j <= 3 and not doc.between(say.j, m.i) & Gap.COMMA
        for m in s.marks
    )


def _set_off(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'— Петров.', 'Минобороны РФ:', 'замгубернатора — о последствиях'."""
    stop = whole_office(doc, s, mark)
    signed = mark.i == s.i or mark.group == "name"
    if s.index and signed and s.j - s.i <= 5 and all(lex.capital for lex in doc.lexes[s.i : s.j][1:]):
        return True
    while stop < s.j and stop < mark.j + 6 and doc.lexes[stop].capital and doc.gap(stop) == Gap.NONE:
        stop += 1
    before, after = doc.gap(mark.i), doc.gap(stop)
    if before & Gap.DASH and (stop == s.j or after & (Gap.LINE | Gap.DOT | Gap.STOP) or mark.group != "name"):
        return True
    if doc.gap(s.i) & Gap.DASH and stop >= s.j - 1 and s.j - s.i <= 6:
        return True
    if any(doc.gap(k) & Gap.DASH for k in range(max(s.i, mark.i - 5), mark.i + 1)) and s.j - stop <= 1:
        return True
    if after & Gap.DASH and stop < s.j and doc.says(stop, "voice.about"):
        return True
    return bool(after & Gap.COLON) and mark.i - s.i <= 6


def _airports(doc: Doc, s: Sentence) -> Iterator[Speaker]:
    """'the airport said'."""
    for mark in s.of("airport", "noun"):
        if mark.j < s.j and doc.says(mark.j, "voice.said"):
            yield Speaker(
                role=Role.AVIATION, name=None, span=span_of(doc, mark.i, mark.j), rule="speaker.airport"
            )
