"""What a notebook works with, called as a notebook calls it."""

import json

import pandas as pd
import pytest

from dyadbook.ledger import read
from dyadbook.runs import folders
from dyadbook.runs.workspace import Workspace, begin, refs
from dyadbook.study import dates, tables
from dyadbook.study.parameters import Parameters
from dyadbook.study.problems import ArgumentError, ContentError


@pytest.fixture
def work(project, monkeypatch):
    """A workspace on a copy of the fictional study, run by hand."""
    monkeypatch.setenv("DYADBOOK_STUDY", str(project.seeds))
    for name in ("DYADBOOK_RUN", "DYADBOOK_STAGE"):
        monkeypatch.delenv(name, raising=False)
    return begin("40-chronology")


def test_a_parameter_that_does_not_fit_stops_before_anything_is_read(work):
    """begin() refuses an unknown name with the nearest one."""
    with pytest.raises(ArgumentError, match="Did you mean 'min_sources'?"):
        begin("40-chronology", min_source=2)


def test_what_papermill_hands_over_as_text_is_taken(work):
    """Numbers as text, a single name for a list, a boundary as text in a mapping."""
    phase = work.study.phases[-1]
    given = begin(
        "50-phase",
        min_sources="1",
        statuses="signed",
        phase=phase.id,
        phase_starts={phase.id: str(phase.start)},
    )
    assert (given.parameters.min_sources, given.parameters.statuses) == (1, ("signed",))
    assert given.one_phase().id == phase.id
    assert given.name == f"50-phase-{phase.id}"


def test_a_notebook_on_one_phase_takes_the_first_where_none_is_named(work):
    """Running all cells in JupyterLab works as the notebook stands; a name chooses another."""
    first, second = work.study.phases[:2]
    assert begin("50-phase").one_phase() == first
    assert begin("50-phase", phase=second.id).one_phase() == second


def test_a_missing_table_says_who_makes_it(work):
    """The sentence names the table's file, the notebook that makes it, and the command."""
    with pytest.raises(
        ContentError, match="data/events.csv is missing: notebook 30-reconcile makes it, and 'dyadbook run'"
    ):
        work.table("events")


def test_tables_come_from_data_when_parameters_agree(work):
    """A notebook run by hand reads the committed tables, unless they were made with other parameters."""
    tables.write(tables.shape("events", [{"id": "e1", "date": "3019"}]), work.paths.data / "events.csv")
    folders.write_settings(work.paths.data, Parameters())
    assert list(work.table("events")["id"]) == ["e1"]
    folders.write_settings(work.paths.data, Parameters(min_sources=2))
    with pytest.raises(
        ContentError, match="were made with min_sources = 2 and this notebook has 1: run 'dyadbook run"
    ):
        work.table("events")


def test_tables_come_from_the_run_that_is_named(work, monkeypatch):
    """DYADBOOK_RUN points a notebook at a run's own tables."""
    run = folders.run_folder(work.paths, "two-reports")
    tables.write(tables.shape("events", [{"id": "e2"}]), run / "tables" / "events.csv")
    folders.write_settings(run, Parameters(min_sources=2))
    monkeypatch.setenv("DYADBOOK_RUN", "two-reports")
    assert list(begin("40-chronology", min_sources=2).table("events")["id"]) == ["e2"]


def test_by_hand_nothing_of_data_or_of_a_run_is_touched(work):
    """What a notebook leaves when run by hand goes to a folder of its own."""
    work.save_table("phases", pd.DataFrame({"id": ["a"], "events": [3]}))
    work.fact("total", 3, "event", "Counted.", refs("phase", ["a"]))
    work.done()
    assert work.out == work.paths.runs / "by-hand" / "40-chronology"
    assert not work.paths.data.exists()
    assert read(work.out / "ledger.json")["total"].notebook == "40-chronology"


def test_a_view_keeps_a_ref_for_each_row(work):
    """Rows, labels and refs are written as the book's directive reads them; a missing value is null."""
    frame = pd.DataFrame({"Phase": ["One", "Two"], "Events so far": pd.array([3, None], dtype="Int64")})
    work.save_view("phases", frame, ["phase:one", None], "The phases")
    saved = json.loads((work.out / "views" / "phases.json").read_text(encoding="utf-8"))
    assert saved["columns"] == [
        {"name": "phase", "label": "Phase"},
        {"name": "events-so-far", "label": "Events so far"},
    ]
    assert saved["rows"] == [["One", 3], ["Two", None]]
    assert saved["refs"] == ["phase:one", None]


def test_a_view_with_too_few_refs_is_refused(work):
    """A row must never lead to another row's evidence."""
    with pytest.raises(ValueError, match="has 2 rows and 1 refs"):
        work.save_view("x", pd.DataFrame({"A": [1, 2]}), ["phase:one"], "X")


def test_what_does_not_exist_in_a_run_is_said_so(work):
    """A share of nothing is not zero and not an error."""
    work.fact("part", None, "share", "Share of nothing.", [])
    assert work.ledger["part"].text == "not applicable"


def test_the_counting_rule_names_every_condition(work):
    """A count says which events it counts."""
    strict = Workspace(
        "x", work.paths, work.study, Parameters(statuses=["signed"], min_sources=2, date_precision="month")
    )
    rule = strict.counting_rule("Events")
    first, last = (dates.show(str(strict.filters[end])) for end in ("start", "end"))
    assert rule == (
        "Events that count as signed, reported by at least 2 documents, dated to the month or better, "
        f"from {first} to {last}."
    )
