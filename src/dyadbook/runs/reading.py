"""What several notebooks begin with: the mentions of documents, and the hand-coded chronicle where there is one."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from dyadbook.extraction.extract import extract
from dyadbook.extraction.gazetteer import Gazetteer
from dyadbook.extraction.mention import Mention
from dyadbook.ledger.refs import row_ref
from dyadbook.observations import observations as figures
from dyadbook.observations.chronicle import COLUMNS, FILE, read_chronicle
from dyadbook.observations.disagreements import decide, disagreement_frame, read_disagreements
from dyadbook.observations.trade_tables import code_lists
from dyadbook.sources.texts import Document
from dyadbook.study.models import Study
from dyadbook.study.paths import Paths


def mentions_of(documents: Sequence[Document], study: Study) -> dict[str, list[Mention]]:
    """Return the mentions of each document, by source id; relative dates resolve against the record's anchor day."""
    gazetteer = Gazetteer.from_study(study)
    return {
        document.source: extract(
            document.text,
            document.record.anchor,
            gazetteer,
            file=document.name,
            digest=document.digest,
        )
        for document in documents
    }


def chronicle(paths: Paths) -> pd.DataFrame:
    """Return the hand-coded chronicle, or an empty one of the same columns where the study has none."""
    if (paths.seeds / FILE).is_file():
        return read_chronicle(paths)
    return pd.DataFrame(columns=COLUMNS, dtype=object)


def observations(paths: Paths, *, errors: bool = False) -> pd.DataFrame:
    """Return the hand-coded figures, or an empty table of the same columns where the study has none.

    With `errors`, also the rows that are suspect or in error, which are never counted as data.
    """
    if (paths.seeds / figures.FILE).is_file():
        return figures.read_observations(paths, errors=errors)
    return pd.DataFrame(columns=figures.COLUMNS, dtype=object)


def authorities(paths: Paths) -> tuple[dict[str, int], frozenset[str]]:
    """Return the rank of each authority of a figure (best 0) and those that are no independent report; empty without figures."""
    lists = code_lists(paths)
    return (lists.authority, lists.tertiary) if lists else ({}, frozenset())


def hand_disagreements(paths: Paths, disputed: pd.DataFrame) -> pd.DataFrame:
    """Return the hand-kept disagreements, one row a position; empty where the study has none.

    `disputed` is the table `disagreements` of the run, which decides on the questions that the documents dispute too.
    """
    return decide(disagreement_frame(read_disagreements(paths)), disputed)


def evidence_ref(ident: str) -> str:
    """Return the ref of what a hand-kept position rests on: a chronicle row, an observation, a series or a document."""
    if ":" in ident:
        return ident
    ref = row_ref(ident)
    return ref if not ref.startswith("claim:") else f"source:{ident}"
