"""The claim check, by a table of examples; its exemption by comment; the truths behind {holds}."""

from __future__ import annotations

from pathlib import Path

import prose_book
import pytest
import yaml

from dyadbook.publishing import prose
from dyadbook.study.models import Study
from dyadbook.study.paths import Paths

EXAMPLES = yaml.safe_load(Path(__file__).with_name("claim_examples.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", EXAMPLES, ids=lambda row: row["text"][:40])
def test_example(row: dict, study: Study, fictional: Paths) -> None:
    """Each row of the table is flagged or left alone as it says."""
    claimed = prose_book.claimed(row["text"], prose_book.rules(study, fictional), prose_book.ledger())
    assert [f"{c.kind} {c.word}" for c in claimed] == row["found"]


def test_unbacked_claim_fails_with_its_own_message(tmp_path: Path, fictional: Paths) -> None:
    """An unbacked claim names its word, its kind and the truth that comes nearest."""
    paths = prose_book.make(tmp_path, fictional, "# Pact\n\nAfter the siege trade rose.\n")
    (problem,) = prose_book.found(paths, prose_book.ledger())
    assert (problem.file, problem.line) == ("book/chapters/pact.md", 3)
    assert problem.what == "'rose' claims direction, and no truth backs it"
    assert "perhaps with 'trade-rose' (Trade rose after the siege)" in problem.remedy


def test_generic_pages_claim_nothing_about_a_dyad(tmp_path: Path, fictional: Paths) -> None:
    """A generic page speaks of the method, so it is not asked for truths."""
    paths = prose_book.make(tmp_path, fictional)
    (paths.book / "method.md").write_text("# Method\n\nA file is never read by halves, first to last.\n")
    assert [p.what for p in prose_book.found(paths)] == ["the number 'halves' is typed"]


def test_false_direction_fails_with_its_own_message(tmp_path: Path, fictional: Paths) -> None:
    """A claim whose truth is false in the run is named with what the run found."""
    paths = prose_book.make(tmp_path, fictional, "# Pact\n\n{holds}`no-visit|No king came`.\n")
    (problem,) = prose_book.found(paths, prose_book.ledger())
    assert (
        problem.what
        == "the text claims 'No king came', and truth 'no-visit' is false; the run found 3 visits"
    )


def test_words_against_their_truth_fail(tmp_path: Path, fictional: Paths) -> None:
    """A superlative that its truth turns round is found even though the truth is true."""
    paths = prose_book.make(
        tmp_path, fictional, "# Pact\n\nIt was {holds}`trade-lowest|the highest trade`.\n"
    )
    (problem,) = prose_book.found(paths, prose_book.ledger())
    assert problem.what == "the words say 'highest' where truth 'trade-lowest' says 'lowest'"


@pytest.mark.parametrize(
    "comment", ["% claim-ok: the siege closed the road", '% claim-ok "trade rose": the siege closed the road']
)
def test_comment_lets_a_claim_stand(tmp_path: Path, fictional: Paths, comment: str) -> None:
    """A comment with a reason lets the claim stand, and it is counted and printed."""
    paths = prose_book.make(tmp_path, fictional, f"# Pact\n\n{comment}\nAfter the siege trade rose.\n")
    told = prose.report(paths, _study(paths))
    assert told.problems == []
    assert told.summary().splitlines() == [
        "1 of 4 sentences claim something without a truth, with a reason given.",
        "  book/chapters/pact.md:4: After the siege trade rose. (the siege closed the road)",
    ]


def test_named_words_reach_past_other_sentences(tmp_path: Path, fictional: Paths) -> None:
    """With its words named, a comment stands before the paragraph, since a comment inside would break it in two."""
    text = '# Pact\n\n% claim-ok "trade rose": the road\nThey wrote.\nTrade fell.\nAfter that trade rose.\n'
    paths = prose_book.make(tmp_path, fictional, text)
    (problem,) = prose_book.found(paths)
    assert problem.line == 5 and "'fell'" in problem.what


@pytest.mark.parametrize(
    ("comment", "what"),
    [
        ("% claim-ok:", "claim-ok gives no reason"),
        ("% claim-ok: old", "claim-ok stands before a sentence that needs none"),
        (
            '% claim-ok "no such words": old',
            "claim-ok names words that its section does not have, 'no such words'",
        ),
    ],
)
def test_comment_that_exempts_nothing_fails(
    tmp_path: Path, fictional: Paths, comment: str, what: str
) -> None:
    """A comment without a reason, or left behind when its sentence was mended, is a problem."""
    paths = prose_book.make(tmp_path, fictional, f"# Pact\n\n{comment}\nThe kings wrote.\n")
    (problem,) = prose_book.found(paths)
    assert (problem.line, problem.what) == (3, what)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("{fact}`leters-count` letters.", "there is no fact 'leters-count' in the run"),
        ("{holds}`trade-rise|Trade rose`.", "there is no fact 'trade-rise' in the run"),
        ("It has {fact}`trade-rose`.", "'trade-rose' is true or false, not a value"),
        ("{holds}`letters-count|Trade rose`.", "'letters-count' is a value, not true or false"),
        ("{fact}`letters-count|loud` letters.", "'loud' is no way to print fact 'letters-count'"),
        ("{fact}`herald-stance|words`.", "fact 'herald-stance' is 'royal', which has no words"),
        ("{evidence}`nonsense|a letter`.", "'nonsense' is not a ref"),
        ("{evidence}`chronicle:E999|a letter`.", "there is no evidence 'chronicle:E999'"),
    ],
)
def test_dangling_role_fails_with_its_own_message(
    tmp_path: Path, fictional: Paths, text: str, what: str
) -> None:
    """What prose takes from the run has to be there, and of the kind that the role prints."""
    paths = prose_book.make(tmp_path, fictional, f"# Pact\n\n{text}\n")
    (problem,) = prose_book.found(paths, prose_book.ledger())
    assert (problem.line, problem.what) == (3, what) and problem.remedy


def test_dangling_fact_names_the_nearest(tmp_path: Path, fictional: Paths) -> None:
    """The nearest fact is the remedy for one that is not there."""
    paths = prose_book.make(tmp_path, fictional, "# Pact\n\nThere were {fact}`leters-count` letters.\n")
    (problem,) = prose_book.found(paths, prose_book.ledger())
    assert problem.remedy == "Did you mean 'letters-count'?"


def test_date_in_a_link_must_be_its_row_s(tmp_path: Path, fictional: Paths) -> None:
    """A date in the link of a chronicle row is exempt from the number check, and held to the row."""
    date = next(
        r
        for r in (fictional.seeds / "chronicle.csv").read_text(encoding="utf-8").splitlines()
        if r.startswith("E001")
    )
    year = date.split(",")[1][:4]
    fine = prose_book.make(
        tmp_path / "a", fictional, f"# Pact\n\nIn {{evidence}}`chronicle:E001|{year}` they met.\n"
    )
    wrong = prose_book.make(
        tmp_path / "b", fictional, "# Pact\n\nIn {evidence}`chronicle:E001|March 1999` they met.\n"
    )
    assert prose_book.found(fine) == []
    (problem,) = prose_book.found(wrong)
    assert (
        problem.what.startswith("the link says March 1999 where chronicle:E001 is dated ")
        and year in problem.what
    )


def _study(paths: Paths) -> Study:
    from dyadbook.study.load import load_study

    return load_study(paths)
