"""The study's codes as readers say them: names from the codebook and the measures, figures with their units, states by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from dyadbook.ledger.evidence import text_of
from dyadbook.ledger.formats import money, number
from dyadbook.observations.evidence import CHECKS
from dyadbook.observations.measures import FILE as MEASURES
from dyadbook.observations.measures import read_measures
from dyadbook.study import dates
from dyadbook.study.codebook import Code, read_codebook
from dyadbook.study.models import Study
from dyadbook.study.paths import Paths

Codes = Mapping[str, Mapping[str, str]]
ROUGHLY = {"approx": "about ", "min": "at least ", "max": "at most "}
SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9}


def read_codes(paths: Paths) -> dict[str, dict[str, str]]:
    """Return, for each coded column, its codes with the words for each; what the study does not define is left out."""
    out: dict[str, dict[str, str]] = {"checked": dict(CHECKS)}
    if (paths.seeds / "codebook.yaml").is_file():
        book = read_codebook(paths)
        out |= {"type": named(book.event_types), "subtype": named(book.hand_types)}
        out |= {"status": named(book.statuses), "dimension": named(book.dimensions)}
    if (paths.seeds / MEASURES).is_file():
        found = read_measures(paths)
        out |= {"measure": named(found.measures), "basis": named(found.bases)}
        out["authority"] = named(found.authorities)
        out["status"] = named(found.statuses) | out.get("status", {})
    return out


def named(codes: Iterable[Code]) -> dict[str, str]:
    return {code.id: code.label for code in codes}


def said(codes: Codes, column: str, value: str) -> str:
    """Return the words for a code; one that nobody defined is spelt without its underscores."""
    return codes.get(column, {}).get(value) or value.replace("_", " ")


def figure(row: Mapping[str, Any], value: str = "value") -> str:
    """Return the figure of a row as prose prints it, empty where it has none.

    >>> figure({"value": "500", "unit": "USD million/year", "modifier": "min"})
    'at least $500 million a year'
    """
    raw, unit = text_of(row, value), text_of(row, "unit")
    if not raw:
        return ""
    try:
        amount = float(raw)
    except ValueError:
        return f"{raw} {unit}".strip()
    what, slash, each = unit.partition("/")
    words = what.split()
    if len(words) == 2 and words[1] in SCALES and len(words[0]) == 3 and words[0].isupper():
        text = money(amount * SCALES[words[1]], words[0])
    elif what == "percent":
        text = f"{number(amount)} per cent"
    elif what == "ratio":
        text = f"{number(amount)} times"
    else:
        text = f"{number(amount)} {what}".strip()
    return ROUGHLY.get(text_of(row, "modifier"), "") + text + (f" a {each}" if slash else "")


def way(study: Study, direction: str) -> str:
    """Return a direction (`A>B`) in words: from one state to the other."""
    start, mark, end = direction.partition(">")
    return f"{study.name_of(start)} to {study.name_of(end)}" if mark else direction


def headline(row: Mapping[str, Any], study: Study, codes: Codes) -> str:
    """Return what an observation measures, for when, and its figure: `Turnover, 2008: about $40 million`."""
    measure = said(codes, "measure", text_of(row, "measure"))
    period = text_of(row, "period")
    parts = [measure[:1].upper() + measure[1:], way(study, text_of(row, "direction"))]
    parts.append(dates.show(period) if period else "")
    return f"{', '.join(filter(None, parts))}: {figure(row) or 'no figure given'}"
