"""How many of a row are broken, and what is asked where a note takes the quantity back."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from importers.rules.layout.drafts import REMARKS_BETWEEN, Draft
from importers.rules.reasons import Reason
from importers.rules.results import ALL_BROKEN, IMPORT, SKIP, Candidate, QuestionKind
from importers.rules.texts.good_ones import good_ones
from importers.rules.texts.notes import Fate, names_one_thing, opens_with_broken, read_fate
from importers.rules.texts.numbers import Figure, FigureKind, read_figure
from importers.rules.texts.words import fold_key
from importers.rules.verdicts.judge_amounts import quantity_key
from importers.rules.verdicts.judging import Judging, Verdict, Words

_BRACKETS = re.compile(r"\(([^()]*)\)")


def broken_of(
    judging: Judging,
    draft: Draft,
    figure: Figure | None,
    words: Words,
    amount: Decimal | None,
    verdict: Verdict,
) -> Decimal | None:
    """Return how many of a quantity are broken, None where it is not said; ask where the words take the quantity back."""
    if not amount:
        return None
    stated = _stated(draft, figure, words)
    all_broken = draft.broken is draft.cell or _all_broken(judging, draft, words, amount, verdict)
    broken = amount if stated is None and all_broken else stated
    good = Decimal(0) if draft.cell.row in judging.crowded else _good(words)
    if good and good + max(broken or Decimal(0), Decimal(0)) > amount:
        _too_many(judging, draft, (amount, good + (broken or 0)), verdict)
        return None
    if broken is None or broken < 0:
        return None
    if broken > amount:
        _too_many(judging, draft, (amount, amount + broken), verdict)
        return None
    if broken:
        verdict.note(Reason.ALL_BROKEN if stated is None else Reason.PARTLY_BROKEN)
    return broken


def _good(words: Words) -> Decimal:
    """Return how many the words beside a figure say are good, nought where they give no number."""
    told = (good_ones(text) for text in (words.condition, *words.note.split(REMARKS_BETWEEN)) if text)
    return next((number for number in told if number is not None), Decimal(0))


def _stated(draft: Draft, figure: Figure | None, words: Words) -> Decimal | None:
    """Return the number of broken ones that the row gives, None where it gives none."""
    if figure is not None and figure.broken is not None:
        return figure.broken
    if draft.broken is not None:
        beside = read_figure(draft.broken.value, formula=draft.broken.formula)
        if beside is None or (not beside.amount and beside.kind is not FigureKind.EXACT):
            return None  # a dash says nothing
        return beside.amount
    return words.broken


def _all_broken(judging: Judging, draft: Draft, words: Words, amount: Decimal, verdict: Verdict) -> bool:
    """Return whether the words say that all is broken; ask where they leave open whether it is there.

    Beside several figures the words do not say which one they mean. Where a person settled the figure, nothing is asked.
    """
    brackets = in_brackets(draft.item_text)
    if not (brackets or words.condition or words.note):
        return False  # of nearly every figure of a matrix nothing is said
    if any(map(opens_with_broken, brackets)) and draft.cell.row not in judging.crowded:
        return True
    texts = [
        (text, read_fate(text)) for text in (words.condition, *words.note.split(REMARKS_BETWEEN), *brackets)
    ]
    # "Hỏng" beside "Đã thanh lý": what is no longer there is not there broken.
    for text, said in sorted(texts, key=lambda told: told[1] is None or told[1].fate is not Fate.GONE):
        crowded = draft.cell.row in judging.crowded
        if said is None or (crowded and names_one_thing(text)):
            continue
        if said.fate is Fate.BROKEN and not crowded:
            return True
        if Reason.NUMBER_ANSWERED in verdict.reasons:
            return False
        if said.part is not None and said.part < amount:
            _ask_amount(judging, f"{draft.cell.text} ({text})", (amount, amount - said.part), verdict)
            verdict.note(Reason.NOTE_TAKES_BACK)
            return False
        return _ask_note(judging, text, verdict, may_be_broken=said.fate is not Fate.GONE)
    return False


@lru_cache(maxsize=4096)
def in_brackets(name: str) -> tuple[str, ...]:
    """Return what a name says in brackets: "Áo phao (đã thanh lý)"."""
    return tuple(_BRACKETS.findall(name))


def _ask_note(judging: Judging, text: str, verdict: Verdict, *, may_be_broken: bool) -> bool:
    """Ask once for all rows with the same words whether what they count is there; return whether all is said to be broken."""
    key = f"note:{fold_key(text)}"
    answer = judging.answers.find(key)
    if answer in (IMPORT, ALL_BROKEN):
        return answer == ALL_BROKEN
    verdict.note(Reason.ANSWERED_SKIP if answer == SKIP else Reason.NOTE_TAKES_BACK)
    if answer == SKIP:
        verdict.rejected = True
        return False
    values = (IMPORT, ALL_BROKEN, SKIP) if may_be_broken else (IMPORT, SKIP)
    candidates = [Candidate(value=value, label=text) for value in values]
    verdict.questions.append(
        judging.questions.ask(key, QuestionKind.NOTE, text, verdict.place, candidates=candidates)
    )
    return False


def _too_many(judging: Judging, draft: Draft, offered: tuple[Decimal, Decimal], verdict: Verdict) -> None:
    """Ask how many there are where more are said to be good and broken; where a person said it, only say so on the row."""
    verdict.note(Reason.BROKEN_TOO_MANY)
    if Reason.NUMBER_ANSWERED not in verdict.reasons:
        raw = f"{draft.cell.text} ({draft.broken.text})" if draft.broken is not None else draft.cell.text
        _ask_amount(judging, raw, offered, verdict)


def _ask_amount(judging: Judging, raw: str, offered: tuple[Decimal, Decimal], verdict: Verdict) -> None:
    """Ask how many one cell means, offering two numbers."""
    candidates = [Candidate(value=str(number), label=str(number), score=0.5) for number in offered]
    key = quantity_key(judging.sheet, verdict.cell)
    verdict.questions.append(
        judging.questions.ask(key, QuestionKind.QUANTITY, raw, verdict.place, candidates=candidates)
    )
