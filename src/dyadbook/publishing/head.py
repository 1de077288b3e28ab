"""What stands in the head of each page: citation tags, no script that the page does not need, none from elsewhere."""

from __future__ import annotations

import json
from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from dyadbook.publishing.bundle import bundle_of

# Scripts of extensions that Jupyter Book always loads and this book does not use.
UNUSED = ("togglebutton", "design-tabs", "bootstrap.js", "fontawesome")


def name_of(asset: Any) -> str:
    return str(getattr(asset, "filename", asset) or "")


def wanted(asset: Any, has_code: bool, search: bool) -> bool:
    """Tell whether a page needs a script or style sheet."""
    name, body = name_of(asset), str(getattr(asset, "attributes", {}) or "")
    if "thebe" in name or "thebe" in body.lower() or name.startswith(("http:", "https:", "//")):
        return False
    if "copybutton" in name or "clipboard.min" in name:
        return has_code
    if "doctools" in name or "sphinx_highlight" in name:
        return search or "sphinx_highlight" in name
    return not any(part in name for part in UNUSED)


def page_head(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Trim the page's scripts and add its citation tags (Sphinx's `html-page-context` event)."""
    has_code = bool(doctree and any(doctree.findall(nodes.literal_block)))
    search = pagename == "search"
    for kind in ("script_files", "css_files"):
        if kind in context:
            context[kind] = [asset for asset in context[kind] if wanted(asset, has_code, search)]
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
