"""Context series: reading them, and every trap that the reader must not fall into."""

from __future__ import annotations

import pytest

from dyadbook.series import load_series, problems, read_metadata, series_names, wide
from dyadbook.study.problems import ContentError


def edit(paths, old: str, new: str, file: str = "ravens.csv") -> None:
    path = paths.seeds / "series" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_study_without_series(project, study):
    """A fork without series is no error."""
    folder = project.seeds / "series"
    for path in folder.glob("*") if folder.is_dir() else []:
        path.unlink()
    assert series_names(project) == [] and problems(project, study) == []


def test_sound_series(ravens, study):
    """The series of the fixture has no problem, so every problem below comes from the edit."""
    assert problems(ravens, study) == []


def test_long_form(ravens):
    """Each value is a row with its base, its first day and the reference that evidence uses."""
    points = load_series(ravens, "ravens", measure="days", base="old", subjects=("GON-ARN",))
    assert len(points) == 20
    assert points.loc[0, "ref"] == "series:ravens#2001/GON-ARN/days/old"
    assert str(points.loc[0, "start"].date()) == "2001-01-01"


def test_empty_is_not_zero(ravens):
    """A value that the source does not hold stays empty."""
    points = load_series(ravens, "ravens", base="new")
    assert points["value"].isna().tolist() == [False, True]


def test_short_period_is_marked(ravens):
    """A year that was not observed in full says so."""
    points = load_series(ravens, "ravens", base="old", subjects=("GON-ARN",)).set_index("period")
    assert points.loc["2019", "complete"] is True and points.loc["2020", "complete"] is False


def test_two_bases_are_never_one_line(ravens):
    """A table that would draw two bases as one line is refused."""
    with pytest.raises(
        ValueError, match="new and old are different bases and cannot be one line; choose one"
    ):
        wide(load_series(ravens, "ravens"))


def test_wide_table(ravens):
    """One base and one measure make a table of periods by subjects."""
    table = wide(load_series(ravens, "ravens", base="old"))
    assert table.shape == (20, 2)
    assert table.columns.tolist() == ["GON-ARN", "GON-ROH"]


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        ({"measure": "dayz"}, "no measure 'dayz'. Did you mean 'days'?"),
        ({"base": "ancient"}, "no base 'ancient'"),
        ({"subjects": ("GON-ARM",)}, "no subject 'GON-ARM'. Did you mean 'GON-ARN'?"),
    ],
)
def test_unknown_choice(ravens, choice, message):
    """A measure, base or subject that does not exist is an error, not an empty table."""
    with pytest.raises(ContentError) as error:
        load_series(ravens, "ravens", **choice)
    assert message in str(error.value)


def test_unknown_series(ravens):
    """A misspelt series names the right one."""
    with pytest.raises(ContentError, match="there is no series 'raven'. Did you mean 'ravens'?"):
        read_metadata(ravens, "raven")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("2001,GON-ARN", "1999,GON-ARN", "lies outside the coverage in the metadata"),
        ("2001,GON-ARN", "2001-02,GON-ARN", "is no year"),
        ("2001,GON-ARN", "20x1,GON-ARN", "period '20x1' does not exist"),
        ("2001,GON-ARN", "2001,GON-UMB", "subject 'GON-UMB' is not in the metadata"),
        (",new,50,40,60,", ",newer,50,40,60,", "base 'newer' is not in the metadata"),
        (",new,50,40,60,", ",new,500,40,60,", "500 is not between 0 and 400"),
        (",new,50,40,60,", ",new,50,70,60,", "low is above high"),
        (",100,false,", ",100,true,", "holds 100 of 366 days. Write false into complete"),
    ],
)
def test_broken_point(ravens, study, old, new, message):
    """A broken value gives file, line and remedy."""
    edit(ravens, old, new)
    found = [str(p) for p in problems(ravens, study)]
    hits = [line for line in found if message.split(". ")[0] in line]
    assert hits and hits[0].startswith("seeds/series/ravens.csv:"), found


def test_duplicate_is_named_once(ravens, study):
    """A duplicate is reported where it stands, with the line of the first."""
    edit(ravens, "2002,GON-ARN", "2001,GON-ARN")
    found = [str(p) for p in problems(ravens, study)]
    assert len(found) == 1 and found[0].startswith("seeds/series/ravens.csv:4: ")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("licence: free with citation\n", "", "licence: this key is missing"),
        ("dyad: GON-ARN", "dyad: GON-UMB", "'GON-UMB' is not among the subjects"),
        (
            "test: {measure: days",
            "test: {measure: nights",
            "test names a measure or a base that is not listed",
        ),
        ("id: ravens", "id: crows", "the id is 'crows', the file is called 'ravens'"),
        ("caveats: [Ravens hide in rain.]", "caveats: []", "caveats"),
    ],
)
def test_broken_metadata(ravens, study, old, new, message):
    """A series without licence or caveats, or with a name that is not its own, is refused."""
    edit(ravens, old, new, "ravens.yaml")
    assert message in "\n".join(str(p) for p in problems(ravens, study))


def test_table_without_metadata(ravens, study):
    """Figures without a metadata file are refused."""
    (ravens.seeds / "series" / "owls.csv").write_text("period\n", encoding="utf-8")
    assert [p.what for p in problems(ravens, study)] == ["has no metadata file beside it"]
