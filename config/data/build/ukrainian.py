"""Inflected forms of Ukrainian place names, by rule. Names are folded: lower case, one kind of apostrophe."""

from __future__ import annotations

import itertools

VELARS = {"г": "з", "к": "ц", "х": "с"}
HUSHERS = "жчшщц"
VOWELS = "аеєиіїоуюя"
LASTING_O = ("сток", "здок")  # 'Владивостока', 'Моздока'; 'Городка' has lost its о
NOUNS_IN_E = ("ще", "поле", "море", "місце", "сонце", "це")  # the other names in -е decline as adjectives
FIRST_WORDS = set(  # stems of adjectives that begin names of several words
    "нов стар біл велик мал крив чорн червон зелен висок глибок широк довг красн лис сух весел гол добр сір ясн свят руськ кам'ян".split()
)


def forms(name: str) -> list[str]:
    """All distinct forms of a name; words that look like adjectives agree with the noun."""
    parts = [_word(word) for word in name.split(" ")]
    found = [
        " ".join(choice) for case in range(6) for choice in itertools.product(*(part[case] for part in parts))
    ]
    return list(dict.fromkeys(found))


def _word(word: str) -> list[list[str]]:
    if "-" in word:
        return _hyphenated(*word.rsplit("-", 1))
    return _adjective(word) if _is_adjective(word) else _noun(word)


def _hyphenated(head: str, last: str) -> list[list[str]]:
    """'Кам'янця-Подільського', 'Івано-Франківська': the first part changes too where the last is an adjective."""
    both = zip(_word(head), _word(last), strict=True) if last.endswith("ий") else None
    fixed = [[f"{head}-{form}" for form in case] for case in _word(last)]
    if both is None:
        return fixed
    return [
        [*case, *(f"{one}-{other}" for one in heads for other in lasts)]
        for case, (heads, lasts) in zip(fixed, both, strict=True)
    ]


def _is_adjective(word: str) -> bool:
    """'криворізький', 'синельникове', 'лозова'; of 'нова' and 'нові' the stem tells."""
    if len(word) < 4:
        return False
    if word.endswith("ий"):
        return True
    if word.endswith("е"):
        return not word.endswith(NOUNS_IN_E)
    stem = word[:-1]
    return word.endswith(("а", "і")) and (stem.endswith(("ськ", "цьк", "зьк")) or stem in FIRST_WORDS)


def _adjective(word: str) -> list[list[str]]:
    stem = word[:-2] if word.endswith("ий") else word[:-1]
    if word.endswith(("ий", "е")):
        return _six(word, stem + "ого", stem + "ому", word, stem + "им", (stem + "ому", stem + "ім"))
    if word.endswith("а"):
        return _six(word, stem + "ої", stem + "ій", stem + "у", stem + "ою", stem + "ій")
    return _six(word, stem + "их", stem + "им", word, stem + "ими", stem + "их")


def _noun(word: str) -> list[list[str]]:
    if len(word) < 3:
        return [[word]] * 6
    if word.endswith("ець"):
        base = word[:-3] + "ц"
        return _six(word, base + "я", base + "ю", word, base + "ем", base + "і")
    made = _vowel(word, word[:-1], word[-1])
    if made is not None:
        return made
    cases: list[list[str]] = [[] for _ in range(6)]
    for base in _bases(word):
        found = _six(word, (base + "а", base + "у"), base + "у", word, base + "ом", (base + "і", base + "у"))
        for case, made_here in zip(cases, found, strict=True):
            case.extend(made_here)
    return cases


def _vowel(word: str, stem: str, end: str) -> list[list[str]] | None:
    """Forms of a name that ends in a vowel, й or a soft sign; None for any other."""
    if end == "а":
        soft = stem[:-1] + VELARS.get(stem[-1], stem[-1]) + "і"
        if stem[-1] in HUSHERS:
            return _six(word, soft, soft, stem + "у", stem + "ею", soft)
        adjective = _adjective(word) if word.endswith(("ова", "ева")) else [[]] * 6  # 'лозової'
        cases = _six(word, stem + "и", soft, stem + "у", stem + "ою", soft)
        return [[*case, *also] for case, also in zip(cases, adjective, strict=True)]
    if end == "я" and len(word) > 4 and stem[-1] == stem[-2]:
        return _six(word, word, stem + "ю", word, word + "м", stem + "і")
    i = "ї" if stem[-1] in "аеєиіїоуюяьй'" else "і"
    e = "є" if i == "ї" else "е"
    root = stem[:-3] + "пол" if word.endswith("піль") else stem[:-2] + "ен" if word.endswith("інь") else stem
    return {
        "я": _six(word, stem + i, stem + i, stem + "ю", stem + e + "ю", stem + i),
        "о": _six(word, stem + "а", stem + "у", word, stem + "ом", (stem + "і", stem + "у")),
        "е": _six(word, stem + "я", stem + "ю", word, word + "м", stem + "і"),
        "є": _six(word, stem + "я", stem + "ю", word, word + "м", stem + "ї"),
        "и": _six(word, (stem, stem + "ів"), stem + "ам", word, stem + "ами", stem + "ах"),
        "і": _six(word, (stem, stem + "ів"), stem + "ам", word, stem + "ами", stem + "ах"),
        "ь": _six(
            word,
            (root + "я", stem + "і"),
            (root + "ю", stem + "і"),
            word,
            (root + "ем", stem + stem[-1] + "ю"),
            root + "і",
        ),
        "й": _six(word, stem + "я", stem + "ю", word, stem + "єм", stem + "ї"),
    }.get(end)


def _bases(word: str) -> list[str]:
    """The stems that a name may decline on: 'київ' on 'києв', 'городок' on 'городк', 'хутір' on 'хутор', 'донецьк' on itself."""
    if word.endswith("ок") and len(word) > 4 and word[-3] not in VOWELS and not word.endswith(LASTING_O):
        return [word[:-2] + "к"]
    if word.endswith(("хутір", "двір", "потік")):
        return [word[:-2] + "о" + word[-1]]
    if word.endswith("їв"):
        return [word[:-2] + "єв"]
    if word.endswith("ів"):
        return [word[:-2] + "ов", word[:-2] + "ев", word]
    if word.endswith("іг"):
        return [word[:-2] + "ог", word]
    return [word]


def _six(*cases: str | tuple[str, ...]) -> list[list[str]]:
    return [[case] if isinstance(case, str) else list(case) for case in cases]
