"""What a run remembers of each notebook, and what happens to files that nobody makes any more."""

import pytest

from dyadbook.ledger import Ledger, read
from dyadbook.ledger.truths import DeclaredTruth
from dyadbook.runs import record
from dyadbook.study.problems import ContentError


def stage(folder, files):
    """Write what a notebook leaves in its staging folder."""
    for name, content in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(content, encoding="utf-8")
    return folder


def ledger(fact, value):
    facts = Ledger()
    facts.add(fact, value, rule="Counted.", rests_on=[], notebook="n")
    return facts.dumps()


def test_results_move_into_the_run_with_a_record_of_them(tmp_path):
    """Files, hashes and inputs are known afterwards, and the staging folder is gone."""
    run, staged = tmp_path / "run", stage(tmp_path / "stage", {"tables/a.csv": "x\n"})
    record.promote(staged, run, "10-a", {"parameter p": 1})
    known = record.read(run, "10-a")
    assert known["inputs"] == {"parameter p": 1}
    assert list(known["products"]) == ["tables/a.csv"]
    assert record.intact(run, known)
    assert not staged.exists()


def test_a_removed_or_changed_result_is_noticed(tmp_path):
    """A record stands only as long as its files are what they were."""
    run = tmp_path / "run"
    record.promote(stage(tmp_path / "stage", {"tables/a.csv": "x\n"}), run, "10-a", {})
    known = record.read(run, "10-a")
    (run / "tables" / "a.csv").write_text("y\n", encoding="utf-8")
    assert not record.intact(run, known)
    (run / "tables" / "a.csv").unlink()
    assert not record.intact(run, known)


def test_what_a_notebook_no_longer_makes_goes(tmp_path):
    """A chart that was renamed leaves no old copy behind."""
    run = tmp_path / "run"
    record.promote(stage(tmp_path / "s", {"charts/old.svg": "o", "charts/kept.svg": "k"}), run, "10-a", {})
    record.promote(stage(tmp_path / "s", {"charts/new.svg": "n", "charts/kept.svg": "k"}), run, "10-a", {})
    assert sorted(f.name for f in (run / "charts").iterdir()) == ["kept.svg", "new.svg"]


def test_interrupted_before_its_record_a_task_counts_as_not_run(tmp_path, monkeypatch):
    """Killed while files move, a task has no record, so it runs again."""
    run = tmp_path / "run"
    record.promote(stage(tmp_path / "s", {"tables/a.csv": "1\n"}), run, "10-a", {})
    with monkeypatch.context() as patch:
        patch.setattr("json.dumps", lambda *a, **k: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            record.promote(stage(tmp_path / "s", {"tables/a.csv": "2\n"}), run, "10-a", {})
    assert record.read(run, "10-a") is None


def test_a_phase_that_left_the_study_leaves_the_run(tmp_path):
    """What tasks outside the plan made is removed; ledgers of tasks that stay are not."""
    run = tmp_path / "run"
    record.promote(
        stage(tmp_path / "s", {"views/a.json": "1", "ledger.json": ledger("a", 1)}), run, "50-a", {}
    )
    record.promote(
        stage(tmp_path / "s", {"views/b.json": "2", "ledger.json": ledger("b", 2)}), run, "50-b", {}
    )
    record.forget(run, {"50-b"})
    assert [f.name for f in (run / "views").iterdir()] == ["b.json"]
    record.join_ledgers(run, ["50-b"])
    assert [fact.id for fact in read(run / "ledger.json")] == ["b"]


def test_two_notebooks_that_contradict_each_other_are_named(tmp_path):
    """One id with two values stops the run and says who says what."""
    run = tmp_path / "run"
    for task, value in (("10-a", 1), ("20-b", 2)):
        record.promote(stage(tmp_path / "s", {"ledger.json": ledger("total", value)}), run, task, {})
    with pytest.raises(ContentError, match="fact 'total' is recorded as"):
        record.join_ledgers(run, ["10-a", "20-b"])


def test_declared_truths_join_the_facts_of_the_notebooks(tmp_path):
    """What the study declares is decided over everything that the notebooks recorded, and written with it."""
    run = tmp_path / "run"
    for task, value in (("10-a", 1), ("20-b", 2)):
        record.promote(stage(tmp_path / "s", {"ledger.json": ledger(f"of-{task}", value)}), run, task, {})
    raw = {"id": "fewer", "says": "There are fewer.", "left": "of-10-a", "is": "below", "right": "of-20-b"}
    record.join_ledgers(run, ["10-a", "20-b"], [DeclaredTruth.model_validate(raw)])
    whole = read(run / "ledger.json")
    assert [fact.id for fact in whole] == ["fewer", "of-10-a", "of-20-b"] and whole["fewer"].holds
