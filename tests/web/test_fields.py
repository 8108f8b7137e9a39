"""What the form library says of a field becomes a sentence of ours; nothing of its English reaches a page."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from flask import Flask
from flask_babel import force_locale
from marshmallow import Schema, ValidationError, fields, validate
from marshmallow.class_registry import _registry

from app import create_app
from core.web.fields import Amount, LocalMoment, Whole, reminder
from tests.conftest import make_settings

pytestmark = pytest.mark.usefixtures("words")


class Form(Schema):
    needed = fields.String(required=True)
    whole = fields.Integer()
    within = fields.Integer(validate=validate.Range(min=1, max=5))
    least = fields.Integer(validate=validate.Range(min=2))
    short = fields.String(validate=validate.Length(max=3))
    long = fields.String(validate=validate.Length(min=3, max=9))
    chosen = fields.String(validate=validate.OneOf(["a", "b"]))
    ticked = fields.Boolean(validate=validate.Equal(True))
    above = fields.Decimal(validate=validate.Range(min=Decimal(0), min_inclusive=False))
    degrees = fields.Float(validate=validate.Range(min=-90.0, max=90.0))
    day = fields.Date()
    amount = Amount()
    counted = Whole()
    moment = LocalMoment()


@pytest.fixture
def words(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The reader's language: Vietnamese."""
    app: Flask = create_app(make_settings("sqlite://", tmp_path_factory.mktemp("words")))
    with app.test_request_context():
        yield


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("whole", "x", "Hãy nhập số nguyên."),
        ("within", "9", "Hãy nhập số từ 1 đến 5."),
        ("least", "1", "Hãy nhập số từ 2 trở lên."),
        ("above", "0", "Hãy nhập số lớn hơn 0."),
        ("above", "mười", "Hãy nhập số thập phân, ví dụ 15.2903."),
        ("degrees", "91", "Hãy nhập số từ -90 đến 90."),
        ("day", "mai", "Hãy nhập ngày, ví dụ 23/11/2026."),
        ("short", "dài quá", "Hãy viết không quá 3 ký tự."),
        ("long", "a", "Hãy viết từ 3 đến 9 ký tự."),
        ("chosen", "c", "Hãy chọn một mục trong danh sách."),
        ("ticked", "0", "Giá trị này không dùng được."),
        ("amount", "1,250", "“1,250” có thể hiểu hai cách: hãy viết 1250."),
        ("amount", "-3", "Hãy nhập số không âm, ví dụ 1250 hoặc 12,5."),
        *(
            ("counted", typed, "Hãy nhập số nguyên không âm, ví dụ 1250.")
            for typed in ("1.5", "12,5", "-3", "1.50", "x")
        ),
        ("moment", "mai", "Hãy nhập ngày giờ, ví dụ 23/11/2026 14:05."),
        ("moment", "0001-01-01", "Hãy nhập ngày giờ, ví dụ 23/11/2026 14:05."),
        ("moment", "9999-12-31T23:59", "Hãy nhập ngày giờ, ví dụ 23/11/2026 14:05."),
    ],
)
def test_reminders(field: str, typed: str, told: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Form().load({"needed": "a", field: typed})
    messages = caught.value.messages
    assert isinstance(messages, dict)
    assert [reminder(text) for text in messages[field]] == [told]


def test_every_limit_of_a_form_is_told_with_its_figures() -> None:
    vague = reminder("")
    limits = {
        limit
        for known in _registry.values()
        for form in known
        if isinstance(form, type)
        for field in form._declared_fields.values()
        for limit in field.validators
        if isinstance(limit, validate.Range)
    }
    assert len(limits) > 20
    for limit in limits:
        for beyond in (
            limit.min - 1 if limit.min is not None else None,
            limit.max + 1 if limit.max else None,
        ):
            if beyond is None:
                continue
            with pytest.raises(ValidationError) as caught:
                limit(beyond)
            assert reminder(caught.value.messages[0]) != vague, limit


def test_a_missing_field() -> None:
    with pytest.raises(ValidationError) as caught:
        Form().load({})
    assert isinstance(caught.value.messages, dict)
    assert reminder(caught.value.messages["needed"][0]) == "Hãy điền ô này."


@pytest.mark.parametrize(
    ("language", "typed", "read"), [("vi", "1.250", "1250"), ("en", "1250", "1250"), ("en", "1.250", "")]
)
def test_a_point_is_never_read_against_the_readers_habit(language: str, typed: str, read: str) -> None:
    with force_locale(language):
        if read:
            assert Form().load({"needed": "a", "amount": typed})["amount"] == Decimal(read)
        else:
            with pytest.raises(ValidationError):
                Form().load({"needed": "a", "amount": typed})
