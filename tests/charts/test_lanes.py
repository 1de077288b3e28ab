"""Marks and labels in a lane never touch."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dyadbook.charts.axis import Axis, band_levels, draw_bands
from dyadbook.charts.canvas import SMALL, Canvas, length
from dyadbook.charts.dated import fold_of
from dyadbook.charts.lanes import Item, place
from dyadbook.charts.marks import Palette
from dyadbook.charts.sheets import Plot
from dyadbook.charts.tallies import columns, count

from .makers import phases

AXIS = Axis(dt.date(3000, 1, 1), dt.date(3030, 12, 31), 100, 560)
RADIUS = 3.0


def item(n: int, start: int, days: int, reports: int = 1, contested: bool = False) -> Item:
    first = dt.date(3000, 1, 1) + dt.timedelta(start)
    last = first + dt.timedelta(days)
    return Item(
        f"event:{n}",
        "visit",
        first,
        last,
        "p",
        "occurred",
        reports,
        f"Visit number {n} of the king",
        contested,
    )


@settings(max_examples=50, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 11000), st.sampled_from([0, 3, 30, 364]), st.integers(1, 4), st.booleans()),
        max_size=60,
    ),
    st.booleans(),
)
def test_no_two_marks_or_labels_of_a_row_overlap(drawn, labelled):
    """Whatever the dates, spans and sizes, what stands in one row is apart, inside the axis, and complete."""
    items = [item(n, *values) for n, values in enumerate(drawn)]
    placed = place(items, AXIS, 100, 560, lambda i: RADIUS, 9, labelled)
    assert sorted(p.item.ref for p in placed) == sorted(i.ref for i in items)
    rows: dict[int, list[tuple[float, float]]] = {}
    for p in placed:
        r = RADIUS + (2.4 if p.item.contested else 0)
        low, high = min(p.x0, p.x - r), max(p.x1, p.x + r)
        text = length(p.label, SMALL) + 3
        rows.setdefault(p.row, []).append((low - text * (p.side == -1), high + text * (p.side == 1)))
    for spans in rows.values():
        spans.sort()
        assert all(b <= c for (_, b), (c, _) in zip(spans, spans[1:], strict=False))
    assert all(p.row < 9 for p in placed if p.side)


def test_the_most_reported_is_placed_and_labelled_first():
    """Of two events of one day the one with more sources takes the first row."""
    placed = place([item(1, 5000, 0), item(2, 5000, 0, reports=3)], AXIS, 100, 560, lambda i: RADIUS, 9, True)
    assert [(p.item.ref, p.row) for p in placed] == [("event:2", 0), ("event:1", 1)]


def test_in_a_crowd_only_the_shared_and_the_contested_have_labels():
    """Where not all are labelled, several sources or a dispute earn one."""
    some = [item(1, 10, 0), item(2, 4000, 0, reports=2), item(3, 8000, 0, contested=True)]
    placed = place(some, AXIS, 100, 560, lambda i: RADIUS, 9, False)
    assert {p.item.ref: bool(p.side) for p in placed} == {"event:1": False, "event:2": True, "event:3": True}


def test_a_label_too_long_for_its_place_is_cut_at_a_word():
    """A whole year in a short axis leaves room for part of a label; less than half of it is not worth showing."""
    year = item(1, 365 * 15, 364)
    narrow = Axis(dt.date(3014, 1, 1), dt.date(3017, 12, 31), 0, 200)
    placed = place([year], narrow, 0, 200, lambda i: RADIUS, 9, True)[0]
    assert placed.label.endswith("…") and year.label.startswith(placed.label.rstrip("…"))
    assert place([year], narrow, 60, 140, lambda i: RADIUS, 9, True)[0].label == ""


@pytest.mark.parametrize("number", range(1, 13))
def test_names_of_bands_never_touch(number):
    """One to twelve phases: names on one line are apart and start at their band."""
    levels = band_levels(phases(number), AXIS)
    assert len(levels) == number
    for line in {level for *_, level in levels}:
        spans = []
        for phase, x0, _, level in levels:
            if level == line:
                wide = length(phase.name, SMALL, True)
                start = min(x0, AXIS.right - wide)
                spans.append((start, start + wide))
        assert all(b <= c for (_, b), (c, _) in zip(spans, spans[1:], strict=False))


@pytest.mark.parametrize("years", [1, 2, 4, 9, 30, 120])
def test_ticks_never_crowd(years):
    """Tick labels are apart for a year and for a century."""
    axis = Axis(dt.date(2900, 3, 1), dt.date(2900 + years, 3, 1), 0, 230)
    ticks = [(axis(day), length(words, SMALL)) for day, words in axis.ticks()]
    assert len(ticks) >= 2
    assert all(b - a >= (wa + wb) / 2 for (a, wa), (b, wb) in zip(ticks, ticks[1:], strict=False))


def test_a_folded_axis_keeps_order_and_gives_the_later_part_its_room():
    """Days stay in order across the change of scale; its place is where it was asked for; tick labels stay apart."""
    fold = dt.date(3026, 5, 1)
    axis = Axis(dt.date(3000, 1, 1), dt.date(3030, 12, 31), 100, 500, fold, 0.25)
    days = [dt.date(3000 + n // 4, 1 + n % 4 * 3, 1) for n in range(124)]
    places = [axis(day) for day in days]
    assert places == sorted(places) and len(set(places)) == len(places)
    assert axis(fold) == 200 and axis(dt.date(3030, 12, 31)) == 500
    ticks = [(axis(day), length(words, SMALL)) for day, words in axis.ticks()]
    assert ticks[0][0] < 200 < ticks[-1][0]
    assert all(b - a >= (wa + wb) / 2 for (a, wa), (b, wb) in zip(ticks, ticks[1:], strict=False))


@pytest.mark.parametrize(
    ("years", "folded"), [([3002, 3011, 3024], False), ([3002, 3025, 3026, 3027], True), ([], False)]
)
def test_the_axis_is_folded_only_where_most_events_crowd_into_little_time(years, folded):
    """Events spread evenly need no second scale; most of them in the last phase do."""
    items = [item(n, (year - 3000) * 365, 0) for n, year in enumerate(years)]
    over = phases(4)
    plot = Plot(items, {}, over, Palette({}), dt.date(3000, 1, 1), dt.date(3030, 12, 31))
    assert fold_of(plot) == (over[-1].start if folded else None)


def test_a_line_to_a_band_passes_behind_the_names_below():
    """No leader of the names of phases runs through another name, however short the bands."""
    axis = Axis(dt.date(3000, 1, 1), dt.date(3030, 12, 31), 20, 150)
    canvas = Canvas(200, 300)
    draw_bands(canvas, axis, phases(6), Palette({}), 0, 250)
    names = [
        (t.get_position()[0], t.get_position()[0] + length(t.get_text(), SMALL, True), t.get_position()[1])
        for t in canvas.axes.texts
    ]
    assert len(names) == 6 and canvas.axes.lines
    for line in canvas.axes.lines:
        (x, _), (top, bottom) = line.get_xdata(), sorted(line.get_ydata())
        assert not [n for n in names if n[0] < x < n[1] and top < n[2] < bottom]


def test_hand_coded_rows_are_counted_by_type_and_year():
    """Every dated row is in one field; more than nine years become six stretches."""
    items = [item(n, n * 700, 0) for n in range(9)]
    spans = columns(3000, 3016)
    assert len(spans) == 6 and spans[0] == (3000, 3002) and spans[-1][1] == 3016
    assert sum(count(items, spans)["visit"]) == 9
    assert columns(3001, 3009) == [(y, y) for y in range(3001, 3010)]
