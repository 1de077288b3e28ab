"""Reads the rule files: patterns with macros, the words that can start a match, and the examples that test each rule."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "rules"
MACRO = re.compile(r"\{([a-z_]+?)(\d?)\}")
FIRST_WORD = re.compile(r"[^\W\d_]+")
DIGITS = "#"  # stands in `starts` for any run of digits


@dataclass(frozen=True)
class Example:
    """A sentence about other subjects; `expect` is what the rule must yield (None: nothing of this rule)."""

    rule: str
    text: str
    expect: dict[str, Any] | None
    published: str


@dataclass(frozen=True)
class Rule:
    """One way of saying something.

    `pattern` is matched on the folded text at a token named in `starts`; `value` names the function that turns the
    match into a value; `capital` asks for a capital first letter in the text (March, not march).
    """

    id: str
    purpose: str
    pattern: re.Pattern[str]
    value: str
    starts: frozenset[str]
    capital: bool = False
    needs: dict[str, Any] = field(default_factory=dict)


@cache
def raw_rules(name: str) -> dict[str, Any]:
    """Return the content of `rules/<name>.yaml` as it stands."""
    return yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))


@cache
def macros() -> dict[str, str]:
    """Return the named pieces that patterns are written with (`rules/macros.yaml`), each expanded in full."""
    pieces = currency_pieces()
    for name, body in raw_rules("macros").items():  # a piece may use the pieces above it
        pieces[name] = MACRO.sub(lambda m: _piece(m, pieces), body)
    return pieces


@cache
def currencies() -> dict[str, tuple[str, float]]:
    """Return, for each name (singular and plural), sign and code of a currency, its ISO code and how many units it is."""
    table = raw_rules("currencies")
    out: dict[str, tuple[str, float]] = {}
    for code, entry in table["currencies"].items():
        out[code.lower()] = (code, 1)
        for sign in entry["signs"]:
            out.setdefault(sign, (code, 1))
        for name in entry["names"]:
            out[name] = out[name + "s"] = (code, 1)
    for name, (code, units) in table["parts"].items():
        out[name] = out[name + "s"] = (code, units)
    return out


@cache
def former() -> dict[str, tuple[str, str]]:
    """Return, for each code whose name an earlier currency bore, that currency's code and its last day."""
    table = raw_rules("currencies")["currencies"]
    return {c: (e["was"]["code"], str(e["was"]["until"])) for c, e in table.items() if "was" in e}


@cache
def currency_pieces() -> dict[str, str]:
    """Return the macros {sign}, {code}, {currency}, longest spelling first."""
    table = raw_rules("currencies")["currencies"]

    def either(names: set[str]) -> str:
        return "(?:" + "|".join(re.escape(n) for n in sorted(names, key=lambda n: (-len(n), n))) + ")"

    signs = {s for entry in table.values() for s in entry["signs"]}
    return {
        "sign": either(signs),
        "code": either({c.lower() for c in table}),
        "currency": either(set(currencies())),
    }


def _piece(m: re.Match[str], pieces: dict[str, str]) -> str:
    body = pieces[m[1]]
    return body.replace(f"(?P<{m[1]}>", f"(?P<{m[1]}{m[2]}>") if m[2] else body


def expand(pattern: str) -> str:
    """Return `pattern` with its macros put in; `{month2}` is `{month}` with its group named month2."""
    return MACRO.sub(lambda m: _piece(m, macros()), pattern)


def _starts(names: list[str]) -> frozenset[str]:
    words: set[str] = set()
    for name in names:
        if name == "{signword}":
            signs = (s for entry in raw_rules("currencies")["currencies"].values() for s in entry["signs"])
            words.update(m[0] if (m := FIRST_WORD.match(s)) else s[0] for s in signs)
        elif name == "{codeword}":
            words.update(code.lower() for code in raw_rules("currencies")["currencies"])
        elif m := MACRO.fullmatch(name):
            words.update(FIRST_WORD.findall(raw_rules("starts")[m[1]]))
        else:
            words.add(name)
    return frozenset(words)


@cache
def rules(name: str) -> tuple[Rule, ...]:
    """Return the compiled rules of `rules/<name>.yaml`, in order."""
    out = []
    for raw in raw_rules(name)["rules"]:
        extra = set(raw) - {
            "id",
            "purpose",
            "pattern",
            "value",
            "starts",
            "capital",
            "needs",
            "positive",
            "negative",
        }
        if extra:
            raise ValueError(f"rules/{name}.yaml: rule {raw['id']} has an unknown key {sorted(extra)[0]}")
        out.append(
            Rule(
                id=raw["id"],
                purpose=raw["purpose"],
                pattern=re.compile(expand(raw["pattern"])),
                value=raw.get("value", ""),
                starts=_starts([str(s) for s in raw.get("starts", [])]),
                capital=raw.get("capital", False),
                needs=raw.get("needs", {}),
            )
        )
    return tuple(out)


@cache
def dispatch(*names: str) -> dict[str, tuple[Rule, ...]]:
    """Return, for each word that can start a match, the rules to try there, in order."""
    table: dict[str, list[Rule]] = {}
    for name in names:
        for rule in rules(name):
            for word in rule.starts:
                table.setdefault(word, []).append(rule)
    return {word: tuple(found) for word, found in table.items()}


def examples() -> Iterator[Example]:
    """Yield every example of the rule files, events aside (their rules have fields of their own)."""
    for path in sorted(FOLDER.glob("*.yaml")):
        if path.stem.startswith("events"):
            continue
        content = raw_rules(path.stem)
        for group in (v for v in content.values() if isinstance(v, list)):
            for raw in (r for r in group if isinstance(r, dict) and "positive" in r):
                for kind in ("positive", "negative"):
                    for e in raw.get(kind) or []:
                        e = {"text": e} if isinstance(e, str) else dict(e)
                        text, published = e.pop("text"), str(e.pop("published", "2012-06-13"))
                        yield Example(raw["id"], text, e if kind == "positive" else None, published)
