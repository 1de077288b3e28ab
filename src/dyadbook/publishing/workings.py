"""The executed notebooks as pages of the book: titled by what was run, with nothing that clashes between runs of one notebook."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from dyadbook.study.problems import ContentError, Problem

HEADING = re.compile(r"^# +(.+)$", re.MULTILINE)
TARGET = re.compile(r"^\(([a-zA-Z0-9_-]+)\)=$", re.MULTILINE)


def convert(raw: dict[str, Any], name: str, suffix: str = "") -> dict[str, Any]:
    """Return the notebook as a page.

    `suffix` tells runs of one notebook apart (the phase's name) and is added to the title. ContentError for a stored
    error output, and for a notebook without a title.
    """
    problems = []
    for number, cell in enumerate(raw["cells"], 1):
        for output in cell.get("outputs", []):
            if output.get("output_type") == "error":
                what = f"cell {number} stored an error: {output.get('ename')}: {output.get('evalue')}"
                problems.append(Problem(name, None, what, "Mend the notebook and run it again"))
    titled = next(
        (c for c in raw["cells"] if c["cell_type"] == "markdown" and HEADING.search("".join(c["source"]))),
        None,
    )
    if titled is None:
        problems.append(Problem(name, None, "has no title", "Begin it with a Markdown cell '# What it does'"))
    if problems:
        raise ContentError(problems)
    cells = []
    for cell in raw["cells"]:
        source = "".join(cell["source"])
        if cell is titled:
            source = HEADING.sub(
                lambda m: f"# Workings: {m[1]}{f' — {suffix}' if suffix else ''}", source, count=1
            )
        if cell["cell_type"] == "markdown":
            source = TARGET.sub(lambda m: f"({Path(name).stem}-{m[1]})=", source)
        cells.append({**cell, "source": source})
    metadata = {**raw.get("metadata", {})}
    # papermill's record of the run is kept in the run folder; the page shows the parameters cell
    metadata.pop("papermill", None)
    return {**raw, "cells": cells, "metadata": metadata}


def phase_of(raw: dict[str, Any], stem: str, phases: dict[str, str]) -> str:
    """Return the name of the phase a copy was run for, by its parameters or its file name; empty where there is none."""
    given = raw.get("metadata", {}).get("papermill", {}).get("parameters", {}).get("phase")
    ident = given or next((p for p in phases if stem.endswith(f"-{p}")), "")
    return phases.get(ident, "")


def title_of(page: dict[str, Any]) -> str:
    """Return the title of a page that `convert` made, without the word before it."""
    for cell in page["cells"]:
        if found := HEADING.search("".join(cell["source"])):
            return found[1].removeprefix("Workings: ")
    return ""


def write(source: Path, target: Path, phases: dict[str, str]) -> str:
    """Read one executed notebook and write its page; return its title."""
    try:
        raw = json.loads(source.read_text(encoding="utf-8"))
        raw["cells"]
    except (ValueError, KeyError):
        raise ContentError(
            [Problem(source.name, None, "is not a notebook", "Run the notebooks again: dyadbook run")]
        ) from None
    page = convert(raw, source.name, phase_of(raw, source.stem, phases))
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(page, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
    return title_of(page)
