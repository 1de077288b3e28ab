"""Which finding hangs on which boundary or source: a mark for every pair, filled where it holds, a cross where it turns."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from matplotlib.figure import Figure

from dyadbook.charts.canvas import GREY, INK, NARROW, SMALL, WIDE, Canvas, length, wrap
from dyadbook.charts.chart import Chart
from dyadbook.charts.words import counted, joined

# what became of a finding -> shape, filled, colour, what the key says; shapes differ, so that nothing hangs on colour
LOOKS = {
    "held": ("circle", True, "#0072B2", "holds"),
    "shifted": ("circle", False, "#0072B2", "moves a little"),
    "turned": ("cross", True, "#D55E00", "turns"),
}
KINDS = {"boundary": "Start moved by up to a year", "source": "Source left out"}
HEAD = 7.4  # type size above the columns: there may be ten of them


def robustness(cells: pd.DataFrame, *, ident: str = "robustness", source_note: str = "") -> Chart:
    """Draw headlines against boundaries and sources.

    `cells` has one row a headline and boundary or source: fact, finding, value, verdict, kind (boundary, source), of, name,
    state (held, shifted, turned), range. The headlines keep their order.
    """
    firm = _facts(cells[cells["verdict"] == "robust"])
    every = _facts(cells)
    return Chart(
        ident,
        finding(len(firm), len(every)),
        alt_text(cells),
        "What each headline finding depends on. A boundary is moved by up to a year either way; each source is left out in turn.",
        _wide(cells),
        _narrow(cells),
        _table(cells),
        [f"fact:{fact}" for fact in every],
        source_note,
    )


def finding(firm: int, every: int) -> str:
    """Say how many headlines hold whatever is moved or left out."""
    if not every:
        return "The study declares no headline finding"
    if firm == every:
        return "Every headline finding holds wherever a boundary is moved and whichever source is left out"
    if not firm:
        return "Every headline finding turns with some boundary or some source"
    return f"{firm:,} of {every:,} headline findings hold wherever a boundary is moved and whichever source is left out"


def alt_text(cells: pd.DataFrame) -> str:
    """Say which headline turns with what."""
    if cells.empty:
        return "No headline finding is declared."
    parts = []
    for fact in _facts(cells):
        own = cells[cells["fact"] == fact]
        parts.append(f"{own['finding'].iloc[0].rstrip('.')}: {turns(own)}")
    return f"{counted(len(parts), 'headline finding')}. {'; '.join(parts)}."


def turns(own: pd.DataFrame) -> str:
    """Say what turns one headline, from its cells."""
    turned = own[own["state"] == "turned"]
    starts, sources = (list(turned.loc[turned["kind"] == kind, "name"]) for kind in KINDS)
    parts = [f"when the start of {joined(starts, 'or')} moves"] if starts else []
    parts += [f"without {joined(sources, 'or')}"] if sources else []
    return f"turns {joined(parts, 'or')}" if parts else "holds throughout"


def _facts(cells: pd.DataFrame) -> list[str]:
    return list(dict.fromkeys(cells["fact"]))


def _table(cells: pd.DataFrame) -> pd.DataFrame:
    rows = []
    for fact in _facts(cells):
        own = cells[cells["fact"] == fact]
        head = {
            "Finding": own["finding"].iloc[0],
            "In this run": own["value"].iloc[0],
            "Verdict": own["verdict"].iloc[0],
        }
        rows.append(
            head
            | {
                f"{row.name}": row.range
                for row in own[["name", "range"]].itertuples(index=False, name="Cell")
            }
        )
    return pd.DataFrame(rows)


def _columns(cells: pd.DataFrame) -> list[tuple[str, str, str]]:
    return list(dict.fromkeys(zip(cells["kind"], cells["of"], cells["name"], strict=True)))


def _mark(canvas: Canvas, x: float, y: float, state: str, radius: float = 4.2) -> None:
    shape, filled, colour, _ = LOOKS[state]
    canvas.mark(x, y, radius, shape, colour, filled)


def _key(canvas: Canvas, y: float, states: Sequence[str]) -> None:
    x = 6.0
    for state in (s for s in LOOKS if s in states):
        _mark(canvas, x, y, state)
        canvas.text(x + 9, y, LOOKS[state][3], SMALL)
        x += length(LOOKS[state][3], SMALL) + 28


def _wide(cells: pd.DataFrame) -> Figure:
    columns, facts = _columns(cells), _facts(cells)
    left = 168.0
    labels = {f: wrap(cells.loc[cells["fact"] == f, "finding"].iloc[0], left - 8, SMALL, 4) for f in facts}
    row = 10.5 + 10.25 * max([2, *map(len, labels.values())])
    step = (WIDE - left) / max(len(columns), 1)
    heads = [wrap(name, step - 2, HEAD, 4) for _, _, name in columns]
    top = 46 + 10.25 * max((len(h) for h in heads), default=1)
    canvas = Canvas(WIDE, top + row * len(facts) + 4)
    _key(canvas, 8, list(cells["state"]))
    for kind, title in KINDS.items():
        own = [n for n, column in enumerate(columns) if column[0] == kind]
        if own:
            x0, x1 = left + own[0] * step + 3, left + (own[-1] + 1) * step - 3
            canvas.text((x0 + x1) / 2, 25, wrap(title, max(x1 - x0, 60), SMALL, 1)[0], SMALL, "center")
            canvas.line(x0, 33, x1, 33, GREY, 0.8)
    for number, lines in enumerate(heads):
        x = left + (number + 0.5) * step
        canvas.lines(x, top - 8 - 10.25 * (len(lines) - 1), lines, HEAD, "center")
    for number, fact in enumerate(facts):
        own, y = cells[cells["fact"] == fact], top + row * (number + 0.5)
        canvas.line(0, y - row / 2, WIDE, y - row / 2, INK, 0.5, alpha=0.2)
        canvas.lines(0, y - 5.1 * (len(labels[fact]) - 1), labels[fact], SMALL)
        states = dict(zip(zip(own["kind"], own["of"], strict=True), own["state"], strict=True))
        for at, (kind, of, _) in enumerate(columns):
            if (kind, of) in states:
                _mark(canvas, left + (at + 0.5) * step, y, states[kind, of])
        canvas.link(0, y - row / 2, WIDE, y + row / 2, f"fact:{fact}")
    return canvas.figure


def _narrow(cells: pd.DataFrame) -> Figure:
    """One block a headline: the finding, then what it turns with in words."""
    blocks = []
    for fact in _facts(cells):
        own = cells[cells["fact"] == fact]
        state = next((s for s in ("turned", "shifted") if (own["state"] == s).any()), "held")
        head = wrap(own["finding"].iloc[0], NARROW - 18, SMALL, 4, True)
        blocks.append((fact, state, head, wrap(turns(own), NARROW - 18, SMALL, 4)))
    height = 24 + sum(10.25 * (len(head) + len(words)) + 12 for *_, head, words in blocks)
    canvas, y = Canvas(NARROW, height), 24.0
    _key(canvas, 8, [state for _, state, *_ in blocks])
    for fact, state, head, words in blocks:
        size = 10.25 * (len(head) + len(words))
        _mark(canvas, 6, y + 5, state)
        canvas.lines(18, y + 5, head, SMALL, bold=True)
        canvas.lines(18, y + 5 + 10.25 * len(head), words, SMALL)
        canvas.link(0, y, NARROW, y + size, f"fact:{fact}")
        y += size + 12
    return canvas.figure
