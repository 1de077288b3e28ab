"""A book of a run that lacks what the prose speaks of: it says so and is built; a slip of the pen still fails."""

import json
import re
import shutil

import mini_book
import pytest

from dyadbook.ledger import Ledger
from dyadbook.publishing import baseline, build, changes
from dyadbook.study import tables
from dyadbook.study.problems import ContentError


@pytest.fixture
def poorer(mini):
    """The default run, and one that leaves a source out: a fact, a truth, a disagreement, a chart and a table are gone."""
    paths, run = mini
    other = run.with_name("no-scroll")
    shutil.copytree(run, other)
    kept = [f for f in mini_book.ledger() if f.id not in ("undated-count", "none-before", "turnover-3018")]
    for name, number in ((run, 3), (other, None)):
        found = Ledger(mini_book.ledger() if name == run else kept)
        found.add("years", number, text=None if number else "not applicable", rule="Counts.", rests_on=[])
        found.write(name / "ledger.json")
    for folder, pattern in (("charts", "timeline*"), ("views", "visits*")):
        for file in (other / folder).glob(pattern):
            file.unlink()
    for name, column in (("sources", "id"), ("claims", "source")):
        frame = tables.read(name, other / "tables" / f"{name}.csv")
        tables.write(frame[frame[column] != "scroll"], other / "tables" / f"{name}.csv")
    frame = tables.read("phases", other / "tables" / "phases.csv")
    tables.write(frame.assign(rests_on=None), other / "tables" / "phases.csv")
    tables.write(tables.shape("disagreements", []), other / "tables" / "disagreements.csv")
    page = paths.book / "method.md"
    page.write_text(
        page.read_text(encoding="utf-8") + "\nSee [the scroll](#source-scroll), {fact}`years|words` years.\n",
        encoding="utf-8",
    )
    return paths, other


@pytest.mark.slow
def test_what_a_run_lacks_is_said_in_place_and_at_the_top(poorer):
    """The book is built with no warning; facts, truths, evidence, charts, tables and sources each say that they are not there."""
    paths, other = poorer
    book = build(paths, other).parent
    chapter = (book / "chapters" / "documents.html").read_text(encoding="utf-8")
    assert re.search(r'The <span class="absent"[^>]*>not in this run</span> are undated', chapter)
    assert re.search(r'<span class="absent"[^>]*>How many oaths \(not in this run\)</span>', chapter)
    box = re.search(r'<aside[^>]*class="no-longer-holds.*?</aside>', chapter, re.DOTALL)[0]
    assert "The text below speaks of what this run does not have:" in box
    assert "Count of events: 0 in the default run (undated-count)." in box
    assert "No visit was reported before. In the default run: true." in box
    assert "How many oaths (disagreement)." in box
    front = (book / "index.html").read_text(encoding="utf-8")
    assert "This chart is not in this run." in front and "This table is not in this run." in front
    assert "One visit stands alone (chart)." in front
    assert "Figure 1" in front, "a reference to the chart still has its number"
    method = (book / "method.html").read_text(encoding="utf-8")
    assert "not applicable</a> years" in method, "what has no value in this run is written as it stands"
    gone = (book / "evidence" / "source-scroll.html").read_text(encoding="utf-8")
    assert "This run does not read this source" in gone
    assert re.search(r'id="statement-scroll-p\d+s\d+"', gone), "what prose cites of it is still there"


@pytest.mark.slow
def test_what_no_run_has_is_still_a_mistake(poorer):
    """A misspelt id is not taken for one that this run lacks."""
    paths, other = poorer
    page = paths.book / "method.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n{fact}`undated-counts`\n", encoding="utf-8")
    with pytest.raises(ContentError, match="there is no fact 'undated-counts' in this run"):
        build(paths, other)


def test_the_default_run_has_no_baseline(mini, tmp_path):
    """What the default run lacks is missing, and fails."""
    paths, run = mini
    study = mini_study(paths)
    assert not baseline.write(paths, study, [], run, tmp_path)
    assert baseline.read_names(tmp_path) == {"refs": {}, "charts": {}, "views": {}}


def test_a_baseline_names_what_the_default_run_has(poorer, tmp_path):
    """Refs, charts and tables, each with its title."""
    paths, other = poorer
    assert baseline.write(paths, mini_study(paths), [], other, tmp_path)
    names = json.loads((tmp_path / baseline.NAMES).read_text(encoding="utf-8"))
    assert names["refs"]["disagreement:oaths"] == "How many oaths"
    assert names["charts"] == {"timeline": "One visit stands alone"}
    assert names["views"] == {"visits": "Visits by phase."}


def mini_study(paths):
    from dyadbook.study.load import load_study

    return load_study(paths)


@pytest.mark.slow
def test_a_second_run_has_a_page_of_what_changed_and_what_held(mini):
    """It compares facts, events, tables and charts with the default run, links to the evidence and back, and comes first."""
    paths, run = mini
    home = build(paths, run)
    other = run.with_name("late-beacon")
    shutil.copytree(run, other)
    mini_book.ledger(rose=False).write(other / "ledger.json")
    (other / "parameters.yaml").write_text(
        "min_sources: 2\nphase_starts: {siege: '3018-03-21'}\n", encoding="utf-8"
    )
    frame = tables.read("events", other / "tables" / "events.csv")
    frame.loc[frame["id"] == mini_book.VISIT, "phase"] = "pact"
    tables.write(frame, other / "tables" / "events.csv")
    record = json.loads((other / "charts" / "timeline.json").read_text(encoding="utf-8"))
    mini_book.write_json(other / "charts" / "timeline.json", {**record, "title": "No visit stands alone"})
    book = build(paths, other).parent
    page = re.search(r"<article.*?</article>", (book / "what-changed.html").read_text("utf-8"), re.DOTALL)[0]
    back = re.search(r'<a class="default-book" href="([^"]+)"', page)[1]
    assert (book / back).resolve() == home
    assert "Findings: 1 of 3 turned, 2 held." in page
    assert (
        '<th scope="row"><a class="fact reference internal" href="evidence/facts.html#fact-visits-rose">'
        in page
    )
    assert "true (2, after none)" in page and "false (none, after 2)" in page
    assert "No visit was reported before." in page
    moved = re.search(r"Faramir visits Annúminas</a></th>(.*?)</tr>", page, re.DOTALL)[1]
    assert re.findall(r">([^<]+)</td>", moved) == ["20 March 3018", "The siege", "The pact"]
    assert "One visit stands alone" in page and "No visit stands alone" in page
    assert page.count("<svg") == 2 and "evidence:event" not in page
    assert "events: 2 rows, then 2; 0 gone, 0 new, 1 changed" in page
    assert "siege: 3018-03-21" in page
    front = (book / "index.html").read_text("utf-8")
    assert "This is the book of another run (min_sources: 2; phase_starts: siege: 3018-03-21)." in front
    assert '<a class="reference internal" href="what-changed.html">What changed and what held</a>' in front
    assert not (home.parent / "what-changed.html").exists()


def test_the_page_is_the_first_chapter_with_parts_or_without():
    """It is what a reader of a second run wants first."""
    page = {"file": "what-changed"}
    with_parts = {"root": "index", "parts": [{"caption": "A", "chapters": [{"file": "a"}]}, {"chapters": []}]}
    assert changes.listed(with_parts)["parts"][0] == {"caption": "A", "chapters": [page, {"file": "a"}]}
    assert changes.listed({"root": "index", "chapters": [{"file": "a"}]})["chapters"] == [page, {"file": "a"}]


@pytest.mark.slow
def test_a_headline_wears_its_badge(mini):
    """Where a finding was asked again, prose and evidence page say robust or fragile, and lead to how it was asked."""
    paths, run = mini
    book = mini_book.ledger()
    for ident, holds in (("visits-rose", False), ("none-before", True)):
        rule = "Asked again."
        book.truth(f"{ident}-robust", holds, says=f"{ident} is firm.", rule=rule, rests_on=[f"fact:{ident}"])
    book.write(run / "ledger.json")
    pages = build(paths, run).parent
    fragile = (
        '<a class="badge fragile reference internal" href="evidence/facts.html#fact-visits-rose-robust">'
    )
    assert re.search(
        f"visits rose</a>{re.escape(fragile)}(?:<span[^>]*>)?fragile",
        (pages / "index.html").read_text("utf-8"),
    )
    assert "robust reference internal" in (pages / "chapters" / "documents.html").read_text("utf-8")
    facts = (pages / "evidence" / "facts.html").read_text("utf-8")
    assert re.search(
        r'id="fact-visits-rose".*?href="#fact-visits-rose-robust"[^>]*>(?:<span>)?fragile', facts, re.DOTALL
    )
