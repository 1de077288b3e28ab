"""Reads in-text citations in brackets, "(Publisher, date list)", and gives each date its year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from dyadbook.extraction.cited_names import Names
from dyadbook.extraction.doc import Doc, fold
from dyadbook.extraction.mention import Mention
from dyadbook.extraction.moments import full_year, make, month_of
from dyadbook.extraction.rulebook import expand, raw_rules, rules
from dyadbook.extraction.zones import Zone

LONGEST = 700  # characters inside one bracket
ITEM = re.compile(
    expand(
        r"(?:(?P<my>{month}) ?(?P<d1>[0-3]?[0-9])(?:st|nd|rd|th)?(?:,? (?P<y1>(?:19|20)[0-9]{2}))?"
        r"|(?P<d2>[0-3]?[0-9])(?:st|nd|rd|th)? (?P<dm>{month2})(?:,? (?P<y2>(?:19|20)[0-9]{2}))?"
        r"|(?P<mo>{month3})(?:,? (?P<y3>(?:19|20)[0-9]{2}))?"
        r"|(?P<d4>[0-3]?[0-9])(?:, (?P<y4>(?:19|20)[0-9]{2}))?"
        r"|(?P<y5>(?:19|20)[0-9]{2})|(?P<iso>(?:19|20)[0-9]{2}-[01][0-9]-[0-3][0-9])"
        r"|(?P<a>[0-3]?[0-9])[./](?P<b>[01]?[0-9])[./](?P<y6>(?:19|20)[0-9]{2}))(?![\w])"
    )
)
JOINT = re.compile(r"(?: ?, ?| and | & |, and |, accessed (?:on )?)")
TRAILING = re.compile(r"(?:, (?:p|pp|page|pages|vol|no)\.? ?[\d-]+|, in [a-z]+|[. ]+)$")
MEDIA = re.compile(rf"\b(?:{'|'.join(raw_rules('citations')['media'])})\b|\.[a-z]{{2,}}$")
WEBSITE = re.compile(r"(?:www\.)?[\w-]+(?:\.[a-z]{2,})+$")


@dataclass(slots=True)
class Dated:
    """One date of a list: offsets, month, day (None: whole month), year (None: not printed)."""

    start: int
    end: int
    year: int | None
    month: int | None
    day: int | None

    def key(self) -> tuple[int, int]:
        return self.month or 0, self.day or 0

    def value(self) -> str:
        parts = [f"{self.year}"] + [f"{n:02d}" for n in (self.month, self.day) if n]
        return "-".join(parts)


@cache
def rule_pattern(name: str) -> re.Pattern[str]:
    return next(r.pattern for r in rules("citations") if r.id == name)


@cache
def word_list(name: str) -> frozenset[str]:
    return frozenset(raw_rules("citations")[name])


def bracket(doc: Doc, zone: Zone, known: Names) -> Iterator[Mention]:
    """Read the inside of one bracket; nothing where a part of it is neither a citation nor empty."""
    at = zone.start + 1
    out: list[Mention] = []
    dateline = doc.zone_at("dateline", zone.start)
    for piece in doc.low[at : zone.end - 1].split(";"):
        start = at + len(piece) - len(piece.lstrip())
        end = at + len(piece.rstrip())
        at += len(piece) + 1
        if start >= end:
            continue
        found = list(_cited(doc, start, end, known)) or list(
            _named(doc, start, end, known, dateline is not None)
        )
        if not found and not out:
            return
        out += found
    yield from out


def _cited(doc: Doc, start: int, end: int, known: Names) -> Iterator[Mention]:
    m = rule_pattern("cite-bracket").fullmatch(doc.low, start, end)
    if m is None or not _is_name(doc, m.start("name"), m.end("name"), known):
        return
    dates = list(read_list(doc.low, m.start("dates"), m.end("dates")))
    if not dates:
        return
    give_years(dates, doc.published.year, (doc.published.month, doc.published.day))
    source = doc.text[m.start("name") : m.end("name")].strip()
    source = re.sub(r"^[Tt]he ", "", source)
    name = known.publishers.get(fold(source)) or known.publishers.get(
        fold(re.sub(r"(?i) news agency$", "", source))
    )
    if name is None and not any(d.day for d in dates) and not MEDIA.search(fold(source)):
        return  # "(Annuminas, October 2010)" is where and when, not who wrote
    for i, d in enumerate(dates):
        yield Mention(
            file=doc.file,
            kind="citation",
            start=m.start("name") if i == 0 else d.start,
            end=d.end,
            rule="cite-bracket",
            norm=f"{name or source}|{d.value()}",
            tier="explicit" if name else "inferred",
            source=source,
            date=d.value(),
        )


def _is_name(doc: Doc, start: int, end: int, known: Names) -> bool:
    """Tell whether a bracket begins with what can be a publication's name: a capital, a site, no date, no clause."""
    name = doc.low[start:end]
    if name.removeprefix("the ") in known.publishers:
        return True
    text = doc.text[start:end]
    words = name.split()
    first = text.removeprefix("the ").removeprefix("The ")[:1]
    if not (first.isupper() or first.isdigit() and not name[0].isdigit() or WEBSITE.fullmatch(name)):
        return False
    if words[0] in word_list("not_names") or len(words) > 9:
        return False
    if name in known.others:
        return False
    # a run of lower-case words is a clause, not a name
    lower = sum(
        w[:1].islower() and w.lower() not in ("of", "the", "and", "for", "de", "in", "on", "to", "der", "la")
        for w in text.split()
    )
    return lower <= 1 or bool(WEBSITE.fullmatch(name))


def read_list(low: str, start: int, end: int) -> Iterator[Dated]:
    """Read a list of dates that fills `low[start:end]`; yield nothing where anything else is in it."""
    if tail := TRAILING.search(low, start, end):
        end = tail.start()
    out: list[Dated] = []
    month: int | None = None
    at = start
    while at < end:
        m = ITEM.match(low, at, end)
        if m is None:
            return
        year = next((full_year(m[k]) for k in ("y1", "y2", "y3", "y4", "y5", "y6") if m[k]), None)
        day = next((int(m[k]) for k in ("d1", "d2", "d4") if m[k]), None)
        named = m["my"] or m["dm"] or m["mo"]
        month = month_of(named) if named else month
        if m["y5"] and out and out[-1].year is None:  # "May 3, 2007" read as day, then year
            out[-1].year, out[-1].end = year, m.end()
        elif m["iso"]:
            y, mo, d = (int(p) for p in m["iso"].split("-"))
            out.append(Dated(at, m.end(), y, mo, d))
        elif m["y6"]:
            out.append(Dated(at, m.end(), year, int(m["b"]), int(m["a"])))
        elif m["y5"]:
            out.append(Dated(at, m.end(), year, None, None))
        else:
            if month is None:
                return
            out.append(Dated(at, m.end(), year, month, day))
        at = m.end()
        if at < end:
            if (joint := JOINT.match(low, at, end)) is None:
                return
            at = joint.end()
    if all(d.month is None or d.day is None or make(d.year or 2000, d.month, d.day) for d in out):
        yield from out


def give_years(dates: list[Dated], year: int, today: tuple[int, int]) -> None:
    """Give each date without a year the one that the list implies, read from the right.

    A list runs in calendar order. What stands last without a year is of the year of publication, or of the year
    before where that would be later than publication.
    """
    right: Dated | None = None
    for d in reversed(dates):
        if d.year is None:
            if right is None or right.year is None:
                d.year = year - (d.key() > (today[0], today[1] + 1))
            else:
                d.year = right.year - (right.month is not None and d.key() > right.key())
        right = d


def _named(doc: Doc, start: int, end: int, known: Names, dateline: bool) -> Iterator[Mention]:
    """A known publisher alone in brackets; in a dateline it is the report's own, not a citation."""
    m = rule_pattern("cite-bracket-name").fullmatch(doc.low, start, end)
    if dateline or m is None:
        return
    name = known.publishers.get(m["name"].strip().removeprefix("the "))
    before = doc.low[max(0, start - 62) : start - 1].rstrip()
    if name and any(before.endswith(s) for s, n in known.publishers.items() if n == name):
        return  # "Gull News Agency (GNA)": the bracket says how it is called
    if name:
        a, b = m.span("name")
        yield Mention(
            doc.file, "citation", a, b, "cite-bracket-name", norm=name, source=doc.text[a:b].strip()
        )
