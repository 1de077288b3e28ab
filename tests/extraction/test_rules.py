"""The examples of the rule files are their unit tests."""

import datetime as dt
from types import SimpleNamespace

import pytest
import yaml

from dyadbook.extraction.attributions import find_citations
from dyadbook.extraction.dates import find_dates
from dyadbook.extraction.doc import Doc
from dyadbook.extraction.quantities import find_quantities
from dyadbook.extraction.rulebook import FOLDER, Example, examples, raw_rules

EXAMPLES = list(examples())
LINES = [e for e in EXAMPLES if e.rule.startswith("zone-")]
SENTENCES = [e for e in EXAMPLES if not e.rule.startswith("zone-")]
KNOWN = ["Pelargir Post"]


def name(e: Example) -> str:
    return f"{e.rule}-{'yes' if e.expect is not None else 'no'}-{e.text[:24]}"


def read(text: str, published: str, known: list[str]) -> Doc:
    """Run the core's finders, without a study."""
    doc = Doc(text, dt.date.fromisoformat(published), SimpleNamespace(publishers={n: n for n in known}))
    for find in (find_citations, find_dates, find_quantities):
        doc.add(find(doc))
    return doc


@pytest.mark.parametrize("e", SENTENCES, ids=name)
def test_rule_example(e: Example) -> None:
    """A positive example yields its values by its rule; a negative one yields nothing by it."""
    wanted = dict(e.expect or {})
    found = read(e.text, e.published, wanted.pop("known", KNOWN)).mentions
    by_rule = [m for m in found if e.rule in m.rule.split("+")]
    if e.expect is None:
        assert [e.text[m.start : m.end] for m in by_rule] == []
    else:
        assert any(all(getattr(m, k) == v for k, v in wanted.items()) for m in by_rule), found


@pytest.mark.parametrize("e", LINES, ids=name)
def test_zone_example(e: Example) -> None:
    """A line of page furniture is hidden from all finders, a dateline is marked, and prose is neither."""
    prose = "The steward of the harbour spoke to the guild at length, and nobody in the hall thought of asking him to stop.\n"
    kind = "dateline" if e.rule == "zone-dateline" else "furniture"
    doc = Doc(f"{e.text}\n" if kind == "dateline" else f"{prose}\n{e.text}\n", dt.date(2012, 6, 13))
    assert any(z.kind == kind for z in doc.zones) == (e.expect is not None)


def all_rules() -> list[dict]:
    out = []
    for path in sorted(FOLDER.glob("*.yaml")):
        content = raw_rules(path.stem)
        if not path.stem.startswith("events"):
            out += [r for v in content.values() if isinstance(v, list) for r in v if isinstance(r, dict)]
    return out


def test_every_rule_is_complete() -> None:
    """Each rule has an id of its own, a purpose that is a sentence, and an example for and against."""
    rules = all_rules()
    ids = [r["id"] for r in rules]
    assert len(rules) > 90
    assert len(set(ids)) == len(ids)
    for r in rules:
        assert r["purpose"].endswith("."), r["id"]
        assert r["positive"] and r["negative"], r["id"]


def test_examples_name_no_state_of_the_real_world() -> None:
    """Examples are about other subjects than any study's: no state's name is in them."""
    for e in EXAMPLES:
        assert not any(w in e.text for w in ("Russia", "China", "Ukrain", "Germany", "Poland")), e.text


def test_no_word_of_a_rule_is_read_as_true_or_false():
    """YAML reads a bare `on` or `no` as a boolean, and the word would silently be missing from its list."""

    def booleans(value, where):
        if isinstance(value, dict):
            return [b for k, v in value.items() for b in booleans(v, f"{where}/{k}")]
        if isinstance(value, list):
            return [
                b for v in value for b in ([f"{where}: {v}"] if isinstance(v, bool) else booleans(v, where))
            ]
        return []

    assert booleans({"not": [True]}, "a rule") == ["a rule/not: True"]
    files = sorted((f for f in FOLDER.iterdir() if f.name.endswith(".yaml")), key=lambda f: f.name)
    assert len(files) > 10
    assert [b for f in files for b in booleans(yaml.safe_load(f.read_text(encoding="utf-8")), f.name)] == []
