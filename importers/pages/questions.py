"""What must be asked: one answer settles every cell that asks the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from marshmallow import ValidationError
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.clock import now
from core.excel import child
from core.excel.legacy import Encoding
from core.text import fold
from core.values import frozen
from core.web.access import requires
from core.web.doors import Done, perform
from core.web.fields import Amount
from core.web.links import page_number
from importers.doors.showing import Shown
from importers.pages.frame import bp, show_batch
from importers.pages.question_words import OF_STOCK, TYPED, options_of, words_of
from importers.queries.batches import office_of_batch
from importers.queries.names import Names
from importers.queries.reference import Reference, get_reference
from importers.rules.files.as_stored import as_read
from importers.rules.names.items import MOST_COMPARED
from importers.rules.results import SKIP, Picture, Question, QuestionKind, Row
from importers.schemas import AnswerSchema
from importers.services.answering import AnswerError, answer

PER_PAGE = 8
SAMPLES = 3
# Rows that are compared stand below one another in a table; an encoding is a whole sheet's.
PICTURED = frozenset(QuestionKind) - OF_STOCK - {QuestionKind.ENCODING}


@frozen
class Box:
    """One question as its form shows it: number in the form, words, choices, the cells it comes from.

    Of those cells the first is shown in a picture of its sheet, where there is one. `stored` are texts of a sheet as
    its file keeps them, where it is asked how they were typed.
    """

    number: int
    question: Question
    words: str
    options: tuple[tuple[str, str], ...]
    typed: bool
    list_name: str
    rows: tuple[Row, ...]
    picture: Picture | None = None
    stored: str = ""
    choice: str = ""
    other: str = ""
    error: str = ""


def _stored(question: Question) -> str:
    """Return the texts whose encoding is asked about as they stand in the file; nothing for other questions."""
    if question.kind is not QuestionKind.ENCODING:
        return ""
    return next((said.label for said in question.candidates if said.value == Encoding.UNICODE), "")


def _told(row: Row, shown: Shown) -> Row:
    """Return a row whose figure can be read where its sheet was typed in an old encoding."""
    read = as_read(shown.recognition.stored.get(row.sheet, {}))
    return row._replace(quantity_raw=read.get(row.quantity_raw, row.quantity_raw))


def _boxes(shown: Shown, page: int) -> list[Box]:
    by_cell = {(row.sheet, row.cell): row for row in shown.recognition.rows}
    pictures = {picture.key: picture for picture in shown.recognition.pictures}
    lists = {QuestionKind.ITEM: "types", QuestionKind.PLACE: "communes"}
    boxes = []
    for number, question in enumerate(shown.preview.questions[(page - 1) * PER_PAGE : page * PER_PAGE]):
        stored = _stored(question)
        places = [(place.sheet, place.cell) for place in question.samples[:SAMPLES]]
        boxes.append(
            Box(
                number=number,
                question=question,
                words=words_of(question, shown.names),
                options=options_of(question, shown.names),
                typed=question.kind in TYPED,
                list_name=lists.get(question.kind, ""),
                rows=tuple(_told(by_cell[at], shown) for at in places if at in by_cell and not stored),
                stored=stored,
                picture=pictures.get(question.key) if question.kind in PICTURED else None,
                choice=request.form.get(f"choice-{number}", ""),
                other=request.form.get(f"other-{number}", ""),
            )
        )
    return boxes


@bp.get("/<int:batch_id>/cau-hoi")
@requires(Permission.IMPORT_RUN, office_of_batch)
def questions(batch_id: int) -> ResponseReturnValue:
    """The questions that are left, those that settle most cells first; what will read the file again starts meanwhile."""
    child.prepare()
    shown = show_batch(batch_id)
    if not shown.preview.questions:
        return redirect(url_for("imports.batch", batch_id=batch_id))
    return _questions_page(shown)


def _questions_page(shown: Shown, error: str = "") -> str:
    page = min(page_number(), max(1, -(-len(shown.preview.questions) // PER_PAGE)))
    return render_template(
        "importers/questions.html",
        batch=shown.batch,
        boxes=_boxes(shown, page),
        page=page,
        more=len(shown.preview.questions) > page * PER_PAGE,
        total=len(shown.preview.questions),
        many_names=sum(question.kind is QuestionKind.ITEM for question in shown.preview.questions)
        > MOST_COMPARED,
        names=shown.names,
        error=error,
    )


@bp.post("/<int:batch_id>/cau-hoi")
@requires(Permission.IMPORT_RUN, office_of_batch)
def answer_questions(batch_id: int) -> ResponseReturnValue:
    """Keep the answers on this page of questions; what is left open stays asked."""
    shown = show_batch(batch_id)

    def work(session: Session, actor: Actor) -> Done:
        reference = get_reference(session)
        count = answer(
            session,
            batch_id=batch_id,
            questions=shown.preview.questions,
            values=_given(shown.preview.questions, shown.names, reference),
            reference=reference,
            actor=actor,
            now=now(),
        )
        location = url_for("imports.questions", batch_id=batch_id)
        if not count:
            return Done(location=location, message=_("Chưa chọn câu trả lời nào."))
        return Done(location=location, message=_("Đã ghi nhớ %(count)s câu trả lời.", count=count))

    return perform(work, again=lambda text, _fields: _questions_page(shown, text))


def _given(asked: Sequence[Question], names: Names, reference: Reference) -> Mapping[str, str]:
    """Return the answers in the form by question key; raises AnswerError."""
    by_key = {question.key: question for question in asked}
    found: dict[str, str] = {}
    for number in range(PER_PAGE):
        raw = {name: request.form.get(f"{name}-{number}", "") for name in ("key", "choice", "other")}
        if not raw["key"]:
            continue
        try:
            box = AnswerSchema().load(raw)
        except ValidationError as error:
            raise AnswerError(raw=raw["key"], value="") from error
        question = by_key.get(box["key"])
        other = box["other"].strip()
        if question is None or not (box["choice"] or other):
            continue  # settled meanwhile, or left open
        # What was typed wins over a choice that may have been ticked before; skipping is said only by ticking.
        typed = other and box["choice"] != SKIP
        found[question.key] = typed_value(question, other, names, reference) if typed else box["choice"]
    return found


def typed_value(question: Question, text: str, names: Names, reference: Reference) -> str:
    """Return what was typed as the answer it means; raises AnswerError."""
    if question.kind is QuestionKind.ITEM:
        value = names.find_type(text) or _type_called(text, reference)
    elif question.kind is QuestionKind.PLACE:
        value = names.find_commune(text)
    else:
        try:
            value = str(Amount().deserialize(text))
        except ValidationError as error:
            raise AnswerError(raw=question.raw, value=text) from error
    if value is None:
        raise AnswerError(raw=question.raw, value=text)
    return value


def _type_called(text: str, reference: Reference) -> str | None:
    """Return the one type in use of which this is another name in the catalogue, or None."""
    wanted = fold(text)
    kinds = (kind for kind in reference.catalogue if not kind.retired)
    codes = [kind.code for kind in kinds if wanted in map(fold, kind.synonyms)]
    return codes[0] if len(codes) == 1 else None
