"""Our document nodes: any HTML element with attributes, links to evidence, and numbered charts and tables."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

LINK = "dyadbook"  # the reftype of our pending links to evidence
FILE = "dyadbook-file"  # and of those to files that lie beside the pages


class element(nodes.General, nodes.TextElement):
    """One HTML element; `tag` and `attrs` say which. Its children are ordinary nodes, so search and links work."""


class numbered_chart(nodes.General, nodes.Element):
    """A figure that Sphinx numbers with the others; `caption` is its plain caption."""


class numbered_rows(nodes.General, nodes.Element):
    """A table that Sphinx numbers with the others; `caption` is its plain caption."""


class number_label(nodes.General, nodes.Element):
    """Stands where the number of the enclosing chart or table is printed."""


class drawing(nodes.General, nodes.Element):
    """Inline SVG as `svg`; links in it are written `evidence:<ref>` until the builder is known."""


def html(tag: str, *children: nodes.Node | str, classes: str = "", ids: str = "", **attrs: str) -> element:
    """Build an element: `html("p", "text", classes="note", data_phase="thaw")`; None children fall out."""
    node = element("", tag=tag, attrs={k.replace("_", "-"): v for k, v in attrs.items()})
    node["classes"] += classes.split()
    if ids:
        node["ids"].append(ids)
    for child in children:
        if child is not None and child != "":
            node += nodes.Text(child) if isinstance(child, str) else child
    return node


def link(ref: str, text: str, docname: str, classes: str = "", hidden: str = "") -> addnodes.pending_xref:
    """Build a link to the evidence for `ref`, resolved when the builder is known; `hidden` is said, not shown."""
    inner = nodes.inline("", "", nodes.Text(text))
    if hidden:
        inner.insert(0, nodes.inline("", hidden, classes=["said"]))
    node = addnodes.pending_xref(
        "",
        inner,
        refdomain="",
        reftype=LINK,
        reftarget=ref,
        refdoc=docname,
        refexplicit=True,
        refwarn=True,
        linkclasses=classes.split(),
    )
    return node


def file_link(path: str, text: str, docname: str) -> addnodes.pending_xref:
    """Build a link to a file at the root of the book, such as data/events.csv."""
    return addnodes.pending_xref(
        "", nodes.inline("", text), refdomain="", reftype=FILE, reftarget=path, refdoc=docname, refwarn=True
    )


def uri(app: Sphinx, from_doc: str, to_doc: str, anchor: str) -> str:
    """Return the address of an anchor as seen from a page, in one-page output too."""
    if app.builder.name == "singlehtml":
        return f"#{anchor}"
    return f"{app.builder.get_relative_uri(from_doc, to_doc)}#{anchor}"


def resolve(
    app: Sphinx, env: BuildEnvironment, node: addnodes.pending_xref, content: nodes.Element
) -> nodes.Node | None:
    """Turn our pending links into references (Sphinx's `missing-reference` event)."""
    if node.get("reftype") == FILE:
        # files stand at the root of the book
        up = "" if app.builder.name == "singlehtml" else "../" * node["refdoc"].count("/")
        out = nodes.reference("", "", internal=False, refuri=up + node["reftarget"])
        out += nodes.Text(content.astext())
        return out
    if node.get("reftype") != LINK:
        return None
    from dyadbook.publishing.bundle import bundle_of

    place = bundle_of(env).place(node["reftarget"])
    if place is None:
        return nodes.inline("", content.astext())
    page, anchor = place
    out = nodes.reference("", "", internal=True, refuri=uri(app, node["refdoc"], page, anchor))
    out["classes"] += node["linkclasses"]
    out += [child.deepcopy() for child in content.children]
    return out


def _visit_element(self: Any, node: element) -> None:
    self.body.append(self.starttag(node, node["tag"], "", **node["attrs"]))


def _depart_element(self: Any, node: element) -> None:
    self.body.append(f"</{node['tag']}>")


def _visit_numbered(self: Any, node: nodes.Element) -> None:
    self.body.append(self.starttag(node, "figure", ""))


def _depart_numbered(self: Any, node: nodes.Element) -> None:
    self.body.append("</figure>\n")


def _visit_number(self: Any, node: number_label) -> None:
    owner = node.parent
    while not isinstance(owner, (numbered_chart, numbered_rows)):
        owner = owner.parent
    self.add_fignumber(owner)
    raise nodes.SkipNode


def _visit_drawing(self: Any, node: drawing) -> None:
    self.body.append(node["svg"])
    raise nodes.SkipNode


def _ignore(self: Any, node: nodes.Node) -> None:
    pass


def _skip(self: Any, node: nodes.Node) -> None:
    raise nodes.SkipNode


def _caption(node: nodes.Element) -> str:
    return node["caption"]


def setup(app: Sphinx) -> None:
    """Register the nodes; other formats than HTML keep the text and drop the drawings."""
    other = {"text": (_ignore, _ignore), "latex": (_ignore, _ignore), "man": (_ignore, _ignore)}
    drop = dict.fromkeys(other, (_skip, _ignore))
    app.add_node(element, html=(_visit_element, _depart_element), **other)
    app.add_enumerable_node(
        numbered_chart, "figure", _caption, html=(_visit_numbered, _depart_numbered), **other
    )
    app.add_enumerable_node(
        numbered_rows, "table", _caption, html=(_visit_numbered, _depart_numbered), **other
    )
    app.add_node(number_label, html=(_visit_number, _ignore), **drop)
    app.add_node(drawing, html=(_visit_drawing, _ignore), **drop)
    app.connect("missing-reference", resolve)
