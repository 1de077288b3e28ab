"""The first words of each page and section, for the search page: from a folder of files no script may fetch them itself."""

from __future__ import annotations

import json

from docutils import nodes
from sphinx.environment import BuildEnvironment

LONGEST = 160  # characters: two lines on a phone


def excerpts(env: BuildEnvironment) -> dict[str, str]:
    """Return `page.html` or `page.html#section` with how its text begins; sections without a paragraph are left out."""
    out: dict[str, str] = {}
    for name in sorted(env.found_docs):
        for depth, section in enumerate(env.get_doctree(name).findall(nodes.section)):
            first = next((n for n in section.children if isinstance(n, nodes.paragraph)), None)
            if first is None or not first.astext().strip():
                continue
            where = [""] if depth == 0 else []
            for anchor in [*where, *(f"#{ident}" for ident in section["ids"])]:
                out[f"{name}.html{anchor}"] = shortened(first.astext())
    return out


def shortened(text: str) -> str:
    """Cut a text after a whole word.

    >>> shortened("a word " * 40)[-8:]
    'a word …'
    """
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rpartition(' ')[0]} …"


def script(env: BuildEnvironment) -> str:
    """Return the element that the search page carries; its script reads it."""
    text = json.dumps(excerpts(env), ensure_ascii=False).replace("</", "<\\/")
    return f'<script type="application/json" id="excerpts">{text}</script>'
