"""Measures the extraction: against the annotated originals, against cases that other projects wrote, and by the clock.

    python benchmarks/extraction.py [--shared DIR] [--json]

DIR holds the originals, the gold annotation, the other projects' cases and the scorers (default: ../shared beside the
checkout). What needs it is skipped, and said to be, where it is absent; the speed is then measured on shipped texts.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from dyadbook.extraction.extract import extract
from dyadbook.extraction.gazetteer import Gazetteer
from dyadbook.extraction.stream import to_lines
from dyadbook.study.load import load_study
from dyadbook.study.paths import Paths

ROOT = Path(__file__).resolve().parents[1]
COLUMNS = (
    "gold",
    "predicted",
    "precision",
    "recall",
    "relaxed",
    "strict",
    "value",
    "date",
    "actors",
    "status",
    "place",
    "mod",
)
PEERS = {"dates": "recognizers_datetime_en.jsonl", "currency": "recognizers_currency_en.jsonl"}
ENOUGH = 400_000  # characters to time, so that a second's noise does not count


def gazetteer() -> Gazetteer:
    return Gazetteer.from_study(load_study(Paths(root=ROOT, seeds=ROOT / "seeds")))


def write(path: Path, lines: Iterable[str]) -> None:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def score_originals(shared: Path, folder: Path) -> dict[str, dict[str, Any]]:
    """Return the scorer's rows, one a kind, for the originals read as of their known dates of publication."""
    anchors = json.loads((shared / "gold" / "anchors.json").read_text(encoding="utf-8"))
    names = gazetteer()
    lines: list[str] = []
    for anchor in anchors:
        text = (shared / "seeds" / anchor["file"]).read_text(encoding="utf-8")
        found = extract(text, dt.date.fromisoformat(anchor["anchor"]), names, file=anchor["file"])
        lines += to_lines(m.record() for m in found)
    write(folder / "originals.jsonl", lines)
    scorer = [sys.executable, str(shared / "tools" / "score_extraction.py")]
    files = [str(shared / "gold" / "originals.jsonl"), str(folder / "originals.jsonl")]
    done = subprocess.run(
        [*scorer, *files, "--texts", str(shared / "seeds"), "--json"],
        check=True,
        capture_output=True,
        text=True,
    )
    return json.loads(done.stdout)


def score_peers(kind: str, shared: Path, folder: Path) -> str:
    """Return the scorer's line on the cases of other projects; their reference time is the publication date."""
    lines = []
    for raw in (shared / "peer_tests" / PEERS[kind]).read_text(encoding="utf-8").splitlines():
        case = json.loads(raw)
        published = dt.date.fromisoformat((case.get("ref") or "2016-11-07")[:10])
        facts = [m.record() for m in extract(case["input"], published)]
        lines.append(json.dumps({"id": case["id"], "facts": facts}))
    write(folder / f"{kind}.jsonl", lines)
    scorer = [sys.executable, str(shared / "tools" / "score_peers.py"), kind, str(folder / f"{kind}.jsonl")]
    return subprocess.run(scorer, check=True, capture_output=True, text=True).stdout.strip()


def speed(texts: list[str]) -> dict[str, float]:
    """Return characters a second on one core: separate documents, and the same as one long document."""
    names = gazetteer()
    day = dt.date(2020, 1, 1)
    rounds = ENOUGH // max(1, sum(map(len, texts))) + 1
    long = "\n\n".join(texts * rounds)
    extract(texts[0], day, names)  # compiles the rules
    begin = time.process_time()
    for _ in range(rounds):
        for text in texts:
            extract(text, day, names)
    middle = time.process_time()
    extract(long, day, names)
    end = time.process_time()
    total = rounds * sum(map(len, texts))
    return {"documents": total / (middle - begin), "one document": len(long) / (end - middle)}


def table(rows: dict[str, dict[str, Any]]) -> str:
    def cell(value: Any) -> str:
        return "-" if value is None else str(value) if isinstance(value, int) else f"{value:.3f}"

    head = f"{'kind':9}" + "".join(f"{name:>10}" for name in COLUMNS)
    return "\n".join(
        [head, *(f"{k:9}" + "".join(f"{cell(r.get(c)):>10}" for c in COLUMNS) for k, r in rows.items())]
    )


def measure(shared: Path) -> dict[str, Any]:
    """Return all that can be measured here; what cannot be is None."""
    out: dict[str, Any] = {"originals": None, "dates": None, "currency": None}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if (shared / "gold" / "originals.jsonl").exists():
            out["originals"] = score_originals(shared, folder)
        for kind, file in PEERS.items():
            if (shared / "peer_tests" / file).exists():
                out[kind] = score_peers(kind, shared, folder)
    originals = sorted((shared / "seeds").glob("*.txt"))
    shipped = sorted((ROOT / "seeds" / "texts").glob("*.md"))
    texts = [p.read_text(encoding="utf-8") for p in originals or shipped]
    out["speed"] = speed(texts) if texts else None
    return out


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of tables")
    args = parser.parse_args()
    found = measure(args.shared)
    if args.json:
        print(json.dumps(found, indent=1))
        return
    print("Originals, against the annotation")
    if found["originals"]:
        print(table(found["originals"]))
    else:
        print(
            f"  skipped: there is no gold/originals.jsonl under {args.shared.name}; give its folder with --shared"
        )
    print("\nCases that other projects wrote")
    for kind in PEERS:
        missing = f"{kind}: skipped, peer_tests/{PEERS[kind]} is not there"
        print(" ", found[kind] or missing)
    print("\nSpeed on one core, characters a second")
    if found["speed"]:
        for name, rate in found["speed"].items():
            print(f"  {name}: {rate:,.0f}")
    else:
        print("  skipped: there is no text to time")


if __name__ == "__main__":
    main()
