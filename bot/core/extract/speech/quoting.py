"""Whether an office, a group of people or an outlet is the source of what a sentence says: verbs and turns of reporting."""

from __future__ import annotations

from bot.core.extract.english.said import speaks_english
from bot.core.extract.speech.sides import country_speaks
from bot.core.extract.speech.strangers import whole_office
from bot.core.extract.words.grammar import DATIVE_OF_NAMES, DATIVE_OF_OFFICES
from bot.core.extract.words.marks import Doc, Mark, Sentence
from bot.core.officials import Official, fold
from bot.core.text import Gap

_TIE = Gap.NONE | Gap.QUOTE | Gap.COMMA | Gap.DASH | Gap.OPEN | Gap.CLOSE
NAMED = frozenset(["governor", "mayor", "deputy", "head", "official", "ua", "aviation", "hq", "emergency"])
_REACH = {"governor": 9, "mayor": 9, "mod": 9, "deputy": 9, "head": 9, "hq": 6, "aviation": 6, "official": 6}


def addressed(doc: Doc, s: Sentence, mark: Mark, person: Official) -> bool:
    """'доложил Петрову': told to, not by."""
    form = doc.folded[mark.i]
    return (
        form.endswith(DATIVE_OF_NAMES)
        and form != fold(person.name)
        and not any(m.value == "by" for m in s.of("say"))
    )


def quoted(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """Whether an office or a group of people is the source of what is said."""
    before = doc.lexes[mark.i - 1].keys if mark.i > s.i else frozenset()
    if doc.says(mark.i, "voice.source") and doc.says_in(mark.j, mark.j + 1, "voice.in"):
        return not any(m.value == "ua" and m.i == mark.j + 1 for m in s.of("role"))
    if doc.folded[mark.j - 1].endswith(DATIVE_OF_OFFICES) and mark.value in NAMED:
        return False
    if (mark.value == "mod" and any(m.i == mark.j for m in s.of("repel"))) or _to_call(doc, s, mark):
        return False
    if "voice.at_work" in before or (mark.value == "official" and any(m.i == mark.j for m in s.of("role"))):
        return False  # 'работают службы, заявил глава'; 'в пресс-службе комитета'
    if (mark.value == "mod" and "voice.forces" in before) or (
        mark.value in {"media", "witness"} and "voice.own" in before
    ):
        return False
    if doc.says(mark.i, "voice.country") and mark.j == mark.i + 1:
        return "where.in" not in before and country_speaks(doc, s, mark)
    if mark.value == "aviation" and s.has("airport"):
        return True
    if _told_of(doc, s, mark):
        return False
    return _heard(doc, s, mark) or speaks(doc, s, mark, _REACH.get(mark.value, 4))


def _heard(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'жители слышали взрывы': residents who heard it; in English the verb of hearing is theirs."""
    if mark.value != "witness" or doc.says(mark.i, "voice.of_residents"):
        return False
    if not doc.latin:
        return any(abs(m.i - mark.i) <= 8 for m in s.of("heard"))
    by = doc.says_in(max(s.i, mark.i - 3), mark.i, "said.by")
    return any(
        (0 <= m.i - mark.j <= 3 or (by and 0 < mark.i - m.j <= 8)) and doc.says(m.i, "voice.hears")
        for m in s.of("heard")
    )


def _to_call(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'телефон экстренных служб: 112', 'звоните 112': whom to call."""
    return not doc.latin and doc.says_in(max(s.i, mark.i - 4), mark.i, "voice.call")


def _told_of(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'жителей просят не выходить', 'никто из жителей не пострадал', 'местные власти': people told of, not quoted."""
    if doc.says(mark.j - 1, "voice.local") and any(m.i == mark.j for m in s.of("role")):
        return True
    by = any(m.value == "by" and 0 <= mark.i - m.j <= 2 for m in s.of("say"))
    if doc.says(mark.i, "voice.whose") and not by and not _heard(doc, s, mark):
        return True
    if mark.value == "emergency" and any(m.j == mark.i for m in [*s.of("attack", "verb"), *s.of("harm")]):
        return True  # 'атакована скорая помощь'
    return mark.value == "witness" and doc.says_in(max(s.i, mark.i - 3), mark.i, "nobody.nobody")


def outlet_speaks(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'РБК: ...', 'по данным SHOT', 'пишет Mash', '..., — ТАСС'."""
    if _to_call(doc, s, mark):
        return False
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


def speaks(doc: Doc, s: Sentence, mark: Mark, reach: int) -> bool:
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
    heard = doc.says(mark.i - 1, "where.away") and doc.says_in(max(s.i, mark.i - 4), mark.j + 1, "voice.word")
    return heard or _set_off(doc, s, mark)  # 'по поступившей от Минобороны информации'


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
    if not s.index and mark.group == "role" and (mark.i, mark.j) == (s.i, s.j) and len(doc.sentences) > 1:
        return True  # 'Оперативный штаб.', that opens a post
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
