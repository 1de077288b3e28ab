"""What the extraction yields on the originals: kept as offsets and values, so that it can be shown where they are not."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from dyadbook.extraction.mention import Mention
from dyadbook.reconciliation.claims import claims
from dyadbook.reconciliation.events import reconcile
from dyadbook.runs.reading import mentions_of
from dyadbook.sources.corpus import load_corpus
from dyadbook.sources.records import read_records
from dyadbook.sources.texts import Document
from dyadbook.study.codebook import read_codebook
from dyadbook.study.load import load_study
from dyadbook.study.models import Study
from dyadbook.study.paths import Paths
from dyadbook.study.problems import ContentError

FOUND, CLAIMS, GOLD = "originals_found.jsonl", "originals_claims.csv", "originals.jsonl"
# Words of the text, which is not ours to keep; the rest are offsets, values, names and rules.
WORDS = ("trigger", "object", "people")
COLUMNS = ["id", "source", "kind", "type", "date", "place", "status", "value", "unit", "event"]
REMEDY = "make it where the originals are: python benchmarks/originals.py"


@dataclass(frozen=True)
class OriginalsAt(Paths):
    """A study whose originals lie in another folder than seeds/originals."""

    folder: Path = Path()

    @property
    def originals(self) -> Path:
        return self.folder


@dataclass(frozen=True)
class Yield:
    """What a set of texts yields: the records of each document's mentions by source id, and the claims with their events."""

    facts: Mapping[str, Sequence[Mapping[str, Any]]]
    claims: pd.DataFrame

    @property
    def all_facts(self) -> list[Mapping[str, Any]]:
        return [fact for own in self.facts.values() for fact in own]


def yielded(paths: Paths, corpus: str) -> Yield:
    """Read every source of a study in one form and return what it yields; ContentError where a text is missing.

    Sources that a run leaves out are read too: this measures the extraction, not the run.
    """
    study = load_study(paths)
    documents = load_corpus(paths, study, corpus)
    mentions = mentions_of(documents, study)
    return Yield(
        {s: [record(m) for m in own] for s, own in mentions.items()},
        _claims(documents, mentions, study, paths),
    )


def record(mention: Mention) -> dict[str, Any]:
    """Return a mention as it is printed, less the words that it takes from the text."""
    return {key: value for key, value in mention.record().items() if key not in WORDS}


def _claims(
    documents: Sequence[Document], mentions: Mapping[str, Sequence[Mention]], study: Study, paths: Paths
) -> pd.DataFrame:
    written = {d.source: d.record.published for d in documents}
    made = claims(documents, mentions, study)
    _, out = reconcile(made, study, codebook=read_codebook(paths), written=written)
    out = out.reindex(columns=COLUMNS).sort_values(["source", "id"], ignore_index=True)
    return out.astype(object).where(out.notna(), None)


def files(found: Yield) -> dict[str, str]:
    """Return what is kept of the originals' yield: text by file name, the same bytes for the same yield."""
    lines = [json.dumps(fact, ensure_ascii=False) for fact in found.all_facts]
    return {
        FOUND: "".join(f"{line}\n" for line in lines),
        CLAIMS: found.claims.to_csv(index=False, lineterminator="\n"),
    }


def read(paths: Paths) -> Yield | None:
    """Return the kept yield of the originals, or None where the study has no annotation to hold it to.

    ContentError where the study has an annotation and the yield was never kept.
    """
    folder = paths.seeds / "gold"
    if not (folder / GOLD).is_file():
        return None
    for name in (FOUND, CLAIMS):
        if not (folder / name).is_file():
            raise ContentError(f"{paths.show(folder / name)} is missing: {REMEDY}.")
    source_of = {r.file: r.id for r in read_records(paths).values() if r.file}
    facts: dict[str, list[Mapping[str, Any]]] = {source: [] for source in source_of.values()}
    for line in (folder / FOUND).read_text(encoding="utf-8").splitlines():
        fact = json.loads(line)
        facts[source_of[fact["file"]]].append(fact)
    frame = pd.read_csv(folder / CLAIMS, dtype=str, keep_default_na=False).astype(object)
    return Yield(facts, frame.where(frame != "", None))


def counted(originals: Yield, shipped: Yield) -> pd.DataFrame:
    """Return, for each source, how much either text yields: columns source, then mentions, claims, events of both."""
    rows = []
    for source in originals.facts:
        row: list[Any] = [source]
        for text in (originals, shipped):
            own = text.claims[text.claims["source"] == source]
            row += [len(text.facts.get(source, ())), len(own), own["event"].dropna().nunique()]
        rows.append(row)
    heads = [f"{text}_{what}" for text in ("original", "digest") for what in ("mentions", "claims", "events")]
    return pd.DataFrame(rows, columns=["source", *heads])


def events_beside(originals: Yield, shipped: Yield) -> pd.DataFrame:
    """Return one row an event that either set of texts yields: columns original, digest, result.

    `same`: the two have one id, so that date, type, and place or object agree. `alike`: type and date agree, the rest of the
    id does not. `moved`: all but the date agrees, and a source is shared. `original`, `digest`: one side alone.
    """
    left = [_events(text.claims) for text in (originals, shipped)]
    rows: list[tuple[str | None, str | None, str]] = []
    for result, fits in (("same", _same), ("alike", _alike), ("moved", _moved)):
        for one in list(left[0].values()):
            other = next((e for e in left[1].values() if fits(one, e)), None)
            if other:
                rows.append((one.id, other.id, result))
                del left[0][one.id], left[1][other.id]
    rows += [(i, None, "original") for i in left[0]] + [(None, i, "digest") for i in left[1]]
    return pd.DataFrame(rows, columns=["original", "digest", "result"])


@dataclass(frozen=True)
class Told:
    """An event as its id and its claims tell it: `rest` is what follows type and date in the id, less a running number."""

    id: str
    type: str
    date: str
    rest: str | None
    sources: frozenset[str]


def _same(a: Told, b: Told) -> bool:
    return a.id == b.id


def _alike(a: Told, b: Told) -> bool:
    return (a.type, a.date) == (b.type, b.date) and bool(a.sources & b.sources)


def _moved(a: Told, b: Told) -> bool:
    return bool(a.rest) and (a.type, a.rest) == (b.type, b.rest) and bool(a.sources & b.sources)


def _events(frame: pd.DataFrame) -> dict[str, Told]:
    """Return the events of a table of claims by id, in the order of ids; type and date are those of the first claim."""
    out = {}
    for ident, own in frame.dropna(subset=["event"]).groupby("event"):
        first = own.iloc[0]
        kind = str(first["type"] or "")
        _, named, rest = str(ident).partition(f"-{kind.replace('_', '-')}-")
        rest = re.sub(r"-?\d+$", "", rest)
        out[str(ident)] = Told(
            str(ident), kind, str(first["date"] or ""), rest if named else None, frozenset(own["source"])
        )
    return out
