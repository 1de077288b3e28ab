"""Compile an assembled book: clean, in a process of its own, and fail with file and line where anything is amiss."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from dyadbook.publishing import pages_check, site
from dyadbook.publishing.assemble import DEFAULT, assemble
from dyadbook.publishing.bundle import FOLDER
from dyadbook.study.load import load_study
from dyadbook.study.paths import Paths
from dyadbook.study.problems import ContentError, Problem

COLOUR = re.compile(r"\x1b\[[0-9;]*m")
WARNING = re.compile(
    r"^(?:(?P<file>[^:\n]+?)(?::(?P<line>\d+))?: )?(?:WARNING|ERROR|CRITICAL|SEVERE): (?P<what>.+)$"
)
STEP = re.compile(r"(reading sources|writing output|copying images)\.\.\. \[ *(\d+)%\]")
TAG = re.compile(r" \[[a-z_.-]+\]$")


def output_folder(paths: Paths, run: str) -> Path:
    """Return where a run's book goes: the default run's in book/_build/html, another's in book/_build/<run>/html."""
    base = paths.home / "book" / "_build"
    return base / "html" if run == DEFAULT else base / run / "html"


def build(
    paths: Paths, run_folder: Path, *, progress: Callable[[str, int], None] | None = None, check: bool = True
) -> Path:
    """Assemble and compile the book of a run; return the path of its front page.

    `progress` is called with what is being done and how many per cent of it are. Nothing is left where the finished book
    belongs unless all went well. ContentError lists every warning, with file and line, and every page that would ask
    another host for something.
    """
    say = progress or (lambda what, percent: None)
    say("assembling the book", 0)
    source = assemble(paths, run_folder)
    output = output_folder(paths, run_folder.name)
    part = output.with_name(output.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    compile_book(paths, source, part, progress=say)
    site.trim(part)
    if check:
        say("checking the pages", 0)
        if problems := pages_check.problems(part):
            raise ContentError(problems)
    shutil.rmtree(output, ignore_errors=True)
    part.rename(output)
    return output / "index.html"


def compile_book(
    paths: Paths,
    source: Path,
    output: Path,
    builder: str = "html",
    progress: Callable[[str, int], None] | None = None,
    contents: str = "_toc.yml",
) -> None:
    """Run Jupyter Book on an assembled folder; ContentError with every warning it gives."""
    command = [sys.executable, "-m", "dyadbook.publishing.jb1", str(source), str(output)]
    command += ["--builder", builder, "--contents", contents]
    child = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        errors="replace",
        env=environment(paths),
        cwd=source,
    )
    assert child.stdout and child.stderr
    lines: list[str] = []
    reader = threading.Thread(target=lambda: lines.extend(child.stderr or ()), daemon=True)
    reader.start()
    try:
        for line in child.stdout:
            for step in STEP.finditer(COLOUR.sub("", line)):
                if progress:
                    progress(step[1], int(step[2]))
        code = child.wait()
    except BaseException:
        # Ctrl-C must not leave a builder behind
        child.kill()
        child.wait()
        raise
    reader.join()
    origin = json.loads((source / FOLDER / "assembled.json").read_text(encoding="utf-8"))["origin"]
    found = warnings("".join(lines), source, origin)
    if found:
        raise ContentError(found)
    if code:
        tail = "\n".join(COLOUR.sub("", "".join(lines)).strip().splitlines()[-5:])
        raise ContentError(f"Jupyter Book failed without saying where:\n{tail}")


def environment(paths: Paths) -> dict[str, str]:
    """Return the child's environment: no clock and no locale may show in what it writes."""
    as_of = load_study(paths).as_of
    seconds = (as_of.toordinal() - 719163) * 86400  # days from year 1 to 1970
    fixed = {"SOURCE_DATE_EPOCH": str(seconds), "PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    quiet = {
        "PYTHONWARNINGS": "ignore",
        "NO_COLOR": "1",
        "PYTHONUTF8": "1",
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    }
    return os.environ | fixed | quiet


def warnings(text: str, source: Path, origin: dict[str, str]) -> list[Problem]:
    """Return the builder's warnings as problems at the files that people edit."""
    out = []
    for raw in COLOUR.sub("", text).splitlines():
        match = WARNING.match(raw)
        if not match:
            continue
        where, line = match["file"] or "", match["line"]
        if where:
            path = Path(where)
            where = path.relative_to(source).as_posix() if path.is_relative_to(source) else where
            where = where.removesuffix(":<autosummary>")
        what, _, remedy = TAG.sub("", match["what"]).partition(". ")
        out.append(
            Problem(origin.get(where, where or "book"), int(line) if line else None, what.rstrip("."), remedy)
        )
    return list(dict.fromkeys(out))
