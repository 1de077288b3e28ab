"""Write the pins of requirements.lock into environment.yml, which conda and Binder read: `make lock` runs it."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PIN = re.compile(r"^([A-Za-z0-9._-]+==[^ \\]+)(?: ; ([^\\]+?))? ?\\?$")
HEAD = """\
# For conda and for Binder. The versions are those of requirements.lock: `make lock` writes both, a test compares them.
#   conda env create -f environment.yml && conda activate dyadbook && dyadbook book
name: dyadbook
channels:
  - conda-forge
  - nodefaults
dependencies:
  - python=3.11
  - pip
  - pip:
"""


def pins(lock: str) -> list[str]:
    """Return the pins of a lock file, one a package and marker, without hashes and comments."""
    found = [PIN.match(line) for line in lock.split("\n")]
    return [f"{m[1]} ; {m[2]}" if m[2] else m[1] for m in found if m]


def environment(lock: str) -> str:
    """Return the text of environment.yml for a lock file."""
    lines = [f'      - "{pin}"' for pin in pins(lock)]
    return HEAD + "\n".join([*lines, "      - --editable ."]) + "\n"


if __name__ == "__main__":
    text = environment((ROOT / "requirements.lock").read_text(encoding="utf-8"))
    (ROOT / "environment.yml").write_text(text, encoding="utf-8", newline="\n")
