"""The written form of claims: one flat JSON object each, on the command line and in the database."""

from __future__ import annotations

import dataclasses
import functools
import types
import typing
from collections.abc import Mapping
from typing import TypeAlias

from bot.core.claims import KINDS, Claim, Span
from bot.core.errors import ClaimError

Json: TypeAlias = dict[str, object]


def to_json(claim: Claim) -> Json:
    """The claim as one flat JSON object: `kind`, the keys of its kind, `span` as [start, stop], `rule`."""
    body: Json = {"kind": claim.kind}
    for name in _fields(claim.kind):
        value = getattr(claim, name)
        body[name] = list(value) if isinstance(value, Span) else value
    return body


def from_json(body: Mapping[str, object]) -> Claim:
    """The claim that `to_json` wrote; raises ClaimError for any other shape."""
    cls = KINDS.get(str(body.get("kind")))
    if cls is None:
        raise ClaimError(f"unknown claim kind {body.get('kind')!r}")
    try:
        values = {name: read(body.get(name)) for name, read in _fields(cls.kind).items()}
    except (TypeError, ValueError) as error:
        raise ClaimError(f"a {cls.kind} claim does not read: {error}") from error
    return cls(**values)


@functools.cache
def _fields(kind: str) -> dict[str, typing.Callable[[object], typing.Any]]:
    """Each field's name with the function that reads its JSON value back."""
    cls = KINDS[kind]
    hints = typing.get_type_hints(cls)
    return {field.name: _reader(hints[field.name]) for field in dataclasses.fields(cls)}


def _reader(hint: object) -> typing.Callable[[object], typing.Any]:
    if hint is Span:
        return lambda value: Span(*typing.cast("list[int]", value))
    options = typing.get_args(hint) if isinstance(hint, types.UnionType) else (hint,)
    [kind] = [option for option in options if option is not types.NoneType]
    optional = types.NoneType in options

    def read(value: object) -> object:
        if value is None:
            if optional:
                return None
            raise ValueError("a value is missing")
        return kind(value)

    return read
