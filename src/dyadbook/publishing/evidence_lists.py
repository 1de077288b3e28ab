"""Evidence pages that list: facts, phases, sources, series, and the hand-coded tables, one anchor each."""

from __future__ import annotations

from dyadbook.ledger import Fact
from dyadbook.ledger.evidence import text_of
from dyadbook.ledger.refs import row_ref
from dyadbook.publishing.anchors import anchor_of
from dyadbook.publishing.evidence_pages import Writer
from dyadbook.publishing.evidence_words import filled, words
from dyadbook.publishing.page import Entry, Group, Line, Page, Piece, joined, line
from dyadbook.study import dates
from dyadbook.study.tables import many

LABELS = {
    "source_url": "Taken from",
    "check_url": "Checked against",
    "pub_date": "Published",
    "same_as": "Same event as",
    "derived_from": "Derived from",
    "subtype": "Finer type",
}
WORDED = ("status", "type", "subtype", "basis", "measure", "checked", "modifier")
LONG = 12  # so many refs are not listed twice


def facts(writer: Writer) -> Page:
    by_notebook: dict[str, list[Entry]] = {}
    seen: dict[frozenset[str], str] = {}
    for fact in writer.evidence.ledger:
        truth = fact.kind == "truth"
        shown_value = (
            f"{fact.says} {'Holds' if fact.holds else 'Does not hold'}: {fact.text}".rstrip(" :")
            if truth
            else fact.text
        )
        firm = f"{fact.id}-robust"
        fields = (
            ("Value", line(shown_value, *badge(writer, firm))),
            ("Rule", line(fact.rule)),
            ("Rests on", basis(writer, fact, seen)),
            ("Id", (Piece(fact.id, f"fact:{fact.id}"),)),
        )
        kind = "truth" if truth else "value"
        entry = Entry(anchor_of(f"fact:{fact.id}"), (), fields, {"kind": (kind,)})
        by_notebook.setdefault(fact.notebook or "elsewhere", []).append(entry)
    groups = tuple(
        Group(writer.notebooks.get(name, name), f"from-{anchor_of(f'fact:{name}')[5:]}", tuple(entries))
        for name, entries in sorted(by_notebook.items())
    )
    intro = line("Every value that this book prints, how it was computed, and what it rests on.")
    facets = {"kind": ("Kind", {"value": "values", "truth": "true or false"})}
    return Page("facts", "Facts", (intro,), groups, "table", facets)


def badge(writer: Writer, ident: str) -> Line:
    """Return whether a headline held when it was asked again, as a link to how; nothing for what is no headline."""
    if ident not in writer.evidence.ledger:
        return ()
    word = "robust" if writer.evidence.ledger[ident].holds else "fragile"
    return line(" (", writer.to(f"fact:{ident}", word), ")")


def basis(writer: Writer, fact: Fact, seen: dict[frozenset[str], str]) -> Line:
    """Return what a fact rests on; a long list that another fact rests on too is given once."""
    refs = frozenset(fact.rests_on)
    first = seen.setdefault(refs, fact.id)
    if len(refs) > LONG and first != fact.id:
        return line(f"the same {len(refs)} as ", Piece(first, f"fact:{first}"))
    return writer.all_to(fact.rests_on) or line("nothing but the rule")


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


def series_list(writer: Writer) -> Page | None:
    """Build the list of series that facts rest on; None where none does."""
    names = sorted(r.partition(":")[2] for r in writer.titles if r.startswith("series:"))
    entries = []
    for name in names:
        users = [
            f"fact:{fact.id}"
            for fact in writer.evidence.ledger
            if any(r == f"series:{name}" or r.startswith(f"series:{name}#") for r in fact.rests_on)
        ]
        fields = filled([("Facts that rest on it", writer.all_to(users))])
        entries.append(Entry(anchor_of(f"series:{name}"), line(name.replace("-", " ")), fields))
    intro = line("Series by others that this book sets beside its own figures.")
    return Page("series", "Series", (intro,), (Group("", "all-series", tuple(entries)),)) if entries else None


def cell(writer: Writer, column: str, value: str) -> Line:
    """Return a hand-coded cell as a line: addresses become links, codes and dates are written out."""
    if value.startswith(("http://", "https://")):
        return (Piece(value.split("/")[2], href=value),)
    if column in ("date", "period", "pub_date"):
        return line(dates.show(value))
    if column in ("actors", "initiator", "target", "reporter"):
        return line(writer.names(value))
    if column in ("same_as", "derived_from"):
        return joined([writer.to(row_ref(ident)) for ident in many(value)], "; ")
    return line(words(value) if column in WORDED else value)


def coded(writer: Writer, kind: str, name: str, title: str, intro: str) -> Page:
    """Build the page of a hand-coded table (chronicle, observations), whatever its columns."""
    frame = writer.evidence.tables[name]
    rows = frame.to_dict("records")
    entries = []
    for row in rows:
        fields = [
            (
                LABELS.get(column, column.replace("_", " ").capitalize()),
                cell(writer, column, text_of(row, column)),
            )
            for column in frame.columns
            if column not in ("id", "description", "label", "date", "precision")
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
        c: (c.capitalize(), writer.values(rows, c))
        for c in ("type", "status", "dimension")
        if c in frame.columns
    }
    return Page(name, title, (line(intro),), (Group("", f"all-{name}", tuple(entries)),), "cards", facets)
