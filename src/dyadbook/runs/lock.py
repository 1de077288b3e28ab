"""One writer at a time for each run."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from dyadbook.study.problems import ContentError


@contextmanager
def held(runs: Path, name: str) -> Iterator[None]:
    """Hold the run `name` for this process; ContentError where another process that still lives holds it."""
    runs.mkdir(parents=True, exist_ok=True)
    file = runs / f".{name}.lock"
    for _ in range(2):
        try:
            descriptor = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY)
            break
        except FileExistsError:
            if _alive(file):
                raise ContentError(
                    f"Another process is writing the run '{name}'; wait until it is done, or choose another --name."
                ) from None
            file.unlink(missing_ok=True)  # left by a process that was killed
    else:
        raise ContentError(f"The run '{name}' cannot be locked; remove {file.name} in the runs folder.")
    with os.fdopen(descriptor, "w") as handle:
        handle.write(str(os.getpid()))
    try:
        yield
    finally:
        file.unlink(missing_ok=True)


def _alive(file: Path) -> bool:
    try:
        text = file.read_text(encoding="utf-8")
        fresh = time.time() - file.stat().st_mtime < 5
    except OSError:
        return False
    # a lock without a number is one that its owner is about to fill in
    return psutil.pid_exists(int(text)) if text.isdigit() else fresh
