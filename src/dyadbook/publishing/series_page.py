"""The page of the series by others: who made each, under what licence, what it covers and what not, and its values."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from dyadbook.publishing.anchors import anchor_of
from dyadbook.publishing.evidence_pages import Writer
from dyadbook.publishing.evidence_words import filled
from dyadbook.publishing.page import Entry, Group, Line, Page, Piece, line
from dyadbook.series.metadata import FOLDER, Series, read_metadata, series_names
from dyadbook.study import dates
from dyadbook.study.paths import Paths

DOI = "https://doi.org/"
WITHHELD = "not offered as a file: the licence does not say that others may pass them on"
STEPS = {"year": "by year", "month": "by month", "day": "by day"}


def read_series(paths: Paths) -> dict[str, Series]:
    """Return what is known of every series of the study, by name; ContentError names file, line and remedy."""
    return {name: read_metadata(paths, name) for name in series_names(paths)}


def titles(series: Mapping[str, Series]) -> dict[str, str]:
    """Return the ref of each series with what a link to it says."""
    return {f"series:{name}": about.title for name, about in series.items()}


def offer(paths: Paths, series: Mapping[str, Series], data: Path) -> list[Path]:
    """Copy the values of those series that may be passed on into `data`/series; return the files."""
    out = []
    for name, about in series.items():
        source = paths.seeds / FOLDER / f"{name}.csv"
        if about.download and source.is_file():
            target = data / FOLDER / source.name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
            out.append(target)
    return out


def series_page(writer: Writer, series: Mapping[str, Series], offered: frozenset[str]) -> Page | None:
    """Build the page: one entry a series of the study. `offered` names those with a file; None where there is no series."""
    entries = [
        Entry(
            anchor_of(f"series:{name}"),
            line(about.title),
            filled([*described(about, name in offered), ("Facts that rest on it", used(writer, name))]),
        )
        for name, about in series.items()
    ]
    entries += [
        Entry(
            anchor_of(f"series:{name}"), line(name), filled([("Facts that rest on it", used(writer, name))])
        )
        for name in sorted(r.partition(":")[2] for r in writer.titles if r.startswith("series:"))
        if name not in series
    ]
    if not entries:
        return None
    intro = line(
        "Series by others that this book sets beside its own figures: each with the citation that its producer asks for, its "
        "licence, and what it does not say. They know nothing of the phases."
    )
    return Page("series", "Series", (intro,), (Group("", "all-series", tuple(entries)),))


def described(about: Series, offered: bool) -> list[tuple[str, Line]]:
    """Return what is said of a series, field by field; a list of sentences is one field a sentence."""
    span = f"{dates.show(about.covers.first)} to {dates.show(about.covers.last)}"
    link = Piece(f"{about.id}.csv", href=f"../data/{FOLDER}/{about.id}.csv")
    doi = (Piece(about.doi, href=DOI + about.doi),) if about.doi else ()
    return [
        ("Made by", line(about.producer)),
        ("To be cited as", line(" ".join(about.citation.split()))),
        ("DOI", doi),
        ("Licence", line(about.licence)),
        ("Values", line(link) if offered else line(WITHHELD)),
        ("Unit", line(f"{about.unit}, {STEPS[about.step]}")),
        ("Covers", line(f"{about.coverage} ({span}; {', '.join(about.covers.subjects)})")),
        *(("Measure", line(f"{name}: {text}")) for name, text in about.measures.items()),
        *(("Base", line(f"{name}: {text}")) for name, text in about.bases.items()),
        ("How it was made", line(" ".join(about.method.split()))),
        ("Obtained through", line(about.obtained_through)),
        *(("Beware", line(text)) for text in about.caveats),
        *(("Does not cover", line(text)) for text in about.not_covered),
    ]


def used(writer: Writer, name: str) -> Line:
    """Return links to the facts that rest on a series or on one of its values."""
    whole, value = f"series:{name}", f"series:{name}#"
    return writer.all_to(
        f"fact:{fact.id}"
        for fact in writer.evidence.ledger
        if any(r == whole or r.startswith(value) for r in fact.rests_on)
    )
