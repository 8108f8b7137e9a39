"""Turn a draft into a row: accepted where nothing is doubtful, otherwise with the questions that settle it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from importers.rules.layout.drafts import REMARKS_BETWEEN, Draft
from importers.rules.names.vocabulary import Role
from importers.rules.reasons import Reason
from importers.rules.results import (
    IMPORT,
    OF_ROWS,
    OF_SERIES,
    ONCE,
    SKIP,
    SUM,
    Candidate,
    HolderKind,
    QuestionKind,
    Row,
    RowStatus,
)
from importers.rules.texts.fields import (
    broken_part,
    kind_of_holder,
    read_condition,
    read_phones,
    without_phones,
)
from importers.rules.texts.numbers import Convention, Figure, FigureKind, read_figure
from importers.rules.texts.several import several_of
from importers.rules.texts.units import STRICT, read_unit
from importers.rules.texts.words import fold_key
from importers.rules.verdicts.judge_amounts import amount_of, in_catalogue_unit
from importers.rules.verdicts.judge_days import last_day_of
from importers.rules.verdicts.judge_items import kind_of
from importers.rules.verdicts.judge_notes import broken_of
from importers.rules.verdicts.judge_places import commune_of
from importers.rules.verdicts.judge_plain import judged_before, pattern_key, remember
from importers.rules.verdicts.judging import Judging, Verdict, Words
from inventory.rules.catalogue import ResourceType

_CONFIDENCE: Mapping[Reason, float] = {
    Reason.PLACE_FROM_CROSSWALK: 0.95,
    Reason.NAME_WITH_QUALIFIER: 0.95,
    Reason.NAME_OF_SMALLEST: 0.9,
    Reason.SEPARATOR_BY_SHEET: 0.95,
    Reason.PLACE_INHERITED: 0.97,
    Reason.PLACE_FROM_HOME: 0.97,
}

FEWEST_OF_TITLE = 4  # words; fewer head a column, and there the year says which one is meant

_UNSURE: Mapping[RowStatus, float] = {RowStatus.REVIEW: 0.5, RowStatus.REJECTED: 0.0}


def judge(judging: Judging, draft: Draft) -> Row:
    """Return the row of a draft with its status."""
    key = pattern_key(judging, draft)
    if key is None:
        return _judge(judging, draft)
    row = judged_before(judging, draft, key)
    if row is None:
        row = _judge(judging, draft)
        remember(judging, draft, key, row)
    return row


def _judge(judging: Judging, draft: Draft) -> Row:
    verdict = Verdict(sheet=judging.sheet, cell=draft.cell.address)
    figure = _figure(judging, draft)
    kind = kind_of(judging, draft, figure, verdict)
    commune, old_commune = commune_of(judging, draft, verdict)
    amount, unit_raw = amount_of(judging, draft, figure, kind, verdict)
    quantity, factor = in_catalogue_unit(judging, draft, (amount, unit_raw), kind, verdict)
    _looks(judging, draft, verdict)
    if draft.unsure or draft.heads:
        _column(judging, draft, verdict)
    if draft.repeated and kind is not None:
        _same_row(judging, draft, kind, verdict)
    words = _words(judging, draft)
    if figure is not None and figure.condition and not words.condition and figure.broken is None:
        words = words._replace(condition=read_condition(figure.condition))
    last_day, last_day_raw, words = last_day_of(judging, draft, words, verdict)
    broken = broken_of(judging, draft, figure, words, amount, verdict)
    status = (
        RowStatus.REJECTED
        if verdict.rejected
        else (RowStatus.REVIEW if verdict.questions else RowStatus.ACCEPTED)
    )
    reasons, confidence = _said(tuple(verdict.reasons))
    # In the order of the fields: their names would take as long as all the rest.
    return Row(
        judging.sheet,
        verdict.cell,
        commune,
        draft.place.text,
        kind.code if kind else None,
        draft.item_text,
        quantity,
        kind.unit if kind else None,
        unit_raw,
        draft.cell.raw,
        status,
        _UNSURE.get(status, confidence),
        reasons,
        amount,
        factor if factor != 1 else None,
        broken * factor if broken is not None and factor is not None else None,
        words.holder,
        words.holder_kind,
        words.contact_phones,
        words.location,
        old_commune,
        words.condition,
        words.mark,
        words.capacity,
        words.agreement,
        words.note,
        tuple(verdict.questions),
        None,
        (),
        last_day,
        last_day_raw,
    )


def _figure(judging: Judging, draft: Draft) -> Figure | None:
    if draft.single:
        return _of_single(draft)
    first = read_figure(draft.cell.value, formula=draft.cell.formula)
    if not isinstance(draft.cell.value, str):
        return first  # a number says itself what it is
    unit = read_unit((first.unit if first else "") or draft.unit)
    convention = judging.columns.get(draft.cell.col, Convention()) if unit in STRICT else judging.convention
    figure = read_figure(
        draft.cell.value, formula=draft.cell.formula, convention=convention, counted=judging.counted(draft)
    )
    settled = judging.settled.get((draft.cell.row, draft.cell.col))
    if figure is not None and figure.kind is FigureKind.AMBIGUOUS and settled is not None:
        return replace(figure, kind=FigureKind.EXACT, amount=settled, by_sheet=True)
    return figure


def _of_single(draft: Draft) -> Figure:
    """Return how many a row of single vehicles tells of: one, or as many as its words say; asked where they are in doubt."""
    told = (draft.texts.get(role, "") for role in (Role.NOTE, Role.CAPACITY, Role.CONDITION))
    found = several_of(draft.cell.text, draft.texts.get(Role.PLATE, ""), told)
    if found is None:
        return Figure(kind=FigureKind.EXACT, amount=Decimal(1))
    if found.sure:
        return Figure(kind=FigureKind.EXACT, amount=Decimal(found.number))
    return Figure(kind=FigureKind.WORDS, readings=(Decimal(found.number), Decimal(1)))


def _looks(judging: Judging, draft: Draft, verdict: Verdict) -> None:
    if draft.cell.hidden or draft.label_hidden:
        verdict.note(Reason.HIDDEN_CELL)
    if judging.encoding_asked:
        verdict.note(Reason.ENCODING_UNSURE)
        verdict.questions.append(judging.encoding_asked)


def _column(judging: Judging, draft: Draft, verdict: Verdict) -> None:
    """Ask whether the figures below a header of the office's own words are what there is, or which of several are."""
    asked = draft.unsure or " | ".join(draft.heads[1:])
    kind = (
        f"{OF_ROWS if draft.of_row else ''}{OF_SERIES if draft.heads else '' if draft.of_row else 'column:'}"
    )
    key = f"{kind}{fold_key(asked) if draft.of_row else _of_any_year(fold_key(asked))}"
    answer = judging.answers.find(key)
    one_of_them = answer is not None and fold_key(answer) in map(fold_key, draft.heads)
    if answer == IMPORT or (one_of_them and fold_key(answer or "") == fold_key(draft.heads[0])):
        return
    if answer is None and not draft.unsure:
        return
    verdict.note(Reason.ANSWERED_SKIP if answer == SKIP or one_of_them else Reason.COLUMN_UNSURE)
    if answer == SKIP or one_of_them:
        verdict.rejected = True
        return
    offered = (*((head, head) for head in draft.heads[1:]), (IMPORT, draft.unsure), (SKIP, draft.unsure))
    candidates = [Candidate(value=value, label=label) for value, label in offered]
    verdict.questions.append(
        judging.questions.ask(key, QuestionKind.COLUMN, draft.unsure, verdict.place, candidates=candidates)
    )


def _same_row(judging: Judging, draft: Draft, kind: ResourceType, verdict: Verdict) -> None:
    """Ask of rows that say all the same, as of any that are one row of the register: to be taken once, added up or left out."""
    key = f"same_row:{kind.code}"
    answer = judging.answers.find(key)
    if answer in (ONCE, SUM):
        return
    verdict.note(Reason.ANSWERED_SKIP if answer == SKIP else Reason.ROW_REPEATED)
    if answer == SKIP:
        verdict.rejected = True
        return
    candidates = [Candidate(value=value, label="") for value in (ONCE, SUM, SKIP)]
    asked = judging.questions.ask(
        key, QuestionKind.SAME_ROW, draft.item_text, verdict.place, candidates=candidates, about=kind.code
    )
    verdict.questions.append(asked)


@lru_cache(maxsize=4096)
def _of_any_year(words: str) -> str:
    """Return the words of a title without its year: what was said of this year's form holds of the next one's."""
    bare = re.sub(r"(?:\bnam )?\b20\d\d\b", " ", words)
    return " ".join(bare.split()) if len(bare.split()) >= FEWEST_OF_TITLE else words


@lru_cache(maxsize=4096)
def _said(reasons: tuple[Reason, ...]) -> tuple[tuple[str, ...], float]:
    """Return the reasons as their codes, and how sure a row accepted for them is."""
    return (
        tuple(str(reason) for reason in reasons),
        min((_CONFIDENCE.get(reason, 1.0) for reason in reasons), default=1.0),
    )


def _words(judging: Judging, draft: Draft) -> Words:
    """Return holder, telephone, place of storage, condition and the other words beside the quantity."""
    said = (draft.holder, draft.item.qualifier, id(draft.texts))
    known = judging.memory.words.get(said)
    if known is None:
        known = judging.memory.words[said] = (_read_words(draft), draft.texts)
    return known[0]


def _read_words(draft: Draft) -> Words:
    texts = draft.texts
    contact = texts.get(Role.PHONE, "")
    holder_text = texts.get(Role.HOLDER, "")
    holder = without_phones(holder_text)
    phones = read_phones(contact) + tuple(
        phone for phone in read_phones(holder_text) if phone not in read_phones(contact)
    )
    kind = kind_of_holder(draft.holder or holder)
    if draft.holder:
        shop = without_phones(contact) if kind is HolderKind.FIRM else ""
        phones = phones if kind is HolderKind.FIRM or holder else ()
        holder = ": ".join(part for part in (draft.holder, shop or holder) if part)
    condition, note = texts.get(Role.CONDITION, ""), texts.get(Role.NOTE, "")
    broken = broken_part(condition)
    return Words(
        holder=holder,
        holder_kind=kind,
        contact_phones=phones,
        location=texts.get(Role.LOCATION, ""),
        condition=read_condition(condition),
        mark=texts.get(Role.PLATE, ""),
        capacity=texts.get(Role.CAPACITY, ""),
        agreement=texts.get(Role.AGREEMENT, ""),
        note=REMARKS_BETWEEN.join(part for part in (draft.item.qualifier, note) if part),
        broken=broken if broken is not None else broken_part(note),
    )
