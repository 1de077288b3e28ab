"""Fictional tables to draw."""

import datetime as dt

import pandas as pd

from dyadbook.phases import assign
from dyadbook.study import tables
from dyadbook.study.models import Actor, Phase, Study

COLOURS = ("#0072B2", "#009E73", "#D55E00", "#C46B9B")


def phases(number: int) -> tuple[Phase, ...]:
    """Return so many phases of different lengths from 3001 to 3029."""
    step = 28 * 365 // number
    first = dt.date(3001, 6, 1)
    return tuple(
        Phase(
            id=f"phase-{n}",
            name=f"The age of the tree {n}",
            start=first + dt.timedelta(n * step + 40 * (n % 3)),
            rule="r",
            rests_on=(),
            colour=COLOURS[n % 4],
        )
        for n in range(number)
    )


def study(number: int = 3) -> Study:
    return Study(
        id="gondor-arnor",
        title="Gondor and Arnor",
        dyad=("GON", "ARN"),
        span="2990/3030",
        as_of=dt.date(3030, 12, 31),
        actors=(Actor(id="GON", name="Gondor"), Actor(id="ARN", name="Arnor")),
        phases=phases(number),
    )


TYPES = ("visit", "meeting", "agreement", "trade", "military", "membership")
STATUSES = ("occurred", "signed", "planned", "postponed", "reported", "denied", "occurred")
DATES = ("{y}-05-{d:02}", "{y}-05", "{y}", "{y}-03-{d:02}/{y}-03-28", None)


def events(number: int, over: tuple[Phase, ...]) -> pd.DataFrame:
    """Return so many events of every type, status and precision, a third of them crowded into one spring."""
    rows = []
    for n in range(number):
        year = 3019 if n % 3 == 0 else 3000 + n % 30
        date = DATES[n % 5 if n % 4 == 0 else 0]
        date = date.format(y=year, d=1 + n % 27) if date else None
        first, last = _ends(date)
        rows.append(
            {
                "id": f"event-{n:03}",
                "date": date,
                "date_first": first,
                "date_last": last,
                "type": TYPES[n % 6],
                "dimension": ("political", "economic", "security")[n % 3],
                "label": f"Meeting of the steward and the king number {n} in Annúminas",
                "status": STATUSES[n % 7],
                "reports": 1 + (n % 9 == 0) * (n % 4),
                "claims": 1,
                "sources": "red;blue" if n % 2 else "red",
                "contested": n % 11 == 0,
            }
        )
    frame = tables.shape("events", rows)
    return frame.assign(phase=assign(frame["date"], over))


def _ends(date: str | None) -> tuple:
    from dyadbook.study import dates

    return dates.span(date)


SOURCES = tables.shape(
    "sources",
    [
        {"id": "red", "publisher": "The Red Book of Westmarch", "published": "3029-01-01"},
        {"id": "blue", "title": "A letter from Minas Tirith", "published": "3005"},
        {"id": "grey", "publisher": "Grey Havens Gazette", "published": "3030-02"},
    ],
)
NAMES = {
    "red": "The Red Book of Westmarch",
    "blue": "A letter from Minas Tirith",
    "grey": "Grey Havens Gazette",
}


def dispute(id_: str, attribute: str, *positions: tuple) -> list[dict]:
    """Return the rows of one disagreement from (value, sources) pairs, the headline first."""
    return [
        {
            "id": id_,
            "position": n,
            "about": f"The question of {id_}",
            "attribute": attribute,
            "value": value,
            "sources": sources,
            "headline": n == 1,
            "difference": None if n == 1 else "1 day earlier",
        }
        for n, (value, sources) in enumerate(positions, 1)
    ]


DISPUTES = tables.shape(
    "disagreements",
    dispute("talks-date", "date", ("3019-05-09", "blue"), ("3019-05-08", "red"))
    + dispute("papers", "documents", ("13", "blue"), ("12", "red"), ("15", "grey"))
    + dispute("gap", "interval", ("29 years 4 months", None), ("30 years", "red;blue"))
    + dispute("plan", "status", ("planned", "red"), ("not reported as held", None))
    + dispute("trade", "amount", ("USD:3000000", "red"), ("USD:4500000", "blue")),
)


def amount(id_: str, measure: str, value: float, period: str, mod: str | None = None) -> dict:
    return {
        "id": id_, "source": id_.split("-")[0], "kind": "figure", "type": measure,
        "value": value, "unit": "USD", "date": period, "mod": mod,
    }  # fmt: skip


AMOUNTS = tables.shape(
    "claims",
    [
        amount("red-1", "turnover", 33e6, "3017"),
        amount("red-2", "turnover", 100e6, "3018"),
        amount("blue-1", "exports", 81e6, "3018", "min"),
        amount("blue-2", "benefit", 100e6, "3019-05-08", "max"),
        {
            "id": "red-3",
            "source": "red",
            "kind": "figure",
            "type": "turnover",
            "value": 3,
            "unit": "ratio",
            "date": "3018",
        },
    ],
)


def extents(figure):
    """Return the box around every mark of a figure; areas without an outline, as links and bands, are none."""
    marks = [p for p in figure.axes[0].patches if p.get_linewidth() and p.get_edgecolor()[3] == 1]
    return [p.get_path().get_extents(p.get_patch_transform()) for p in marks]
