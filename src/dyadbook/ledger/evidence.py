"""The chain from a printed fact to what it rests on: fact, rule, rows, statement, source, locator, hash."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

import pandas as pd

from dyadbook.ledger.facts import Ledger
from dyadbook.ledger.link import Link
from dyadbook.ledger.refs import KINDS, parse, row_ref
from dyadbook.study import dates
from dyadbook.study.problems import ContentError, Problem, nearest
from dyadbook.study.tables import many

# the table that holds the rows of each kind of ref
TABLES = {
    "source": "sources",
    "mention": "mentions",
    "claim": "claims",
    "event": "events",
    "disagreement": "disagreements",
    "chronicle": "chronicle",
    "observation": "observations",
    "phase": "phases",
}

# what an id alone may mean, the likeliest first: a claim bears the id of the mention that it comes from
ORDER = (
    "fact",
    "event",
    "chronicle",
    "observation",
    "source",
    "statement",
    "claim",
    "mention",
    "disagreement",
)
ORDER += ("phase",)


class Statement(Protocol):
    """What is needed of a statement of a shipped text."""

    id: str
    source: str
    paragraph: int
    text: str


@dataclass
class Evidence:
    """All that facts can rest on in one run.

    `tables`: data frames by name, as `study.tables` describes them (chronicle and observations where the study has
    them); `statements`: the statements of texts that may be shown (digests and documents that are shipped whole);
    `elsewhere`: refs that the study has and this run leaves out, such as a source that it does not read, with a title each.
    """

    ledger: Ledger
    tables: Mapping[str, pd.DataFrame]
    statements: Iterable[Statement] = ()
    elsewhere: Mapping[str, str] = field(default_factory=dict)
    _rows: dict[str, dict[str, list[dict[str, Any]]]] = field(init=False, default_factory=dict)
    _claims_of: dict[str, list[str]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._statements = {s.id: s for s in self.statements}
        for kind, table in TABLES.items():
            rows: dict[str, list[dict[str, Any]]] = {}
            if table in self.tables:
                for row in self.tables[table].to_dict("records"):
                    rows.setdefault(str(row["id"]), []).append(row)
            self._rows[kind] = rows
        for ident, (row, *_) in self._rows["claim"].items():
            if event := text_of(row, "event"):
                self._claims_of.setdefault(event, []).append(ident)
        cited = [*self._rows["mention"].values(), *self._rows["claim"].values()]
        self._cited = {text_of(rows[0], "statement") for rows in cited} - {""}

    def ids(self, kind: str) -> list[str]:
        """Return the known ids of one kind, in table order."""
        if kind == "fact":
            return [fact.id for fact in self.ledger]
        return list(self._statements) if kind == "statement" else list(self._rows.get(kind, ()))

    def rows(self, kind: str, ident: str) -> list[dict[str, Any]]:
        return self._rows.get(kind, {}).get(ident, [])

    def row(self, kind: str, ident: str) -> dict[str, Any] | None:
        found = self.rows(kind, ident)
        return found[0] if found else None

    def statement(self, ident: str | None) -> Statement | None:
        return self._statements.get(ident or "")

    def claims_of(self, event: str) -> list[str]:
        """Return the ids of the claims that were reconciled into an event."""
        return self._claims_of.get(event, [])

    def knows(self, ref: str) -> bool:
        """Tell whether a ref leads anywhere; series rows are taken on trust where no table of that series is at hand."""
        kind, ident = parse(ref)
        if ref in self.elsewhere:
            return True
        if kind == "series":
            name, _, key = ident.partition("#")
            if f"series/{name}" not in self.tables:
                return True
            frame = self.tables[f"series/{name}"]
            return not key or bool((frame.iloc[:, 0].astype(str) == key).any())
        if kind == "fact":
            return ident in self.ledger
        if kind == "statement":
            return ident in self._statements or ident in self._cited
        return ident in self._rows[kind]

    def dangling(self) -> list[Problem]:
        """Return a problem for everything that facts rest on and this run does not have."""
        missing: dict[str, list[str]] = {}
        for fact in self.ledger:
            for ref in fact.rests_on:
                if not self.knows(ref):
                    missing.setdefault(ref, []).append(fact.id)
        out = []
        for ref, (first, *others) in missing.items():
            kind, ident = parse(ref)
            more = f" (so do {len(others)} other facts)" if others else ""
            what = f"fact '{first}' rests on {ref}, which is not there{more}"
            out.append(Problem(self.ledger.name, None, what, near(ident, self.ids(kind))))
        return out

    def chain(self, ref: str) -> Link:
        """Resolve a ref, or an id alone, down to sources; ContentError naming the nearest id otherwise."""
        return self._link(self.named(ref), set())

    def named(self, text: str) -> str:
        """Return the ref that `text` means: a ref, or the id of a fact, event, row, statement or source alone.

        An id that names things of two kinds means the first in the order of `ORDER`. ContentError where it names none.
        """
        if ":" not in text:
            if found := next((f"{kind}:{text}" for kind in ORDER if self.knows(f"{kind}:{text}")), None):
                return found
            what = f"there is no fact, event, row, statement or source '{text}' in this run"
            known = [ident for kind in ORDER for ident in self.ids(kind)]
            raise ContentError([Problem(self.ledger.name, None, what, near(text, known))])
        try:
            kind, ident = parse(text)
        except ValueError as error:
            raise ContentError([Problem(self.ledger.name, None, str(error), "")]) from None
        if not self.knows(text):
            what = f"there is no {KINDS[kind]} '{ident}' in this run"
            raise ContentError([Problem(self.ledger.name, None, what, near(ident, self.ids(kind)))])
        return text

    def facts_on(self, ref: str) -> list[str]:
        """Return the ids of the facts that rest on `ref`, at first hand or through what lies between.

        Those that rest on little else come first.
        """
        below: dict[str, bool] = {}

        def leads(one: str) -> bool:
            if one == ref or one.startswith(f"{ref}#"):
                return True
            if one not in below:
                below[one] = False  # a ring of rows that name each other ends here
                kind, ident = parse(one)
                below[one] = self.knows(one) and any(map(leads, getattr(self, f"_{kind}")(ident)[2]))
            return below[one]

        found = [f for f in self.ledger if f"fact:{f.id}" != ref and any(map(leads, f.rests_on))]
        return [f.id for f in sorted(found, key=lambda fact: len(set(fact.rests_on)))]

    def _link(self, ref: str, seen: set[str]) -> Link:
        kind, ident = parse(ref)
        title, details, below = getattr(self, f"_{kind}")(ident)
        if ref in seen:
            return Link(ref, title, again=True)
        seen.add(ref)
        links = tuple(self._link(r, seen) for r in dict.fromkeys(below) if self.knows(r))
        return Link(ref, title, tuple((k, v) for k, v in details if v), links)

    # what each kind shows: a title, labelled details, and the refs it rests on

    def _fact(self, ident: str):
        fact = self.ledger[ident]
        title = f"{fact.says} — {fact.verdict}" if fact.kind == "truth" else fact.text
        details = [("rule", fact.rule), ("found", fact.reason if fact.kind == "truth" else "")]
        details += [("says", fact.says if fact.kind == "value" else ""), ("notebook", fact.notebook)]
        return title, details, fact.rests_on

    def _event(self, ident: str):
        row = self.row("event", ident) or {}
        details = [("date", dates.show(text_of(row, "date"))), ("status", text_of(row, "status"))]
        details += [("phase", text_of(row, "phase")), ("reports", text_of(row, "reports"))]
        return text_of(row, "label") or ident, details, [f"claim:{c}" for c in self.claims_of(ident)]

    def _claim(self, ident: str):
        row = self.row("claim", ident) or {}
        return f"{text_of(row, 'type')}, {dates.show(text_of(row, 'date'))}", self._found(row), self._at(row)

    def _mention(self, ident: str):
        row = self.row("mention", ident) or {}
        return f"{text_of(row, 'kind')} {text_of(row, 'value')}", self._found(row), self._at(row)

    def _found(self, row: dict[str, Any]) -> list[tuple[str, str]]:
        span = f"{text_of(row, 'start')}–{text_of(row, 'end')}" if text_of(row, "start") else ""
        return [("status", text_of(row, "status")), ("found by", text_of(row, "rule")), ("characters", span)]

    def _at(self, row: dict[str, Any]) -> list[str]:
        statement = text_of(row, "statement")
        return [f"statement:{statement}"] if statement else [f"source:{text_of(row, 'source')}"]

    def _statement(self, ident: str):
        there = self.statement(ident)
        source, _, place = ident.rpartition("-p")
        paragraph = str(there.paragraph) if there else place.partition("s")[0]
        text = there.text if there else "(the text read in this run is not ours to show)"
        return text, [("locator", f"¶ {paragraph} of the original")], [f"source:{source}"]

    def _source(self, ident: str):
        row = self.row("source", ident) or {}
        title = text_of(row, "title") or "Untitled"
        published = f"{dates.show(text_of(row, 'published'))} ({text_of(row, 'published_known_by')})"
        details = [("author", text_of(row, "author")), ("publisher", text_of(row, "publisher"))]
        details += [("published", published), ("address", text_of(row, "url"))]
        details += [("sha256 of the original", text_of(row, "original_sha256"))]
        details += [("sha256 of the text read", text_of(row, "sha256"))]
        return title, details, []

    def _disagreement(self, ident: str):
        rows = self.rows("disagreement", ident)
        details = [(f"position {text_of(r, 'position')}", text_of(r, "value")) for r in rows]
        below = [row_ref(c) for r in rows for c in many(text_of(r, "claims"))]
        return text_of(rows[0], "about"), details, below

    def _phase(self, ident: str):
        row = self.row("phase", ident) or {}
        details = [
            ("from", text_of(row, "start")),
            ("to", text_of(row, "end")),
            ("rule", text_of(row, "rule")),
        ]
        below = [row_ref(c) if ":" not in c else c for c in many(text_of(row, "rests_on"))]
        return text_of(row, "name") or ident, details, below

    def _chronicle(self, ident: str):
        return self._coded("chronicle", ident)

    def _observation(self, ident: str):
        return self._coded("observation", ident)

    def _coded(self, kind: str, ident: str):
        row = self.row(kind, ident) or {}
        title = next((text_of(row, c) for c in ("description", "label", "measure") if text_of(row, c)), ident)
        details = [(c, text_of(row, c)) for c in row if c not in ("id", "description")]
        return title, details, []

    def _series(self, ident: str):
        name, _, key = ident.partition("#")
        frame = self.tables.get(f"series/{name}")
        if frame is None or not key:
            return f"series {name}" + (f", row {key}" if key else ""), [], []
        row = frame[frame.iloc[:, 0].astype(str) == key].iloc[0]
        return f"series {name}, row {key}", [(str(c), str(v)) for c, v in row.items()], []


def text_of(row: Mapping[str, Any], column: str) -> str:
    """Return a cell as text, empty where it is missing."""
    value = row.get(column)
    if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and pd.isna(value)):
        return ""
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    return str(value)


def near(ident: str, ids: list[str]) -> str:
    """Name the nearest id, or nothing where the list would be too long to read."""
    hint = nearest(ident, ids)
    return hint if hint.startswith("Did") or len(ids) <= 20 else "See the tables of the run for the ids"


def chain(
    ledger: Ledger, ref: str, tables: Mapping[str, pd.DataFrame], statements: Iterable[Statement] = ()
) -> Link:
    """Resolve one ref; build an `Evidence` yourself where many are asked for."""
    return Evidence(ledger, tables, statements).chain(ref)
