"""A chart with everything a page needs of it, and saving it so that the same data give the same bytes."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import matplotlib.style
import pandas as pd
from matplotlib.figure import Figure

from dyadbook.charts import svg
from dyadbook.charts.canvas import STYLE


@dataclass(frozen=True)
class Chart:
    """A drawing in two widths. `title` is the finding; `alt` says what the drawing shows, from the data it draws.

    `table` holds the data drawn, column names as headings; `refs` gives one ref ("event:...") or "" a row. `tips` are the words
    that appear when a mark is pointed at, by ref.
    """

    id: str
    title: str
    alt: str
    caption: str
    wide: Figure
    narrow: Figure
    table: pd.DataFrame
    refs: list[str]
    source_note: str
    tips: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not (self.title.strip() and self.alt.strip()):
            raise ValueError(f"chart '{self.id}' needs a title and an alt text")
        if len(self.refs) != len(self.table):
            raise ValueError(
                f"chart '{self.id}' has {len(self.table)} rows and {len(self.refs)} refs; give one a row"
            )


def drawing(chart: Chart, figure: Figure) -> str:
    """Return a figure as an SVG fragment to stand inside a page."""
    buffer = io.StringIO()
    with matplotlib.style.context(STYLE):
        figure.savefig(
            buffer, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None}
        )
    return svg.fragment(buffer.getvalue(), chart.alt, chart.tips)


def save(chart: Chart, folder: Path) -> None:
    """Write `<id>.svg`, `<id>.narrow.svg` and `<id>.json` into `folder`; each is written beside, then renamed into place."""
    folder.mkdir(parents=True, exist_ok=True)
    record = {
        "id": chart.id,
        "title": chart.title,
        "alt": chart.alt,
        "caption": chart.caption,
        "source_note": chart.source_note,
        "columns": [str(c) for c in chart.table.columns],
        "rows": [[_cell(v) for v in row] for row in chart.table.itertuples(index=False, name=None)],
        "refs": list(chart.refs),
    }
    _write(folder / f"{chart.id}.svg", drawing(chart, chart.wide))
    _write(folder / f"{chart.id}.narrow.svg", drawing(chart, chart.narrow))
    _write(folder / f"{chart.id}.json", json.dumps(record, ensure_ascii=False, indent=1))


def _cell(value: object) -> str | int | float | None:
    if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and pd.isna(value)):
        return None
    value = value.item() if hasattr(value, "item") else value
    return value if isinstance(value, (str, int, float)) and not isinstance(value, bool) else str(value)


def _write(path: Path, text: str) -> None:
    part = path.with_name(path.name + ".part")
    part.write_text(text.rstrip("\n") + "\n", encoding="utf-8", newline="\n")
    part.replace(path)
