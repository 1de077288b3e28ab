"""A table of examples: which numbers may be typed, which sentences are fit to print."""

import mini_book
import pytest

from dyadbook.ledger import Ledger
from dyadbook.publishing import prose
from dyadbook.publishing.prose_text import lines
from dyadbook.study.load import load_study

ALLOWED = [
    "There are {fact}`events-count` events, {fact}`events-count|words` in all.",
    "One of them came first, two came later.",
    "It was the first, the 2nd and the nineteenth.",
    "He came {evidence}`event:x|on 20 March 3018` to the gate.",
    "See section 3, chapter 2 and ¶ 4 of the {evidence}`statement:x`.",
    "`count = 3` is code, and {numref}`chart-3018` a reference.",
    "A [link](chapter-3.md#part-7) and <https://example.org/2024/5>.",
    "(label-3018)=",
    "% 17 comments hold 17 numbers",
    "```{chart} timeline-3018\n```",
    "```python\nx = 5\n```",
    "```{code-block} python\n:emphasize-lines: 3\nx = 5\n```",
    "1. A list has numbers of its own.",
    "The Nine Rings are a name.",
    "{holds}`visits-rose|Visits rose` then.",
]
TYPED = [
    ("There are 3 events.", "3"),
    ("There are 1,234 events.", "1,234"),
    ("It cost $100 then.", "$100"),
    ("A third of 33.6% fell.", "33.6%"),
    ("There are three events.", "three"),
    ("Twenty-four riders came.", "Twenty-four"),
    ("Dozens of riders came.", "Dozens"),
    ("He came in 3018.", "3018"),
    ("He came {evidence}`fact:x|in 3018`.", "3018"),
    ("{holds}`visits-rose|All five visits rose` then.", "five"),
    ("## The seven oaths", "seven"),
    ("| Oaths | 7 |", "7"),
    ("> Quoted, it says 12.", "12"),
    ("```{figure} x.svg\n:alt: A line through 5 points.\n\nA caption.\n```", "5"),
    ("```{figure} x.svg\n:alt: A line.\n\nA caption of 6 words.\n```", "6"),
    ("```{admonition} The 4 doors\nText.\n```", "4"),
    ("[all 8 of them](page.md)", "8"),
]


@pytest.fixture
def ledger():
    book = Ledger()
    book.add("events-count", 24, rule="Count.", rests_on=[])
    book.add("oaths", 7, rule="Count.", rests_on=[])
    return book


@pytest.mark.parametrize("text", ALLOWED)
def test_what_may_be_typed(text):
    """Facts, small words, ordinals, names, links of events, code and addresses pass."""
    assert prose.numbers(lines(text), "x.md", ["Nine Rings"]) == []


@pytest.mark.parametrize(("text", "number"), TYPED)
def test_what_may_not(text, number):
    """Any other digit or number word is named."""
    (problem,) = prose.numbers(lines(text), "x.md", ["Nine Rings"])
    assert problem.what == f"the number '{number}' is typed"


def test_file_line_and_nearest_fact(ledger):
    """The message says where it stands and which fact was meant."""
    text = "# Title\n\nText.\nThere are twenty-four events.\nAnd 9 oaths, in 2019.\n"
    found = [str(p) for p in prose.numbers(lines(text), "book/chapters/x.md", ledger=ledger)]
    assert found == [
        "book/chapters/x.md:4: the number 'twenty-four' is typed. Write {fact}`events-count`, or declare a name in book/chapters/style.yaml",
        "book/chapters/x.md:5: the number '9' is typed. No fact has this value; the nearest is {fact}`oaths` (7)",
        "book/chapters/x.md:5: the number '2019' is typed. Put it inside the link of what happened then, {evidence}`event:...|2019`, or take it from a fact",
    ]


STYLE = [
    ("He came. She left.", "two sentences stand on one line"),
    (" ".join(["word"] * 41) + ".", "the sentence has 41 words, more than 40"),
    ("The WRA met.", "'WRA' is not explained on this page"),
    ("The regime met.", "'regime' takes a side"),
]


@pytest.mark.parametrize(("text", "what"), STYLE)
def test_style(text, what):
    """Each fault of style has its own sentence."""
    assert [p.what for p in prose.wording(lines(text), "x.md", prose.house_style())] == [what]


@pytest.mark.parametrize(
    "text",
    [
        "Dr. Elrond came to St. Gall.",
        "The White Riders' Assembly (WRA) met.\nThe WRA parted.",
        'The column calls it a "regime".',
        "A “regime” is a word.",
        "It names GON and the EU.",
    ],
)
def test_style_passes(text):
    """Abbreviations, explained acronyms, a source's own words and known names are fine."""
    assert prose.wording(lines(text), "x.md", prose.house_style(), ["GON"]) == []


def test_a_whole_book(mini, ledger):
    """All pages of a book are read; a study adds names of its own."""
    paths, _ = mini
    study = load_study(paths)
    assert prose.problems(paths, study, mini_book.ledger()) == []
    page = paths.chapters / "documents.md"
    page.write_text(page.read_text(encoding="utf-8") + "\nThe Seven Oaths bind.\n", encoding="utf-8")
    (problem,) = prose.problems(paths, study)
    assert problem.file == "book/chapters/documents.md" and problem.line == 16
    (paths.chapters / "style.yaml").write_text(
        "names:\n  Seven Oaths: what the treaty is called\n", encoding="utf-8"
    )
    assert prose.problems(paths, study) == []
