"""Source texts cut into statements, each with its place: paragraph of the original, number, and offsets."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import yaml

from dyadbook.sources.records import SourceRecord
from dyadbook.study.problems import ContentError, Problem

FRONT = re.compile(r"---\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
LOCATOR = re.compile(r"## ¶ ([1-9]\d*)")
WORD = re.compile(r"\w")

# a full stop, then perhaps closing quotes or brackets, then space before what may begin a sentence
SENTENCE_END = re.compile(r"[.!?…][\"”’»)\]]*\s+(?=[\"“‘«(\[]?[A-Z\d])")
# a stop after a single letter or one of these is part of a name or a title, not the end of a sentence
ABBREVIATION = re.compile(
    r"(?:\b[A-Za-z]|\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Maj|St|No|vs|Art|vol|Vol|pp|ed|eds|approx|ca|cf|etc))\.$"
)


@dataclass(frozen=True)
class Statement:
    """One sentence of a source text; `start` and `end` index the text as read, `paragraph` counts the original's non-empty lines."""

    id: str
    source: str
    paragraph: int
    number: int
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Document:
    """One source as it was read: its record, which corpus the text is from, the text, and its statements."""

    source: str
    record: SourceRecord
    corpus: str
    name: str
    text: str
    sha256: str
    statements: tuple[Statement, ...]
    digest: bool

    @cached_property
    def _starts(self) -> list[int]:
        return [statement.start for statement in self.statements]

    @cached_property
    def statement(self) -> dict[str, Statement]:
        """Every statement by its id."""
        return {statement.id: statement for statement in self.statements}

    def statement_at(self, offset: int) -> Statement | None:
        """Return the statement that holds the character at `offset`; None in a heading, a blank line or front matter."""
        at = bisect_right(self._starts, offset) - 1
        if at < 0 or offset >= self.statements[at].end:
            return None
        return self.statements[at]


def _make(source: str, paragraph: int, number: int, start: int, text: str) -> Statement:
    return Statement(
        f"{source}-p{paragraph}s{number}", source, paragraph, number, start, start + len(text), text
    )


def _lines(text: str, start: int = 0) -> Iterator[tuple[int, str]]:
    """Yield offset and content of every line from `start`, without its line end."""
    for line in text[start:].split("\n"):
        yield start, line
        start += len(line) + 1


def read_digest(
    text: str, source: str, *, name: str = "", paragraphs: int | None = None
) -> tuple[tuple[Statement, ...], list[Problem]]:
    """Cut a digest into statements and say everything that is wrong with its form.

    `paragraphs` is how many the original has, where that is recorded. The statements are what could be read in spite of
    the problems; use `parse_digest` where a faulty digest must not be used.
    """
    name = name or f"{source}.md"
    found: list[Problem] = []
    statements: list[Statement] = []
    begin = _front_matter(text, source, name, found)
    paragraph, heading, number = 0, None, 0
    line_number = text.count("\n", 0, begin)

    def close() -> None:
        if heading is not None and not number:
            found.append(
                Problem(
                    name, heading, f"nothing is stated under ¶ {paragraph}", "Write a statement or remove it"
                )
            )

    for start, line in _lines(text, begin):
        line_number += 1
        content = line.strip()
        if not content:
            continue
        if content.startswith("#"):
            close()
            heading, number = line_number, 0
            match = LOCATOR.fullmatch(content)
            if not match:
                # the paragraph stays the last one known, and the heading is not asked for statements twice
                heading = None
                what = f"'{content[:40]}' is no paragraph locator"
                found.append(
                    Problem(name, line_number, what, "Write it as '## ¶ 4', the original's paragraph")
                )
                continue
            given = int(match[1])
            if given <= paragraph:
                what = f"¶ {given} comes after ¶ {paragraph}"
                found.append(
                    Problem(name, line_number, what, "Put the paragraphs in the original's order, each once")
                )
            if paragraphs is not None and given > paragraphs:
                what = f"¶ {given} is beyond the original's {paragraphs} paragraphs"
                found.append(Problem(name, line_number, what, "Count the original's non-empty lines from 1"))
            paragraph = given
            continue
        if not paragraph:
            what = "a statement stands before the first paragraph locator"
            found.append(Problem(name, line_number, what, "Put a line such as '## ¶ 1' above it"))
            continue
        number += 1
        if not WORD.search(content):
            found.append(
                Problem(name, line_number, "this statement is empty", "Write a sentence or remove the line")
            )
            continue
        statements.append(_make(source, paragraph, number, start + line.index(content), content))
    close()
    if not statements and not found:
        found.append(Problem(name, None, "states nothing", "Restate the source, paragraph by paragraph"))
    return tuple(statements), found


def _front_matter(text: str, source: str, name: str, found: list[Problem]) -> int:
    """Check the front matter and return the offset at which the body begins."""
    match = FRONT.match(text)
    if not match:
        remedy = f"Begin the file with the lines '---', 'source: {source}', '---'"
        found.append(Problem(name, 1, "has no front matter", remedy))
        return 0
    try:
        head = yaml.safe_load(match[1])
    except yaml.YAMLError:
        head = None
    given = head.get("source") if isinstance(head, dict) else None
    if given != source:
        what = f"its front matter names the source '{given}'" if given else "its front matter names no source"
        found.append(Problem(name, 2, what, f"Write 'source: {source}', or rename the file"))
    return match.end()


def parse_digest(text: str, source: str, *, name: str = "") -> tuple[Statement, ...]:
    """Return a digest's statements, one a line; ContentError with every fault of its form."""
    statements, found = read_digest(text, source, name=name)
    if found:
        raise ContentError(found)
    return statements


def parse_original(text: str, source: str) -> tuple[Statement, ...]:
    """Return the sentences of an original; a paragraph is a non-empty line, counted from 1."""
    out = []
    paragraph = 0
    for start, line in _lines(text):
        if not line.strip():
            continue
        paragraph += 1
        for number, (first, last) in enumerate(sentences(line), 1):
            out.append(_make(source, paragraph, number, start + first, line[first:last]))
    return tuple(out)


def sentences(line: str) -> list[tuple[int, int]]:
    """Return the spans of the sentences in one line, without the space around them.

    >>> sentences("He met Mr. Smith. They talked.")
    [(0, 17), (18, 30)]
    """
    spans = []
    first = len(line) - len(line.lstrip())
    for match in SENTENCE_END.finditer(line):
        if ABBREVIATION.search(line[first : match.start() + 1]):
            continue
        spans.append((first, match.start() + len(match[0].rstrip())))
        first = match.end()
    last = len(line.rstrip())
    if first < last:
        spans.append((first, last))
    return spans


def count_paragraphs(text: str) -> int:
    """Return how many non-empty lines a text has, which is how locators count."""
    return sum(bool(line.strip()) for line in text.split("\n"))
