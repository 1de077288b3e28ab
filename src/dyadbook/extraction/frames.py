"""The argument frames by the names that the rule files call them.

Each frame answers for one kind of predicate: somebody travels somewhere, meets somebody, signs, says, supplies. From a
trigger and the parties of its sentence it names those that belong to the event; None where the predicate has not the
parties that it needs. Whether the pair of the study is involved is settled afterwards, with what the text said before.
"""

from __future__ import annotations

from collections.abc import Callable

from dyadbook.extraction import events_contacts as contacts
from dyadbook.extraction import events_dealings as dealings
from dyadbook.extraction import events_speech as speech
from dyadbook.extraction.events_reading import Args, Reading
from dyadbook.extraction.events_triggers import Trigger

Frame = Callable[[Reading, Trigger], Args | None]

FRAMES: dict[str, Frame] = {
    "travel": contacts.travel,
    "visit": contacts.visit,
    "visit_noun": contacts.visit_noun,
    "presence": contacts.presence,
    "host": contacts.host,
    "meet": contacts.meet,
    "event_host": contacts.event_host,
    "talks_noun": contacts.talks_noun,
    "invite": contacts.invite,
    "say": speech.say,
    "attribute": speech.attribute,
    "sign": dealings.sign,
    "agree": dealings.agree,
    "document_noun": dealings.document_noun,
    "relate": dealings.relate,
    "suffer": dealings.suffer,
    "volume": dealings.volume,
    "supply": dealings.supply,
    "arms": dealings.arms,
    "sanction": dealings.sanction,
    "join": dealings.join,
    "within": dealings.within,
    "found": dealings.found,
    "conflict": dealings.conflict,
}
