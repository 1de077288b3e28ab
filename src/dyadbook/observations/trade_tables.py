"""The tables behind the pages on trade: every year of every flow, every target, both sides of one flow; each checked as it is made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping

import pandas as pd

from dyadbook.observations.measures import DATA, FILE, Measures, read_measures
from dyadbook.observations.trade import best_claims, flow_reports, mirror, targets_against_outcomes
from dyadbook.study import dates
from dyadbook.study.paths import Paths

GOODS = ("turnover", "exports", "imports")
FULL_YEAR = "calendar_year"
HORIZON = 5  # years that a target is given


def reports(observations: pd.DataFrame) -> pd.DataFrame:
    """Return the figures of goods traded that count as data, with `flow`: the direction (AAA>BBB), or `both` for turnover."""
    if observations.empty:
        return observations.assign(year=pd.array([], dtype="Int64"), flow=[])
    rows = observations[
        observations["measure"].isin(GOODS)
        & observations["status"].isin(DATA)
        & observations["value"].notna()
        & observations["year"].notna()
    ].copy()
    rows["flow"] = rows["direction"].where(rows["direction"].notna(), "both")
    return rows


def trade_table(
    observations: pd.DataFrame, authority: Mapping[str, int], tertiary: Collection[str] = ()
) -> pd.DataFrame:
    """Return table `trade`, one line a flow, basis, reporting side and year, with the best report and the range of all.

    Columns: flow, measure, basis, year, then those of `best_claims`. Years without a report have no line: a gap, not a zero.
    ValueError where a line cannot be true.
    """
    parts = []
    for (flow, measure, basis), rows in reports(observations).groupby(["flow", "measure", "basis"]):
        best = best_claims(rows, authority, measure=measure, basis=basis, tertiary=tertiary)
        parts.append(best.assign(flow=flow, measure=measure, basis=basis))
    columns = ["flow", "measure", "basis", "year", "value", "modifier", "status", "authority", "id"]
    columns += ["low", "high", "reports", "differ", "ids"]
    table = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=columns)
    table = (
        table[columns]
        .astype({"year": int, "differ": bool})
        .sort_values(["flow", "measure", "basis", "year"])
        .reset_index(drop=True)
    )
    check_trade(table)
    return table


def check_trade(table: pd.DataFrame) -> None:
    """Raise ValueError where table `trade` says what cannot be: a line twice, a negative, a best value outside its own
    range, or one flow above the turnover of the same year on the same basis (the lowest report against the highest)."""
    if table.duplicated(["flow", "measure", "basis", "year"]).any():
        raise ValueError("table trade has two lines for one flow, basis and year")
    for row in table.to_dict("records"):
        where = f"{row['measure']} {row['flow']} of {row['year']} ({row['basis']})"
        if row["value"] < 0:
            raise ValueError(f"{where} is below zero")
        if not row["low"] <= row["value"] <= row["high"]:
            raise ValueError(f"{where} lies outside the range of its own reports")
    whole = table[table["flow"] == "both"].set_index(["basis", "year"])["high"]
    for row in table[table["flow"] != "both"].to_dict("records"):
        most = whole.get((row["basis"], row["year"]))
        # the side that reports the flow need not be the one that reports the turnover; only one side's statistics must agree
        if most is not None and row["basis"] == FULL_YEAR and row["low"] > most:
            raise ValueError(
                f"{row['measure']} {row['flow']} of {row['year']} exceed the turnover on the same basis"
            )


def full_years(trade: pd.DataFrame, flow: str = "both") -> pd.DataFrame:
    """Return the lines of whole calendar years of a flow, in order."""
    rows = trade[(trade["flow"] == flow) & (trade["basis"] == FULL_YEAR)]
    return rows.sort_values("year").reset_index(drop=True)


def gaps(trade: pd.DataFrame, years: Iterable[int]) -> list[int]:
    """Return those of `years` for which there is no turnover of a whole calendar year."""
    known = set(full_years(trade)["year"])
    return [year for year in years if year not in known]


def target_table(
    observations: pd.DataFrame,
    trade: pd.DataFrame,
    recorded: pd.DataFrame,
    as_of: dt.date,
    horizon: int = HORIZON,
) -> pd.DataFrame:
    """Return table `targets`: each target with what trade was before, and two readings of what came of it.

    `before` is the last turnover of a whole calendar year before the one in which the target was named. `outcome`, `share`,
    `reached`, `known` are those of `targets_against_outcomes` (whole calendar years only). `highest` is the kindest reading:
    the highest figure for goods on any basis, either way or both, whose period ends after the target was named and
    begins within `horizon` years, `recorded` (lines as `flow_reports` gives them) included. `open` tells whether the horizon lies beyond `as_of`. `met` is true where even one reading
    reaches the target, `new` where the trade of the years before it did not.
    """
    best = full_years(trade)
    table = targets_against_outcomes(observations, best, horizon)
    own = reports(observations)
    every = pd.DataFrame(
        {
            "period": [*own["period"], *recorded["year"].astype(str)],
            "value": [*own["value"], *recorded["value"]],
            "ref": [*("observation:" + own["id"]), *recorded["ref"]],
        }
    )
    out = []
    for row in table.to_dict("records"):
        named = dates.span(row["named"])[0]
        assert named is not None
        earlier = best[best["year"] < row["year"]]
        last = earlier.iloc[-1].to_dict() if len(earlier) else {}
        later = every[[_within(period, named, horizon) for period in every["period"]]]
        top = later.loc[later["value"].idxmax()].to_dict() if len(later) else {}
        highest = top.get("value")
        out.append(
            {
                **row,
                "horizon": horizon,
                "before": last.get("value"),
                "before_year": last.get("year"),
                "before_id": last.get("id"),
                "highest": highest,
                "highest_ref": top.get("ref"),
                "open": named.year + horizon > as_of.year,
                "met": highest is not None and highest >= row["target"],
                "new": not (earlier["high"] >= row["target"]).any(),
            }
        )
    columns = [*table.columns, "horizon", "before", "before_year", "before_id", "highest", "highest_ref"]
    return pd.DataFrame(out, columns=[*columns, "open", "met", "new"])


def _within(period: str, named: dt.date, horizon: int) -> bool:
    first, last = dates.span(period)
    return bool(first and last and last >= named and first.year <= named.year + horizon)


def both_ends(
    observations: pd.DataFrame,
    recorded: pd.DataFrame,
    bases: tuple[str, ...],
    tertiary: Collection[str] = (),
) -> pd.DataFrame:
    """Return table `mirror`: both sides of each flow, from the hand-coded reports and, after them, the recorded lines.

    Of two hand-coded reports of one side, what an authority in `tertiary` passes on comes second.
    """
    if len(observations):
        passed_on = observations["authority"].isin(list(tertiary))
        observations = pd.concat([observations[~passed_on], observations[passed_on]])
    own = flow_reports(observations, bases) if len(observations) else recorded.iloc[:0]
    parts = [part for part in (own, recorded) if len(part)]
    return mirror(pd.concat(parts, ignore_index=True) if parts else recorded)


def code_lists(paths: Paths) -> Measures | None:
    """Return the study's code lists of measures; None in a study that has no figures and so needs none."""
    return read_measures(paths) if (paths.seeds / FILE).is_file() else None


def basis_names(measures: Measures | None) -> dict[str, str]:
    """Return what the study calls each basis, in its own order."""
    return {basis.id: basis.label for basis in measures.bases} if measures else {}


def whole_year_bases(measures: Measures | None) -> tuple[str, ...]:
    """Return the bases that cover a year of some calendar and are no forecasts: those that two sides can be compared on."""
    spans = {basis.id: basis.span for basis in measures.bases} if measures else {}
    return tuple(i for i, span in spans.items() if span in ("calendar_year", "year") and i != "forecast")
