"""The published study: colours that everybody can see, terms that do not collide, and sources that exist."""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections import defaultdict

import pytest
import yaml

from dyadbook.study import dates
from dyadbook.study.load import load_study
from dyadbook.study.models import Study
from dyadbook.study.paths import Paths

WHITE, DARK = "#FFFFFF", "#121212"


@pytest.fixture(scope="module")
def published(real: Paths) -> Study:
    return load_study(real)


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_phase_colours_can_be_seen_in_both_modes(published: Study) -> None:
    """Each stands out from the white and from the dark page by three to one, and no two are alike."""
    colours = [published.prelude.colour, *(p.colour for p in published.phases)]
    assert len(set(colours)) == len(colours)
    for colour in colours:
        assert contrast(colour, WHITE) >= 3, colour
        assert contrast(colour, DARK) >= 3, colour


def test_phases_are_those_of_the_design(published: Study) -> None:
    """Four phases with the boundaries that the chronicle's evidence rows carry."""
    assert [(p.id, p.start.isoformat()) for p in published.phases] == [
        ("pact", "2007-05-21"),
        ("thaw", "2015-07-14"),
        ("pressure", "2018-05-08"),
        ("alignment", "2022-02-24"),
    ]
    assert all(p.rule and p.question for p in published.phases)


def test_every_named_source_exists(real: Paths, published: Study) -> None:
    """What a term or a boundary rests on is a chronicle row, a source document or an address."""
    with (real.seeds / "chronicle.csv").open(encoding="utf-8", newline="") as file:
        known = {row["id"] for row in csv.DictReader(file)}
    records = yaml.safe_load((real.seeds / "sources.yaml").read_text(encoding="utf-8"))
    known |= {record["id"] for record in records["sources"]}
    terms = [
        (p.id, ref)
        for p in published.people
        for o in p.offices
        for ref in (o.source or "").split("; ")
        if ref
    ]
    for who, ref in [*terms, *((p.id, ref) for p in published.phases for ref in p.rests_on)]:
        assert ref in known or re.match(r"https?://[^\s;]+$", ref), (who, ref)


def test_every_office_says_when_it_was_held(published: Study) -> None:
    """A term with no date at all would make its holder everybody's contemporary."""
    assert [
        (p.id, o.office)
        for p in published.people
        for o in p.offices
        if not (o.since or o.until or o.attested)
    ] == []


# Successions that the sources date by the year alone, so that both count for that year
SAME_YEAR = {("khatami", "rafsanjani"), ("mezhuyev", "zas")}


def test_an_office_has_one_holder_at_a_time(published: Study) -> None:
    """Terms in one office overlap by no more than a month, which is as fine as some of their ends are known."""
    single = {"president", "supreme-leader", "first-vice-president", "prime-minister", "foreign-minister"}
    single |= {"defence-minister", "industry-minister", "oil-minister", "speaker", "judiciary-chief"}
    single |= {"security-council-secretary", "chief-of-general-staff", "ambassador"}
    days: dict[tuple, int] = defaultdict(int)
    day, last = dates.span(published.span)
    while day <= last:
        holders = defaultdict(set)
        for person in published.people:
            for held in person.offices:
                if held.office in single and held.covers(day):
                    holders[held.office, held.actor].add(person.id)
        for office, who in holders.items():
            if len(who) > 1:
                days[(*office, *sorted(who))] += 7
        day += dt.timedelta(7)
    too_long = {key: n for key, n in days.items() if n > 35 and key[2:] not in SAME_YEAR}
    assert too_long == {}


@pytest.mark.parametrize(
    ("office", "actor", "day", "holder"),
    [
        ("president", "IRN", "2007-05-21", "ahmadinejad"),
        ("foreign-minister", "BLR", "2006-11-06", "martynov"),
        ("president", "IRN", "2015-07-09", "rouhani"),
        ("speaker", "IRN", "2018-09-07", "larijani-ali"),
        ("first-vice-president", "IRN", "2023-10-17", "mokhber"),
        ("defence-minister", "IRN", "2025-03-12", "nasirzadeh"),
        ("foreign-minister", "BLR", "2023-03-13", "aleinik"),
        ("prime-minister", "BLR", "2025-11-18", "turchin"),
        ("security-council-secretary", "IRN", "2024-09-13", "ahmadian"),
        ("supreme-leader", "IRN", "2026-03-09", "khamenei-mojtaba"),
    ],
)
def test_who_held_an_office_on_a_day_of_the_chronicle(
    published: Study, office: str, actor: str, day: str, holder: str
) -> None:
    """The terms give the person whom the chronicle names in that office on that day."""
    on = dt.date.fromisoformat(day)
    found = [p.id for p in published.people for o in p.held(on) if (o.office, o.actor) == (office, actor)]
    assert found == [holder]


def test_every_actor_of_the_chronicle_is_listed(real: Paths, published: Study) -> None:
    """A code that the chronicle uses has a name to print."""
    with (real.seeds / "chronicle.csv").open(encoding="utf-8", newline="") as file:
        codes = {code for row in csv.DictReader(file) for code in row["actors"].split(";")}
    assert codes <= set(published.actor)
