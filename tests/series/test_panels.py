"""What of a series is drawn, and the flows that others recorded."""

from __future__ import annotations

from dyadbook.series.flows import COLUMNS, recorded_flows
from dyadbook.series.panels import strips


def edit(paths, old: str, new: str, file: str = "ravens.yaml") -> None:
    path = paths.seeds / "series" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_dyad_is_drawn_with_its_placebo_pair_on_one_base(ravens):
    """The tested measure and base alone, as a rate, with short years marked."""
    [strip] = strips(ravens)
    assert (strip.main, strip.beside, strip.share) == (("GON-ARN",), ("GON-ROH",), True)
    assert strip.points["value"].between(0, 1).all()
    short = strip.points[strip.points["complete"].eq(False)]
    assert set(short["period"]) == {"2020"}
    assert len(strip.points) == 40


def test_a_monthly_twin_is_left_to_its_yearly_series(ravens):
    """One producer, the same measures, two steps: the eye needs one."""
    folder = ravens.seeds / "series"
    monthly = (folder / "ravens.yaml").read_text(encoding="utf-8")
    monthly = monthly.replace("id: ravens", "id: ravens_month").replace("step: year", "step: month")
    monthly = monthly.replace("first: 2001, last: 2020", "first: 2001-01, last: 2020-12")
    (folder / "ravens_month.yaml").write_text(monthly, encoding="utf-8")
    rows = "".join(f"2001-{m:02},GON-ARN,days,old,3,,,31,true,,\n" for m in range(1, 13))
    head = (folder / "ravens.csv").read_text(encoding="utf-8").partition("\n")[0]
    (folder / "ravens_month.csv").write_text(f"{head}\n{rows}", encoding="utf-8")
    [strip] = strips(ravens)
    assert (strip.name, strip.finer) == ("ravens", ("ravens_month",))


def test_a_series_of_a_few_values_has_no_course(ravens):
    """Four years are points, not a line to draw."""
    path = ravens.seeds / "series" / "ravens.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:9]), encoding="utf-8")
    assert strips(ravens) == []


def test_a_study_without_series_draws_nothing(fictional):
    """No folder, no panel, no flow, and no failure."""
    assert strips(fictional) == []
    found = recorded_flows(fictional)
    assert found.empty and list(found.columns) == COLUMNS


def test_recorded_flows_know_whose_record_they_are(ravens):
    """A base called importer_reported gives lines of the importer's side; smoothed values are left out."""
    edit(
        ravens,
        "bases: {old: The old count., new: The new count.}",
        "bases: {importer_reported: a, importer_smoothed: b}",
    )
    edit(ravens, "subjects: [GON-ARN, GON-ROH]", "subjects: [GON-ARN, GON>ARN]")
    edit(ravens, "compare: [GON-ROH]", "compare: []")
    edit(ravens, "test: {measure: days, base: old, subjects: [GON-ARN], rate: true}", "test: null")
    (ravens.seeds / "series" / "ravens.csv").write_text(
        "period,subject,measure,base,value,low,high,n,complete,source_url,note\n"
        "2008,GON>ARN,days,importer_reported,38,,,,,,\n"
        "2008,GON-ARN,days,importer_reported,48,,,,,,\n"
        "2009,GON>ARN,days,importer_reported,,,,,,,no report\n"
        "2008,GON>ARN,days,importer_smoothed,40,,,,,,\n",
        encoding="utf-8",
    )
    found = recorded_flows(ravens)
    assert found[["year", "direction", "side", "value"]].values.tolist() == [
        [2008, "GON>ARN", "importer", 38],
        [2008, "both", "importer", 48],
    ]
    assert found["ref"].iloc[0] == "series:ravens#2008/GON>ARN/days/importer_reported"
