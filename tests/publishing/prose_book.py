"""A small book for the tests of the prose checks: one generic page, one chapter, one notebook, the fictional seeds."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from dyadbook.ledger import Ledger
from dyadbook.publishing import prose
from dyadbook.publishing.prose_claims import Claim, claims
from dyadbook.publishing.prose_numbers import numbers
from dyadbook.publishing.prose_page import read_page
from dyadbook.publishing.prose_rules import Declared, Rules
from dyadbook.publishing.prose_sentences import sentences
from dyadbook.study.load import load_study
from dyadbook.study.models import Study
from dyadbook.study.paths import Paths
from dyadbook.study.problems import Problem

DECLARED = """\
names:
  - {text: Palantir-7, reason: the name of a stone}
  - {text: K4+1, reason: the name of a group of kings}
  - {text: oath of 2004, reason: what the sources call it}
acronyms:
  - {short: BFA, long: Beacon Fund of Arnor}
voices:
  - {source: herald, words: [the herald]}
  - {source: redbook, words: [the red book]}
loaded:
  - {word: "usurpers?", instead: claimant}
"""
CHAPTER = "book/chapters/pact.md"
FINE = (
    "# The beacons\n\nThe two kings wrote to each other.\nThey wrote {fact}`letters-count|words` letters.\n"
)


def make(folder: Path, fictional: Paths, chapter: str = FINE, declared: str = DECLARED) -> Paths:
    """Write the book into `folder` and return its paths."""
    shutil.copytree(fictional.seeds, folder / "seeds")
    (folder / "seeds" / "prose.yaml").write_text(declared, encoding="utf-8")
    (folder / "book" / "chapters").mkdir(parents=True)
    (folder / "book" / "method.md").write_text("# Method\n\nThe book counts letters.\n", encoding="utf-8")
    (folder / CHAPTER).write_text(chapter, encoding="utf-8")
    (folder / "notebooks").mkdir()
    return Paths(root=folder, seeds=folder / "seeds")


def notebook(paths: Paths, *cells: tuple[str, str]) -> None:
    """Write notebooks/10-letters.ipynb with cells given as (type, source)."""
    content = {"cells": [{"cell_type": kind, "source": source} for kind, source in cells]}
    (paths.notebooks / "10-letters.ipynb").write_text(json.dumps(content), encoding="utf-8")


def ledger() -> Ledger:
    """Return a run's facts: values and truths, one of them false."""
    out = Ledger()
    ref = ["source:herald"]
    out.add("letters-count", 17, unit="letter", rule="Letters between the kings.", rests_on=ref)
    out.add("riders-count", 300, unit="rider", rule="Riders that Rohan sent.", rests_on=ref)
    out.add("tribute-2004", 5_000_000, unit="USD", rule="Tribute of the year.", rests_on=ref)
    out.add("busiest-year", 2004, unit="year", rule="Year with the most events.", rests_on=ref)
    out.add("herald-stance", "royal", rule="Where the herald stands.", rests_on=ref)
    out.truth(
        "trade-rose",
        True,
        says="Trade rose after the siege.",
        rule="Compares.",
        rests_on=ref,
        text="9, against 4",
    )
    out.truth(
        "no-visit", False, says="No king visited the other.", rule="Looks.", rests_on=ref, text="3 visits"
    )
    out.truth("trade-lowest", True, says="The year 2004 has the lowest trade.", rule="Ranks.", rests_on=ref)
    return out


def found(paths: Paths, of: Ledger | None = None) -> list[Problem]:
    """Return the problems of the book in `paths`."""
    return prose.problems(paths, load_study(paths), of)


def rules(study: Study, paths: Paths) -> Rules:
    """Return the checks' words for the fictional study, as DECLARED has them."""
    import yaml

    return Rules(study, Declared.model_validate(yaml.safe_load(DECLARED)), ("Nine walked 7 roads",))


def typed(text: str, of: Rules) -> list[str]:
    """Return the typed numbers of a MyST text."""
    return [" ".join(n.text.split()) for block in read_page(text, "x.md").blocks for n in numbers(block, of)]


def claimed(text: str, of: Rules, run: Ledger | None = None) -> list[Claim]:
    """Return the unbacked claims of a MyST text."""
    page = read_page(text, "x.md")
    return [c for b in page.blocks for s in sentences(b) for c in claims(s, of, run)]
