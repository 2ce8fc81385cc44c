"""Whose voice it is: the role of an office or a ministry by the country it belongs to, and when a country itself speaks."""

from __future__ import annotations

from bot.core.claims import Role
from bot.core.extract.english.said import ENDS, tells, titles_source, told_to
from bot.core.extract.places.lands import HELD
from bot.core.extract.speech.callers import defence_again, heads_region
from bot.core.extract.words.grammar import POSSESSIVE
from bot.core.extract.words.marks import Doc, Loc, Mark, Sentence, once
from bot.core.text import Gap

_BESIDE = 3  # words between a country and its ministry: 'Pentagon press secretary'
_SUBJECT = 4  # words between a country and its verb: 'Russia on Sunday also said'


def is_country(doc: Doc, mark: Mark) -> bool:
    """'Russia says': told from officials without a name."""
    return mark.j == mark.i + 1 and doc.says(mark.i, "voice.country")


def role_of(doc: Doc, s: Sentence, mark: Mark) -> Role | None:
    """What a quotation of the office counts as; None where it is nobody's of this war."""
    reach = 2 if doc.says(mark.i, "office.authorities") else 0
    after = next((loc for loc in s.locs if 0 <= loc.i - mark.j <= reach), None)
    if mark.value == "deputy":
        return Role.HQ
    if mark.value == "head":
        return None if after is None else Role.MAYOR if after.place else Role.GOVERNOR
    role = Role(mark.value)
    if not doc.latin:
        return _in_russian(doc, s, mark, role, after)
    return _in_english(doc, s, mark, role, after)


def _in_english(doc: Doc, s: Sentence, mark: Mark, role: Role, after: Loc | None) -> Role | None:
    """What it is by whose it is: 'Ukraine's defence ministry', 'Russian officials', 'the US air force'."""
    side = _side(doc, s, mark)
    if role is Role.UA and side == "abroad":
        return None  # 'the US air force'
    if role is Role.MOD and (side or _ministry_told(doc, mark)) == "ua":
        return Role.UA
    if role is Role.HQ and _headed(doc, s, mark):
        return Role.GOVERNOR
    if role is Role.EMERGENCY and doc.says(mark.j - 1, "voice.ministry"):
        return Role.UA if side == "ua" or (side is None and in_ukraine(s)) else role
    if role is not Role.OFFICIAL:
        return role
    if _of_region(doc, mark, after):
        return Role.HQ
    if side is not None:
        return Role.UA if side == "ua" else role
    return Role.UA if in_ukraine(s) else role


def _in_russian(doc: Doc, s: Sentence, mark: Mark, role: Role, after: Loc | None) -> Role:
    """Likewise in a Russian text: 'российский президент', 'сообщение министерства'."""
    if role in {Role.UA, Role.HQ} and heads_region(doc, s, mark):
        return Role.GOVERNOR
    if role is not Role.OFFICIAL:
        return role
    if _of_region(doc, mark, after):
        return Role.HQ
    if defence_again(doc, mark):
        return Role.MOD
    if any(m.value == "ruadj" and m.j == mark.i for m in s.of("country")):
        return role
    return Role.UA if in_ukraine(s) else role


def _of_region(doc: Doc, mark: Mark, after: Loc | None) -> bool:
    """'the authorities of N Oblast'."""
    named = after is not None and after.region not in {None, "RU-MOW"} and not after.place
    return named and doc.says(mark.i, "office.authority")


def in_ukraine(s: Sentence) -> bool:
    """Whether the sentence is of Ukraine, or of regions that it holds."""
    here = s.regions or s.carried
    return bool(here) and all(r.startswith("UA") and r not in HELD for r in here)


def _headed(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'the head of the N regional administration': who runs the region."""
    regional = doc.says_in(mark.i - 1, mark.j, "where.regional")
    return regional and any(0 <= mark.i - m.j <= _BESIDE for m in s.of("role", "head"))


def _side(doc: Doc, s: Sentence, mark: Mark) -> str | None:
    """Whose an office is: 'Ukraine's defence ministry', 'the Russian military', 'officials in Kyiv', 'the US air force'."""
    for k in range(mark.j - 1, max(s.i, mark.i - _BESIDE) - 1, -1):
        if side := _of(doc, k):
            return side
        if k <= mark.i and doc.gap(k):
            break
    if doc.says_in(mark.j, mark.j + 1, "where.in_or_of") and not doc.gap(mark.j):
        return next((side for k in range(mark.j + 1, min(mark.j + 3, s.j)) if (side := _of(doc, k))), None)
    return None


def _of(doc: Doc, k: int) -> str | None:
    keys = doc.lexes[k].keys
    if "voice.russian" in keys:
        return "ru"
    if "voice.ukrainian" in keys:
        return "ua"
    return "abroad" if "voice.foreign" in keys else None


def _ministry_told(doc: Doc, mark: Mark) -> str | None:
    """Whose 'the ministry' is, by what the text called it elsewhere."""
    if not doc.latin:
        return None
    sides = {side for m, side in _ministries(doc) if m is not mark}
    return "ua" if "ua" in sides and "ru" not in sides else None


@once
def _ministries(doc: Doc) -> list[tuple[Mark, str | None]]:
    return [(m, _side(doc, s, m)) for s in doc.sentences for m in s.of("role", "mod")]


@once
def army_of(doc: Doc) -> Role:
    """Whose 'the military' is: that of the country that speaks first, or else is attacked."""
    for s in doc.sentences:
        voice = next((m for m in s.of("role") if is_country(doc, m) and country_speaks(doc, s, m)), None)
        if voice is not None:
            return Role.UA if _of(doc, voice.i) == "ua" else Role.MOD
    for s in doc.sentences:
        for blow in s.marks:
            if blow.group == "down":
                owner = next((m for m in s.of("country") if m.j == blow.i), None)
                if owner is not None:
                    return Role.UA if owner.value == "ua" else Role.MOD
            if blow.group in {"attack", "shell", "weapon"}:
                owner = next((m for m in s.of("country") if m.j == blow.i and m.value.endswith("adj")), None)
                if owner is not None:
                    return Role.UA if owner.value == "ruadj" else Role.MOD
    return Role.MOD


def country_speaks(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'Russia says', ', says Kyiv.', 'according to Moscow', 'Ukraine and Russia report'; not the country that somebody blames."""
    if doc.latin and _is_part(doc, s, mark):
        return False
    if doc.latin and s.j == mark.j and titles_source(doc, s, mark):
        return True  # '... : Kyiv'
    for say in s.of("say"):
        if say.value == "by" and 0 <= mark.i - say.j <= 1:
            return True
        its = doc.latin and _verb_of_it(doc, s, mark, say)
        if say.value == "verb" and (its or _verb_of(doc, s, mark, say)) and tells(doc, s, say):
            return True
        last = mark.j == s.j or doc.gap(mark.j) & ENDS
        told = doc.says(say.i, "voice.said") or (doc.says(say.i, "voice.inverts") and doc.gap(say.i))
        if say.j == mark.i and told and last:
            return True
    return False


def _is_part(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'the mayor of Kyiv', 'Russia's claim', 'the Russia-Ukraine war': another word's, and no voice."""
    word = doc.folded[mark.i]
    if word.endswith(POSSESSIVE) or "-" in word:
        return True
    return mark.i > s.i and (doc.says(mark.i - 1, "where.of") or doc.says(mark.i - 1, "voice.after"))


def _verb_of(doc: Doc, s: Sentence, mark: Mark, say: Mark) -> bool:
    """The verb follows its country, with nothing between but when and how: 'Russia on Sunday said', 'Ukraine, Russia report'."""
    if not doc.latin:
        return 0 <= say.i - mark.j <= 1 and not doc.gap(mark.j)
    if not 0 <= say.i - mark.j <= _SUBJECT or doc.says(say.i, "said.adverb") or told_to(doc, say):
        return False
    k = mark.j
    if k < say.i and (doc.gap(k) & Gap.COMMA or doc.says(k, "list.and")):  # another country speaks with it
        k += doc.says(k, "list.and")
        if not any(is_country(doc, m) for m in s.of("role") if m.i == k):
            return False
        k += 1
    return all(doc.says(at, "said.when") and not doc.gap(at) for at in range(k, say.i)) and not doc.gap(say.i)


def _verb_of_it(doc: Doc, s: Sentence, mark: Mark, say: Mark) -> bool:
    """'Kyiv fired at a ship that it said was armed': the country before 'it', and no other between."""
    if not mark.j <= say.i - 1 or not doc.says(say.i - 1, "said.it"):
        return False
    placed = any(m.j == mark.i for m in s.of("head", "prep"))
    return not placed and not any(mark.j <= m.i < say.i for m in [*s.of("role"), *s.of("object")])
