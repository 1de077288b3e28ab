"""The evidence of a run as pages: events, claims, disagreements, facts, phases and coded rows, one anchor each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from dyadbook.ledger import Evidence, Fact
from dyadbook.ledger.evidence import text_of
from dyadbook.ledger.refs import parse, row_ref
from dyadbook.phases import BEGINS
from dyadbook.publishing.anchors import anchor_of
from dyadbook.publishing.page import Entry, Group, Line, Page, Piece, joined, line
from dyadbook.study import dates
from dyadbook.study.models import Study
from dyadbook.study.tables import many

UNPLACED = "Not placed in a phase"
INFERRED = "by inference: the date is coarse, and the phase begins within it"
LONG = 12  # so many refs are not listed twice
STATUS = {"in_force": "in force"}


def words(value: str) -> str:
    """Return a coded value as a reader says it: `in_force` becomes `in force`."""
    return STATUS.get(value, value.replace("_", " "))


class Writer:
    """Builds the pages of one run from its evidence and its study."""

    def __init__(self, evidence: Evidence, study: Study, notebooks: dict[str, str] | None = None):
        self.evidence, self.study, self.notebooks = evidence, study, notebooks or {}
        self.titles = titles(evidence, study)
        self.phases = {"prelude": study.prelude.name} | {p.id: p.name for p in study.phases}
        self.colours = {"prelude": study.prelude.colour} | {p.id: p.colour for p in study.phases}
        self.sources = {i: self.titles[f"source:{i}"] for i in evidence.ids("source")}

    def to(self, ref: str, text: str = "") -> Piece:
        """Return a link to a ref, under its own title where no text is given; plain text where it leads nowhere."""
        known = ref in self.titles
        return Piece(
            text or self.titles.get(ref) or ref.partition(":")[2].replace("#", ", "), ref if known else ""
        )

    def all_to(self, refs: Iterable[str]) -> Line:
        return joined([self.to(ref) for ref in dict.fromkeys(refs)], "; ")

    def phase_facet(self) -> tuple[str, dict[str, str]]:
        return "Phase", self.phases | {"unplaced": UNPLACED}

    def values(self, rows: list[dict[str, Any]], column: str) -> dict[str, str]:
        """Return the values that a coded column takes, with the words for each, in order."""
        found = {v for row in rows for v in many(text_of(row, column))}
        return {value: words(value) for value in sorted(found)}

    def names(self, codes: str) -> str:
        return ", ".join(self.study.name_of(code) for code in many(codes))

    def people(self, ids: str) -> str:
        known = self.study.person
        return ", ".join(known[i].name if i in known else i for i in many(ids))

    def by_phase(self, pairs: Iterable[tuple[str, Entry]]) -> tuple[Group, ...]:
        """Group entries under the phases in their order; what has none comes last."""
        order = [*self.phases, "unplaced"]
        held: dict[str, list[Entry]] = {key: [] for key in order}
        for phase, entry in pairs:
            held[phase if phase in held else "unplaced"].append(entry)
        label = self.phases | {"unplaced": UNPLACED}
        return tuple(
            Group(label[key], f"in-{key}", tuple(held[key]), colour=self.colours.get(key, ""))
            for key in order
            if held[key]
        )

    def events(self) -> Page:
        rows = [self.evidence.row("event", i) or {} for i in self.evidence.ids("event")]
        pairs = [(text_of(row, "phase"), self._event(row)) for row in rows]
        intro = line(
            "Every event that the source documents report, once each, with the claims it was reconciled from."
        )
        facets = {
            "phase": self.phase_facet(),
            "source": ("Source", self.sources),
            "type": ("Type", self.values(rows, "type")),
            "status": ("Status", self.values(rows, "status")),
        }
        return Page("events", "Events", (intro,), self.by_phase(pairs), "cards", facets)

    def _event(self, row: dict[str, Any]) -> Entry:
        ident = text_of(row, "id")
        disputes = [
            d
            for d in self.evidence.ids("disagreement")
            if text_of(self.evidence.row("disagreement", d) or {}, "event") == ident
        ]
        fields = [
            ("Date", line(dates.show(text_of(row, "date")))),
            ("Status", line(words(text_of(row, "status")))),
            ("Type", line(words(text_of(row, "type")))),
            ("Dimension", line(text_of(row, "dimension"))),
            ("Actors", line(self.names(text_of(row, "actors")))),
            ("People", line(self.people(text_of(row, "people")))),
            ("Place", line(text_of(row, "place"))),
            ("Concerns", line(words(text_of(row, "object")))),
            ("Phase", line(INFERRED if text_of(row, "placement") == BEGINS else "")),
            ("Disputed", self.all_to(f"disagreement:{d}" for d in disputes)),
        ]
        for claim in self.evidence.claims_of(ident):
            fields.append(("Reported by", self._report(claim)))
        facets = {
            "phase": (text_of(row, "phase") or "unplaced",),
            "source": tuple(many(text_of(row, "sources"))),
            "type": (text_of(row, "type"),),
            "status": (text_of(row, "status"),),
        }
        return Entry(
            anchor_of(f"event:{ident}"), line(text_of(row, "label") or ident), filled(fields), facets
        )

    def _report(self, claim: str) -> Line:
        row = self.evidence.row("claim", claim) or {}
        source, statement = text_of(row, "source"), self.evidence.statement(text_of(row, "statement"))
        where = self.locator(text_of(row, "statement"))
        said = f": {statement.text}" if statement else ""
        return line(
            self.to(f"source:{source}"), ", ", self.to(f"claim:{claim}", where or "claim"), Piece(said)
        )

    def locator(self, statement: str) -> str:
        """Return `¶ 4` for `bne-p4s2`."""
        place = statement.rpartition("-p")[2].partition("s")[0]
        return f"¶ {place}" if place.isdigit() else ""

    def claims(self) -> Page:
        groups = []
        rows = [self.evidence.row("claim", i) or {} for i in self.evidence.ids("claim")]
        for source, title in self.sources.items():
            entries = tuple(self._claim(row) for row in rows if text_of(row, "source") == source)
            if entries:
                groups.append(
                    Group(title, f"by-{source}", entries, (("Source", (self.to(f"source:{source}"),)),))
                )
        intro = line("Every assertion by every source that this book counts, with the words it rests on.")
        facets = {
            "source": ("Source", self.sources),
            "type": ("Type", self.values(rows, "type")),
            "status": ("Status", self.values(rows, "status")),
        }
        return Page("claims", "Claims", (intro,), tuple(groups), "cards", facets)

    def _claim(self, row: dict[str, Any]) -> Entry:
        ident, statement = text_of(row, "id"), text_of(row, "statement")
        there = self.evidence.statement(statement)
        place = f"{self.locator(statement)}, characters {text_of(row, 'start')} to {text_of(row, 'end')}"
        figure = " ".join(text_of(row, c) for c in ("mod", "value", "unit") if text_of(row, c))
        event = text_of(row, "event")
        fields = [
            ("Statement", (self.to(f"statement:{statement}", there.text),) if there else ()),
            ("Where", line(self.to(f"statement:{statement}", place))),
            ("Figure", line(figure)),
            ("Actors", line(self.names(text_of(row, "actors")))),
            ("Status", line(words(text_of(row, "status")))),
            ("Event", (self.to(f"event:{event}"),) if event else line("none: context only")),
            ("Found by", line(f"rule {text_of(row, 'rule')} ({text_of(row, 'tier')})")),
        ]
        facets = {
            "source": (text_of(row, "source"),),
            "type": (text_of(row, "type"),),
            "status": tuple(filter(None, [text_of(row, "status")])),
        }
        return Entry(anchor_of(f"claim:{ident}"), line(self.titles[f"claim:{ident}"]), filled(fields), facets)

    def disagreements(self) -> Page:
        entries = []
        for ident in self.evidence.ids("disagreement"):
            rows = self.evidence.rows("disagreement", ident)
            first, event = rows[0], text_of(rows[0], "event")
            fields = [
                ("In question", line(text_of(first, "attribute"))),
                ("Event", (self.to(f"event:{event}"),) if event else ()),
            ]
            for row in rows:
                chosen = text_of(row, "headline") == "True"
                gap = text_of(row, "difference")
                held = line(
                    Piece(shown(text_of(row, "value"))),
                    f" ({gap})" if gap else "",
                    " — ",
                    *joined(
                        [
                            self.to(row_ref(c), self.report_of(row_ref(c)))
                            for c in many(text_of(row, "claims"))
                        ],
                        "; ",
                    ),
                )
                fields.append(("Printed first" if chosen else "Also reported", held))
                if chosen:
                    fields.append(("Why it is printed first", line(text_of(row, "rule"))))
            about = line(text_of(first, "about") or ident)
            entries.append(Entry(anchor_of(f"disagreement:{ident}"), about, filled(fields)))
        intro = line("Where two reports of one event or figure cannot both hold, both stand here.")
        groups = (Group("", "all-disagreements", tuple(entries)),) if entries else ()
        return Page("disagreements", "Disagreements", (intro,), groups)

    def report_of(self, ref: str) -> str:
        """Say who reports it, in a few words: source and paragraph, or the title of a coded row."""
        kind, ident = parse(ref)
        if kind != "claim" or not (row := self.evidence.row("claim", ident)):
            return self.titles.get(ref, ident)
        source = self.sources.get(text_of(row, "source"), "")
        return f"{source}, {self.locator(text_of(row, 'statement'))}"

    def facts(self) -> Page:
        by_notebook: dict[str, list[Entry]] = {}
        seen: dict[frozenset[str], str] = {}
        for fact in self.evidence.ledger:
            truth = fact.kind == "truth"
            shown_value = (
                f"{fact.says} {'Holds' if fact.holds else 'Does not hold'}: {fact.text}".rstrip(" :")
                if truth
                else fact.text
            )
            firm = f"{fact.id}-robust"
            fields = (
                ("Value", line(shown_value, *self.badge(firm))),
                ("Rule", line(fact.rule)),
                ("Rests on", self.basis(fact, seen)),
                ("Id", (Piece(fact.id, f"fact:{fact.id}"),)),
            )
            kind = "truth" if truth else "value"
            entry = Entry(anchor_of(f"fact:{fact.id}"), (), fields, {"kind": (kind,)})
            by_notebook.setdefault(fact.notebook or "elsewhere", []).append(entry)
        groups = tuple(
            Group(self.notebooks.get(name, name), f"from-{anchor_of(f'fact:{name}')[5:]}", tuple(entries))
            for name, entries in sorted(by_notebook.items())
        )
        intro = line("Every value that this book prints, how it was computed, and what it rests on.")
        facets = {"kind": ("Kind", {"value": "values", "truth": "true or false"})}
        return Page("facts", "Facts", (intro,), groups, "table", facets)

    def badge(self, ident: str) -> Line:
        """Return whether a headline held when it was asked again, as a link to how; nothing for what is no headline."""
        if ident not in self.evidence.ledger:
            return ()
        word = "robust" if self.evidence.ledger[ident].holds else "fragile"
        return line(" (", self.to(f"fact:{ident}", word), ")")

    def basis(self, fact: Fact, seen: dict[frozenset[str], str]) -> Line:
        """Return what a fact rests on; a long list that another fact rests on too is given once."""
        refs = frozenset(fact.rests_on)
        first = seen.setdefault(refs, fact.id)
        if len(refs) > LONG and first != fact.id:
            return line(f"the same {len(refs)} as ", Piece(first, f"fact:{first}"))
        return self.all_to(fact.rests_on) or line("nothing but the rule")

    def phase_page(self) -> Page:
        entries = []
        for ident in self.evidence.ids("phase"):
            row = self.evidence.row("phase", ident) or {}
            span = f"{text_of(row, 'start')}/{text_of(row, 'end')}".strip("/")
            rests = [c if ":" in c else row_ref(c) for c in many(text_of(row, "rests_on"))]
            fields = [
                (
                    "From, to",
                    line(dates.show(span) if text_of(row, "start") else f"until {dates.show(span)}"),
                ),
                ("What sets the boundary", line(text_of(row, "rule"))),
                ("Rests on", self.all_to(rests)),
                ("Boundary", line("moved in this run") if text_of(row, "moved") == "True" else ()),
            ]
            entries.append(
                Entry(anchor_of(f"phase:{ident}"), line(text_of(row, "name") or ident), filled(fields))
            )
        intro = line("How the time is divided in this run, and on what each boundary rests.")
        return Page("phases", "Phase boundaries", (intro,), (Group("", "all-phases", tuple(entries)),))

    def source_list(self) -> Page:
        """Build the list of sources; each has a page of its own."""
        entries = []
        for ident, title in self.sources.items():
            row = self.evidence.row("source", ident) or {}
            by = ", ".join(filter(None, [text_of(row, "author"), text_of(row, "publisher")]))
            fields = (
                ("Source", (self.to(f"source:{ident}", title),)),
                ("By", line(by or "not known")),
                ("Published", line(dates.show(text_of(row, "published") or None))),
                ("How the date is known", line(text_of(row, "published_known_by"))),
                ("Where it stands", line(text_of(row, "stance"))),
            )
            entries.append(Entry(f"list-{ident}", (), fields))
        intro = line("Who says it: each source with its record, and the text that the facts were drawn from.")
        return Page("sources", "Sources", (intro,), (Group("", "all-sources", tuple(entries)),), "table")

    def series_list(self) -> Page | None:
        """Build the list of series that facts rest on; None where none does."""
        names = sorted(r.partition(":")[2] for r in self.titles if r.startswith("series:"))
        entries = []
        for name in names:
            users = [
                f"fact:{fact.id}"
                for fact in self.evidence.ledger
                if any(r == f"series:{name}" or r.startswith(f"series:{name}#") for r in fact.rests_on)
            ]
            fields = filled([("Facts that rest on it", self.all_to(users))])
            entries.append(Entry(anchor_of(f"series:{name}"), line(name.replace("-", " ")), fields))
        intro = line("Series by others that this book sets beside its own figures.")
        return (
            Page("series", "Series", (intro,), (Group("", "all-series", tuple(entries)),))
            if entries
            else None
        )

    def coded(self, kind: str, name: str, title: str, intro: str) -> Page:
        """Build the page of a hand-coded table (chronicle, observations), whatever its columns."""
        frame = self.evidence.tables[name]
        rows = frame.to_dict("records")
        entries = []
        for row in rows:
            fields = [
                (column.replace("_", " ").capitalize(), cell(column, text_of(row, column)))
                for column in frame.columns
                if column not in ("id", "description", "label")
            ]
            facets = {
                c: tuple(many(text_of(row, c))) for c in ("type", "status", "dimension") if c in frame.columns
            }
            head = text_of(row, "description") or text_of(row, "label") or text_of(row, "id")
            when = dates.show(text_of(row, "date")) if text_of(row, "date") else ""
            entries.append(
                Entry(
                    anchor_of(f"{kind}:{text_of(row, 'id')}"),
                    line(f"{when}: " if when else "", head),
                    filled(fields),
                    facets,
                )
            )
        facets = {
            c: (c.capitalize(), self.values(rows, c))
            for c in ("type", "status", "dimension")
            if c in frame.columns
        }
        return Page(name, title, (line(intro),), (Group("", f"all-{name}", tuple(entries)),), "cards", facets)


def cell(column: str, value: str) -> Line:
    """Return a cell as a line: addresses become links, dates are written out."""
    if value.startswith(("http://", "https://")):
        return (Piece(value.split("/")[2], href=value),)
    if column in ("date", "period"):
        return line(dates.show(value))
    return line(words(value) if column in ("status", "type") else value)


def shown(value: str) -> str:
    return dates.show(value) if dates.precision(value) in ("day", "month", "week", "range") else value


def filled(fields: Iterable[tuple[str, Line]]) -> tuple[tuple[str, Line], ...]:
    """Drop the fields that hold nothing."""
    return tuple((label, value) for label, value in fields if value)


def titles(evidence: Evidence, study: Study) -> dict[str, str]:
    """Return every ref that this book has evidence for, with what a link to it says."""
    out: dict[str, str] = {}
    for ident in evidence.ids("source"):
        row = evidence.row("source", ident) or {}
        out[f"source:{ident}"] = text_of(row, "title") or f"Untitled source “{ident}”"
    for kind in ("event", "claim", "chronicle", "observation"):
        for ident in evidence.ids(kind):
            row = evidence.row(kind, ident) or {}
            what = text_of(row, "label") or text_of(row, "description") or words(text_of(row, "type"))
            date = text_of(row, "date") or text_of(row, "period")
            when = f", {dates.show(date)}" if date and kind != "event" else ""
            out[f"{kind}:{ident}"] = (what[:1].upper() + what[1:] or ident) + when
    for ident in evidence.ids("disagreement"):
        out[f"disagreement:{ident}"] = text_of(evidence.row("disagreement", ident) or {}, "about") or ident
    for ident in evidence.ids("phase"):
        out[f"phase:{ident}"] = text_of(evidence.row("phase", ident) or {}, "name") or ident
    for statement in evidence.ids("statement"):
        out[f"statement:{statement}"] = f"¶ {evidence.statement(statement).paragraph}"  # type: ignore[union-attr]
    for ident in evidence.ids("mention"):
        row = evidence.row("mention", ident) or {}
        if evidence.statement(text_of(row, "statement")):
            out[f"mention:{ident}"] = f"{text_of(row, 'kind')} {text_of(row, 'value')}"
    out |= evidence.elsewhere
    for fact in evidence.ledger:
        out[f"fact:{fact.id}"] = fact.text or fact.says
        for ref in fact.rests_on:
            if ref.startswith("series:"):
                name = parse(ref)[1].partition("#")[0]
                out[f"series:{name}"] = f"series {name}"
    for name in evidence.tables:
        if name.startswith("series/") and isinstance(evidence.tables[name], pd.DataFrame):
            out[f"series:{name.removeprefix('series/')}"] = f"series {name.removeprefix('series/')}"
    return out
