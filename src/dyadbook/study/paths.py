"""The one module that knows where things are in a checkout."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from dyadbook.study.problems import ArgumentError


@dataclass(frozen=True)
class Paths:
    """The folders of one study. `root` is the checkout; `seeds` may lie elsewhere (`--study DIR`)."""

    root: Path
    seeds: Path

    @property
    def texts(self) -> Path:
        return self.seeds / "texts"

    @property
    def originals(self) -> Path:
        return self.seeds / "originals"

    @property
    def notebooks(self) -> Path:
        return self.root / "notebooks"

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def runs(self) -> Path:
        return self.home / "runs"

    @property
    def book(self) -> Path:
        return self.root / "book"

    @property
    def chapters(self) -> Path:
        return self.home / "book" / "chapters"

    @property
    def home(self) -> Path:
        """The folder that holds what belongs to this study alone: the checkout, or the parent of another study's seeds."""
        return self.seeds.parent

    def show(self, path: Path) -> str:
        """Return `path` as a message or a committed file may name it: relative to the checkout, never absolute."""
        for base in (self.root, self.home):
            if path.is_relative_to(base):
                return path.relative_to(base).as_posix()
        return path.name


def find(study: Path | str | None = None) -> Paths:
    """Find the checkout and the study's seeds.

    `study` is the seeds folder itself or a folder that has one; without it the environment variable DYADBOOK_STUDY
    counts, then the first folder upwards from here that holds `seeds/study.yaml`.
    """
    given = study or os.environ.get("DYADBOOK_STUDY")
    here = Path.cwd().resolve()
    root = next(
        (p for p in (here, *here.parents) if (p / "notebooks").is_dir() and (p / "book").is_dir()), None
    )
    if given:
        folder = Path(given)
        if not folder.is_absolute() and not folder.exists() and root and (root / folder).exists():
            folder = root / folder
        folder = folder.resolve()
        seeds = folder if (folder / "study.yaml").is_file() else folder / "seeds"
        if not (seeds / "study.yaml").is_file():
            raise ArgumentError(
                f"There is no study in '{given}': neither study.yaml nor seeds/study.yaml is there."
            )
        own = seeds.parent
        if (own / "notebooks").is_dir() and (own / "book").is_dir():
            root = own
    else:
        if root is None or not (root / "seeds" / "study.yaml").is_file():
            raise ArgumentError(
                "No study was found here: run this in a checkout (the folder with seeds/ and notebooks/), or name one with --study DIR."
            )
        seeds = root / "seeds"
    if root is None:
        source = Path(__file__).resolve().parents[3]
        root = source if (source / "notebooks").is_dir() else seeds.parent
    return Paths(root=root, seeds=seeds)
