"""What a notebook shows of its results: plain HTML that is the same in every run, with a text for who cannot see it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from dyadbook.ledger import Fact
from dyadbook.study.models import slug

LONGEST = 120  # characters in a cell
LINK = re.compile(r"</?a\b[^>]*>")


class Shown:
    """Something to look at: HTML for a browser, one line of text elsewhere."""

    def __init__(self, markup: str, text: str):
        self.markup, self.text = markup, text

    def _repr_html_(self) -> str:
        return self.markup

    def __repr__(self) -> str:
        return self.text


def table_html(frame: pd.DataFrame) -> str:
    """Return a table without row numbers; an empty one says so."""
    if frame.empty:
        return "<p>No rows.</p>"
    plain = frame.astype(object).where(frame.notna(), "").map(shortened)
    with pd.option_context("display.max_colwidth", None):
        return plain.to_html(index=False, border=0, justify="left", classes="dataframe")


def shortened(value: object) -> object:
    """Cut a long text so that a table of many columns stays readable; the saved table holds it whole."""
    if isinstance(value, str) and len(value) > LONGEST:
        return value[: LONGEST - 1].rstrip() + "…"
    return value


def facts_html(facts: Iterable[Fact]) -> str:
    """Return the recorded facts as a table: id, what it prints, rule."""
    rows = [
        {
            "Fact": fact.id,
            "Prints": fact.text
            if fact.kind == "value"
            else f"{'true' if fact.value else 'false'}: {fact.says}",
            "Rule": fact.rule,
        }
        for fact in facts
    ]
    return table_html(pd.DataFrame(rows))


def chart_html(svg: Path, title: str, caption: str) -> str:
    """Return a saved chart as a figure; its links only work on the page that knows where evidence lies, so they go."""
    drawing = LINK.sub("", svg.read_text(encoding="utf-8"))
    words = f"<strong>{html.escape(title)}</strong> {html.escape(caption)}"
    return f"<figure>{drawing}<figcaption>{words}</figcaption></figure>"


def view(ident: str, frame: pd.DataFrame, refs: Sequence[str | None], caption: str) -> dict[str, Any]:
    """Return the rows of a display table as the book's `{rows}` directive reads them.

    Raises ValueError where rows and refs differ in number, since a row would then lead to another's evidence.
    """
    refs = list(refs)
    if len(refs) != len(frame):
        raise ValueError(f"view '{ident}' has {len(frame)} rows and {len(refs)} refs; give one ref a row")
    columns = [{"name": slug(str(c)), "label": str(c)} for c in frame.columns]
    rows = [[_cell(v) for v in row] for row in frame.itertuples(index=False, name=None)]
    return {"id": ident, "caption": caption, "columns": columns, "rows": rows, "refs": refs}


def _cell(value: object) -> str | int | float | bool | None:
    if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and value != value):
        return None
    if hasattr(value, "item"):
        value = value.item()
    return value if isinstance(value, (str, int, float, bool)) else str(value)
