"""Events of whole texts: who, when, where, in what standing, and what the text said before."""

from __future__ import annotations

import datetime as dt
import time

import pytest

from dyadbook.extraction.extract import extract
from dyadbook.extraction.gazetteer import Gazetteer
from dyadbook.extraction.mention import Mention
from dyadbook.study.models import Study

DAY = dt.date(2018, 6, 15)  # a Friday
LEAD = "Gondor and Arnor met in council.\n\n"


@pytest.fixture(scope="module")
def gazetteer(study: Study) -> Gazetteer:
    """The fictional study's names."""
    return Gazetteer.from_study(study)


def events(text: str, gazetteer: Gazetteer, day: dt.date = DAY) -> list[Mention]:
    """Return the events of a text."""
    return [m for m in extract(text, day, gazetteer) if m.kind == "event"]


def the(kind: str, text: str, gazetteer: Gazetteer, day: dt.date = DAY) -> Mention:
    """Return the last event of one type; the test fails where there is none."""
    found = [m for m in events(text, gazetteer, day) if m.norm == kind]
    assert found, text
    return found[-1]


def test_offsets_are_those_of_the_text(gazetteer: Gazetteer) -> None:
    """Evidence and trigger are found where they are said to be, whatever stands before them."""
    text = "\u00a0 \u201cSo.\u201d\n\nGondor\u2019s foreign minister arrived in Fornost on Monday."
    m = the("visit", text, gazetteer)
    assert m.trigger == "arrived" == text[m.tstart : m.tend]
    assert m.start <= m.tstart and m.tend <= m.end
    assert m.actors == ("GON", "ARN") and m.bilateral


def test_title_is_resolved_at_the_date(gazetteer: Gazetteer) -> None:
    """ "The Gondorian steward" is whoever held the office on the day that the sentence names."""
    text = "The Gondorian steward met King Aranarth of Arnor in {}."
    assert the("meeting", text.format("May 2015"), gazetteer).people[0] == "denethor"
    assert the("meeting", text.format("May 2017"), gazetteer).people[0] == "faramir"


def test_two_triggers_in_a_sentence(gazetteer: Gazetteer) -> None:
    """Each verb has its own event; the second takes subject, date and place from the first."""
    text = "On 11 June, Steward Faramir of Gondor paid a visit to Arnor, where he met King Aranarth."
    visit, meeting = events(text, gazetteer)
    assert (visit.norm, meeting.norm) == ("visit", "meeting")
    assert visit.date == meeting.date == "2018-06-11"
    assert meeting.actors == ("GON", "ARN") and meeting.place == "Arnor"
    assert (visit.tier, meeting.tier) == ("explicit", "inherited")


@pytest.mark.parametrize(
    "subject",
    ["The two countries", "Both sides", "The parties", "They", "The two neighbours", "The heads of state"],
)
def test_joint_subjects(subject: str, gazetteer: Gazetteer) -> None:
    """Joint subjects stand for the pair that the text has been speaking of."""
    m = the("agreement", f"{LEAD}{subject} signed a treaty.", gazetteer)
    assert set(m.actors) == {"GON", "ARN"} and m.bilateral and m.tier == "inherited"


def test_joint_subject_of_another_pair(gazetteer: Gazetteer) -> None:
    """After a sentence on Gondor and Rohan, "the two countries" are these."""
    m = the("agreement", "Gondor held talks with Rohan. The two countries signed a treaty.", gazetteer)
    assert set(m.actors) == {"GON", "ROH"} and not m.bilateral


def test_counterpart(gazetteer: Gazetteer) -> None:
    """ "His Arnorian counterpart" is the holder of the other office, and a party."""
    m = the(
        "meeting",
        "Foreign Minister Faramir of Gondor met with his Arnorian counterpart, Halbarad.",
        gazetteer,
    )
    assert m.bilateral and "halbarad" in m.people


def test_unlisted_person_is_learnt(gazetteer: Gazetteer) -> None:
    """A name after a title with a demonym acts for that state to the end of the text."""
    text = "The Arnorian deputy trade minister Erling Brandybuck came to Pelargir. Brandybuck praised Gondor."
    m = the("statement", text, gazetteer)
    assert m.actors == ("ARN", "GON")


def test_third_state_is_not_the_pair(gazetteer: Gazetteer) -> None:
    """A visit of one of the two to a third state is an event, and not of the pair."""
    m = the("visit", f"{LEAD}The Gondorian foreign minister arrived in Edoras on Monday.", gazetteer)
    assert not m.bilateral and m.actors == ("GON", "ROH")


def test_return_home_is_no_visit(gazetteer: Gazetteer) -> None:
    """Nobody visits their own state."""
    assert not events(f"{LEAD}The Gondorian foreign minister returned to Minas Tirith.", gazetteer)[1:]


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("Gondor and Arnor signed a treaty on Monday.", "signed"),
        ("Gondor and Arnor will sign a treaty in July.", "planned"),
        ("The treaty between Gondor and Arnor entered into force on Monday.", "in_force"),
        ("Steward Faramir will visit Arnor in July.", "planned"),
        ("Steward Faramir's visit to Arnor was postponed.", "postponed"),
        ("Gondor is supplying Arnor with salt.", "ongoing"),
        ("Gondor denied selling weapons to Arnor.", "denied"),
        ("Gondor allegedly sold weapons to Arnor.", "reported"),
        ("Gondor could sell weapons to Arnor.", "hypothetical"),
        ("Gondor has never held talks with Arnor.", "denied"),
        ("The Gondorian steward plans to visit Arnor and hold talks with King Aranarth.", "planned"),
        ("Gondor and Arnor have been cooperating in forestry.", "ongoing"),
    ],
)
def test_status(sentence: str, status: str, gazetteer: Gazetteer) -> None:
    """Mood and tense give the status."""
    assert status in {m.status for m in events(sentence, gazetteer) if m.norm != "statement"}


@pytest.mark.parametrize(
    ("sentence", "kind", "date"),
    [
        ("Gondor and Arnor signed a treaty on 3 May 2018.", "agreement", "2018-05-03"),
        ("Gondor and Arnor signed a roadmap for 2019-2021 on 3 May 2018.", "agreement", "2018-05-03"),
        ("In 2017, Gondor's exports to Arnor reached a record.", "trade", "2017"),
        ("Steward Faramir will visit Arnor soon.", "visit", "FUTURE_REF"),
        ("On Monday, Steward Faramir said that Arnor had signed in 2015.", "statement", "2018-06-11"),
    ],
)
def test_own_date(sentence: str, kind: str, date: str, gazetteer: Gazetteer) -> None:
    """The date of an event is that of its own clause; the years that a plan covers are not."""
    assert the(kind, sentence, gazetteer).date == date


def test_fresh_news_takes_the_day_of_the_report(gazetteer: Gazetteer) -> None:
    """Without any date, what was said and done is of the day that the report is about."""
    text = (
        "Gondor and Arnor sign roadmap\n\nSteward Faramir received King Aranarth of Arnor on Wednesday.\n\n"
        "The Arnorian king said Gondor was a friend."
    )
    assert {m.date for m in events(text, gazetteer)} == {"2018-06-13"}


def test_during_the_visit(gazetteer: Gazetteer) -> None:
    """ "During this visit" leads back to the visit's date and place, not to the day of the report."""
    text = (
        "Steward Faramir visited Fornost in March 2017. During this visit, the two countries signed a treaty."
    )
    m = the("agreement", text, gazetteer)
    assert (m.date, m.place, m.tier) == ("2017-03", "Fornost", "inherited")


def test_dateline(gazetteer: Gazetteer) -> None:
    """The day in the dateline dates what the report tells without a date."""
    text = "FORNOST, 12 June (Herald) - Steward Faramir of Gondor met King Aranarth of Arnor."
    assert the("meeting", text, gazetteer).date == "2018-06-12"


def test_respectively(gazetteer: Gazetteer) -> None:
    """One event for each member with its own date."""
    text = "Gondor and Arnor became members of the White Council in 2015 and 2016, respectively."
    found = [(m.actors[0], m.date) for m in events(text, gazetteer) if m.norm == "membership"]
    assert found == [("GON", "2015"), ("ARN", "2016")]


def test_quotation_is_the_speakers(gazetteer: Gazetteer) -> None:
    """What is told inside a long quotation is no event of its own; that it was said is."""
    text = f"{LEAD}\u201cWe have signed a treaty with Gondor and will visit Minas Tirith,\u201d King Aranarth said."
    assert [m.norm for m in events(text, gazetteer)][1:] == ["statement"]


def test_reporting_paper_is_no_speaker(gazetteer: Gazetteer) -> None:
    """A newspaper that says something makes no statement of a state."""
    assert not [
        m for m in events(f"{LEAD}Gondor, the paper says, is large.", gazetteer) if m.norm == "statement"
    ]


def test_object(gazetteer: Gazetteer) -> None:
    """The head noun of what was signed, in the singular."""
    assert the("agreement", "Gondor and Arnor signed seven memoranda.", gazetteer).object == "memorandum"
    assert the("agreement", "Gondor and Arnor signed a road map.", gazetteer).object == "roadmap"


def test_citations_name_no_party(gazetteer: Gazetteer) -> None:
    """A state in a bracketed citation takes no part in the event."""
    text = "Gondor ratified a treaty with Arnor (Edoras Gazette, 3 May 2018)."
    assert the("agreement", text, gazetteer).actors == ("GON", "ARN")


def test_no_gazetteer_no_events() -> None:
    """Without names there are no events, and no error."""
    assert not [m for m in extract("Gondor met Arnor.", DAY) if m.kind == "event"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\x00",
        "Gondor" * 3000,
        "Gondor and Arnor " * 3000,
        "visited " * 5000,
        "((((" * 5000,
        "\u202eGondor met Arnor",
    ],
)
def test_odd_texts_do_no_harm(text: str, gazetteer: Gazetteer) -> None:
    """Empty, endless or garbled text ends, and every span lies in it."""
    for m in events(text, gazetteer):
        assert 0 <= m.start <= m.tstart < m.tend <= m.end <= len(text)


def test_time_is_linear(gazetteer: Gazetteer) -> None:
    """Ten times the text takes about ten times as long, sentence breaks or not."""
    for unit in (
        "Gondor signed a treaty with Arnor in May. ",
        "Gondor signed a treaty with Arnor in May and ",
    ):
        spent = []
        for n in (60, 600):
            start = time.process_time()
            events(unit * n, gazetteer)
            spent.append(time.process_time() - start)
        assert spent[1] < 40 * max(spent[0], 0.004), unit


def test_background_does_not_date_the_news(gazetteer: Gazetteer) -> None:
    """In a report with a dateline, an older event dates itself only; what is said today is of today."""
    text = (
        "FORNOST, 14 June (Herald) - King Aranarth called Gondor a friend.\n\n"
        "Steward Faramir visited Fornost on 20 May.\n\n"
        "The king said the two countries would sign a treaty."
    )
    found = events(text, gazetteer)
    assert [(m.norm, m.date) for m in found][:3] == [
        ("statement", "2018-06-14"), ("visit", "2018-05-20"), ("statement", "2018-06-14"),
    ]  # fmt: skip


def test_analysis_takes_the_day_of_its_event(gazetteer: Gazetteer) -> None:
    """A text without a dateline, written weeks later, tells of the day of the event that it is about."""
    text = (
        "Steward Faramir of Gondor visited Fornost on 20 May. King Aranarth of Arnor praised the friendship.\n\n"
        "The two countries pledged to rebuild the road."
    )
    assert [m.date for m in events(text, gazetteer)] == ["2018-05-20"] * 3
