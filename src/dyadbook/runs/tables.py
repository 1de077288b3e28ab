"""What a run and its seeds hold, gathered for those who follow a fact to what it rests on."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from dyadbook.observations.chronicle import read_chronicle
from dyadbook.observations.observations import read_observations
from dyadbook.runs import folders
from dyadbook.sources.corpus import load_corpus
from dyadbook.sources.texts import Statement
from dyadbook.study import tables
from dyadbook.study.models import Study
from dyadbook.study.paths import Paths


def run_tables(paths: Paths, run: Path) -> dict[str, pd.DataFrame]:
    """Return every table of a run by name, with the hand-coded chronicle and observations where the study has them."""
    out = {
        name: tables.read(name, file)
        for name in tables.schema()
        if (file := folders.table_file(run, name)).is_file()
    }
    if (paths.seeds / "chronicle.csv").is_file():
        out["chronicle"] = read_chronicle(paths)
    if (paths.seeds / "observations.csv").is_file():
        out["observations"] = read_observations(paths, errors=True)  # a documented error is evidence too
    return out


def statements(paths: Paths, study: Study, run: Path) -> list[Statement]:
    """Return the statements of the shipped texts that a run read; what it read of originals is not ours to show."""
    given = folders.read_settings(run) or {}
    if given.get("corpus", "shipped") != "shipped":
        return []
    chosen = given.get("sources") or None
    documents = load_corpus(paths, study, "shipped", chosen, tuple(given.get("exclude_sources") or ()))
    return [s for document in documents if document.corpus == "shipped" for s in document.statements]
