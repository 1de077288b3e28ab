"""Where the evidence for a ref stands in the book: a page and an anchor that never change for the same ref."""

from __future__ import annotations

from dyadbook.ledger.refs import parse
from dyadbook.study.models import slug

PAGES = {
    "event": "events",
    "claim": "claims",
    "disagreement": "disagreements",
    "chronicle": "chronicle",
    "observation": "observations",
    "series": "series",
    "phase": "phases",
    "fact": "facts",
}


def page_of(ref: str) -> str:
    """Return the document (without suffix) that holds the evidence for `ref`.

    >>> page_of("statement:bne-p4s2"), page_of("event:x")
    ('evidence/source-bne', 'evidence/events')
    """
    kind, ident = parse(ref)
    if kind == "source":
        return f"evidence/source-{slug(ident)}"
    if kind in ("statement", "mention"):
        return f"evidence/source-{slug(source_of(ident))}"
    return f"evidence/{PAGES[kind]}"


def anchor_of(ref: str) -> str:
    """Return the anchor on that page: the kind, then the id in lower case with hyphens.

    >>> anchor_of("chronicle:E031"), anchor_of("series:votes#2019")
    ('chronicle-e031', 'series-votes-2019')
    """
    kind, ident = parse(ref)
    # a chapter on a phase is called phase-<id>
    return f"{'boundary' if kind == 'phase' else kind}-{slug(ident)}"


def source_of(ident: str) -> str:
    """Return the source of a statement, mention or claim id (`<source>-p<paragraph>s<sentence>...`)."""
    head, mark, _ = ident.rpartition("-p")
    while mark and "-p" in head and not ident[len(head) + 2 : len(head) + 3].isdigit():
        head, mark, _ = head.rpartition("-p")
    return head or ident
