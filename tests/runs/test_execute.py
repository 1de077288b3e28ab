"""Whole runs with real kernels: what runs, what is kept, what fails and how that is said."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time

import pandas as pd
import psutil
import pytest

from dyadbook.runs import execute, folders, manifest
from dyadbook.study.load import load_study
from dyadbook.study.parameters import Parameters
from dyadbook.study.paths import Paths
from dyadbook.study.problems import ContentError

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def made(tmp_path_factory, fictional):
    """The fictional study, run once with its own parameters."""
    home = tmp_path_factory.mktemp("made") / "gondor-arnor"
    shutil.copytree(fictional.home, home, ignore=shutil.ignore_patterns("runs", "data"))
    paths = Paths(root=fictional.root, seeds=home / "seeds")
    study = load_study(paths)
    return paths, study, execute.run(paths, study, Parameters())


def hashes(run):
    """Return every result of a run with its hash; what the run remembers of itself is not a result."""
    return manifest.results(run)


def test_a_run_leaves_what_it_should(made):
    """Tables, executed notebooks, views, ledger and parameters, and nothing half-written."""
    paths, study, outcomes = made
    run = folders.run_folder(paths, "default")
    assert {o.state for o in outcomes} == {"ran"}
    assert {f.stem for f in (run / "notebooks").glob("*.ipynb")} == {o.task for o in outcomes}
    assert {f"50-phase-{p.id}" for p in study.phases} < {o.task for o in outcomes}
    assert {"sources", "mentions", "claims", "events", "phases"} <= {
        f.stem for f in (run / "tables").glob("*.csv")
    }
    assert not [f for f in run.rglob("*") if f.suffix == ".part" or f.name == ".stage" and any(f.iterdir())]


def test_no_path_and_no_time_of_this_machine_is_stored(made):
    """Executed notebooks name no folder of the machine and no moment."""
    paths, _, _ = made
    for file in sorted((folders.run_folder(paths, "default") / "notebooks").glob("*.ipynb")):
        text = file.read_text(encoding="utf-8")
        assert str(paths.home) not in text and str(paths.root) not in text, file.name
        assert '"papermill"' not in text and "iopub" not in text, file.name


def test_an_unchanged_run_runs_nothing(made):
    """A second call starts no kernel."""
    paths, study, _ = made
    again = execute.run(paths, study, Parameters())
    assert {o.state for o in again} == {"kept"}


def test_the_same_inputs_give_the_same_bytes(made, tmp_path):
    """Another folder, time zone, locale and hash seed change no byte of any result."""
    paths, _, _ = made
    home = tmp_path / "elsewhere" / "gondor-arnor"
    shutil.copytree(paths.home, home, ignore=shutil.ignore_patterns("runs", "data"))
    environment = {
        **os.environ,
        "TZ": "Asia/Tokyo",
        "LC_ALL": "C",
        "PYTHONHASHSEED": "4242",
        "HOME": str(tmp_path),
    }
    command = [sys.executable, "-m", "dyadbook", "run", "--study", str(home)]
    subprocess.run(command, check=True, env=environment, cwd=paths.root, capture_output=True)
    assert hashes(home / "runs" / "default") == hashes(folders.run_folder(paths, "default"))


def test_a_removed_result_is_made_again_and_nothing_else(made):
    """Whoever deletes a table gets it back, by running the one notebook that makes it."""
    paths, study, _ = made
    before = hashes(folders.run_folder(paths, "default"))
    (folders.run_folder(paths, "default") / "tables" / "phases.csv").unlink()
    again = execute.run(paths, study, Parameters())
    assert [o.task for o in again if o.state == "ran"] == ["40-chronology"]
    assert hashes(folders.run_folder(paths, "default")) == before


def test_a_moved_boundary_moves_the_phases_and_leaves_the_first_run_alone(made):
    """A second run has its own phase table, marked as moved; sources and mentions are the same."""
    paths, study, _ = made
    before = hashes(folders.run_folder(paths, "default"))
    phase = study.phases[-1]
    moved = phase.start.replace(year=phase.start.year - 1)
    execute.run(paths, study, Parameters(phase_starts={phase.id: moved}), "early")
    one, two = (
        pd.read_csv(folders.run_folder(paths, name) / "tables" / "phases.csv").set_index("id")
        for name in ("default", "early")
    )
    assert two.loc[phase.id, "start"] == moved.isoformat()
    assert two.loc[phase.id, "moved"] and not one.loc[phase.id, "moved"]
    assert two.loc[phase.id, "days"] - one.loc[phase.id, "days"] == (phase.start - moved).days
    early = hashes(folders.run_folder(paths, "early"))
    assert early["tables/mentions.csv"] == before["tables/mentions.csv"]
    assert early["tables/phases.csv"] != before["tables/phases.csv"]
    assert hashes(folders.run_folder(paths, "default")) == before


@pytest.fixture
def breakable(project, tmp_path):
    """The fictional study in a checkout whose notebooks a test may break."""
    root = tmp_path / "checkout"
    (root / "book").mkdir(parents=True)
    shutil.copytree(project.notebooks, root / "notebooks")
    return Paths(root=root, seeds=project.seeds)


def replace_last_cell(paths, name, code):
    file = paths.notebooks / name
    notebook = json.loads(file.read_text(encoding="utf-8"))
    notebook["cells"][-1]["source"] = [code]
    file.write_text(json.dumps(notebook), encoding="utf-8")


def test_a_failed_notebook_shows_its_cell_and_how_to_open_it_and_others_finish(breakable):
    """What does not depend on it runs to its end, what does is not run, nothing of it is taken for a result; mended, it goes on."""
    study = load_study(breakable)
    sound = (breakable.notebooks / "30-reconcile.ipynb").read_text(encoding="utf-8")
    replace_last_cell(breakable, "30-reconcile.ipynb", "missing_name + 1")
    seen = []
    with pytest.raises(ContentError) as error:
        execute.run(breakable, study, Parameters(), watch=lambda *event: seen.append(event[:2]))
    message = str(error.value)
    run = folders.run_folder(breakable, "default")
    assert (
        "30-reconcile failed in cell" in message
        and "NameError: name 'missing_name' is not defined" in message
    )
    assert "    missing_name + 1" in message
    assert message.endswith("To see it: jupyter lab runs/default/failed/30-reconcile.ipynb")
    assert (run / "failed" / "30-reconcile.ipynb").is_file()
    assert {("ran", "10-sources"), ("ran", "20-extract"), ("blocked", "40-chronology")} <= set(seen)
    made = {f.stem for f in (run / "tables").glob("*.csv")}
    assert {"mentions", "sources"} <= made and not {"claims", "events", "phases"} & made
    assert not (run / "ledger.json").exists()
    (breakable.notebooks / "30-reconcile.ipynb").write_text(sound, encoding="utf-8")
    states = {o.task: o.state for o in execute.run(breakable, study, Parameters())}
    assert (states["10-sources"], states["30-reconcile"]) == ("kept", "ran")
    assert not (run / "failed" / "30-reconcile.ipynb").exists()


def test_an_endless_cell_is_ended_with_a_message(breakable):
    """A time limit stops it and says how to raise it; no kernel is left."""
    replace_last_cell(breakable, "10-sources.ipynb", "while True: pass")
    with pytest.raises(
        ContentError, match="10-sources failed: a cell took longer than it may; raise the limit with --limit"
    ):
        execute.run(breakable, load_study(breakable), Parameters(), limit=5)


def test_an_interrupted_run_leaves_no_kernel_and_is_finished_by_running_it_again(project, tmp_path):
    """Ctrl-C after the first notebook: exit 130, every kernel gone, what had finished is kept, the rest runs."""
    environment = {**os.environ, "DYADBOOK_TEST_MARK": str(tmp_path)}
    command = [sys.executable, "-m", "dyadbook", "run", "--study", str(project.home), "--jobs", "1"]
    running = subprocess.Popen(command, cwd=project.root, env=environment, stderr=subprocess.PIPE, text=True)
    first = next(line for line in running.stderr if "done" in line).split()[0]
    running.send_signal(signal.SIGINT)
    said = running.communicate(timeout=60)[1]
    assert running.returncode == 130
    assert "Interrupted. What had finished is kept; the same command goes on from there." in said
    assert wait_for(lambda: not kernels_of(str(tmp_path)))
    states = {o.task: o.state for o in execute.run(project, load_study(project), Parameters())}
    assert states[first] == "kept"
    assert set(states.values()) == {"kept", "ran"}


def kernels_of(mark):
    """Return the processes that inherited the mark of one test."""
    found = []
    for process in psutil.process_iter():
        try:
            command = " ".join(process.cmdline())
            ours = "ipykernel_launcher" in command or "dyadbook.runs.nursery" in command
            if ours and process.environ().get("DYADBOOK_TEST_MARK") == mark:
                found.append(process)
        except psutil.Error:
            continue
    return found


def wait_for(condition, seconds=10):
    """Tell whether a condition comes true within some seconds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.1)
    return False


def test_plain_papermill_runs_one_phase_from_an_empty_home(real, tmp_path):
    """The README's command works without the command line tool, in a home with nothing in it."""
    phase = load_study(real).phases[1].id
    out = tmp_path / "out.ipynb"
    command = [
        sys.executable,
        "-m",
        "papermill",
        "notebooks/50-phase.ipynb",
        str(out),
        "-p",
        "phase",
        phase,
        "--no-progress-bar",
    ]
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("DYADBOOK", "JUPYTER", "IPYTHON"))}
    done = subprocess.run(
        command, cwd=real.root, env={**clean, "HOME": str(tmp_path / "home")}, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-2000:]
    cells = json.loads(out.read_text(encoding="utf-8"))["cells"]
    assert f"facts recorded by 50-phase-{phase}" in json.dumps(cells[-1]["outputs"])


def test_a_notebook_that_lacks_its_table_says_so_in_one_sentence(project, tmp_path):
    """Run by hand before anything was run, a notebook shows the sentence and no stack of calls above it."""
    out = tmp_path / "out.ipynb"
    environment = {**os.environ, "DYADBOOK_STUDY": str(project.seeds)}
    command = [
        sys.executable,
        "-m",
        "papermill",
        "notebooks/40-chronology.ipynb",
        str(out),
        "--no-progress-bar",
    ]
    done = subprocess.run(command, cwd=project.root, env=environment, capture_output=True, text=True)
    assert done.returncode == 1
    cells = json.loads(out.read_text(encoding="utf-8"))["cells"]
    (error,) = [o for c in cells for o in c.get("outputs", []) if o["output_type"] == "error"]
    assert error["traceback"] == [
        "ContentError: data/sources.csv is missing: notebook 10-sources makes it, and 'dyadbook run' runs all that are needed."
    ]
