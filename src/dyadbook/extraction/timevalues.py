"""The functions that rules for dates name in `value`."""

from __future__ import annotations

from collections.abc import Callable

from dyadbook.extraction import durations, moments, periods, relative
from dyadbook.extraction.moments import Groups, Moment, Setting

Value = Callable[[Groups, Setting], Moment | None]

VALUES: dict[str, Value] = {
    f.__name__: f
    for f in (
        moments.full, moments.month_year, moments.month_only, moments.iso, moments.numeric, moments.year_only,
        moments.year_range, moments.day_range, moments.month_range, periods.decade, periods.century,
        periods.quarter_of, periods.first_months, periods.season, periods.solar_year, periods.solar_relative,
        relative.today, relative.weekday, relative.rel_month, relative.rel_unit, relative.anaphoric,
        relative.year_before, relative.ago, relative.hence, relative.same_time, relative.whole_year, relative.clock,
        relative.edge, relative.weekend, relative.whole_end, relative.so_far, relative.from_now,
        relative.quarter_code, relative.day_range_day_first, relative.day_of_month, relative.ten_days,
        relative.year_earlier,
        durations.duration, durations.half, durations.repeated, durations.vague, durations.ahead, durations.now,
    )
}  # fmt: skip
VALUES["one"] = lambda g, s: durations.duration({**g, "num": "one"}, s)
VALUES["first_months_plain"] = lambda g, s: periods.first_months({**g, "which": "first"}, s)
VALUES["september_eleventh"] = lambda g, s: Moment("2001-09-11", tier="inferred")
