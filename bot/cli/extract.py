"""`python -m bot extract`: what the claims of texts are, one JSON line a text, or in colour with `--explain`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.text import Text as RichText

from bot.catalog.catalog import load_catalog
from bot.core.claim_json import to_json
from bot.core.claims import Claim
from bot.core.errors import SvodkaError
from bot.core.model import Source
from config.settings import DATA_DIR

COLOURS = ("cyan", "green", "yellow", "magenta", "blue", "red")


class InputError(SvodkaError):
    """A line of the input is no text to read; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Text:
    """One text to read."""

    id: str
    text: str
    published_at: datetime
    language: str | None
    source: str | None


def read_texts(lines: Iterable[str], name: str) -> Iterator[Text]:
    """The texts of a JSON-lines stream; raises InputError with the line's number for a line that is none."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield _text(json.loads(line))
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise InputError(
                    f"{name}:{number}: not a text ({_why(error)}). "
                    "Each line is one JSON object with id, text and date (ISO 8601), perhaps lang and source."
                ) from error


def _text(body: dict[str, object]) -> Text:
    published = datetime.fromisoformat(str(body["date"]))
    text = body["text"]
    if not isinstance(text, str):
        raise TypeError("text is no string")
    language, source = body.get("lang"), body.get("source")
    return Text(
        str(body["id"]),
        text,
        published if published.tzinfo else published.replace(tzinfo=UTC),
        str(language) if language else None,
        str(source) if source else None,
    )


def _why(error: Exception) -> str:
    return f"{error.args[0]!r} is missing" if isinstance(error, KeyError) else str(error)


def open_lines(path: str) -> Iterator[str]:
    """The lines of a file, or of standard input for `-`; raises InputError where it cannot be opened."""
    if path == "-":
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
        yield from sys.stdin
        return
    try:
        with Path(path).open(encoding="utf-8", errors="replace") as file:
            yield from file
    except OSError as error:
        raise InputError(
            f"{path}: {error.strerror}. Name a file of JSON lines, or - for standard input."
        ) from error


def claims_line(text: Text, claims: Iterable[Claim]) -> str:
    """The written answer for one text."""
    return json.dumps({"id": text.id, "claims": [to_json(claim) for claim in claims]}, ensure_ascii=False)


def run_extract(path: str, *, explain: bool) -> None:
    """Read texts and print their claims, in order; raises SvodkaError for bad input."""
    catalog = load_catalog(DATA_DIR)
    homes = home_regions(catalog.sources.values())
    console = Console(soft_wrap=True, highlight=False)
    for text in read_texts(open_lines(path), path):
        claims = catalog.reader.read(
            text.text,
            published_at=text.published_at,
            language=text.language,
            home=homes.get(text.source) if text.source else None,
        )
        if explain:
            console.print(explained(text, claims))
        else:
            sys.stdout.write(claims_line(text, claims) + "\n")


def home_regions(known: Iterable[Source]) -> dict[str, str | None]:
    """The home region of a source by its id, its name, or its channel's name (the last part of its address)."""
    return {
        name: source.region
        for source in known
        for name in (source.url.rsplit("/", 1)[-1], source.name, source.id)
    }


def explained(text: Text, claims: Sequence[Claim]) -> RichText:
    """The text with each span underlined and numbered, and below it the claims with their rules."""
    shown = RichText(f"{text.id}  {text.published_at:%Y-%m-%d %H:%M %Z}\n", style="bold")
    offset = len(shown)
    shown.append(text.text + "\n", style="default not bold")
    for number, claim in enumerate(claims):
        style = f"underline {COLOURS[number % len(COLOURS)]}"
        shown.stylize(style, offset + claim.span.start, offset + claim.span.stop)
    for number, claim in enumerate(claims):
        facts = {key: value for key, value in to_json(claim).items() if value is not None}
        said = " ".join(
            f"{key}={value}" for key, value in facts.items() if key not in {"kind", "span", "rule"}
        )
        evidence = text.text[claim.span.start : claim.span.stop].replace("\n", " ")
        shown.append(f"  {claim.kind:<13}", style=f"not bold {COLOURS[number % len(COLOURS)]}")
        shown.append(f"{said}  ", style="not bold default")
        shown.append(f"‹{evidence}› {claim.rule}\n", style="not bold dim")
    return shown
