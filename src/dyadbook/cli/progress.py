"""Show what a command is doing: a live display on a terminal, one line a step elsewhere."""

from __future__ import annotations

import time

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)

WORDS = {
    "start": "running",
    "ran": "done",
    "kept": "unchanged",
    "failed": "failed",
    "blocked": "not run",
}


class RunProgress:
    """Follows a run: call it with (event, task, detail) as `runs.execute.run` does."""

    def __init__(self, total: int, console: Console | None = None):
        self.console = console or Console(stderr=True)
        self.active: dict[str, float] = {}
        self.bar = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(bar_width=24),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=self.console,
            transient=True,
            disable=not self.console.is_terminal,
        )
        self.task = self.bar.add_task("notebooks", total=total)
        self.kept = 0

    def __call__(self, event: str, task: str, detail: str) -> None:
        if event == "start":
            self.active[task] = time.perf_counter()
        else:
            self.active.pop(task, None)
            self.bar.advance(self.task)
            if event == "kept":
                self.kept += 1
            elif event == "failed":
                self.console.print(f"  {task:<20} failed", markup=False, highlight=False)
            else:
                self.console.print(f"  {task:<20} {WORDS[event]}  {detail}", markup=False, highlight=False)
        self.bar.update(self.task, description=", ".join(sorted(self.active)) or "notebooks")

    def __enter__(self) -> RunProgress:
        self.bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.bar.stop()


class BuildProgress:
    """Follows the compiling of a book: call it with (what, per cent) as `publishing.build.build` does."""

    def __init__(self, console: Console | None = None):
        self.console = console or Console(stderr=True)
        self.bar = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(bar_width=24),
            TimeElapsedColumn(),
            console=self.console,
            transient=True,
            disable=not self.console.is_terminal,
        )
        self.task = self.bar.add_task("the book", total=100)
        self.last = ""

    def __call__(self, what: str, percent: int) -> None:
        if what != self.last and not self.console.is_terminal:
            self.console.print(f"  {what} ...", markup=False, highlight=False)
        self.last = what
        self.bar.update(self.task, description=what, completed=percent)

    def __enter__(self) -> BuildProgress:
        self.bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.bar.stop()
