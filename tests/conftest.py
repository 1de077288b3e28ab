"""Fixtures for every room: the fictional study, a copy of it that a test may break, and the real study's place."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dyadbook.study.codebook import Codebook, read_codebook
from dyadbook.study.load import load_study
from dyadbook.study.models import Study
from dyadbook.study.paths import Paths

ROOT = Path(__file__).resolve().parents[1]
FICTIONAL = ROOT / "tests" / "fictional"


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def fictional() -> Paths:
    """Gondor and Arnor, to be read only."""
    return Paths(root=ROOT, seeds=FICTIONAL / "seeds")


@pytest.fixture(scope="session")
def study(fictional: Paths) -> Study:
    """The fictional study."""
    return load_study(fictional)


@pytest.fixture(scope="session")
def codebook(fictional: Paths) -> Codebook:
    """The fictional study's codebook."""
    return read_codebook(fictional)


@pytest.fixture(scope="session")
def real() -> Paths:
    """The study that this checkout publishes."""
    return Paths(root=ROOT, seeds=ROOT / "seeds")


@pytest.fixture
def project(tmp_path: Path) -> Paths:
    """A copy of the fictional study that a test may change; its notebooks and book pages are the checkout's."""
    home = tmp_path / "gondor-arnor"
    shutil.copytree(FICTIONAL, home, ignore=shutil.ignore_patterns("runs", "data", "_run", "_build"))
    return Paths(root=ROOT, seeds=home / "seeds")
