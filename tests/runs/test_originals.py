"""What the originals yield, kept without their words."""

import json
import shutil

import pandas as pd
import pytest

from dyadbook.runs import originals
from dyadbook.runs.originals import COLUMNS, OriginalsAt, Yield, events_beside, files, yielded
from dyadbook.sources.corpus import load_corpus
from dyadbook.study.load import load_study
from dyadbook.study.problems import ContentError


def test_the_kept_yield_is_what_the_originals_yield(real):
    """Where the originals are, extracting from them again gives the committed files, byte for byte."""
    shared = real.root.parent / "shared" / "seeds"
    places = [p for p in (real.originals, shared) if list(p.glob("*.txt"))]
    if not places:
        pytest.skip("the originals are not here: put them in seeds/originals to compare")
    made = files(yielded(OriginalsAt(real.root, real.seeds, folder=places[0]), "originals"))
    for name, text in made.items():
        kept = (real.seeds / "gold" / name).read_text(encoding="utf-8")
        assert kept == text, f"{name} is not up to date: python benchmarks/originals.py writes it"


def test_no_word_of_a_text_is_kept(real):
    """Neither triggers nor objects nor anything else that is longer than a name."""
    kept = originals.read(real)
    for fact in kept.all_facts:
        assert not {"trigger", "object", "people", "text"} & set(fact)
        for value in fact.values():
            assert not isinstance(value, str) or len(value.split()) <= 5, fact
    assert list(kept.claims) == COLUMNS


def test_a_fictional_yield_comes_back_as_it_was_written(project):
    """Written and read, a yield is the same; without annotation there is none; without its files it is asked for."""
    assert originals.read(project) is None
    study = load_study(project)
    made = yielded(project, "shipped")
    gold = project.seeds / "gold"
    gold.mkdir()
    (gold / "originals.jsonl").write_text("", encoding="utf-8")
    with pytest.raises(
        ContentError, match=r"originals_found.jsonl is missing: make it where the originals are"
    ):
        originals.read(project)
    assert any(made.facts.values()) and len(load_corpus(project, study)) == len(made.facts)
    name_of = {d.source: d.record.file for d in load_corpus(project, study)}
    named = {s: [{**f, "file": name_of[s]} for f in own] for s, own in made.facts.items() if name_of[s]}
    for name, text in files(Yield(named, made.claims)).items():
        (gold / name).write_text(text, encoding="utf-8")
    back = originals.read(project)
    assert {s: own for s, own in back.facts.items() if own} == {s: own for s, own in named.items() if own}
    assert len(back.claims) == len(made.claims) and back.claims["event"].notna().any()


def claims(*rows: tuple) -> Yield:
    """Return a yield of claims from (id, source, type, date, event)."""
    frame = pd.DataFrame(rows, columns=["id", "source", "type", "date", "event"])
    return Yield({}, frame.reindex(columns=COLUMNS).astype(object))


def test_events_are_paired_by_name_then_by_what_they_share():
    """One id; type and date of a shared source; all but the date; and what one side has alone."""
    a = claims(
        ("1", "pony", "visit", "2001", "2001-visit-bree"),
        ("2", "pony", "trade", "2002", "2002-trade-wool"),
        ("3", "pony", "agreement", "2003-W40", "2003-w40-agreement-pact-2"),
        ("4", "gull", "meeting", "2004", "2004-meeting-bree"),
        ("5", "gull", "statement", "2004", None),
    )
    b = claims(
        ("1", "gull", "visit", "2001", "2001-visit-bree"),
        ("2", "pony", "trade", "2002", "2002-trade-iron"),
        ("3", "pony", "agreement", "2003-10", "2003-10-agreement-pact"),
        ("4", "pony", "meeting", "2004", "2004-meeting-tharbad"),
    )
    assert events_beside(a, b)["result"].tolist() == ["same", "alike", "moved", "original", "digest"]


def test_the_script_says_what_is_missing(real, capsys, tmp_path):
    """Without the originals it names them and leaves 1; with --check it writes nothing."""
    import importlib.util

    spec = importlib.util.spec_from_file_location("keep_originals", real.root / "benchmarks" / "originals.py")
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    assert script.main(["--originals", str(tmp_path), "--check"]) == 1
    assert "are missing: put" in capsys.readouterr().err


def test_a_changed_original_is_refused(real, tmp_path):
    """An original with another hash would move every offset: it is named, and nothing is made of it."""
    shared = real.root.parent / "shared" / "seeds"
    if not list(shared.glob("*.txt")):
        pytest.skip("the originals are not here: put them in ../shared to try a changed one")
    for file in shared.glob("*.txt"):
        shutil.copy(file, tmp_path)
    first = sorted(tmp_path.glob("*.txt"))[0]
    first.write_text(first.read_text(encoding="utf-8") + "x", encoding="utf-8")
    with pytest.raises(ContentError, match="has sha256"):
        yielded(OriginalsAt(real.root, real.seeds, folder=tmp_path), "originals")


def test_lines_are_objects_with_their_place(real):
    """Each kept line has file, kind, offsets and rule, in the order of files and texts."""
    lines = (real.seeds / "gold" / originals.FOUND).read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    assert all(list(row)[:5] == ["file", "kind", "start", "end", "rule"] for row in rows)
    order = list(dict.fromkeys(row["file"] for row in rows))
    assert rows == sorted(rows, key=lambda r: (order.index(r["file"]), r["start"]))
