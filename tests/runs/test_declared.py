"""What the plan says of each notebook is what the notebook does: files read, tables read, tables written."""

import json
import os
import shutil
import subprocess
import sys

import pytest

from dyadbook.runs import execute, folders, plan, stale
from dyadbook.study.load import load_study
from dyadbook.study.parameters import Parameters
from dyadbook.study.paths import Paths

pytestmark = pytest.mark.slow

# Runs the code cells of one notebook as a script and prints every file that was opened.
WATCHED = """
import json, sys
opened = set()
sys.addaudithook(lambda event, args: opened.add(str(args[0])) if event == "open" and isinstance(args[0], (str, bytes)) else None)
from dyadbook.runs.imports import notebook_code
from pathlib import Path
code = notebook_code(Path(sys.argv[1]))
given = json.loads(sys.argv[2])
head, rest = code.split("from dyadbook", 1)
exec(compile(head, "parameters", "exec"), there := {"__name__": "__main__"})
there.update(given)
exec(compile("from dyadbook" + rest, sys.argv[1], "exec"), there)
print(json.dumps(sorted(opened)))
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory, fictional):
    home = tmp_path_factory.mktemp("declared") / "gondor-arnor"
    shutil.copytree(fictional.home, home, ignore=shutil.ignore_patterns("runs", "data"))
    paths = Paths(root=fictional.root, seeds=home / "seeds")
    study = load_study(paths)
    execute.run(paths, study, Parameters())
    return paths, plan.tasks((p.id, p.name) for p in study.phases)


def opened_by(paths, task, stage):
    """Return the files below the study that a notebook opened, and the tables that it wrote."""
    run = folders.run_folder(paths, "default")
    environment = {
        **os.environ,
        "DYADBOOK_RUN": str(run),
        "DYADBOOK_STAGE": str(stage),
        "DYADBOOK_STUDY": str(paths.seeds),
    }
    command = [sys.executable, "-c", WATCHED, str(paths.notebooks / task.notebook), json.dumps(task.extra)]
    said = subprocess.run(command, env=environment, cwd=paths.root, capture_output=True, text=True)
    assert said.returncode == 0, said.stderr[-2000:]
    files = {name for name in json.loads(said.stdout.splitlines()[-1]) if name.startswith(str(paths.home))}
    return files, {f.stem for f in (stage / "tables").glob("*.csv")} if (stage / "tables").is_dir() else set()


def test_the_plan_names_every_file_that_a_notebook_reads(made, tmp_path):
    """An undeclared file would be a change that no one notices: the notebook would be kept though its input changed."""
    paths, tasks = made
    seen = {task.notebook: task for task in tasks}
    assert len(seen) == len(plan.STEPS)
    for task in seen.values():
        files, written = opened_by(paths, task, tmp_path / task.name)
        declared = {str(f) for f in stale.seed_files(paths, task.seeds)}
        seeds = {f for f in files if f.startswith(str(paths.seeds))}
        assert seeds <= declared, (task.name, sorted(seeds - declared))
        tables = {f.rsplit("/", 1)[1].removesuffix(".csv") for f in files if "/runs/default/tables/" in f}
        assert tables == set(task.reads), task.name
        assert written == set(task.writes), task.name
