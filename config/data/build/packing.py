"""Packs forms into a cell: 'калуг:а,и,е|kaluga'; bot/catalog/places.py unpacks them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def pack(forms: Iterable[str]) -> str:
    """The forms, sorted, those with a common beginning together."""
    groups: list[list[str]] = []
    for form in sorted(set(forms)):
        if groups:
            stem = common([groups[-1][0], form])
            if len(stem) >= max(2, len(groups[-1][0]) - 4, len(form) - 5):
                groups[-1].append(form)
                continue
        groups.append([form])
    return "|".join(_group(group) for group in groups)


def common(texts: Sequence[str]) -> str:
    """The beginning that all texts share."""
    first, last = min(texts), max(texts)
    for index, letter in enumerate(first):
        if letter != last[index]:
            return first[:index]
    return first


def _group(group: list[str]) -> str:
    if len(group) == 1:
        return group[0]
    stem = common(group)
    return stem + ":" + ",".join(form[len(stem) :] for form in group)
