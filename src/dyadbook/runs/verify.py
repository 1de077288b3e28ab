"""Build the study twice elsewhere, under other conditions, and compare: with each other, and with what is committed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from dyadbook.runs import folders, manifest
from dyadbook.runs.stale import file_hash
from dyadbook.study.paths import Paths
from dyadbook.study.problems import ContentError, Problem

# Two places that differ in everything that must not matter: the name and depth of the folder, the time zone (a whole day
# apart), the locale, the seed of Python's hashes.
PLACES: tuple[tuple[str, dict[str, str]], ...] = (
    ("one", {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0"}),
    ("an other/and deeper place", {"TZ": "XXX-14", "LC_ALL": "C", "PYTHONHASHSEED": "4242"}),
)
MADE = shutil.ignore_patterns("_run", "_build", "__pycache__", ".ipynb_checkpoints", "*.part")
EXCERPT = 60  # characters around the place of a difference

Say = Callable[[str], None]


@dataclass(frozen=True)
class Verified:
    """What was compared: so many results, tables and pages, all the same."""

    results: int
    tables: int
    pages: int


def verify(
    paths: Paths, place: Path, *, book: bool = True, jobs: int = 2, say: Say = lambda what: None
) -> Verified:
    """Rebuild in two folders below `place` and compare; ContentError names each file that differs, and where in it.

    Tables are compared with data/, every result with data/manifest.sha256, and both builds, pages included, with each other.
    """
    # both copies before the first build: what is edited meanwhile must not look like a difference
    built = [copy(paths, place / name) for name, _ in PLACES]
    for number, (home, (_, conditions)) in enumerate(zip(built, PLACES, strict=True), start=1):
        say(f"build {number} of {len(PLACES)}: {', '.join(f'{k}={v}' for k, v in conditions.items())}")
        make(home, conditions, book, jobs)
    say("comparing")
    one, two = (home / "runs" / folders.DEFAULT for home in built)
    found = [*between(one, two, "runs/default"), *committed(paths, built[0])]
    pages = 0
    if book:
        first, second = (home / "book" / "_build" / "html" for home in built)
        found += between(first, second, "book/_build/html")
        pages = sum(f.suffix == ".html" for f in first.rglob("*"))
    if found:
        raise ContentError(found)
    return Verified(len(manifest.results(one)), len(list((built[0] / "data").glob("*.csv"))), pages)


def copy(paths: Paths, home: Path) -> Path:
    """Copy what a build needs into a folder of its own: notebooks, pages, seeds, citation; no result of any run."""
    for source, name in ((paths.notebooks, "notebooks"), (paths.book, "book"), (paths.seeds, "seeds")):
        shutil.copytree(source, home / name, ignore=MADE)
    if paths.chapters != paths.book / "chapters":
        shutil.rmtree(home / "book" / "chapters", ignore_errors=True)
        if paths.chapters.is_dir():
            shutil.copytree(paths.chapters, home / "book" / "chapters")
    for base in dict.fromkeys((paths.root, paths.home)):
        for file in base.glob("*"):
            if file.is_file() and not file.name.startswith("."):
                shutil.copyfile(file, home / file.name)
    return home


def make(home: Path, conditions: Mapping[str, str], book: bool, jobs: int) -> None:
    """Run and, where wanted, compile the copy in a process of its own; ContentError with its complaint where it fails."""
    command = [sys.executable, "-m", "dyadbook", "book" if book else "run", "--jobs", str(jobs)]
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("DYADBOOK_", "LC_", "LANG"))}
    done = subprocess.run(
        command,
        cwd=home,
        env={**kept, **conditions},
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    if done.returncode:
        raise ContentError(f"The copy could not be built:\n{done.stderr.strip()}")


def between(one: Path, two: Path, name: str) -> Iterator[Problem]:
    """Yield every file that only one of two folders has or that differs between them."""
    first, second = manifest.results(one), manifest.results(two)
    for file in sorted({*first, *second}):
        if file not in second or file not in first:
            where = "first" if file in first else "second"
            yield Problem(
                f"{name}/{file}",
                None,
                f"is in the {where} build alone",
                "Find what makes it depend on the place",
            )
        elif first[file] != second[file]:
            line, what = difference(one / file, two / file)
            yield Problem(
                f"{name}/{file}",
                line,
                f"differs between two builds: {what}",
                "Find what makes it depend on the place",
            )


def committed(paths: Paths, home: Path) -> Iterator[Problem]:
    """Yield what differs between a fresh build and the data that the study holds."""
    remedy = "Run 'dyadbook run' and commit data/, or find what changed"
    if not (paths.data / "datapackage.json").is_file():
        yield Problem(
            paths.show(paths.data),
            None,
            "holds no data package to compare with",
            "Make it with 'dyadbook run'",
        )
        return
    here = {f.name for f in paths.data.iterdir() if f.is_file()}
    there = {f.name for f in (home / "data").iterdir() if f.is_file()}
    for name in sorted(here | there):
        file = paths.data / name
        if name not in there:
            yield Problem(paths.show(file), None, "is made by no notebook any more", "Remove it")
        elif name not in here:
            yield Problem(paths.show(file), None, "is missing", remedy)
        elif file_hash(file) != file_hash(home / "data" / name) and name != manifest.NAME:
            line, what = difference(file, home / "data" / name)
            yield Problem(paths.show(file), line, f"is not what a fresh build gives: {what}", remedy)
    then, now = (manifest.read(base / manifest.NAME) for base in (paths.data, home / "data"))
    for name in sorted({*then, *now}):
        if not name.startswith("tables/") and then.get(name) != now.get(name):
            # the manifest holds hashes alone; where this checkout's own run is the committed one, the place can be told
            own = paths.runs / folders.DEFAULT / name
            known = own.is_file() and file_hash(own) == then.get(name)
            fresh = home / "runs" / folders.DEFAULT / name
            where = f": {difference(own, fresh)[1]}" if known and fresh.is_file() else ""
            what = (
                "is made by no notebook any more"
                if name not in now
                else "is not in the manifest"
                if name not in then
                else "is not what a fresh build gives"
            )
            yield Problem(f"runs/{folders.DEFAULT}/{name}", None, what + where, remedy)


def difference(one: Path, two: Path) -> tuple[int | None, str]:
    """Return the line of the first difference between two files, and what stands there in each; a byte where it is no text."""
    a, b = one.read_bytes(), two.read_bytes()
    at = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    try:
        before = a[:at].decode("utf-8", "ignore")
        start = before.rfind("\n") + 1
        left = max(start, len(before) - EXCERPT // 3)
        texts = [t.decode("utf-8")[left : left + EXCERPT].split("\n")[0] for t in (a, b)]
    except UnicodeDecodeError:
        return None, f"from byte {at} of {len(a)} and {len(b)}"
    line = before.count("\n") + 1
    return line, f"column {len(before) - start + 1}, '{texts[0]}' and '{texts[1]}'"
