"""What the chart of trade draws, and the words that go with it: its finding, its alt text, its data for a reader."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from dyadbook.charts import marks, words
from dyadbook.charts.panel import runs
from dyadbook.study import dates
from dyadbook.study.models import Phase

FULL = "calendar_year"
BLUE, RUST = "#0072B2", "#D55E00"
SHAPES = {FULL: "circle"}  # whole calendar years; the other bases get what follows, in the study's order
OTHERS = ("diamond", "triangle", "square", "cross", "bar")
BOUNDS = {"min": "more than ", "max": "up to ", "approx": "about "}


@dataclass(frozen=True)
class Basis:
    """How reports on one basis are drawn and called."""

    id: str
    name: str
    shape: str

    @property
    def colour(self) -> str:
        return BLUE if self.id == FULL else RUST


@dataclass(frozen=True)
class Look:
    """Everything that both sheets draw."""

    flows: Mapping[str, str]  # flow -> heading
    reports: pd.DataFrame
    best: pd.DataFrame
    recorded: pd.DataFrame
    bases: Mapping[str, Basis]
    phases: Sequence[Phase]
    colours: marks.Palette
    first: dt.date
    last: dt.date

    @property
    def unit(self) -> str:
        """The unit of all values, as a page has it: 'million dollars' for 'USD million'."""
        given = str(self.reports["unit"].iloc[0]) if len(self.reports) else ""
        currency, _, scale = given.partition(" ")
        return f"{scale} dollars".strip() if currency == "USD" else given

    def of(self, frame: pd.DataFrame, flow: str, column: str = "flow") -> pd.DataFrame:
        return frame[frame[column] == flow]


def bases_of(reports: pd.DataFrame, names: Mapping[str, str]) -> dict[str, Basis]:
    """Return the bases in use, in the study's order, each with a shape of its own; ValueError for more than there are shapes."""
    used = [b for b in names if b in set(reports["basis"])]
    rest = iter(OTHERS)
    try:
        return {b: Basis(b, names[b], SHAPES.get(b) or next(rest)) for b in used}
    except StopIteration:
        raise ValueError(f"{len(used)} bases are more than there are marks to tell apart") from None


def whole_years(full: pd.DataFrame) -> pd.DataFrame:
    """Return the best turnover of each whole year, by year."""
    return full[full["flow"] == "both"].sort_values("year").set_index("year")


def not_a_record(years: pd.DataFrame) -> int | None:
    """Return the year after the peak that rose most over the year before and yet is no record; None where there is none."""
    if years.empty:
        return None
    peak = int(years["value"].idxmax())
    later = years[years.index > peak]
    if (later["high"] >= years.loc[peak, "value"]).any():
        return None
    rise = {
        int(y): years.loc[y, "value"] / years.loc[y - 1, "value"] for y in later.index if y - 1 in years.index
    }
    steepest = max(rise, key=lambda y: (rise[y], y), default=None)
    return steepest if steepest is not None and rise[steepest] > 1 else None


def finding(full: pd.DataFrame) -> str:
    """Return what the turnovers of whole years show, as a sentence that is true of them.

    `full` holds the best report of each year; a year counts as matched only if its highest report reaches the peak.
    """
    years = whole_years(full)
    if len(years) < 2:
        return "No source of this run gives the turnover of two whole years to compare"
    peak = int(years["value"].idxmax())
    later = years[years.index > peak]
    if later.empty:
        return f"Of all years with a figure, {peak} has the highest turnover"
    if (later["high"] >= years.loc[peak, "value"]).any():
        return f"Turnover has come back to the level of {peak}, its peak, by at least one report"
    steepest = not_a_record(years)
    if steepest is not None:
        return f"{steepest} was no record: {peak} stood higher, and no known year since has matched it"
    return f"No known year since has matched the turnover of {peak}"


def told(row: Mapping, look: Look) -> str:
    """Return one report in words."""
    amount = (
        f"{BOUNDS.get(str(row['modifier']), '')}{row['value']:,.4g} {row['unit'].partition(' ')[2]}".strip()
    )
    derived = ", derived" if row["status"] == "derived" else ""
    heading = look.flows[row["flow"]]
    return f"{heading}, {dates.show(row['period'])}: {amount} ({look.bases[row['basis']].name}{derived})"


def data(look: Look) -> tuple[pd.DataFrame, list[str]]:
    """Return the drawn data for a reader, one row a mark, and the ref of each."""
    own = look.reports.assign(_start=[dates.span(p)[0] for p in look.reports["period"]])
    order = {f: n for n, f in enumerate(look.flows)}
    own = own.sort_values(["flow", "_start", "id"], key=lambda c: c.map(order) if c.name == "flow" else c)
    rows = [
        {
            "Flow": look.flows[r["flow"]],
            "Period": dates.show(r["period"]),
            "Basis": look.bases[r["basis"]].name,
            "Million": f"{BOUNDS.get(str(r['modifier']), '')}{r['value']:,.4g}",
            "How": "derived" if r["status"] == "derived" else "reported",
            "Reported by": r["reporter"] or "",
            "Publisher": r["publisher"],
        }
        for r in own.to_dict("records")
    ]
    refs = [f"observation:{i}" for i in own["id"]]
    for r in look.recorded.sort_values(["direction", "year"]).to_dict("records"):
        if r["direction"] in look.flows:
            rows.append(
                {
                    "Flow": look.flows[r["direction"]],
                    "Period": str(r["year"]),
                    "Basis": "recorded by importers",
                    "Million": f"{r['value']:,.4g}",
                    "How": "recorded",
                    "Reported by": "",
                    "Publisher": "series",
                }
            )
            refs.append(r["ref"])
    return pd.DataFrame(
        rows, columns=["Flow", "Period", "Basis", "Million", "How", "Reported by", "Publisher"]
    ), refs


def described(look: Look, first: int, last: int) -> str:
    """Return the alt text: the panels, the turnover of every whole year, and which years have none."""
    years = look.best[look.best["flow"] == "both"].sort_values("year")
    years_told = ", ".join(
        f"{r['year']} {BOUNDS.get(str(r['modifier']), '')}{r['value']:,.4g}"
        + (f" (reports from {r['low']:,.4g} to {r['high']:,.4g})" if r["differ"] else "")
        for r in years.to_dict("records")
    )
    missing = runs([y for y in range(first, last + 1) if y not in set(years["year"])])
    gaps = ", ".join(str(a) if a == b else f"{a} to {b}" for a, b in missing)
    panels = words.joined(
        [f"{n} ({words.counted(len(look.of(look.reports, f)), 'report')})" for f, n in look.flows.items()]
    )
    return (
        f"Trade from {first} to {last} in millions, in panels for {panels}. "
        f"Turnover of whole calendar years: {years_told or 'none'}. Without such a figure: {gaps or 'no year'}."
    )
