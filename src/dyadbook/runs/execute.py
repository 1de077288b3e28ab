"""Run the notebooks of a study: only those that are stale, side by side where nothing keeps them apart."""

from __future__ import annotations

import logging
import shutil
import tempfile
import time
import warnings
from collections.abc import Callable, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat

from dyadbook.ledger.truths import read_truths
from dyadbook.runs import crate, folders, kernel, plan, record, scrub, stale
from dyadbook.runs.failures import explain
from dyadbook.runs.lock import held
from dyadbook.study.models import Study
from dyadbook.study.parameters import Parameters
from dyadbook.study.paths import Paths
from dyadbook.study.problems import ContentError

JOBS = 2
CELL_LIMIT = 900  # seconds that one cell may take


@dataclass(frozen=True)
class Outcome:
    """What became of one task: kept (nothing changed), ran, failed, or blocked by one that failed."""

    task: str
    state: str
    seconds: float = 0.0
    why: str = ""


Watch = Callable[[str, str, str], None]  # event (start, ran, kept, failed, blocked), task, detail


def run(
    paths: Paths,
    study: Study,
    parameters: Parameters,
    name: str = folders.DEFAULT,
    *,
    jobs: int = JOBS,
    force: bool = False,
    limit: int = CELL_LIMIT,
    watch: Watch = lambda event, task, detail: None,
) -> tuple[Outcome, ...]:
    """Bring the run `name` up to date and return what became of each task, in the order in which they ended.

    Raises ContentError, once everything that could run has run, where a notebook failed or two facts contradict.
    """
    folder = folders.run_folder(paths, name)
    truths = read_truths(paths)  # before any kernel: a broken file must not cost a whole run
    # the lock lies outside the folder, so that a run that fails before its first notebook leaves no folder
    with held(paths.runs, name):
        todo = plan.tasks((p.id, p.name) for p in parameters.phases(study))
        folders.write_settings(folder, parameters)
        record.forget(folder, {task.name for task in todo})
        worker = _Worker(paths, folder, parameters, force, limit, watch)
        outcomes = _all(todo, worker, jobs)
        if failed := [o for o in outcomes if o.state == "failed"]:
            raise ContentError("\n\n".join(o.why for o in failed))
        record.join_ledgers(folder, [task.name for task in todo], truths)
        crate.write(folder, study, parameters, {o.task: o.seconds for o in outcomes if o.state == "ran"})
    return outcomes


def _all(todo: tuple[plan.Task, ...], worker: _Worker, jobs: int) -> tuple[Outcome, ...]:
    by_name = {task.name: task for task in todo}
    needs = plan.needs(todo)
    graph = plan.order(todo)
    graph.prepare()
    bad: set[str] = set()
    outcomes: list[Outcome] = []
    running: dict[Future[Outcome], str] = {}
    with ThreadPoolExecutor(max(1, jobs)) as pool:
        try:
            while graph.is_active():
                for name in sorted(graph.get_ready()):
                    if blockers := sorted(needs[name] & bad):
                        bad.add(name)
                        outcomes.append(worker.blocked(name, blockers[0]))
                        graph.done(name)
                    else:
                        running[pool.submit(worker.outcome, by_name[name])] = name
                if not running:
                    continue
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    name = running.pop(future)
                    outcomes.append(future.result())
                    if outcomes[-1].state == "failed":
                        bad.add(name)
                    graph.done(name)
        except BaseException:
            # Ctrl-C: end the kernels, so that the threads that wait for them end too
            worker.stopped = True
            pool.shutdown(wait=False, cancel_futures=True)
            kernel.kill_all()
            raise
    return tuple(outcomes)


class _Worker:
    """Runs single tasks into one run folder; safe to share between threads, since each task has a folder of its own."""

    def __init__(
        self, paths: Paths, folder: Path, parameters: Parameters, force: bool, limit: int, watch: Watch
    ):
        self.paths, self.folder, self.parameters = paths, folder, parameters
        self.force, self.limit, self.watch = force, limit, watch
        self.stopped = False

    def outcome(self, task: plan.Task) -> Outcome:
        began = time.perf_counter()
        inputs = stale.inputs(task, self.paths, self.folder, folders.settings(self.parameters))
        before = record.read(self.folder, task.name)
        why = "asked for" if self.force else stale.reason(before and before["inputs"], inputs)
        if why is None and before and not record.intact(self.folder, before):
            why = "its results were changed or removed"
        if why is None:
            self.watch("kept", task.name, "")
            return Outcome(task.name, "kept")
        self.watch("start", task.name, why)
        try:
            self._execute(task, inputs)
        except Exception as error:
            if self.stopped:
                return Outcome(task.name, "failed", why="interrupted")
            message = explain(task.name, error, self._failed(task), self.paths)
            self.watch("failed", task.name, message)
            return Outcome(task.name, "failed", time.perf_counter() - began, message)
        seconds = time.perf_counter() - began
        self.watch("ran", task.name, f"{seconds:.1f} s")
        return Outcome(task.name, "ran", seconds, why)

    def blocked(self, name: str, blocker: str) -> Outcome:
        self.watch("blocked", name, f"waits for {blocker}")
        return Outcome(name, "blocked", why=f"waits for {blocker}")

    def _failed(self, task: plan.Task) -> Path:
        return self.folder / "failed" / f"{task.name}.ipynb"

    def _execute(self, task: plan.Task, inputs: Mapping[str, Any]) -> None:
        stage = self.folder / ".stage" / task.name
        shutil.rmtree(stage, ignore_errors=True)
        stage.mkdir(parents=True)
        draft = self.folder / ".stage" / f"{task.name}.ipynb"
        try:
            executed = self._papermill(task, stage, draft)
        except Exception:
            if draft.is_file():
                self._failed(task).parent.mkdir(parents=True, exist_ok=True)
                draft.replace(self._failed(task))
            raise
        draft.unlink(missing_ok=True)
        self._failed(task).unlink(missing_ok=True)
        clean = scrub.scrub(executed, (str(stage), str(self.folder), str(self.paths.root)), task.title)
        scrub.store(clean, stage / "notebooks" / f"{task.name}.ipynb")
        record.promote(stage, self.folder, task.name, dict(inputs))

    def _papermill(self, task: plan.Task, stage: Path, draft: Path) -> nbformat.NotebookNode:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of papermill's own imports, about its dependencies
            import papermill  # half a second that a run with nothing to do need not wait for
        logging.getLogger("papermill").setLevel(logging.ERROR)
        environment = {
            "DYADBOOK_RUN": str(self.folder),
            "DYADBOOK_STAGE": str(stage),
            "DYADBOOK_STUDY": str(self.paths.seeds),
            # the user's own start-up files and chart settings must not reach into a run
            "IPYTHONDIR": str(self.folder.parent / ".cache" / "ipython"),
            "MPLCONFIGDIR": str(self.folder.parent / ".cache" / "matplotlib"),
            "PYDEVD_DISABLE_FILE_VALIDATION": "1",
        }
        for name in ("IPYTHONDIR", "MPLCONFIGDIR"):
            Path(environment[name]).mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="dyad-") as scratch:
            return papermill.execute_notebook(
                str(self.paths.notebooks / task.notebook),
                str(draft),
                parameters={**changed(self.parameters), **task.extra},
                kernel_name="python3",
                progress_bar=False,
                request_save_on_cell_execute=False,
                execution_timeout=self.limit,
                **kernel.options(str(self.paths.root), scratch, environment),
            )


def changed(parameters: Parameters) -> dict[str, Any]:
    """Return the parameters that differ from the schema's defaults, as plain values that papermill can write down."""
    return {name: new for name, _, new in parameters.changed() if name not in folders.NOT_SETTINGS}
