"""The chronicle: what a good row is, and what is said about a bad one."""

from __future__ import annotations

import pytest

from dyadbook.observations import main_rows, read_chronicle
from dyadbook.study.problems import ContentError

from .helpers import edit, only, said


def test_fictional_chronicle_is_sound(fictional, study, codebook):
    """The fictional evidence has no problem, so every problem below comes from the edit."""
    assert said(fictional, study, codebook) == []


def test_reading_keeps_order_and_types(fictional):
    """Rows come in file order; empty cells are None, amounts are numbers."""
    chronicle = read_chronicle(fictional)
    assert chronicle["id"].tolist()[:2] == ["E001", "E002"]
    assert chronicle.loc[0, "amount"] != chronicle.loc[0, "amount"]
    assert chronicle.loc[0, "unit"] is None
    assert chronicle.set_index("id").loc["E012", "amount"] == 7


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "E003,2008,year,trade,",
            "E003,2008,year,trad,",
            "type 'trad' is not in the codebook. Did you mean 'trade'?",
        ),
        (",treaty,", ",treety,", "subtype 'treety' is not in the codebook. Did you mean 'treaty'?"),
        ("visit,head_of_state,", "visit,treaty,", "subtype 'treaty' does not belong to type 'visit'"),
        (
            ",political,signed,",
            ",political,sealed,",
            "status 'sealed' is not in the codebook. Did you mean 'signed'?",
        ),
        (
            ",treaty,political,",
            ",treaty,politics,",
            "dimension 'politics' is not in the codebook. Did you mean 'political'?",
        ),
        ("E006,2011-06-01", "E006,2011-06-31", "date '2011-06-31' does not exist"),
        (
            "E007,2014-01,month",
            "E007,2014-01,day",
            "date '2014-01' has the precision month, not day. Write month",
        ),
        (",ROH,GON;ARN,ARN;GON;ROH,", ",ROH,GON;ARN,ARN;GON;ROHAN,", "actor 'ROHAN' is not in the study"),
        (
            "E014,2020-02-03",
            "E014,2004-02-03",
            "White Council did not exist at 3 February 2004 (it existed since 2005)",
        ),
        ("E008,2015,year", "E008,2020,year", "Umbar did not exist at 2020 (it existed until June 2019)"),
        (",GON,ARN,ARN;GON,Fornost", ",MOR,ARN,ARN;GON,Fornost", "initiator 'MOR' is not among the actors"),
        ("https://annals.example/2014/01,Annals", ",Annals", "source_url is empty. Fill it in"),
        ("https://annals.example/2014/01,Annals", "annals 3,Annals", "source_url 'annals 3' is no address"),
        (",,7,documents,", ",,7,,", "an amount and its unit belong together"),
        (
            ",confirmed,https://gazette.example/2011/06/02,",
            ",confirmed,,",
            "is 'confirmed' but names no page",
        ),
        (",single-coded,unchecked,", ",single-coded,not_found,", "nothing supports it (checked: not_found)"),
        (
            ",single-coded,unchecked,",
            ",single-coded,perhaps,",
            "checked 'perhaps' is not known. Use 'confirmed', ",
        ),
        ("E005,", "E004,", "E004: this id stands on line 5 already"),
        (",,\nE002", ",E099,\nE002", "same_as names 'E099', which is no other row"),
    ],
)
def test_broken_row_names_line_and_remedy(project, study, codebook, old, new, message):
    """Each broken cell gives the file, its line, the row, what is wrong and what to do."""
    if old == ",,7,documents,":
        old, new = ",7,documents,", ",7,,"
    edit(project, old, new)
    found = [line for line in said(project, study, codebook) if message in line]
    assert len(found) == 1, said(project, study, codebook)
    assert found[0].startswith("seeds/chronicle.csv:")
    assert int(found[0].split(":")[1]) > 1


def test_line_is_the_line_of_the_row(project, study, codebook):
    """The line number is that of the row in the file."""
    edit(project, "E003,2008,year,trade,", "E003,2008,year,trad,")
    assert "seeds/chronicle.csv:4: E003: type 'trad'" in said(project, study, codebook)[0]


def test_impossible_date_is_refused_by_the_reader(project):
    """Reading a broken file raises every problem at once."""
    edit(project, "E006,2011-06-01", "E006,2011-06-31")
    edit(project, "E007,2014-01,month", "E007,2014-13,month")
    with pytest.raises(ContentError) as error:
        read_chronicle(project)
    assert len(error.value.problems) == 2


def test_range_that_ends_before_it_begins(project, study, codebook):
    """A range whose end lies before its beginning does not exist."""
    edit(project, "E007,2014-01,month", "E007,2014/2013,range")
    assert "date '2014/2013' does not exist" in only(project, study, codebook)


TWIN = (
    "E016,2018-04-10,day,agreement,package,political,signed,,,GON;ARN,Annúminas,8,documents,Eight papers are signed.,"
    "https://gazette.example/2018,Edoras Gazette,2018,single-coded,unchecked,,{same_as},{note}\n"
)


@pytest.mark.parametrize(
    ("same_as", "note", "expected"),
    [
        ("", "", "E016: has the date, type, actors and place of E012"),
        ("E012", "", None),
        ("", "Another package than E012.", None),
    ],
)
def test_duplicate_event(project, study, codebook, same_as, note, expected):
    """Two rows with one date, type, actors (in any order) and place are a duplicate, unless one names the other."""
    with (project.seeds / "chronicle.csv").open("a", encoding="utf-8") as file:
        file.write(TWIN.format(same_as=same_as, note=note))
    if expected:
        assert expected in only(project, study, codebook)
    else:
        assert said(project, study, codebook) == []


def test_main_rows_count_an_event_once(project):
    """A second report of the same event is left out of the events."""
    with (project.seeds / "chronicle.csv").open("a", encoding="utf-8") as file:
        file.write(TWIN.format(same_as="E012", note=""))
    chronicle = read_chronicle(project)
    assert len(main_rows(chronicle)) == len(chronicle) - 1


def test_unknown_column_names_the_right_one(project, study, codebook):
    """A misspelt column is named with the one that was meant."""
    edit(project, "id,date,precision", "id,date,precison")
    found = said(project, study, codebook)
    assert found[0] == "seeds/chronicle.csv:1: column 'precision' is missing. Add it to the header"
    assert found[1] == "seeds/chronicle.csv:1: column 'precison' is not known. Did you mean 'precision'?"


def test_row_with_a_stray_comma(project, study, codebook):
    """A comma without quotation marks is said to be that."""
    edit(project, "Rohan closes its road to both kingdoms.", "Rohan closes its road, and its fords.")
    assert "Put a cell that holds a comma into quotation marks" in only(project, study, codebook)


def test_missing_file(project):
    """A missing chronicle is one clear sentence."""
    (project.seeds / "chronicle.csv").unlink()
    with pytest.raises(ContentError, match=r"seeds/chronicle.csv: is missing. Put the file there"):
        read_chronicle(project)
