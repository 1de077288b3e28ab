"""Facts are only held against prose while the run that recorded them is up to date."""

import pytest

from dyadbook.ledger import Ledger
from dyadbook.runs import current, folders, plan, record, stale
from dyadbook.study.parameters import Parameters


@pytest.fixture
def made(project, study, tmp_path):
    """A default run whose records fit the present inputs, without any kernel having run."""
    run = folders.run_folder(project, "default")
    for number, task in enumerate(plan.tasks((p.id, p.name) for p in study.phases)):
        facts = Ledger()
        facts.add(f"fact-{number}", number, rule="Counted.", rests_on=[])
        facts.write(tmp_path / "stage" / "ledger.json")
        inputs = stale.inputs(task, project, run, folders.settings(Parameters()))
        record.promote(tmp_path / "stage", run, task.name, inputs)
    return run


def test_an_up_to_date_run_gives_its_facts(project, study, made):
    """All notebooks' facts, joined."""
    facts = current.current_facts(project, study)
    assert facts is not None and "fact-0" in facts and len(facts) >= len(plan.STEPS)


def test_a_stale_notebook_takes_the_facts_away(project, study, made):
    """After a change of the chronicle, those that read it are stale, and no fact is vouched for."""
    with (project.seeds / "chronicle.csv").open("a", encoding="utf-8") as file:
        file.write("\n")
    waiting = current.stale_tasks(project, study, Parameters())
    assert "30-reconcile" in waiting and "10-sources" not in waiting
    assert current.current_facts(project, study) is None


def test_a_run_that_was_never_made_has_none(project, study):
    """Nothing recorded, nothing to hold prose against."""
    assert current.current_facts(project, study) is None
