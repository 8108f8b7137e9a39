"""How many: the figure in the sheet's unit, then in the catalogue's."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from importers.rules.layout.drafts import Draft
from importers.rules.names.vocabulary import Role
from importers.rules.reasons import Reason
from importers.rules.results import SKIP, Candidate, QuestionKind
from importers.rules.texts.numbers import Figure, FigureKind, Separator
from importers.rules.texts.packings import is_container, packings_beside
from importers.rules.texts.sizes import type_by_size
from importers.rules.texts.units import Conversion, convert, is_counted, multiple_of, read_unit
from importers.rules.texts.words import fold_key
from importers.rules.verdicts.judging import Judging, Verdict, answered_number
from inventory.rules.catalogue import ResourceType

LARGEST = Decimal(10_000_000)  # beyond the stock of any commune: an error of typing or of columns
_FIGURE_REASONS: Mapping[FigureKind, Reason] = {
    FigureKind.AMBIGUOUS: Reason.NUMBER_AMBIGUOUS,
    FigureKind.ESTIMATE: Reason.NUMBER_ESTIMATE,
    FigureKind.RANGE: Reason.NUMBER_RANGE,
    FigureKind.PAIR: Reason.NUMBER_PAIR,
    FigureKind.SUM: Reason.NUMBER_SUM,
    FigureKind.MARK: Reason.NUMBER_MARK,
    FigureKind.PLACEHOLDER: Reason.NUMBER_PLACEHOLDER,
    FigureKind.DITTO: Reason.NUMBER_DITTO,
    FigureKind.DATE: Reason.NUMBER_DATE,
    FigureKind.NO_RESULT: Reason.FORMULA_WITHOUT_VALUE,
    FigureKind.ERROR: Reason.FORMULA_ERROR,
    FigureKind.WORDS: Reason.NUMBER_WORDS,
}


def quantity_key(sheet: str, cell: str) -> str:
    """Return the key of the question how many one cell means."""
    return f"quantity:{sheet}!{cell}"


def unit_words(beside: str, unit: str) -> str:
    """Return the words of the unit of a figure: those beside it, or those of its row, so many at a time ("12 nghìn", "cái")."""
    if beside and read_unit(beside):
        return beside
    many = multiple_of(beside) if beside else None
    at_once = many is not None and many[0] is not None and not many[1]
    return f"{beside} {unit}" if at_once and unit and multiple_of(unit) is None else unit


def amount_of(
    judging: Judging, draft: Draft, figure: Figure | None, kind: ResourceType | None, verdict: Verdict
) -> tuple[Decimal | None, str]:
    """Return (quantity in the sheet's unit, the unit's words)."""
    if figure is None:
        return None, draft.unit
    unit_raw = unit_words(figure.unit, draft.unit)
    key = quantity_key(judging.sheet, verdict.cell)
    answer = judging.answers.find(key)
    if answer == SKIP:
        verdict.rejected = True
        verdict.note(Reason.ANSWERED_SKIP)
        return None, unit_raw
    answered = answered_number(answer) if answer is not None else None
    if answered is not None:
        verdict.note(Reason.NUMBER_ANSWERED)
        return answered, unit_raw
    if figure.kind is FigureKind.AMBIGUOUS:
        return _separator(judging, figure, unit_raw, draft, verdict), unit_raw
    reason = _doubt(judging, draft, figure, kind, unit_raw)
    if reason is Reason.NUMBER_NEGATIVE:
        verdict.rejected = True
        verdict.note(reason)
        return figure.amount, unit_raw
    if reason is not None:
        verdict.note(reason)
        options = (figure.amount, *figure.readings) if reason is not Reason.UNIT_MISSING else ()
        candidates = [
            Candidate(value=str(option), label=str(option), score=0.5)
            for option in options
            if option is not None
        ]
        verdict.questions.append(
            judging.questions.ask(
                key, QuestionKind.QUANTITY, draft.cell.text, verdict.place, candidates=candidates
            )
        )
        return None, unit_raw
    if figure.by_sheet:
        verdict.note(Reason.SEPARATOR_BY_SHEET)
    return figure.amount, unit_raw


def _separator(
    judging: Judging, figure: Figure, unit_raw: str, draft: Draft, verdict: Verdict
) -> Decimal | None:
    key = f"number_form:{judging.sheet}"
    answer = judging.answers.find(key)
    if answer in set(Separator):
        verdict.note(Reason.NUMBER_ANSWERED)
        return figure.readings[0] if answer == Separator.THOUSANDS else figure.readings[1]
    verdict.note(Reason.NUMBER_AMBIGUOUS)
    options = zip(Separator, figure.readings, strict=True)
    candidates = [
        Candidate(value=str(form), label=f"{reading} {unit_raw}".strip(), score=0.5)
        for form, reading in options
    ]
    verdict.questions.append(
        judging.questions.ask(
            key, QuestionKind.NUMBER_FORM, draft.cell.text, verdict.place, candidates=candidates
        )
    )
    return None


def _doubt(
    judging: Judging, draft: Draft, figure: Figure, kind: ResourceType | None, unit_raw: str
) -> Reason | None:
    if figure.kind is FigureKind.NEGATIVE:
        return Reason.NUMBER_NEGATIVE
    if draft.single and kind is not None and not is_counted("", kind):
        return Reason.UNIT_MISSING  # a yard is not one square metre
    if figure.kind is not FigureKind.EXACT or figure.amount is None:
        return _FIGURE_REASONS.get(figure.kind, Reason.NUMBER_WORDS)
    if draft.merged:
        return Reason.MERGED_QUANTITY
    sized = type_by_size(fold_key(figure.extra), judging.indexes.items.kinds) if figure.extra else None
    if figure.extra and (kind is None or sized is None or sized[0] != kind.code):
        return Reason.NUMBER_WORDS
    if figure.unit and not read_unit(figure.unit) and unit_raw == draft.unit:
        return Reason.NUMBER_WORDS
    if (
        type(draft.cell.value) is not int
        and not _is_whole(figure.amount, unit_raw)
        and is_counted(read_unit(unit_raw), kind)
    ):
        return Reason.NUMBER_FRACTION
    return Reason.NUMBER_ABSURD if figure.amount > LARGEST else None


def _is_whole(amount: Decimal, unit_raw: str) -> bool:
    """Return whether an amount is of whole things, counted by the piece or by the thousand ("1,2 nghìn cái")."""
    many = multiple_of(unit_raw)
    whole = amount * ((many[0] if many is not None else None) or 1)
    return whole == whole.to_integral_value()


def _packed(draft: Draft, kind: ResourceType, unit_raw: str) -> str:
    """Return the words of the packing that the row itself tells of boxes or bags, where that comes to the type's unit."""
    if read_unit(unit_raw) == kind.unit or not is_container(unit_raw):
        return ""
    texts = (draft.item_text, draft.texts.get(Role.NOTE, ""))
    said = packings_beside(unit_raw, texts, draft.texts.get(Role.CAPACITY, ""))
    return next(
        (words for words in said if convert(read_unit(words), words, kind, ()).factor is not None), ""
    )


def _conversion(judging: Judging, kind: ResourceType, unit_raw: str) -> Conversion:
    known = judging.memory.conversions.get((kind.code, unit_raw))
    if known is None:
        known = convert(read_unit(unit_raw), unit_raw, kind, judging.factors)
        judging.memory.conversions[kind.code, unit_raw] = known
    return known


def in_catalogue_unit(
    judging: Judging,
    draft: Draft,
    stated: tuple[Decimal | None, str],
    kind: ResourceType | None,
    verdict: Verdict,
) -> tuple[Decimal | None, Decimal | None]:
    """Return (quantity in the catalogue's unit, factor) of a stated (quantity, words of the unit)."""
    amount, unit_raw = stated
    if kind is None:
        return None, None
    if draft.single:
        return amount, Decimal(1)
    conversion = _conversion(judging, kind, _packed(draft, kind, unit_raw) or unit_raw)
    if conversion.factor is not None:
        if conversion.factor == 1:
            return amount, conversion.factor
        verdict.note(Reason.UNIT_CONVERTED)
        return (amount * conversion.factor if amount is not None else None), conversion.factor
    if amount == 0:
        return amount, Decimal(1)  # nothing is nothing in any unit
    key = f"unit:{kind.code}:{conversion.unit}"
    answer = judging.answers.find(key)
    factor = answered_number(answer)
    if factor is not None and factor > 0:
        verdict.note(Reason.UNIT_CONVERTED)
        return (amount * factor if amount is not None else None), factor
    if answer == SKIP:
        verdict.rejected = True
        verdict.note(Reason.ANSWERED_SKIP)
        return None, None
    verdict.note(conversion.reason or Reason.UNIT_UNKNOWN)
    verdict.questions.append(
        judging.questions.ask(key, QuestionKind.UNIT, unit_raw, verdict.place, about=kind.code)
    )
    return None, None
