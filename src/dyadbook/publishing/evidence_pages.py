"""The evidence of a run as pages: events, claims and disagreements, one anchor each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from dyadbook.ledger import Evidence
from dyadbook.ledger.evidence import text_of
from dyadbook.ledger.refs import parse, row_ref
from dyadbook.phases import BEGINS
from dyadbook.publishing.anchors import anchor_of
from dyadbook.publishing.code_words import Codes, headline, said
from dyadbook.publishing.evidence_words import filled, shown, titles, words
from dyadbook.publishing.page import Entry, Group, Line, Page, Piece, joined, line
from dyadbook.study import dates
from dyadbook.study.models import Phase, Study
from dyadbook.study.tables import many

UNPLACED = "Not placed in a phase"
INFERRED = "by inference: the date is coarse, and the phase begins within it"


class Writer:
    """Builds the pages of one run from its evidence and its study."""

    def __init__(
        self,
        evidence: Evidence,
        study: Study,
        notebooks: dict[str, str] | None = None,
        codes: Codes | None = None,
    ):
        self.evidence, self.study, self.notebooks = evidence, study, notebooks or {}
        self.codes = codes or {}
        self.titles = titles(evidence, study)
        for ident in evidence.ids("observation"):
            row = evidence.row("observation", ident) or {}
            self.titles[f"observation:{ident}"] = headline(row, study, self.codes)
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

    def boundaries(self) -> tuple[Phase, ...]:
        """Return the study's phases as this run divides the time: a run may have moved a boundary."""
        out = []
        for phase in self.study.phases:
            start = text_of(self.evidence.row("phase", phase.id) or {}, "start")
            out.append(phase.model_copy(update={"start": dt.date.fromisoformat(start)}) if start else phase)
        return tuple(out)

    def phase_facet(self) -> tuple[str, dict[str, str]]:
        return "Phase", self.phases | {"unplaced": UNPLACED}

    def values(self, rows: list[dict[str, Any]], column: str) -> dict[str, str]:
        """Return the values that a coded column takes, with the words for each, in order."""
        found = {v for row in rows for v in many(text_of(row, column))}
        return {value: said(self.codes, column, value) for value in sorted(found)}

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
            ("Status", line(said(self.codes, "status", text_of(row, "status")))),
            ("Type", line(said(self.codes, "type", text_of(row, "type")))),
            ("Dimension", line(said(self.codes, "dimension", text_of(row, "dimension")))),
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
