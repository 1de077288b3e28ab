"""From texts to events and disagreements, with a dyad that the code has never heard of."""

import pandas as pd
import pytest

from dyadbook.extraction.extract import extract
from dyadbook.extraction.gazetteer import Gazetteer
from dyadbook.reconciliation.claims import claims as claims_of
from dyadbook.reconciliation.claims import written
from dyadbook.reconciliation.disagreements import disagreements, mark_contested
from dyadbook.reconciliation.events import reconcile
from dyadbook.sources.corpus import load_corpus
from dyadbook.study.tables import many


@pytest.fixture(scope="module")
def found(fictional, study, codebook):
    """Return events, claims, disagreements and the words of the fictional texts."""
    documents = load_corpus(fictional, study)
    gazetteer = Gazetteer.from_study(study)
    mentions = {
        d.source: extract(d.text, d.record.anchor, gazetteer, file=d.name, digest=d.digest) for d in documents
    }
    days = written(documents)
    events, claims = reconcile(claims_of(documents, mentions, study), study, codebook=codebook, written=days)
    chronicle = pd.read_csv(fictional.seeds / "chronicle.csv", dtype=str, keep_default_na=False)
    disputed = disagreements(claims, events, chronicle, study, written=days)
    texts = " ".join(" ".join(d.text.split()) for d in documents)
    return mark_contested(events, disputed, claims), claims, disputed, texts


def test_two_reports_of_one_meeting_are_one_event(found):
    """Talks that two texts put on neighbouring days are one event with two reports and both days."""
    events = found[0]
    talks = events[(events["type"] == "meeting") & events["people"].eq("aranarth;faramir")]
    assert list(talks["reports"]) == [2]
    assert (talks["date_first"].iloc[0], talks["date_last"].iloc[0]) == ("2018-04-10", "2018-04-11")
    assert talks["contested"].all()


def test_days_papers_intervals_and_amounts_are_disputed(found):
    """The texts differ on a day, a count and an amount, and one differs from the chronicle on an interval."""
    disputed = found[2]
    values = {a: set(rows["value"]) for a, rows in disputed.groupby("attribute")}
    assert values["date"] == {"2018-04-10", "2018-04-11"}
    assert values["documents"] == {"7", "8"}
    assert values["amount"] == {"USD:60000000", "USD:55000000"}
    assert values["interval"] == {"8 years 6 months", "14 years"}


def test_a_postponed_visit_that_was_made_later_is_not_disputed(found):
    """The king's visit came two years late; nothing about it is open."""
    events, _, disputed, _ = found
    late = events[
        (events["type"] == "visit") & (events["people"] == "aranarth") & (events["date"] == "2021-05-03")
    ]
    assert len(late) == 1
    status = disputed[disputed["attribute"] == "status"]
    assert not set(status["id"]) & {f"{event}-status" for event in late["id"]}


def test_labels_hold_names_of_the_study_and_no_sentence(found):
    """Every label is short, and none of more than six words stands in a text."""
    events, claims, _, texts = found
    assert events["label"].str.len().between(8, 110).all()
    assert [label for label in events["label"] if len(label.split()) > 6 and label in texts] == []
    assert events["id"].is_unique and set(many(";".join(events["sources"]))) <= set(claims["source"])
