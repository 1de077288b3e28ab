"""What is still ahead, and what came after something else, in texts about the fictional pair."""

from __future__ import annotations

import datetime as dt

import pytest

from dyadbook.extraction.events_afterwards import interval, month
from dyadbook.extraction.extract import extract
from dyadbook.extraction.gazetteer import Gazetteer
from dyadbook.extraction.mention import Mention
from dyadbook.study.models import Study

DAY = dt.date(2018, 6, 15)  # a Friday
LEAD = "Gondor and Arnor met in council on 11 June 2018.\n\n"


@pytest.fixture(scope="module")
def gazetteer(study: Study) -> Gazetteer:
    """The fictional study's names."""
    return Gazetteer.from_study(study)


def events(text: str, gazetteer: Gazetteer) -> list[Mention]:
    """Return the events of a text."""
    return [m for m in extract(text, DAY, gazetteer) if m.kind == "event"]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The papers are a step towards a treaty between Gondor and Arnor.", "planned"),
        ("Gondor and Arnor committed themselves to a partnership treaty.", "planned"),
        ("The planned treaty between Gondor and Arnor could change the balance.", "planned"),
        ("Gondor and Arnor signed a treaty.", "signed"),
        ("Gondor and Arnor reached an agreement on grain.", "occurred"),
    ],
)
def test_a_paper_on_its_way_is_not_signed(text: str, status: str, gazetteer: Gazetteer) -> None:
    """A treaty that something leads to or that somebody commits to is planned; one that was signed is signed."""
    found = [m.status for m in events(LEAD + text, gazetteer) if m.norm == "agreement"]
    assert found == [status]


def test_the_day_of_a_pledge_is_kept(gazetteer: Gazetteer) -> None:
    """Who commits to a treaty does so on a day, though the treaty has none."""
    text = LEAD + "Gondor and Arnor committed themselves to a partnership treaty."
    assert [m.date for m in events(text, gazetteer) if m.norm == "agreement"] == ["2018-06-11"]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The visit of King Aranarth to Gondor had first been planned for May 2018.", "planned"),
        ("The visit of King Aranarth to Gondor had been scheduled for May 2018.", "planned"),
        ("The visit of King Aranarth to Gondor took place in May 2018.", "occurred"),
    ],
)
def test_what_had_been_planned_did_not_yet_occur(text: str, status: str, gazetteer: Gazetteer) -> None:
    """The date of a plan is not that of a visit."""
    [visit] = events(text, gazetteer)
    assert (visit.norm, visit.date, visit.status) == ("visit", "2018-05", status)


@pytest.mark.parametrize(
    "text",
    ["King Aranarth travelled to Minas Tirith after Faramir's visit.",
     "After Faramir, King Aranarth headed to Minas Tirith."],
)  # fmt: skip
def test_a_visit_after_another_lies_between_it_and_the_report(text: str, gazetteer: Gazetteer) -> None:
    """Dated by another visit alone, a visit lies somewhere from then to the publication, and that is inferred."""
    lead = "Steward Faramir of Gondor visited Arnor in March 2018.\n\nThe councils met on 11 June 2018.\n\n"
    visit = [m for m in events(lead + text, gazetteer) if m.norm == "visit"][-1]
    assert (visit.date, visit.tier, visit.people) == ("2018-03/2018-06", "inferred", ("aranarth",))


def test_a_visit_after_one_without_a_date_is_not_dated_by_it(gazetteer: Gazetteer) -> None:
    """Where the text does not date the other visit, nothing is inferred."""
    text = LEAD + "King Aranarth of Arnor travelled to Minas Tirith after Faramir's visit."
    assert [m.tier for m in events(text, gazetteer) if m.norm == "visit"] == ["inherited"]


def test_interval_is_as_fine_as_its_start() -> None:
    """Month to month, day to day; what is itself a stretch, or lies ahead, starts none."""
    assert interval("2018-03-02", DAY) == "2018-03-02/2018-06-15"
    assert interval("2018", DAY) == "2018"
    assert interval("2018-03/2018-04", DAY) is None and interval("2018-07", DAY) is None


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Media reported that Gondor supplied Arnor with drones.", "reported"),
        ("The press claimed in 2017 that Gondor supplied Arnor with drones.", "reported"),
        ("Gondor supplied Arnor with drones.", "occurred"),
    ],
)
def test_what_unnamed_media_report_is_reported(text: str, status: str, gazetteer: Gazetteer) -> None:
    """Unnamed media do not vouch for what they report."""
    assert [m.status for m in events(text, gazetteer) if m.norm == "military"] == [status]


def test_talk_of_making_arms_is_military(gazetteer: Gazetteer) -> None:
    """States that discuss making arms, nobody named, are one military event; ministers who do so meet."""
    text = "Gondor and Arnor discussed joint production of drones."
    assert [m.norm for m in events(text, gazetteer)] == ["military"]
    text = "Steward Faramir and King Aranarth discussed joint production of drones."
    assert [m.norm for m in events(text, gazetteer)] == ["meeting"]


def test_help_with_sanctions_is_called_help(gazetteer: Gazetteer) -> None:
    """Help around sanctions and sanctions imposed are told apart by what they are about."""
    [help_] = events("Gondor offered Arnor a way round the sanctions.", gazetteer)
    imposed = events("Rohan imposed sanctions on Gondor for arming Arnor.", gazetteer)[0]
    assert (help_.norm, help_.object) == ("sanctions", "help")
    assert (imposed.norm, imposed.object) == ("sanctions", None)


def test_talks_with_people_of_earlier_years_are_no_event(gazetteer: Gazetteer) -> None:
    """Many talks with those who held office before are not the talks that the text is about."""
    text = LEAD + "Faramir spoke from his negotiations with earlier kings of Arnor."
    assert [m for m in events(text, gazetteer) if m.norm == "meeting" and m.trigger == "negotiations"] == []


def test_two_verbs_share_their_subject(gazetteer: Gazetteer) -> None:
    """Who "visited X and met Y" took part in both; X is no party to the meeting."""
    visit, meeting = events(
        "Steward Faramir visited Arnor in May 2018 and met high Arnorian officials.", gazetteer
    )
    assert (visit.people, meeting.norm, meeting.people) == (("faramir",), "meeting", ("faramir",))


def test_each_visit_of_a_sentence_has_its_own_visitor(gazetteer: Gazetteer) -> None:
    """ "A's visit is to prepare the visit of B": two visits, two visitors."""
    text = "King Aranarth's visit is to prepare the visit of Steward Faramir to Arnor."
    people = [m.people for m in events(text, gazetteer) if m.norm == "visit"]
    assert people[-1] == ("faramir",) and ("faramir",) not in people[:-1]


def test_the_name_of_a_paper_is_no_paper_of_its_own(gazetteer: Gazetteer) -> None:
    """What was signed and its name in quotation marks are one paper, however long it is to last."""
    text = 'Gondor and Arnor signed a "road map of full cooperation", which is to last until 2020.'
    assert [(m.norm, m.status) for m in events(text, gazetteer)] == [("agreement", "signed")]


def test_may_is_a_month_beside_a_number(gazetteer: Gazetteer) -> None:
    """ "On 7 May" makes nothing uncertain."""
    text = "The joint commission of Gondor and Arnor met in Fornost on 7 May 2018."
    assert [(m.norm, m.status) for m in events(text, gazetteer)] == [("meeting", "occurred")]
    assert not month(["they", "may", "meet"], 1)


def test_what_is_expected_of_trade_is_a_forecast(gazetteer: Gazetteer) -> None:
    """A sum that trade is expected to reach is not what it is."""
    text = "Trade between Gondor and Arnor is expected to exceed $100 million in 2019."
    assert [m.status for m in events(text, gazetteer) if m.norm == "trade"] == ["forecast"]


def test_a_state_whose_border_is_near_takes_no_part(gazetteer: Gazetteer) -> None:
    """Arms made near a third state's border are not that state's."""
    text = "Gondor and Arnor make drones in a plant near the Rohirric border."
    assert [m.actors for m in events(text, gazetteer) if m.norm == "military"] == [("GON", "ARN")]
