"""The prose inside notebooks: Markdown cells, and the captions, titles and alt texts that their code spells out."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from dyadbook.publishing.prose_page import Block, read_page

WRITTEN = ("caption", "title", "alt", "source_note", "subtitle")


def cells(path: Path, extensions: Sequence[str]) -> Iterator[tuple[int, list[Block]]]:
    """Yield number (from 1) and blocks of every cell with prose; what is no notebook is left to the notebooks' own check."""
    try:
        listed = json.loads(path.read_text(encoding="utf-8"))["cells"]
    except (OSError, ValueError, KeyError, TypeError):
        return
    for number, cell in enumerate(listed, 1):
        source = "".join(cell.get("source", ""))
        if cell.get("cell_type") == "markdown":
            yield number, read_page(source, path.name, extensions).blocks
        elif cell.get("cell_type") == "code":
            yield number, [Block("caption", line, text) for line, text in written(source)]


def written(source: str) -> list[tuple[int, str]]:
    """Return line and text of what the code spells out for readers; what an f-string computes is left out."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return []
    out = []
    for node in ast.walk(tree):
        value: ast.expr | None = None
        if (
            isinstance(node, ast.keyword)
            and node.arg in WRITTEN
            or isinstance(node, ast.Assign)
            and any(isinstance(t, ast.Name) and t.id in WRITTEN for t in node.targets)
        ):
            value = node.value
        if value is not None:
            out += [
                (c.lineno, c.value)
                for c in ast.walk(value)
                if isinstance(c, ast.Constant) and isinstance(c.value, str)
            ]
    return out
