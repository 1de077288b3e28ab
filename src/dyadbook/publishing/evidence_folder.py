"""Write every evidence page of a run beside the prose, and list those that the contents cannot know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from dyadbook.publishing import (
    baseline,
    contents,
    evidence_coded,
    evidence_facts,
    evidence_lists,
    series_page,
)
from dyadbook.publishing.bundle import FOLDER
from dyadbook.publishing.evidence_pages import Writer
from dyadbook.publishing.page import Page
from dyadbook.publishing.source_pages import source_page
from dyadbook.series.metadata import Series
from dyadbook.sources.texts import Statement

CODED = {
    "chronicle": ("chronicle", "The chronicle", "Hand-coded events, each with the page it was taken from."),
    "observations": (
        "observation",
        "Observations",
        "Hand-coded figures, each with its reference period and its source. Two reports of one figure stay two rows.",
    ),
}


def write_evidence(
    writer: Writer,
    statements: Sequence[Statement],
    target: Path,
    used: set[str],
    series: Mapping[str, Series] | None = None,
    offered: frozenset[str] = frozenset(),
) -> list[str]:
    """Write the evidence pages; return their names in reading order. `used` are the facts that the prose prints, `series`
    what is known of the study's series, `offered` the names of those whose values lie in the book as a file."""
    evidence = writer.evidence
    pages: list[Page] = [
        writer.events(),
        writer.claims(),
        writer.disagreements(),
        *evidence_facts.pages(writer, used),
    ]
    if evidence.ids("phase"):
        pages.append(evidence_lists.phase_page(writer))
    for table, (kind, title, intro) in CODED.items():
        if table in evidence.tables:
            pages.append(evidence_coded.coded(writer, kind, table, title, intro))
    by_source: dict[str, list[Statement]] = {}
    for statement in statements:
        by_source.setdefault(statement.source, []).append(statement)
    sources = [source_page(writer, ident, by_source.get(ident, [])) for ident in evidence.ids("source")]
    sources += baseline.absent_sources(writer)
    pages.append(evidence_lists.source_list(writer))
    if listed := series_page.series_page(writer, series or {}, offered):
        pages.append(listed)
    for page in (*pages, *sources):
        label = page.name if page.layout == "text" else f"evidence-{page.name}"
        page.write(target / FOLDER / "pages")
        # a list of rows is found by its years; the contents beside it need not hold every row
        front = "---\ntocdepth: 2\n---\n\n" if page.layout == "compact" else ""
        text = f"{front}({label})=\n# {markdown(page.title)}\n\n```{{evidence-page}} {page.name}\n```\n"
        path = target / "evidence" / f"{page.name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return [page.name for page in (*pages, *sources)]


def markdown(text: str) -> str:
    """Escape what Markdown would read as markup in a title that others wrote."""
    return "".join(f"\\{c}" if c in "\\`*_[]<>{}#|$" else c for c in " ".join(text.split()))


def evidence_entries(toc: dict[str, Any], names: Sequence[str]) -> dict[str, Any]:
    """Put the page of each source below the list of sources, and the facts that no page prints below the others."""
    below = {
        "evidence/sources": [{"file": f"evidence/{n}"} for n in names if n.startswith("source-")],
        f"evidence/{evidence_facts.PRINTED}": [
            {"file": f"evidence/{n}"} for n in names if n == evidence_facts.UNPRINTED
        ],
    }

    def walk(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
        out = []
        for item in items:
            item = {**item}
            for key in contents.SECTIONS:
                if key in item:
                    item[key] = walk(item[key])
            if sections := below.get(item.get("file", "")):
                item["sections"] = sections
            out.append(item)
        return out

    out = {**toc}
    if "chapters" in out:
        out["chapters"] = walk(out["chapters"])
    if "parts" in out:
        out["parts"] = [{**part, "chapters": walk(part["chapters"])} for part in out["parts"]]
    return out
