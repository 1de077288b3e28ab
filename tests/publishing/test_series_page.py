"""The page of the series: everything that is known of each, and its values where the licence lets them go on."""

import pytest
import yaml

from dyadbook.publishing import assemble, series_page
from dyadbook.publishing.page import read
from dyadbook.series.metadata import Series

ABOUT = {
    "id": "raven_votes",
    "title": "Votes carried by ravens",
    "producer": "Loremasters of Imladris",
    "citation": "Loremasters of Imladris. 3019. Votes carried by ravens.",
    "doi": None,
    "licence": "free with citation",
    "download": True,
    "unit": "share of votes",
    "step": "year",
    "range": [0, 1],
    "measures": {"agreement": "Votes in which both took one side."},
    "bases": {"all_votes": "Every vote."},
    "coverage": "two years",
    "covers": {"first": "3017", "last": "3018", "subjects": ["GON-ARN"]},
    "dyad": "GON-ARN",
    "reads": "closer",
    "method": "Counted.",
    "caveats": ["Ravens get lost.", "Few votes."],
    "obtained_through": "a copy in the archive",
    "not_covered": ["3019 and after"],
}
VALUES = "period,subject,measure,base,value,low,high,n,complete,source_url,note\n3018,GON-ARN,agreement,all_votes,0.5,,,,,,\n"


@pytest.fixture
def with_series(mini):
    """The fictional study with two series, of which one may not be passed on."""
    paths, run = mini
    folder = paths.seeds / "series"
    folder.mkdir(exist_ok=True)
    for name, download in (("raven_votes", True), ("sealed_votes", False)):
        about = ABOUT | {"id": name, "download": download}
        (folder / f"{name}.yaml").write_text(yaml.safe_dump(about), encoding="utf-8")
        (folder / f"{name}.csv").write_text(VALUES, encoding="utf-8")
    return paths, run


def test_a_series_is_told_in_full(with_series):
    """Title, producer, citation, licence, unit, coverage, method, caveats, way and gaps stand under the anchor of the ref."""
    target = assemble(*with_series)
    page = read(target / "_dyadbook" / "pages" / "series.json")
    entry = {e.anchor: e for g in page.groups for e in g.entries}["series-raven-votes"]
    told = " ".join(piece.text for _, line in entry.fields for piece in line)
    assert entry.title[0].text == ABOUT["title"]
    for key in ("producer", "citation", "licence", "unit", "coverage", "method", "obtained_through"):
        assert ABOUT[key] in told
    for words in (*ABOUT["caveats"], *ABOUT["not_covered"], *ABOUT["measures"].values(), "3017 to 3018"):
        assert words in told


def test_values_go_on_only_where_the_licence_lets_them(with_series):
    """An open series lies in the book byte for byte and is linked; of the other the page says why there is no file."""
    paths, _ = with_series
    target = assemble(*with_series)
    folder = target / "_extra" / "data" / "series"
    assert [f.name for f in folder.iterdir()] == ["raven_votes.csv"]
    assert (folder / "raven_votes.csv").read_bytes() == (
        paths.seeds / "series" / "raven_votes.csv"
    ).read_bytes()
    page = read(target / "_dyadbook" / "pages" / "series.json")
    entries = {e.anchor: dict(e.fields) for g in page.groups for e in g.entries}
    values = {anchor: fields["Values"][0] for anchor, fields in entries.items() if "Values" in fields}
    assert values["series-raven-votes"].href == "../data/series/raven_votes.csv"
    assert values["series-sealed-votes"].text == series_page.WITHHELD
    assert "[here](#evidence-series)" in (target / "evidence" / "data.md").read_text(encoding="utf-8")


def test_every_series_of_the_real_study_says_what_it_is(real):
    """None is without citation, licence, method, caveat and gap; what no licence grants is not offered."""
    for name, about in series_page.read_series(real).items():
        told = dict(series_page.described(about, about.download))
        assert isinstance(about, Series) and told["Made by"] and told["To be cited as"], name
        assert {"Licence", "How it was made", "Beware", "Does not cover", "Obtained through"} <= set(told)
        assert not (about.download and about.licence.startswith("no grant"))
