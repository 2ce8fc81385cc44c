"""Cyrillic names in Latin letters, for readers who do not read Cyrillic: the common BGN/PCGN way, without diacritics."""

from __future__ import annotations

_PAIRS = (
    "а=a б=b в=v г=g д=d е=e ё=yo ж=zh з=z и=i й=y к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=kh ц=ts ч=ch ш=sh "
    "щ=shch ъ= ы=y ь= э=e ю=yu я=ya і=i ї=yi є=ye ґ=g"
)
_LETTERS = {pair[0]: pair[2:] for pair in _PAIRS.split()}
_VOWELS = frozenset("аеёиоуыэюяъьіїє")
_ENDINGS = (("ский", "sky"), ("цкий", "tsky"), ("ый", "y"), ("ий", "y"))


def latin(text: str) -> str:
    """The text with its Cyrillic letters in Latin ones: Шапша, Shapsha; Слюсарь, Slyusar; Егоров, Yegorov."""
    return "".join(_word(word) for word in _words(text))


def _words(text: str) -> list[str]:
    words: list[str] = []
    for char in text:
        if words and char.isalpha() and words[-1][-1].isalpha():
            words[-1] += char
        else:
            words.append(char)
    return words


def _word(word: str) -> str:
    lower = word.lower()
    if not any(char in _LETTERS for char in lower):
        return word
    ending = next(((old, new) for old, new in _ENDINGS if lower.endswith(old)), ("", ""))
    stem = lower.removesuffix(ending[0]) if len(word) > len(ending[0]) else lower
    if stem == lower:
        ending = ("", "")
    out = ""
    for at, char in enumerate(stem):
        new = _LETTERS.get(char, char)
        if char == "е" and (at == 0 or stem[at - 1] in _VOWELS):
            new = "ye"
        out += new
    out += ending[1]
    if word.isupper() and len(word) > 1:
        return out.upper()
    return out[:1].upper() + out[1:] if word[0].isupper() else out
