"""The evidence pages: which facts are printed, hand-coded rows in words, undecided truths, and where each anchor stands."""

import re

import pytest

from dyadbook.publishing.code_words import figure
from dyadbook.publishing.evidence_facts import printed, stated


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"value": "40", "unit": "USD million", "modifier": "approx"}, "about $40 million"),
        ({"value": "500", "unit": "USD million/year", "modifier": "min"}, "at least $500 million a year"),
        ({"value": "8.5", "unit": "percent", "modifier": "exact"}, "8.5 per cent"),
        ({"value": "3", "unit": "ratio"}, "3 times"),
        ({"value": "12", "unit": "documents"}, "12 documents"),
        ({"value": None, "unit": "documents"}, ""),
    ],
)
def test_a_figure_reads_as_prose(row, words):
    """Units are written out, codes are not shown."""
    assert figure(row) == words


def test_what_counts_as_printed(tmp_path):
    """A role, a truth with its badge, and what a placed chart or table leads to; nothing else."""
    (tmp_path / "book").mkdir()
    (tmp_path / "run" / "views").mkdir(parents=True)
    (tmp_path / "run" / "views" / "t.json").write_text('{"refs": ["fact:in-table", null, "event:x"]}')
    text = "{fact}`a|Words` and {fact}`so <b>`, {holds}`c|it rose`, {evidence}`fact:d`\n\n```{rows} t\n```\n"
    (tmp_path / "book" / "page.md").write_text(text)
    assert printed(tmp_path / "book", tmp_path / "run") == {"a", "b", "c", "c-robust", "in-table"}


def test_undecided_is_not_false():
    """A truth that cannot be decided says so and why; one that is false says that."""
    from dyadbook.ledger import Fact

    truth = ("truth", None, None, "cannot be decided in this run: too coarse", "", (), "", "It rose.")
    assert stated(Fact("t", *truth)) == "It rose. Cannot be decided in this run: too coarse"
    assert (
        stated(Fact("t", "truth", False, None, "3, after 4", "", (), "", "It rose."))
        == "It rose. Does not hold: 3, after 4"
    )


@pytest.mark.slow
def test_facts_stand_where_they_belong(book):
    """Printed facts on one page, the others on a second that says what it is; links lead to the right one."""
    facts = (book / "evidence" / "facts.html").read_text(encoding="utf-8")
    others = (book / "evidence" / "unprinted.html").read_text(encoding="utf-8")
    assert 'id="fact-events-count"' in facts and 'id="fact-events-count"' not in others
    assert 'id="fact-found-late"' in others and 'id="fact-found-late"' not in facts
    assert 'href="unprinted.html#fact-found-late"' in facts and "record 1 more, which no page prints" in facts
    assert "The visit came late. Cannot be decided in this run: the dates are too coarse" in others
    assert "Does not hold" not in others


@pytest.mark.slow
def test_coded_rows_are_in_words_and_short(book):
    """No field name, no code; a line of codes, the statement, the page; beside it the years alone."""
    page = (book / "evidence" / "chronicle.html").read_text(encoding="utf-8")
    article = re.search(r"<article.*?</article>", page, re.DOTALL)[0]
    text = re.sub(r"<[^>]+>", "", article)
    for raw in ("Source url", "ARN;GON", "head_of_state", "in_force", "confirmed_other"):
        assert raw not in text
    assert "20 March 3018: Faramir rides north." in text
    assert "Arnor, Gondor · Annúminas" in text and "Source: Annals of Minas Tirith, 21 March 3018" in text
    assert 'href="https://annals.example/3018/ride"' in article
    contents = re.search(r'<nav id="pst-page-toc-nav".*?</nav>', page, re.DOTALL)[0]
    assert re.findall(r'href="#([^"]+)"', contents) == ["year-3007", "year-3018"]
    assert re.search(r'data-phase="siege"[^>]*>|data-phase="siege"', article)
    for facet in ("Phase", "Type", "Status", "Source"):
        assert f"&#34;{facet}&#34;" in article or f"&quot;{facet}&quot;" in article, facet


@pytest.mark.slow
def test_observations_are_headed_by_what_they_say(book):
    """Measure, period and figure, not the id alone."""
    page = (book / "evidence" / "observations.html").read_text(encoding="utf-8")
    heads = [re.sub(r"<[^>]+>|#", "", h) for h in re.findall(r"<h3>(.*?)</h3>", page)]
    assert any(h.startswith("Turnover, 3018: about $40 million") for h in heads), heads
    assert any(": 8.5 per cent" in h for h in heads)
    assert 'id="observation-o001"' in page
