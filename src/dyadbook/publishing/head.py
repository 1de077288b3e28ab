"""What stands in the head of each page: citation tags, no script that the page does not need, none from elsewhere."""

from __future__ import annotations

import json
from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from dyadbook.publishing.bundle import bundle_of

# What a page loads. The theme, its icons and its widgets weigh a megabyte and more; the book has one sheet and one script.
SHEETS = ("pygments.css", "book.css")
NOTEBOOK_SHEETS = ("mystnb.",)
DESIGN_SHEETS = ("sphinx-design",)
SCRIPTS = ("book.js",)
SEARCH_SCRIPTS = ("documentation_options.js", "doctools.js", "sphinx_highlight.js")


def name_of(asset: Any) -> str:
    return str(getattr(asset, "filename", asset) or "").rpartition("/")[2]


def wanted(name: str, search: bool, cells: bool, design: bool) -> bool:
    """Tell whether a page needs a script or a style sheet."""
    names = SHEETS + SCRIPTS + (SEARCH_SCRIPTS if search else ())
    names += (NOTEBOOK_SHEETS if cells else ()) + (DESIGN_SHEETS if design else ())
    return name.startswith(names)


def page_head(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Trim the page's scripts and add its citation tags (Sphinx's `html-page-context` event)."""
    body = context.get("body") or ""
    needs = (pagename == "search", 'class="cell' in body, 'class="sd-' in body)
    for kind in ("script_files", "css_files"):
        context[kind] = [a for a in context.get(kind, []) if wanted(name_of(a), *needs)]
    book = bundle_of(app.env).book
    title = context.get("pagetitle") or context.get("title") or book["title"]
    tags = [meta(name, value) for name, value in book["citation"]["tags"]]
    if pagename == app.config.root_doc:
        tags.append(json_ld(book["citation"]["json_ld"]))
    elif doctree is not None:
        chapter = {"@context": "https://schema.org", "@type": "Chapter", "name": str(title)}
        chapter["isPartOf"] = {"@type": "Book", "name": book["title"], "version": book["version"]}
        tags.append(json_ld(chapter))
    context["metatags"] = context.get("metatags", "") + "\n" + "\n".join(tags)
    context["dyadbook"] = book


def meta(name: str, value: str) -> str:
    return f'<meta name="{escape(name)}" content="{escape(value)}" />'


def json_ld(record: dict[str, Any]) -> str:
    # "</" would end the script element
    text = json.dumps(record, ensure_ascii=False).replace("</", "<\\/")
    return f'<script type="application/ld+json">{text}</script>'


def setup(app: Sphinx) -> None:
    # after every extension (500) and theme hook has added its own
    app.connect("html-page-context", page_head, priority=900)
