"""The notebooks on trade and context in a fork: what a study lacks is left out, said, and no failure."""

from __future__ import annotations

import ast
import json

import pytest

from dyadbook.ledger import facts


def run(paths, stem, monkeypatch, tmp_path, **parameters):
    """Run a notebook's cells in this process, with parameters as papermill would set them; return what the cells showed, its ledger and its folder."""
    out = tmp_path / "stage"
    monkeypatch.setenv("DYADBOOK_STAGE", str(out))
    monkeypatch.setenv("DYADBOOK_STUDY", str(paths.seeds))
    there: dict = {}
    shown = []
    cells = json.loads((paths.notebooks / f"{stem}.ipynb").read_text(encoding="utf-8"))["cells"]
    for cell in cells:
        if cell["cell_type"] != "code":
            continue
        body = ast.parse("".join(cell["source"])).body
        # a notebook shows the value of a cell's last line
        last = body.pop() if isinstance(body[-1], ast.Expr) else None
        exec(compile(ast.Module(body, []), stem, "exec"), there)
        if "parameters" in cell["metadata"].get("tags", []):
            there |= parameters
        if last is not None:
            shown.append(str(eval(compile(ast.Expression(last.value), stem, "eval"), there)))
    return shown, facts.read(out / "ledger.json", "ledger.json"), out


def chart(out, name):
    return json.loads((out / "charts" / f"{name}.json").read_text(encoding="utf-8"))


def test_context_of_a_study_without_series_says_what_is_left_out(project, monkeypatch, tmp_path):
    """No series: the hand-coded kinds are tested alone, the changes are an empty table, the chart draws events alone."""
    shown, ledger, out = run(project, "70-context", monkeypatch, tmp_path)
    assert any("This study has no series of its own; what needs one is left out." in text for text in shown)
    assert any("arms transfers reported" in text for text in shown)
    assert ledger["series-count"].value == 0 and ledger["changes-count"].value == 0
    assert {row[0] for row in chart(out, "boundaries")["rows"]} == {
        "Visits by heads of state",
        "Defence papers signed",
    }
    assert chart(out, "context")["rows"] == []
    assert (out / "tables" / "changes.csv").read_text(encoding="utf-8").count("\n") == 1


@pytest.mark.parametrize("stem", ["60-trade", "70-context"])
def test_a_study_without_hand_coded_tables_runs_through(project, monkeypatch, tmp_path, stem):
    """Neither chronicle nor figures nor code lists: empty tables, charts in words, no fact about what is not there."""
    for name in ("chronicle.csv", "observations.csv", "measures.yaml"):
        (project.seeds / name).unlink()
    _, ledger, out = run(project, stem, monkeypatch, tmp_path)
    written = {f.stem for f in (out / "tables").glob("*.csv")}
    assert (
        written == {"60-trade": {"trade", "targets", "mirror"}, "70-context": {"boundaries", "changes"}}[stem]
    )
    for file in (out / "charts").glob("*.json"):
        assert json.loads(file.read_text(encoding="utf-8"))["rows"] == [], file.name
    assert not [fact.id for fact in ledger if fact.id.startswith(("trade-20", "verdict-"))]


def test_trade_of_the_fictional_study(project, monkeypatch, tmp_path):
    """Its peak, its gaps, its contested year, and a truth for every other year."""
    _, ledger, out = run(project, "60-trade", monkeypatch, tmp_path)
    assert (ledger["trade-peak-year"].value, ledger["trade-peak"].text) == (2018, "$72 million")
    assert ledger["trade-years-contested"].value == 1
    assert ledger["trade-years-missing"].value == 7
    assert ledger["trade-2016-below-2018"].holds and ledger["trade-2016-lowest"].holds
    assert ledger["o008-value"].rests_on == ("observation:O008",)
    assert "o007-value" not in ledger, "an error on record is no fact"
    assert chart(out, "trade")["refs"] == [
        "observation:O001", "observation:O002", "observation:O004", "observation:O005", "observation:O008",
        "observation:O006",
    ]  # fmt: skip


def test_a_moved_boundary_loses_no_fact(project, monkeypatch, tmp_path):
    """Prose that was written for the study's boundaries still finds every fact in a run that moves one, true or not."""
    path = project.seeds / "study.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("rests_on: [E006]", "rests_on: [E006, E012]"),
        encoding="utf-8",
    )
    _, before, _ = run(project, "70-context", monkeypatch, tmp_path / "a")
    assert "rival-silence-e012" in before
    moved = {"phase_starts": {"silence": "2013-04-10"}}
    _, after, _ = run(project, "70-context", monkeypatch, tmp_path / "b", **moved)
    assert {f.id for f in before} <= {f.id for f in after}
    assert "rival-silence-e006" in after
