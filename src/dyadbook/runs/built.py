"""Whether a built book still is what its sources make: one hash over everything that it was made from."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from dyadbook.runs.imports import PACKAGE
from dyadbook.runs.stale import digest, file_hash, tool_versions
from dyadbook.study.paths import Paths

MADE = {"_run", "_build", "__pycache__", ".ipynb_checkpoints", ".stage", "failed"}


def sources(paths: Paths, name: str | None) -> Iterator[Path]:
    """Yield every file that the book of a run is made from, the run's own results included."""
    runs = {paths.runs / "default", paths.runs / (name or "default")}
    folders = [paths.seeds, paths.notebooks, paths.book, paths.chapters, PACKAGE, *sorted(runs)]
    for folder in folders:
        yield from _files(folder)
    yield from (f for home in {paths.root, paths.home} for f in home.glob("*") if f.is_file())


def _files(folder: Path) -> Iterator[Path]:
    if not folder.is_dir():
        return
    for entry in sorted(folder.iterdir()):
        if entry.name in MADE:
            continue
        if entry.is_dir():
            yield from _files(entry)
        elif entry.suffix != ".pyc":
            yield entry


def fingerprint(paths: Paths, asked: Mapping[str, Any]) -> str:
    """Return the hash of what was asked for and of everything that the book is made from."""
    files = sorted(set(sources(paths, asked["name"])))
    return digest({**{str(f): file_hash(f) for f in files}, "asked": asked, "tools": tool_versions()})


def _stamp(paths: Paths, asked: Mapping[str, Any]) -> Path:
    return paths.runs / f".{asked.get('as', 'book')}-{asked['name'] or 'default'}.json"


def _extent(page: Path) -> list[int]:
    # a page stands in a folder of its own, a PDF does not
    files = [f for f in page.parent.rglob("*") if f.is_file()] if page.suffix == ".html" else [page]
    return [len(files), sum(f.stat().st_size for f in files)]


def unchanged(paths: Paths, asked: Mapping[str, Any]) -> Path | None:
    """Return the front page of a book that need not be built again, or None.

    A page that was removed or cut short since counts as a change; so does any parameter that was asked for differently.
    """
    try:
        stamp = json.loads(_stamp(paths, asked).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    page = (paths.runs / stamp["page"]).resolve()
    if not page.is_file() or _extent(page) != stamp["extent"]:
        return None
    return page if stamp["hash"] == fingerprint(paths, asked) else None


def remember(paths: Paths, asked: Mapping[str, Any], page: Path, fingerprint_before: str) -> None:
    """Note that `page` was built from what `fingerprint_before` stands for; a change during the build is not covered."""
    # relative, so that a checkout can be moved; from the runs, since another study's book lies outside the checkout
    where = os.path.relpath(page, paths.runs)
    stamp = {"hash": fingerprint_before, "page": where, "extent": _extent(page)}
    _stamp(paths, asked).write_text(json.dumps(stamp) + "\n", encoding="utf-8")
