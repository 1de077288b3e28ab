"""Tables of trade: the best of each year, targets with two readings, both ends of a flow, and what they refuse."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from dyadbook.observations import read_observations
from dyadbook.observations import trade_tables as t
from dyadbook.observations.measures import read_measures
from dyadbook.observations.observations import COLUMNS

AS_OF = dt.date(2021, 12, 31)
NONE = pd.DataFrame(columns=["year", "direction", "side", "basis", "value", "ref"])


def row(ident, measure, period, value, **more):
    """One observation of the fictional dyad, a whole year of turnover unless said otherwise."""
    year = int(period[:4])
    return {
        "id": ident,
        "measure": measure,
        "period": period,
        "basis": "calendar_year",
        "reporter": "GON",
        "direction": None,
        "value": value,
        "unit": "USD million",
        "modifier": "exact",
        "authority": "press",
        "status": "reported",
        "publisher": "Annals",
        "checked": "confirmed",
        "same_as": None,
        "year": year,
    } | more


def table(*rows):
    frame = pd.DataFrame(rows)
    frame["year"] = frame["year"].astype("Int64")
    return frame


def test_bases_and_directions_never_share_a_line():
    """A part of a year and a flow stand on lines of their own, whatever their year."""
    made = t.trade_table(
        table(
            row("O001", "turnover", "2008", 40),
            row("O002", "turnover", "2008-01/2008-06", 30, basis="partial_year"),
            row("O003", "exports", "2008", 25, direction="GON>ARN"),
        ),
        {},
    )
    assert list(zip(made["flow"], made["basis"], made["value"], strict=True)) == [
        ("GON>ARN", "calendar_year", 25),
        ("both", "calendar_year", 40),
        ("both", "partial_year", 30),
    ]


def test_a_year_without_a_report_is_a_gap_not_a_zero():
    """Missing years have no line, and are named as gaps."""
    made = t.trade_table(table(row("O001", "turnover", "2008", 40), row("O002", "turnover", "2011", 50)), {})
    assert list(made["year"]) == [2008, 2011]
    assert t.gaps(made, range(2008, 2012)) == [2009, 2010]


def test_suspect_figures_and_figures_of_other_things_do_not_count():
    """An error, a target and a growth rate are no goods traded."""
    rows = table(
        row("O001", "turnover", "2008", 4000, status="error"),
        row("O002", "target", "2008", 500),
        row("O003", "turnover", "2009", None),
    )
    assert t.reports(rows).empty
    assert t.trade_table(rows, {}).empty


def test_exports_above_the_turnover_of_their_year_are_refused():
    """A flow cannot exceed the sum of both flows on the same basis."""
    rows = table(row("O001", "turnover", "2008", 40), row("O002", "exports", "2008", 60, direction="GON>ARN"))
    with pytest.raises(ValueError, match="exports GON>ARN of 2008 exceed the turnover on the same basis"):
        t.trade_table(rows, {})


def test_an_impossible_table_is_refused():
    """A negative, a best value outside its range, and a line twice are named."""
    sound = t.trade_table(table(row("O001", "turnover", "2008", 40)), {})
    t.check_trade(sound)
    for change, message in (
        ({"value": -1.0, "low": -1.0}, "below zero"),
        ({"value": 50.0}, "outside the range of its own reports"),
    ):
        with pytest.raises(ValueError, match=message):
            t.check_trade(sound.assign(**change))
    with pytest.raises(ValueError, match="two lines for one flow"):
        t.check_trade(pd.concat([sound, sound]))


@pytest.fixture
def aimed():
    """A target missed, one met that had been met before, one met anew, one that is still open."""
    return table(
        row("O001", "turnover", "2008", 40),
        row("O002", "turnover", "2009", 45),
        row("O003", "turnover", "2018", 72),
        row("O010", "target", "2008-05-01", 500, basis="target", unit="USD million/year"),
        row("O011", "target", "2009-05-01", 40, basis="target", unit="USD million/year"),
        row("O012", "target", "2016-05-01", 70, basis="target", unit="USD million/year"),
        row("O013", "target", "2019-05-01", 900, basis="target", unit="USD million/year"),
    )


def test_targets_are_told_apart_by_what_became_of_them(aimed):
    """Met or not, new or not, open or not."""
    made = t.target_table(aimed, t.trade_table(aimed, {}), NONE, AS_OF)
    got = made.set_index("id")[["met", "new", "open"]].astype(bool).to_dict("index")
    assert got == {
        "O010": {"met": False, "new": True, "open": False},
        "O011": {"met": True, "new": False, "open": False},
        "O012": {"met": True, "new": True, "open": False},
        "O013": {"met": False, "new": True, "open": True},
    }
    assert pd.isna(made.set_index("id").loc["O013", "highest"])


def test_the_kindest_reading_counts_every_basis_but_nothing_that_ended_before(aimed):
    """A part of a year and what others recorded count towards a target; what ended before it was named does not."""
    recorded = pd.DataFrame(
        [
            {
                "year": 2010,
                "direction": "both",
                "side": "importer",
                "basis": "x",
                "value": 90.0,
                "ref": "series:s#1",
            }
        ]
    )
    early = row("O004", "turnover", "2008-01/2008-03", 400, basis="partial_year")
    made = t.target_table(
        pd.concat([aimed, table(early)]), t.trade_table(aimed, {}), recorded, AS_OF
    ).set_index("id")
    assert (made.loc["O010", "highest"], made.loc["O010", "highest_ref"]) == (90, "series:s#1")
    assert made.loc["O010", "outcome"] == 45


def test_what_trade_was_before_is_the_last_known_year(aimed):
    """The year in which a target was named does not count as before it."""
    made = t.target_table(aimed, t.trade_table(aimed, {}), NONE, AS_OF).set_index("id")
    assert pd.isna(made.loc["O010", "before"])
    assert (made.loc["O011", "before"], made.loc["O011", "before_year"]) == (40, 2008)


def test_both_ends_pair_an_importers_record_with_a_hand_coded_export():
    """One year and one direction, the exporter's figure over the importer's."""
    recorded = pd.DataFrame(
        [
            {
                "year": 2008,
                "direction": "GON>ARN",
                "side": "importer",
                "basis": "c",
                "value": 10.0,
                "ref": "series:s#1",
            }
        ]
    )
    own = table(row("O001", "exports", "2008", 25, direction="GON>ARN"))
    made = t.both_ends(own, recorded, ("calendar_year",))
    assert made[["year", "exporter", "importer", "ratio"]].values.tolist() == [[2008, 25, 10, 2.5]]
    assert t.both_ends(own, NONE, ("calendar_year",)).empty


def test_both_ends_take_an_encyclopaedia_only_where_there_is_nothing_better():
    """Of two reports of one side, the copy comes second, wherever it stands in the file."""
    own = table(
        row("O001", "exports", "2008", 80, direction="GON>ARN", authority="copy"),
        row("O002", "exports", "2008", 25, direction="GON>ARN"),
        row("O003", "imports", "2008", 10, direction="GON>ARN", reporter="ARN"),
    )
    assert t.both_ends(own, NONE, ("calendar_year",), {"copy"}).loc[0, "exporter"] == 25


def test_a_study_without_figures_gives_empty_tables(project):
    """Neither figures nor code lists: every table is empty, and nothing fails."""
    for name in ("observations.csv", "measures.yaml"):
        (project.seeds / name).unlink()
    none = pd.DataFrame(columns=COLUMNS, dtype=object)
    lists = t.code_lists(project)
    made = t.trade_table(none, {})
    assert (lists, t.basis_names(lists), t.whole_year_bases(lists)) == (None, {}, ())
    assert made.empty and t.full_years(made).empty
    assert t.target_table(none, made, NONE, AS_OF).empty
    assert t.both_ends(none, NONE, ()).empty


def test_the_fictional_figures_make_sense(fictional):
    """Range of 2017 from two reports; the misprint of 2018 is left out; 2016 stands below 2018."""
    figures = read_observations(fictional)
    made = t.full_years(t.trade_table(figures, read_measures(fictional).authority)).set_index("year")
    assert made.loc[2017, ["low", "high"]].tolist() == [55, 60]
    assert made.loc[2018, "value"] == 72
    assert made.loc[2016, "value"] < made.loc[2018, "value"]
