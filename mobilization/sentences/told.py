"""The words for the lines of an incident's log, whatever they tell."""

from __future__ import annotations

from mobilization.sentences import STATES
from mobilization.sentences.journal import ENTRIES

TOLD = {str(what): words for what, words in (*STATES.items(), *ENTRIES.items())}
