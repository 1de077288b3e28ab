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
from dyadbook.study.problems import ContentError, Problem


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
    return sorted(found, key=lambda p: (p.file, p.line or 0, p.what))


def _gather(check, *args) -> list[Problem]:
    try:
        return check(*args)
    except ContentError as error:
        return error.problems
