"""The real evidence: every row with its source, the counts that the book prints, and facts about the world."""

from __future__ import annotations

import datetime as dt
import re

import pandas as pd
import pytest

from dyadbook import observations as evidence
from dyadbook import series
from dyadbook.observations.measures import read_measures
from dyadbook.observations.trade import best_claims, flow_reports, mirror, targets_against_outcomes
from dyadbook.observations.visits import visit_gaps, visits
from dyadbook.series.boundaries import support
from dyadbook.study.codebook import read_codebook
from dyadbook.study.load import load_study

SOURCES = ["bwr", "bne", "edm", "unsigned", "srebrnik"]
BOUNDARIES = {
    "pact": dt.date(2007, 5, 21),
    "thaw": dt.date(2015, 7, 14),
    "pressure": dt.date(2018, 5, 8),
    "election": dt.date(2020, 8, 9),
    "alignment": dt.date(2022, 2, 24),
}


@pytest.fixture(scope="module")
def chronicle(real) -> pd.DataFrame:
    return evidence.read_chronicle(real)


@pytest.fixture(scope="module")
def figures(real) -> pd.DataFrame:
    return evidence.read_observations(real)


@pytest.fixture(scope="module")
def turnover(real, figures) -> pd.DataFrame:
    return best_claims(
        figures, read_measures(real).authority, tertiary=read_measures(real).tertiary, years=range(2005, 2026)
    ).set_index("year")


@pytest.fixture(scope="module")
def boundaries(real) -> pd.DataFrame:
    return series.boundary_table(real, BOUNDARIES).set_index(["series", "subject", "boundary"]).sort_index()


def test_nothing_is_wrong_with_the_evidence(real):
    """Chronicle, figures, corrections, disagreements and series hold no problem."""
    study = load_study(real)
    other = [*SOURCES, *(f"series:{name}" for name in series.series_names(real))]
    assert evidence.problems(real, study, read_codebook(real), other) == []
    assert series.problems(real, study) == []


def test_every_row_has_a_source(real, chronicle):
    """No event and no figure stands without the address and the name of who published it."""
    for table in (chronicle, evidence.read_observations(real, errors=True)):
        assert table["source_url"].str.match(r"https?://[^ ]+\.[^ ]+").all()
        assert table["publisher"].str.len().gt(2).all()


def test_the_chronicle_is_as_large_as_it_is_said_to_be(chronicle):
    """Two hundred events and more, from 1992 to 2026, nearly all checked."""
    assert len(chronicle) >= 228
    assert chronicle["date"].min().startswith("1992") and chronicle["date"].max().startswith("2026")
    assert chronicle["checked"].isin(["confirmed", "confirmed_other", "mended"]).mean() > 0.98
    assert set(chronicle["coder"]) == {"single-coded"}


def test_what_cannot_be_supported_is_not_there(real, chronicle):
    """Rows that were contradicted or found nowhere are out, each with its reason."""
    gone = {c.row: c for c in evidence.read_corrections(real) if c.kind in ("withdrawn", "merged")}
    assert {"E014", "E109", "E166"} <= set(gone)
    assert not set(gone) & set(chronicle["id"])
    assert all(c.reason for c in gone.values())


def test_documented_errors_are_never_data(real, figures):
    """The slip of a thousand and the recycled figure are kept, and are not data."""
    everything = evidence.read_observations(real, errors=True)
    errors = everything[~everything["id"].isin(figures["id"])]
    assert sorted(errors["value"]) == [154.1, 35500]
    assert figures["value"].max() <= 1000


def test_rows_that_need_their_note_have_it(chronicle, figures):
    """Contested rows carry the conflict, unverified claims say so and are alleged."""
    by_id = chronicle.set_index("id")
    assert "98.3" in by_id.loc["E039", "note"]
    for claim in ("E143", "E206", "E131"):
        assert by_id.loc[claim, "status"] == "alleged" and "nverified" in by_id.loc[claim, "note"]
    contested = figures[(figures["period"] == "2008") & (figures["measure"] == "turnover")]
    assert contested["note"].notna().all()


def test_arms_transfers_are_events(chronicle, real):
    """Transfers are quoted as events with attribution; no register is kept as a series."""
    supplies = chronicle[chronicle["publisher"].str.startswith("SIPRI")]
    assert len(supplies) == 3 and set(supplies["status"]) == {"reported"}
    assert not any("transfer" in name for name in series.series_names(real))


def test_trade_rose_into_the_pact(turnover):
    """Trade in 2007 is above trade in 2006 by every report of either year."""
    assert turnover.loc[2007, "low"] > turnover.loc[2006, "high"]


def test_trade_of_2022_was_no_record(turnover):
    """2017 lies above 2022 on one basis."""
    assert turnover.loc[2017, "low"] > turnover.loc[2022, "high"]


def test_gaps_stay_gaps(turnover):
    """Years without a Belarusian total have none, and no zero either."""
    for year in (2010, 2013, 2014, 2015, 2016, 2018, 2019):
        assert pd.isna(turnover.loc[year, "value"])
    assert not (turnover["value"] == 0).any()


def test_no_target_was_met_but_the_one_already_reached(real, figures, turnover):
    """Of all targets only the 100 million of 2023, reached the year before, was met."""
    targets = targets_against_outcomes(figures, turnover.reset_index())
    met = targets[targets["reached"].notna()]
    assert met["target"].tolist() == [100]
    assert turnover.loc[2022, "value"] >= 100


def test_exports_never_exceed_turnover(figures):
    """On one basis, by one reporter, for one period, no flow is larger than the whole."""
    whole = figures[figures["measure"] == "turnover"].groupby(["period", "basis", "reporter"])["value"].max()
    flows = figures[figures["measure"].isin(["exports", "imports"])]
    held = 0
    for row in flows.itertuples():
        if (key := (row.period, row.basis, row.reporter)) in whole.index:
            held += 1
            assert row.value <= whole[key], row.id
    assert held >= 10


def test_mirror_statistics_differ_by_a_factor_of_two(real, figures):
    """In 2008 the exporter reports about twice what the importer does."""
    points = series.load_series(real, "cow_trade", measure="flow", base="importer_reported")
    recorded = pd.DataFrame(
        {
            "year": points["period"].astype(int),
            "direction": points["subject"],
            "side": "importer",
            "basis": "importer_reported",
            "value": points["value"],
            "ref": points["ref"],
        }
    )
    both = mirror(pd.concat([flow_reports(figures, ("calendar_year",)), recorded])).set_index(
        ["direction", "year"]
    )
    assert 2 < both.loc[("BLR>IRN", 2008), "ratio"] < 2.5


def test_presidents_did_not_visit_for_fifteen_years(chronicle):
    """Six visits by presidents; none between May 2007 and March 2023."""
    found = visits(chronicle, "head_of_state")
    assert found["date"].tolist() == [
        "1998-03-06",
        "2004-09-10",
        "2006-11-06",
        "2007-05-21",
        "2023-03-12",
        "2025-08-20",
    ]
    longest = visit_gaps(chronicle, "head_of_state", dt.date(2026, 3, 31)).sort_values("days").iloc[-1]
    assert (longest["from_id"], longest["to_id"], longest["years"]) == ("E031", "E136", 15)


def test_seventeen_years_were_sixteen(chronicle):
    """From the visit of November 2006 to that of March 2023 it is sixteen years and four months."""
    there = visits(chronicle, "head_of_state").query("initiator == 'BLR'")
    gaps = visit_gaps(there, "head_of_state", dt.date(2026, 3, 31)).set_index("to_id")
    assert (gaps.loc["E136", "years"], gaps.loc["E136", "months"]) == (16, 4)


def test_series_keep_their_traps(real):
    """Shares lie within 0 and 1, the short year is marked, each line has one base, distances are differences."""
    votes = series.load_series(real, "un_votes")
    assert votes["value"].between(0, 1).all() and votes["base"].nunique() == 1
    days = series.load_series(real, "event_days_year", measure="days_with_event").set_index(
        ["subject", "period"]
    )
    assert days.loc[("BLR-IRN", "2023"), "complete"] is False and days.loc[("BLR-IRN", "2023"), "n"] == 297
    assert days.loc[("BLR-IRN", "2022"), "complete"] is True
    points = series.load_series(real, "ideal_points")
    place = series.wide(points[points["measure"] == "position"])
    gap = series.wide(points[points["measure"] == "distance"])
    assert ((place["BLR"] - place["IRN"]).abs() - gap["BLR-IRN"]).abs().max() < 0.001
    trade = series.load_series(real, "cow_trade")
    assert pd.isna(trade.set_index("key").loc["1992/IRN>BLR/flow/importer_reported", "value"])


def test_every_series_says_what_it_lacks(real):
    """Each series has a citation, a licence of its own, caveats and what it does not cover; no identifier is made up."""
    for name in series.series_names(real):
        meta = series.read_metadata(real, name)
        assert (
            len(meta.citation) > 60
            and meta.licence
            and meta.caveats
            and meta.not_covered
            and meta.obtained_through
        )
        assert meta.doi in (None, "10.7910/DVN/LEJUQZ")


def test_2018_is_the_weakest_boundary(boundaries):
    """No series shows 2018; every other boundary has one that does."""
    shown = boundaries["verdict"].isin(["weakly", "strongly"]).groupby("boundary").any()
    assert shown.to_dict() == {
        "pact": True,
        "thaw": True,
        "pressure": False,
        "election": True,
        "alignment": True,
    }


def test_2020_is_where_sanctions_break(boundaries):
    """For Belarus the sanctions break with the election of 2020, not with 2018."""
    cases = boundaries.loc[("sanction_cases", "BLR")]
    assert cases.loc["election", "verdict"] == "strongly" and cases.loc["pressure", "verdict"] == "no"


def test_alignment_in_votes_is_not_the_dyads_own(boundaries):
    """The votes move in 2022 as others' do; the event data of the dyad move alone."""
    assert boundaries.loc[("ideal_points", "BLR-IRN", "alignment"), "alone"] is False
    assert boundaries.loc[("event_days_month", "BLR-IRN", "alignment"), "alone"] is True


def test_moved_boundary_changes_the_answer(real):
    """The table is computed: a boundary put where nothing happened finds nothing."""
    points = series.load_series(real, "cow_trade", measure="total", base="importer_reported")
    table = support(points, {"nowhere": dt.date(1998, 1, 1)}, subjects=("BLR-IRN",))
    assert table.loc[0, "verdict"] == "no"


def test_disagreements_of_the_research_are_all_there(real):
    """Each disagreement that the research names has an entry with both sides."""
    ids = {d.id for d in evidence.read_disagreements(real)}
    assert {
        "founding-date", "first-visit-interval", "package-2025-count", "meeting-2025-day", "pact-2007-nature",
        "jofeir-amount", "jofeir-end", "jofeir-who-ended-it", "trade-2006", "trade-2008", "trade-154-year",
        "record-2022", "hundred-million-meaning", "growth-2024", "roadmap-period", "defence-paper-2025",
    } <= ids  # fmt: skip


def test_notes_speak_plainly(chronicle, figures):
    """Notes and descriptions are sentences of ours: no shouting labels left from the research notes."""
    for text in [*chronicle["note"].dropna(), *chronicle["description"], *figures["note"].dropna()]:
        assert not re.search(r"\b(MENDED|CONFLICT|DERIVED|DO NOT USE|ASSESSMENT)\b", text), text
