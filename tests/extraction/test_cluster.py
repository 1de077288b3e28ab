"""The same function on a Dask cluster: same order, same bytes, and one sentence where it cannot be."""

import datetime as dt
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dyadbook.extraction import cluster
from dyadbook.extraction.cluster import extract_on_cluster, fingerprint
from dyadbook.extraction.gazetteer import Gazetteer
from dyadbook.extraction.stream import extract_files
from dyadbook.study.models import Study
from dyadbook.study.problems import ArgumentError

DAY = dt.date(2012, 6, 13)
TEXT = "In 200{0} the king of Gondor visited Arnor and paid ${0} million.\n"


@pytest.fixture(scope="module")
def names(study: Study) -> Gazetteer:
    return Gazetteer.from_study(study)


@pytest.fixture(scope="module")
def local() -> Iterator[Any]:
    """A scheduler and one worker of two threads in this process, reached over loopback as any other would be."""
    distributed = pytest.importorskip("distributed", reason="the extra 'cluster' is not installed")
    quiet = {"dashboard_address": None, "host": "127.0.0.1", "protocol": "tcp"}
    with distributed.LocalCluster(n_workers=1, threads_per_worker=2, processes=False, **quiet) as there:
        yield there


@pytest.fixture
def paths(tmp_path: Path) -> list[Path]:
    for i in range(1, 9):
        (tmp_path / f"{i}.txt").write_text(TEXT.format(i) * (9 - i) * 20, encoding="utf-8")
    (tmp_path / "3.txt").write_bytes(b"caf\xe9")
    return [tmp_path / f"{i}.txt" for i in range(1, 10)]  # the last is not there


def test_the_same_as_one_process(local: Any, paths: list[Path], names: Gazetteer) -> None:
    """Lines, their order, and what is said of files that cannot be read are those of one process."""
    days = {path.name: DAY for path in paths if path.name != "5.txt"}
    here = list(extract_files(paths, days, names))
    there = list(extract_on_cluster(paths, days, names, local.scheduler_address))
    assert there == here
    assert sum(bool(r.lines) for r in there) == 6 and [r.file for r in there if r.problem] == [
        "3.txt",
        "5.txt",
        "9.txt",
    ]


def test_few_texts_are_under_way_at_a_time(local: Any, paths: list[Path], names: Gazetteer) -> None:
    """A file is read when its turn is near, whatever the number of files: two threads take eight."""
    asked = []

    def many() -> Iterator[Path]:
        for _ in range(50):
            asked.append(1)
            yield paths[7]

    results = extract_on_cluster(many(), DAY, names, local.scheduler_address)
    next(results)
    assert len(asked) == 2 * cluster.AHEAD
    assert len(list(results)) == 49


def test_a_worker_with_other_rules_is_refused() -> None:
    """What would answer otherwise is named before anything is sent."""

    class Other:
        def nthreads(self) -> dict[str, int]:
            return {"tcp://a": 1, "tcp://b": 1}

        def run(self, _: Any, **__: Any) -> dict[str, str]:
            return {"tcp://a": fingerprint(), "tcp://b": "another"}

    with pytest.raises(
        ArgumentError, match=r"1 of 2 workers have another version of this package, or none \('tcp://b'"
    ):
        cluster._checked(Other(), "tcp://c:1")


def test_a_scheduler_without_workers_is_named() -> None:
    """Waiting for ever for a worker that nobody starts would look like work."""

    class Idle:
        def nthreads(self) -> dict[str, int]:
            return {}

    with pytest.raises(
        ArgumentError, match="the scheduler at 'tcp://c:1' has no worker; start one with: dask worker"
    ):
        cluster._checked(Idle(), "tcp://c:1")


@pytest.mark.parametrize("address", ["nonsense", "", "tcp://127.0.0.1:9"])
def test_no_scheduler_there(address: str, names: Gazetteer, monkeypatch: pytest.MonkeyPatch) -> None:
    """An address that is none, and one at which nothing listens, get one sentence with what to do."""
    pytest.importorskip("distributed", reason="the extra 'cluster' is not installed")
    monkeypatch.setattr(cluster, "WAIT", 0.3)
    with pytest.raises(
        ArgumentError, match=f"no Dask scheduler answers at '{address}'; start one with 'dask scheduler'"
    ):
        list(extract_on_cluster([], DAY, names, address))


def test_without_dask_it_says_how_to_get_it(names: Gazetteer, monkeypatch: pytest.MonkeyPatch) -> None:
    """The book needs no Dask; who asks for a cluster without it is told which extra brings it."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(
        ArgumentError, match=r"needs Dask, which is not installed here; install it with: pip install"
    ):
        list(extract_on_cluster([], DAY, names, "tcp://127.0.0.1:8786"))
