"""The last day of the goods of a row: read, or kept in the words beside it."""

from __future__ import annotations

from datetime import date

from importers.rules.layout.drafts import Draft
from importers.rules.names.vocabulary import Role
from importers.rules.reasons import Reason
from importers.rules.texts.last_days import day_of_note, in_note, read_last_day
from importers.rules.verdicts.judging import Judging, Verdict, Words


def last_day_of(
    judging: Judging, draft: Draft, words: Words, verdict: Verdict
) -> tuple[date | None, str, Words]:
    """Return a row's last day, the words for it, and the words beside the figure, which keep a day that is in doubt."""
    told = draft.texts.get(Role.EXPIRY, "")
    if not told:
        crowded = draft.cell.row in judging.crowded
        noted = day_of_note(words.note) if words.note and not crowded else ""
        return read_last_day(noted) if noted else None, noted, words
    last_day = None if told in judging.doubted_days else read_last_day(told)
    if last_day is None and any(map(str.isalnum, told)):
        verdict.note(Reason.LAST_DAY_UNREAD)
        kept = in_note(told)
        words = words._replace(note=f"{words.note}; {kept}" if words.note else kept)
    return last_day, told, words
