"""The pages of the hand-coded tables: one line of what is coded, the statement, the page it was taken from; by year."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from dyadbook.ledger.evidence import text_of
from dyadbook.ledger.refs import row_ref
from dyadbook.phases import assign
from dyadbook.publishing.anchors import anchor_of
from dyadbook.publishing.code_words import figure, headline, said, way
from dyadbook.publishing.evidence_pages import Writer
from dyadbook.publishing.evidence_words import filled
from dyadbook.publishing.page import Entry, Group, Line, Page, Piece, joined, line
from dyadbook.study import dates
from dyadbook.study.models import slug
from dyadbook.study.tables import many

# what stands elsewhere in an entry: in its heading, its line of codes, the line of its source
PLACED = (
    "id",
    "description",
    "label",
    "date",
    "period",
    "precision",
    "type",
    "subtype",
    "dimension",
    "status",
)
PLACED += ("measure", "value", "unit", "modifier", "direction", "basis", "authority", "reporter", "amount")
PLACED += ("actors", "place", "source_url", "publisher", "pub_date", "checked", "note", "year")
LABELS = {
    "initiator": "Who acts",
    "target": "Towards whom",
    "coder": "Coded",
    "check_url": "Checked against",
    "same_as": "Same event as",
    "derived_from": "Derived from",
}
FACETS = {"type": "Type", "measure": "Measure", "basis": "Stretch of time", "status": "Status"}
UNDATED = "Undated"


def coded(writer: Writer, kind: str, name: str, title: str, intro: str) -> Page:
    """Build the page of a hand-coded table (chronicle, observations), whatever its columns."""
    rows = sorted(writer.evidence.tables[name].to_dict("records"), key=when)
    phases = assign([day(row) or None for row in rows], writer.boundaries()).tolist()
    years: dict[str, list[Entry]] = {}
    for row, phase in zip(rows, phases, strict=True):
        years.setdefault(year(row), []).append(entry(writer, kind, row, phase))
    groups = tuple(
        Group(label, f"year-{slug(label)}" if label else f"all-{name}", tuple(entries))
        for label, entries in years.items()
    )
    facets = {"phase": writer.phase_facet()} if any(day(row) for row in rows) else {}
    for column, label in FACETS.items():
        found = sorted({v for row in rows for v in many(text_of(row, column))})
        facets[column] = (label, {v: said(writer.codes, column, v) for v in found})
    sources = sorted({text_of(row, "publisher") for row in rows} - {""}, key=str.casefold)
    facets["source"] = ("Source", {slug(s): s for s in sources})
    return Page(name, title, (line(intro),), groups, "compact", {k: v for k, v in facets.items() if v[1]})


def day(row: Mapping[str, Any]) -> str:
    return text_of(row, "date") or text_of(row, "period")


def when(row: Mapping[str, Any]) -> tuple[str, str]:
    """Return what rows are ordered by: the first day that the date may mean, then the id; undated rows come last."""
    first, last = dates.span(day(row))
    start = first or last
    return (start.isoformat() if start else "~", text_of(row, "id"))


def year(row: Mapping[str, Any]) -> str:
    start = when(row)[0]
    return str(int(start[:4])) if start != "~" else UNDATED


def entry(writer: Writer, kind: str, row: Mapping[str, Any], phase: str) -> Entry:
    """Build one row: fields without a label are lines of their own, the others wait until a reader asks for them."""
    date = text_of(row, "date")
    about = text_of(row, "description") or text_of(row, "label")
    if text_of(row, "measure"):
        about = headline(row, writer.study, writer.codes)
    title = f"{dates.show(date)}: {about}" if date else about
    more = [(LABELS.get(c, c.replace("_", " ").capitalize()), cell(writer, c, text_of(row, c)))
            for c in row if c not in PLACED and not (c == "check_url" and text_of(row, c) == text_of(row, "source_url"))]  # fmt: skip
    fields = [("", codes(writer, row)), ("", source(writer, row)), ("", line(text_of(row, "note"))), *more]
    facets = {c: tuple(many(text_of(row, c))) for c in FACETS if text_of(row, c)}
    facets |= {"phase": (phase,), "source": tuple(filter(None, [slug(text_of(row, "publisher"))]))}
    ident = text_of(row, "id")
    return Entry(anchor_of(f"{kind}:{ident}"), line(title or ident), filled(fields), facets)


def codes(writer: Writer, row: Mapping[str, Any]) -> Line:
    """Return what is coded of a row as one line."""
    finer = said(writer.codes, "subtype", text_of(row, "subtype"))
    kind = said(writer.codes, "type", text_of(row, "type")) + (f" ({finer})" if finer else "")
    parts = [text_of(row, "id"), kind]
    parts += [said(writer.codes, c, text_of(row, c)) for c in ("dimension", "status", "basis", "authority")]
    parts += [writer.names(text_of(row, "actors")), text_of(row, "place"), figure(row, "amount")]
    if who := text_of(row, "reporter"):
        parts.append(f"reported by {writer.names(who)}")
    return line(" · ".join(filter(None, parts)))


def source(writer: Writer, row: Mapping[str, Any]) -> Line:
    """Return where a row was taken from, with a link to the page, and what became of checking it."""
    url, published = text_of(row, "source_url"), text_of(row, "pub_date")
    parts = [Piece(text_of(row, "publisher"))] if text_of(row, "publisher") else []
    parts += [Piece(dates.show(published))] if published else []
    parts += [address(url)] if url else []
    checked = said(writer.codes, "checked", text_of(row, "checked"))
    return line("Source: ", *joined(parts), f". Check: {checked}." if checked else "") if parts else ()


def address(url: str) -> Piece:
    return Piece(urlsplit(url).netloc or url, href=url)


def cell(writer: Writer, column: str, value: str) -> Line:
    """Return a hand-coded cell as a line: addresses become links, codes and dates are written out."""
    if value.startswith(("http://", "https://")):
        return (address(value),)
    if column in ("initiator", "target"):
        return line(writer.names(value))
    if column in ("same_as", "derived_from"):
        return joined([writer.to(row_ref(ident)) for ident in many(value)], "; ")
    return line(way(writer.study, value) if column == "direction" else said(writer.codes, column, value))
