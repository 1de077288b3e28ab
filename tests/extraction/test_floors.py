"""The measured quality may not fall below what was reached: on what is committed anywhere, on the originals where they are."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from dyadbook.extraction import scoring
from dyadbook.extraction.beside import beside, summary
from dyadbook.extraction.extract import extract
from dyadbook.extraction.gazetteer import Gazetteer
from dyadbook.extraction.intervals import measure, read_targets
from dyadbook.sources.corpus import load_corpus
from dyadbook.sources.digest_map import read_gold, read_map
from dyadbook.study.load import load_study
from dyadbook.study.paths import Paths

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
FLOORS = {
    "date": {"value": 0.97},
    "money": {"value": 0.99, "date": 0.99},
    "count": {"value": 0.99, "mod": 0.99},
    "ratio": {"value": 0.99, "mod": 0.99},
    "citation": {"value": 0.95},
    "event": {"value": 0.85, "date": 0.85, "actors": 0.95, "status": 0.85, "place": 0.80},
}
# Shares of the annotated facts that come out of the digests with the right value.
DIGESTS = {"date": 1.0, "money": 1.0, "count": 1.0, "ratio": 1.0, "citation": 1.0, "event": 0.85}
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


@pytest.fixture(scope="module")
def committed() -> list[scoring.Outcome]:
    """What became of each annotated fact, by the kept yield of the originals: needs no original."""
    lines = (ROOT / "seeds" / "gold" / "originals_found.jsonl").read_text(encoding="utf-8").splitlines()
    gold = read_gold(Paths(root=ROOT, seeds=ROOT / "seeds"))
    return scoring.judge(gold.values(), map(json.loads, lines))


@pytest.mark.parametrize("kind", FLOORS)
def test_the_kept_yield_of_the_originals(kind: str, committed: list[scoring.Outcome]) -> None:
    """Each kind keeps its figures on what is committed, whether or not the originals are here."""
    row = scoring.figures(committed)[kind]
    for name, floor in FLOORS[kind].items():
        assert row[name] >= floor, name


def test_the_targets_of_the_study(committed: list[scoring.Outcome]) -> None:
    """Every figure that the study sets itself to reach is reached, so many errors at most included."""
    targets = read_targets(ROOT / "seeds" / "gold" / "targets.yaml")
    assert len(targets) == 8
    assert [t.id for t in targets if not measure(committed, t, draws=1).reached] == []


def test_digests(committed: list[scoring.Outcome]) -> None:
    """The annotated facts come out of the shipped digests as well: these are read anew here."""
    paths = Paths(root=ROOT, seeds=ROOT / "seeds")
    study = load_study(paths)
    digests, names = load_corpus(paths, study), Gazetteer.from_study(study)
    facts = {
        d.source: [m.record() for m in extract(d.text, d.record.anchor, names, file=d.name, digest=d.digest)]
        for d in digests
    }
    table = summary(beside(committed, digests, facts, read_map(paths))).set_index("kind")
    shares = (table["both"] + table["digest"]) / table["facts"]
    assert {kind: share for kind, share in shares.items() if share < DIGESTS[str(kind)]} == {}
    assert set(shares.index) == set(DIGESTS)


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
