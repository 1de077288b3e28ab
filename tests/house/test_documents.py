"""What the README, the Makefile and the citation file say is true of what is here."""

import re
import shlex
import subprocess

import pytest
import typer
import yaml

from dyadbook import __version__
from dyadbook.cli.app import app
from dyadbook.runs import grid as grids
from dyadbook.sources.records import read_records
from dyadbook.study.load import load_study
from dyadbook.study.parameters import parse_assignments, validate


def text(root, name):
    return (root / name).read_text(encoding="utf-8")


def commands(root):
    """Return every command in the README's blocks and in its running text."""
    readme = text(root, "README.md")
    blocks = re.findall(r"```bash\n(.*?)```", readme, re.DOTALL)
    inline = re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", readme, flags=re.DOTALL))
    lines = [line for block in blocks for line in block.splitlines()]
    return [line.strip() for line in (*lines, *inline) if line.strip()]


def targets(root):
    return set(re.findall(r"(?m)^([a-z][a-z-]*):", text(root, "Makefile")))


def test_every_make_target_that_is_named_exists(root):
    """The README names no target that the Makefile lacks, and it does name some."""
    named = {m[1] for c in commands(root) if (m := re.match(r"make ([a-z-]+)$", c))}
    assert {"book", "test", "help", "lab"} <= named <= targets(root)


def test_make_help_lists_every_target(root):
    """No target is hidden, and no line of help is without one."""
    said = subprocess.run(
        ["make", "--no-print-directory", "help"], cwd=root, capture_output=True, text=True, check=True
    ).stdout
    listed = {line.split()[1] for line in said.splitlines()}
    assert listed == targets(root)
    assert {"book", "test", "bench", "lab", "serve", "clean", "help"} <= listed


def test_every_dyadbook_command_that_is_named_is_understood(root, real):
    """Each line parses: sub-command, options and, where there are any, parameters of this study."""
    group = typer.main.get_command(app)
    checked = 0
    for line in commands(root):
        words = shlex.split(line)
        if not words or words[0].rpartition("/")[2] != "dyadbook" or len(words) < 2:
            continue
        command = group.commands[words[1]]
        if "--help" in words:
            continue
        given = command.make_context(words[1], list(words[2:]), resilient_parsing=False).params
        if given.get("p") and words[1] == "sweep":
            assert grids.points(
                grids.from_assignments(list(given["p"])), load_study(real), list(read_records(real))
            )
        elif given.get("p"):
            validate(parse_assignments(list(given["p"])), load_study(real))
        checked += 1
    assert checked >= 5


def test_every_file_and_folder_that_is_named_exists(root):
    """Names in the table and the layout lead somewhere; what a build makes is left out."""
    made = ("book/_build", "runs", ".venv", "out.ipynb", "report.txt")
    named = re.findall(r"`((?:[\w.-]+/)+[\w.*-]*|[\w-]+\.(?:yml|cff|lock))`", text(root, "README.md"))
    named += re.findall(r"(?m)^(\w[\w/]*/)  ", text(root, "README.md"))
    wanted = [n for n in named if not n.startswith(made)]
    assert len(wanted) > 8
    for name in wanted:
        assert list(root.glob(name.rstrip("/"))), name


def test_the_steps_without_make_are_those_of_make(root):
    """Both ways install from the same lock, with the same flags."""
    by_hand = [shlex.split(c) for c in commands(root) if "-m pip install" in c]
    makefile = text(root, "Makefile").replace("$(BIN)", ".venv/bin")
    for words in by_hand:
        flags = [w for w in words[4:] if w.startswith("-") and w != "-r"]
        assert all(flag in makefile for flag in flags), words
        assert words[-1] in ("requirements-dev.lock", ".")


def test_the_citation_names_this_version_and_nothing_that_does_not_exist(root):
    """Version as in the package, required keys there, no identifier and no date that nobody gave."""
    cff = yaml.safe_load(text(root, "CITATION.cff"))
    assert {"cff-version", "message", "title", "authors"} <= set(cff)
    assert str(cff["version"]) == __version__
    assert cff["authors"] == [{"name": "The Belarus-Iran book contributors"}]
    assert not {"doi", "identifiers", "date-released"} & set(cff)
    assert f"## {__version__}" in text(root, "CHANGELOG.md")


def test_both_licences_are_named_where_they_apply(root):
    """MIT for code with its full text; CC BY 4.0 for content with the address of its full text."""
    assert "Permission is hereby granted, free of charge" in text(root, "LICENSE")
    content = text(root, "LICENSE-content")
    assert "CC-BY-4.0" in content and "https://creativecommons.org/licenses/by/4.0/legalcode" in content
    assert set(yaml.safe_load(text(root, "CITATION.cff"))["license"]) == {"MIT", "CC-BY-4.0"}


def test_python_that_is_too_old_is_told_so(root, tmp_path):
    """make refuses with one sentence and leaves nothing."""
    old = tmp_path / "python3"
    old.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    old.chmod(0o755)
    copy = tmp_path / "Makefile"
    copy.write_text(text(root, "Makefile"), encoding="utf-8")
    for name in ("requirements-dev.lock", "pyproject.toml"):
        (tmp_path / name).write_text("", encoding="utf-8")
    said = subprocess.run(["make", "book", f"PYTHON={old}"], cwd=tmp_path, capture_output=True, text=True)
    assert said.returncode != 0
    assert "Python 3.11 or later is needed; name one with: make PYTHON=python3.12" in said.stdout
    assert not (tmp_path / ".venv").exists()


def test_a_python_without_venv_is_told_what_to_install(root, tmp_path):
    """On Debian the package python3-venv is missing at first; one sentence says so."""
    python = tmp_path / "python3"
    python.write_text('#!/bin/sh\ncase "$*" in *venv*) exit 1;; esac\n', encoding="utf-8")
    python.chmod(0o755)
    (tmp_path / "Makefile").write_text(text(root, "Makefile"), encoding="utf-8")
    for name in ("requirements-dev.lock", "pyproject.toml"):
        (tmp_path / name).write_text("", encoding="utf-8")
    said = subprocess.run(["make", "book", f"PYTHON={python}"], cwd=tmp_path, capture_output=True, text=True)
    assert said.returncode != 0
    assert "apt install python3-venv" in said.stdout
    assert not (tmp_path / ".venv").exists()


@pytest.mark.parametrize("name", ["Makefile", ".ci/run", "environment.yml", "README.md", "pyproject.toml"])
def test_nothing_names_a_folder_of_one_machine(root, name):
    """What is committed works for whoever clones it."""
    assert not re.search(r"(?<![\w.])/(home|root|Users|work)/", text(root, name))
