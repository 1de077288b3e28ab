"""One language of marks in all charts: shape and filling for the status, size for the number of reports, colour for the phase."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dyadbook.charts.canvas import GREY, INK, SMALL, Canvas, length
from dyadbook.study.models import Phase, Study

# status -> shape, filled, what the key says. Shapes differ, so that nothing hangs on colour alone.
LOOKS = {
    "occurred": ("circle", True, "took place"),
    "signed": ("circle", True, "took place"),
    "in_force": ("circle", True, "took place"),
    "ongoing": ("circle", True, "took place"),
    "planned": ("circle", False, "planned or proposed"),
    "proposed": ("circle", False, "planned or proposed"),
    "postponed": ("diamond", False, "postponed"),
    "reported": ("triangle", False, "only reported"),
    "denied": ("cross", False, "denied"),
}
OTHER = ("square", False, "other")
RADIUS, STEP, LARGEST = 3.1, 1.0, 7.0


def look(status: str | None) -> tuple[str, bool, str]:
    """Return shape, filling and meaning of a status."""
    return LOOKS.get(str(status), OTHER)


def radius(reports: int) -> float:
    """Return the radius for a number of reports: one is the smallest, seven and more look alike."""
    return min(RADIUS + STEP * (max(reports, 1) - 1), LARGEST)


@dataclass(frozen=True)
class Palette:
    """The colours of a run's phases; what cannot be placed is grey."""

    by_id: dict[str, str]

    def __call__(self, phase: str | None) -> str:
        return self.by_id.get(str(phase), GREY)


def palette(phases: Sequence[Phase], study: Study) -> Palette:
    """Return the colours that the study gives its phases and its prelude."""
    return Palette({"prelude": study.prelude.colour} | {p.id: p.colour for p in phases})


@dataclass(frozen=True)
class Key:
    """What the marks mean, of those in use: words and sample, laid out in as many lines as the width needs."""

    entries: tuple[tuple[str, str], ...]
    width: float

    def places(self) -> list[tuple[float, float, str, str]]:
        """Return x, y, words and sample of each entry, from the top left."""
        out, x, y = [], 0.0, 7.0
        for words, sample in self.entries:
            wide = self.indent(sample) + length(words, SMALL) + 12
            if x and x + wide - 10 > self.width:
                x, y = 0.0, y + 14
            out.append((x, y, words, sample))
            x += wide
        return out

    @staticmethod
    def indent(sample: str) -> float:
        return 21.0 if sample in ("size", "span") else 14.0

    @property
    def height(self) -> float:
        return max((y for _, y, *_ in self.places()), default=-7.0) + 7

    def draw(self, canvas: Canvas, top: float) -> None:
        for x, y, words, sample in self.places():
            _sample(canvas, x + 5, top + y, sample)
            canvas.text(x + self.indent(sample), top + y, words, SMALL)


def key(
    statuses: Iterable[str | None],
    width: float,
    *,
    reports: int = 1,
    ranges: bool = False,
    contested: bool = False,
    quiet: bool = False,
) -> Key:
    """Return the key to the marks in use."""
    used = {look(s) for s in statuses}
    entries = [
        (words, f"{shape}|{filled}")
        for shape, filled, words in dict.fromkeys([*LOOKS.values(), OTHER])
        if (shape, filled, words) in used
    ]
    extra = (
        (reports > 1, "more sources", "size"),
        (ranges, "some day in this span", "span"),
        (contested, "sources disagree", "ring"),
        (quiet, "hand-coded chronicle", "quiet"),
    )
    return Key((*entries, *((words, sample) for shown, words, sample in extra if shown)), width)


def _sample(canvas: Canvas, x: float, y: float, what: str) -> None:
    if what == "size":
        canvas.mark(x - 2, y, RADIUS, "circle", INK)
        canvas.mark(x + 7, y, RADIUS + 2 * STEP, "circle", INK)
    elif what == "span":
        span(canvas, x - 5, x + 11, y, INK)
        canvas.mark(x + 3, y, RADIUS, "circle", INK)
    elif what == "quiet":
        canvas.mark(x, y, 3.0, "bar", INK)
    elif what == "ring":
        canvas.mark(x, y, RADIUS, "circle", INK)
        ring(canvas, x, y, RADIUS)
    else:
        shape, _, filled = what.partition("|")
        canvas.mark(x, y, RADIUS + 0.4, shape, INK, filled == "True")


def span(canvas: Canvas, x0: float, x1: float, y: float, colour: str) -> None:
    """Draw the stretch of time in which an event lies."""
    canvas.line(x0, y, x1, y, colour, 1.1)
    for x in (x0, x1):
        canvas.line(x, y - 2.4, x, y + 2.4, colour, 1.1)


def ring(canvas: Canvas, x: float, y: float, size: float) -> None:
    """Draw a ring around a mark whose event the sources dispute."""
    canvas.ring(x, y, size + 2.2)
