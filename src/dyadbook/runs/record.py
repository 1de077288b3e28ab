"""What a run remembers of each notebook: what it was made from and what it left behind."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from dyadbook import ledger
from dyadbook.ledger.truths import DeclaredTruth, declared
from dyadbook.runs.stale import file_hash

FOLDER = ".tasks"
LEDGER = "ledger.json"


def record_file(run: Path, task: str) -> Path:
    return run / FOLDER / f"{task}.json"


def read(run: Path, task: str) -> dict[str, Any] | None:
    """Return a task's record, or None where there is none that can be read."""
    try:
        return json.loads(record_file(run, task).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def intact(run: Path, record: dict[str, Any]) -> bool:
    """Tell whether everything that a task left behind is still there, unchanged."""
    files = {run / name: sha for name, sha in record["products"].items()}
    return all(file.is_file() and file_hash(file) == sha for file, sha in files.items())


def promote(stage: Path, run: Path, task: str, inputs: dict[str, Any]) -> None:
    """Move what a finished notebook staged into the run, drop what it no longer makes, and write its record last.

    Interrupted at any point, the task has no record that fits its files, and so it runs again.
    """
    before = read(run, task) or {"products": {}}
    record_file(run, task).unlink(missing_ok=True)
    (run / FOLDER).mkdir(parents=True, exist_ok=True)
    products = {}
    for file in sorted(f for f in stage.rglob("*") if f.is_file()):
        name = file.relative_to(stage).as_posix()
        name = f"{FOLDER}/{task}.{LEDGER}" if name == LEDGER else name
        target = run / name
        target.parent.mkdir(parents=True, exist_ok=True)
        products[name] = file_hash(file)
        file.replace(target)
    for name in set(before["products"]) - set(products):
        (run / name).unlink(missing_ok=True)
    part = record_file(run, task).with_suffix(".part")
    part.write_text(json.dumps({"inputs": inputs, "products": products}, indent=1) + "\n", encoding="utf-8")
    part.replace(record_file(run, task))
    shutil.rmtree(stage, ignore_errors=True)


def forget(run: Path, keep: set[str]) -> None:
    """Remove what tasks left that the plan no longer holds, such as a phase that was taken out of the study."""
    for file in sorted((run / FOLDER).glob("*.json")):
        task = file.name.removesuffix(".json")
        if task.endswith(f".{LEDGER.removesuffix('.json')}") or task in keep:
            continue
        for name in (read(run, task) or {"products": {}})["products"]:
            (run / name).unlink(missing_ok=True)
        file.unlink()


def joined(run: Path, tasks: list[str], truths: Sequence[DeclaredTruth] = ()) -> ledger.Ledger:
    """Return what a run's notebooks recorded, and the truths that the study declares over it.

    ContentError where two of them give one id two values.
    """
    parts = [run / FOLDER / f"{task}.{LEDGER}" for task in tasks]
    recorded = ledger.merge([ledger.read(part) for part in parts if part.is_file()])
    return ledger.merge([recorded, declared(truths, recorded)])


def join_ledgers(run: Path, tasks: list[str], truths: Sequence[DeclaredTruth] = ()) -> None:
    """Write the run's ledger; see `joined`."""
    joined(run, tasks, truths).write(run / LEDGER)
