"""Everything that can be wrong with the hand-kept evidence, in one list."""

from __future__ import annotations

from collections.abc import Iterable

from dyadbook.observations.chronicle import chronicle_problems, read_chronicle
from dyadbook.observations.corrections import correction_problems
from dyadbook.observations.disagreements import disagreement_problems
from dyadbook.observations.observations import observation_problems, read_observations
from dyadbook.study.codebook import Codebook
from dyadbook.study.models import Study
from dyadbook.study.paths import Paths
from dyadbook.study.problems import ContentError, Problem, nearest
from dyadbook.study.reading import line_of


def problems(paths: Paths, study: Study, codebook: Codebook, other_ids: Iterable[str] = ()) -> list[Problem]:
    """Return what is wrong with chronicle, observations, corrections and disagreements, sorted by file and line.

    `other_ids` are the ids that disagreements may name beyond the rows of the two tables: source documents (`bne`) and
    series (`series:cow_trade`).
    """
    found = _gather(chronicle_problems, paths, study, codebook) + _gather(observation_problems, paths, study)
    try:
        tables = {"chronicle": read_chronicle(paths), "observations": read_observations(paths, errors=True)}
    except ContentError:
        return sorted(found)  # without readable tables the other two files cannot be held against anything
    known = [*tables["chronicle"]["id"], *tables["observations"]["id"], *other_ids]
    found += _gather(correction_problems, paths, tables) + _gather(disagreement_problems, paths, known)
    found += boundary_problems(
        paths,
        study,
        dict(zip(tables["chronicle"]["id"], tables["chronicle"]["date"], strict=True)),
        other_ids,
    )
    return sorted(found, key=lambda p: (p.file, p.line or 0, p.what))


def boundary_problems(
    paths: Paths, study: Study, day_of: dict[str, str], other_ids: Iterable[str] = ()
) -> list[Problem]:
    """Return the phases whose first day no evidence shows: a row that does not exist, or none dated to that very day.

    `day_of` gives the date of each chronicle row. A study without a chronicle has nothing to hold its boundaries against.
    """
    path = paths.seeds / "study.yaml"
    name, source, others, found = paths.show(path), path.read_text(encoding="utf-8"), set(other_ids), []
    for number, phase in enumerate(study.phases if day_of else ()):
        line = line_of(source, ("phases", number, "rests_on"))
        rows = [i for i in phase.rests_on if i in day_of]
        if unknown := [i for i in phase.rests_on if i not in day_of and i not in others]:
            what = (
                f"phase '{phase.id}' rests on '{unknown[0]}', which is no row of the chronicle and no source"
            )
            found.append(Problem(name, line, what, nearest(unknown[0], [*day_of, *others])))
        elif phase.start.isoformat() not in {day_of[i] for i in rows}:
            dated = ", ".join(f"{i} of {day_of[i]}" for i in rows) or "no dated row"
            what = (
                f"phase '{phase.id}' starts on {phase.start}, a day that nothing it rests on shows ({dated})"
            )
            found.append(
                Problem(name, line, what, "Correct the day, or name the chronicle row that is dated to it")
            )
    return found


def _gather(check, *args) -> list[Problem]:
    try:
        return check(*args)
    except ContentError as error:
        return error.problems
