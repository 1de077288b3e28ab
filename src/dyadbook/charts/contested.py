"""What the sources cannot agree on: a dot for each position on the question's own scale, with who holds it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure

from dyadbook.charts import words
from dyadbook.charts.canvas import GREY, INK, NARROW, SIZE, SMALL, WIDE, Canvas, length, wrap
from dyadbook.charts.chart import Chart
from dyadbook.study import dates
from dyadbook.study.tables import many

AMOUNT = re.compile(r"(?:[A-Z]{3}:)?(-?[\d.]+)")
TERM = re.compile(r"(?:(\d+) years?)? ?(?:(\d+) months?)?")
ATTRIBUTES = {
    "date": "dates",
    "documents": "counts of papers",
    "interval": "intervals",
    "status": "what took place",
    "amount": "amounts",
}
CHRONICLE = "hand-coded chronicle"
COLOUR, RIVAL = (
    "#0072B2",
    "#D55E00",
)  # the two most distinct of the colour-blind safe set; the filled dot is the headline


@dataclass(frozen=True)
class Dot:
    """One position: its words, who holds it, where it lies between 0 and 1, and whether it is printed first."""

    value: str
    holders: str
    at: float
    headline: bool
    difference: str


@dataclass(frozen=True)
class Question:
    ref: str
    about: str
    dots: tuple[Dot, ...]


def contested(
    disagreements: pd.DataFrame,
    names: Mapping[str, str] | None = None,
    *,
    ident: str = "disagreements",
    source_note: str = "",
) -> Chart:
    """Return the chart of table `disagreements`; `names` gives sources their names. Without disagreements it says so."""
    questions = questions_of(disagreements, names or {})
    attributes = list(dict.fromkeys(disagreements["attribute"]))
    rows = disagreements.to_dict("records")
    table = pd.DataFrame(
        [
            {
                "Question": row["about"],
                "Position": shown(row),
                "Held by": _holders(row, names or {}),
                "Printed first": "yes" if row["headline"] else "",
                "Difference": row["difference"] or "",
            }
            for row in rows
        ],
        columns=["Question", "Position", "Held by", "Printed first", "Difference"],
    )
    return Chart(
        id=ident,
        title=finding(attributes),
        alt=_alt(questions),
        caption="Each line is one question on its own scale. The filled dot is the value that the book prints first; nothing is averaged.",
        wide=_draw(questions, WIDE),
        narrow=_draw(questions, NARROW),
        table=table,
        refs=[f"disagreement:{row['id']}" for row in rows],
        source_note=source_note,
        tips={q.ref: q.about for q in questions},
    )


def finding(attributes: Sequence[str]) -> str:
    """Return what the sources disagree on, as a sentence that is true of these attributes."""
    if not attributes:
        return "The sources of this run contradict one another in nothing that was found"
    return f"The sources contradict one another, or the record, on {words.joined([ATTRIBUTES.get(a, a) for a in attributes])}"


def shown(row: Mapping) -> str:
    """Return a position's value for a reader."""
    if row["attribute"] == "date":
        return dates.show(row["value"])
    if row["attribute"] == "documents":
        return f"{row['value']} papers"
    if row["attribute"] == "amount":
        unit, _, number = str(row["value"]).rpartition(":")
        amount = float(number)
        scaled = f"{amount / 1e6:,.4g} million" if amount >= 1e6 else f"{amount:,.10g}"
        return f"{scaled} {unit}".strip()
    return str(row["value"])


def _holders(row: Mapping, names: Mapping[str, str]) -> str:
    held = [names.get(s, s) for s in many(row["sources"])]
    if not held and row["attribute"] == "interval":
        return CHRONICLE
    return words.joined(held) if held else "no source"


def position(row: Mapping) -> float | None:
    """Return where a value lies on its question's scale: days, papers, months, amounts; None for words."""
    value = str(row["value"])
    if row["attribute"] == "date":
        first, last = dates.span(value)
        return (first.toordinal() + last.toordinal()) / 2 if first and last else None
    if row["attribute"] == "interval" and (m := TERM.fullmatch(value)):
        return int(m[1] or 0) * 12 + int(m[2] or 0)
    if row["attribute"] in ("documents", "amount") and (m := AMOUNT.fullmatch(value.replace(",", ""))):
        return float(m[1])
    return None


def questions_of(disagreements: pd.DataFrame, names: Mapping[str, str]) -> list[Question]:
    """Return one question a disagreement, its positions between 0 and 1 in their true distances, words evenly apart."""
    out = []
    for ident, rows in disagreements.groupby("id", sort=False):
        records = rows.to_dict("records")
        places = [position(r) for r in records]
        numbers = [p for p in places if p is not None]
        if len(numbers) < len(records) or len(set(numbers)) < 2:
            places = [n / max(len(records) - 1, 1) for n in range(len(records))]
        else:
            low, high = min(numbers), max(numbers)
            places = [(p - low) / (high - low) for p in numbers]
        dots = tuple(
            Dot(shown(r), _holders(r, names), p, bool(r["headline"]), r["difference"] or "")
            for r, p in sorted(zip(records, places, strict=True), key=lambda pair: pair[1])  # type: ignore[arg-type, return-value]
        )
        out.append(Question(f"disagreement:{ident}", records[0]["about"], dots))
    return out


def _alt(questions: Sequence[Question]) -> str:
    if not questions:
        return "No disagreement was found in this run."
    parts = [
        f"{q.about}: "
        + " against ".join(
            f"{d.value} ({d.holders}{', printed first' if d.headline else ''})" for d in q.dots
        )
        for q in questions
    ]
    return f"{words.counted(len(questions), 'question')} on which positions differ. {'. '.join(parts)}."


def _draw(questions: Sequence[Question], width: float) -> Figure:
    wide = width > 400
    label = 190.0 if wide else width
    margin = 72.0 if wide else 54.0
    left, right = (label + margin if wide else margin), width - margin
    if not questions:
        canvas = Canvas(width, 26)
        canvas.text(0, 13, "No disagreement in this run", SIZE)
        return canvas.figure
    blocks = [_block(q, wide, label, left, right) for q in questions]
    canvas = Canvas(width, sum(h for *_, h in blocks) + 2)
    y = 0.0
    for question, (about, value_lines, holder_lines, height) in zip(questions, blocks, strict=True):
        if y:
            canvas.line(0, y, width, y, INK, 0.5, alpha=0.25)
        text_top = y + 15
        canvas.lines(0, text_top, about, SMALL + 0.3, bold=not wide)
        base = y + (0 if wide else 11 * len(about) + 6)
        middle = base + 15 + 10.3 * max(len(v) for v in value_lines)
        xs = [left + d.at * (right - left) for d in question.dots]
        for a, b in zip(xs, xs[1:], strict=False):
            canvas.line(a + 6, middle, b - 6, middle, GREY, 2.2, alpha=0.7)
        _gap(canvas, question, xs, middle, holder_lines)
        for x, dot, value, holder in zip(xs, question.dots, value_lines, holder_lines, strict=True):
            canvas.mark(x, middle, 5.2, "circle", COLOUR if dot.headline else RIVAL, dot.headline)
            canvas.lines(x, middle - 11 - 10.3 * (len(value) - 1), value, SMALL, "center", bold=dot.headline)
            canvas.lines(x, middle + 13, holder, SMALL - 0.8, "center", alpha=0.85)
        canvas.link(0, y + 2, width, y + height - 2, question.ref)
        y += height
    return canvas.figure


def _gap(
    canvas: Canvas, question: Question, xs: Sequence[float], y: float, holders: Sequence[Sequence[str]]
) -> None:
    """Write how far apart two positions lie on the line between them, where it fits."""
    if len(question.dots) != 2:
        return
    words_ = next((d.difference for d in question.dots if d.difference), "").partition(";")[0]
    halves = [max(length(line, SMALL - 0.8) for line in lines) / 2 for lines in holders]
    low, high = xs[0] + halves[0] + 4, xs[1] - halves[1] - 4
    half = length(words_, SMALL - 0.8) / 2
    middle = (xs[0] + xs[1]) / 2
    if words_ and low <= middle - half and middle + half <= high:
        canvas.text(middle, y + 9, words_, SMALL - 0.8, "center", alpha=0.85)


def _block(
    question: Question, wide: bool, label: float, left: float, right: float
) -> tuple[list[str], list[list[str]], list[list[str]], float]:
    """Return the lines of a question's label, of its values and of their holders, and the height they need."""
    about = wrap(question.about, label - (14 if wide else 2), SMALL + 0.3, 5, not wide)
    xs = [left + d.at * (right - left) for d in question.dots]
    gaps = [b - a for a, b in zip(xs, xs[1:], strict=False)] or [160.0]
    room = max(min(min(gaps) - 6, 140.0 if wide else 106.0), 62.0)
    values = [wrap(d.value, room, SMALL, 2, d.headline) for d in question.dots]
    holders = [wrap(d.holders, room, SMALL - 0.8, 3) for d in question.dots]
    body = 15 + 10.3 * max(len(v) for v in values) + 13 + 9.6 * max(len(h) for h in holders) + 6
    head = 11 * len(about) + 12
    return about, values, holders, (max(body, head) if wide else body + head - 6)
