"""What stands in the head of each page: citation tags, no script that the page does not need, none from elsewhere."""

from __future__ import annotations

import json
import re
from html import escape, unescape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from dyadbook.publishing import citation_tags, excerpts
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
    cff, tables, page = book["citation"]["cff"], book["citation"]["tables"], f"{pagename}.html"
    title = plain(str(context.get("pagetitle") or context.get("title") or ""))
    if pagename == app.config.root_doc:
        named, records = citation_tags.tags(cff), [citation_tags.book(cff, tables)]
    elif doctree is not None:
        named = citation_tags.tags(cff, page, title)
        records = [citation_tags.chapter(cff, page, title), *citation_tags.described(cff, tables, pagename)]
    else:
        # the search page is nothing to cite
        named, records = [], []
    tags = [meta(name, value) for name, value in named] + [json_ld(record) for record in records]
    if pagename == "search":
        tags.append(excerpts.script(app.env))
    context["metatags"] = context.get("metatags", "") + "\n" + "\n".join(tags)
    context["dyadbook"] = book


def plain(title: str) -> str:
    """Return a title as plain text: Sphinx hands it over as HTML."""
    return unescape(re.sub(r"<[^>]+>", "", title)).strip()


def meta(name: str, value: str) -> str:
    return f'<meta name="{escape(name)}" content="{escape(value)}" />'


def json_ld(record: dict[str, Any]) -> str:
    # "</" would end the script element
    text = json.dumps(record, ensure_ascii=False).replace("</", "<\\/")
    return f'<script type="application/ld+json">{text}</script>'


def setup(app: Sphinx) -> None:
    # after every extension (500) and theme hook has added its own
    app.connect("html-page-context", page_head, priority=900)
