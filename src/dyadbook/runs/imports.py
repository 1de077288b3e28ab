"""Which of this package's files a notebook depends on, read from its import statements."""

from __future__ import annotations

import ast
import json
from functools import cache
from pathlib import Path
from threading import Lock

import dyadbook

PACKAGE = Path(dyadbook.__file__).resolve().parent
# Python 3.11 keeps the parser's depth in one place for all threads: two that parse at once can fail with a SystemError.
PARSING = Lock()


def notebook_code(path: Path) -> str:
    """Return the code cells of a notebook, joined; lines that only IPython understands are left out."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    code = "\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "code")
    return "\n".join(line for line in code.split("\n") if not line.lstrip().startswith(("%", "!", "?")))


def files_behind(code: str) -> tuple[Path, ...]:
    """Return the package's files that `code` imports, directly or through other modules, sorted.

    A folder's data files (rules, styles, table descriptions) count as soon as one of its modules does. Imports inside
    functions count too.
    """
    todo, seen = set(_imported(code)), set()
    while todo:
        module = todo.pop()
        seen.add(module)
        todo |= set(_imports_of(module)) - seen
    folders = {module.parent for module in seen}
    data = {
        file
        for folder in folders
        if folder != PACKAGE
        for file in folder.rglob("*")
        if file.is_file() and file.suffix not in (".py", ".pyc") and "__pycache__" not in file.parts
    }
    return tuple(sorted(seen | data))


@cache
def _imports_of(module: Path) -> tuple[Path, ...]:
    return _imported(module.read_text(encoding="utf-8"))


def _imported(code: str) -> tuple[Path, ...]:
    found: set[Path] = set()
    with PARSING:
        tree = ast.parse(code)
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            # `from dyadbook.study import dates` names a module, `from dyadbook.study.dates import span` does not
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        else:
            continue
        for name in names:
            found |= set(_files(name))
    return tuple(sorted(found))


def _files(name: str) -> list[Path]:
    parts = name.split(".")
    if parts[0] != PACKAGE.name:
        return []
    out = []
    for depth in range(1, len(parts) + 1):
        base = PACKAGE.joinpath(*parts[1:depth])
        if (base / "__init__.py").is_file():
            out.append(base / "__init__.py")
        elif base.with_suffix(".py").is_file():
            out.append(base.with_suffix(".py"))
    return out
