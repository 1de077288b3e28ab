"""The workflow that publishes the book: only what has passed everything is shown."""

import re

import pytest
import yaml


@pytest.fixture
def workflow(root):
    return yaml.safe_load((root / ".github" / "workflows" / "pages.yml").read_text(encoding="utf-8"))


def steps(job):
    return [step.get("run") or step["uses"] for step in job["steps"]]


def test_everything_has_to_hold_before_the_site_is_made(workflow):
    """.ci/run, then make site, then the upload, in one job; publishing waits for it."""
    book = workflow["jobs"]["book"]
    order = [
        next(n for n, s in enumerate(steps(book)) if want in s)
        for want in ("bash .ci/run", "make site", "upload-pages-artifact")
    ]
    assert order == sorted(order)
    assert workflow["jobs"]["publish"]["needs"] == "book"


def test_what_is_published_is_what_make_site_writes(workflow, root):
    """The folder of the upload is the usual one of `dyadbook site`."""
    upload = next(s for s in workflow["jobs"]["book"]["steps"] if "upload" in s.get("uses", ""))
    site = (root / "src" / "dyadbook" / "cli" / "site.py").read_text(encoding="utf-8")
    assert upload["with"]["path"] == "dist/site" and "Usually dist/site." in site


def test_every_action_is_pinned_by_its_major_version(workflow):
    """No branch, no bare name; and only the publishing job may write."""
    used = [s["uses"] for job in workflow["jobs"].values() for s in job["steps"] if "uses" in s]
    assert len(used) >= 4 and all(re.fullmatch(r"actions/[a-z-]+@v\d+", name) for name in used)
    assert workflow["permissions"] == {"contents": "read"}
    assert set(workflow["jobs"]["publish"]["permissions"]) == {"pages", "id-token"}
