"""The facts of a run that is up to date, for checks that would mislead over those of an older one."""

from __future__ import annotations

from dyadbook.ledger import Ledger
from dyadbook.ledger.truths import read_truths
from dyadbook.runs import folders, plan, record, stale
from dyadbook.study.models import Study
from dyadbook.study.parameters import Parameters
from dyadbook.study.paths import Paths


def stale_tasks(paths: Paths, study: Study, parameters: Parameters, name: str = folders.DEFAULT) -> list[str]:
    """Return the tasks of a run that would run again, without running any."""
    run = folders.run_folder(paths, name)
    out = []
    for task in plan.tasks((p.id, p.name) for p in parameters.phases(study)):
        before = record.read(run, task.name)
        now = stale.inputs(task, paths, run, folders.settings(parameters))
        if before is None or stale.reason(before["inputs"], now) or not record.intact(run, before):
            out.append(task.name)
    return out


def current_facts(paths: Paths, study: Study) -> Ledger | None:
    """Return the default run's facts with the study's declared truths as they now stand; None where a notebook is stale."""
    parameters = Parameters()
    if stale_tasks(paths, study, parameters):
        return None
    tasks = [task.name for task in plan.tasks((p.id, p.name) for p in study.phases)]
    return record.joined(folders.run_folder(paths, folders.DEFAULT), tasks, read_truths(paths))
