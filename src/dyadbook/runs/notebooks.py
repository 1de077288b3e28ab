"""What a stored notebook has to look like, and what is wrong with those that do not."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dyadbook.runs.plan import STEPS
from dyadbook.study.parameters import Parameters, parameters_cell
from dyadbook.study.paths import Paths
from dyadbook.study.problems import Problem

TAG = "parameters"
LONGEST_CELL = 16  # lines; what needs more belongs into the package
LONGEST_FUNCTION = 3
ABSOLUTE = re.compile(r"(?<![\w.:/])(?:/(?:home|Users|root|tmp|work|mnt|var)/|[A-Za-z]:\\\\)")


def expected_cell(stem: str) -> str:
    """Return the code of a notebook's `parameters` cell; only a notebook on one phase takes that parameter."""
    names = [n for n in Parameters.model_fields if n != "phase" or stem.startswith("50-")]
    return parameters_cell(names)


def problems(paths: Paths) -> list[Problem]:
    """Return what is wrong with the notebooks of a checkout, those that the plan names and any other."""
    planned = {step.notebook for step in STEPS}
    there = {file.name for file in paths.notebooks.glob("*.ipynb")}
    out = [
        Problem(f"notebooks/{name}", None, "is missing", "Restore it: a run needs it")
        for name in sorted(planned - there)
    ]
    for name in sorted(there):
        out += faults(paths.notebooks / name, f"notebooks/{name}")
    return out


def faults(file: Path, name: str) -> list[Problem]:
    """Return what is wrong with one stored notebook; cells are counted from 1."""
    try:
        notebook = json.loads(file.read_text(encoding="utf-8"))
        cells = notebook["cells"]
    except (ValueError, KeyError, UnicodeDecodeError):
        return [Problem(name, None, "is not a notebook", "Restore it from git")]
    found = [*_layout(notebook), *_parameters(file.stem, cells)]
    for number, cell in enumerate(cells, start=1):
        if cell["cell_type"] == "code":
            found += [(f"cell {number}: {what}", remedy) for what, remedy in _code(cell)]
    return [Problem(name, None, what, remedy) for what, remedy in found]


Fault = tuple[str, str]


def _layout(notebook: dict[str, Any]) -> Iterator[Fault]:
    first = notebook["cells"][0] if notebook["cells"] else {}
    if first.get("cell_type") != "markdown" or not "".join(first.get("source", "")).startswith("# "):
        yield "does not open with a heading", "Begin with a Markdown cell that says what the notebook does"
    kernel = notebook.get("metadata", {}).get("kernelspec", {}).get("name")
    if kernel != "python3":
        yield f"names the kernel '{kernel}'", "Set it to python3, which every Jupyter has"
    if ABSOLUTE.search(json.dumps(notebook["cells"])):
        yield "names a folder of one machine", "Use work.paths, or a path inside the checkout"


def _parameters(stem: str, cells: list[dict[str, Any]]) -> Iterator[Fault]:
    tagged = [i for i, cell in enumerate(cells) if TAG in cell["metadata"].get("tags", [])]
    if len(tagged) != 1:
        yield f"has {len(tagged)} cells tagged '{TAG}'", "Tag exactly one"
        return
    at = tagged[0]
    if "".join(cells[at]["source"]) != expected_cell(stem):
        yield (
            f"cell {at + 1}: the parameters differ from the schema",
            "Copy names, defaults and help lines from src/dyadbook/study/parameters.py",
        )
    following = next((c for c in cells[at + 1 :] if c["cell_type"] == "code"), {"source": ""})
    if "begin(" not in "".join(following["source"]):
        yield f"cell {at + 2}: does not call begin", "Call it right after the parameters"
    elif f'"{stem}"' not in "".join(following["source"]):
        yield f"cell {at + 2}: calls begin under another name", f'Call it with "{stem}"'


def _code(cell: dict[str, Any]) -> Iterator[Fault]:
    source = "".join(cell["source"])
    if cell.get("outputs") or cell.get("execution_count"):
        yield "is stored with its output", "Clear all outputs before you save"
    opening = TAG in cell["metadata"].get("tags", []) or "begin(" in source
    if len(source.strip().split("\n")) > LONGEST_CELL and not opening:
        yield f"is longer than {LONGEST_CELL} lines", "Move what it computes into the package"
    try:
        tree = ast.parse(source)
    except SyntaxError as error:
        yield f"is not valid Python ({error.msg})", "Mend it"
        return
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > LONGEST_FUNCTION:
                yield f"defines {node.name}() in {length} lines", "Move it into the package"
