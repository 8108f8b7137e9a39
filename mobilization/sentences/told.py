"""The words for the lines of an incident's log, whatever they tell."""

from __future__ import annotations

from mobilization.rules.journal import Entry
from mobilization.rules.states import State
from mobilization.sentences.came import states_of
from mobilization.sentences.journal import ENTRIES


def told_of(what: State | Entry, category: str = "") -> str:
    """Return what a line of the log tells, of a resource in words of its kind."""
    return str(ENTRIES[what] if isinstance(what, Entry) else states_of(category)[what])
