"""What of each series is drawn beside the phases: one measure on one base, the dyad with its placebo pairs, rates for short periods."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from dyadbook.series.boundaries import share_of_days
from dyadbook.series.load import load_series
from dyadbook.series.metadata import Series, read_metadata, series_names
from dyadbook.study.paths import Paths

FEWEST = 5  # periods below which there is no course to draw
READS = ("closer", "apart", "pressure")


@dataclass(frozen=True)
class Strip:
    """One series to draw. `points`: period, subject, value, complete (False: a short period), ref. `main` are the subjects
    that the book is about, `beside` the pairs that they are compared with; `share` tells whether values are shares; `finer`
    names the monthly series that this yearly one stands for."""

    name: str
    title: str
    unit: str
    reads: str
    main: tuple[str, ...]
    beside: tuple[str, ...]
    share: bool
    points: pd.DataFrame
    finer: tuple[str, ...] = ()


def strips(paths: Paths) -> list[Strip]:
    """Return what to draw of every series that has a course; first what brings together, then what keeps apart, then pressure.

    A monthly series is left out where the same producer's yearly one has the same measures: the eye needs one of the two.
    """
    known = {name: read_metadata(paths, name) for name in series_names(paths)}
    twins = {name: _finer(series, known.values()) for name, series in known.items()}
    hidden = {twin for found in twins.values() for twin in found}
    out = [
        strip
        for name, series in known.items()
        if series.step != "day"
        and name not in hidden
        and (strip := _strip(paths, series, twins[name])).points["period"].nunique() >= FEWEST
    ]
    return sorted(out, key=lambda s: (READS.index(s.reads), s.title))


def _finer(series: Series, others: Iterable[Series]) -> tuple[str, ...]:
    """Return the monthly series of the same producer with the same measures; none for a series that is not yearly."""
    return tuple(
        o.id
        for o in others
        if (series.step, o.step) == ("year", "month")
        and (o.producer, o.measures) == (series.producer, series.measures)
    )


def _strip(paths: Paths, series: Series, finer: tuple[str, ...]) -> Strip:
    measure = series.test.measure if series.test else next(iter(series.measures))
    base = series.test.base if series.test else next(iter(series.bases))
    points = load_series(paths, series.id, measure=measure, base=base)
    rate = series.complete_from is not None
    points = share_of_days(points) if rate else points
    there = list(dict.fromkeys(points.dropna(subset=["value"])["subject"]))
    if series.dyad:
        main = (series.dyad,)
    else:
        main = (
            series.test.subjects if series.test else tuple(s for s in there if s.isupper() and "-" not in s)
        )
    beside = tuple(s for s in series.compare if s in there)
    points = points[points["subject"].isin([*main, *beside])]
    columns = ["period", "subject", "value", "complete", "ref"]
    return Strip(
        series.id,
        series.title,
        "share of days" if rate else series.unit,
        series.reads,
        tuple(s for s in main if s in there),
        beside,
        rate or series.range == (0, 1),
        points[columns].dropna(subset=["value"]).reset_index(drop=True),
        finer,
    )
