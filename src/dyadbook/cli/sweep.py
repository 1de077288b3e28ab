"""`dyadbook sweep`: many runs, one table of their facts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dyadbook.cli.options import Jobs, Limit, StudyDir

if TYPE_CHECKING:
    from dyadbook.runs.grid import Point

Grid = Annotated[
    Path | None,
    typer.Argument(metavar="GRID.yaml", help="YAML file: a parameter a line, each with a list of values."),
]
Axes = Annotated[
    list[str] | None,
    typer.Option(
        "-p", metavar="NAME=V1+V2", help="Values of one parameter, joined with +. Can be given often."
    ),
]
Name = Annotated[
    str, typer.Option("--name", metavar="SWEEP", help="Name of the folder that the table goes to.")
]


def sweep(
    grid: Grid = None,
    p: Axes = None,
    name: Name = "sweep",
    jobs: Jobs = 2,
    limit: Limit = 900,
    study: StudyDir = None,
) -> None:
    """Run every combination of the values given, and print where the table of parameters by facts is.

    A sweep that is interrupted goes on where it stopped; points that have been run are kept until something that they
    depend on changes.
    """
    from dyadbook.cli.options import open_study
    from dyadbook.runs import folders
    from dyadbook.runs import grid as grids
    from dyadbook.runs.sweep import sweep as run_all
    from dyadbook.sources.records import read_records

    paths, read = open_study(study)
    axes = {**(grids.from_file(grid) if grid else {}), **grids.from_assignments(p or [])}
    points = grids.points(axes, read, list(read_records(paths)))
    folders.checked_name(name)
    with Progress(len(points)) as progress:
        table = run_all(paths, read, points, name, jobs=jobs, limit=limit, watch=progress)
    print(paths.show(table))


class Progress:
    """Follows a sweep: which point runs, how many are done, how long the rest will take."""

    def __init__(self, total: int):
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            TextColumn,
            TimeElapsedColumn,
            TimeRemainingColumn,
        )

        self.console, self.total, self.done, self.kept = Console(stderr=True), total, 0, 0
        self.bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=24),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("left"),
            TimeRemainingColumn(),
            console=self.console,
            transient=True,
            disable=not self.console.is_terminal,
        )
        self.task = self.bar.add_task("points", total=total)

    def __call__(self, event: str, point: Point, detail: str) -> None:
        if event == "start":
            self.bar.update(self.task, description=point.label)
            return
        self.done += 1
        if event == "kept":
            # what was done before says nothing about how long the rest will take
            self.kept += 1
            self.bar.update(self.task, total=self.total - self.kept)
            return
        self.bar.advance(self.task)
        word = "done" if event == "ran" else "failed"
        self.console.print(
            f"  {self.done} of {self.total}  {word}  {point.label}", markup=False, highlight=False
        )

    def __enter__(self) -> Progress:
        self.bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.bar.stop()
        if self.kept:
            self.console.print(f"  {self.kept} of {self.total} points were done before", highlight=False)
