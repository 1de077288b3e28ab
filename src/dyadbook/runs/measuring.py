"""Everything that the extraction's own measurement shows, computed from what is committed: annotation, yield, map, digests."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dyadbook.extraction import causes, scoring
from dyadbook.extraction.beside import COLUMNS, attributes, beside, summary
from dyadbook.extraction.intervals import Measure, Target, measure, read_targets
from dyadbook.extraction.scoring import Outcome
from dyadbook.runs import originals
from dyadbook.runs.originals import Yield
from dyadbook.sources.corpus import load_corpus
from dyadbook.sources.digest_map import map_path, read_gold, read_map
from dyadbook.sources.records import read_records
from dyadbook.study.load import load_study
from dyadbook.study.paths import Paths

KINDS = {
    "date": "Dates",
    "money": "Amounts of money",
    "count": "Counts",
    "ratio": "Ratios",
    "citation": "Citations",
    "event": "Events of both states",
}
EVENTS = {
    "same": "the same event",
    "alike": "the same type and date in their claims; the events differ otherwise",
    "moved": "the same type, place and object; the date differs",
    "original": "from the originals alone",
    "digest": "from the digests alone",
}


@dataclass(frozen=True)
class Measured:
    """What is known of the extraction: empty throughout where the study has no annotated originals."""

    sources: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    measures: tuple[Measure, ...]
    causes: pd.DataFrame
    beside: pd.DataFrame
    yields: pd.DataFrame
    events: pd.DataFrame
    file_of: dict[str, str]

    def n(self, kind: str, *names: str) -> int:
        """Return how often something of a kind went wrong in one of these ways."""
        own = self.causes[(self.causes["kind"] == kind) & self.causes["cause"].isin(names)]
        return int(own["count"].sum())

    def of(self, source: str) -> list[Outcome]:
        """Return the outcomes of one document."""
        return [o for o in self.outcomes if self.file_of.get(o.file) == source]


def measure_study(paths: Paths) -> Measured:
    """Hold the kept yield of the originals to the annotation, and the digests' present yield to both.

    ContentError where there is an annotation and no kept yield.
    """
    targets = read_targets(paths.seeds / "gold" / "targets.yaml")
    kept = originals.read(paths)
    file_of = {r.file: r.id for r in read_records(paths).values() if r.file}
    if kept is None:
        nothing = Yield({}, pd.DataFrame(columns=originals.COLUMNS))
        return _measured((), [], targets, [], nothing, nothing, pd.DataFrame(columns=COLUMNS), {})
    gold = list(read_gold(paths).values())
    outcomes = scoring.judge(gold, kept.all_facts)
    sources = tuple(s for f, s in file_of.items() if f in {g["file"] for g in gold})
    shipped = originals.yielded(paths, "shipped")
    digests = [d for d in load_corpus(paths, load_study(paths)) if d.digest]
    rows = read_map(paths) if map_path(paths).is_file() else []
    table = beside(outcomes, digests, shipped.facts, rows)
    return _measured(sources, outcomes, targets, gold, kept, shipped, table, file_of)


def _measured(
    sources: tuple[str, ...],
    outcomes: list[Outcome],
    targets: Iterable[Target],
    gold: list[Any],
    kept: Yield,
    shipped: Yield,
    table: pd.DataFrame,
    file_of: dict[str, str],
) -> Measured:
    return Measured(
        sources,
        tuple(outcomes),
        tuple(measure(outcomes, target) for target in targets),
        causes.causes(outcomes, gold, kept.all_facts),
        table,
        originals.counted(kept, shipped),
        originals.events_beside(kept, shipped),
        file_of,
    )


def chart_table(found: Measured) -> pd.DataFrame:
    """Return the measures as the chart `measured` takes them."""
    rows = [
        (m.target.id, m.target.label, m.value, m.low, m.high, m.target.target, m.reached, m.n)
        for m in found.measures
    ]
    heads = ["id", "label", "value", "low", "high", "target", "reached", "n"]
    return pd.DataFrame(rows, columns=heads).astype(object)


def shown(value: float | None) -> str | None:
    """Write a figure between 0 and 1 as this field does: 0.87; None where there is none."""
    return None if value is None else f"{value:.2f}"


def kinds_view(found: Measured) -> pd.DataFrame:
    """Return one line a kind: how much was annotated and found, precision, recall, F1 on spans and on values."""
    rows = [
        (
            KINDS[k],
            r["gold"],
            r["predicted"],
            *(shown(r[n]) for n in ("precision", "recall", "relaxed", "value")),
        )
        for k, r in scoring.figures(found.outcomes).items()
    ]
    heads = ["Kind", "Annotated", "Found", "Precision", "Recall", "F1, span", "F1, value"]
    return pd.DataFrame(rows, columns=heads)


def documents_view(found: Measured, names: dict[str, str]) -> pd.DataFrame:
    """Return one line a document: annotated events, those found and rightly typed, extra ones, F1; and errors in other facts."""
    rows = []
    for source in found.sources:
        own = found.of(source)
        events = [o for o in own if o.kind == "event"]
        others = [o for o in own if o.kind != "event"]
        rows.append(
            (
                names.get(source, source),
                sum(o.gold is not None for o in events),
                sum(o.right for o in events),
                sum(o.gold is None for o in events),
                shown(event_f1(found, source)),
                sum(o.gold is not None for o in others),
                sum(not o.right for o in others),
            )
        )
    heads = ["Document", "Events", "Rightly typed", "Extra", "F1", "Other facts", "Wrong"]
    return pd.DataFrame(rows, columns=heads)


def event_f1(found: Measured, source: str) -> float | None:
    """Return the F1 of rightly typed events in one document, None where it has no event."""
    return scoring.figures(found.of(source)).get("event", {}).get("value")


def causes_view(found: Measured) -> pd.DataFrame:
    """Return one line a kind and cause, with how often it came about."""
    table = causes.by_cause(found.causes)
    out = pd.DataFrame(
        {"Kind": table["kind"].map(KINDS), "What went wrong": table["words"], "Times": table["count"]}
    )
    return out.reset_index(drop=True)


def rules_view(found: Measured) -> pd.DataFrame:
    """Return one line for each rule that stated something wrong or extra."""
    table = causes.by_rule(found.outcomes)
    table = table[(table["wrong"] > 0) | (table["extra"] > 0)].drop(columns="kind")
    table.columns = ["Rule", "Statements", "Right", "Wrong type or value", "Extra"]
    return table.reset_index(drop=True)


def types_view(found: Measured, labels: dict[str, str]) -> pd.DataFrame:
    """Return one line a type of event: how many were annotated, found, and rightly typed."""
    table = causes.by_type(found.outcomes)
    table["type"] = table["type"].map(lambda t: labels.get(t, t))
    table.columns = ["Type", "Annotated", "Found", "Rightly typed"]
    return table


def beside_view(found: Measured) -> pd.DataFrame:
    """Return one line a kind: facts that come out rightly of both texts, of one alone, of neither."""
    table = summary(found.beside)
    table["kind"] = table["kind"].map(KINDS)
    table.columns = ["Kind", "Facts", "Both", "Original alone", "Digest alone", "Neither"]
    return table


def attributes_view(found: Measured) -> pd.DataFrame:
    """Return one line an attribute of events: how often both texts give the same."""
    table = attributes(found.beside)
    table["attribute"] = table["attribute"].str.capitalize()
    table.columns = ["Attribute", "Events that have it", "The same in both"]
    return table


def yields_view(found: Measured, names: dict[str, str]) -> pd.DataFrame:
    """Return one line a document: mentions, claims and events of its original and, after a stroke, of its digest."""
    out = pd.DataFrame({"Document": found.yields["source"].map(lambda s: names.get(s, s))})
    for what in ("mentions", "claims", "events"):
        pairs = zip(found.yields[f"original_{what}"], found.yields[f"digest_{what}"], strict=True)
        out[what.capitalize()] = pd.Series([f"{a} / {b}" for a, b in pairs], dtype=object)
    return out


def events_view(found: Measured) -> pd.DataFrame:
    """Return one line for each event that does not come out the same: its id from either text, and how the two differ."""
    table = found.events[found.events["result"] != "same"].reset_index(drop=True)
    out = pd.DataFrame({"From the originals": table["original"], "From the digests": table["digest"]})
    out["How they differ"] = table["result"].map(EVENTS)
    return out.astype(object).where(out.notna(), None)
