"""What the figures say about trade: the best claim for each year, targets against outcomes, both sides of one flow."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pandas as pd

from dyadbook.observations.evidence import CHECKS

CHECK_RANK = {name: rank for rank, name in enumerate(CHECKS)}


def best_claims(
    observations: pd.DataFrame,
    authority: Mapping[str, int],
    *,
    tertiary: Collection[str] = (),
    measure: str = "turnover",
    basis: str = "calendar_year",
    years: range | None = None,
) -> pd.DataFrame:
    """Return one line a year: year, value, modifier, status, authority, id, low, high, reports, differ, ids.

    `value` is the report that ranks first: what was read at a publisher of its own before what an authority in `tertiary`
    passes on, then a reported figure before a derived one, then by `authority` (rank of each, best 0), then by the result of
    its check, then by id. `low` and `high` span every report of that year on that basis; `reports` counts independent
    publishers, so 0 where nothing but a copy has the figure; `differ` says whether the reports have more than one value. Figures are as reported, in
    their unit. With `years`, a year without any figure stands as a line without a value: a gap, not a zero.
    """
    rows = observations[
        (observations["measure"] == measure)
        & (observations["basis"] == basis)
        & observations["value"].notna()
        & observations["year"].notna()
    ].copy()
    rows["_rank"] = [
        (who in tertiary, status == "derived", authority.get(who, len(authority)), CHECK_RANK[checked], id_)
        for status, who, checked, id_ in zip(
            rows["status"], rows["authority"], rows["checked"], rows["id"], strict=True
        )
    ]
    out = []
    for year, group in rows.groupby("year"):
        first = min(group.to_dict("records"), key=lambda r: r["_rank"])
        out.append(
            {
                "year": int(year),
                **{c: first[c] for c in ("value", "modifier", "status", "authority", "id")},
                "low": group["value"].min(),
                "high": group["value"].max(),
                "reports": independent(group, tertiary)["publisher"].nunique(),
                "differ": group["value"].nunique() > 1,
                "ids": ";".join(sorted(group["id"])),
            }
        )
    columns = [
        "year",
        "value",
        "modifier",
        "status",
        "authority",
        "id",
        "low",
        "high",
        "reports",
        "differ",
        "ids",
    ]
    table = pd.DataFrame(out, columns=columns)
    if years is not None:
        table = table.set_index("year").reindex(list(years)).rename_axis("year").reset_index()
        table["reports"] = table["reports"].fillna(0).astype(int)
        table["differ"] = table["differ"].fillna(False).astype(bool)
    return table


def independent(rows: pd.DataFrame, tertiary: Collection[str]) -> pd.DataFrame:
    """Return the rows that are reports of their own: not passed on by an authority in `tertiary`, not a version of another row."""
    return rows[~rows["authority"].isin(list(tertiary)) & rows["same_as"].isna()]


def targets_against_outcomes(
    observations: pd.DataFrame, best: pd.DataFrame, horizon: int = 5
) -> pd.DataFrame:
    """Return one line a target: id, named, year, target, also, ids, reporter, publisher, outcome, outcome_year, share, reached,
    known.

    Versions of one statement (`same_as`) are one target: `target` is the value of the row that stands for it, `also` the other
    values that were reported, joined with ;, and `ids` every row, the one that stands for it first.
    `best` is what `best_claims` gave. `outcome` is the highest turnover from the year in which the target was named to
    `horizon` years later, `share` its part of the target, `reached` the first year that met the target within the horizon,
    `known` how many of those years have a figure at all. Without a figure outcome and share are empty.
    """
    known = best.dropna(subset=["value"]).set_index("year")["value"]
    out = []
    rows = observations[observations["measure"] == "target"].sort_values(["period", "id"])
    for row in rows[rows["same_as"].isna()].to_dict("records"):
        others = rows[rows["same_as"] == row["id"]]
        year = int(row["year"])
        after = known[(known.index >= year) & (known.index <= year + horizon)]
        met = after[after >= row["value"]]
        out.append(
            {
                "id": row["id"],
                "named": row["period"],
                "year": year,
                "target": row["value"],
                "also": ";".join(f"{v:.10g}" for v in sorted(set(others["value"]) - {row["value"]})) or None,
                "ids": ";".join([row["id"], *others["id"]]),
                "reporter": row["reporter"],
                "publisher": row["publisher"],
                "outcome": after.max() if len(after) else float("nan"),
                "outcome_year": int(after.idxmax()) if len(after) else None,
                "share": after.max() / row["value"] if len(after) else float("nan"),
                "reached": int(met.index.min()) if len(met) else None,
                "known": len(after),
            }
        )
    columns = ["id", "named", "year", "target", "also", "ids", "reporter", "publisher"]
    columns += ["outcome", "outcome_year", "share", "reached", "known"]
    table = pd.DataFrame(out, columns=columns)
    for column in ("outcome_year", "reached"):
        table[column] = table[column].astype("Int64")
    return table


def flow_reports(observations: pd.DataFrame, bases: tuple[str, ...]) -> pd.DataFrame:
    """Return the reported flows, one line a report: year, direction, side (exporter or importer), basis, value, ref.

    Which side reports follows from reporter and direction: of AAA>BBB, AAA is the exporter. Reports without a named
    reporter are left out. The order is that of the table, so an earlier row is preferred where one side has two.
    """
    rows = observations[
        observations["direction"].notna()
        & observations["reporter"].notna()
        & observations["measure"].isin(["exports", "imports"])
        & observations["basis"].isin(bases)
        & observations["value"].notna()
    ]
    side = [
        "exporter" if direction.split(">")[0] == reporter else "importer"
        for direction, reporter in zip(rows["direction"], rows["reporter"], strict=True)
    ]
    return pd.DataFrame(
        {
            "year": rows["year"].astype(int),
            "direction": rows["direction"],
            "side": side,
            "basis": rows["basis"],
            "value": rows["value"],
            "ref": "observation:" + rows["id"],
        }
    ).reset_index(drop=True)


def mirror(reports: pd.DataFrame) -> pd.DataFrame:
    """Set both sides of each flow beside each other: year, direction, exporter, importer, ratio, bases, refs.

    `reports` is what `flow_reports` gives, with lines from elsewhere appended where wanted. Only years and directions that
    both sides report are returned; the first report of a side counts. `ratio` is exporter over importer.
    """
    firsts = reports.dropna(subset=["value"]).drop_duplicates(["year", "direction", "side"])
    sides = {name: firsts[firsts["side"] == name].drop(columns="side") for name in ("exporter", "importer")}
    both = sides["exporter"].merge(
        sides["importer"], on=["year", "direction"], suffixes=("_exporter", "_importer")
    )
    out = pd.DataFrame(
        {
            "year": both["year"],
            "direction": both["direction"],
            "exporter": both["value_exporter"],
            "importer": both["value_importer"],
            "ratio": both["value_exporter"] / both["value_importer"].where(both["value_importer"] > 0),
            "bases": both["basis_exporter"] + " / " + both["basis_importer"],
            "refs": both["ref_exporter"] + ";" + both["ref_importer"],
        }
    )
    return out.sort_values(["direction", "year"]).reset_index(drop=True)
