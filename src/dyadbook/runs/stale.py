"""Whether a notebook has to run again: one hash over everything that its result depends on."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from dyadbook.runs.imports import PACKAGE, files_behind, notebook_code
from dyadbook.runs.plan import Task
from dyadbook.study.paths import Paths

# Packages whose version can change what a notebook computes, draws or prints.
TOOLS = (
    "pandas",
    "numpy",
    "matplotlib",
    "nbformat",
    "papermill",
    "ipykernel",
    "ipython",
    "pydantic",
    "PyYAML",
)


def file_hash(path: Path) -> str:
    """Return the sha256 of a file's bytes."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def digest(parts: Mapping[str, Any]) -> str:
    """Return the sha256 of a mapping, whatever the order of its keys."""
    return hashlib.sha256(
        json.dumps(parts, sort_keys=True, ensure_ascii=False, default=str).encode()
    ).hexdigest()


@cache
def tool_versions() -> dict[str, str]:
    """Return the versions that count: this Python and the packages in TOOLS."""
    out = {"python": ".".join(map(str, sys.version_info[:2]))}
    for name in TOOLS:
        try:
            out[name] = version(name)
        except PackageNotFoundError:  # not needed by every way of installing
            continue
    return out


def seed_files(paths: Paths, patterns: Iterable[str]) -> list[Path]:
    """Return the files below seeds/ that the patterns name, sorted; a pattern without a file is no error."""
    found = {f for p in patterns for f in paths.seeds.glob(p) if f.is_file() and f.name != ".gitkeep"}
    return sorted(found)


def inputs(task: Task, paths: Paths, run: Path, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a task's result depends on, each with its hash: the keys say what changed."""
    notebook = paths.notebooks / task.notebook
    out: dict[str, Any] = {f"notebook {task.notebook}": file_hash(notebook)}
    for name, value in {**parameters, **task.extra}.items():
        out[f"parameter {name}"] = value
    for file in files_behind(notebook_code(notebook)):
        out[f"package {file.relative_to(PACKAGE).as_posix()}"] = file_hash(file)
    for file in seed_files(paths, task.seeds):
        out[f"seeds {file.relative_to(paths.seeds).as_posix()}"] = file_hash(file)
    for table in task.reads:
        file = run / "tables" / f"{table}.csv"
        out[f"table {table}"] = file_hash(file) if file.is_file() else None
    for name, number in tool_versions().items():
        out[f"version {name}"] = number
    return json.loads(json.dumps(out, default=str))


def reason(before: Mapping[str, Any] | None, now: Mapping[str, Any]) -> str | None:
    """Say in a few words why a task is stale, or return None where nothing changed."""
    if before is None:
        return "not run yet"
    changed = sorted(k for k in set(before) | set(now) if before.get(k) != now.get(k))
    if not changed:
        return None
    return f"{changed[0]} changed" + (f", and {len(changed) - 1} more" if len(changed) > 1 else "")
