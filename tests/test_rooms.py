"""The house rules that only the whole package can break: imports run one way, and nothing in it knows the real study."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from dyadbook.study.load import load_study
from dyadbook.study.models import Study
from dyadbook.study.paths import Paths

# Left to right; rooms on one line do not import one another.
ORDER = (
    ("study",),
    ("sources",),
    ("extraction",),
    ("reconciliation",),
    ("phases", "observations", "series"),
    ("charts", "ledger"),
    ("runs",),
    ("publishing", "classroom"),
    ("cli",),
)
RANK = {room: rank for rank, rooms in enumerate(ORDER) for room in rooms}
PACKAGE = "dyadbook"


def imports(source: str, module: str) -> list[tuple[int, str]]:
    """Return line and full name of everything that `module` imports, relative imports resolved, wherever they stand.

    `import importlib; importlib.import_module("dyadbook.x")` counts too, since a string hides a room as well as a name.
    """
    out = []
    package = module.split(".")[:-1]
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            out += [(node.lineno, name.name) for name in node.names]
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            out += [(node.lineno, f"{base}.{name.name}") for name in node.names]
        elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in ("import_module", "__import__"):
                out.append((node.lineno, str(node.args[0].value)))
    return out


def room_of(name: str) -> str | None:
    """Return the room that a module name lies in; None outside the package and for its root."""
    parts = name.split(".")
    if name == f"{PACKAGE}.__main__":
        return "cli"  # python -m dyadbook: the command line by another name
    return parts[1] if parts[0] == PACKAGE and len(parts) > 1 and parts[1] in RANK else None


def violations(source: str, module: str) -> list[str]:
    """Return what breaks the order of rooms in one module."""
    own = room_of(module)
    out = []
    for line, name in imports(source, module):
        other = room_of(name)
        if other is None or other == own:
            continue
        if own is None or RANK[other] >= RANK[own]:
            out.append(f"{module}:{line} imports {name}, which lies to its right or beside it")
    return out


def modules(root: Path) -> list[tuple[str, Path]]:
    """Return name and file of every module of the package; a package's own module ends in __init__."""
    src = root / "src"
    return [(".".join(p.relative_to(src).with_suffix("").parts), p) for p in sorted(src.rglob("*.py"))]


def test_every_folder_of_the_package_is_a_room(root: Path) -> None:
    """A folder without a place in the order would escape the rule."""
    folders = {
        p.name
        for p in (root / "src" / PACKAGE).iterdir()
        if p.is_dir() and p.name != "__pycache__" and any(p.rglob("*.py"))
    }
    assert folders <= set(RANK), f"give {sorted(folders - set(RANK))} a place in ORDER"


def test_imports_run_one_way(root: Path) -> None:
    """No room imports a room to its right or beside it, and the package's root imports none."""
    found = [v for name, path in modules(root) for v in violations(path.read_text(encoding="utf-8"), name)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("dyadbook.study.load", "from dyadbook.sources.records import read_records"),
        ("dyadbook.study.load", "import dyadbook.cli"),
        ("dyadbook.study.load", "from dyadbook import runs"),
        ("dyadbook.study.load", "from ..ledger import facts"),
        ("dyadbook.study.__init__", "from ..ledger import facts"),
        ("dyadbook.phases.assign", "from dyadbook.series import load_series"),
        ("dyadbook.charts.timeline", "def f():\n    import dyadbook.ledger.facts"),
        ("dyadbook.study.load", "import importlib\nimportlib.import_module('dyadbook.publishing')"),
        ("dyadbook.__init__", "from dyadbook.study import dates"),
    ],
)
def test_a_wrong_import_is_caught(module: str, line: str) -> None:
    """However it is written, an import to the right is seen."""
    assert violations(line, module), f"{line} in {module} was let through"


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("dyadbook.sources.corpus", "from dyadbook.study.models import Study"),
        ("dyadbook.sources.corpus", "from .texts import Document"),
        ("dyadbook.sources.corpus", "from ..study import dates"),
        ("dyadbook.sources.corpus", "import pandas as pd\nfrom pathlib import Path"),
        ("dyadbook.cli.app", "from dyadbook import __version__"),
    ],
)
def test_a_right_import_is_let_through(module: str, line: str) -> None:
    """Imports to the left, within the room, and from outside are no violation."""
    assert violations(line, module) == []


# Words of the real study that the code may use all the same, each with its reason.
ALLOWED: dict[str, str] = {
    "West": "the design fixes the event type west_relations; the package has to say it in words",
    "US": "stands in the currency sign US$ and, beside 'us', as the example of why capitals matter",
    "U.S.": "the standing example of full stops that end no sentence",
    "American": "a kind of spelling",
    "Georgia": "a typeface",
}


def names_of(study: Study, allowed: Iterable[str] = ALLOWED) -> set[str]:
    """Return the names that only the study may know: of the dyad's states, their people, places and bodies, and demonyms."""
    out: set[str] = set()
    for actor in study.actors:
        out |= {actor.id, actor.name, *actor.aliases, *actor.demonyms, *actor.metonyms}
    for person in study.people:
        out |= {person.name, *person.aliases}
    for place in study.places:
        out |= {place.name, *place.aliases}
    return {name.removeprefix("the ") for name in out} - set(allowed)


def pattern_of(names: set[str]) -> re.Pattern[str]:
    """Return a pattern that finds any of `names` as whole words, capitals as written, longest first."""
    ordered = sorted(names, key=lambda n: (-len(n), n))
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, ordered)) + r")(?![\w-])")


def texts(root: Path) -> list[tuple[str, str]]:
    """Return name and text of all that must know no country: package files of any kind, and the cells of notebooks."""
    out = []
    for path in sorted((root / "src").rglob("*")):
        if path.suffix in (
            ".py",
            ".yaml",
            ".yml",
            ".json",
            ".csv",
            ".css",
            ".js",
            ".html",
            ".txt",
            ".md",
            ".toml",
        ):
            out.append((path.relative_to(root).as_posix(), path.read_text(encoding="utf-8")))
    for path in sorted((root / "notebooks").rglob("*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        out.append((path.relative_to(root).as_posix(), "\n".join("".join(c["source"]) for c in cells)))
    return out


def test_the_package_and_the_notebooks_know_no_country(root: Path, real: Paths) -> None:
    """No state, body, person, place or demonym of the study that is published here stands in src/ or notebooks/."""
    pattern = pattern_of(names_of(load_study(real)))
    found = [
        f"{name}:{text.count(chr(10), 0, m.start()) + 1} names '{m[0]}'"
        for name, text in texts(root)
        for m in pattern.finditer(text)
    ]
    assert not found, "\n".join(found)


def test_no_exception_outlives_its_use(root: Path, real: Paths) -> None:
    """Each word allowed above is a name in the study and does stand in the code; else it comes off the list."""
    listed = names_of(load_study(real), allowed=())
    everything = "\n".join(text for _, text in texts(root))
    for word in ALLOWED:
        assert word in listed, word
        assert pattern_of({word}).search(everything), word


def test_a_country_in_the_code_would_be_found(study: Study) -> None:
    """The search sees a state, a demonym, a person and a place, as whole words only."""
    pattern = pattern_of(names_of(study))
    for word in ("Gondor", "Gondorian", "Faramir", "Pelargir", "GON"):
        assert pattern.search(f"# as in {word}, for instance"), word
    for word in ("Gondorland", "gondor", "GONG"):
        assert not pattern.search(word), word
