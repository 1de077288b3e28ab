"""Time and peak memory of a cold and of an unchanged `dyadbook book`, and what takes them.

The study is copied to a temporary folder, so that runs and pages of the checkout stay as they are. Memory is that of the whole
tree of processes, kernels and page builder included, sampled while it works.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parent.parent
MB = 1024 * 1024
STEP = re.compile(r"^  (\S+)\s+done\s+([\d.]+) s$")


@dataclass
class Measured:
    """One call of a command: seconds, peak memory in MB, and when each line was said."""

    seconds: float = 0.0
    peak: float = 0.0
    lines: list[tuple[float, str]] = field(default_factory=list)


def tree_memory(process: psutil.Process) -> float:
    """Return the memory of a process and all its children in MB; shared pages count once for each."""
    total = 0
    for one in (process, *process.children(recursive=True)):
        try:
            total += one.memory_info().rss
        except psutil.Error:
            continue  # it ended between the two looks
    return total / MB


def measure(*arguments: str, folder: Path) -> Measured:
    """Run `dyadbook` with these arguments and measure it; its own complaint is shown where it fails."""
    out = Measured()
    began = time.perf_counter()
    child = subprocess.Popen(
        [sys.executable, "-m", "dyadbook", *arguments],
        cwd=folder,
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )

    def watch() -> None:
        process = psutil.Process(child.pid)
        while child.poll() is None:
            try:
                out.peak = max(out.peak, tree_memory(process))
            except psutil.Error:
                return
            time.sleep(0.05)

    watcher = threading.Thread(target=watch)
    watcher.start()
    assert child.stderr
    for line in child.stderr:
        out.lines.append((time.perf_counter() - began, line.rstrip("\n")))
    child.wait()
    watcher.join()
    out.seconds = time.perf_counter() - began
    if child.returncode:
        raise SystemExit("\n".join(line for _, line in out.lines))
    return out


def show(name: str, found: Measured) -> None:
    """Print one measurement and its largest parts."""
    print(f"{name:<28}{found.seconds:8.2f} s{found.peak:9.0f} MB peak")
    notebooks = [(m[1], float(m[2])) for _, line in found.lines if (m := STEP.match(line))]
    for task, seconds in notebooks:
        print(f"    notebook {task:<21}{seconds:6.1f} s")
    steps = [(at, line.strip().removesuffix(" ...")) for at, line in found.lines if line.endswith("...")]
    ends = [at for at, _ in steps[1:]] + [found.seconds] * bool(steps)
    for (at, what), end in zip(steps, ends, strict=True):
        print(f"    {what:<30}{end - at:6.1f} s")


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="dyadbook-bench-") as place:
        copy = Path(place) / "checkout"
        made = ("runs", "_run", "_build", ".venv", ".git", "__pycache__", "data")
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*made))
        cold = measure("book", folder=copy)
        show("cold", cold)
        unchanged = sorted((measure("book", folder=copy) for _ in range(5)), key=lambda m: m.seconds)[2]
        show("unchanged (median of five)", unchanged)
        print(f"unchanged / cold             {unchanged.seconds / cold.seconds:8.3f}")


if __name__ == "__main__":
    main()
