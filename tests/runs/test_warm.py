"""Forked kernels: the same results as stock ones, nothing shared between them, nothing left behind."""

import logging
import os
import signal
import subprocess
import sys
import tempfile
import time
import warnings

import nbformat
import psutil
import pytest

from dyadbook.runs import execute, folders, kernel, manifest, warm
from dyadbook.study.load import load_study
from dyadbook.study.parameters import Parameters
from dyadbook.study.paths import Paths

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="kernels are forked on Linux alone"),
]

LOOK = """
import os, random, sys
import numpy
print([random.random(), float(numpy.random.rand()), os.environ.get("MARK"), os.getcwd(), "left" in globals(), hasattr(numpy, "left")])
left = numpy.left = 1
random.seed(1); numpy.random.seed(1); os.environ["MARK"] = "changed"; os.chdir("/")
"""


@pytest.fixture(autouse=True)
def afresh():
    """Each test starts with no nursery and leaves none."""
    warm.close_all()
    yield
    warm.close_all()


def run_cell(code, folder, tmp_path, **environment):
    """Run one cell in a kernel as runs start them; return what it printed."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import papermill
    file = tmp_path / "cell.ipynb"
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])
    notebook.metadata.kernelspec = {"name": "python3", "language": "python", "display_name": "x"}
    nbformat.write(notebook, file)
    with tempfile.TemporaryDirectory(prefix="dyad-") as scratch:
        options = kernel.options(str(folder), scratch, environment)
        done = papermill.execute_notebook(
            str(file), str(tmp_path / "out.ipynb"), progress_bar=False, kernel_name="python3", **options
        )
    return "".join(o.text for o in done.cells[-1].outputs if o.output_type == "stream")


def test_nothing_leaks_from_one_kernel_to_the_next(tmp_path):
    """Random state, environment, folder, variables and changed modules are each kernel's own, though all come from one process."""
    first, second = (eval(run_cell(LOOK, tmp_path, tmp_path, MARK=mark)) for mark in ("one", "two"))
    (nursery,) = warm._nurseries.values()
    assert nursery is not None, "the kernels were forked"
    assert first[0] != second[0] and first[1] != second[1]
    assert (first[2], second[2]) == ("one", "two") and first[3] == second[3] == str(tmp_path)
    assert not any(second[4:])


def test_a_forked_kernel_says_nothing_of_its_own(tmp_path, capfd):
    """No note of a kernel that was started by hand, no warning about the way it talks."""
    assert run_cell("print(1)", tmp_path, tmp_path) == "1\n"
    said = capfd.readouterr()
    assert (said.out, said.err) == ("", "")


def test_kernels_that_start_differently_do_not_share(tmp_path):
    """What Python reads once at its start, such as the seed of its hashes, is right for each kernel."""
    code = "import sys, os; print(hash('beacon'), sys.flags.hash_randomization)"
    one, two, again = (run_cell(code, tmp_path, tmp_path, PYTHONHASHSEED=seed) for seed in ("0", "7", "0"))
    stock = run_cell(code, tmp_path, tmp_path, PYTHONHASHSEED="0", DYADBOOK_KERNELS="stock")
    assert one == again == stock != two and len(warm._nurseries) == 2


def test_it_ends_with_the_last_of_us(tmp_path):
    """Closing ends the process that kernels were forked from, and a kernel that still runs."""
    nursery = warm.nursery_for(dict(os.environ))
    forked = nursery.fork(
        ["ipykernel_launcher", "-f", str(tmp_path / "k.json")], dict(os.environ), str(tmp_path)
    )
    assert forked.poll() is None and psutil.pid_exists(forked.pid)
    nursery.close()
    assert forked.wait(5) == 0 and nursery.process.poll() is not None


def test_nothing_survives_a_killed_process(tmp_path):
    """Kill -9 to whoever asked: nursery and kernels are gone within seconds."""
    code = (
        "import os, time\nfrom dyadbook.runs import warm\n"
        "n = warm.nursery_for(dict(os.environ))\n"
        f"f = n.fork(['ipykernel_launcher', '-f', {str(tmp_path / 'k.json')!r}], dict(os.environ), '/')\n"
        "print(n.process.pid, f.pid, flush=True)\ntime.sleep(60)"
    )
    child = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    pids = [int(word) for word in child.stdout.readline().split()]
    assert len(pids) == 2 and all(psutil.pid_exists(pid) for pid in pids)
    child.send_signal(signal.SIGKILL)
    child.wait()
    end = time.monotonic() + 10
    while time.monotonic() < end and any(psutil.pid_exists(pid) for pid in pids):
        time.sleep(0.1)
    assert not any(psutil.pid_exists(pid) for pid in pids)


def test_stock_kernels_take_over_where_forking_fails(tmp_path, caplog):
    """A nursery that was killed costs a message, not a run."""
    run_cell("1", tmp_path, tmp_path)
    (nursery,) = warm._nurseries.values()
    nursery.process.kill()
    nursery.process.wait()
    with caplog.at_level(logging.WARNING, "dyadbook.kernels"):
        assert run_cell("print('still')", tmp_path, tmp_path) == "still\n"
    assert "Kernels are started one by one from here on, which takes longer" in caplog.text


def test_a_system_that_cannot_fork_has_stock_kernels(tmp_path, monkeypatch, caplog):
    """Where fork is not safe, the message says so once."""
    monkeypatch.setattr(warm.sys, "platform", "darwin")
    with caplog.at_level(logging.WARNING, "dyadbook.kernels"):
        assert warm.nursery_for({}) is None and warm.nursery_for({}) is None
    assert caplog.text.count("this system (darwin) cannot fork them safely") == 1


def test_every_notebook_gives_the_bytes_of_a_stock_kernel(fictional, tmp_path, monkeypatch):
    """Tables, charts, views, executed notebooks and ledger of a whole run."""
    import shutil

    results = []
    for name in ("stock", "warm"):
        monkeypatch.setenv(warm.SWITCH, name)
        home = tmp_path / name / "gondor-arnor"
        shutil.copytree(fictional.home, home, ignore=shutil.ignore_patterns("runs", "data"))
        paths = Paths(root=fictional.root, seeds=home / "seeds")
        execute.run(paths, load_study(paths), Parameters())
        results.append(manifest.results(folders.run_folder(paths, "default")))
    assert any(n is not None for n in warm._nurseries.values()), "the second run was forked"
    assert len(results[0]) > 40 and results[0] == results[1]
