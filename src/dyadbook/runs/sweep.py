"""Many runs, one table: each point of a grid is run, its facts are kept, everything else goes."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dyadbook import ledger
from dyadbook.runs import execute, folders, plan, record, stale
from dyadbook.runs.grid import Point
from dyadbook.runs.lock import held
from dyadbook.study.models import Study
from dyadbook.study.paths import Paths
from dyadbook.study.problems import ArgumentError, ContentError

NAME = "sweep"
TABLE = "sweep.csv"
POINTS = "points"  # one small file a finished point: what a sweep that is interrupted goes on from
WORK = ".sweep"

Watch = Callable[[str, Point, str], None]  # event (start, ran, kept, failed), point, detail


@dataclass(frozen=True)
class Beside(Paths):
    """The paths of a study, with its runs in another folder: a point must not be taken for a run of its own."""

    place: Path = Path()

    @property
    def runs(self) -> Path:
        return self.place


def sweep(
    paths: Paths,
    study: Study,
    points: Sequence[Point],
    name: str = NAME,
    *,
    jobs: int = execute.JOBS,
    limit: int = execute.CELL_LIMIT,
    watch: Watch = lambda event, point, detail: None,
) -> Path:
    """Run every point that has not been run on the same inputs, and return the table: a row a point, a column a fact.

    Only one point's results are on disk at a time, none in memory. ContentError, once all others have run, for points that
    failed; the table then holds those that did not.
    """
    folder = folders.run_folder(paths, name)
    if (folder / record.LEDGER).is_file() or (folder / folders.RECORD).is_file():
        raise ArgumentError(
            f"'{name}' is a run, and a sweep would write into it; give the sweep another --name."
        )
    inputs, failed = stamp(paths, study, points), []
    with held(paths.runs, name):
        place = paths.runs / WORK / name
        scratch = Beside(paths.root, paths.seeds, place)
        try:
            for point in points:
                file = folder / POINTS / f"{key(point)}.json"
                if (_read(file) or {}).get("inputs") == inputs:
                    watch("kept", point, "")
                    continue
                watch("start", point, "")
                try:
                    facts = run(scratch, study, point, jobs, limit)
                except ContentError as error:
                    failed.append(complaint(point, error))
                    watch("failed", point, str(error))
                    continue
                write(file, {"inputs": inputs, "values": point.values, "facts": facts})
                watch("ran", point, "")
        finally:
            shutil.rmtree(place, ignore_errors=True)
            if (paths.runs / WORK).is_dir() and not any((paths.runs / WORK).iterdir()):
                (paths.runs / WORK).rmdir()
        table = folder / TABLE
        done = [folder / POINTS / f"{key(point)}.json" for point in points]
        write_table(
            table, list(points[0].values), [f for f in done if (_read(f) or {}).get("inputs") == inputs]
        )
    if failed:
        raise ContentError(
            "\n\n".join(
                [
                    *failed,
                    f"{len(failed)} of {len(points)} points failed; the others are in {paths.show(table)}.",
                ]
            )
        )
    return table


def run(scratch: Paths, study: Study, point: Point, jobs: int, limit: int) -> dict[str, Any]:
    """Run one point in the scratch folder and return its facts: value, or the words that stand for one."""
    execute.run(scratch, study, point.parameters, "point", jobs=jobs, limit=limit)
    found = ledger.read(folders.run_folder(scratch, "point") / record.LEDGER)
    return {fact.id: fact.text if fact.value is None else fact.value for fact in found}


def complaint(point: Point, error: ContentError) -> str:
    """Say why a point failed and how to see it: its own notebooks are gone by the time that anybody reads this."""
    said = [line for line in str(error).split("\n") if not line.startswith("To see it:")]
    given = " ".join(f"-p {name}={value}" for name, value in point.values.items())
    return "\n".join([f"{point.label}: {said[0]}", *said[1:], f"To see it: dyadbook run {given} --name NAME"])


def key(point: Point) -> str:
    """Return a short name for a point, the same for the same parameters."""
    return stale.digest(folders.settings(point.parameters))[:20]


def stamp(paths: Paths, study: Study, points: Sequence[Point]) -> str:
    """Return one hash over everything that any point depends on beside its parameters."""
    nowhere = paths.runs / WORK / "nowhere"
    phases = [(p.id, p.name) for p in points[0].parameters.phases(study)]
    parts = {task.name: stale.inputs(task, paths, nowhere, {}) for task in plan.tasks(phases)}
    return stale.digest(parts)


def write(file: Path, content: dict[str, Any]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(file.name + ".part")
    part.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
    part.replace(file)


def write_table(table: Path, axes: list[str], files: Sequence[Path]) -> None:
    """Write the table from the points' files, reading one at a time: parameters first, then facts by name.

    A fact that a point does not have is an empty cell; one that has no value there says so in words.
    """
    facts = sorted({name for point in _each(files) for name in point["facts"]})
    table.parent.mkdir(parents=True, exist_ok=True)
    part = table.with_name(table.name + ".part")
    with part.open("w", encoding="utf-8", newline="") as handle:
        out = csv.writer(handle, lineterminator="\n")
        out.writerow([*axes, *facts])
        for point in _each(files):
            cells = [point["facts"].get(name) for name in facts]
            out.writerow([*(point["values"][a] for a in axes), *(_cell(c) for c in cells)])
    part.replace(table)


def _each(files: Sequence[Path]) -> Iterator[dict[str, Any]]:
    for file in files:
        if (point := _read(file)) is not None:
            yield point


def _read(file: Path) -> dict[str, Any] | None:
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def _cell(value: Any) -> Any:
    return str(value).lower() if isinstance(value, bool) else value
