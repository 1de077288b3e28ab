"""`dyadbook diff` as a shell sees it."""

import json

import pytest

from dyadbook.ledger import Ledger


@pytest.fixture
def runs(project):
    """Two runs that differ in one value and one truth."""
    for name, count in (("default", 14), ("late", 2)):
        book = Ledger()
        book.add("beacons-events-counted-by-the-stewards", count, rule="Counts.", rests_on=[], unit="event")
        book.truth(
            "most", count > 3, says="Most events [sic] are old.", rule="r", rests_on=[], text=f"{count} of 20"
        )
        for number in range(20):
            book.add(f"filler-{number:02}", number + count, rule="Counts.", rests_on=[])
        book.write(project.runs / name / "ledger.json")
    return project


def test_what_changed_is_printed_for_a_reader(dyadbook, runs):
    """A summary, what turned with both verdicts, what changed with the difference, ids in full."""
    said = dyadbook("diff", "default", "late")
    assert said.code == 0
    assert "Values: 21 of 21 changed, 0 held." in said.out
    assert "Most events [sic] are old." in said.out and "false (2 of 20)" in said.out
    assert "beacons-events-counted-by-the-stewards" in said.out and "−12 (−85.7 per cent)" in said.out
    assert "and 9 more (--all lists them)" in said.out
    assert "The run 'late' is older than what it was made from" in said.err


def test_all_lists_everything(dyadbook, runs):
    """No list is cut short."""
    said = dyadbook("diff", "default", "late", "--all")
    assert "filler-19" in said.out and "--all" not in said.out


def test_json_holds_everything(dyadbook, runs):
    """Standard output is one JSON object, whatever is said beside it."""
    found = json.loads(dyadbook("diff", "default", "late", "--json").out)
    assert found["facts"]["changed"][0] == {
        "id": "beacons-events-counted-by-the-stewards",
        "old": "14",
        "new": "2",
        "by": "−12 (−85.7 per cent)",
        "unit": "event",
        "rule": "Counts.",
        "notebook": "",
    }
    assert (found["old"], found["new"], found["same"]) == ("default", "late", False)


def test_a_wrong_name_is_a_wrong_argument(dyadbook, runs):
    """Exit 2 and the nearest name."""
    said = dyadbook("diff", "default", "lat")
    assert said.code == 2 and "There is no run 'lat'. Did you mean 'late'?" in said.err


def test_a_path_is_no_run(dyadbook, runs):
    """A name that could lead out of the folder of runs is refused."""
    said = dyadbook("diff", "default", "../late")
    assert said.code == 2 and "cannot name a run" in said.err
