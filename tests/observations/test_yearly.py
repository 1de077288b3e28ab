"""Hand-coded events as yearly counts."""

from dyadbook.observations import read_chronicle
from dyadbook.observations.yearly import KINDS, of_kind, yearly_points

DYAD = ("GON", "ARN")
VISITS, PAPERS, ARMS = KINDS


def test_kinds_are_told_apart_by_type_subtype_and_dimension(fictional):
    """Heads of state visited four times; one defence paper was signed; no arms were moved."""
    coded = read_chronicle(fictional)
    assert [d[:4] for d in of_kind(coded, VISITS, DYAD)["date"]] == ["2004", "2009", "2018", "2021"]
    assert list(of_kind(coded, PAPERS, DYAD)["id"]) == ["E013"]
    assert of_kind(coded, ARMS, DYAD).empty


def test_a_planned_visit_is_no_visit(fictional):
    """What was only planned does not count, and neither does another report of the same."""
    coded = read_chronicle(fictional)
    first = coded["id"] == "E001"
    assert "E001" not in set(
        of_kind(coded.assign(status=coded["status"].mask(first, "planned")), VISITS, DYAD)["id"]
    )
    assert "E001" not in set(
        of_kind(coded.assign(same_as=coded["same_as"].mask(first, "E005")), VISITS, DYAD)["id"]
    )


def test_years_without_an_event_count_zero(fictional):
    """The points have every year, in the form that the tests of boundaries take."""
    points = yearly_points(of_kind(read_chronicle(fictional), VISITS, DYAD), VISITS, "GON-ARN", 2003, 2010)
    assert dict(zip(points["period"], points["value"], strict=True)) == {
        "2003": 0, "2004": 1, "2005": 0, "2006": 0, "2007": 0, "2008": 0, "2009": 1, "2010": 0,
    }  # fmt: skip
    assert set(points["subject"]) == {"GON-ARN"}
