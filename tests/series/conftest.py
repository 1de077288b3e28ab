"""A series about the fictional dyad, written into a copy of its study."""

from __future__ import annotations

import pytest

META = """\
id: ravens
title: Ravens seen between the towers
producer: Order of Watchers
citation: Order of Watchers. 2021. Ravens of the North.
doi: null
licence: free with citation
unit: share of days
step: year
range: [0, 400]
complete_from: 0.95
measures: {days: Days with a raven., score: What they croaked.}
bases: {old: The old count., new: The new count.}
coverage: 2001 to 2020
covers: {first: 2001, last: 2020, subjects: [GON-ARN, GON-ROH]}
dyad: GON-ARN
compare: [GON-ROH]
test: {measure: days, base: old, subjects: [GON-ARN], rate: true}
reads: closer
method: Counted.
caveats: [Ravens hide in rain.]
obtained_through: the library of the tower
not_covered: [Before 2001.]
"""
HEADER = "period,subject,measure,base,value,low,high,n,complete,source_url,note\n"


@pytest.fixture
def ravens(project):
    """Twenty years of ravens: the dyad jumps in 2011, the other pair never does; 2020 is short; a second base at the end."""
    lines = []
    for year in range(2001, 2021):
        days = 366 if year % 4 == 0 else 365
        seen, complete = (days, "true") if year < 2020 else (100, "false")
        level = (0.1 if year < 2011 else 0.6) + 0.01 * (year % 3)
        for subject, share in (("GON-ARN", level), ("GON-ROH", 0.3 + 0.01 * (year % 2))):
            lines.append(f"{year},{subject},days,old,{share * seen:.4f},,,{seen},{complete},,\n")
    lines.append("2019,GON-ARN,days,new,50,40,60,365,true,,\n")
    lines.append("2020,GON-ARN,days,new,,,,366,true,,no watcher\n")
    folder = project.seeds / "series"
    folder.mkdir(exist_ok=True)
    (folder / "ravens.yaml").write_text(META, encoding="utf-8")
    (folder / "ravens.csv").write_text(HEADER + "".join(lines), encoding="utf-8")
    return project
