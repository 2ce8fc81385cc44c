"""Reads spoilt texts for as long as told: `python -m tests.fuzz --minutes 10 [--seeds posts.jsonl] [--seed 7]`.

Texts of the corpus, and of a file of JSON lines with `text` where one is given, are cut, spliced, repeated, written in
other alphabets and strewn with emoji, markup and numbers. A text that makes the reader raise, or that takes more than
50 ms for each 10 KB of it (three readings out of three), is saved to a file, and the exit status is 1.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from bot.catalog.catalog import load_catalog
from bot.core.extract import Reader
from config.settings import DATA_DIR
from tests.corpus.cases import load
from tests.knowledge import NIGHT

LIMIT = 0.050  # seconds of processor time
PORTION = 10_000  # for each so many bytes, begun ones whole
LONGEST = 60_000  # characters

Change = Callable[[str, random.Random, Sequence[str]], str]
_LATIN = str.maketrans("асеорхукнвмтАСЕОРХУКНВМТ", "aceopxykhbmtACEOPXYKHBMT")
_UKRAINIAN = str.maketrans("иыэё", "іиєї")
_STREWN = (
    *"❗⚡✈🔴🟢🚨📢🛑🔹▪•*_`~#@|/\\«»\"'()[]{}<>;:,.!?…–—-+=%№\u0301\u200b\u200d\ufe0f\ufeff\u00a0\r\n\t\0",
    "**",
    "__",
    "](https://t.me/x)",
    "[",
    "UPD: ",
    " по ",
    " по одному над ",
    " и ",
    ", ",
    " с 20:00 до 7:00 мск ",
    " районов",
    " областями",
    " более ",
    " два десятка ",
)


def _cut(text: str, chance: random.Random, texts: Sequence[str]) -> str:
    start = chance.randrange(len(text) + 1)
    return text[start : chance.randrange(start, len(text) + 1)]


def _splice(text: str, chance: random.Random, texts: Sequence[str]) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + _cut(chance.choice(texts), chance, texts) + text[at:]


def _repeat(text: str, chance: random.Random, texts: Sequence[str]) -> str:
    return chance.choice(("", " ", ", ", "\n")).join(
        [_cut(text, chance, texts) or text] * chance.randrange(2, 40)
    )


def _shuffle(text: str, chance: random.Random, texts: Sequence[str]) -> str:
    words = text.split()
    chance.shuffle(words)
    return " ".join(words)


def _other_script(text: str, chance: random.Random, texts: Sequence[str]) -> str:
    table = chance.choice((_LATIN, _UKRAINIAN))
    return "".join(letter.translate(table) if chance.random() < 0.3 else letter for letter in text)


def _other_case(text: str, chance: random.Random, texts: Sequence[str]) -> str:
    return chance.choice((str.upper, str.lower, str.title, str.swapcase))(text)


def _strew(text: str, chance: random.Random, texts: Sequence[str]) -> str:
    letters = list(text)
    for _ in range(chance.randrange(1, 30)):
        letters.insert(chance.randrange(len(letters) + 1), chance.choice(_STREWN))
    return "".join(letters)


def _numbers(text: str, chance: random.Random, texts: Sequence[str]) -> str:
    return "".join(str(chance.randrange(10 ** chance.randrange(1, 14))) if c.isdigit() else c for c in text)


def _wild(text: str, chance: random.Random, texts: Sequence[str]) -> str:
    at = chance.randrange(len(text) + 1)
    wild = "".join(chr(chance.randrange(0x11_0000)) for _ in range(chance.randrange(1, 60)))
    return text[:at] + wild + text[at:]


def _glue(text: str, chance: random.Random, texts: Sequence[str]) -> str:
    return text.replace(chance.choice((" ", "\n", ". ", ", ")), "")


CHANGES: tuple[Change, ...] = (
    _cut,
    _splice,
    _repeat,
    _shuffle,
    _other_script,
    _other_case,
    _strew,
    _numbers,
    _wild,
    _glue,
)


def spoil(texts: Sequence[str], chance: random.Random) -> str:
    """One of the texts after one to five changes."""
    text = chance.choice(texts)
    for _ in range(chance.randrange(1, 6)):
        text = chance.choice(CHANGES)(text, chance, texts)[:LONGEST]
    return text


def seconds(reader: Reader, text: str) -> float:
    """Processor time of one reading."""
    before = time.process_time()
    reader.read(text, published_at=NIGHT)
    return time.process_time() - before


def allowed(text: str) -> float:
    """Seconds that a text may take."""
    size = len(text.encode(errors="surrogatepass"))
    return LIMIT * (size // PORTION + 1)


def fault_of(reader: Reader, text: str) -> str | None:
    """What is wrong with the reading of a text, or None."""
    try:
        spent = seconds(reader, text)
        if spent > allowed(text):  # a busy machine or the collector: ask again before complaining
            spent = min(spent, seconds(reader, text), seconds(reader, text))
    except Exception as error:  # whatever it is, it is what we look for
        return f"{type(error).__name__}: {error}"
    return f"{spent * 1000:.0f} ms" if spent > allowed(text) else None


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Reads spoilt texts and looks for errors and slowness.")
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--seeds", type=Path, help="JSON lines with `text`, to spoil beside the corpus")
    parser.add_argument("--seed", type=int, default=0, help="start of the random numbers")
    parser.add_argument("--out", type=Path, default=Path("fuzz-faults.jsonl"))
    options = parser.parse_args(arguments)
    texts = [case.text for case in load()]
    if options.seeds:
        lines = options.seeds.read_text(encoding="utf-8").splitlines()
        texts += [json.loads(line)["text"] for line in lines if line.strip()]
    reader = load_catalog(DATA_DIR).reader
    chance = random.Random(options.seed)
    read = faults = 0
    end = time.monotonic() + options.minutes * 60
    while time.monotonic() < end:
        text = spoil(texts, chance)
        read += 1
        if fault := fault_of(reader, text):
            faults += 1
            with options.out.open("a", encoding="utf-8", errors="surrogatepass") as out:
                out.write(json.dumps({"fault": fault, "text": text}) + "\n")
    sys.stdout.write(f"{read} texts read, {faults} faults{f', saved to {options.out}' if faults else ''}\n")
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
