"""What a user reads when something goes wrong that no notebook is to blame for."""

import errno
import os
import shutil
import subprocess

import pytest

from dyadbook.runs import failures
from dyadbook.study.paths import Paths


class InCell(Exception):
    """Looks like papermill's error."""

    def __init__(self, ename, evalue):
        self.ename, self.evalue, self.cell_index, self.source = (
            ename,
            evalue,
            3,
            "work.save_table('x', frame)",
        )


def test_a_full_disk_is_said_wherever_it_shows(project, tmp_path):
    """In the kernel or outside it: the same sentence, with no source line that has nothing to do with it."""
    inside = InCell("OSError", f"[Errno {errno.ENOSPC}] No space left on device: '/x/y'")
    said = failures.explain("30-reconcile", inside, tmp_path / "none", project)
    assert said == f"30-reconcile failed in cell 4: {failures.FULL}"
    outside = OSError(errno.ENOSPC, "No space left on device")
    assert (
        failures.explain("30-reconcile", outside, tmp_path / "none", project)
        == f"30-reconcile failed: {failures.FULL}"
    )


def test_a_killed_kernel_is_said(project, tmp_path):
    """A worker that the system killed: what happened, and what to try."""

    class DeadKernelError(RuntimeError):
        pass

    said = failures.explain("20-extract", DeadKernelError("Kernel died"), tmp_path / "none", project)
    assert said.startswith("20-extract failed: its kernel died") and "--jobs 1" in said


@pytest.fixture
def tiny(tmp_path):
    """A disk of two megabytes."""
    place = tmp_path / "tiny"
    place.mkdir()
    if os.name != "posix" or os.geteuid() != 0 or not shutil.which("mount"):
        pytest.skip("only root can mount a disk small enough to fill")
    command = ["mount", "-t", "tmpfs", "-o", "size=2m,nr_inodes=400", "tmpfs", str(place)]
    if subprocess.run(command, capture_output=True).returncode:
        pytest.skip("this system lets nobody mount a disk")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_full_disk_leaves_nothing_half_written(tiny, fictional, dyadbook_on):
    """Exit 1, one sentence, no part of a file that could be taken for a result."""
    shutil.copytree(fictional.seeds, tiny / "seeds")
    with (tiny / "filler").open("wb", buffering=0) as filler:
        try:
            while True:
                filler.write(b"x" * 512)
        except OSError:
            pass
    code, said = dyadbook_on(Paths(root=fictional.root, seeds=tiny / "seeds"))
    assert code == 1 and "isk is full" in said and "Traceback" not in said
    assert not list((tiny / "runs").rglob("*.csv")) and not list((tiny / "runs").rglob("*.json"))
    (tiny / "filler").unlink()
    assert not (tiny / "data").exists()


@pytest.fixture
def dyadbook_on(capsys, monkeypatch):
    """Run a study from the command line; returns exit code and complaint."""
    from dyadbook.cli import main

    def call(paths):
        monkeypatch.chdir(paths.root)
        with pytest.raises(SystemExit) as left:
            main(["run", "--study", str(paths.home)])
        return left.value.code, capsys.readouterr().err

    return call
