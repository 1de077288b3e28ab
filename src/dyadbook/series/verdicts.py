"""What the tests of the boundaries come to: rival dates, changes found blind, how many fall near a boundary by chance, the weakest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from dyadbook.series.boundaries import NEAR, SHORTEST, share_of_days
from dyadbook.series.change_points import change_points
from dyadbook.series.load import load_series
from dyadbook.series.metadata import read_metadata, series_names
from dyadbook.study import dates
from dyadbook.study.models import Phase
from dyadbook.study.paths import Paths

CHANGES = ["series", "title", "subject", "role", "periods", "period", "before", "after", "size"]
CHANGES += ["nearest", "days", "near", "chance", "ref"]


def rivals(phases: Sequence[Phase], coded: Mapping[str, str]) -> dict[str, dt.date]:
    """Return the days that a phase rests on besides its start, where they lie more than NEAR from it: `<phase>-<row>` to day.

    `coded` gives the date of each chronicle row. A study that rests a boundary on two events a year or more apart says so
    itself; so does a run that moves a boundary away from the event it rests on.
    """
    out = {}
    for phase in phases:
        for ident in phase.rests_on:
            day = dates.span(coded.get(ident))[0]
            if day and abs(day - phase.start) > NEAR:
                out[f"{phase.id}-{ident.lower()}"] = day
    return out


def blind_changes(paths: Paths, boundaries: Mapping[str, dt.date]) -> pd.DataFrame:
    """Return every change of level found without knowing the boundaries, one line a change, placebo pairs included.

    Columns: series, title, subject, role (tested or compared), periods (values it was found in), period (first of the new
    level), before, after, size, nearest (boundary), days (from it), near (within NEAR), chance (share of all places where a
    change could have been found that lie near some boundary), ref.
    """
    out = []
    for name in series_names(paths):
        series = read_metadata(paths, name)
        if series.test is None:
            continue
        points = load_series(paths, name, measure=series.test.measure, base=series.test.base)
        points = share_of_days(points) if series.test.rate else points
        for subject in dict.fromkeys((*series.test.subjects, *series.compare)):
            rows = points[points["subject"] == subject].set_index("period")
            found = changes_in(rows["value"].sort_index(), boundaries, SHORTEST[series.step])
            role = "tested" if subject in series.test.subjects else "compared"
            keys = rows["ref"]
            for line in found.to_dict("records"):
                here = {"series": name, "title": series.title, "subject": subject, "role": role}
                out.append({**here, **line, "ref": keys[line["period"]]})
    return pd.DataFrame(out, columns=CHANGES)


def changes_in(values: pd.Series, boundaries: Mapping[str, dt.date], shortest: int) -> pd.DataFrame:
    """Return the changes of level in one line of values, each with the boundary nearest to it."""
    known = values.dropna()
    found = change_points(known, shortest=shortest)
    places = [dates.span(p)[0] for p in known.index[shortest : len(known) - shortest + 1]]
    by_chance = [any(abs(d - b) <= NEAR for b in boundaries.values()) for d in places if d]
    out = []
    for line in found.to_dict("records"):
        day = dates.span(line["period"])[0]
        assert day
        nearest = min(boundaries, key=lambda b: abs(boundaries[b] - day), default=None)
        away = (day - boundaries[nearest]).days if nearest else None
        out.append(
            {
                **line,
                "periods": len(known),
                "nearest": nearest,
                "days": away,
                "near": away is not None and abs(away) <= NEAR.days,
                "chance": sum(by_chance) / len(by_chance) if by_chance else float("nan"),
            }
        )
    return pd.DataFrame(out)


def tally_verdicts(table: pd.DataFrame, boundaries: Iterable[str]) -> pd.DataFrame:
    """Return one line a boundary: boundary, tests, strongly, weakly, no, not_covered, share.

    `share` counts a strong showing as one, a weak one as half, of all tests that the boundary could be put to; empty where
    there was none.
    """
    out = []
    for name in boundaries:
        own = table[table["boundary"] == name]["verdict"] if len(table) else pd.Series(dtype=object)
        n = {v: int((own == v).sum()) for v in ("strongly", "weakly", "no", "not covered")}
        tests = len(own) - n["not covered"]
        share = (n["strongly"] + n["weakly"] / 2) / tests if tests else float("nan")
        out.append((name, tests, n["strongly"], n["weakly"], n["no"], n["not covered"], share))
    return pd.DataFrame(
        out, columns=["boundary", "tests", "strongly", "weakly", "no", "not_covered", "share"]
    )


def other_years(years: Iterable[int], days: Iterable[dt.date]) -> dict[str, dt.date]:
    """Return the middle of every year that lies more than NEAR from all of `days`: dates that nobody claims for a boundary."""
    known = list(days)
    middles = {f"other-{year}": dt.date(year, 7, 1) for year in years}
    return {name: day for name, day in middles.items() if all(abs(day - d) > NEAR for d in known)}


def as_high(tallied: pd.DataFrame, share: float, fewest: int = 3) -> tuple[int, int]:
    """Return how many of the tallied dates reach `share`, and how many could be put to at least `fewest` tests."""
    known = tallied[tallied["tests"] >= fewest]
    return int((known["share"] >= share).sum()), len(known)


def weakest(tallied: pd.DataFrame) -> list[str]:
    """Return the boundary with the lowest share; all of them where several share it, none where nothing was tested."""
    known = tallied.dropna(subset=["share"])
    return list(known.loc[known["share"] == known["share"].min(), "boundary"]) if len(known) else []


def check_boundaries(table: pd.DataFrame) -> None:
    """Raise ValueError where table `boundaries` contradicts itself: a rank that is no share, a verdict its parts do not bear out."""
    for row in table.to_dict("records"):
        where = f"{row['series']} at {row['boundary']} ({row['subject']})"
        rank = row["rank"]
        if rank == rank and not 0 <= rank <= 1:
            raise ValueError(f"{where}: the rank {rank} is no share")
        if (row["verdict"] == "not covered") != (rank != rank):
            raise ValueError(f"{where}: covered, but without a step, or the other way round")
        if row["verdict"] == "strongly" and not row["change"]:
            raise ValueError(f"{where}: called strong without a change found blind")
