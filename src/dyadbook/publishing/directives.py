"""The directives that prose uses: {chart} and {rows}; and {evidence-page}, which the generated pages use."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from dyadbook.publishing import baseline, render, svg
from dyadbook.publishing.bundle import Bundle, bundle_of
from dyadbook.publishing.nodes import (
    drawing,
    file_link,
    html,
    link,
    number_label,
    numbered_chart,
    numbered_rows,
    uri,
)
from dyadbook.study.models import slug
from dyadbook.study.parameters import describe
from dyadbook.study.problems import nearest

LOG = logging.getLogger(__name__)


class OurDirective(SphinxDirective):
    required_arguments = 1
    final_argument_whitespace = False
    has_content = True

    @property
    def bundle(self) -> Bundle:
        return bundle_of(self.env)

    def warn(self, message: str) -> list[nodes.Node]:
        LOG.warning(message, location=(self.env.docname, self.lineno), type="dyadbook")
        return []

    def unknown(self, what: str, folder: str, ident: str) -> list[nodes.Node]:
        if title := self.bundle.default_names[folder].get(ident):
            baseline.note(self.env, f"{folder}:{ident}", f"{title.rstrip('.')} ({what}).")
            kind, head = (numbered_chart, "chart") if folder == "charts" else (numbered_rows, "rows")
            block = self.named(kind("", caption=title, classes=[head]), f"{head}-{ident}")
            block += html("figcaption", number_label(), html("span", title))
            block += html("p", f"This {what} is {baseline.ABSENT}.", classes="empty absent")
            return [block]
        names = self.bundle.names(folder)
        hint = nearest(ident, names) if names else f"The run has no {what} at all."
        return self.warn(f"there is no {what} '{ident}' in this run. {hint}".strip())

    def named(self, node: nodes.Element, ident: str) -> nodes.Element:
        """Give a numbered block its anchor. Where a block is placed on a second page, {numref} leads to the first."""
        first = blocks_of(self.env).setdefault(ident, self.env.docname)
        here = self.env.temp_data.setdefault("dyadbook_placed", set())
        if ident in here:
            self.warn(f"'{ident}' is placed twice on this page. Place it once.")
        elif first == self.env.docname:
            node["ids"], node["names"] = [ident], [ident]
            self.state.document.note_explicit_target(node, node)
        else:
            node["ids"] = [f"{ident}-in-{slug(self.env.docname)}"]
        here.add(ident)
        self.set_source_info(node)
        return node

    def linked(
        self, row: list[Any], ref: str | None, labels: list[str], figures: set[int]
    ) -> list[nodes.Element]:
        """Return a row's cells; the first leads to the row's evidence."""
        cells: list[nodes.Element] = []
        for number, (value, label) in enumerate(zip(row, labels, strict=True)):
            # JSON knows one kind of number: a count may come as 2.0
            whole = isinstance(value, float) and value.is_integer()
            text = "" if value is None else str(int(value)) if whole else str(value)
            if number == 0 and ref and not text:
                text = self.bundle.titles.get(ref, "")
            # no value is not zero, and not a cell that somebody forgot
            inner: nodes.Node | str = text or html("span", "–", classes="unknown", title="no value")
            if number == 0 and ref and text and self.bundle.place(ref):
                inner = link(ref, text, self.env.docname, "evidence")
            tag, attrs = ("th", {"scope": "row"}) if number == 0 else ("td", {"data_label": label})
            marks = ["number"] * (number in figures) + ["blank"] * (not text)
            cells.append(html(tag, inner, classes=" ".join(marks), **attrs))
        return cells

    def table(self, labels: list[str], rows: list[list[Any]], refs: list[str | None]) -> nodes.Element:
        """Return a table that a phone shows row by row; so does every screen where two columns hold long texts."""
        refs = refs or [None] * len(rows)
        figures = {n for n in range(1, len(labels)) if all(figure_like(row[n]) for row in rows)}
        heads = [
            html("th", label, scope="col", classes="number" if n in figures else "")
            for n, label in enumerate(labels)
        ]
        lines = [
            html("tr", *self.linked(row, ref, labels, figures)) for row, ref in zip(rows, refs, strict=True)
        ]
        wordy = [n for n in range(len(labels)) if any(len(str(row[n])) > 90 for row in rows)]
        style = "data stack cards" if len(labels) > 4 and len(wordy) > 1 else "data stack"
        table = html("table", html("thead", html("tr", *heads)), html("tbody", *lines), classes=style)
        return html("div", table, classes="scroll")


def blocks_of(env: Any) -> dict[str, str]:
    """Return which page each chart and table was placed on, as this build has seen it."""
    if not hasattr(env, "dyadbook_blocks"):
        env.dyadbook_blocks = {}
    return env.dyadbook_blocks


def figure_like(value: object) -> bool:
    """Tell whether a cell is a figure or empty; a column of them is set flush right."""
    if value is None or (isinstance(value, (int, float)) and not isinstance(value, bool)):
        return True
    return isinstance(value, str) and value.strip("−-–+$%,.0123456789 ") == ""


class Chart(OurDirective):
    """Place a chart of the run: {chart} id. The content, if any, is added to its caption."""

    option_spec = {"open": directives.flag}

    def run(self) -> list[nodes.Node]:
        ident = self.arguments[0]
        record, wide = self.bundle.read("charts", ident), self.bundle.svg(ident)
        if record is None or wide is None:
            return self.unknown("chart", "charts", ident)
        if not str(record.get("alt") or "").strip():
            return self.warn(
                f"chart '{ident}' has an empty alt text. Say in the notebook what the chart shows."
            )
        narrow = self.bundle.svg(ident, narrow=True)
        block = numbered_chart("", caption=record["caption"], classes=["chart"])
        self.named(block, f"chart-{ident}")
        block += html("p", record["title"], classes="chart-title")
        drawings = [("wide", wide)] + ([("narrow", narrow)] if narrow else [])
        if narrow is None:
            block["classes"].append("one-width")
        if svg.links(wide) > 8:
            block += html("a", "Skip the chart", classes="skip-chart", href=f"#after-{block['ids'][0]}")
        for width, text in drawings:
            inner = drawing(
                "", svg=text, prefix=f"{ident}-{width}", alt=record["alt"], docname=self.env.docname
            )
            block += html("div", inner, classes=f"drawing {width}")
        caption = html(
            "figcaption", number_label(), html("span", record["caption"]), ids=f"after-{block['ids'][0]}"
        )
        if self.content:
            holder = nodes.Element()
            self.state.nested_parse(self.content, self.content_offset, holder)
            caption += [
                html("span", *[c.deepcopy() for p in holder.children for c in p.children], classes="more")
            ]
        if record.get("source_note"):
            caption += html("span", record["source_note"], classes="source-note")
        block += caption
        columns = [c["label"] if isinstance(c, dict) else str(c) for c in record["columns"]]
        if record["rows"]:
            table = self.table(columns, record["rows"], record.get("refs") or [])
            details = html("details", html("summary", "The data in this chart"), table, classes="chart-data")
            if "open" in self.options:
                details["attrs"]["open"] = "open"
            block += details
        return [block]


class Rows(OurDirective):
    """Place a table that a notebook saved for display: {rows} id. The content, if any, is added to its caption."""

    def run(self) -> list[nodes.Node]:
        ident = self.arguments[0]
        record = self.bundle.read("views", ident)
        if record is None:
            return self.unknown("table", "views", ident)
        block = numbered_rows("", caption=record["caption"], classes=["rows"])
        self.named(block, f"rows-{ident}")
        caption = html("figcaption", number_label(), html("span", record["caption"]))
        if self.content:
            holder = nodes.Element()
            self.state.nested_parse(self.content, self.content_offset, holder)
            caption += [
                html("span", *[c.deepcopy() for p in holder.children for c in p.children], classes="more")
            ]
        block += caption
        if not record["rows"]:
            block += html("p", "Nothing in this run.", classes="empty")
            return [block]
        block += self.table([c["label"] for c in record["columns"]], record["rows"], record.get("refs") or [])
        return [block]


class Citation(OurDirective):
    """Say how to cite the book, with the downloads: {citation}."""

    required_arguments = 0

    def run(self) -> list[nodes.Node]:
        docname = self.env.docname
        files = [("citation.bib", "BibTeX"), ("citation.ris", "RIS"), ("citation.json", "CSL-JSON")]
        links: list[nodes.Node] = []
        for name, words in files:
            links += [file_link(name, words, docname), nodes.Text(" ")]
        button = html("button", "Copy", classes="copy js-only", type="button", data_copy="cite-book")
        text = html("p", self.bundle.book["citation"]["plain"], ids="cite-book")
        return [html("div", text, html("p", button, *links, classes="cite-tools"), classes="cite-box")]


class ParameterTable(OurDirective):
    """List every parameter with its type, its default and the value of this run: {parameters}."""

    required_arguments = 0

    def run(self) -> list[nodes.Node]:
        given = self.bundle.book["parameters"]
        rows = []
        for one in describe():
            value = given.get(one["name"])
            shown = (
                ", ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
            )
            if isinstance(value, dict):
                shown = ", ".join(f"{k}: {v}" for k, v in value.items())
            rows.append([one["name"], one["help"], one["type"], one["default"], shown or one["default"]])
        return [self.table(["Name", "What it does", "Type", "Default", "In this run"], rows, [])]


class EvidencePage(OurDirective):
    """Set a generated page: {evidence-page} events."""

    def run(self) -> list[nodes.Node]:
        page = self.bundle.page(self.arguments[0])
        self.env.note_dependency(str(self.bundle.folder / "pages" / f"{page.name}.json"))
        return render.page(page, self.env.docname)


def finish_drawings(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Write the links in drawings as this builder needs them, and make their ids unique on the page."""
    bundle = bundle_of(app.env)
    for node in doctree.findall(drawing):

        def address(ref: str, node: drawing = node) -> str | None:
            place = bundle.place(ref)
            if place is None:
                LOG.warning(
                    f"chart '{node['prefix']}' links to '{ref}', which is not in this run. "
                    "Mend the chart's refs in its notebook.",
                    location=node["docname"],
                    type="dyadbook",
                )
                return None
            return uri(app, node["docname"], *place)

        node["svg"] = svg.finish(node["svg"], node["prefix"], node["alt"], address, bundle.titles)


def forget(app: Sphinx, env: Any, docname: str) -> None:
    """Forget what a page placed when the page is read again."""
    blocks = blocks_of(env)
    for ident in [i for i, where in blocks.items() if where == docname]:
        del blocks[ident]


def setup(app: Sphinx) -> None:
    app.add_directive("chart", Chart)
    app.add_directive("rows", Rows)
    app.add_directive("citation", Citation)
    app.add_directive("parameters", ParameterTable)
    app.add_directive("evidence-page", EvidencePage)
    app.connect("doctree-resolved", finish_drawings)
    app.connect("env-purge-doc", forget)
