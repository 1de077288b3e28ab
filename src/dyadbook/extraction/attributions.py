"""Finds citations: bracketed ones, and attributions to publishers in running text ("X reported", "according to X")."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dyadbook.extraction.citations import LONGEST, bracket, rule_pattern
from dyadbook.extraction.cited_names import Names, names_of
from dyadbook.extraction.doc import Doc, fold
from dyadbook.extraction.mention import Mention

AGENCY_TAIL = re.compile(r" (?:state |official )?(?:news |press )?agency\b(?!-)")
OWNED = re.compile(r"\b(?:of|in|from|near|for) (?:the )?$")
AGENCY_WORD = re.compile(
    r" (?:state |official )?(?:news agency|press agency|newswire|newspaper|daily|news website|news service|news portal)\b"
)
NAME_WORD = re.compile(r"(?:(?<=^)|(?<=[\s(\"“]))([^\W\d_][\w.&/'-]*)$")


def find_citations(doc: Doc) -> Iterator[Mention]:
    """Yield citations and attributions, and hide the bracketed ones from the finders that follow."""
    known = names_of(doc.gazetteer)
    taken: list[tuple[int, int]] = []
    for zone in doc.zones:
        if zone.kind != "parenthesis" or zone.end - zone.start > LONGEST or doc.masked(zone.start, zone.end):
            continue
        found = list(bracket(doc, zone, known))
        if found:
            doc.mask(zone.start, zone.end)
            taken.append((zone.start, zone.end))
            yield from found
    yield from attributions(doc, known)


def attributions(doc: Doc, known: Names) -> Iterator[Mention]:
    seen: list[tuple[int, int]] = []
    for m in known.reporters.finditer(doc.low) if known.reporters else ():
        start, end = m.span()
        if (
            doc.masked(start, end)
            or not any(c.isupper() for c in doc.text[start:end])
            and "." not in m.group()
        ):
            continue
        if (
            doc.sentences
            and doc.sentences[doc.sentence_of(start)].zone in ("headline", "byline")
            or doc.zone_at("dateline", start)
        ):
            continue
        if tail := AGENCY_TAIL.match(doc.low, end):
            end = tail.end()
        rule = _cue(doc, start, end)
        if rule:
            seen.append((start, end))
            yield _attribution(doc, start, end, rule, known.publishers[m.group()], "explicit")
    yield from _agencies(doc, seen)


def _cue(doc: Doc, start: int, end: int) -> str | None:
    """Return the rule of the words around a publisher that attribute what is said to it."""
    here = doc.sentences[doc.sentence_of(start)]
    owned = OWNED.search(doc.low, max(here.start, start - 12), start)  # "the governor of Fars said"
    if not owned and rule_pattern("cite-attribution-after").match(doc.low, end, here.end):
        return "cite-attribution-after"
    floor = max(here.start, start - 90)
    if rule_pattern("cite-attribution-before").search(doc.low[floor:start]):
        return "cite-attribution-before"
    return None


def _attribution(doc: Doc, start: int, end: int, rule: str, name: str, tier: str) -> Mention:
    source = (
        AGENCY_TAIL.sub("", doc.text[start:end])
        if AGENCY_TAIL.search(doc.text[start:end])
        else doc.text[start:end]
    )
    if fold(doc.text[start:end]) == fold(name):
        source = doc.text[start:end]
    return Mention(doc.file, "citation", start, end, rule, norm=name, source=source, tier=tier)  # type: ignore[arg-type]


def _agencies(doc: Doc, seen: Iterable[tuple[int, int]]) -> Iterator[Mention]:
    """Agencies and papers that no list knows, named as such beside a verb that reports."""
    taken = list(seen)
    for m in AGENCY_WORD.finditer(doc.low):
        if doc.masked(*m.span()) or any(a < m.end() and m.start() < b for a, b in taken):
            continue
        start = _name_start(doc, m.start())
        if start is None or not _cue(doc, start, m.end()):
            continue
        name = doc.text[start : m.start()]
        yield Mention(
            doc.file, "citation", start, m.end(), "cite-agency", norm=name, source=name, tier="inferred"
        )


def _name_start(doc: Doc, end: int) -> int | None:
    """Return where the capitalised name that ends at `end` starts; None where there is none."""
    start, at = None, end
    for _ in range(4):
        m = NAME_WORD.search(doc.text[max(0, at - 24) : at])
        if (
            m is None
            or not m[1][0].isupper()
            or m[1] in ("The", "A", "An", "Its", "As")
            or m[1].endswith(("'s", "’s"))
        ):
            break
        start = at - len(m[1])
        at = start - 1
        if at <= 0 or doc.text[at] != " ":
            break
    return start
