"""`dyadbook diff`: what changed between two runs, and what held."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dyadbook.cli.options import StudyDir

if TYPE_CHECKING:
    from rich.console import Console

    from dyadbook.runs.diff import Diff

Old = Annotated[
    str, typer.Argument(metavar="RUN_A", help="Name of the run to compare with, such as default.")
]
New = Annotated[str, typer.Argument(metavar="RUN_B", help="Name of the run that may differ.")]
Json = Annotated[bool, typer.Option("--json", help="Print everything as JSON.")]
All = Annotated[bool, typer.Option("--all", help="List every row and cell, not the first of each table.")]

WIDTH = 160  # characters a line, where no terminal says how many
SHOWN = 12  # rows of each list that are printed without --all


def diff(a: Old, b: New, as_json: Json = False, everything: All = False, study: StudyDir = None) -> None:
    """Say what changed from one run to another: values, findings, events, tables, charts; and what held."""
    from dyadbook.cli.options import open_study
    from dyadbook.runs import diff as diffing

    paths, read = open_study(study)
    found = diffing.compare(paths, a, b)
    for name in dict.fromkeys((a, b)):
        if warning := diffing.outdated(paths, read, name):
            print(warning, file=sys.stderr)
    if as_json:
        print(json.dumps(found.record(), ensure_ascii=False, indent=1))
    else:
        show(found, sys.maxsize if everything else SHOWN)


def show(found: Diff, limit: int = SHOWN) -> None:
    """Print a comparison for a reader."""
    from rich.console import Console

    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = WIDTH
    f, e = found.facts, found.events
    console.print(f"[bold]From {found.old} to {found.new}[/bold]")
    for sentence in found.summary():
        console.print(f"  {sentence}", markup=False)
    table(
        console,
        "Parameters",
        ("", found.old, found.new),
        [(s.name, s.old, s.new) for s in found.parameters],
        limit,
    )
    turned = [(t.says, verdict(t.old, t.found_old), verdict(t.new, t.found_new)) for t in f.turned]
    table(console, "Findings that turned", ("", found.old, found.new), turned, limit)
    table(
        console,
        "Values that changed",
        ("", found.old, found.new, "by"),
        [(c.id, c.old, c.new, c.by) for c in f.changed],
        limit,
    )
    shaken = [(t.says, t.found_old, t.found_new) for t in f.shaken]
    table(console, "Findings that held on other figures", ("", found.old, found.new), shaken, limit)
    for title, rows in (
        (f"Facts that only {found.old} has", f.gone),
        (f"Facts that only {found.new} has", f.new),
    ):
        table(console, title, ("", "prints"), [(r.id, r.text) for r in rows], limit)
    moved = [(m.label, m.date, m.old, m.new) for m in e.moved]
    table(console, "Events that moved", ("", "date", found.old, found.new), moved, limit)
    table(
        console,
        "Events told otherwise",
        ("", found.old, found.new),
        [(m.label, m.old, m.new) for m in e.became],
        limit,
    )
    for title, events in (("Events that are gone", e.gone), ("Events that are new", e.new)):
        table(
            console, title, ("", "date", "phase"), [(m.label, m.date, m.old or m.new) for m in events], limit
        )
    for one in found.tables:
        if not one.same:
            title = (
                f"Table {one.name}: {one.rows_old:,} rows, then {one.rows_new:,}; {len(one.gone):,} gone, "
                f"{len(one.new):,} new, {one.rows_changed:,} changed"
            )
            cells = [(c.row, c.column, c.old, c.new) for c in one.cells]
            table(console, title, ("row", "column", found.old, found.new), cells, limit, empty=True)
    charts = [(c.id, c.state, c.new or c.old) for c in found.charts if c.state != "held"]
    table(console, "Charts that differ", ("", "", "what it finds now"), charts, limit)


def verdict(holds: bool, text: str) -> str:
    return f"{'true' if holds else 'false'}{f' ({text})' if text else ''}"


def table(
    console: Console,
    title: str,
    heads: Sequence[str],
    rows: Iterable[Sequence[Any]],
    limit: int,
    empty: bool = False,
) -> None:
    """Print rows under a title; nothing where there are none, unless the title says something by itself."""
    from rich.markup import escape
    from rich.table import Table

    rows = list(rows)
    if not rows and not empty:
        return
    console.print(f"\n[bold]{escape(title)}[/bold]")
    if not rows:
        return
    out = Table(box=None, show_header=any(heads), padding=(0, 2), header_style="dim")
    for head in heads:
        out.add_column(head, overflow="fold")  # an id that is cut short cannot be looked up
    for row in rows[:limit]:
        out.add_row(*(escape(plain(value)) for value in row))
    console.print(out)
    if len(rows) > limit:
        console.print(f"  and {len(rows) - limit:,} more (--all lists them)", markup=False)


def plain(value: Any) -> str:
    """Return a value as a cell shows it; nothing is a dash, so that it is not taken for a gap in the table."""
    if isinstance(value, dict):
        value = ", ".join(f"{k}: {v}" for k, v in value.items())
    elif isinstance(value, (list, tuple)):
        value = ", ".join(map(str, value))
    return "–" if value in (None, "") else str(value)
