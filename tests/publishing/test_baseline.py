"""A book of a run that lacks what the prose speaks of: it says so and is built; a slip of the pen still fails."""

import json
import re
import shutil

import mini_book
import pytest

from dyadbook.ledger import Ledger
from dyadbook.publishing import baseline, build
from dyadbook.study import tables
from dyadbook.study.problems import ContentError


@pytest.fixture
def poorer(mini):
    """The default run, and one that leaves a source out: a fact, a truth, a disagreement, a chart and a table are gone."""
    paths, run = mini
    other = run.with_name("no-scroll")
    shutil.copytree(run, other)
    kept = [f for f in mini_book.ledger() if f.id not in ("undated-count", "none-before", "turnover-3018")]
    Ledger(kept).write(other / "ledger.json")
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
        page.read_text(encoding="utf-8") + "\nSee [the scroll](#source-scroll).\n", encoding="utf-8"
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
    gone = (book / "evidence" / "source-scroll.html").read_text(encoding="utf-8")
    assert "This run does not read this source" in gone


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
