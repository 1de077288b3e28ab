"""The measured quality may not fall below what was reached; skipped where the annotated originals are not at hand."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
FLOORS = {
    "date": {"value": 0.97},
    "money": {"value": 0.99, "date": 0.99},
    "count": {"value": 0.99, "mod": 0.99},
    "ratio": {"value": 0.99, "mod": 0.99},
    "citation": {"value": 0.95},
    "event": {"value": 0.85},
}
PEERS = {"dates": 0.90, "currency": 0.90}


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bench_extraction", ROOT / "benchmarks" / "extraction.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def measured(bench: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    if not (SHARED / "gold" / "originals.jsonl").exists():
        pytest.skip("the annotated originals are not here: put them in ../shared to measure against them")
    return bench.score_originals(SHARED, tmp_path_factory.mktemp("floors"))


@pytest.mark.parametrize("kind", FLOORS)
def test_originals(kind: str, measured: dict[str, Any]) -> None:
    """Each kind of fact keeps its figures on the originals."""
    for name, floor in FLOORS[kind].items():
        assert measured[kind][name] >= floor, name


@pytest.mark.parametrize("kind", PEERS)
def test_cases_of_other_projects(kind: str, bench: ModuleType, tmp_path: Path) -> None:
    """Cases that others wrote keep their figure."""
    if not (SHARED / "peer_tests").exists():
        pytest.skip("other projects' cases are not here: put them in ../shared to measure against them")
    line = bench.score_peers(kind, SHARED, tmp_path)
    assert float(line.rpartition("F1 ")[2]) >= PEERS[kind], line


def test_says_plainly_what_it_skips(
    bench: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the annotation is absent the benchmark says so and still times the shipped texts."""
    monkeypatch.setattr("sys.argv", ["extraction.py", "--shared", str(tmp_path)])
    monkeypatch.setattr(bench, "ENOUGH", 1000)
    bench.main()
    said = capsys.readouterr().out
    assert "skipped: there is no gold/originals.jsonl" in said
    assert "dates: skipped, peer_tests/recognizers_datetime_en.jsonl is not there" in said
    assert "documents:" in said
    monkeypatch.setattr("sys.argv", ["extraction.py", "--shared", str(tmp_path), "--json"])
    bench.main()
    assert json.loads(capsys.readouterr().out)["originals"] is None
