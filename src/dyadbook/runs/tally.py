"""Counting, sharing and ranking as the notebooks need it, with ties told and nothing divided by zero."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from dyadbook.reconciliation import headline
from dyadbook.study import dates
from dyadbook.study.models import slug
from dyadbook.study.tables import many

RELATIVE = ("ratio", "per cent")  # a turnover in money and its growth are two figures of one period


def counts(values: pd.Series | Iterable[str | None]) -> pd.Series:
    """Return how often each value occurs, most frequent first, equals by name; missing values are not counted."""
    series = pd.Series(list(values), dtype=object).dropna()
    found = series.value_counts().rename_axis("value").reset_index(name="n")
    ordered = found.sort_values(["n", "value"], ascending=[False, True], kind="stable")
    return ordered.set_index("value")["n"]


def leaders(found: pd.Series) -> list[str]:
    """Return every value that shares the highest count; an empty list where nothing was counted."""
    return sorted(found.index[found == found.max()]) if len(found) else []


def phrase(found: pd.Series, names: dict[str, str] | None = None) -> str:
    """Write counts as words: 'visit 5, meeting 4, agreement 4'; 'none' where nothing was counted."""
    return ", ".join(f"{(names or {}).get(k, k)} {v:,}" for k, v in found.items()) or "none"


def joined(words: Sequence[str], link: str = "and") -> str:
    """Join words as a sentence does: 'a', 'a and b', 'a, b and c'; 'none' for no words."""
    words = list(words)
    if len(words) < 2:
        return words[0] if words else "none"
    return f"{', '.join(words[:-1])} {link} {words[-1]}"


def share(part: float, whole: float) -> float | None:
    """Return part of whole, between 0 and 1; None where there is no whole."""
    return part / whole if whole else None


def across(frame: pd.DataFrame, row: str, column: str, rows: Sequence[str]) -> pd.DataFrame:
    """Return a table of counts: one line for each of `rows`, one column a value of `column`, and the sum."""
    table = pd.crosstab(frame[row], frame[column]).reindex(index=list(rows), fill_value=0).astype(int)
    table["all"] = table.sum(axis=1)
    return table.rename_axis(None, axis=1).reset_index()


def year_of(date: str | None) -> str | None:
    """Return the year that every day of `date` lies in, or None where it names none or more than one."""
    first, last = dates.span(date)
    return str(first.year) if first and last and first.year == last.year else None


def held_by(frame: pd.DataFrame, column: str, value: str) -> pd.DataFrame:
    """Return the rows whose list cell in `column` holds `value`."""
    return frame[pd.Series([value in many(cell) for cell in frame[column]], index=frame.index, dtype=bool)]


def positions(disagreements: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Return one row a disagreement: its id, what it is about, and every value in order with who holds it."""
    rows = []
    for ident, group in disagreements.groupby("id", sort=False):
        held = [
            f"{_shown(r.value)} ({', '.join(names.get(s, s) for s in many(r.sources)) or 'chronicle'})"
            for r in group.itertuples()
        ]
        rows.append({"id": ident, "About": group["about"].iloc[0], "Values": "; ".join(held)})
    return pd.DataFrame(rows, columns=["id", "About", "Values"])


def _shown(value: str | None) -> str:
    return dates.show(value) if dates.is_calendar(value) else str(value)


def figures(claims: pd.DataFrame, written: dict[str, str]) -> pd.DataFrame:
    """Return one row a figure (measure, period and unit) with the value to print first.

    The value that most sources give comes first; of values that as many give, the one from the source written soonest after.
    Columns: id, type, date, unit, value, mod, values (how many differ), sources (how many), claims (ids, list).
    """
    rows = []
    given = claims[(claims["kind"] == "figure") & claims["value"].notna()]
    keys = given[["type", "date", "unit"]].fillna("")
    for (kind, date, unit), index in keys.groupby(["type", "date", "unit"], sort=True).groups.items():
        group = given.loc[index]
        value, mod = _first(group, written)
        rows.append(
            {
                "id": slug(
                    f"{kind} {date.replace('/', ' to ') or 'undated'} {unit if unit in RELATIVE else ''}"
                ),
                "type": kind,
                "date": date or None,
                "unit": unit or None,
                "value": value,
                "mod": mod,
                "values": group["value"].nunique(),
                "sources": group["source"].nunique(),
                "claims": sorted(group["id"]),
            }
        )
    columns = ["id", "type", "date", "unit", "value", "mod", "values", "sources", "claims"]
    return pd.DataFrame(rows, columns=columns)


def _first(group: pd.DataFrame, written: dict[str, str]) -> tuple[float, str | None]:
    """Return the value that the book prints first, by the rule of the disagreements, with its modifier."""
    days = {source: dates.span(day)[1] for source, day in written.items()}
    sources = {value: set(rows["source"]) for value, rows in group.groupby("value")}
    best = headline.figures(sources, dates.span(group["date"].iloc[0])[1], days)[0]
    mods = group.loc[group["value"] == best, "mod"].dropna()
    return float(best), (mods.iloc[0] if len(mods) else None)


def short(name: str) -> str:
    """Return a name without what is only added to it.

    >>> short("Herald, the White Tower (inferred)")
    'Herald'
    """
    return name.partition(",")[0].partition(" (")[0].strip() or name
