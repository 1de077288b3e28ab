"""`dyadbook extract`: JSON Lines for any text, and what it says of texts that cannot be read."""

import json

import pytest

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
