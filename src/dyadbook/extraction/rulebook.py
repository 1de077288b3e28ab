"""Reads the rule files: patterns with macros, and for each rule its examples, which are its unit tests."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "rules"


@cache
def raw_rules(name: str) -> dict[str, Any]:
    """Return the content of `rules/<name>.yaml` as it stands."""
    return yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
