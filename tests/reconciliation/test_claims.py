"""From mentions to the tables of mentions and claims."""

import pytest

from dyadbook.reconciliation.claims import claims, mentions_table, written
from dyadbook.reconciliation.words import full_name

from .makers import STUDY, FakeDocument

TEXT = (
    "# A heading on 1 May 3019\n"
    "Faramir visited Annuminas on 8 May 3019, his first visit in 30 years.\n"
    "They signed 12 papers worth up to $5m with Rohan watching.\n"
    "Trade between Gondor and Arnor exceeded $3mn in 3018, four times more."
)
DOCUMENT = FakeDocument("red", TEXT)
BOTH = ("ARN", "GON")


def rows(*mentions, document=DOCUMENT):
    return claims([document], {document.source: mentions}, STUDY).set_index("id")


def visit(**more):
    return DOCUMENT.mention(
        "event", "visited", norm="visit", actors=BOTH, date="3019-05-08", people=("faramir",),
        place="Annuminas", status="occurred", **more,
    )  # fmt: skip


def signing():
    return DOCUMENT.mention(
        "event", "signed", norm="agreement", actors=BOTH, date="3019-05-08", object="papers"
    )


def test_an_event_of_the_dyad_becomes_a_claim_with_its_span_and_known_names():
    """A bilateral event mention becomes a claim with id, span, people and the study's name of the place."""
    row = rows(visit()).loc["red-p1s2-event1"]
    start, end = int(row["start"]), int(row["end"])
    assert TEXT[start:end] == "visited"
    assert (row["kind"], row["type"], row["people"], row["place"]) == (
        "event",
        "visit",
        "faramir",
        "Annúminas",
    )


def test_an_event_that_is_not_the_dyads_is_no_claim():
    """What the text says of others stays a mention."""
    other = DOCUMENT.mention("event", "watching", norm="meeting", actors=("ROH",), bilateral=False)
    assert rows(other).empty
    assert len(mentions_table([DOCUMENT], {"red": [other]})) == 1


@pytest.mark.parametrize(("second", "kept"), [("ARN", 2), ("ROH", 0)])
def test_an_entry_into_a_body_counts_where_both_states_are_in_it(second, kept):
    """One state's membership is no bilateral event, but it is a claim where the other state joined the same body."""
    text = FakeDocument("red", "Gondor joined the Council in 3018. Another joined later.")
    common = {"norm": "membership", "bilateral": False, "date": "3018"}
    first = text.mention("event", "joined the", actors=("GON", "COUNCIL"), **common)
    other = text.mention("event", "joined later", actors=(second, "COUNCIL"), **common)
    assert len(rows(first, other, document=text)) == kept


@pytest.mark.parametrize(
    ("type_", "head", "sentence", "name"),
    [
        ("agreement", "map", "They signed a road map.", "road map"),
        ("agreement", "plan", "They signed an action plan to mark the day.", "action plan"),
        ("agreement", "statement", "They signed a joint statement.", "joint statement"),
        ("agreement", "memorandum", "They signed a defense memorandum.", "defence memorandum"),
        (
            "agreement",
            "agreement",
            "They signed an agreement on the transfer of prisoners.",
            "prisoner transfer agreement",
        ),
        ("agreement", "agreements", "They signed agreements.", "agreements"),
        ("agreement", "agreement", "They signed a series of agreements.", "series of agreements"),
        ("agreement", None, "They agreed.", None),
        ("meeting", None, "The mixed commission met.", "mixed commission"),
        ("meeting", "visit", "They met during the visit.", None),
        ("trade", None, "They opened trade offices.", "trade offices"),
        ("visit", "visit", "The visit was long.", None),
    ],
)
def test_the_name_of_a_thing_is_put_together_from_known_words(type_, head, sentence, name):
    """Head nouns get their known qualifiers, meetings their body; words that are not in the lists never enter."""
    assert full_name(type_, head, sentence) == name


def test_page_furniture_carries_no_mention():
    """A mention in a heading lies in no statement and is left out."""
    heading = DOCUMENT.mention("date", "1 May 3019", norm="3019-05-01")
    assert mentions_table([DOCUMENT], {"red": [heading]}).empty


def test_mentions_are_numbered_by_kind_within_a_statement():
    """Ids count the mentions of one kind in one statement, in text order, whatever order they arrive in."""
    first = DOCUMENT.mention("date", "8 May 3019", norm="3019-05-08")
    second = DOCUMENT.mention("date", "30 years", norm="P30Y")
    found = mentions_table([DOCUMENT], {"red": [second, first]})
    assert list(found["id"]) == ["red-p1s2-date1", "red-p1s2-date2"]
    assert list(found["value"]) == ["3019-05-08", "P30Y"]


def test_a_duration_beside_a_first_visit_is_an_interval():
    """'First ... in 30 years' becomes a figure of 30 years about the visit of the same sentence."""
    row = rows(visit(), DOCUMENT.mention("date", "30 years", norm="P30Y")).loc["red-p1s2-date1"]
    assert (row["kind"], row["type"], row["value"], row["unit"]) == ("figure", "interval", 30, "year")
    assert (row["object"], row["people"], row["date"]) == ("visit", "faramir", "3019-05-08")


@pytest.mark.parametrize(
    "text", ["Faramir visited Annuminas after 30 years.", "Thirty guests: 30 years in office, the first."]
)
def test_other_durations_are_no_interval(text):
    """A duration without 'first' before it, or without an event, claims no interval."""
    document = FakeDocument("red", text)
    mentions = [document.mention("date", "30 years", norm="P30Y")]
    if "visited" in text:
        mentions.append(document.mention("event", "visited", norm="visit", actors=BOTH))
    assert "interval" not in set(rows(*mentions, document=document)["type"])


def test_papers_counted_belong_to_the_agreement_of_the_sentence():
    """A count of papers beside a signing becomes the figure `documents` with the signing's date."""
    count = DOCUMENT.mention("count", "12 papers", value=12, unit="paper")
    row = rows(signing(), count).loc["red-p1s3-count1"]
    assert (row["type"], row["value"], row["unit"], row["date"]) == ("documents", 12, "paper", "3019-05-08")


def test_amounts_keep_their_modifier_and_period():
    """Money with a measure becomes a figure; 'more than four times' becomes a ratio, at least."""
    trade = DOCUMENT.mention("event", "Trade", norm="trade", actors=BOTH, date="3018")
    money = DOCUMENT.mention("money", "$3mn", norm="USD:3000000", mod="min", date="3018", measure="turnover")
    ratio = DOCUMENT.mention("ratio", "four times", norm="x>4", value=4, measure="turnover")
    found = rows(trade, money, ratio)
    assert tuple(found.loc["red-p1s4-money1", ["value", "unit", "mod", "date"]]) == (
        3e6,
        "USD",
        "min",
        "3018",
    )
    assert tuple(found.loc["red-p1s4-ratio1", ["value", "unit", "mod"]]) == (4, "ratio", "min")


def test_a_count_of_anything_else_is_no_claim_about_the_dyad():
    """A length or a crowd has no measure and stays a mention."""
    count = DOCUMENT.mention("count", "12 papers", value=12, unit="kilometre", actors=BOTH)
    assert rows(signing(), count).index.tolist() == ["red-p1s3-event1"]


def test_each_document_says_when_it_was_written():
    """`written` gives the anchor day of each source."""
    assert written([DOCUMENT]) == {"red": "3019-06-01"}
