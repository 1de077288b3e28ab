"""The fictional book of these tests, compiled once a session."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import mini_book


@pytest.fixture
def mini(tmp_path):
    """Paths and run folder of a fresh fictional study."""
    return mini_book.make(tmp_path)


@pytest.fixture(scope="session")
def book(tmp_path_factory):
    """The folder of the fictional book's pages, compiled."""
    from dyadbook.publishing import build

    paths, run = mini_book.make(tmp_path_factory.mktemp("mini"))
    return build(paths, run).parent
