"""Evidence pages that list: phases and sources, one anchor each."""

from __future__ import annotations

from dyadbook.ledger.evidence import text_of
from dyadbook.ledger.refs import row_ref
from dyadbook.publishing.anchors import anchor_of
from dyadbook.publishing.evidence_pages import Writer
from dyadbook.publishing.evidence_words import filled
from dyadbook.publishing.page import Entry, Group, Page, line
from dyadbook.study import dates
from dyadbook.study.tables import many


def phase_page(writer: Writer) -> Page:
    entries = []
    for ident in writer.evidence.ids("phase"):
        row = writer.evidence.row("phase", ident) or {}
        span = f"{text_of(row, 'start')}/{text_of(row, 'end')}".strip("/")
        rests = [c if ":" in c else row_ref(c) for c in many(text_of(row, "rests_on"))]
        fields = [
            (
                "From, to",
                line(dates.show(span) if text_of(row, "start") else f"until {dates.show(span)}"),
            ),
            ("What sets the boundary", line(text_of(row, "rule"))),
            ("Rests on", writer.all_to(rests)),
            ("Boundary", line("moved in this run") if text_of(row, "moved") == "True" else ()),
        ]
        entries.append(
            Entry(anchor_of(f"phase:{ident}"), line(text_of(row, "name") or ident), filled(fields))
        )
    intro = line("How the time is divided in this run, and on what each boundary rests.")
    return Page("phases", "Phase boundaries", (intro,), (Group("", "all-phases", tuple(entries)),))


def source_list(writer: Writer) -> Page:
    """Build the list of sources; each has a page of its own."""
    entries = []
    for ident, title in writer.sources.items():
        row = writer.evidence.row("source", ident) or {}
        by = ", ".join(filter(None, [text_of(row, "author"), text_of(row, "publisher")]))
        fields = (
            ("Source", (writer.to(f"source:{ident}", title),)),
            ("By", line(by or "not known")),
            ("Published", line(dates.show(text_of(row, "published") or None))),
            ("How the date is known", line(text_of(row, "published_known_by"))),
            ("Where it stands", line(text_of(row, "stance"))),
        )
        entries.append(Entry(f"list-{ident}", (), fields))
    intro = line("Who says it: each source with its record, and the text that the facts were drawn from.")
    return Page("sources", "Sources", (intro,), (Group("", "all-sources", tuple(entries)),), "table")
