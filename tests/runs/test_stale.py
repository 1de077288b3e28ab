"""What makes a notebook run again."""

import json
import shutil
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from dyadbook.runs import imports, plan, stale
from dyadbook.runs.imports import files_behind, notebook_code

PARAMETERS = {"corpus": "shipped", "min_sources": 1}


@pytest.fixture
def task():
    return next(t for t in plan.tasks([("beacons", "The beacons")]) if t.name == "40-chronology")


@pytest.fixture
def here(project, tmp_path):
    """The fictional study with notebooks that a test may change."""
    root = tmp_path / "checkout"
    shutil.copytree(project.notebooks, root / "notebooks")
    return type(project)(root=root, seeds=project.seeds)


def test_nothing_changed_means_nothing_to_do(here, task, tmp_path):
    """Two looks at the same inputs find no reason to run."""
    one, two = (stale.inputs(task, here, tmp_path, PARAMETERS) for _ in range(2))
    assert stale.reason(one, two) is None


def test_a_task_without_a_record_is_new(here, task, tmp_path):
    """Whatever has no record has not been run."""
    assert stale.reason(None, stale.inputs(task, here, tmp_path, PARAMETERS)) == "not run yet"


def test_a_parameter_is_named_as_the_reason(here, task, tmp_path):
    """A changed parameter is a reason, and the reason says which."""
    before = stale.inputs(task, here, tmp_path, PARAMETERS)
    after = stale.inputs(task, here, tmp_path, {**PARAMETERS, "min_sources": 2})
    assert stale.reason(before, after) == "parameter min_sources changed"


def test_a_seed_that_it_reads_is_a_reason_and_another_is_not(here, task, tmp_path):
    """The chronology reads the chronicle and no digest."""
    before = stale.inputs(task, here, tmp_path, PARAMETERS)
    digest = next(here.texts.glob("*.md"))
    digest.write_text(digest.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert stale.reason(before, stale.inputs(task, here, tmp_path, PARAMETERS)) is None
    (here.seeds / "chronicle.csv").write_text("id\n", encoding="utf-8")
    after = stale.inputs(task, here, tmp_path, PARAMETERS)
    assert stale.reason(before, after) == "seeds chronicle.csv changed"


def test_a_table_that_it_reads_is_a_reason(here, task, tmp_path):
    """The same table written again is none, another content is."""
    table = tmp_path / "tables" / "events.csv"
    table.parent.mkdir()
    table.write_text("id\na\n", encoding="utf-8")
    before = stale.inputs(task, here, tmp_path, PARAMETERS)
    table.write_text("id\na\n", encoding="utf-8")
    assert stale.reason(before, stale.inputs(task, here, tmp_path, PARAMETERS)) is None
    table.write_text("id\nb\n", encoding="utf-8")
    assert stale.reason(before, stale.inputs(task, here, tmp_path, PARAMETERS)) == "table events changed"


def test_a_changed_notebook_is_a_reason(here, task, tmp_path):
    """The notebook's own file counts."""
    before = stale.inputs(task, here, tmp_path, PARAMETERS)
    file = here.notebooks / task.notebook
    notebook = json.loads(file.read_text(encoding="utf-8"))
    notebook["cells"].append({**notebook["cells"][0], "id": "another"})
    file.write_text(json.dumps(notebook), encoding="utf-8")
    after = stale.inputs(task, here, tmp_path, PARAMETERS)
    assert stale.reason(before, after) == "notebook 40-chronology.ipynb changed"


def test_only_the_package_that_a_notebook_imports_counts(real):
    """The chronology depends on phases and on data files beside its modules, not on publishing or the command line."""
    found = {
        f.relative_to(imports.PACKAGE).as_posix()
        for f in files_behind(notebook_code(real.notebooks / "40-chronology.ipynb"))
    }
    assert {"phases/assign.py", "study/tables.yaml", "runs/workspace.py"} <= found
    assert not any(name.startswith(("publishing/", "cli/")) for name in found)


def test_imports_inside_functions_count_too():
    """A module that is only imported when needed still decides the result."""
    code = "def f():\n    from dyadbook.study import dates\n    return dates"
    assert imports.PACKAGE / "study" / "dates.py" in files_behind(code)


def test_no_two_threads_parse_at_once(monkeypatch):
    """Tasks look at their inputs side by side; the parser of Python 3.11 now and then fails when two threads are in it."""
    inside, most = [], []

    def parse(code, *more, **named):
        inside.append(code)
        most.append(len(inside))
        time.sleep(0.01)
        inside.remove(code)
        return real_parse(code, *more, **named)

    real_parse = imports.ast.parse
    monkeypatch.setattr(imports.ast, "parse", parse)
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(imports._imported, [f"import dyadbook.study.dates  # {n}" for n in range(8)]))
    assert max(most) == 1
    assert all(imports.PACKAGE / "study" / "dates.py" in files for files in found)
