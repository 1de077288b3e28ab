"""Short labels in our own words and permanent ids for events, composed from what is known of them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from dyadbook.reconciliation.matching import Case
from dyadbook.reconciliation.where import Where
from dyadbook.reconciliation.words import status_group
from dyadbook.study import dates
from dyadbook.study.models import slug

BY_PLACE = ("visit", "meeting", "conflict")
PLAIN = {
    "trade": "Trade",
    "military": "Military cooperation",
    "sanctions": "Sanctions",
    "conflict": "Conflict",
}
PREFIX = {
    "planned": "Planned",
    "postponed": "Postponed",
    "proposed": "Proposed",
    "reported": "Reported",
    "denied": "Denied",
}


def label(event: dict[str, Any], where: Where) -> str:
    """Return a label such as 'Visit of A to Place', from the headline values of an event; no text of a source enters."""
    text = {
        "visit": _visit,
        "meeting": _meeting,
        "agreement": _agreement,
        "membership": _membership,
    }.get(event["type"], _other)(event, where)
    prefix = PREFIX.get(event["status"])
    return f"{prefix} {text[0].lower()}{text[1:]}" if prefix else text


def _names(people: list[str], where: Where) -> str:
    names = [where.person_name(p) for p in people]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _in(event: dict[str, Any]) -> str:
    return f" in {event['place']}" if event["place"] else ""


def _states(event: dict[str, Any], where: Where) -> str:
    """Name the two states of the dyad that take part, then anybody else."""
    order = [a for a in where.study.dyad if a in event["actors"]]
    return " and ".join(where.study.name_of(a) for a in order)


def _visit(event: dict[str, Any], where: Where) -> str:
    to = f" to {event['place']}" if event["place"] else ""
    if event["people"]:
        return f"Visit of {_names(event['people'], where)}{to}"
    host = where.state(event["place"])
    guests = [where.study.name_of(a) for a in where.study.dyad if a != host and host]
    return f"Visit from {guests[0]}{to}" if len(guests) == 1 else f"Visit between {_states(event, where)}{to}"


def _meeting(event: dict[str, Any], where: Where) -> str:
    people = event["people"]
    if len(people) > 1:
        about = f" on the {event['object']}" if event["object"] else ""
        return f"Talks between {_names(people, where)}{about}{_in(event)}"
    if event["object"]:
        return f"Session of the {event['object']}{_in(event)}"
    return (f"Talks with {_names(people, where)}" if people else f"Talks of {_states(event, where)}") + _in(
        event
    )


def _agreement(event: dict[str, Any], where: Where) -> str:
    thing = event["object"] or "agreement"
    if status_group(event["status"]) != "real":
        return f"{thing[0].upper()}{thing[1:]} of {_states(event, where)}"
    verb = {"in_force": "in force", "signed": "signed"}.get(event["status"])
    what = (
        verb or f"of {_states(event, where)}"
    )  # reached, recorded or agreed: nobody says that it was signed
    return f"{thing[0].upper()}{thing[1:]} {what}{_in(event)}"


def _membership(event: dict[str, Any], where: Where) -> str:
    states = {a.id for a in where.study.actors if a.kind == "state"}
    others = [_the(where.study.name_of(a)) for a in event["actors"] if a not in states]
    states = _states(event, where)
    verb = "join" if " and " in states else "joins"
    if not others:
        return f"Membership of {states}"
    if status_group(event["status"]) != "real":
        return f"Membership of {states} in {' and '.join(others)}"
    return f"{states} {verb} {' and '.join(others)}"


def _the(name: str) -> str:
    return name if name.lower().startswith("the ") or " " not in name else f"the {name}"


def _other(event: dict[str, Any], where: Where) -> str:
    states, thing = _states(event, where), f": {event['object']}" if event["object"] else ""
    if event["type"] == "west_relations":
        others = [where.study.name_of(a) for a in event["actors"] if a not in where.study.dyad]
        with_ = f" with {' and '.join(others)}" if others else " with the West"
        return f"Relations of {states}{with_}{thing}" if states else f"Relations{with_}{thing}"
    head = PLAIN.get(event["type"], event["type"].replace("_", " ").capitalize())
    if event["type"] == "trade" and event["object"]:
        of = f" of {states}" if states else ""
        return f"{event['object'][0].upper()}{event['object'][1:]}{of}{_in(event)}"
    link = "between" if " and " in states and event["type"] in ("trade", "military", "conflict") else "and"
    if event["type"] == "sanctions":
        if event["object"] == "help":  # what one does for the other against sanctions from outside
            return f"Help with sanctions between {states}" if " and " in states else "Help with sanctions"
        link = "on"
    return f"{head} {link} {states}{thing}{_in(event)}" if states else f"{head}{thing}{_in(event)}"


def with_ids(
    drafts: list[tuple[list[Case], dict[str, Any]]], where: Where
) -> list[tuple[list[Case], dict[str, Any]]]:
    """Give each event its id and label, in order of date; a number makes an id unique."""

    def order(draft: tuple[list[Case], dict[str, Any]]) -> tuple:
        group, event = draft
        first = event["date_first"]
        return (
            first is None,
            first or dt.date.max,
            event["date_last"] or dt.date.max,
            event["type"],
            stem(event),
        )

    used: dict[str, int] = {}
    out = []
    for group, event in sorted(drafts, key=lambda d: (*order(d), min(c.id for c in d[0]))):
        base = stem(event)
        used[base] = used.get(base, 0) + 1
        id_ = base if used[base] == 1 else f"{base}-{used[base]}"
        out.append((group, {"id": id_, "label": label(event, where), **event}))
    return out


def stem(event: dict[str, Any]) -> str:
    """Return `<date>-<type>-<place or object>`: the place for what is held, the object for what is signed."""
    pair = (event["place"], event["object"])
    tail = next((v for v in (pair if event["type"] in BY_PLACE else pair[::-1]) if v), "")
    date = event["date"] if dates.is_calendar(event["date"]) else "undated"
    words = [w for w in tail.split() if w != event["type"]]  # not "agreement-cooperation-agreement"
    return slug(f"{date} {event['type']} {' '.join(words)}")
