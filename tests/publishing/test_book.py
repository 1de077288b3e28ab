"""The fictional book, compiled: what a reader gets, and what becomes of every fault."""

import json
import re
import shutil

import mini_book
import pytest

from dyadbook.publishing import build
from dyadbook.publishing.build import compile_book, output_folder
from dyadbook.study.problems import ContentError

pytestmark = pytest.mark.slow


def read(book, name):
    return (book / name).read_text(encoding="utf-8")


def article(book, name):
    return re.search(r"<article.*?</article>", read(book, name), re.DOTALL)[0]


def test_facts_print_in_every_place(book):
    """Headings, paragraphs, bold, tables, captions and link texts print values; only a link text holds no second link."""
    page = article(book, "index.html")
    fact = '<a class="fact reference internal" href="evidence/facts.html#fact-events-count">'
    assert f"<h1>Gondor and Arnor in {fact}two</a> events" in page
    assert f"<strong>in {fact}2</a> events</strong>" in page
    assert f"{fact}Two</a> events are counted" in page
    assert 'chapter with <span class="fact">2</span> events' in page
    assert re.search(r"<td><p><a class=\"fact[^>]*>\$100 million</a></p></td>", page)
    assert re.search(r"<figcaption.*all <a class=\"fact[^>]*>2</a> of it\.", page)


def test_a_heading_keeps_its_anchor_when_its_number_changes(book):
    """No anchor holds a computed number."""
    assert '<section id="found-times">' in article(book, "chapters/documents.html")
    assert '<section id="gondor-and-arnor-in-events">' in article(book, "index.html")


def test_chart(book):
    """A chart has both widths, a number, an alt text, links that lead somewhere, and its data."""
    page = article(book, "index.html")
    assert page.count('aria-label="One visit in 3018."') == 2
    assert '<span class="caption-number">Figure 1 </span>' in page
    assert (
        'href="evidence/events.html#event-3018-03-20-visit-annuminas" aria-label="Faramir visits Annúminas"'
        in page
    )
    assert "<summary>The data in this chart</summary>" in page and "One visit stands alone" in page
    assert (
        '<a class="reference internal" href="#chart-timeline"><span class="std std-numref">Figure 1</span></a>'
        in page
    )


def test_rows(book):
    """A table is numbered, leads to evidence, and tells no value from zero."""
    page = article(book, "index.html")
    assert '<span class="caption-number">Table 1 </span>' in page
    assert '<span class="unknown" title="no value">–</span>' in page


def test_evidence_chain_can_be_walked(book):
    """From fact to event to claim to statement to source, each link lands on an anchor."""
    facts = read(book, "evidence/facts.html")
    assert 'id="fact-events-count"' in facts and "events.html#event-3018-03-20-visit-annuminas" in facts
    events = read(book, "evidence/events.html")
    assert "claims.html#claim-palantir-p1s1-event1" in events
    claims = read(book, "evidence/claims.html")
    assert "source-palantir.html#statement-palantir-p1s1" in claims
    source = read(book, "evidence/source-palantir.html")
    assert '<p class="statement" id="statement-palantir-p1s1">' in source
    mark = re.search(r'<mark[^>]*id="mention-palantir-p1s1-date1"[^>]*>20 March 3018</mark>', source)[0]
    assert 'class="found date"' in mark and 'title="date: 3018-03-20"' in mark
    assert 'href="https://example.org/palantir"' in source and "cd" * 32 in source


def test_titles_by_others_are_shown_as_they_are(book):
    """Stars and brackets in a source's title are text, not markup."""
    assert "<h1>Seen from *afar* &lt;draft&gt;<a" in read(book, "evidence/source-palantir.html")


def test_data_and_citation_lie_at_stable_addresses(book):
    """Tables and citation files keep their names."""
    assert (book / "data" / "events.csv").read_text(encoding="utf-8").startswith("id,date,")
    assert '<a class="reference external" href="../data/events.csv">' in read(book, "evidence/data.html")
    assert "@book{" in read(book, "citation.bib")


def test_heads_carry_the_citation(book):
    """Each page has the tags, the front page the whole description."""
    for name in ("index.html", "chapters/documents.html"):
        assert '<meta name="citation_author" content="Beregond Guardsman" />' in read(book, name)
    text = re.search(r'<script type="application/ld\+json">(.*?)</script>', read(book, "index.html"))[1]
    record = json.loads(text.replace("<\\/", "</"))
    assert record["@type"] == "Book" and len(record["hasPart"]) == 8


def test_workings_have_titles_of_their_own(book):
    """Two runs of one notebook can be told apart."""
    titles = [
        re.search(r"<h1>(.*?)<", read(book, f"workings/50-phase-{p}.html"))[1] for p in ("pact", "siege")
    ]
    assert titles == ["Workings: One phase — The pact", "Workings: One phase — The siege"]


def test_pages_are_light_and_know_no_machine(book, tmp_path_factory):
    """No page loads the theme's megabytes, and no file names a folder of this machine."""
    page = read(book, "index.html")
    for heavy in ("fontawesome", "bootstrap", "thebe", "mathjax", "pydata-sphinx-theme.css"):
        assert heavy not in page
    base = str(tmp_path_factory.getbasetemp())
    for path in book.rglob("*"):
        if path.suffix in (".html", ".js", ".json", ".css", ".csv"):
            assert base not in path.read_text(encoding="utf-8"), path.name


def test_two_builds_are_the_same_bytes(book, tmp_path):
    """A build elsewhere gives the same files."""
    paths, run = mini_book.make(tmp_path / "an other place")
    other = build(paths, run).parent
    names = sorted(p.relative_to(book).as_posix() for p in book.rglob("*") if p.is_file())
    assert names == sorted(p.relative_to(other).as_posix() for p in other.rglob("*") if p.is_file())
    assert [n for n in names if (book / n).read_bytes() != (other / n).read_bytes()] == []


def test_one_page_output(mini, tmp_path):
    """The same pages in one file, for print: values, charts and links still work."""
    from dyadbook.publishing.assemble import assemble

    paths, run = mini
    out = tmp_path / "single"
    compile_book(paths, assemble(paths, run), out, "singlehtml")
    text = (out / "index.html").read_text(encoding="utf-8")
    assert 'href="#fact-events-count">two</a>' in text and 'id="fact-events-count"' in text
    assert 'href="#event-3018-03-20-visit-annuminas" aria-label' in text


def test_a_rerun_says_what_no_longer_holds(mini):
    """A false truth opens its chapter with a box, in words, with both values; the claim itself is struck out."""
    paths, run = mini
    other = run.with_name("late-beacon")
    shutil.copytree(run, other)
    mini_book.ledger(rose=False).write(other / "ledger.json")
    index = build(paths, other)
    assert index == output_folder(paths, "late-beacon") / "index.html"
    page = article(index.parent, "index.html")
    box = re.search(
        r'<aside.*?class="no-longer-holds.*?</aside>|<aside[^>]*no-longer-holds.*?</aside>', page, re.DOTALL
    )[0]
    assert "Visits rose after the beacon." in box
    assert "In this run: none, after 2. In the default run: 2, after none." in box
    assert re.search(
        r'<a class="holds fails[^>]*><span class="said">No longer holds in this run: </span>visits rose</a>',
        page,
    )
    assert page.index("<aside") < page.index("Turnover was")
    assert "no-longer-holds" not in article(index.parent, "chapters/documents.html")


FAULTS = [
    ("{fact}`event-count`", "there is no fact 'event-count' in this run. Did you mean 'events-count'?"),
    (
        "{fact}`visits-rose`",
        "'visits-rose' is true or false, not a value. Write {holds}`visits-rose|the claim`",
    ),
    ("{holds}`events-count|x`", "'events-count' is a value, not true or false. Write {fact}`events-count`"),
    ("{fact}`events-count|spelt`", "'spelt' is no way to print it. Use 'words' or 'Words'"),
    ("{evidence}`event:3018-03-20-visit-annumina`", "Did you mean 'event:3018-03-20-visit-annuminas'?"),
    ("{dataset}`event.csv`", "there is no table 'event.csv' in this book. Did you mean 'events.csv'?"),
    ("```{chart} timelines\n```", "there is no chart 'timelines' in this run. Did you mean 'timeline'?"),
    ("```{rows} visit\n```", "there is no table 'visit' in this run. Did you mean 'visits'?"),
    (
        "```{rows} visits\n```\n\n```{rows} visits\n```",
        "'rows-visits' is placed twice on this page. Place it once",
    ),
    ("[x](#no-such-label)", "no-such-label"),
]


def test_every_fault_has_its_own_message(mini):
    """Whatever is wrong in prose fails the build at its file and line, in one sentence with a remedy."""
    paths, run = mini
    page = paths.book / "method.md"
    text, lines = page.read_text(encoding="utf-8"), {}
    for fault, _ in FAULTS:
        lines[fault] = text.count("\n") + 2
        text += f"\n{fault}\n"
    page.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        build(paths, run)
    messages = [str(p) for p in caught.value.problems]
    for fault, expected in FAULTS:
        found = [m for m in messages if expected in m]
        assert found, f"{fault}: {expected}\n" + "\n".join(messages)
        assert found[0].startswith("book/method.md:")
    first = next(m for m in messages if "'event-count'" in m)
    assert first.startswith(f"book/method.md:{lines[FAULTS[0][0]]}:")
    assert len(messages) == len(FAULTS)
    assert not output_folder(paths, "default").exists()


def test_an_empty_alt_text_fails(mini):
    """A chart that nobody can hear is no chart."""
    paths, run = mini
    mini_book.write_chart(run / "charts", alt=" ")
    with pytest.raises(ContentError, match="chart 'timeline' has an empty alt text. Say in the notebook"):
        build(paths, run)
