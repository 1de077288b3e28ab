"""A sweep: one table, what is done stays done, nothing is left behind."""

import csv

import pytest

from dyadbook import ledger
from dyadbook.runs import execute, folders, grid, sweep
from dyadbook.study.load import load_study
from dyadbook.study.parameters import Parameters
from dyadbook.study.problems import ArgumentError, ContentError


@pytest.fixture
def points(project, study):
    return grid.points(grid.from_assignments(["min_sources=1+2+3"]), study, ["a", "b", "c"])


@pytest.fixture
def pretend(monkeypatch):
    """Take the place of the notebooks; returns the labels of the points that were run."""
    ran = []

    def run(scratch, study, point, jobs, limit):
        (scratch.runs / "point").mkdir(parents=True, exist_ok=True)
        (scratch.runs / "point" / "left.txt").write_text("from a point")
        ran.append(point.label)
        n = point.parameters.min_sources
        return {"events-count": 10 - n, "most": n < 2} | ({"only-two": "not applicable"} if n == 2 else {})

    monkeypatch.setattr(sweep, "run", run)
    return ran


def rows(table):
    with table.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def left(project):
    return sorted(f.relative_to(project.runs).as_posix() for f in project.runs.rglob("*") if f.is_file())


def test_the_table_has_a_row_a_point_and_a_column_a_fact(project, study, points, pretend):
    """Parameters first; truths as true and false; a fact that a point does not have is an empty cell."""
    table = sweep.sweep(project, study, points)
    assert rows(table) == [
        {"min_sources": "1", "events-count": "9", "most": "true", "only-two": ""},
        {"min_sources": "2", "events-count": "8", "most": "false", "only-two": "not applicable"},
        {"min_sources": "3", "events-count": "7", "most": "false", "only-two": ""},
    ]
    files = left(project)
    assert len(files) == 4 and files[-1] == "sweep/sweep.csv"
    assert all(f.startswith("sweep/points/") for f in files[:-1]), "nothing of the points themselves is left"


def test_what_is_done_stays_done(project, study, points, pretend, monkeypatch):
    """Interrupted after the first point, a sweep goes on with the second; a larger grid runs only what is new."""
    real = sweep.run

    def interrupted(scratch, study, point, jobs, limit):
        if point.parameters.min_sources == 2:
            raise KeyboardInterrupt
        return real(scratch, study, point, jobs, limit)

    monkeypatch.setattr(sweep, "run", interrupted)
    with pytest.raises(KeyboardInterrupt):
        sweep.sweep(project, study, points[:2])
    assert not (project.runs / ".sweep").exists() and not list(project.runs.glob(".*.lock"))
    monkeypatch.setattr(sweep, "run", real)
    seen = []
    table = sweep.sweep(project, study, points, watch=lambda event, point, detail: seen.append(event))
    assert seen == ["kept", "start", "ran", "start", "ran"]
    assert pretend == ["min_sources=1", "min_sources=2", "min_sources=3"] and len(rows(table)) == 3


def test_a_changed_source_runs_every_point_again(project, study, points, pretend):
    """What was computed from other texts is not taken for a result."""
    sweep.sweep(project, study, points)
    text = next(project.texts.glob("*.md"))
    text.write_text(text.read_text(encoding="utf-8") + "\nThe beacons were lit.\n", encoding="utf-8")
    sweep.sweep(project, study, points)
    assert len(pretend) == 6


def test_a_failed_point_leaves_the_others(project, study, points, pretend, monkeypatch):
    """The table holds what succeeded, and the message says which point failed and why."""
    real = sweep.run

    def failing(scratch, study, point, jobs, limit):
        if point.parameters.min_sources == 2:
            raise ContentError("30-reconcile failed in cell 4\nTo see it: jupyter lab runs/gone.ipynb")
        return real(scratch, study, point, jobs, limit)

    monkeypatch.setattr(sweep, "run", failing)
    with pytest.raises(ContentError) as error:
        sweep.sweep(project, study, points)
    said = (
        "min_sources=2: 30-reconcile failed in cell 4\nTo see it: dyadbook run -p min_sources=2 --name NAME"
    )
    assert str(error.value).startswith(said) and "gone.ipynb" not in str(error.value)
    assert str(error.value).endswith("1 of 3 points failed; the others are in runs/sweep/sweep.csv.")
    assert [r["min_sources"] for r in rows(project.runs / "sweep" / "sweep.csv")] == ["1", "3"]


def test_a_run_is_not_overwritten(project, study, points, pretend):
    """A sweep into the name of a run is refused."""
    (project.runs / "early").mkdir(parents=True)
    (project.runs / "early" / "parameters.yaml").write_text("")
    with pytest.raises(ArgumentError, match="'early' is a run, and a sweep would write into it"):
        sweep.sweep(project, study, points, "early")
    assert not pretend


def test_a_name_that_is_a_path_is_refused(project, study, points, pretend):
    """No table is written outside the folder of runs."""
    with pytest.raises(ArgumentError, match="cannot name a run"):
        sweep.sweep(project, study, points, "../away")


@pytest.mark.slow
def test_a_point_has_the_facts_of_a_run(project):
    """The table says what `dyadbook run` with the same parameters says, for every fact."""
    study = load_study(project)
    (point,) = grid.points({"min_sources": [2]}, study, ["a", "b", "c"])
    (row,) = rows(sweep.sweep(project, study, [point]))
    execute.run(project, study, Parameters(min_sources=2), "two")
    found = ledger.read(folders.run_folder(project, "two") / "ledger.json")
    expected = {f.id: f.text if f.value is None else sweep._cell(f.value) for f in found}
    assert row == {"min_sources": "2", **{k: str(v) for k, v in expected.items()}}
