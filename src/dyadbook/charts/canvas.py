"""A sheet measured in points, from the top left, on which every chart draws; and how long a text will be."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import matplotlib.style
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, PathPatch, Polygon, Rectangle
from matplotlib.path import Path as Outline
from matplotlib.textpath import text_to_path

STYLE = str(Path(__file__).with_name("dyadbook.mplstyle"))
INK = "#010203"  # becomes currentColor in the file, so that dark pages get light ink; no drawing uses it otherwise
GREY = "#8A8A8A"
WIDE, NARROW = 576, 248  # points
SIZE, SMALL = 9.0, 8.4  # type sizes
GHOST = 0.004  # opacity of the areas that make small marks easy to hit; zero would not be drawn


@cache
def length(text: str, size: float = SIZE, bold: bool = False) -> float:
    """Return the width of a text in points, in a face that is wider than what pages use."""
    face = FontProperties(family="DejaVu Sans", size=size, weight="bold" if bold else "normal")
    return float(text_to_path.get_text_width_height_descent(text, face, ismath=False)[0])


def wrap(text: str, width: float, size: float = SIZE, lines: int = 9, bold: bool = False) -> list[str]:
    """Break a text into lines no longer than `width` points; the last of `lines` ends in an ellipsis where more would follow."""
    out: list[str] = []
    for word in text.split():
        if out and length(f"{out[-1]} {word}", size, bold) <= width:
            out[-1] = f"{out[-1]} {word}"
        else:
            out.append(word)
    if len(out) > lines:
        last = out[lines - 1]
        while " " in last and length(f"{last}…", size, bold) > width:
            last = last.rpartition(" ")[0]
        out = [*out[: lines - 1], f"{last.rstrip(',')}…"]
    return out


class Canvas:
    """A figure of `width` by `height` points; y grows downwards."""

    def __init__(self, width: float, height: float):
        self.width, self.height, self._count = width, height, 0
        with matplotlib.style.context(STYLE):
            self.figure = Figure(figsize=(width / 72, height / 72), dpi=72)
            self.axes = self.figure.add_axes((0, 0, 1, 1))
        self.axes.set_xlim(0, width)
        self.axes.set_ylim(height, 0)
        self.axes.set_axis_off()

    def text(
        self, x: float, y: float, words: str, size: float = SIZE, align: str = "left", **more: Any
    ) -> None:
        """Write one line with its middle at `y`; align is left, center or right."""
        bold = more.pop("bold", False)
        style = {"weight": "bold"} if bold else {}
        colour = more.pop("colour", INK)
        # a text with two dollar signs is money, not mathematics
        place = {"ha": align, "va": "center_baseline", "parse_math": False}
        self._next(self.axes.text(x, y, words, fontsize=size, color=colour, **place, **style, **more))

    def lines(
        self, x: float, y: float, words: Sequence[str], size: float = SIZE, align: str = "left", **more: Any
    ) -> None:
        """Write lines below one another; `y` is the middle of the first."""
        for number, line in enumerate(words):
            self.text(x, y + number * size * 1.22, line, size, align, **more)

    def line(
        self, x0: float, y0: float, x1: float, y1: float, colour: str = INK, width: float = 0.8, **more: Any
    ) -> None:
        self._next(self.axes.add_artist(Line2D([x0, x1], [y0, y1], color=colour, linewidth=width, **more)))

    def path(
        self, points: Sequence[tuple[float, float]], colour: str = INK, width: float = 0.8, **more: Any
    ) -> None:
        """Draw one line through all points, so that a pattern of dashes runs through."""
        xs, ys = zip(*points, strict=True)
        self._next(self.axes.add_artist(Line2D(xs, ys, color=colour, linewidth=width, **more)))

    def frame(self, x0: float, y0: float, x1: float, y1: float, colour: str) -> None:
        """Draw an outlined area that stands out on light and on dark pages alike."""
        self.box(x0, y0, x1, y1, colour, 0.22)
        corners = [(x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)]
        self.path(corners, colour, 0.9, solid_joinstyle="miter")

    def box(self, x0: float, y0: float, x1: float, y1: float, colour: str, alpha: float = 1.0) -> None:
        self._add(
            Rectangle(
                (x0, y0), x1 - x0, y1 - y0, facecolor=colour, alpha=alpha, edgecolor="none", linewidth=0
            )
        )

    def link(self, x0: float, y0: float, x1: float, y1: float, ref: str) -> None:
        """Make an area a link to evidence."""
        area = Rectangle(
            (x0, y0), x1 - x0, y1 - y0, facecolor=INK, alpha=GHOST, edgecolor="none", linewidth=0
        )
        area.set_url(f"evidence:{ref}")
        self._add(area)

    def mark(self, x: float, y: float, radius: float, shape: str, colour: str, filled: bool = True) -> None:
        """Draw a circle, diamond, triangle, square, cross or bar of about equal weight."""
        look = {"facecolor": colour if filled else "none", "edgecolor": colour, "linewidth": 1.3}
        r = radius if filled else radius - 0.3
        if shape == "circle":
            self._add(Circle((x, y), r, **look))
        elif shape == "cross":
            moves = [Outline.MOVETO, Outline.LINETO] * 2
            ends = [
                (x - r * 0.8, y - r * 0.8),
                (x + r * 0.8, y + r * 0.8),
                (x - r * 0.8, y + r * 0.8),
                (x + r * 0.8, y - r * 0.8),
            ]
            self._add(PathPatch(Outline(ends, moves), facecolor="none", edgecolor=colour, linewidth=1.8))
        else:
            corners = {
                "diamond": [(0, -1.25), (1.25, 0), (0, 1.25), (-1.25, 0)],
                "triangle": [(0, -1.2), (1.15, 0.85), (-1.15, 0.85)],
                "square": [(-0.95, -0.95), (0.95, -0.95), (0.95, 0.95), (-0.95, 0.95)],
                "bar": [(-0.1, -1.1), (0.1, -1.1), (0.1, 1.1), (-0.1, 1.1)],
            }[shape]
            self._add(Polygon([(x + r * a, y + r * b) for a, b in corners], closed=True, **look))

    def ring(self, x: float, y: float, radius: float) -> None:
        self._add(Circle((x, y), radius, facecolor="none", edgecolor=INK, linewidth=0.8))

    def _add(self, patch: Any) -> None:
        # add_artist, not add_patch: the sheet's limits are fixed, and measuring every shape would take most of the time
        patch.set_clip_on(False)
        self._next(self.axes.add_artist(patch))

    def _next(self, artist: Any) -> None:
        # in the order of drawing, whatever the kind: this is also the order in which a keyboard reaches the links
        self._count += 1
        artist.set_zorder(self._count)
