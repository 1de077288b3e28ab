"""`dyadbook check`: what is wrong, where, and what to do, all at once."""

import re


def edit(file, old, new):
    """Replace the first `old` in a file and return the line it stood in."""
    text = file.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {file.name}"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_a_sound_study_is_said_to_be_sound(dyadbook):
    """Exit 0, and what was looked at is named."""
    said = dyadbook("check")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("Nothing is wrong with the study, ")
    assert "the sources" in said.out and "the notebooks" in said.out


def test_the_real_study_is_sound(dyadbook, real):
    """What this checkout publishes has no problem of any kind."""
    said = dyadbook("check", "--study", real.root, study=False)
    assert (said.code, said.err) == (0, "")


def test_a_broken_date_boundary_digest_and_hash_are_all_named_at_once(dyadbook, project, study):
    """Four files broken give four problems with file, line and remedy; exit 1."""
    sources = project.seeds / "sources.yaml"
    anchor = re.search(r"anchor: *['\"]?(\S+?)['\"]?\n", sources.read_text(encoding="utf-8"))[0]
    at_anchor = edit(sources, anchor, "anchor: 2999-02-30\n")
    digest = sorted(project.texts.glob("*.md"))[0]
    at_locator = edit(digest, "## ¶ ", "## paragraph ")
    said = dyadbook("check")
    assert said.code == 1 and said.out == ""
    assert re.search(rf"^seeds/sources\.yaml:{at_anchor}: .*'2999-02-30' is no day", said.err, re.MULTILINE)
    sources.write_text(
        sources.read_text(encoding="utf-8").replace("anchor: 2999-02-30\n", anchor), encoding="utf-8"
    )
    said = dyadbook("check")
    assert re.search(rf"^seeds/texts/{digest.name}:\d+: .+", said.err, re.MULTILINE), (at_locator, said.err)
    assert said.err.rstrip().endswith("found.")


def test_phases_out_of_order_name_the_phase_and_the_line(dyadbook, project, study):
    """A boundary that lies before the one before it is refused."""
    last, first = study.phases[-1], study.phases[0]
    edit(project.seeds / "study.yaml", str(last.start), str(first.start.replace(year=first.start.year - 1)))
    said = dyadbook("check")
    assert said.code == 1
    assert re.search(
        rf"^seeds/study\.yaml:\d+: .*phase '{last.id}' must start after the phase before it",
        said.err,
        re.MULTILINE,
    )
    assert "Put the phases in the order of their start" in said.err


def test_an_original_that_is_not_the_recorded_one_is_named(dyadbook, project):
    """A text with another hash than its record's would move every offset."""
    from dyadbook.sources.records import read_records

    record = next(r for r in read_records(project).values() if r.file and r.sha256)
    project.originals.mkdir(exist_ok=True)
    (project.originals / record.file).write_text("another text\n", encoding="utf-8")
    said = dyadbook("check")
    assert said.code == 1
    assert re.search(rf"seeds/originals/{re.escape(record.file)}: .*sha256.* {record.sha256[:12]}", said.err)
    assert "Put the recorded text there, or record the new one's hash and length" in said.err


def test_every_problem_is_told_once(dyadbook, project, study):
    """A study that cannot be read is one problem, though every room needs it."""
    edit(project.seeds / "study.yaml", f"id: {study.id}", "id: [")
    said = dyadbook("check")
    assert said.code == 1
    lines = said.err.strip().split("\n")
    assert len(lines) == len(set(lines))
    assert sum("seeds/study.yaml" in line for line in lines) == 1


def test_one_broken_record_is_named_alone(dyadbook, project):
    """What merely follows from an unreadable record is not listed: the cause would drown in it."""
    path = project.seeds / "sources.yaml"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    at = next(n for n, line in enumerate(lines) if line.strip().startswith("sha256:"))
    lines[at] = "    sha256: abc\n"
    path.write_text("".join(lines), encoding="utf-8")
    said = dyadbook("check", "--study", project.seeds, study=False)
    assert said.code == 1
    assert f"seeds/sources.yaml:{at + 1}: " in said.err
    assert "'abc' has the wrong form. It must match ^[0-9a-f]{64}$" in said.err
    assert "1 problem found." in said.err
