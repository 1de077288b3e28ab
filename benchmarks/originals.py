"""Keeps what the extraction yields on the originals, so that the book can show it where they are not.

    python benchmarks/originals.py [--originals DIR] [--check]

Writes seeds/gold/originals_found.jsonl and originals_claims.csv: offsets, values and rules, no text. DIR holds the originals
(default: seeds/originals). With --check nothing is written; the exit status is 1 where the files are not up to date.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from dyadbook.runs.originals import OriginalsAt, files, yielded
from dyadbook.study.problems import ContentError

ROOT = Path(__file__).resolve().parents[1]


def main(arguments: list[str] | None = None) -> int:
    """Write or compare the kept yield; returns the exit status."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--originals", type=Path, default=ROOT / "seeds" / "originals")
    parser.add_argument("--check", action="store_true", help="compare, and write nothing")
    given = parser.parse_args(arguments)
    paths = OriginalsAt(root=ROOT, seeds=ROOT / "seeds", folder=given.originals.resolve())
    try:
        made = files(yielded(paths, "originals"))
    except ContentError as error:
        print(error, file=sys.stderr)
        return 1
    stale = 0
    for name, text in made.items():
        path = paths.seeds / "gold" / name
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            continue
        stale = 1
        if given.check:
            print(f"{paths.show(path)} is not what the originals yield now.", file=sys.stderr)
        else:
            path.write_text(text, encoding="utf-8", newline="\n")
            print(f"wrote {paths.show(path)}")
    return stale if given.check else 0


if __name__ == "__main__":
    sys.exit(main())
