"""The case forms of Russian surnames, by their endings.

A small rule, not a dictionary: surnames decline regularly, and the few that do not are listed with their forms in the
data file. A rule that does not know an ending leaves the name as it is, so a missing form is the only error it makes.
"""

from __future__ import annotations

_HUSHING = "жшчщц"
_VELAR = "гкх"
_POSSESSIVE = ("ов", "ев", "ёв", "ин", "ын")
_FIXED = ("о", "е", "и", "у", "ю", "ы", "э", "их", "ых")


def surname_forms(surname: str, *, female: bool = False) -> tuple[str, ...]:
    """The nominative and every other singular form, in the order of the cases; double names part by part."""
    if "-" in surname:
        first, _, last = surname.rpartition("-")
        heads = surname_forms(first, female=female)
        tails = surname_forms(last, female=female)
        if len(heads) == len(tails):
            return tuple(f"{head}-{tail}" for head, tail in zip(heads, tails, strict=True))
        return tuple(f"{first}-{tail}" for tail in tails)
    stem, endings = _female(surname) if female else _male(surname)
    return tuple(dict.fromkeys((surname, *(stem + ending for ending in endings))))


def _male(name: str) -> tuple[str, tuple[str, ...]]:
    if name.endswith(_FIXED):
        return name, ()
    if name.endswith(_POSSESSIVE):
        return name, ("а", "у", "ым", "е")
    if name.endswith(("ский", "цкий", "ой", "ый", "ний", "гий", "кий", "хий")):
        return _adjective(name)
    last = name[-1]
    if last == "й":
        return name[:-1], ("я", "ю", "ем", "е")
    if last == "ь":
        return name[:-1], ("я", "ю", "ем", "ём", "е")
    if last in "ая":
        return _in_a(name)
    if last in _HUSHING:
        return name, ("а", "у", "ем", "ом", "е")
    return name, ("а", "у", "ом", "е")


def _female(name: str) -> tuple[str, tuple[str, ...]]:
    if name.endswith(("ова", "ева", "ёва", "ина", "ына")):
        return name[:-1], ("ой", "у")
    if name.endswith("ая"):
        return name[:-2], ("ой", "ую")
    if name[-1] in "ая":
        return _in_a(name)
    return name, ()


def _adjective(name: str) -> tuple[str, tuple[str, ...]]:
    stem = name[:-2]
    soft = name.endswith("ний")
    if soft:
        return stem, ("его", "ему", "им", "ем")
    instrumental = "им" if stem[-1] in _VELAR else "ым"
    return stem, ("ого", "ому", instrumental, "ом")


def _in_a(name: str) -> tuple[str, tuple[str, ...]]:
    stem, last = name[:-1], name[-1]
    if last == "я":
        return stem, ("и", "е", "ю", "ей")
    genitive = "и" if stem[-1] in "жшчщ" + _VELAR else "ы"
    # the stress decides between -ой and -ей after such a sound, and a rule cannot hear it
    instrumental = ("ой", "ей") if stem[-1] in _HUSHING else ("ой",)
    return stem, (genitive, "е", "у", *instrumental)
