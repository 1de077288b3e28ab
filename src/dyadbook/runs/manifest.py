"""data/manifest.sha256: the hash of everything that the default run makes, in the form that `sha256sum --check` reads."""

from __future__ import annotations

from pathlib import Path

from dyadbook.runs.stale import file_hash

NAME = "manifest.sha256"
SKIPPED = {"failed", "ro-crate-metadata.json"}  # a crate names times and versions, which are not results


def results(run: Path) -> dict[str, str]:
    """Return every result of a run (tables, charts, notebooks, views, ledger, parameters) with its sha256, sorted by name.

    What a run remembers of itself, in names that begin with a dot, is no result.
    """
    files = (f for f in sorted(run.rglob("*")) if f.is_file())
    names = ((f, f.relative_to(run)) for f in files)
    return {
        name.as_posix(): file_hash(f)
        for f, name in names
        if not any(part.startswith(".") or part in SKIPPED for part in name.parts)
    }


def text(found: dict[str, str]) -> str:
    return "".join(f"{sha}  {name}\n" for name, sha in sorted(found.items()))


def read(file: Path) -> dict[str, str]:
    """Return what `text` wrote; empty where there is no such file."""
    if not file.is_file():
        return {}
    lines = (line.partition("  ") for line in file.read_text(encoding="utf-8").splitlines() if line)
    return {name: sha for sha, _, name in lines}
