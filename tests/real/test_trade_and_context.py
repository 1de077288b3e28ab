"""Facts about the world that the tables on trade, boundaries and recall must bear out."""

from __future__ import annotations

import pandas as pd
import pytest

from dyadbook.observations import read_chronicle, read_observations
from dyadbook.observations import trade_tables as t
from dyadbook.observations.measures import read_measures
from dyadbook.observations.yearly import KINDS, of_kind
from dyadbook.series import boundary_table, read_metadata, series_names, verdicts
from dyadbook.series.flows import recorded_flows
from dyadbook.series.panels import strips
from dyadbook.study import tables
from dyadbook.study.load import load_study


@pytest.fixture(scope="module")
def world(real):
    """The real study with its figures and the table of trade."""
    study, figures = load_study(real), read_observations(real)
    lists = read_measures(real)
    return study, figures, t.trade_table(figures, lists.authority, lists.tertiary)


@pytest.fixture(scope="module")
def bounds(real, world):
    """Every boundary and rival date, put to every series."""
    study, coded = world[0], read_chronicle(real)
    starts = {p.id: p.start for p in study.phases}
    days = starts | verdicts.rivals(study.phases, dict(zip(coded["id"], coded["date"], strict=True)))
    return starts, days, boundary_table(real, days)


def year(trade, number, column="value"):
    return t.full_years(trade).set_index("year").loc[number, column]


def test_2007_stands_above_2006_by_every_report(world):
    """The year of the partnership brought more trade than the year before."""
    assert year(world[2], 2007, "low") > year(world[2], 2006, "high")


def test_the_record_of_2022_was_none(world):
    """2017 stands above every report of 2022, and so does what importers recorded of 2011."""
    assert year(world[2], 2022, "high") < year(world[2], 2017)


def test_importers_recorded_more_in_2011_than_anybody_reports_for_2022(real, world):
    """By another producer's figures there was an earlier and higher year."""
    recorded = recorded_flows(real)
    own = recorded[(recorded["direction"] == "both") & (recorded["year"] == 2011)]
    assert own["value"].item() > year(world[2], 2022, "high")


def test_years_that_nobody_gave_a_figure_for_have_none(world):
    """A gap is a gap: these years have no turnover of the whole calendar year."""
    assert {2010, 2013, 2014, 2015, 2016, 2018, 2019} <= set(t.gaps(world[2], range(2005, 2025)))


def test_errors_on_record_are_nowhere_counted(world):
    """The misprinted billions of 2006 and the recycled figure of 2018/19 are in no table."""
    assert not {"O006", "O043"} & {i for cell in world[2]["ids"] for i in cell.split(";")}


def test_the_billion_was_never_reached_by_any_figure(real, world):
    """Targets of 350 million and more were missed by the kindest reading; one of 100 had been reached before."""
    study, figures, trade = world
    recorded = recorded_flows(real)
    made = t.target_table(figures, trade, recorded[recorded["direction"] == "both"], study.as_of)
    assert not made.loc[made["target"] >= 350, "met"].any()
    assert made.loc[made["met"].astype(bool), "new"].eq(False).all()


def test_no_head_of_state_visited_between_may_2007_and_march_2023(real, world):
    """Sixteen years lie between two visits."""
    visited = list(of_kind(read_chronicle(real), KINDS[0], world[0].dyad)["date"])
    assert not [d for d in visited if "2007-06" <= d < "2023-03"]
    assert {"2007-05-21", "2023-03-12"} <= set(visited)


def test_2018_is_the_weakest_boundary_and_2022_the_strongest(bounds):
    """What the research notes say, the tests find."""
    starts, _, table = bounds
    tallied = verdicts.tally_verdicts(table, starts)
    assert verdicts.weakest(tallied) == ["pressure"]
    assert tallied.set_index("boundary")["share"].idxmax() == "alignment"


def test_august_2020_is_where_sanctions_on_belarus_break(bounds):
    """The rival date of the phase of pressure shows strongly where its first day does not show at all."""
    _, days, table = bounds
    assert "pressure-e230" in days
    own = table[(table["series"] == "sanction_cases") & (table["subject"] == "BLR")].set_index("boundary")[
        "verdict"
    ]
    assert (own["pressure-e230"], own["pressure"]) == ("strongly", "no")


def test_the_move_in_ideal_points_is_not_the_dyads_own(bounds):
    """In 2022 other pairs make the same step."""
    _, _, table = bounds
    own = table[(table["series"] == "ideal_points") & (table["boundary"] == "alignment")]
    assert own["alone"].tolist() == [False]


def test_series_that_end_before_a_boundary_do_not_speak_of_it(bounds):
    """UN votes end in 2019 and recorded trade in 2014: neither has a verdict on 2022."""
    _, _, table = bounds
    late = table[table["boundary"] == "alignment"].set_index("series")["verdict"]
    assert late["un_votes"] == late["cow_trade"] == "not covered"


def test_shares_lie_between_zero_and_one(real):
    """Whatever is drawn as a share is one."""
    for strip in strips(real):
        if strip.share:
            assert strip.points["value"].between(0, 1).all(), strip.name


def test_short_years_are_marked(real):
    """The year of 297 days is drawn as observed in part."""
    [strip] = [s for s in strips(real) if s.name == "event_days_year"]
    assert set(strip.points.loc[strip.points["complete"].eq(False), "period"]) == {"2023", "2024"}


def test_no_line_joins_two_bases(real):
    """Of each series one base is drawn."""
    for strip in strips(real):
        bases = {ref.rpartition("/")[2] for ref in strip.points["ref"]}
        assert len(bases) == 1, strip.name


def test_every_tested_series_that_has_a_course_is_drawn(real):
    """A verdict can be held against a picture: the tested series, or its yearly twin, is among the panels."""
    shown = {name for s in strips(real) for name in (s.name, *s.finer)}
    assert {n for n in series_names(real) if read_metadata(real, n).test} <= shown


def test_the_tables_have_the_columns_that_are_described(bounds, world):
    """What is made fits what tables.yaml says of it, column by column."""
    for name, made in (("trade", world[2]), ("boundaries", bounds[2])):
        assert set(made.columns) <= set(tables.columns(name))
        assert len(tables.shape(name, pd.DataFrame(made))) == len(made)


def test_copies_of_an_encyclopaedia_are_graded_as_such(real, world):
    """Whatever was read in an encyclopaedia or a copy of one is tertiary, and the figure of a year never rests on it where an agency has one."""
    figures, trade = world[1], world[2]
    copies = figures["publisher"].str.contains("encyclop", case=False) | figures["source_url"].str.contains(
        "wikimili|perceptio|wikipedia"
    )
    assert copies.sum() >= 14
    assert set(figures.loc[copies, "authority"]) == {"tertiary"}
    assert (figures.loc[copies, "note"].str.contains("encyclop")).all()
    assert year(trade, 2008, "id") == "O017" and year(trade, 2008, "reports") == 1
    assert year(trade, 2007, "reports") == 0


def test_what_is_only_called_possible_is_no_target(real, world):
    """The potential of September 2018 is no target; the two sums of May 2007 are versions of one."""
    study, figures, trade = world
    made = t.target_table(figures, trade, recorded_flows(real), study.as_of).set_index("id")
    assert "O092" not in made.index and "O089" not in made.index
    assert (made.loc["O088", "target"], made.loc["O088", "also"]) == (500, "350")


def test_an_encyclopaedia_has_one_name_in_both_tables(real, world):
    """A copy that the figures call tertiary is the same publisher in the chronicle, so that neither table counts it."""
    named = set(world[1].loc[world[1]["authority"] == "tertiary", "publisher"])
    coded = read_chronicle(real)
    copies = coded["source_url"].str.contains("wikimili|perceptio|wikipedia")
    assert copies.any() and set(coded.loc[copies, "publisher"]) <= named
