"""A document on its way through the finders: text with untouched offsets, sentences, zones, masks, mentions so far."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from dyadbook.extraction import zones
from dyadbook.extraction.mention import Mention
from dyadbook.extraction.zones import Sentence, Zone

# A word, a run of digits, or a sign that can start an amount. Everything that triggers a rule starts with one.
TOKEN = re.compile(r"[^\W\d_]+|[0-9]+|[$€£¥₽₴₸₺₹₩₪₫₦₱₿฿₡₾₭元]")

# One character for one character, so that offsets into `low` are offsets into `text`.
FOLDS = (
    ("\u00a0", " "), ("\u202f", " "), ("\u2009", " "), ("\u2007", " "), ("\t", " "),
    ("\u2019", "'"), ("\u2018", "'"), ("\u2013", "-"), ("\u2011", "-"), ("\u2010", "-"), ("\u2212", "-"),
    ("\u201c", '"'), ("\u201d", '"'), ("\u00ab", '"'), ("\u00bb", '"'), ("\u201e", '"'),
)  # fmt: skip


def fold(text: str) -> str:
    """Return `text` in lower case with plain spaces, hyphens and quotes, character for character.

    >>> fold("On\\u00a0May 3 \\u2013 5")
    'on may 3 - 5'
    """
    low = text.lower()
    if len(low) != len(text):  # a few capitals become two characters in lower case
        low = "".join(c if len(c.lower()) != 1 else c.lower() for c in text)
    for old, new in FOLDS:
        low = low.replace(old, new)
    return low


class Doc:
    """What every finder gets, and the contract between them.

    A finder is `find(doc) -> Iterable[Mention]`; extract.py runs the finders in order and adds what each returns, so
    that a later one sees the earlier ones' mentions.

    - `text`, `published` (date), `file`, `digest`, `gazetteer`: as given to `extract`.
    - `low`: `text` folded character for character (lower case, plain spaces, '-' and quotes): match on it, its
      offsets are those of `text`. A line end stays a line end.
    - `words`, `starts`: parallel lists, every token of `low` (word, digits, currency sign) and where it starts: look
      words up in a dict of triggers, then match an expensive pattern at that place only.
    - `sentences`: in order, without overlap; each has start, end, paragraph (running number of non-empty lines, from
      1), zone ("body", "headline", "byline", "furniture"). Text outside sentences is white space.
    - `sentence_of(offset)`: index into `sentences`.
    - `zones`: Zone(kind, start, end) of kinds headline, byline, dateline, furniture, quotation, parenthesis;
      `zone_at(kind, offset)` returns the one around an offset, or None.
    - `mask(start, end)`: hide a span from later finders (in-text citations, furniture); `masked(start, end)` tells
      whether any part of a span is hidden. Finders report nothing masked.
    - `mentions`: found so far, in the order of their start; `of(kind)`, and `within(kind, start, end)`.
    - The core reads from a gazetteer: `publishers`, an iterable with `.name` and `.aliases`, or a mapping
      from each spelling to the publisher's name, and `study`, where it has one, for names of places, people, states
      and offices, which are no publications. None, or an object without them, counts as knowing no publisher.
    """

    def __init__(
        self, text: str, published: dt.date, gazetteer: Any = None, *, file: str = "", digest: bool = False
    ):
        self.text = text
        self.published = published
        self.gazetteer = gazetteer
        self.file = file
        self.digest = digest
        self.low = fold(text)
        self.sentences: list[Sentence]
        self.zones: list[Zone]
        self.sentences, self.zones = zones.segment(text, self.low, digest=digest)
        self._sentence_starts = [s.start for s in self.sentences]
        self._by_kind: dict[str, tuple[list[int], list[Zone]]] = {}
        for z in self.zones:
            starts, members = self._by_kind.setdefault(z.kind, ([], []))
            starts.append(z.start)
            members.append(z)
        self._mask = bytearray(len(text))
        self.mentions: list[Mention] = []
        self._lists: dict[str, tuple[list[int], list[Mention]]] = {}
        for z in self.zones:
            if z.kind == "furniture":
                self.mask(z.start, z.end)

    @cached_property
    def _tokens(self) -> tuple[list[str], list[int]]:
        found = [(m.group(), m.start()) for m in TOKEN.finditer(self.low)]
        return [w for w, _ in found], [s for _, s in found]

    @property
    def words(self) -> list[str]:
        return self._tokens[0]

    @property
    def starts(self) -> list[int]:
        return self._tokens[1]

    def sentence_of(self, offset: int) -> int:
        """Return the index of the sentence at `offset` (of the one before it where it falls between two)."""
        return max(0, bisect_right(self._sentence_starts, offset) - 1)

    def zone_at(self, kind: str, offset: int) -> Zone | None:
        """Return the zone of `kind` around `offset`."""
        if kind not in self._by_kind:
            return None
        starts, members = self._by_kind[kind]
        i = bisect_right(starts, offset) - 1
        return members[i] if i >= 0 and offset < members[i].end else None

    def mask(self, start: int, end: int) -> None:
        """Hide `text[start:end]` from the finders that come later."""
        self._mask[start:end] = b"\x01" * (end - start)

    def masked(self, start: int, end: int) -> bool:
        """Tell whether any part of `text[start:end]` is hidden."""
        return self._mask.find(1, start, end) >= 0

    def add(self, mentions: Iterable[Mention]) -> None:
        """Take in what one finder found."""
        self.mentions = sorted([*self.mentions, *mentions], key=lambda m: (m.start, m.end, m.kind))
        self._lists = {}

    def of(self, kind: str) -> list[Mention]:
        """Return the mentions of one kind, in the order of their start."""
        return self._listed(kind)[1]

    def within(self, kind: str, start: int, end: int) -> list[Mention]:
        """Return the mentions of `kind` that start in `text[start:end]`."""
        starts, members = self._listed(kind)
        i = bisect_right(starts, start - 1)
        j = bisect_right(starts, end - 1)
        return members[i:j]

    def _listed(self, kind: str) -> tuple[list[int], list[Mention]]:
        if kind not in self._lists:
            members = [m for m in self.mentions if m.kind == kind]
            self._lists[kind] = ([m.start for m in members], members)
        return self._lists[kind]
