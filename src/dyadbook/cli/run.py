"""`dyadbook run`: bring a run's notebooks up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dyadbook.cli.options import Assignments, Force, Jobs, Limit, ParamsFile, RunName, StudyDir

if TYPE_CHECKING:
    from dyadbook.runs.execute import Outcome
    from dyadbook.study.models import Study
    from dyadbook.study.parameters import Parameters
    from dyadbook.study.paths import Paths


def run(
    p: Assignments = None,
    params: ParamsFile = None,
    name: RunName = None,
    jobs: Jobs = 2,
    force: Force = False,
    limit: Limit = 900,
    study: StudyDir = None,
) -> None:
    """Run the notebooks that are stale, and say where the results are."""
    from dyadbook.cli.options import open_study, parameters_of

    paths, read = open_study(study)
    parameters, run_name = parameters_of(paths, read, p, params, name)
    execute(paths, read, parameters, run_name, jobs, force, limit)
    from dyadbook.runs.folders import run_folder

    print(paths.show(run_folder(paths, run_name)))


def execute(
    paths: Paths, study: Study, parameters: Parameters, name: str, jobs: int, force: bool, limit: int
) -> tuple[Outcome, ...]:
    """Run with progress shown; the default run's tables then become data/."""
    from dyadbook.cli.progress import RunProgress
    from dyadbook.runs import datapackage, execute, folders, plan

    total = len(plan.tasks((phase.id, phase.name) for phase in parameters.phases(study)))
    with RunProgress(total) as progress:
        outcomes = execute.run(
            paths, study, parameters, name, jobs=jobs, force=force, limit=limit, watch=progress
        )
    if progress.kept:
        progress.console.print(f"  {progress.kept} of {total} notebooks were up to date", highlight=False)
    if name == folders.DEFAULT:
        datapackage.publish(paths, study, folders.run_folder(paths, name))
    return outcomes
