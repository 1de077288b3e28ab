"""Trade compared: targets against what came of them, and both ends of one flow of goods."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from dyadbook.charts import words
from dyadbook.charts.canvas import GREY, NARROW, WIDE
from dyadbook.charts.chart import Chart
from dyadbook.charts.dumbbells import BLUE, RUST, Mark, Row, Sheet, draw
from dyadbook.charts.panel import short
from dyadbook.study import dates
from dyadbook.study.models import Study


def targets(
    table: pd.DataFrame,
    study: Study,
    *,
    ident: str = "targets",
    source_note: str = "",
) -> Chart:
    """Return the chart of table `targets`: what was aimed at, the highest figure that followed within the horizon, what was before."""
    records = table.to_dict("records")
    names = {actor.id: actor.name for actor in study.actors}
    rows = []
    for r in records:
        known = _there(r["highest"])
        own = [Mark(r["target"], "diamond", RUST, True, short(r["target"]), f"observation:{r['id']}")]
        if _there(r["before"]):
            own.append(
                Mark(r["before"], "circle", GREY, False, short(r["before"]), f"observation:{r['before_id']}")
            )
        if known:
            own.append(Mark(r["highest"], "circle", BLUE, True, short(r["highest"]), r["highest_ref"]))
        rows.append(
            Row(
                dates.show(r["named"]),
                f"by {_namer(r, names)}",
                tuple(own),
                (r["target"], r["highest"] if known else r["target"]),
                _fate(r),
            )
        )
    horizon = int(records[0]["horizon"]) if records else 0
    key = (("target", "diamond", RUST, True), ("highest figure since", "circle", BLUE, True))
    key = (*key, ("last year known before", "circle", GREY, False))
    sheet = Sheet(rows, key, "No target in this run", "a year, in millions")
    return Chart(
        id=ident,
        title=targets_finding(table),
        alt=_targets_alt(records, names),
        caption=(
            f"Yearly trade aimed at, in millions, and the highest figure on any basis from then until {horizon} years later: "
            "the kindest reading there is. Open marks show the last whole year known before."
        ),
        wide=draw(sheet, WIDE),
        narrow=draw(sheet, NARROW),
        table=pd.DataFrame(
            [
                {
                    "Named": dates.show(r["named"]),
                    "By": _namer(r, names),
                    "Publisher": r["publisher"],
                    "Target": short(r["target"]),
                    "Before": f"{short(r['before'])} ({int(r['before_year'])})"
                    if _there(r["before"])
                    else "no figure",
                    "Highest since": short(r["highest"]) if _there(r["highest"]) else "no figure",
                    "Whole years known": f"{int(r['known']):,}",
                    "Outcome": _fate(r),
                }
                for r in records
            ],
            columns=[
                "Named",
                "By",
                "Publisher",
                "Target",
                "Before",
                "Highest since",
                "Whole years known",
                "Outcome",
            ],
        ),
        refs=[f"observation:{r['id']}" for r in records],
        source_note=source_note,
        tips={
            f"observation:{r['id']}": f"Target of {short(r['target'])}, named {dates.show(r['named'])}"
            for r in records
        },
    )


def _there(value: object) -> bool:
    return value is not None and value == value and value is not pd.NA


def _namer(row: Mapping, names: Mapping[str, str]) -> str:
    """Return the state that named a target; a publisher is none, and a report may leave open whose target it is."""
    return names.get(row["reporter"], "neither by name") if _there(row["reporter"]) else "neither by name"


def _fate(row: Mapping) -> str:
    if not _there(row["highest"]):
        return "no figure since"
    if row["met"]:
        return "met" if row["new"] else "met, as it had been before"
    share = f"{row['highest'] / row['target'] * 100:.0f}%"
    return f"{share} so far" if row["open"] else share


def targets_finding(table: pd.DataFrame) -> str:
    """Return what became of the targets, as a sentence that is true of them."""
    if table.empty:
        return "No source of this run names a target for trade"
    met = table[table["met"]]
    if met.empty:
        return "No target for trade has been met"
    if not met["new"].any():
        if len(met) == len(table):
            return "Every target for trade asked for what trade had reached before"
        return (
            "One target for trade has been met: it asked for what trade had reached before"
            if len(met) == 1
            else "The targets for trade that have been met asked for what trade had reached before"
        )
    if len(met) == len(table):
        return "Every target for trade has been met"
    return (
        "Fewer targets for trade have been met than not"
        if 2 * len(met) < len(table)
        else "Some targets for trade have been met"
    )


def _targets_alt(records: Sequence[Mapping], names: Mapping[str, str]) -> str:
    if not records:
        return "No target is named in this run."
    told = [
        f"{dates.show(r['named'])} (by {_namer(r, names)}): {short(r['target'])}, "
        + (f"highest since {short(r['highest'])}, {_fate(r)}" if _there(r["highest"]) else "no figure since")
        for r in records
    ]
    return f"{words.counted(len(records), 'target')} for yearly trade, in millions. {'; '.join(told)}."


def mirror(
    table: pd.DataFrame,
    study: Study,
    names: Mapping[str, str],
    *,
    ident: str = "mirror",
    source_note: str = "",
) -> Chart:
    """Return the chart of both ends of one flow (year, direction, exporter, importer, ratio, bases, refs; `names` names bases)."""
    records = table.to_dict("records")
    states = {actor.id: actor.name for actor in study.actors}
    rows = []
    for r in records:
        one, other = (states.get(s, s) for s in r["direction"].split(">"))
        refs = r["refs"].split(";")
        rows.append(
            Row(
                f"{r['year']}",
                f"{one} to {other}",
                (
                    Mark(r["exporter"], "circle", BLUE, True, short(r["exporter"]), refs[0]),
                    Mark(r["importer"], "diamond", RUST, True, short(r["importer"]), refs[1]),
                ),
                (r["exporter"], r["importer"]),
                _apart(r) + (", different years" if _mixed(r) else ""),
            )
        )
    key = (("the exporter's figure", "circle", BLUE, True), ("the importer's figure", "diamond", RUST, True))
    sheet = Sheet(rows, key, "No flow has two ends to compare in this run", "in millions")
    return Chart(
        id=ident,
        title=mirror_finding(table),
        alt=_mirror_alt(records, states, names),
        caption=(
            "One flow of goods as its exporter and its importer reported it, in millions. Where the note says different years, the two "
            "count from different days, so part of the distance is the calendar's."
        ),
        wide=draw(sheet, WIDE),
        narrow=draw(sheet, NARROW),
        table=pd.DataFrame(
            [
                {
                    "Year": str(r["year"]),
                    "Flow": " to ".join(states.get(s, s) for s in r["direction"].split(">")),
                    "Exporter's figure": short(r["exporter"]),
                    "Importer's figure": short(r["importer"]),
                    "Exporter over importer": f"{r['ratio']:.2f}",
                    "Bases": " / ".join(names.get(b, b) for b in r["bases"].split(" / ")),
                }
                for r in records
            ],
            columns=[
                "Year",
                "Flow",
                "Exporter's figure",
                "Importer's figure",
                "Exporter over importer",
                "Bases",
            ],
        ),
        refs=[r["refs"].split(";")[0] for r in records],
        source_note=source_note,
    )


def _factor(row: Mapping) -> float:
    return max(row["ratio"], 1 / row["ratio"])


def _apart(row: Mapping) -> str:
    return f"factor {_factor(row):.1f}"


def _mixed(row: Mapping) -> bool:
    one, other = row["bases"].split(" / ")
    return one != other


def mirror_finding(table: pd.DataFrame) -> str:
    """Return how far the two ends lie apart, as a sentence that is true of these flows."""
    if table.empty:
        return "No flow of goods is reported from both its ends in this run"
    worst = max(table.to_dict("records"), key=_factor)
    if _factor(worst) < 1.05:
        return "The two ends of one flow agree wherever both are known"
    return f"The two ends of one flow differ by up to a factor of {_factor(worst):.1f}, in {worst['year']}"


def _mirror_alt(records: Sequence[Mapping], states: Mapping[str, str], names: Mapping[str, str]) -> str:
    if not records:
        return "No flow of goods is reported from both its ends in this run."
    told = [
        f"{r['year']}, {' to '.join(states.get(s, s) for s in r['direction'].split('>'))}: exporter {short(r['exporter'])}, "
        f"importer {short(r['importer'])}"
        + (f" ({' against '.join(names.get(b, b) for b in r['bases'].split(' / '))})" if _mixed(r) else "")
        for r in records
    ]
    return f"Both ends of one flow, in millions. {'; '.join(told)}."
