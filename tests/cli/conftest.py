"""Calling the command line as a shell does."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from dyadbook.cli import main


@dataclass(frozen=True)
class Said:
    """What a command printed and how it left."""

    code: int
    out: str
    err: str


@pytest.fixture
def dyadbook(capsys, monkeypatch, project):
    """Call the command line on a copy of the fictional study; returns what it said."""
    for name in ("DYADBOOK_RUN", "DYADBOOK_STAGE", "DYADBOOK_STUDY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(project.root)

    def call(*arguments: object, study: bool = True) -> Said:
        given = [str(a) for a in arguments]
        capsys.readouterr()
        code = 0
        try:
            main([*given, *(["--study", str(project.home)] if study else [])])
        except SystemExit as left:
            code = left.code if isinstance(left.code, int) else int(bool(left.code))
        printed = capsys.readouterr()
        return Said(code, printed.out, printed.err)

    return call
