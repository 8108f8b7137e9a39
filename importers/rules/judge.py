"""Turn a draft into a row: accepted where nothing is doubtful, otherwise with the questions that settle it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation

from core.communes.rules import CommuneCode
from importers.rules.drafts import At, Draft, PlaceSource
from importers.rules.fields import broken_part, kind_of_holder, read_condition, read_phones, without_phones
from importers.rules.items import Certainty, ItemMatch
from importers.rules.numbers import Convention, Figure, FigureKind, Separator, read_figure
from importers.rules.places import PlaceCertainty, name_key
from importers.rules.questions import Questions
from importers.rules.reasons import Reason
from importers.rules.results import SKIP, Answers, Candidate, HolderKind, Place, QuestionKind, Row, RowStatus
from importers.rules.sizes import type_by_capacity, type_by_size
from importers.rules.tables import Indexes
from importers.rules.units import STRICT, convert, is_counted, read_unit
from importers.rules.vocabulary import Role
from importers.rules.words import fold_key
from inventory.rules.catalogue import Category, ResourceType, TypeCode, UnitFactor

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
_ITEM_REASONS: Mapping[Certainty, Reason] = {
    Certainty.EXACT: Reason.EXACT_NAME,
    Certainty.QUALIFIED: Reason.NAME_WITH_QUALIFIER,
    Certainty.BY_SIZE: Reason.NAME_BY_SIZE,
    Certainty.VAGUE: Reason.ITEM_VAGUE,
    Certainty.SEVERAL: Reason.ITEM_SEVERAL,
    Certainty.SIMILAR: Reason.ITEM_SIMILAR,
    Certainty.UNKNOWN: Reason.ITEM_UNKNOWN,
}
_CONFIDENCE: Mapping[Reason, float] = {
    Reason.PLACE_FROM_CROSSWALK: 0.95,
    Reason.NAME_WITH_QUALIFIER: 0.95,
    Reason.SEPARATOR_BY_SHEET: 0.95,
    Reason.PLACE_INHERITED: 0.97,
    Reason.PLACE_FROM_HOME: 0.97,
}


@dataclass(kw_only=True, slots=True)
class _Verdict:
    """What has been decided of one row so far."""

    place: Place
    reasons: list[Reason] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    rejected: bool = False

    def note(self, reason: Reason) -> None:
        if reason not in self.reasons:
            self.reasons.append(reason)


@dataclass(frozen=True, kw_only=True, slots=True)
class Judge:
    """Judges the drafts of one sheet. `settled` are figures that a total of the sheet decided."""

    sheet: str
    indexes: Indexes
    factors: Sequence[UnitFactor]
    answers: Answers
    questions: Questions
    convention: Convention
    columns: Mapping[int, Convention]
    settled: Mapping[At, Decimal]
    home: CommuneCode | None
    encoding_certain: bool = True
    converted: frozenset[At] = frozenset()

    def row(self, draft: Draft) -> Row:
        """Return the row of a draft with its status."""
        verdict = _Verdict(place=Place(sheet=self.sheet, cell=draft.cell.address))
        figure = self._figure(draft)
        kind = self._item(draft, figure, verdict)
        commune, old_commune = self._commune(draft, verdict)
        amount, unit_raw = self._amount(draft, figure, kind, verdict)
        quantity, factor = self._convert(draft, amount, unit_raw, kind, verdict)
        self._looks(draft, verdict)
        broken = figure.broken if figure and figure.broken is not None else self._broken(draft)
        if broken is not None and amount is not None and 0 < broken <= amount:
            verdict.note(Reason.PARTLY_BROKEN)
        else:
            broken = None
        status = (
            RowStatus.REJECTED
            if verdict.rejected
            else (RowStatus.REVIEW if verdict.questions else RowStatus.ACCEPTED)
        )
        row = Row(
            sheet=self.sheet,
            cell=draft.cell.address,
            commune_code=commune,
            commune_raw=draft.place.text,
            resource_code=kind.code if kind else None,
            resource_raw=draft.item_text,
            quantity=quantity,
            unit=kind.unit if kind else None,
            unit_raw=unit_raw,
            quantity_raw=draft.cell.raw,
            status=status,
            confidence=_confidence(status, verdict.reasons),
            reasons=tuple(str(reason) for reason in verdict.reasons),
            stated_quantity=amount,
            factor=factor if factor != 1 else None,
            broken_quantity=broken * factor if broken is not None and factor is not None else None,
            old_commune=old_commune,
            questions=tuple(verdict.questions),
        )
        return _with_words(row, draft)

    def counted(self, draft: Draft) -> bool:
        """Return whether the figures of a draft count pieces or people."""
        figure = read_figure(draft.cell.value, formula=draft.cell.formula)
        unit = read_unit((figure.unit if figure else "") or draft.unit)
        kind = self.indexes.items.kinds.get(draft.item.code) if draft.item.code else None
        if not unit and kind is None and draft.item.candidates:
            kind = self.indexes.items.kinds.get(draft.item.candidates[0][0])
        return is_counted(unit, kind)

    def _figure(self, draft: Draft) -> Figure | None:
        if draft.single:
            return Figure(kind=FigureKind.EXACT, amount=Decimal(1))
        first = read_figure(draft.cell.value, formula=draft.cell.formula)
        unit = read_unit((first.unit if first else "") or draft.unit)
        convention = self.columns.get(draft.cell.col, Convention()) if unit in STRICT else self.convention
        figure = read_figure(
            draft.cell.value, formula=draft.cell.formula, convention=convention, counted=self.counted(draft)
        )
        settled = self.settled.get((draft.cell.row, draft.cell.col))
        if figure is not None and figure.kind is FigureKind.AMBIGUOUS and settled is not None:
            return replace(figure, kind=FigureKind.EXACT, amount=settled, by_sheet=True)
        return figure

    # -- which type

    def _item(self, draft: Draft, figure: Figure | None, verdict: _Verdict) -> ResourceType | None:
        match = self._match(draft, figure)
        kinds = self.indexes.items.kinds
        key = f"item:{fold_key(draft.item_text)}"
        answer = self.answers.find(key)
        if not match.certain and answer == SKIP:
            verdict.rejected = True
            verdict.note(Reason.ANSWERED_SKIP)
            return None
        if not match.certain and answer is not None and TypeCode(answer) in kinds:
            verdict.note(Reason.ITEM_ANSWERED)
            return kinds[TypeCode(answer)]
        verdict.note(_ITEM_REASONS[match.certainty])
        if match.certain and match.code is not None:
            return kinds[match.code]
        candidates = [
            Candidate(value=code, label=kinds[code].name, score=score) for code, score in match.candidates
        ]
        verdict.questions.append(
            self.questions.ask(key, QuestionKind.ITEM, draft.item_text, verdict.place, candidates=candidates)
        )
        return None

    def _match(self, draft: Draft, figure: Figure | None) -> ItemMatch:
        """Return what the item is, with what its load, its model beside the count, or its group say."""
        match, kinds = draft.item, self.indexes.items.kinds
        capacity = fold_key(draft.texts.get(Role.CAPACITY, ""))
        if match.certainty is Certainty.VAGUE and capacity:
            sized = type_by_capacity(match.code, fold_key(draft.item_text), capacity, kinds)
            if sized is not None and sized[1]:
                match = ItemMatch(certainty=Certainty.BY_SIZE, code=sized[0])
        if figure is not None and figure.extra:
            sized = type_by_size(fold_key(figure.extra), kinds)
            if sized is not None and sized[1] and (match.code in {None, sized[0]}) and not match.certain:
                match = ItemMatch(certainty=Certainty.BY_SIZE, code=sized[0])
        if (
            match.certain
            and match.code is not None
            and draft.group.startswith(("lực lượng", "luc luong"))
            and kinds[match.code].category is not Category.FORCES
        ):
            return ItemMatch(certainty=Certainty.VAGUE, candidates=((match.code, 0.5),))
        return match

    # -- which commune

    def _commune(self, draft: Draft, verdict: _Verdict) -> tuple[CommuneCode | None, str]:
        place, match = draft.place, draft.place.match
        key = (
            f"place:*{self.sheet}"
            if place.source is PlaceSource.NONE
            else f"place:{name_key(place.text)}|{place.district}"
        )
        if match.certain:
            verdict.note(
                _PLACE_REASONS.get(place.source, Reason.PLACE_FROM_HEADING)
            ) if place.source is not PlaceSource.CELL else None
            if match.certainty is PlaceCertainty.CROSSWALK:
                verdict.note(Reason.PLACE_FROM_CROSSWALK)
            return match.code, match.old_name
        answer = self.answers.find(key)
        if answer == SKIP:
            verdict.rejected = True
            verdict.note(Reason.ANSWERED_SKIP)
            return None, ""
        if answer is not None and CommuneCode(answer) in self.indexes.places.titles:
            verdict.note(Reason.PLACE_ANSWERED)
            return CommuneCode(answer), place.text if match.certainty is PlaceCertainty.AMBIGUOUS else ""
        if place.source is PlaceSource.NONE and self.home is not None:
            verdict.note(Reason.PLACE_FROM_HOME)
            return self.home, ""
        verdict.note(
            {
                PlaceCertainty.AMBIGUOUS: Reason.PLACE_AMBIGUOUS,
                PlaceCertainty.SIMILAR: Reason.PLACE_SIMILAR,
            }.get(match.certainty, Reason.PLACE_UNKNOWN)
        )
        titles = self.indexes.places.titles
        candidates = [
            Candidate(value=code, label=titles.get(code, code), score=0.5) for code in match.candidates
        ]
        verdict.questions.append(
            self.questions.ask(key, QuestionKind.PLACE, place.text, verdict.place, candidates=candidates)
        )
        return None, ""

    # -- how many

    def _amount(
        self, draft: Draft, figure: Figure | None, kind: ResourceType | None, verdict: _Verdict
    ) -> tuple[Decimal | None, str]:
        """Return (quantity in the sheet's unit, the unit's words)."""
        if figure is None:
            return None, draft.unit
        unit_raw = figure.unit or draft.unit
        key = f"quantity:{self.sheet}!{draft.cell.address}"
        answer = self.answers.find(key)
        if answer == SKIP:
            verdict.rejected = True
            verdict.note(Reason.ANSWERED_SKIP)
            return None, unit_raw
        answered = _decimal(answer)
        if answered is not None:
            verdict.note(Reason.NUMBER_ANSWERED)
            return answered, unit_raw
        if figure.kind is FigureKind.AMBIGUOUS:
            return self._separator(figure, unit_raw, draft, verdict), unit_raw
        reason = self._doubt(draft, figure, kind, unit_raw)
        if reason is Reason.NUMBER_NEGATIVE:
            verdict.rejected = True
            verdict.note(reason)
            return figure.amount, unit_raw
        if reason is not None:
            verdict.note(reason)
            options = (figure.amount, *figure.readings)
            candidates = [
                Candidate(value=str(option), label=str(option), score=0.5)
                for option in options
                if option is not None
            ]
            verdict.questions.append(
                self.questions.ask(
                    key, QuestionKind.QUANTITY, draft.cell.text, verdict.place, candidates=candidates
                )
            )
            return None, unit_raw
        if figure.by_sheet:
            verdict.note(Reason.SEPARATOR_BY_SHEET)
        return figure.amount, unit_raw

    def _separator(self, figure: Figure, unit_raw: str, draft: Draft, verdict: _Verdict) -> Decimal | None:
        key = f"number_form:{self.sheet}"
        answer = self.answers.find(key)
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
            self.questions.ask(
                key, QuestionKind.NUMBER_FORM, draft.cell.text, verdict.place, candidates=candidates
            )
        )
        return None

    def _doubt(self, draft: Draft, figure: Figure, kind: ResourceType | None, unit_raw: str) -> Reason | None:
        if figure.kind is FigureKind.NEGATIVE:
            return Reason.NUMBER_NEGATIVE
        if figure.kind is not FigureKind.EXACT or figure.amount is None:
            return _FIGURE_REASONS.get(figure.kind, Reason.NUMBER_WORDS)
        if draft.merged:
            return Reason.MERGED_QUANTITY
        sized = type_by_size(fold_key(figure.extra), self.indexes.items.kinds) if figure.extra else None
        if figure.extra and (kind is None or sized is None or sized[0] != kind.code):
            return Reason.NUMBER_WORDS
        if figure.unit and not read_unit(figure.unit):
            return Reason.NUMBER_WORDS
        if figure.amount != figure.amount.to_integral_value() and is_counted(read_unit(unit_raw), kind):
            return Reason.NUMBER_FRACTION
        return Reason.NUMBER_ABSURD if figure.amount > LARGEST else None

    def _convert(
        self,
        draft: Draft,
        amount: Decimal | None,
        unit_raw: str,
        kind: ResourceType | None,
        verdict: _Verdict,
    ) -> tuple[Decimal | None, Decimal | None]:
        """Return (quantity in the catalogue's unit, factor)."""
        if kind is None:
            return None, None
        if draft.single:
            return amount, Decimal(1)
        conversion = convert(read_unit(unit_raw), unit_raw, kind, self.factors)
        if conversion.factor is not None:
            if conversion.factor != 1:
                verdict.note(Reason.UNIT_CONVERTED)
            return (amount * conversion.factor if amount is not None else None), conversion.factor
        if amount == 0:
            return amount, Decimal(1)  # nothing is nothing in any unit
        key = f"unit:{kind.code}:{conversion.unit}"
        answer = self.answers.find(key)
        factor = _decimal(answer)
        if factor is not None and factor > 0:
            verdict.note(Reason.UNIT_CONVERTED)
            return (amount * factor if amount is not None else None), factor
        if answer == SKIP:
            verdict.rejected = True
            verdict.note(Reason.ANSWERED_SKIP)
            return None, None
        verdict.note(conversion.reason or Reason.UNIT_UNKNOWN)
        verdict.questions.append(
            self.questions.ask(key, QuestionKind.UNIT, unit_raw, verdict.place, about=kind.code)
        )
        return None, None

    def _looks(self, draft: Draft, verdict: _Verdict) -> None:
        if draft.cell.hidden or draft.label_hidden:
            verdict.note(Reason.HIDDEN_CELL)
        if not self.encoding_certain:
            verdict.note(Reason.ENCODING_UNSURE)
            verdict.questions.append(f"encoding:{self.sheet}")

    @staticmethod
    def _broken(draft: Draft) -> Decimal | None:
        if draft.broken is not None:
            figure = read_figure(draft.broken.value, formula=draft.broken.formula)
            return figure.amount if figure else None
        for role in (Role.CONDITION, Role.NOTE):
            broken = broken_part(draft.texts.get(role, ""))
            if broken is not None:
                return broken
        return None


_PLACE_REASONS: Mapping[PlaceSource, Reason] = {
    PlaceSource.ABOVE: Reason.PLACE_INHERITED,
    PlaceSource.HEADING: Reason.PLACE_FROM_HEADING,
    PlaceSource.HOME: Reason.PLACE_FROM_HOME,
}


def _decimal(text: str | None) -> Decimal | None:
    try:
        value = Decimal(text) if text is not None else None
    except InvalidOperation:
        return None
    return value if value is not None and value.is_finite() and value >= 0 else None


def _confidence(status: RowStatus, reasons: Sequence[Reason]) -> float:
    if status is not RowStatus.ACCEPTED:
        return 0.5 if status is RowStatus.REVIEW else 0.0
    return min((_CONFIDENCE.get(reason, 1.0) for reason in reasons), default=1.0)


def _with_words(row: Row, draft: Draft) -> Row:
    """Return the row with holder, telephone, place of storage, condition and the other words beside the quantity."""
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
    return replace(
        row,
        holder=holder,
        holder_kind=kind,
        contact_phones=phones,
        location=texts.get(Role.LOCATION, ""),
        condition=read_condition(texts.get(Role.CONDITION, "")),
        mark=texts.get(Role.PLATE, ""),
        capacity=texts.get(Role.CAPACITY, ""),
        agreement=texts.get(Role.AGREEMENT, ""),
        note="; ".join(part for part in (draft.item.qualifier, texts.get(Role.NOTE, "")) if part),
    )
