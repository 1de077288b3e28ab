"""Where a document's sentences, headline, byline, quotations, parentheses and page furniture are."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache

from dyadbook.extraction.rulebook import raw_rules


@dataclass(frozen=True, slots=True)
class Zone:
    """A part of the text: headline, byline, dateline, furniture, quotation or parenthesis."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence; `paragraph` is the running number, from 1, of the non-empty line that it starts on."""

    start: int
    end: int
    paragraph: int
    zone: str = "body"


@dataclass(frozen=True, slots=True)
class Line:
    start: int
    end: int
    paragraph: int
    after_blank: bool


LONGEST_FURNITURE = 460  # characters; a longer line is prose, whatever it starts with
HEAD_LINES = 12  # the headline and the byline are among the first so many lines
BODY_LENGTH = 110  # a line of at least this length with a full stop starts the body

TERMINAL = re.compile(r"[.!?…:;][\"”’'»)\]]*$")
STOP = re.compile(r"[.!?…]{1,6}(?:[\"”’'»)\]]|\[\d{1,3}\]){0,6}(?=\s)|[.!?…][\"”»](?=[A-Z])")
NEXT = re.compile(r"\s*([\"“«‘'(\[•*–—-]*\s?)(\w)")
WORD_BEFORE = re.compile(r"([\w.]{1,12})$")
BYLINE = re.compile(r"by [^\W\d_][\w.' -]{2,60}(?:[,|]|$| in | for |,? [a-z]+ \d{1,2})")
QUOTE = re.compile(r"[\"“”«»\n]")
BRACKET = re.compile(r"[()\n]")


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    book = raw_rules("zones")
    return tuple(
        re.compile("|".join(f"(?:{rule['pattern']})" for rule in book[name]))
        for name in ("furniture", "dateline")
    )  # type: ignore[return-value]


@cache
def _abbreviations() -> tuple[frozenset[str], ...]:
    book = raw_rules("zones")
    return tuple(
        frozenset(book[name].split()) for name in ("abbreviations", "may_end", "openers", "measures")
    )  # type: ignore[return-value]


def segment(text: str, low: str, *, digest: bool = False) -> tuple[list[Sentence], list[Zone]]:
    """Return the sentences and the zones of `text`; `low` is the same text folded character for character."""
    lines = _lines(text)
    kinds = _classify(text, low, lines, digest)
    sentences: list[Sentence] = []
    zones = [Zone(k, line.start, line.end) for line, k in zip(lines, kinds, strict=True) if k != "body"]
    if (first := next((i for i, k in enumerate(kinds) if k == "body"), None)) is not None and not digest:
        line = lines[first]
        if m := _patterns()[1].match(low, line.start, min(line.end, line.start + 100)):
            zones.append(Zone("dateline", line.start, m.end()))
    wrapped = not digest and _hard_wrapped(text, lines)
    i = 0
    while i < len(lines):
        j = i + 1
        while (
            j < len(lines)
            and kinds[i] == kinds[j] == "body"
            and _continues(text, lines[j - 1], lines[j], wrapped)
        ):
            j += 1
        block = lines[i:j]
        starts = [line.start for line in block]
        for start, end in _split(text, low, block[0].start, block[-1].end):
            paragraph = block[bisect_right(starts, start) - 1].paragraph
            sentences.append(Sentence(start, end, paragraph, kinds[i]))
        i = j
    zones += _quotations(text) + _parentheses(text)
    zones.sort(key=lambda z: (z.start, z.end))
    return sentences, zones


def _lines(text: str) -> list[Line]:
    out, at, number, blank = [], 0, 0, True
    for raw in text.split("\n"):
        body = raw.strip()
        if body:
            number += 1
            start = at + raw.index(body[0])
            out.append(Line(start, start + len(body), number, blank))
        blank = not body
        at += len(raw) + 1
    return out


def _classify(text: str, low: str, lines: list[Line], digest: bool) -> list[str]:
    """Name the zone of each line: furniture, headline, byline or body."""
    if digest:
        return _classify_digest(text, lines)
    furniture = _patterns()[0]
    kinds = []
    for line in lines:
        short = line.end - line.start <= LONGEST_FURNITURE
        kinds.append("furniture" if short and furniture.fullmatch(low, line.start, line.end) else "body")
    body = next(
        (i for i, line in enumerate(lines) if line.end - line.start >= BODY_LENGTH
         and TERMINAL.search(text, line.end - 6, line.end)), None
    )  # fmt: skip
    for i in range(min(body or 0, HEAD_LINES)):
        line = lines[i]
        if kinds[i] == "body" and BYLINE.match(low, line.start, line.end):
            kinds[i] = "byline"
        elif kinds[i] == "body" and not TERMINAL.search(text, max(line.start, line.end - 6), line.end):
            kinds[i] = "headline"
    _close_furniture(text, lines, kinds)
    return kinds


def _close_furniture(text: str, lines: list[Line], kinds: list[str]) -> None:
    """Count what stands among furniture after the story's last full sentence as furniture too."""
    last = max(
        (i for i, line in enumerate(lines) if kinds[i] == "body" and _is_prose(text, line)), default=None
    )
    if last is None:
        return
    first = next((i for i in range(last + 1, len(lines)) if kinds[i] == "furniture"), len(lines))
    kinds[first:] = ["furniture"] * (len(lines) - first)


def _is_prose(text: str, line: Line) -> bool:
    return line.end - line.start >= 40 and bool(TERMINAL.search(text, line.end - 6, line.end))


def _classify_digest(text: str, lines: list[Line]) -> list[str]:
    kinds, front = [], False
    for i, line in enumerate(lines):
        body = text[line.start : line.end]
        if body == "---" and (i == 0 or front):
            front = not front
            kinds.append("furniture")
        else:
            kinds.append("furniture" if front or body.startswith("#") else "body")
    return kinds


def _hard_wrapped(text: str, lines: list[Line]) -> bool:
    """Tell whether the text breaks its lines at a column, as agency wires and mails do."""
    follow = [(a, b) for a, b in zip(lines, lines[1:], strict=False) if not b.after_blank]
    if len(follow) < 3:
        return False
    full = sum(45 <= a.end - a.start <= 100 for a, _ in follow)
    lower = sum(text[b.start].islower() for _, b in follow)
    return full >= 0.6 * len(follow) and lower >= 0.35 * len(follow)


def _continues(text: str, line: Line, following: Line, wrapped: bool) -> bool:
    if (
        following.after_blank
        or TERMINAL.search(text, max(line.start, line.end - 6), line.end)
        and not wrapped
    ):
        return False
    return wrapped or (line.end - line.start >= 40 and text[following.start].islower())


def _split(text: str, low: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the sentences of `text[start:end]` as offsets without outer white space."""
    out = []
    for m in STOP.finditer(text, start, end):
        if m.start() < start or not _ends_sentence(text, low, start, m, end):
            continue
        out.append((start, m.end()))
        start = m.end()
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        out.append((start, end))
    return out


def _ends_sentence(text: str, low: str, start: int, stop: re.Match[str], end: int) -> bool:
    following = NEXT.match(text, stop.end(), min(end, stop.end() + 12))
    if following is None:
        return stop.end() >= end or text[stop.end()].isspace()
    first = following[2]
    if first.islower():
        return False
    if stop.group()[0] != "." or len(stop.group().rstrip("\"”’'»)]")) > 1:
        return True
    before = WORD_BEFORE.search(low, max(start, stop.start() - 12), stop.start())
    if before is None:
        return True
    word = before[1].lstrip(".")
    if len(word) == 1 and word.isalpha() and text[stop.start() - 1].isupper():  # an initial: "B. Dylan"
        return False
    abbreviations, may_end, openers, measures = _abbreviations()
    if word not in abbreviations:
        return True
    if word in ("no", "st", "p", "art") and first.isupper():  # "He said no. The talks went on."
        return word in ("no", "art")
    if word in measures:  # "$5 mln. Nobody", but "5 mln. EUR"
        return not text[following.start(2) : following.start(2) + 2].isupper()
    if word in may_end:
        after = re.match(r"[^\W\d_]+", low[following.start(2) : following.start(2) + 12])
        return bool(after and after[0] in openers)
    return False


def _quotations(text: str) -> list[Zone]:
    """Return what stands in double quotation marks; one left open holds to the end of a line that it began."""
    out, opened, line = [], -1, 0
    for m in QUOTE.finditer(text):
        mark = m.group()
        if mark == "\n":
            if opened >= 0 and opened - line <= 2:
                out.append(Zone("quotation", opened, m.start()))
            opened, line = -1, m.end()
        elif opened < 0:
            if mark not in "”»":
                opened = m.start()
        elif mark not in "“«":
            out.append(Zone("quotation", opened, m.end()))
            opened = -1
    if opened >= 0 and opened - line <= 2:
        out.append(Zone("quotation", opened, len(text)))
    return out


def _parentheses(text: str) -> list[Zone]:
    """Return the outermost round brackets, each within one line."""
    out, depth, opened = [], 0, 0
    for m in BRACKET.finditer(text):
        mark = m.group()
        if mark == "\n":
            depth = 0
        elif mark == "(":
            opened = m.start() if depth == 0 else opened
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                out.append(Zone("parenthesis", opened, m.end()))
    return out
