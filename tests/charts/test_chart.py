"""What every drawing keeps: fit for a page, the same bytes each time, inside its sheet, a link for every row."""

import json
import re
import xml.etree.ElementTree as ET
from functools import cache

import pytest

from dyadbook.charts import Chart, contested, coverage, figures, one_phase, save, timeline
from dyadbook.charts.canvas import INK, NARROW, WIDE, Canvas, length, wrap
from dyadbook.charts.chart import drawing

from .makers import AMOUNTS, DISPUTES, NAMES, SOURCES, events, phases, study


def one(number: int = 30, ages: int = 3) -> Chart:
    over = phases(ages)
    return timeline(events(number, over), over, study(ages))


def drawn(number: int = 30, ages: int = 3) -> list[Chart]:
    over = phases(ages)
    some = events(number, over)
    hand = some.rename(columns={"label": "description"})[
        ["id", "date", "type", "description", "status"]
    ].head(9)
    return [
        timeline(some, over, study(ages)),
        timeline(some, over, study(ages), lane="dimension", ident="dimensions"),
        one_phase(some, over[0], over, study(ages), chronicle=hand),
        one_phase(some, over[-1], over, study(ages), ident="last"),
        coverage(some, SOURCES, over, study(ages)),
        contested(DISPUTES if number else DISPUTES.iloc[:0], NAMES),
        figures(AMOUNTS if number else AMOUNTS.iloc[:0], NAMES),
    ]


charts = cache(drawn)  # nothing changes a chart, so tests of one size share it


def widths(chart: Chart):
    return ((chart.wide, WIDE), (chart.narrow, NARROW))


@pytest.mark.parametrize(("number", "ages"), [(0, 1), (1, 1), (30, 3), (90, 12)])
def test_nothing_is_cut_off_and_every_drawing_has_its_width(number, ages):
    """Every text lies inside its sheet, for none to hundreds of events and one to twelve phases."""
    for chart in charts(number, ages):
        for figure, width in widths(chart):
            assert figure.get_figwidth() * 72 == pytest.approx(width)
            height = figure.get_figheight() * 72
            for text in figure.axes[0].texts:
                words, (x, y) = text.get_text(), text.get_position()
                wide = length(words, text.get_fontsize(), text.get_fontweight() == "bold")
                left = {"left": x, "right": x - wide, "center": x - wide / 2}[text.get_ha()]
                assert left >= -1, (chart.id, width, words)
                assert left + wide <= width + 1, (chart.id, width, words)
                assert 0 <= y <= height, (chart.id, width, words)


@pytest.mark.parametrize("number", [0, 30])
def test_a_drawing_is_a_fragment_that_fits_any_page(number):
    """One labelled svg element without prolog, ids, fixed ink or foreign typeface; its text is text."""
    for chart in charts(number):
        for figure, _ in widths(chart):
            text = drawing(chart, figure)
            root = ET.fromstring(text)
            assert text.startswith("<svg ") and root.get("viewBox")
            assert root.get("role") == ("group" if "<a " in text else "img")  # an image would hide its links
            assert root.get("aria-label") == chart.alt
            assert root.get("width") is None
            for foreign in (INK, "DejaVu", "<metadata", "<style", "target=", " id=", "<?xml", "clip-path"):
                assert foreign not in text, (chart.id, foreign)
            assert "<text" in text and "currentColor" in text


def test_the_same_data_give_the_same_bytes(tmp_path):
    """Two drawings of the same tables are equal byte for byte, tables and words included."""
    for folder in ("one", "two"):
        for chart in drawn(9):
            save(chart, tmp_path / folder)
    one = {p.name: p.read_bytes() for p in sorted((tmp_path / "one").iterdir())}
    two = {p.name: p.read_bytes() for p in sorted((tmp_path / "two").iterdir())}
    assert one == two
    assert {"timeline.svg", "timeline.narrow.svg", "timeline.json"} <= set(one)
    assert not [name for name in one if name.endswith(".part")]


def test_what_is_saved_beside_a_drawing(tmp_path):
    """The JSON holds title, alt text, caption, note, and the data with one ref a row."""
    save(one(), tmp_path)
    record = json.loads((tmp_path / "timeline.json").read_text(encoding="utf-8"))
    assert list(record) == ["id", "title", "alt", "caption", "source_note", "columns", "rows", "refs"]
    assert len(record["rows"]) == len(record["refs"]) == 30
    assert all(len(row) == len(record["columns"]) for row in record["rows"])
    assert record["refs"][0] == "event:event-000"


@pytest.mark.parametrize(("number", "ages"), [(1, 1), (30, 3), (300, 12)])
def test_every_event_is_a_link_in_both_widths(number, ages):
    """Each row of the timeline leads to its evidence, wide and narrow, with a tip to read."""
    over = phases(ages)
    chart = timeline(events(number, over), over, study(ages))
    for figure, _ in widths(chart):
        text = drawing(chart, figure)
        linked = re.findall(r'<a href="evidence:([^"]+)"><title>', text)
        assert sorted(linked) == sorted(chart.refs)


def test_rows_of_the_other_charts_lead_somewhere_too():
    """Sources, disagreements, figures and chronicle rows are links in both widths."""
    for chart in charts()[2:]:
        for figure, _ in widths(chart):
            linked = set(re.findall(r'href="evidence:([^"]+)"', drawing(chart, figure)))
            assert {ref for ref in chart.refs if not ref.startswith("chronicle:")} <= linked


def test_a_chart_without_words_or_with_refs_missing_is_refused():
    """An empty alt text and a wrong number of refs are errors that name the chart."""
    good = one(1)
    with pytest.raises(ValueError, match="'x' needs a title and an alt text"):
        Chart("x", "t", " ", "", good.wide, good.narrow, good.table, good.refs, "")
    with pytest.raises(ValueError, match="'x' has 1 rows and 0 refs"):
        Chart("x", "t", "a", "", good.wide, good.narrow, good.table, [], "")


def test_money_is_no_mathematics():
    """Two dollar signs in one text stay dollar signs."""
    canvas = Canvas(100, 20)
    canvas.text(0, 10, "from $33 to $100")
    figure = canvas.figure
    chart = one(1)
    assert "from $33 to $100" in drawing(chart, figure)


@pytest.mark.parametrize(
    ("text", "width", "lines", "out"),
    [
        ("one two three", 1000, 9, ["one two three"]),
        ("one two three", 1, 9, ["one", "two", "three"]),
        ("one two three four", length("one two…"), 1, ["one two…"]),
        ("", 10, 3, []),
    ],
)
def test_lines_break_between_words_and_end_in_an_ellipsis(text, width, lines, out):
    """No line is longer than asked, unless one word is."""
    assert wrap(text, width, lines=lines) == out
