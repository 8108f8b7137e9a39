"""What an office answered and later files do not ask again: listed, changed in place, forgotten."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from marshmallow import ValidationError
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.clock import now
from core.values import frozen
from core.web.access import current_actor, requires
from core.web.doors import Done, perform, reading
from core.web.language import say_quantity
from core.web.links import page_number
from importers.pages.frame import bp
from importers.pages.question_words import options_of
from importers.pages.questions import typed_value
from importers.queries.answers import (
    GivenAnswer,
    get_given,
    list_of_file,
    list_remembered,
    office_of_answer,
    question_of,
)
from importers.queries.batches import get_batch, office_of_batch
from importers.queries.names import Names, get_names
from importers.queries.reference import get_reference
from importers.rules.results import IMPORT, LATEST, SKIP, QuestionKind, chooses, only_chosen
from importers.schemas import ChangedAnswerSchema
from importers.sentences import (
    ANSWERS,
    COLUMN_IS_STOCK,
    ENCODINGS,
    LATEST_COLUMN,
    NO_MOMENT,
    NOTE_ANSWERS,
    OF_SEVERAL,
    SHEET_ANSWERS,
    UNSAID_SHORT,
)
from importers.services.answering import OF_THIS_FILE, AnswerError, ask_of_file_again, change, forget

LISTS = {QuestionKind.ITEM: "types", QuestionKind.PLACE: "communes"}


@frozen
class Entry:
    """One answer as the list shows it; `typed` is its value as its box takes it."""

    given: GivenAnswer
    meaning: str
    typed: str
    skips: bool
    list_name: str
    unit: str
    options: tuple[tuple[str, str], ...] = ()

    @property
    def changes(self) -> bool:
        """Whether another answer can be given here: not where only an older version's question knew what it offered."""
        return bool(self.options) or not only_chosen(question_of(self.given))

    @property
    def raw(self) -> str:
        """What was asked about, in words where nothing was written."""
        if self.given.kind is QuestionKind.ENCODING:
            return str(_("Bảng mã của trang %(sheet)s", sheet=self.given.raw))
        return self.given.raw or str(UNSAID_SHORT.get(self.given.kind, ""))


def entry_of(given: GivenAnswer, names: Names) -> Entry:
    """Return an answer as the list shows it."""
    entry, question = _entry(given, names), question_of(given)
    if not given.offered or not only_chosen(question):
        return entry
    return replace(entry, options=options_of(question, names))


def _entry(given: GivenAnswer, names: Names) -> Entry:
    skips = given.value == SKIP
    if chooses(given.key):
        said = str(OF_SEVERAL.get(given.value, given.value))
        return Entry(given=given, meaning=said, typed="", skips=skips, list_name="", unit="")
    if given.kind is QuestionKind.COLUMN and not skips:
        return Entry(given=given, meaning=str(COLUMN_IS_STOCK), typed="", skips=False, list_name="", unit="")
    if given.kind is QuestionKind.PHASE:
        said = {SKIP: str(NO_MOMENT), LATEST: str(LATEST_COLUMN)}.get(given.value, given.value)
        return Entry(given=given, meaning=said, typed="", skips=False, list_name="", unit="")
    if given.kind is QuestionKind.SHEET:
        meaning = str(SHEET_ANSWERS[given.value] % {"raw": given.raw, "other": given.about})
        return Entry(given=given, meaning=meaning, typed="", skips=skips, list_name="", unit="")
    if given.kind is QuestionKind.NOTE:
        meaning = str(NOTE_ANSWERS[given.value])
        return Entry(given=given, meaning=meaning, typed="", skips=skips, list_name="", unit="")
    if given.kind in OF_THIS_FILE | {QuestionKind.ENCODING} and not skips:
        return Entry(given=given, meaning=_meaning(given), typed="", skips=False, list_name="", unit="")
    unit = names.units.get(given.about, "") if given.kind is QuestionKind.UNIT else ""
    typed = "" if skips else _typed(given, names)
    thing = names.types.get(given.about, "") if unit else ""
    return Entry(
        given=given,
        meaning=str(ANSWERS[SKIP]) if skips else " ".join(part for part in (typed, unit, thing) if part),
        typed=typed,
        skips=skips,
        list_name=LISTS.get(given.kind, ""),
        unit=unit,
    )


def _meaning(given: GivenAnswer) -> str:
    """Return an answer about one file in words."""
    if given.kind is QuestionKind.QUANTITY:
        return say_quantity(Decimal(given.value))
    return str(ENCODINGS.get(given.value) or ANSWERS.get(given.value, given.value))


def _typed(given: GivenAnswer, names: Names) -> str:
    if given.kind is QuestionKind.ITEM:
        return names.types.get(given.value, given.value)
    if given.kind is QuestionKind.PLACE:
        return names.communes.get(given.value, given.value)  # type: ignore[call-overload, no-any-return]
    return given.value.replace(".", ",") if given.kind is QuestionKind.UNIT else given.value


@bp.get("/cau-tra-loi")
@requires(Permission.IMPORT_RUN)
def remembered() -> ResponseReturnValue:
    """What the office answered and later files will not ask again."""
    return _list_page()


def _list_page(error: str = "", refused: int | None = None) -> str:
    actor = current_actor()
    with reading() as session:
        answers, more = list_remembered(session, scope=actor.scope(Permission.IMPORT_RUN), page=page_number())
        names = get_names(session)
    return render_template(
        "importers/answers.html",
        entries=[entry_of(given, names) for given in answers],
        more=more,
        page=page_number(),
        names=names,
        is_stock=COLUMN_IS_STOCK,
        error=error,
        refused=refused,
    )


@bp.get("/<int:batch_id>/cau-tra-loi")
@requires(Permission.IMPORT_RUN, office_of_batch)
def file_answers(batch_id: int) -> ResponseReturnValue:
    """What was answered about this file alone; each may be asked again while nothing is written."""
    with reading() as session:
        batch = get_batch(session, batch_id)
        answers, more = list_of_file(session, office=batch.office, sha256=batch.sha256, page=page_number())
        names = get_names(session)
    return render_template(
        "importers/file_answers.html",
        batch=batch,
        entries=[entry_of(given, names) for given in answers],
        more=more,
        page=page_number(),
    )


@bp.post("/<int:batch_id>/cau-tra-loi/<int:answer_id>/hoi-lai")
@requires(Permission.IMPORT_RUN, office_of_batch)
def ask_again(batch_id: int, answer_id: int) -> ResponseReturnValue:
    """Forget an answer about a file that waits; its question is asked again."""

    def work(session: Session, actor: Actor) -> Done:
        raw = ask_of_file_again(session, batch_id=batch_id, answer_id=answer_id, actor=actor, now=now())
        return Done(
            location=url_for("imports.file_answers", batch_id=batch_id),
            message=_("“%(raw)s” sẽ được hỏi lại. Kho không thay đổi.", raw=raw),
        )

    return perform(work)


@bp.post("/cau-tra-loi/<int:answer_id>/sua")
@requires(Permission.IMPORT_RUN, office_of_answer)
def change_answer(answer_id: int) -> ResponseReturnValue:
    """Give a remembered question another answer."""

    def work(session: Session, actor: Actor) -> Done:
        given = get_given(session, answer_id)
        try:
            box = ChangedAnswerSchema().load(
                {name: request.form.get(name, "") for name in ("choice", "other", "skip")}
            )
        except ValidationError as error:
            raise AnswerError(raw=given.raw, value="") from error
        text = box["other"].strip()
        reference = get_reference(session)
        if given.offered:
            value = box["choice"]
        elif box["skip"] or given.kind is QuestionKind.COLUMN:
            value = SKIP if box["skip"] else IMPORT
        else:
            value = typed_value(question_of(given), text, get_names(session), reference)
        raw = change(
            session,
            answer_id=answer_id,
            value=value,
            reference=reference,
            actor=actor,
            now=now(),
        )
        return Done(
            location=url_for("imports.remembered", page=page_number()),
            message=_("Đã sửa câu trả lời cho “%(raw)s”. Tệp đang chờ và tệp sau dùng câu mới.", raw=raw),
        )

    return perform(work, again=lambda text, _fields: _list_page(text, answer_id))


@bp.post("/cau-tra-loi/<int:answer_id>/xoa")
@requires(Permission.IMPORT_RUN, office_of_answer)
def forget_answer(answer_id: int) -> ResponseReturnValue:
    """Forget an answer; the next file asks again."""

    def work(session: Session, actor: Actor) -> Done:
        raw = forget(session, answer_id=answer_id, actor=actor, now=now())
        return Done(
            location=url_for("imports.remembered"),
            message=_("Đã quên câu trả lời cho “%(raw)s”. Tệp sau sẽ được hỏi lại.", raw=raw),
        )

    return perform(work)
