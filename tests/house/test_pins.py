"""One set of versions, wherever it is written down."""

import importlib.util
import re
import tomllib

import pytest
import yaml


@pytest.fixture
def pins(root):
    """The script that writes environment.yml."""
    spec = importlib.util.spec_from_file_location("pins", root / ".ci" / "pins.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.pins


LOCKS = ("requirements.lock", "requirements-dev.lock")


def lock(root, name="requirements.lock"):
    return (root / name).read_text(encoding="utf-8")


def test_conda_and_binder_get_the_versions_of_the_lock(root, pins):
    """Every pin of the lock stands in environment.yml with the same version and marker, and no other does."""
    environment = yaml.safe_load((root / "environment.yml").read_text(encoding="utf-8"))
    pip = next(d["pip"] for d in environment["dependencies"] if isinstance(d, dict))
    assert pip == [*pins(lock(root)), "--editable ."]
    assert len(pip) > 100


def test_every_pin_has_a_hash_and_no_line_names_a_host(root, pins):
    """Both locks are complete: a version and hashes for each package, and nothing about where they came from."""
    for name in LOCKS:
        text = lock(root, name)
        blocks = re.split(r"(?m)^(?=[A-Za-z0-9])", text)[1:]
        assert len(blocks) == len(pins(text))
        assert all("--hash=sha256:" in block for block in blocks), name
        assert "://" not in text and "--index-url" not in text and "--find-links" not in text


def test_the_development_lock_agrees_with_the_base_lock(root, pins):
    """What runs the book is tested with the very versions it ships with."""
    # a package may be needed on more platforms for development, so markers may differ; versions may not
    base, dev = ({pin.partition(" ;")[0] for pin in pins(lock(root, name))} for name in LOCKS)
    assert base <= dev


def test_everything_that_the_package_asks_for_is_pinned(root, pins):
    """A dependency added to pyproject.toml without `make lock` is noticed."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = [re.match(r"[A-Za-z0-9._-]+", d)[0].lower() for d in project["dependencies"]]
    pinned = {pin.partition("==")[0].lower() for pin in pins(lock(root))}
    assert set(names) <= pinned
