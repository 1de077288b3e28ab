"""From a text and its publication date to its mentions: runs the finders in their order.

Order: citations first (their spans are masked), then dates, amounts, counts and ratios, then events. Each finder sees
what those before it found; see `Doc` for what they share.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

from dyadbook.extraction.attributions import find_citations
from dyadbook.extraction.dates import find_dates
from dyadbook.extraction.doc import Doc
from dyadbook.extraction.events import find_events
from dyadbook.extraction.mention import Mention
from dyadbook.extraction.quantities import find_quantities

Finder = Callable[[Doc], Iterable[Mention]]


def _events(doc: Doc) -> Iterable[Mention]:
    return () if doc.gazetteer is None else find_events(doc, doc.mentions, doc.gazetteer)


FINDERS: tuple[Finder, ...] = (find_citations, find_dates, find_quantities, _events)


def extract(
    text: str, published: dt.date, gazetteer: Any = None, *, file: str = "", digest: bool = False
) -> list[Mention]:
    """Return the mentions of `text`, ordered by where they start.

    `published` is the day that relative dates resolve against. Without a gazetteer no events are sought and only
    bracketed citations are found. `digest` marks this project's own digest files, whose front matter and paragraph
    headings carry no facts.
    """
    doc = Doc(text, published, gazetteer, file=file, digest=digest)
    for finder in FINDERS:
        doc.add(finder(doc))
    return doc.mentions
