"""Say what went wrong in a notebook: the cell, the error, and how to open it."""

from __future__ import annotations

import errno
import re
from pathlib import Path

from dyadbook.study.paths import Paths

ANSI = re.compile(r"\x1b\[[0-9;]*m")
LINES = 6
FULL = "the disk is full; free some space and run it again, what had finished is kept"


def explain(task: str, error: Exception, notebook: Path, paths: Paths) -> str:
    """Return the message for a task that failed with `error`; `notebook` is the copy that shows it."""
    out = []
    if hasattr(error, "cell_index"):  # papermill's own error
        value = ANSI.sub("", str(error.evalue)).strip()
        if error.ename == "OSError" and f"[Errno {errno.ENOSPC}]" in value:
            return f"{task} failed in cell {error.cell_index + 1}: {FULL}"
        ours = error.ename in ("ContentError", "ArgumentError")
        out.append(
            f"{task} failed in cell {error.cell_index + 1}: {value if ours else f'{error.ename}: {value}'}"
        )
        source = str(error.source).strip().split("\n")
        out += [f"    {line}" for line in source[:LINES]] + (["    ..."] if len(source) > LINES else [])
    else:
        text = ANSI.sub("", str(error)).strip() or "no message"
        kind = type(error).__name__
        if isinstance(error, OSError) and error.errno == errno.ENOSPC:
            text = FULL
        elif "Timeout" in kind:
            text = "a cell took longer than it may; raise the limit with --limit SECONDS"
        elif "DeadKernel" in kind:
            text = "its kernel died, perhaps for want of memory; run it again, with --jobs 1 if it dies again"
        else:
            text = f"{kind}: {text}"
        out.append(f"{task} failed: {text}")
    if notebook.is_file():
        out.append(f"To see it: jupyter lab {paths.show(notebook)}")
    return "\n".join(out)
