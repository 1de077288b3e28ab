"""A small fictional dyad and short ways to write claims about it."""

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from dyadbook.extraction.mention import Mention
from dyadbook.study import tables
from dyadbook.study.models import Actor, Office, OfficeHeld, Person, Phase, Place, Study

STUDY = Study(
    id="gondor-arnor",
    title="Gondor and Arnor",
    dyad=("GON", "ARN"),
    span="2990/3030",
    as_of=dt.date(3030, 12, 31),
    actors=(
        Actor(id="GON", name="Gondor"),
        Actor(id="ARN", name="Arnor"),
        Actor(id="ROH", name="Rohan"),
        Actor(id="COUNCIL", kind="organisation", name="the White Council"),
    ),
    people=(
        Person(
            id="faramir",
            name="Faramir",
            aliases=("the Steward",),
            offices=(OfficeHeld(office="steward", actor="GON", since="3019"),),
        ),
        Person(
            id="denethor",
            name="Denethor",
            offices=(OfficeHeld(office="steward", actor="GON", since="2984", until="3019"),),
        ),
        Person(id="imrahil", name="Imrahil", offices=(OfficeHeld(office="defence-minister", actor="GON"),)),
        Person(id="aragorn", name="Aragorn", offices=(OfficeHeld(office="king", actor="ARN"),)),
        Person(id="halbarad", name="Halbarad", offices=(OfficeHeld(office="chancellor", actor="ARN"),)),
    ),
    offices=(
        Office(id="steward", titles=("steward",)),
        Office(id="defence-minister", titles=("defence minister",)),
        Office(id="king", titles=("king",)),
        Office(id="chancellor", titles=("chancellor",)),
    ),
    places=(
        Place(id="annuminas", name="Annúminas", aliases=("Annuminas",), actor="ARN"),
        Place(id="minas-tirith", name="Minas Tirith", actor="GON"),
    ),
    phases=(
        Phase(
            id="war", name="War", start=dt.date(3018, 9, 22), rule="r", rests_on=("E001",), colour="#0072B2"
        ),
        Phase(
            id="peace",
            name="Peace",
            start=dt.date(3019, 11, 3),
            rule="r",
            rests_on=("E002",),
            colour="#009E73",
        ),
    ),
)


def claim(id_: str, type_: str = "visit", date: str | None = None, **more) -> dict:
    """Return one row of table `claims`; the source is what stands before the first hyphen of the id."""
    row = {
        "id": id_,
        "source": id_.split("-")[0],
        "statement": id_.rsplit("-", 1)[0],
        "start": 0,
        "end": 1,
        "kind": "event",
        "type": type_,
        "date": date,
        "actors": "ARN;GON",
        "status": "occurred",
        "tier": "explicit",
        "rule": "r",
    }
    return row | more


def figure(id_: str, type_: str, value: float, unit: str, date: str | None = None, **more) -> dict:
    """Return one row of table `claims` that asserts a figure."""
    return claim(id_, type_, date, kind="figure", value=value, unit=unit, status=None) | more


def table(*rows: dict) -> pd.DataFrame:
    """Return a table `claims`."""
    return tables.shape("claims", list(rows))


CHRONICLE = ["id", "date", "type", "subtype", "status", "initiator", "target", "place", "description"]


def chronicle(*rows: tuple) -> pd.DataFrame:
    """Return a chronicle with the columns that reconciliation reads."""
    return pd.DataFrame([dict(zip(CHRONICLE, row, strict=True)) for row in rows], columns=CHRONICLE)


@dataclass(frozen=True)
class FakeRecord:
    anchor: dt.date


@dataclass(frozen=True)
class FakeStatement:
    id: str
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class FakeDocument:
    """A document of one line a statement."""

    source: str
    text: str
    record: FakeRecord = FakeRecord(dt.date(3019, 6, 1))

    @property
    def statements(self) -> tuple[FakeStatement, ...]:
        out, at = [], 0
        for number, line in enumerate(self.text.split("\n"), 1):
            if not line.startswith("#"):
                out.append(FakeStatement(f"{self.source}-p1s{number}", at, at + len(line), line))
            at += len(line) + 1
        return tuple(out)

    def statement_at(self, offset: int) -> FakeStatement | None:
        return next((s for s in self.statements if s.start <= offset < s.end), None)

    def mention(self, kind: str, words: str, **values) -> Mention:
        """Return a mention of the first place where `words` stand."""
        start = self.text.index(words)
        if kind == "event":
            values = {
                "trigger": words,
                "tstart": start,
                "tend": start + len(words),
                "bilateral": True,
            } | values
        return Mention(file="", kind=kind, start=start, end=start + len(words), rule="r", **values)
