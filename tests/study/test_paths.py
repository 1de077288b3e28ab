"""Where things are, and what is said where they are not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dyadbook.study.paths import Paths, find
from dyadbook.study.problems import ArgumentError


@pytest.fixture(autouse=True)
def _no_study_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DYADBOOK_STUDY", raising=False)


def test_the_checkout_is_found_from_any_folder_in_it(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands work from a subfolder, as notebooks do."""
    monkeypatch.chdir(root / "src" / "dyadbook")
    assert find() == Paths(root=root, seeds=root / "seeds")


@pytest.mark.parametrize("given", ["tests/fictional", "tests/fictional/seeds"])
def test_another_study_is_named_by_its_folder_or_its_seeds(
    root: Path, given: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its data and chapters lie beside its seeds; notebooks and pages stay the checkout's."""
    monkeypatch.chdir(root)
    found = find(given)
    assert found.seeds == root / "tests" / "fictional" / "seeds"
    assert found.data == root / "tests" / "fictional" / "data"
    assert found.chapters == root / "tests" / "fictional" / "book" / "chapters"
    assert found.notebooks == root / "notebooks"


def test_a_relative_study_is_looked_for_from_the_checkout(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same name works in a subfolder."""
    monkeypatch.chdir(root / "book")
    assert find("tests/fictional").seeds == root / "tests" / "fictional" / "seeds"


def test_the_environment_names_a_study(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """DYADBOOK_STUDY counts where no study is given."""
    monkeypatch.chdir(root)
    monkeypatch.setenv("DYADBOOK_STUDY", "tests/fictional")
    assert find().seeds == root / "tests" / "fictional" / "seeds"


def test_a_copy_with_notebooks_is_its_own_checkout(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fork's notebooks are used, not those of the checkout that the command was started in."""
    monkeypatch.chdir(root)
    shutil.copytree(root / "tests" / "fictional" / "seeds", tmp_path / "fork" / "seeds")
    for folder in ("notebooks", "book"):
        (tmp_path / "fork" / folder).mkdir()
    assert find(tmp_path / "fork").root == tmp_path / "fork"


def test_no_study_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Outside a checkout, and for a folder without a study, the sentence says what to do."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ArgumentError, match="No study was found here: .* or name one with --study DIR"):
        find()
    with pytest.raises(ArgumentError, match="There is no study in 'nowhere': neither study.yaml nor"):
        find("nowhere")


def test_no_absolute_path_is_shown(tmp_path: Path, fictional: Paths) -> None:
    """Messages and committed files name a file by its place in the checkout, or by its name alone."""
    assert fictional.show(fictional.seeds / "study.yaml") == "tests/fictional/seeds/study.yaml"
    assert (
        Paths(root=fictional.root, seeds=tmp_path / "seeds").show(tmp_path / "seeds" / "study.yaml")
        == "seeds/study.yaml"
    )
    assert fictional.show(Path("/somewhere/else/file.txt")) == "file.txt"
