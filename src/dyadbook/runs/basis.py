"""From documents to what findings are computed from: the way of the notebooks, in one call, for any choice of documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from dyadbook.extraction.mention import Mention
from dyadbook.reconciliation import claims as claiming
from dyadbook.reconciliation.disagreements import disagreements, mark_contested
from dyadbook.reconciliation.events import reconcile
from dyadbook.reconciliation.filters import select
from dyadbook.runs.findings import Basis
from dyadbook.runs.reading import chronicle, mentions_of
from dyadbook.runs.workspace import Workspace
from dyadbook.sources.texts import Document


def basis_of(
    work: Workspace,
    documents: Sequence[Document],
    mentions: Mapping[str, Sequence[Mention]],
    coded: pd.DataFrame,
    filters: Mapping[str, Any],
) -> Basis:
    """Return what findings rest on when these documents are read; `coded` is the whole hand-coded chronicle."""
    written = {document.source: document.record.published for document in documents}
    claimed = claiming.claims(documents, mentions, work.study)
    found, claims = reconcile(claimed, work.study, codebook=work.codebook, written=written)
    disputed = disagreements(claims, found, coded, work.study, written=written)
    events = select(mark_contested(found, disputed, claims), **filters)
    counts = coded["same_as"].isna() & coded["status"].isin(work.parameters.statuses)
    return Basis(events, claims, disputed, coded[counts])


def bases(work: Workspace) -> tuple[Basis, dict[str, Basis]]:
    """Return the basis of this run, and the one that is left when each source is left out; none where only one is read.

    Where a run counts only what several sources report, leaving one out cannot ask for more reports than sources are left.
    """
    documents, coded = work.documents(), chronicle(work.paths)
    mentions = mentions_of(documents, work.study)
    without = {}
    for left_out in documents if len(documents) > 1 else ():
        others = [d for d in documents if d is not left_out]
        filters = {**work.filters, "min_sources": min(work.parameters.min_sources, len(others))}
        without[left_out.source] = basis_of(work, others, mentions, coded, filters)
    return basis_of(work, documents, mentions, coded, work.filters), without
