"""What the form library says of a field becomes a sentence of ours; nothing of its English reaches a page."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from flask import Flask
from flask_babel import force_locale
from marshmallow import Schema, ValidationError, fields, validate

from app import create_app
from core.web.fields import Amount, LocalMoment, reminder
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
    amount = Amount()
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
        ("short", "dài quá", "Hãy viết không quá 3 ký tự."),
        ("long", "a", "Hãy viết từ 3 đến 9 ký tự."),
        ("chosen", "c", "Hãy chọn một mục trong danh sách."),
        ("ticked", "0", "Giá trị này không dùng được."),
        ("amount", "1,250", "“1,250” có thể hiểu hai cách: hãy viết 1250."),
        ("amount", "-3", "Hãy nhập số không âm, ví dụ 1250 hoặc 12,5."),
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
