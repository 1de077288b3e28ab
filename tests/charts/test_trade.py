"""The chart of trade: a title that stays true, bases told apart, gaps said, every mark with its evidence."""

import pandas as pd
import pytest

from dyadbook.charts import save
from dyadbook.charts.chart import drawing
from dyadbook.charts.trade import trade
from dyadbook.charts.trade_words import bases_of, finding

from .makers import extents, phases, study

NAMES = {"calendar_year": "Calendar year", "partial_year": "Part of a year", "forecast": "Forecast"}
RECORDED = pd.DataFrame(columns=["year", "direction", "side", "basis", "value", "ref"])


def full(*values, high=None):
    """Best turnovers of the years from 3001 on; None is a gap."""
    rows = [
        {"flow": "both", "year": 3001 + n, "value": v, "low": v, "high": (high or {}).get(3001 + n, v)}
        for n, v in enumerate(values)
        if v is not None
    ]
    return pd.DataFrame(rows, columns=["flow", "year", "value", "low", "high"])


@pytest.mark.parametrize(
    ("best", "title"),
    [
        (full(), "No source of this run gives the turnover of two whole years to compare"),
        (full(10), "No source of this run gives the turnover of two whole years to compare"),
        (full(10, 20, 90), "Of all years with a figure, 3003 has the highest turnover"),
        (full(90, 20, 60), "3003 was no record: 3001 stood higher, and no known year since has matched it"),
        (full(90, None, 20, 15), "No known year since has matched the turnover of 3001"),
        (
            full(90, 20, 60, high={3003: 95}),
            "Turnover has come back to the level of 3001, its peak, by at least one report",
        ),
    ],
)
def test_the_title_of_trade_follows_the_figures(best, title):
    """A record, none, a rise that was none, a peak matched by one report alone."""
    assert finding(best) == title


def report(ident, year, value, **more):
    return {
        "id": ident,
        "flow": "both",
        "measure": "turnover",
        "period": str(year),
        "basis": "calendar_year",
        "value": value,
        "modifier": "exact",
        "status": "reported",
        "unit": "USD million",
        "publisher": "Annals",
        "reporter": "GON",
        "year": year,
    } | more


def drawn(*rows, recorded=RECORDED):
    reports = pd.DataFrame(rows)
    own = reports[reports["flow"].eq("both") & reports["basis"].eq("calendar_year")]
    best = (
        own.groupby("year")["value"].agg(["first", "min", "max"]).reset_index()
        if len(own)
        else pd.DataFrame(columns=["year", "first", "min", "max"])
    )
    best.columns = ["year", "value", "low", "high"]
    best = best.assign(
        flow="both", basis="calendar_year", modifier="exact", differ=best["low"] != best["high"]
    )
    return trade(reports, best, recorded, NAMES, phases(3), study(), first=3001, last=3012)


@pytest.fixture
def some():
    recorded = pd.DataFrame(
        [
            {
                "year": 3005,
                "direction": "both",
                "side": "importer",
                "basis": "c",
                "value": 33.0,
                "ref": "series:s#1",
            }
        ]
    )
    return drawn(
        report("O001", 3001, 40),
        report("O002", 3002, 50, modifier="min"),
        report("O003", 3002, 61, status="derived"),
        report("O004", 3008, 70),
        report("O005", 3009, 30, period="3009-01/3009-06", basis="partial_year"),
        report("O006", 3008, 44, flow="GON>ARN", measure="exports"),
        recorded=recorded,
    )


def test_every_report_is_a_row_with_its_evidence(some):
    """Derived and bounded figures are said to be so; what others recorded follows."""
    assert some.refs == [f"observation:O00{n}" for n in (1, 2, 3, 4, 5)] + ["observation:O006", "series:s#1"]
    assert list(some.table["Million"])[:3] == ["40", "more than 50", "61"]
    assert list(some.table["How"])[:3] == ["reported", "reported", "derived"]


def test_the_alt_text_names_the_years_without_a_figure(some):
    """A gap is said to be one."""
    assert "Without such a figure: 3003 to 3007, 3009 to 3012." in some.alt
    assert "3002 50 (reports from 50 to 61)" in some.alt


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_each_mark_leads_to_its_report_at_both_widths(some, width):
    """Nothing is drawn that cannot be followed, on a phone neither."""
    text = drawing(some, getattr(some, width))
    for ref in some.refs:
        assert f'href="evidence:{ref.replace(">", "&gt;")}"' in text, ref
    assert 'role="group"' in text and "Mathtext" not in text


def test_on_a_phone_no_mark_hides_another():
    """Reports of one year and one value on several bases all show, each beside or below the others."""
    chart = drawn(
        report("O001", 3001, 40),
        report("O002", 3001, 41),
        report("O003", 3001, 40, period="3001-01/3001-06", basis="partial_year"),
        report("O004", 3001, 40.5, basis="forecast"),
        report("O005", 3002, 40),
    )
    key = 6  # samples in the key
    boxes = extents(chart.narrow)
    assert len(boxes) >= 5
    for n, a in enumerate(boxes[:-key]):
        for b in boxes[n + 1 : -key]:
            wide = min(a.x1, b.x1) - max(a.x0, b.x0)
            tall = min(a.y1, b.y1) - max(a.y0, b.y0)
            assert min(wide, tall) < 1.5, (a, b)
    text = drawing(chart, chart.narrow)
    assert ">40–41</text>" in text and ">no figure</text>" in text


def test_what_was_no_record_shows_its_distance_from_the_peak():
    """The steepest rise after the peak is drawn with what it lacks, at both widths; a record has nothing to lack."""
    rows = [report(f"O00{n}", 3001 + n, value) for n, value in enumerate((154.2, 20, 100))]
    chart = drawn(*rows)
    assert chart.title.startswith("3003 was no record: 3001 stood higher")
    assert ">3003: −54.2</text>" in drawing(chart, chart.wide)
    assert ">−54.2</text>" in drawing(chart, chart.narrow)
    risen = drawn(*rows, report("O009", 3004, 200))
    assert "−" not in drawing(risen, risen.wide) + drawing(risen, risen.narrow)


def test_the_scale_has_its_unit(some):
    """Every panel says what its numbers count; units that are not dollars stay as given."""
    for figure in (some.wide, some.narrow):
        assert drawing(some, figure).count(">million dollars</text>") == 2
    assert "in million dollars" in some.caption
    crowns = drawn(report("O001", 3001, 40, unit="crowns"))
    assert ">crowns</text>" in drawing(crowns, crowns.wide)


def test_bases_have_different_shapes_and_more_than_there_are_is_an_error():
    """No two bases look alike, whatever a study calls them."""
    names = {f"b{n}": f"Basis {n}" for n in range(5)} | {"calendar_year": "Calendar year"}
    rows = pd.DataFrame({"basis": [*names]})
    assert len({b.shape for b in bases_of(rows, names).values()}) == 6
    many = {f"b{n}": f"Basis {n}" for n in range(6)}
    with pytest.raises(ValueError, match="6 bases are more than there are marks"):
        bases_of(pd.DataFrame({"basis": [*many]}), many)


def test_a_line_joins_only_years_that_follow_one_another(some):
    """Between 3002 and 3008 nothing is drawn in the colour of whole years but the level of the highest."""
    lines = [
        line
        for line in some.wide.axes[0].lines
        if line.get_color() == "#0072B2" and line.get_linewidth() == 1.3
    ]
    assert len(lines) == 1


def test_the_same_data_give_the_same_bytes(some, tmp_path):
    """Two savings of one chart are one file."""
    save(some, tmp_path / "a")
    save(some, tmp_path / "b")
    for file in (tmp_path / "a").iterdir():
        assert file.read_bytes() == (tmp_path / "b" / file.name).read_bytes()


def test_a_run_without_reports_is_drawn_at_both_widths():
    """No report leaves the years without figures; nothing stands outside its sheet."""
    none = pd.DataFrame([report("O001", 3001, 40)]).iloc[:0]
    best = pd.DataFrame(columns=["flow", "year", "value", "low", "high", "basis", "modifier", "differ"])
    chart = trade(none, best, RECORDED, NAMES, phases(3), study(), first=3001, last=3003)
    assert chart.table.empty and drawing(chart, chart.narrow).count(">no figure</text>") == 3
    for figure in (chart.wide, chart.narrow):
        tall = figure.get_figheight() * 72
        assert all(0 < t.get_position()[1] < tall for t in figure.axes[0].texts)
