"""A fictional study with a finished run, small enough to compile in a few seconds."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from dyadbook.ledger import Fact, Ledger
from dyadbook.study import tables
from dyadbook.study.paths import Paths

HERE = Path(__file__).parent
REPO = HERE.parents[1]
VISIT = "3018-03-20-visit-annuminas"
SVG = """<svg viewBox="0 0 {width} 100" role="img" aria-label="x" xmlns="http://www.w3.org/2000/svg"
 xmlns:xlink="http://www.w3.org/1999/xlink"><defs><clipPath id="clip"><rect width="{width}" height="100"/></clipPath></defs>
<g clip-path="url(#clip)" id="axes_1" fill="currentColor"><text x="4" y="50" font-size="14">3018</text>
<a xlink:href="evidence:event:3018-03-20-visit-annuminas" target="_blank"><circle cx="60" cy="46" r="9"/></a></g></svg>
"""


def make(folder: Path) -> tuple[Paths, Path]:
    """Write the study and its default run below `folder`; return its paths and the run's folder."""
    root = folder / "study"
    shutil.copytree(HERE / "mini", root)
    for name in ("_static", "_templates"):
        if (REPO / "book" / name).is_dir():
            shutil.copytree(REPO / "book" / name, root / "book" / name)
    shutil.copyfile(REPO / "book" / "_config.yml", root / "book" / "_config.yml")
    for name in ("codebook.yaml", "measures.yaml"):
        shutil.copyfile(REPO / "tests" / "fictional" / "seeds" / name, root / "seeds" / name)
    (root / "notebooks").mkdir()
    paths = Paths(root=root, seeds=root / "seeds")
    run = paths.runs / "default"
    write_tables(run / "tables", paths)
    ledger().write(run / "ledger.json")
    write_chart(run / "charts")
    write_json(
        run / "views" / "visits.json",
        {
            "id": "visits",
            "caption": "Visits by phase.",
            "columns": [{"name": "event", "label": "Event"}, {"name": "n", "label": "Reports"}],
            "rows": [["Visit to Annúminas", 2], ["Of unknown date", None]],
            "refs": [f"event:{VISIT}", None],
        },
    )
    for stem, title in (
        ("10-sources", "The sources"),
        ("50-phase-pact", "One phase"),
        ("50-phase-siege", "One phase"),
    ):
        write_json(run / "notebooks" / f"{stem}.ipynb", notebook(title))
    return paths, run


def write_tables(folder: Path, paths: Paths) -> None:
    hashes = {"sha256": "ab" * 32, "original_sha256": "cd" * 32, "characters": 90, "original_characters": 900}
    sources = [
        {
            "id": "palantir",
            "title": "Seen from *afar* <draft>",
            "author": "Faramir",
            "publisher": "The White Tower",
            "published": "3018-04-02",
            "published_known_by": "printed on the page",
            "stance": "Written by a captain of Gondor.",
            "url": "https://example.org/palantir",
            "corpus": "shipped",
            **hashes,
        },
        {
            "id": "scroll",
            "published": "3018",
            "published_known_by": "the seal",
            "corpus": "shipped",
            **hashes,
        },
    ]
    text = (paths.texts / "palantir.md").read_text(encoding="utf-8")
    start = text.index("20 March 3018")
    mentions = [
        {
            "id": "palantir-p1s1-date1",
            "source": "palantir",
            "statement": "palantir-p1s1",
            "kind": "date",
            "start": start,
            "end": start + 13,
            "value": "3018-03-20",
            "rule": "day",
        }
    ]
    claims = [
        {
            "id": f"{source}-p1s1-event1",
            "source": source,
            "statement": f"{source}-p1s1",
            "start": 30,
            "end": 40,
            "kind": "event",
            "type": "visit",
            "date": day,
            "actors": "GON;ARN",
            "status": "occurred",
            "tier": "explicit",
            "rule": "visit-verb",
            "event": VISIT,
        }
        for source, day in (("palantir", "3018-03-20"), ("scroll", "3018-03-19"))
    ]
    events = [
        {
            "id": VISIT,
            "date": "3018-03-20",
            "type": "visit",
            "dimension": "political",
            "label": "Faramir visits Annúminas",
            "actors": "GON;ARN",
            "people": "faramir",
            "place": "Annúminas",
            "status": "occurred",
            "phase": "siege",
            "reports": 2,
            "claims": 2,
            "sources": "palantir;scroll",
            "contested": True,
        },
        {"id": "3018-trade", "date": "3018", "type": "trade", "label": "Trade grows", "phase": "unplaced"},
    ]
    disagreements = [
        {
            "id": "oaths",
            "position": n,
            "about": "How many oaths",
            "event": VISIT,
            "attribute": "documents",
            "value": value,
            "claims": f"{source}-p1s1-event1",
            "headline": n == 1,
            "rule": "First hand.",
            "difference": gap,
        }
        for n, (value, source, gap) in enumerate([("7", "palantir", None), ("9", "scroll", "2 more")], 1)
    ]
    phases = [
        {"id": "prelude", "name": "Before the first phase", "end": "3007-05-20", "events": 0},
        {"id": "pact", "name": "The pact", "start": "3007-05-21", "end": "3018-02-28", "rule": "The day of the oath.",
         "rests_on": "palantir-p1s1-event1", "moved": False, "events": 0},
        {"id": "siege", "name": "The siege", "start": "3018-03-01", "end": "3020-01-01", "rule": "A beacon.",
         "rests_on": "scroll-p1s1-event1", "moved": False, "events": 1},
    ]  # fmt: skip
    for name, rows in {
        "sources": sources,
        "mentions": mentions,
        "claims": claims,
        "events": events,
        "disagreements": disagreements,
        "phases": phases,
    }.items():
        tables.write(tables.shape(name, rows), folder / f"{name}.csv")


def ledger(rose: bool = True) -> Ledger:
    """Return the run's facts; `rose` is the truth that the tests turn."""
    book = Ledger()
    add = {"rule": "Count of events.", "notebook": "10-sources"}
    book.add("events-count", 2, rests_on=[f"event:{VISIT}", "event:3018-trade"], **add)
    book.add(
        "turnover-3018",
        100_000_000,
        unit="USD",
        rests_on=["mention:palantir-p1s1-date1", "phase:siege"],
        **add,
    )
    book.add("undated-count", 0, rests_on=["source:scroll", "series:votes#3018"], **add)
    found = "2, after none" if rose else "none, after 2"
    book.truth(
        "visits-rose",
        rose,
        says="Visits rose after the beacon.",
        text=found,
        rests_on=[f"event:{VISIT}"],
        **add,
    )
    book.truth("none-before", True, says="No visit was reported before.", rests_on=["phase:pact"], **add)
    book.put(Fact("found-late", "truth", None, None, "cannot be decided in this run: the dates are too coarse",
                  "Compared.", (f"event:{VISIT}",), "10-sources", "The visit came late."))  # fmt: skip
    return book


def write_chart(folder: Path, alt: str = "One visit in 3018.") -> None:
    record = {
        "id": "timeline",
        "title": "One visit stands alone",
        "alt": alt,
        "caption": "Events by year.",
        "source_note": "Two sources.",
        "columns": ["Event", "Year"],
        "rows": [["Faramir visits", "3018"], ["Trade grows", None]],
        "refs": [f"event:{VISIT}", "event:3018-trade"],
    }
    write_json(folder / "timeline.json", record)
    for name, width in (("timeline.svg", 700), ("timeline.narrow.svg", 320)):
        (folder / name).write_text(SVG.format(width=width), encoding="utf-8")


def notebook(title: str) -> dict:
    """Return an executed notebook of two cells."""
    output = {"output_type": "stream", "name": "stdout", "text": ["2 events\n"]}
    code = {"cell_type": "code", "id": "b", "execution_count": 1, "metadata": {}, "outputs": [output]}
    return {
        "cells": [
            {
                "cell_type": "markdown",
                "id": "a",
                "metadata": {},
                "source": [f"# {title}\n", "\n", "What it does."],
            },
            {**code, "source": ["print('2 events')"]},
        ],
        "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def write_json(path: Path, value: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1), encoding="utf-8")
