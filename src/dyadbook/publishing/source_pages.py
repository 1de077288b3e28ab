"""A page for each source: its record, and its shipped text statement by statement with what was found in it."""

from __future__ import annotations

from typing import Any, Protocol

from dyadbook.ledger.evidence import text_of
from dyadbook.publishing.anchors import anchor_of
from dyadbook.publishing.evidence_pages import Writer
from dyadbook.publishing.evidence_words import filled
from dyadbook.publishing.page import Entry, Group, Line, Page, Piece, line
from dyadbook.study import dates
from dyadbook.study.models import slug


class Span(Protocol):
    """What is needed of a statement: its place in the text that was read."""

    id: str
    source: str
    paragraph: int
    start: int
    end: int
    text: str


def record(writer: Writer, row: dict[str, Any]) -> tuple[tuple[str, Line], ...]:
    """Return what is known of a source, and what is not, as labelled lines."""
    url, known_by = text_of(row, "url"), text_of(row, "published_known_by")
    when = dates.show(text_of(row, "published") or None)
    read = {"shipped": "this project's own restatement", "originals": "the original"}
    return filled(
        [
            ("Author", line(text_of(row, "author") or "not named in the text")),
            ("Publisher", line(text_of(row, "publisher") or "unknown")),
            ("Published", line(when, f" ({known_by})" if known_by else "")),
            ("Where it stands", line(text_of(row, "stance"))),
            ("Published page", (Piece(url, href=url),) if url else line("none was found")),
            ("Rights", line(text_of(row, "rights"))),
            ("Text read in this run", line(read.get(text_of(row, "corpus"), text_of(row, "corpus")))),
            ("Length of the original", line(f"{int(text_of(row, 'original_characters') or 0):,} characters")),
            ("SHA-256 of the original", line(text_of(row, "original_sha256"))),
            ("SHA-256 of the text read", line(text_of(row, "sha256"))),
        ]
    )


def marked(statement: Span, mentions: list[dict[str, Any]]) -> Line:
    """Return a statement with what was found in it marked.

    An event's clause holds dates and figures of its own: the text is cut wherever a span begins or ends, and each part is
    marked by the shortest span over it. Each span's anchor stands where the span begins.
    """
    spans = [
        (int(row["start"]), int(row["end"]), row)
        for row in mentions
        if statement.start <= int(row["start"]) < int(row["end"]) <= statement.end
    ]
    cuts = sorted({statement.start, statement.end, *(s for s, _, _ in spans), *(e for _, e, _ in spans)})
    out = []
    for start, end in zip(cuts, cuts[1:], strict=False):
        over = sorted((e - s, text_of(row, "id"), row) for s, e, row in spans if s <= start and end <= e)
        anchors = [
            anchor_of(f"mention:{ident}") for ident in sorted(str(r["id"]) for s, _, r in spans if s == start)
        ]
        text = statement.text[start - statement.start : end - statement.start]
        if not over:
            out.append(Piece(text))
            continue
        inner = over[0][2]
        kinds = dict.fromkeys(
            [text_of(inner, "kind"), *(["clause"] if any(is_event(r) for *_, r in over) else [])]
        )
        value = "" if is_event(inner) else f"{text_of(inner, 'kind')}: {text_of(inner, 'value')}"
        out.append(Piece(text, mark=f"{' '.join(anchors)}|{' '.join(kinds)}|{value}"))
    return line(*out)


def is_event(row: dict[str, Any]) -> bool:
    return text_of(row, "kind") == "event"


def source_page(writer: Writer, ident: str, statements: list[Span]) -> Page:
    """Build the page of one source; without statements that may be shown it holds the record alone."""
    row = writer.evidence.row("source", ident) or {}
    in_statement: dict[str, list[dict[str, Any]]] = {}
    claims: dict[str, list[str]] = {}
    ours = text_of(row, "corpus") != "originals"
    for mention in writer.evidence.ids("mention"):
        found = writer.evidence.row("mention", mention) or {}
        # offsets into an original say nothing about the digest
        if ours and text_of(found, "source") == ident and text_of(found, "start"):
            in_statement.setdefault(text_of(found, "statement"), []).append(found)
    for claim in writer.evidence.ids("claim"):
        found = writer.evidence.row("claim", claim) or {}
        claims.setdefault(text_of(found, "statement"), []).append(claim)
    paragraphs: dict[int, list[Entry]] = {}
    for statement in statements:
        text = marked(statement, in_statement.get(statement.id, []))
        rows = [writer.evidence.row("claim", c) or {} for c in claims.get(statement.id, [])]
        events = dict.fromkeys(f"event:{text_of(r, 'event')}" for r in rows if text_of(r, "event"))
        fields = filled([("Events", writer.all_to(events))])
        entry = Entry(anchor_of(f"statement:{statement.id}"), text, fields)
        paragraphs.setdefault(statement.paragraph, []).append(entry)
    groups = tuple(
        Group(f"¶ {number}", f"{slug(ident)}-p{number}", tuple(entries))
        for number, entries in sorted(paragraphs.items())
    )
    intro = [line(text_of(row, "note"))] if text_of(row, "note") else []
    if groups:
        intro.append(
            line(
                "What follows is the text that the facts were drawn from, with the paragraph of the original that each "
                "sentence restates. What was found in it is marked."
            )
        )
    name = f"source-{slug(ident)}"
    return Page(
        name, writer.titles[f"source:{ident}"], tuple(intro), groups, "text", about=record(writer, row)
    )
