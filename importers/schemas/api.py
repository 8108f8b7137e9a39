"""The shapes of an upload as JSON."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from core.web.fields import Words
from importers.rules.stock.lines import LineStatus, Mode

MOST_PAGES = 100_000
MOST_ANSWERS = 1000


class PagesAskedSchema(Schema):
    """Which page of a list."""

    page = fields.Integer(load_default=1, validate=validate.Range(min=1, max=MOST_PAGES))


class LinesAskedSchema(PagesAskedSchema):
    """Which rows of a file."""

    status = fields.String(
        load_default="", validate=validate.OneOf(["", *(status.value for status in LineStatus)])
    )


class FileSentSchema(Schema):
    """A file's name, and what its figures mean."""

    name = Words(required=True, validate=validate.Length(min=1, max=255))
    mode = fields.String(
        load_default=Mode.REPLACE.value, validate=validate.OneOf([mode.value for mode in Mode])
    )


class SheetShownSchema(Schema):
    """A sheet of the file, whether it was read, and why."""

    name = fields.String(required=True)
    decision = fields.String(required=True)
    reason = fields.String(required=True)


class ImportSchema(Schema):
    """An upload: how far it is, whose it is ("" the province's), how many rows of each verdict, open questions.

    `refusal` says why a file was not taken; `digest` of one that waits says which preview a commit would write.
    """

    id = fields.Integer(required=True)
    number = fields.String(required=True)
    file_name = fields.String(required=True)
    sha256 = fields.String(required=True)
    size = fields.Integer(required=True)
    office = fields.String(required=True)
    mode = fields.String(required=True)
    state = fields.String(required=True)
    stage = fields.String(required=True)
    refusal = fields.String(required=True)
    made_by = fields.String(required=True)
    made_at = fields.DateTime(required=True)
    committed_by = fields.String(required=True)
    committed_at = fields.DateTime(required=True, allow_none=True)
    undone_by = fields.String(required=True)
    undone_at = fields.DateTime(required=True, allow_none=True)
    counts = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    questions = fields.Integer(required=True)
    digest = fields.String(required=True)
    sheets = fields.List(fields.Nested(SheetShownSchema), required=True)


class ImportListSchema(Schema):
    """One page; `next` is the number of the following page, null at the end."""

    imports = fields.List(fields.Nested(ImportSchema), required=True)
    next = fields.Integer(required=True, allow_none=True)


def _figure() -> fields.Raw:
    return fields.Raw(required=True, allow_none=True, metadata={"type": "number"})


class ImportLineSchema(Schema):
    """A row of the file: what it means, its figures before and after, why; after an undo what became of it."""

    sheet = fields.String(required=True)
    cell = fields.String(required=True)
    status = fields.String(required=True)
    reasons = fields.List(fields.String(), required=True)
    commune_code = fields.String(required=True)
    resource_code = fields.String(required=True)
    resource_raw = fields.String(required=True)
    quantity_raw = fields.String(required=True)
    holder = fields.String(required=True)
    place = fields.String(required=True)
    mark = fields.String(required=True)
    into = fields.String(required=True)
    lot_id = fields.Integer(required=True, allow_none=True)
    old_on_hand = _figure()
    old_broken = _figure()
    on_hand = _figure()
    broken = _figure()
    last_day = fields.Date(required=True, allow_none=True)
    old_last_day = fields.Date(required=True, allow_none=True)
    outcome = fields.String(required=True)


class ImportLineListSchema(Schema):
    """One page; `next` is the number of the following page, null at the end."""

    lines = fields.List(fields.Nested(ImportLineSchema), required=True)
    next = fields.Integer(required=True, allow_none=True)


class CandidateSchema(Schema):
    """A possible answer, and its words."""

    value = fields.String(required=True)
    label = fields.String(required=True)


class QuestionSchema(Schema):
    """What must be asked: `key` names it in an answer, `cells` ask the same; "skip" leaves them out where allowed."""

    as_typed = ("key",)  # sent back with the answer

    key = fields.String(required=True)
    kind = fields.String(required=True)
    raw = fields.String(required=True)
    about = fields.String(required=True)
    cells = fields.Integer(required=True)
    samples = fields.List(fields.String(), required=True)
    candidates = fields.List(fields.Nested(CandidateSchema), required=True)


class AnswerWrittenSchema(Schema):
    """An answer: a candidate's value, a code of the catalogue or of a commune, or a number as text."""

    key = fields.String(required=True, validate=validate.Length(min=1, max=2000))
    value = fields.String(required=True, validate=validate.Length(min=1, max=200))


class AnswersWrittenSchema(Schema):
    """Answers to some of the questions."""

    answers = fields.List(
        fields.Nested(AnswerWrittenSchema), required=True, validate=validate.Length(min=1, max=MOST_ANSWERS)
    )


class MeaningWrittenSchema(Schema):
    """What the figures of a file mean."""

    mode = fields.Enum(Mode, by_value=True, required=True)


class CommitWrittenSchema(Schema):
    """The preview that was seen."""

    digest = fields.String(required=True, validate=validate.Length(equal=64))


class UndoneSchema(Schema):
    """How many rows went back, and how many stayed, by reason."""

    outcomes = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
