"""What every row of hand-kept evidence has: a source, and a word on whether and with what result it was checked."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Annotated, Literal, Self

import pandas as pd
from pydantic import BeforeValidator, Field, model_validator

from dyadbook.study import dates
from dyadbook.study.models import Record

Checked = Literal["confirmed", "confirmed_other", "mended", "contradicted", "not_found", "unchecked"]

# What a check can end in, worst last: shown on the sources page, and used to order reports of one figure.
CHECKS: dict[str, str] = {
    "confirmed": "the cited page was read and says so",
    "confirmed_other": "another page says so; the cited one could not be read",
    "mended": "the page says it a little otherwise, and the row was mended to fit",
    "unchecked": "nobody has held the row against a page yet",
    "not_found": "no page was found that says so",
    "contradicted": "a better page says otherwise",
}


def exists(date: str) -> bool:
    """Tell whether `date` names a stretch of the calendar, both ends of a range included and in order."""
    ends = [end for end in date.split("/") if end not in ("", "..")]
    if not all(dates.is_calendar(end) for end in ends):
        return False
    first, last = dates.span(date)
    return bool(ends) and (first is None or last is None or first <= last)


def _address(value: object) -> object:
    if isinstance(value, str) and not value.startswith(("http://", "https://")):
        raise ValueError(f"'{value}' is no address; Write the page's full address, beginning with https://")
    return value


Address = Annotated[str, BeforeValidator(_address)]


class Cited(Record):
    """The columns that every hand-kept table shares."""

    source_url: Address = Field(description="Address of the page that says so")
    publisher: str = Field(description="Who published it, and by way of whom where it is a copy")
    pub_date: str | None = Field(description="When it was published, of the precision that is known")
    checked: Checked = Field(description="Result of holding the row against a page")
    check_url: Address | None = Field(description="Page it was held against")
    note: str | None = Field(description="What conflicts, what was derived, what was mended")

    @model_validator(mode="after")
    def _checked_against_something(self) -> Self:
        if self.checked in ("confirmed", "confirmed_other", "mended", "contradicted") and not self.check_url:
            raise ValueError(f"is '{self.checked}' but names no page; Fill in check_url")
        return self


def summary(tables: Mapping[str, pd.DataFrame], copies: Collection[str] = ()) -> pd.DataFrame:
    """Return one line a table: table, rows, addresses, publishers, and for each result of CHECKS how many rows have it.

    A last line `all` counts every address and publisher once; publishers in `copies` only pass on what others published and
    are not counted. `tables` maps names to tables with the columns of `Cited`.
    """
    everything = pd.concat(tables.values(), ignore_index=True)
    return pd.DataFrame(
        [
            {
                "table": name,
                "rows": len(table),
                "addresses": table["source_url"].nunique(),
                "publishers": table.loc[~table["publisher"].isin(list(copies)), "publisher"].nunique(),
                **{check: int((table["checked"] == check).sum()) for check in CHECKS},
            }
            for name, table in [*tables.items(), ("all", everything)]
        ]
    )
