"""Make an executed notebook the same, byte for byte, whenever and wherever it ran."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import nbformat
from nbformat import NotebookNode

# An object printed without a text of its own shows where in memory it lay.
ADDRESS = re.compile(r" at 0x[0-9a-fA-F]{6,}")
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


def scrub(notebook: NotebookNode, folders: Iterable[str] = (), title: str = "") -> NotebookNode:
    """Return the notebook without times, durations, random ids, memory addresses and paths.

    `folders` are removed wherever an output names them, so that only the path inside the checkout is left.
    """
    out = nbformat.v4.upgrade(notebook.copy())
    names = sorted({f.rstrip("/\\") for f in folders if len(f) > 1}, key=len, reverse=True)
    out.metadata = NotebookNode({"kernelspec": KERNEL, "language_info": {"name": "python"}})
    if title:
        out.metadata["title"] = title
    for number, cell in enumerate(out.cells):
        cell.id = f"cell-{number:02d}"
        tags = cell.metadata.get("tags")
        cell.metadata = NotebookNode({"tags": tags} if tags else {})
        if cell.cell_type != "code":
            continue
        for output in cell.outputs:
            output.pop("transient", None)
            if "metadata" in output:
                output.metadata = NotebookNode()
            _clean(output, names)
    return out


def _clean(node: NotebookNode, folders: list[str]) -> None:
    for key, value in node.items():
        if isinstance(value, str):
            node[key] = clean_text(value, folders)
        elif isinstance(value, list):
            node[key] = [clean_text(v, folders) if isinstance(v, str) else v for v in value]
        elif isinstance(value, dict):
            _clean(value, folders)


def clean_text(text: str, folders: Iterable[str]) -> str:
    """Return `text` without the given folders and without memory addresses."""
    for folder in folders:
        text = re.sub(re.escape(folder) + r"(?:[/\\]|(?![\w.-]))", "", text)
    return ADDRESS.sub("", text)


def store(notebook: NotebookNode, path: Path) -> None:
    """Write a notebook beside, then rename it into place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    part.write_text(nbformat.writes(notebook) + "\n", encoding="utf-8", newline="\n")
    part.replace(path)
