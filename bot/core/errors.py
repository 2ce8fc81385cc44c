"""One root error and few children; each says what is wrong, where, and what to do.

`permanent` errors are not worth a retry. An error that a person will read carries its remedy.
"""

from __future__ import annotations

from datetime import timedelta

from bot.core.problems import Problem


class SvodkaError(Exception):
    """Root of all errors that Svodka expects. Its text is one clear sentence for a person."""


class ClaimError(SvodkaError):
    """A stored or given claim has a shape that no claim has."""


class DataError(SvodkaError):
    """A data file is broken: which file, which line (1 is the first, None unknown), what, and the remedy."""

    def __init__(self, file: str, line: int | None, problem: str, remedy: str) -> None:
        self.file = file
        self.line = line
        self.problem = problem
        self.remedy = remedy
        where = file if line is None else f"{file}:{line}"
        super().__init__(f"{where}: {problem}. {remedy}")


class FetchError(SvodkaError):
    """A source could not be read. `permanent` asks for a person; `retry_after` is the server's own wish."""

    def __init__(
        self, problem: Problem, *, permanent: bool = False, retry_after: timedelta | None = None
    ) -> None:
        self.problem = problem
        self.permanent = permanent
        self.retry_after = retry_after
        super().__init__(str(problem))


class ParseError(SvodkaError):
    """The body that a source sent is no feed: HTML, empty, cut off, or something else."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(str(problem))


class ContestedError(SvodkaError):
    """Another writer was first; nothing of the transaction stays, and it may be tried again."""


class StorageError(SvodkaError):
    """The database cannot be reached or is not ours; the text says which and what to do."""
