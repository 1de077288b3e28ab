"""The page "What changed and what held" of a second run's book: the comparison with the default run, linked to the evidence."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from dyadbook.publishing.bundle import FOLDER, bundle_of
from dyadbook.publishing.directives import OurDirective
from dyadbook.publishing.nodes import drawing, html, link
from dyadbook.runs import diff
from dyadbook.runs.folders import DEFAULT
from dyadbook.runs.shown import LINK
from dyadbook.study import dates
from dyadbook.study.paths import Paths

NAME = "what-changed"
TITLE = "What changed and what held"
PAGE = f"({NAME})=\n# {TITLE}\n\n```{{what-changed}}\n```\n"
DRAWINGS = "default-charts"  # the default run's drawings, beside this run's own


def write(paths: Paths, run: Path, target: Path, url: str = "") -> bool:
    """Write page and data of the comparison with the default run into an assembled book; False where there is nothing to compare.

    The page links to the default run's book in the next folder where that has been built, which needs no network; else to
    `url`, where it is published.
    """
    if run.name == DEFAULT or not (paths.runs / DEFAULT / "ledger.json").is_file():
        return False
    found = diff.compare(paths, DEFAULT, run.name)
    built = paths.home / "book" / "_build" / "html" / "index.html"
    home = "../../html/index.html" if built.is_file() else url
    record = {**found.record(), "summary": found.summary(), "default_book": home}
    folder = target / FOLDER
    (folder / "changes.json").write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", "utf-8")
    (folder / DRAWINGS).mkdir(exist_ok=True)
    for chart in found.charts:
        if chart.state == "changed":
            for suffix in (".json", ".narrow.svg", ".svg"):
                file = paths.runs / DEFAULT / "charts" / f"{chart.id}{suffix}"
                if file.is_file():
                    shutil.copyfile(file, folder / DRAWINGS / file.name)
    (target / f"{NAME}.md").write_text(PAGE, encoding="utf-8", newline="\n")
    return True


def listed(toc: dict[str, Any]) -> dict[str, Any]:
    """Return the contents with the page as the first chapter."""
    entry = [{"file": NAME}]
    if "parts" in toc:
        first, *others = toc["parts"]
        return {**toc, "parts": [{**first, "chapters": entry + first["chapters"]}, *others]}
    return {**toc, "chapters": entry + toc.get("chapters", [])}


class WhatChanged(OurDirective):
    """Set the comparison with the default run: {what-changed}."""

    required_arguments = 0

    def run(self) -> list[nodes.Node]:
        file = self.bundle.folder / "changes.json"
        self.env.note_dependency(str(file))
        record = json.loads(file.read_text(encoding="utf-8"))
        sections = [
            self.settings(record),
            self.turned(record),
            self.values(record),
            self.held(record),
            self.events(record),
            self.charts(record),
            self.cells(record),
        ]
        return [*self.opening(record), *(section for section in sections if section is not None)]

    def opening(self, record: dict[str, Any]) -> list[nodes.Node]:
        words: list[nodes.Node | str] = [
            "This book was made from the run ",
            html("code", record["new"]),
            ". ",
        ]
        if record["default_book"]:
            back = html(
                "a", "The book of the default run", href=record["default_book"], classes="default-book"
            )
            words += [back, " is the study as it stands."]
        else:
            words.append("It is compared with the default run, which is the study as it stands.")
        return [html("p", *words), html("ul", *(html("li", s) for s in record["summary"]), classes="summary")]

    def heads(self, record: dict[str, Any], *more: str) -> list[str]:
        return ["", "In the default run", "In this run", *more]

    def settings(self, record: dict[str, Any]) -> nodes.section | None:
        rows = [(p["name"], plain(p["old"]), plain(p["new"])) for p in record["parameters"]]
        return self.section("Parameters", "parameters-that-differ", self.heads(record), rows)

    def turned(self, record: dict[str, Any]) -> nodes.section | None:
        rows = [
            (self.fact(t, t["says"]), verdict(t["old"], t["found_old"]), verdict(t["new"], t["found_new"]))
            for t in record["facts"]["turned"]
        ]
        return self.section("Findings that turned", "findings-that-turned", self.heads(record), rows)

    def values(self, record: dict[str, Any]) -> nodes.section | None:
        facts = record["facts"]
        rows = [(self.fact(c, c["rule"]), c["old"], c["new"], c["by"]) for c in facts["changed"]]
        rows += [(f"{f['id']}: only in the default run", f["text"], "", "") for f in facts["gone"]]
        rows += [(self.fact(f, f["id"]), "", f["text"], "") for f in facts["new"]]
        return self.section("Values that changed", "values-that-changed", self.heads(record, "By"), rows)

    def held(self, record: dict[str, Any]) -> nodes.section | None:
        """List every finding of the default run that this run bears out, those on other figures with both."""
        ledger, shaken = self.bundle.ledger, {t["id"]: t for t in record["facts"]["shaken"]}
        rows = []
        for ident in record["facts"]["truths_held"]:
            fact = ledger[ident]
            old = shaken[ident]["found_old"] if ident in shaken else fact.text
            rows.append(
                (
                    link(f"fact:{ident}", fact.says, self.env.docname, "fact"),
                    fact.verdict if fact.value is None else word(fact.holds),
                    old,
                    fact.text,
                )
            )
        heads = ["", "In both runs", "Found in the default run", "Found in this run"]
        return self.section("Findings that held", "findings-that-held", heads, rows)

    def events(self, record: dict[str, Any]) -> nodes.section | None:
        found, names = record["events"], self.phases()
        rows = [(self.event(e), shown(e["date"]), names(e["old"]), names(e["new"])) for e in found["moved"]]
        rows += [
            (self.event(e), shown(e["date"]), f"told as {e['old']}", f"told as {e['new']}")
            for e in found["became"]
        ]
        rows += [(e["label"], shown(e["date"]), names(e["old"]), "not there") for e in found["gone"]]
        rows += [(self.event(e), shown(e["date"]), "not there", names(e["new"])) for e in found["new"]]
        heads = ["Event", "Date", "In the default run", "In this run"]
        return self.section("Events that moved, came or went", "events-that-moved", heads, rows)

    def charts(self, record: dict[str, Any]) -> nodes.section | None:
        """Set the charts that differ side by side: the default run's drawing, then this run's."""
        pairs: list[nodes.Node] = []
        for chart in record["charts"]:
            if chart["state"] == "changed":
                both = [
                    self.drawn(DRAWINGS, chart["id"], "In the default run"),
                    self.drawn("charts", chart["id"], "In this run"),
                ]
                pairs.append(html("div", *both, classes="side-by-side"))
            elif chart["state"] != "held":
                where = "this run" if chart["state"] == "new" else "the default run"
                pairs.append(html("p", f"{chart['new'] or chart['old']} (a chart of {where} alone)."))
        return self.made("Charts side by side", "charts-side-by-side", pairs) if pairs else None

    def drawn(self, folder: str, ident: str, where: str) -> nodes.Element:
        record = self.bundle.read(folder, ident) or {}
        base = self.bundle.folder / folder
        file = next(f for f in (base / f"{ident}.narrow.svg", base / f"{ident}.svg") if f.is_file())
        # without its links: the other run's evidence is not in this book, and this run's chart stands in its chapter
        text = LINK.sub("", file.read_text(encoding="utf-8"))
        picture = drawing(
            "", svg=text, prefix=f"{folder}-{ident}-beside", alt=record["alt"], docname=self.env.docname
        )
        caption = html("figcaption", html("strong", f"{where}. "), record["title"])
        return html("figure", html("div", picture, classes="drawing beside"), caption)

    def cells(self, record: dict[str, Any]) -> nodes.section | None:
        """Set each table that differs: counts in sight, rows and cells where a reader opens them."""
        parts: list[nodes.Node] = []
        for one in record["tables"]:
            gone, new, cells = one["gone"], one["new"], one["cells"]
            count = (
                f"{one['name']}: {one['rows_old']:,} rows, then {one['rows_new']:,}; {len(gone):,} gone, "
                f"{len(new):,} new, {one['rows_changed']:,} changed"
            )
            if not (gone or new or cells):
                parts.append(html("p", f"{one['name']}: {one['rows_old']:,} rows, all as before"))
                continue
            inside: list[nodes.Node] = []
            if cells:
                rows = [[c["row"], c["column"], c["old"] or None, c["new"] or None] for c in cells]
                inside.append(self.table(["Row", "Column", "In the default run", "In this run"], rows, []))
            for title, ids in (("Only in the default run", gone), ("Only in this run", new)):
                if ids:
                    inside.append(html("p", f"{title}: {', '.join(ids)}."))
            parts.append(html("details", html("summary", count), *inside, classes="table-diff"))
        return self.made("Tables, cell by cell", "tables-cell-by-cell", parts) if parts else None

    def fact(self, record: dict[str, Any], words: str) -> nodes.Node:
        return link(f"fact:{record['id']}", words, self.env.docname, "fact")

    def event(self, record: dict[str, Any]) -> nodes.Node:
        return link(f"event:{record['id']}", record["label"], self.env.docname, "evidence")

    def phases(self) -> Any:
        book = self.bundle.book
        names = {p["id"]: p["name"] for p in book["phases"]} | {"prelude": book["prelude"]["name"]}
        return lambda phase: names.get(phase, "in no phase" if phase in ("", "unplaced") else phase)

    def section(
        self, title: str, anchor: str, heads: Sequence[str], rows: Iterable[Sequence[Any]]
    ) -> nodes.section | None:
        rows = list(rows)
        return self.made(title, anchor, [grid(heads, rows)]) if rows else None

    def made(self, title: str, anchor: str, body: list[nodes.Node]) -> nodes.section:
        out = nodes.section("", nodes.title("", title), ids=[anchor])
        out += body
        return out


def grid(heads: Sequence[str], rows: Sequence[Sequence[Any]]) -> nodes.Element:
    """Return a table whose cells may be links; the first cell heads its row."""
    head = html("tr", *(html("th", text, scope="col") if text else html("td") for text in heads))
    lines = []
    for first, *others in rows:
        cells = [
            html("td", value or "–", data_label=label) for label, value in zip(heads[1:], others, strict=True)
        ]
        lines.append(html("tr", html("th", first, scope="row"), *cells))
    table = html("table", html("thead", head), html("tbody", *lines), classes="data stack")
    return html("div", table, classes="scroll", tabindex="0", role="region", aria_label="Table")


def plain(value: Any) -> str:
    """Write a parameter for a reader."""
    if isinstance(value, dict):
        return ", ".join(f"{k}: {v}" for k, v in value.items()) or "as in the study"
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "none"
    return str(value) if value not in (None, "") else "as in the study"


def word(holds: bool) -> str:
    return "true" if holds else "false"


def verdict(holds: bool, found: str) -> str:
    return f"{word(holds)} ({found})" if found else word(holds)


def shown(date: str) -> str:
    return dates.show(date or None)


def point_out(app: Sphinx, doctree: nodes.document) -> None:
    """Open the front page of a second run's book with its parameters and a link to what changed."""
    bundle, env = bundle_of(app.env), app.env
    file = bundle.folder / "changes.json"
    first = next(iter(doctree.findall(nodes.section)), None)
    if env.docname != app.config.root_doc or not file.is_file() or first is None:
        return
    record = json.loads(file.read_text(encoding="utf-8"))
    given = "; ".join(f"{p['name']}: {plain(p['new'])}" for p in record["parameters"])
    to = html("a", TITLE, href=app.builder.get_relative_uri(env.docname, NAME), classes="reference internal")
    text = f"This is the book of another run ({given}). " if given else "This is the book of another run. "
    at = 1 + next((i for i, child in enumerate(first.children) if isinstance(child, nodes.title)), -1)
    first.insert(
        at, html("aside", html("p", text, to, "."), classes="other-run", aria_label="Which run this is")
    )


def setup(app: Sphinx) -> None:
    app.add_directive(NAME, WhatChanged)
    app.connect("doctree-read", point_out, priority=90)
