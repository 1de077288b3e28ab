"""What it costs to run notebooks: overhead of a kernel over plain cells, and many runs of one notebook, forked and stock.

All in one process tree on one machine: trust the ratios. The study is copied to a temporary folder and run once; then
`50-phase` is run again and again on its tables.

    make bench-runs            medians of five
    python benchmarks/runs.py --runs 8 --repeats 1      a quick look
"""

from __future__ import annotations

import argparse
import contextlib
import io
import itertools
import json
import logging
import os
import shutil
import statistics
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

warnings.simplefilter("ignore")

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOK = "50-phase.ipynb"
MADE = ("runs", "_run", "_build", ".venv", ".git", "__pycache__", "data")


def quiet() -> None:
    """Silence what papermill and its imports say: it would be counted, and read by nobody."""
    warnings.simplefilter("ignore")
    logging.getLogger("papermill").setLevel(logging.ERROR)


@contextlib.contextmanager
def hushed() -> Iterator[None]:
    """Send what kernels write to standard error nowhere; a stock one has a warning for each start."""
    kept, null = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(null)


def stock(copy: Path, phase: str) -> None:
    """Run the notebook as papermill's documentation shows it."""
    quiet()
    import papermill

    with tempfile.TemporaryDirectory() as place, hushed():
        out = str(Path(place) / "out.ipynb")
        papermill.execute_notebook(
            str(copy / "notebooks" / NOTEBOOK), out, {"phase": phase}, progress_bar=False, cwd=str(copy)
        )


def forked(copy: Path, phase: str) -> None:
    """Run the notebook as `dyadbook run` does."""
    quiet()
    import papermill

    from dyadbook.runs import kernel

    with tempfile.TemporaryDirectory(prefix="dyad-") as place:
        environment = {"DYADBOOK_STAGE": place, "PYDEVD_DISABLE_FILE_VALIDATION": "1"}
        papermill.execute_notebook(
            str(copy / "notebooks" / NOTEBOOK),
            str(Path(place) / "out.ipynb"),
            {"phase": phase},
            kernel_name="python3",
            progress_bar=False,
            request_save_on_cell_execute=False,
            **kernel.options(str(copy), place, environment),
        )


def in_process(copy: Path, phase: str) -> None:
    """Run the same cells in an IPython shell of this process: the work itself, without any kernel."""
    from IPython.core.interactiveshell import InteractiveShell

    cells = json.loads((copy / "notebooks" / NOTEBOOK).read_text(encoding="utf-8"))["cells"]
    ours = sys.modules["__main__"]
    shell = InteractiveShell()
    with tempfile.TemporaryDirectory() as place, contextlib.redirect_stdout(io.StringIO()):
        os.environ["DYADBOOK_STAGE"] = place
        for cell in (c for c in cells if c["cell_type"] == "code"):
            shell.run_cell("".join(cell["source"]), store_history=False).raise_error()
            if "parameters" in cell["metadata"].get("tags", []):
                shell.user_ns["phase"] = phase
    del os.environ["DYADBOOK_STAGE"]
    sys.modules["__main__"] = ours  # the shell puts itself there


def seconds(action: Callable[[], Any], repeats: int) -> float:
    """Return the median time of an action."""
    times = []
    for _ in range(repeats):
        began = time.perf_counter()
        action()
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def main() -> None:
    arguments = argparse.ArgumentParser(description="Measure what it costs to run notebooks.")
    arguments.add_argument("--runs", type=int, default=24, help="runs of the notebook in a batch")
    arguments.add_argument("--repeats", type=int, default=5, help="batches to take the median of")
    given = arguments.parse_args()
    quiet()
    with tempfile.TemporaryDirectory(prefix="dyadbook-bench-") as place:
        copy = Path(place) / "checkout"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*MADE))
        os.chdir(copy)
        try:
            measure(copy, given.runs, given.repeats)
        finally:
            os.chdir(ROOT)  # what ends later looks for the folder it is in


def measure(copy: Path, runs: int, repeats: int) -> None:
    """Make the tables once, then print every figure."""
    from dyadbook.runs import execute, folders
    from dyadbook.study.load import load_study
    from dyadbook.study.parameters import Parameters
    from dyadbook.study.paths import Paths

    paths = Paths(root=copy, seeds=copy / "seeds")
    study = load_study(paths)
    execute.run(paths, study, Parameters())
    os.environ["DYADBOOK_RUN"] = str(folders.run_folder(paths, folders.DEFAULT))
    phases = list(itertools.islice(itertools.cycle([p.id for p in study.phases]), runs))

    with ProcessPoolExecutor(1) as shell:  # of its own: an IPython shell takes the place of the main module

        def plain() -> None:
            shell.submit(in_process, copy, phases[0]).result()

        plain()  # imports and caches
        work = seconds(plain, repeats)
    forked(copy, phases[0])  # and the process that forks
    warm = seconds(lambda: forked(copy, phases[0]), repeats)
    cold = seconds(lambda: stock(copy, phases[0]), repeats)
    print(f"one run of {NOTEBOOK}, one worker, seconds")
    print(f"  cells in an IPython shell        {work:6.2f}")
    print(f"  forked kernel                    {warm:6.2f}   overhead {warm - work:5.2f}   (aim: 0.25)")
    print(f"  stock papermill                  {cold:6.2f}   overhead {cold - work:5.2f}")

    def batch(one: Callable[[Path, str], None], pool: Any, workers: int) -> float:
        def all_of_them() -> None:
            with pool(workers) as executor:
                list(executor.map(one, [copy] * runs, phases))

        return seconds(all_of_them, repeats)

    loop = seconds(lambda: [stock(copy, phase) for phase in phases], repeats)
    two_stock = batch(stock, ProcessPoolExecutor, 2)
    one_forked = seconds(lambda: [forked(copy, phase) for phase in phases], repeats)
    two_forked = batch(forked, ThreadPoolExecutor, 2)
    print(f"{runs} runs of {NOTEBOOK}, seconds")
    print(f"  stock, one after the other       {loop:6.1f}")
    print(
        f"  stock, two workers               {two_stock:6.1f}   {loop / two_stock:5.1f} times the throughput"
    )
    print(f"  forked, one after the other      {one_forked:6.1f}   {loop / one_forked:5.1f} times")
    print(
        f"  forked, two at a time            {two_forked:6.1f}   {loop / two_forked:5.1f} times the loop (aim: 6), "
        f"{two_stock / two_forked:.1f} times two stock workers (aim: 3.5)"
    )


if __name__ == "__main__":
    main()
