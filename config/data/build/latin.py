"""Spellings of Russian and Ukrainian names in Latin letters: one to show, several to recognise."""

from __future__ import annotations

import functools
import unicodedata

import iuliia

_SCHEMAS = [
    iuliia.WIKIPEDIA,
    iuliia.BGN_PCGN,
    iuliia.BS_2979,
    iuliia.MOSMETRO,
    iuliia.ICAO_DOC_9303,
    iuliia.ALA_LC,
    iuliia.BGN_PCGN_ALT,
]
_PLAIN = str.maketrans("", "", "'`’ʹʺ\"ʻ")


def plain(text: str) -> str:
    """Folded, without the apostrophes of soft signs and without diacritics."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return bare.translate(_PLAIN).casefold()


def shown(name: str) -> str:
    """The spelling that English papers use: Spas-Demensk, Zhukovsky, Oryol."""
    latin = iuliia.WIKIPEDIA.translate(name)
    return latin.translate(_PLAIN)


@functools.cache
def spellings(name: str) -> list[str]:
    """All folded spellings of a name, the shown one first."""
    texts = [plain(shown(name))]
    for variant in dict.fromkeys((name, name.replace("ё", "е").replace("Ё", "Е"))):
        raw = [schema.translate(variant).translate(_PLAIN) for schema in _SCHEMAS]
        texts += [plain(text) for text in raw if text.isascii()]
    return list(dict.fromkeys(text for text in texts if text.isascii()))


_BACK = [
    ("shch", "щ"), ("yeye", "ее"), ("yy", "ый"), ("iy", "ий"), ("ay", "ай"), ("oy", "ой"), ("ey", "ей"), ("uy", "уй"),
    ("zh", "ж"), ("kh", "х"), ("ts", "ц"), ("ch", "ч"), ("sh", "ш"), ("yu", "ю"), ("ya", "я"), ("yo", "ё"), ("ye", "е"),
    ("yё", "ё"), ("ë", "ё"), ("’", "ь"), ("”", "ъ"), ("a", "а"), ("b", "б"), ("v", "в"), ("g", "г"), ("d", "д"), ("e", "е"),
    ("z", "з"), ("i", "и"), ("k", "к"), ("l", "л"), ("m", "м"), ("n", "н"), ("o", "о"), ("p", "п"), ("r", "р"), ("s", "с"),
    ("t", "т"), ("u", "у"), ("f", "ф"), ("y", "ы"), ("h", "х"), ("j", "й"), ("c", "ц"), ("w", "в"),
]  # fmt: skip


def back(text: str) -> str:
    """A Russian name from a Latin one, as BGN/PCGN writes it: 'Perelëshino' gives 'Перелёшино'."""
    words = []
    for word in text.replace("'", "’").split(" "):
        rest, cyrillic = word.casefold(), ""
        if rest.endswith("sky"):
            rest = rest[:-1] + "iy"
        while rest:
            for latin_letters, letter in _BACK:
                if rest.startswith(latin_letters):
                    rest, cyrillic = rest[len(latin_letters) :], cyrillic + letter
                    break
            else:
                rest, cyrillic = rest[1:], cyrillic + rest[0]
        cyrillic = "э" + cyrillic[1:] if cyrillic[:1] == "е" and word[:1] in "eE" else cyrillic
        words.append("-".join(part[:1].upper() + part[1:] for part in cyrillic.split("-")))
    return " ".join(words)


_UKRAINIAN = {
    "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "е": "e", "є": "ie", "ж": "zh", "з": "z", "и": "y",
    "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s",
    "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ь": "", "ю": "iu", "я": "ia",
    "’": "",
}  # fmt: skip
_INITIAL = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}


def ukrainian(name: str) -> str:
    """The official Latin spelling of a Ukrainian name (resolution 55 of 2010): Zaporizhzhia, Kyiv, Yenakiieve."""
    words = []
    for word in name.replace("'", "’").split(" "):
        parts = []
        for part in word.split("-"):
            lower = part.casefold().replace("зг", "з\0")
            text = "".join(
                "gh"
                if letter == "\0"
                else (_INITIAL if index == 0 else _UKRAINIAN).get(letter, _UKRAINIAN.get(letter, letter))
                for index, letter in enumerate(lower)
            )
            parts.append(text[:1].upper() + text[1:] if part[:1].isupper() else text)
        words.append("-".join(parts))
    return " ".join(words)


def ukrainian_spellings(name: str) -> list[str]:
    """Folded spellings of a Ukrainian name: the official one, and the looser -yi/-yy/-y ones."""
    official = plain(ukrainian(name))
    found = [official]
    for old, new in (
        ("skyi", "sky"),
        ("skyi", "skyy"),
        ("ii", "yi"),
        ("iia", "iya"),
        ("ia", "ya"),
        ("iu", "yu"),
        ("ai", "ay"),
        ("yi", "y"),
    ):
        found += [text.replace(old, new) for text in found if old in text]
    return list(dict.fromkeys(found))
