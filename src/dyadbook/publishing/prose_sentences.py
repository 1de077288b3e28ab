"""Where sentences begin and end in a block of prose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from dyadbook.publishing.prose_page import FILL, Block, Span
from dyadbook.publishing.prose_rules import package_words

END = re.compile(r"""[.!?…]+["'”’)\]]*(?=\s|$)""")
WORD = re.compile(rf"[^\W_]+(?:[’'.,/&-][^\W_]+)*|{FILL}+")
CLOSED = re.compile(r"""[.!?…:]["'”’)\]]*\s*$""")
SENTENCES = ("paragraph", "term", "html")  # the kinds of block that hold whole sentences


@dataclass(frozen=True)
class Sentence:
    """One sentence of a block: from `start` to `end` in its text."""

    block: Block
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.block.text[self.start : self.end]

    @property
    def line(self) -> int:
        return self.block.line_at(self.start)

    @property
    def words(self) -> int:
        """Count the words; a fact that the run prints is one."""
        return len(WORD.findall(self.text))

    def spans(self, kind: str) -> list[Span]:
        return self.block.within(kind, self.start, self.end)

    def masked(self, *kinds: str) -> str:
        return self.block.masked(*kinds)[self.start : self.end]


@lru_cache(maxsize=1)
def abbreviation() -> re.Pattern[str]:
    known = "|".join(re.escape(a) for a in package_words()["style"]["abbreviations"])
    # a single capital is an initial of a name
    return re.compile(rf"(?:(?<!\w)(?:{known})|(?<![\w.])[A-Z](?:\.[A-Z])*)\.$")


def sentences(block: Block) -> Iterator[Sentence]:
    """Yield the sentences of a block; a {holds} that stands alone belongs to the sentence before it."""
    found: list[Sentence] = []
    for start, end in bounds(block.text):
        one = Sentence(block, start, end)
        if found and not one.text.replace(FILL, "").strip() and one.spans("holds"):
            found[-1] = Sentence(block, found[-1].start, end)
        else:
            found.append(one)
    yield from found


def bounds(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each sentence, blanks at its ends left out."""
    start = 0
    for match in END.finditer(text):
        rest = text[match.end() :].lstrip()
        if rest and (abbreviation().search(text[start : match.start() + 1]) or rest[0].islower()):
            continue
        yield from trimmed(text, start, match.end())
        start = match.end()
    yield from trimmed(text, start, len(text))


def trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    inside = text[start:end]
    if inside.strip():
        yield start + len(inside) - len(inside.lstrip()), start + len(inside.rstrip())
