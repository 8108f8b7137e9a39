"""Which type a draft is."""

from __future__ import annotations

from collections.abc import Mapping

from importers.rules.layout.drafts import Draft
from importers.rules.names.item_words import has_another_sense
from importers.rules.names.items import Certainty, ItemMatch
from importers.rules.names.vocabulary import Role
from importers.rules.reasons import Reason
from importers.rules.results import SKIP, Candidate, QuestionKind
from importers.rules.texts.numbers import Figure
from importers.rules.texts.sizes import type_by_capacity, type_by_size, types_of_powers
from importers.rules.texts.words import fold_key
from importers.rules.verdicts.judging import Judging, Verdict
from inventory.rules.catalogue import Category, ResourceType, TypeCode

_ITEM_REASONS: Mapping[Certainty, Reason] = {
    Certainty.EXACT: Reason.EXACT_NAME,
    Certainty.QUALIFIED: Reason.NAME_WITH_QUALIFIER,
    Certainty.BY_SIZE: Reason.NAME_BY_SIZE,
    Certainty.SMALLEST: Reason.NAME_OF_SMALLEST,
    Certainty.VAGUE: Reason.ITEM_VAGUE,
    Certainty.SEVERAL: Reason.ITEM_SEVERAL,
    Certainty.SIMILAR: Reason.ITEM_SIMILAR,
    Certainty.UNKNOWN: Reason.ITEM_UNKNOWN,
}

_NAMED_OTHERWISE = frozenset({"ca no", "cano", "ca-no"})


def kind_of(judging: Judging, draft: Draft, figure: Figure | None, verdict: Verdict) -> ResourceType | None:
    """Return the type of a draft, or None with the question asked."""
    has_unit = bool(draft.unit or (figure is not None and figure.unit))
    said = (
        draft.item_text,
        id(draft.item),
        draft.group,
        draft.texts.get(Role.CAPACITY, "") if draft.texts else "",
        figure.extra if figure is not None else "",
        has_unit,
        _note_of(draft),
    )
    known = judging.memory.kinds.get(said)
    if known is not None:
        verdict.note(known[1])
        return known[0]
    match = _match(judging, draft, figure)
    if match.certain and has_another_sense(draft.item_text, accentless=judging.accentless, has_unit=has_unit):
        match = ItemMatch(
            certainty=Certainty.VAGUE, candidates=((match.code, 0.5),) if match.code is not None else ()
        )
    kinds = judging.indexes.items.kinds
    key = f"item:{fold_key(draft.item_text)}"
    answer = judging.answers.find(key)
    is_open = (
        not match.certain or match.certainty is Certainty.SMALLEST
    )  # what an office once answered still holds
    if is_open and answer == SKIP:
        verdict.rejected = True
        verdict.note(Reason.ANSWERED_SKIP)
        return None
    if is_open and answer is not None and TypeCode(answer) in kinds:
        verdict.note(Reason.ITEM_ANSWERED)
        return kinds[TypeCode(answer)]
    verdict.note(_ITEM_REASONS[match.certainty])
    if match.certain and match.code is not None:
        judging.memory.kinds[said] = (kinds[match.code], _ITEM_REASONS[match.certainty], draft.item)
        return kinds[match.code]
    candidates = [
        Candidate(value=code, label=kinds[code].name, score=score)
        for code, score in match.candidates
        if not kinds[code].retired
    ]
    verdict.questions.append(
        judging.questions.ask(key, QuestionKind.ITEM, draft.item_text, verdict.place, candidates=candidates)
    )
    return None


def _note_of(draft: Draft) -> str:
    """Return what is remarked beside a thing whose name leaves its size to be assumed, "" beside any other."""
    return draft.texts.get(Role.NOTE, "") if draft.item.certainty is Certainty.SMALLEST else ""


def _match(judging: Judging, draft: Draft, figure: Figure | None) -> ItemMatch:
    """Return what the item is, with what its load, its model beside the count, or its group say."""
    match, kinds = draft.item, judging.indexes.items.kinds
    capacity = fold_key(draft.texts.get(Role.CAPACITY, ""))
    name = (
        fold_key(draft.item_text.removesuffix(f"({draft.unit})").strip())
        if draft.unit
        else fold_key(draft.item_text)
    )
    if match.certainty in {Certainty.VAGUE, Certainty.SMALLEST, Certainty.EXACT} and capacity:
        sized = type_by_capacity(match.code, name, capacity, kinds)
        if sized is not None and sized[1] and match.certain and name in _NAMED_OTHERWISE:
            # "Ca nô" is a type, the model beside it another's: which of the two is right, nobody wrote.
            codes = tuple((code, 0.5) for code in (match.code, sized[0]) if code is not None)
            match = ItemMatch(certainty=Certainty.VAGUE, candidates=codes)
        elif sized is not None and sized[1]:
            match = ItemMatch(certainty=Certainty.BY_SIZE, code=sized[0])
        elif match.certainty is Certainty.SMALLEST or sized is not None:
            # A size is written and names no type: nothing is assumed.
            others = tuple((code, 0.5) for code in sized[2]) if sized is not None else ()
            match = ItemMatch(certainty=Certainty.VAGUE, candidates=match.candidates or others)
    if types_of_powers(fold_key(_note_of(draft)), kinds) - {match.code}:
        # The smallest is assumed only where no power is written.
        match = ItemMatch(certainty=Certainty.VAGUE, candidates=match.candidates)
    if figure is not None and figure.extra:
        sized = type_by_size(fold_key(figure.extra), kinds)
        open_size = match.certainty is Certainty.SMALLEST or not match.certain
        if sized is not None and sized[1] and open_size and (match.code in {None, sized[0]} or match.certain):
            match = ItemMatch(certainty=Certainty.BY_SIZE, code=sized[0])
    if (
        match.certain
        and match.code is not None
        and draft.group.startswith(("lực lượng", "luc luong"))
        and kinds[match.code].category is not Category.FORCES
    ):
        return ItemMatch(certainty=Certainty.VAGUE, candidates=((match.code, 0.5),))
    return match
