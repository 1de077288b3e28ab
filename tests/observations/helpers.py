"""Break a copy of the fictional evidence, and hear what is said about it."""

from __future__ import annotations

from dyadbook.observations import problems


def edit(paths, old: str, new: str, file: str = "chronicle.csv") -> None:
    """Replace `old`, which must be there, once in a seeds file."""
    path = paths.seeds / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def said(paths, study, codebook) -> list[str]:
    return [str(p) for p in problems(paths, study, codebook)]


def only(paths, study, codebook) -> str:
    found = said(paths, study, codebook)
    assert len(found) == 1, found
    return found[0]
