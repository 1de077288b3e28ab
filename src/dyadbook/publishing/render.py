"""Evidence pages as document nodes: headings that search finds, anchors that stay, attributes that filters read."""

from __future__ import annotations

import json

from docutils import nodes

from dyadbook.publishing.nodes import html, link
from dyadbook.publishing.page import Entry, Group, Line, Page

SHOWN = 8  # links of a long list that are shown at once
IN_TABLE = 3  # in a cell of a table, where each takes a line or two


def inline(pieces: Line, docname: str, most: int = SHOWN) -> list[nodes.Node]:
    """Set a line of pieces; of a long list of links the first few, the others where a reader opens them."""
    linked = [n for n, piece in enumerate(pieces) if piece.ref]
    if len(linked) > most * 3 // 2:
        cut = linked[most]
        rest = html("details", html("summary", f"and {len(linked) - most} more"), *run(pieces[cut:], docname))
        return [*run(pieces[:cut], docname), rest]
    return run(pieces, docname)


def run(pieces: Line, docname: str) -> list[nodes.Node]:
    """Set pieces one after the other."""
    out: list[nodes.Node] = []
    for piece in pieces:
        if piece.ref:
            out.append(link(piece.ref, piece.text, docname, "evidence"))
        elif piece.href:
            out.append(html("a", piece.text, href=piece.href, classes="external reference", rel="noopener"))
        elif piece.mark:
            anchors, kinds, value = piece.mark.split("|", 2)
            own, *others = anchors.split() or [""]
            out += [html("span", ids=anchor, classes="anchor") for anchor in others]
            title = {"title": value} if value else {}
            out.append(html("mark", piece.text, ids=own, classes=f"found {kinds}", **title))
        else:
            out.append(nodes.Text(piece.text))
    return out


def definitions(fields: tuple[tuple[str, Line], ...], docname: str) -> nodes.Element | None:
    """Set labelled lines as a definition list; a label that repeats is set once."""
    if not fields:
        return None
    rows, last = [], None
    for label, value in fields:
        if label != last:
            rows.append(html("dt", label))
        rows.append(html("dd", *inline(value, docname)))
        last = label
    return html("dl", *rows, classes="fields")


def data(entry: Entry) -> dict[str, str]:
    return {f"data_{name}": " ".join(values) for name, values in entry.facets.items()}


def card(entry: Entry, docname: str) -> nodes.section:
    """Set an entry as a section of its own, so that a search leads straight to it."""
    section = nodes.section("", ids=[entry.anchor], classes=["card"])
    section += nodes.title("", "", *inline(entry.title, docname))
    body = definitions(entry.fields, docname)
    # a section cannot carry data attributes; its first child does
    marker = html("div", body or nodes.Text(""), classes="entry", **data(entry))
    section += marker
    return section


def compact(entry: Entry, docname: str) -> nodes.section:
    """Set an entry in few lines: its heading, its fields without a label as a line each, the others behind a click."""
    section = nodes.section("", ids=[entry.anchor], classes=["card", "compact"])
    section += nodes.title("", "", *inline(entry.title, docname))
    lines = [html("p", *inline(value, docname)) for label, value in entry.fields if not label]
    rest = definitions(tuple(field for field in entry.fields if field[0]), docname)
    if rest is not None:
        lines.append(html("details", html("summary", "More"), rest))
    section += html("div", *lines, classes="entry", **data(entry))
    return section


def rows(entries: tuple[Entry, ...], docname: str) -> nodes.Element:
    """Set entries as a table, a column for each label."""
    labels = list(dict.fromkeys(label for entry in entries for label, _ in entry.fields))
    head = html("thead", html("tr", *(html("th", label, scope="col") for label in labels)))
    lines = []
    for entry in entries:
        cells = dict(entry.fields)
        first, *others = labels
        row = [html("th", *inline(cells.get(first, ()), docname), scope="row")]
        row += [
            html("td", *inline(cells.get(label, ()), docname, IN_TABLE), data_label=label) for label in others
        ]
        lines.append(html("tr", *row, ids=entry.anchor, classes="entry", **data(entry)))
    table = html("table", head, html("tbody", *lines), classes="data stack sortable")
    return html("div", table, classes="scroll")


def statements(entries: tuple[Entry, ...], docname: str) -> list[nodes.Node]:
    """Set the statements of a paragraph, each with its anchor and the events it reports."""
    out: list[nodes.Node] = []
    for entry in entries:
        words = html("p", *inline(entry.title, docname), classes="statement", ids=entry.anchor)
        for label, value in entry.fields:
            words += html("span", f"{label}: ", *inline(value, docname), classes="margin-ref")
        out.append(words)
    return out


def group(item: Group, page: Page, docname: str) -> list[nodes.Node]:
    body: list[nodes.Node] = []
    if page.layout == "folded":
        count = html("summary", f"{len(item.entries):,} facts")
        return titled(item, page, [html("details", count, rows(item.entries, docname), classes="folded")])
    if item.about:
        body.append(definitions(item.about, docname))
    if page.layout == "table":
        body.append(rows(item.entries, docname))
    elif page.layout == "text":
        body += statements(item.entries, docname)
    elif page.layout == "compact":
        body += [compact(entry, docname) for entry in item.entries]
    else:
        body += [card(entry, docname) for entry in item.entries]
    return titled(item, page, body)


def titled(item: Group, page: Page, body: list[nodes.Node]) -> list[nodes.Node]:
    """Set a group's content under its title, where it has one."""
    if not item.title:
        return body
    section = nodes.section(
        "", ids=[item.anchor], classes=["paragraph" if page.layout == "text" else "group"]
    )
    if item.anchor.startswith("in-"):
        section["classes"].append(f"phase-{item.anchor[3:]}")
    section += nodes.title("", item.title)
    section += body
    return [section]


def page(item: Page, docname: str) -> list[nodes.Node]:
    """Set a whole page below its title."""
    out: list[nodes.Node] = [nodes.paragraph("", "", *inline(text, docname)) for text in item.intro]
    if record := definitions(item.about, docname):
        out.insert(0, html("div", record, classes="record"))
    if item.facets:
        filters = {name: {"label": label, "values": values} for name, (label, values) in item.facets.items()}
        dated = {"data_order": "date"} if item.layout == "compact" else {}
        text = json.dumps(filters, ensure_ascii=False)
        out.append(html("div", classes="filters", data_filters=text, **dated))
    if not item.groups:
        if item.layout != "text":
            out.append(html("p", "Nothing in this run.", classes="empty"))
        return out
    for one in item.groups:
        out += group(one, item, docname)
    return out
