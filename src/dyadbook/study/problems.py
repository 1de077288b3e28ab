"""What is wrong with a study, said so that its author can mend it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: where it is, what it is, and what to do about it."""

    file: str
    line: int | None
    what: str
    remedy: str

    def __lt__(self, other: Problem) -> bool:
        # what concerns a file as a whole comes before what stands on its first line
        return (self.file, self.line or 0, self.what) < (other.file, other.line or 0, other.what)

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        what = self.what if self.what.endswith((".", "?", "!")) else f"{self.what}."
        return f"{where}: {what} {self.remedy}".rstrip()


class Plain(Exception):
    """An error whose sentence is all that a reader needs: Jupyter shows it without the stack above it."""

    def _render_traceback_(self) -> list[str]:
        return [f"{type(self).__name__}: {self}"]


class ContentError(Plain):
    """Wrong content (the command line exits 1); carries every problem found, not only the first."""

    def __init__(self, problems: Iterable[Problem] | str):
        self.problems = [] if isinstance(problems, str) else sorted(problems)
        super().__init__(problems if isinstance(problems, str) else "\n".join(map(str, self.problems)))


class ArgumentError(Plain):
    """A wrong argument (the command line exits 2): one clear sentence, raised before anything is started."""


def nearest(name: str, valid: Iterable[str]) -> str:
    """Say which valid name was probably meant: ' Did you mean X?', or the list where none is close."""
    valid = sorted(valid)
    close = difflib.get_close_matches(name, valid, n=1, cutoff=0.5)
    if close:
        return f"Did you mean '{close[0]}'?"
    return f"Valid: {', '.join(valid)}." if valid else ""
