"""Flows between two states as other producers recorded them, in the form in which the hand-coded reports are compared."""

from __future__ import annotations

import re

import pandas as pd

from dyadbook.series.load import load_series
from dyadbook.series.metadata import read_metadata, series_names
from dyadbook.study.paths import Paths

# By this name a base says whose record it is; estimates and smoothed values have other names and are left out.
RECORDED = re.compile(r"(exporter|importer)_reported")
COLUMNS = ["year", "direction", "side", "basis", "value", "ref"]


def recorded_flows(paths: Paths) -> pd.DataFrame:
    """Return the recorded flows of every yearly series that has any, one line a value: year, direction, side, basis, value, ref.

    `direction` is AAA>BBB, or `both` for the sum of both ways. Only bases called importer_reported or exporter_reported count. An empty table in a study without such a series.
    """
    parts = []
    for name in series_names(paths):
        series = read_metadata(paths, name)
        flows = tuple(s for s in series.covers.subjects if ">" in s)
        if series.step != "year" or not flows:
            continue
        for base in filter(RECORDED.fullmatch, series.bases):
            wanted = (*flows, series.dyad) if series.dyad else flows
            points = load_series(paths, name, base=base, subjects=wanted).dropna(subset=["value"])
            parts.append(
                pd.DataFrame(
                    {
                        "year": points["period"].astype(int),
                        "direction": points["subject"].where(points["subject"].str.contains(">"), "both"),
                        "side": base.partition("_")[0],
                        "basis": "calendar_year",
                        "value": points["value"],
                        "ref": points["ref"],
                    }
                )
            )
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=COLUMNS)
