"""`dyadbook extract`: JSON Lines for any text, and what it says of texts that cannot be read."""

import csv
import json
import subprocess
import sys

import pytest

from dyadbook.extraction import cluster
from dyadbook.extraction.scoring import figures, judge

TEXT = "The steward of Gondor travelled to Annúminas on 3 May 2019. The two sides signed a treaty worth $2 million.\n"


@pytest.fixture
def report(tmp_path):
    file = tmp_path / "report.txt"
    file.write_text(TEXT, encoding="utf-8")
    return file


def test_each_line_is_one_mention_with_its_span(dyadbook, report):
    """Every object has file, kind, span and rule; offsets index the text as read."""
    said = dyadbook("extract", report, "--published", "2019-05-10")
    assert (said.code, said.err) == (0, "")
    rows = [json.loads(line) for line in said.out.splitlines()]
    assert {"date", "money", "event"} <= {row["kind"] for row in rows}
    date = next(row for row in rows if row["kind"] == "date")
    assert (date["norm"], TEXT[date["start"] : date["end"]]) == ("2019-05-03", "3 May 2019")
    assert all({"file", "kind", "start", "end", "rule"} <= set(row) for row in rows)
    assert {row["file"] for row in rows} == {"report.txt"}


def test_one_bad_file_does_not_stop_the_others(dyadbook, report, tmp_path):
    """Missing, empty and undecodable files get a sentence each; the rest is still done; exit 1."""
    (tmp_path / "empty.txt").write_text(" \n", encoding="utf-8")
    (tmp_path / "latin.txt").write_bytes(b"caf\xe9")
    files = [tmp_path / name for name in ("empty.txt", "latin.txt", "absent.txt")]
    said = dyadbook("extract", *files, report, "--published", "2019-05-10")
    assert said.code == 1
    assert "empty.txt: the file is empty" in said.err
    assert "latin.txt: byte 3 is not UTF-8; save the file as UTF-8" in said.err
    assert "absent.txt: there is no such file" in said.err
    assert len(said.err.strip().split("\n")) == 3
    assert '"file": "report.txt"' in said.out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["--published", "10 May"],
            "--published: '10 May' is no date; write the day of publication as year-month-day",
        ),
        ([], "Relative dates need the day of publication"),
        (["--published", "2019-05-10", "--dates", "d.csv"], "Relative dates need the day of publication"),
        (["--dates", "absent.csv"], "absent.csv cannot be read"),
    ],
)
def test_a_wrong_date_is_refused_before_anything_is_printed(dyadbook, report, arguments, message):
    """Exit 2 and one sentence."""
    said = dyadbook("extract", report, *arguments)
    assert (said.code, said.out) == (2, "")
    assert message in said.err


def test_a_folder_takes_its_dates_from_a_table(dyadbook, report):
    """Each text has its own day of publication; one that is not listed is named."""
    dates = report.with_name("dates.csv")
    dates.write_text("file,date\nreport.txt,2019-05-10\n", encoding="utf-8")
    assert dyadbook("extract", report.parent, "--dates", dates).code == 0
    report.with_name("other.txt").write_text(TEXT, encoding="utf-8")
    said = dyadbook("extract", report.parent, "--dates", dates)
    assert said.code == 1
    assert "other.txt: it has no date of publication" in said.err
    assert '"file": "report.txt"' in said.out


def test_two_processes_print_what_one_prints(dyadbook, report):
    """The order of lines does not depend on --jobs."""
    for number in range(6):
        report.with_name(f"text-{number}.txt").write_text(TEXT * (number + 1), encoding="utf-8")
    one, two = (dyadbook("extract", report.parent, "--published", "2019-05-10", "--jobs", n) for n in (1, 2))
    assert one.out == two.out and one.out.count("\n") > 20


def test_a_cluster_that_is_not_there_is_named(dyadbook, report, monkeypatch):
    """Exit 2 and one sentence: no scheduler at the address, or two ways to share the files at once."""
    pytest.importorskip("distributed", reason="the extra 'cluster' is not installed")
    monkeypatch.setattr(cluster, "WAIT", 0.3)
    asked = ("extract", report, "--published", "2019-05-10", "--scheduler", "tcp://127.0.0.1:9")
    said = dyadbook(*asked)
    assert (said.code, said.out) == (2, "")
    assert "no Dask scheduler answers at 'tcp://127.0.0.1:9'" in said.err
    said = dyadbook(*asked, "--jobs", 2)
    assert said.code == 2 and "not both" in said.err


def test_without_dask_the_extra_is_named(dyadbook, report, monkeypatch):
    """Exit 2, and how to install what is missing."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    said = dyadbook("extract", report, "--published", "2019-05-10", "--scheduler", "tcp://127.0.0.1:8786")
    assert said.code == 2
    assert "needs Dask, which is not installed here; install it with: pip install -e '.[cluster]'" in said.err


def test_a_date_that_is_none_in_the_table_is_named_with_its_line(dyadbook, report):
    """Exit 2: which file, which line, what a date looks like."""
    dates = report.with_name("dates.csv")
    dates.write_text("file,date\nreport.txt,May\n", encoding="utf-8")
    said = dyadbook("extract", report.parent, "--dates", dates)
    assert (said.code, said.out) == (2, "")
    assert "dates.csv:2: 'May' is no date; write the day of publication as year-month-day" in said.err


def test_scorers_of_this_form_read_what_it_prints(dyadbook, root, tmp_path):
    """On the originals, the command line's output scored by another scorer gives the figures of our own."""
    shared = root.parent / "shared"
    if not (shared / "tools" / "score_extraction.py").is_file():
        pytest.skip("the originals and the other scorer are not here: put them in ../shared to compare")
    anchors = json.loads((shared / "gold" / "anchors.json").read_text(encoding="utf-8"))
    with (tmp_path / "dates.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("file", "date"), *((a["file"], a["anchor"]) for a in anchors)])
    texts = [shared / "seeds" / a["file"] for a in anchors]
    said = dyadbook("extract", *texts, "--dates", tmp_path / "dates.csv", "--study", root, study=False)
    assert (said.code, said.err) == (0, "")
    (tmp_path / "found.jsonl").write_text(said.out, encoding="utf-8")
    gold = shared / "gold" / "originals.jsonl"
    command = [
        sys.executable,
        shared / "tools" / "score_extraction.py",
        gold,
        tmp_path / "found.jsonl",
        "--json",
    ]
    done = subprocess.run([*command, "--texts", shared / "seeds"], check=True, capture_output=True, text=True)
    rows, found = (
        [json.loads(line) for line in text.splitlines()]
        for text in (gold.read_text(encoding="utf-8"), said.out)
    )
    read = {path.name: path.read_text(encoding="utf-8") for path in texts}
    assert json.loads(done.stdout) == figures(judge(rows, found, read))
