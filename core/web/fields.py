"""Form fields as people fill them in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from marshmallow import ValidationError, fields, validate

from core.clock import VIETNAM


class Reminder(str):
    """A sentence of ours in place of the form library's own: translated when the library fills in its facts."""

    words: LazyString

    def __new__(cls, words: LazyString) -> Reminder:
        """Return the reminder of a sentence."""
        made = super().__new__(cls)
        made.words = words
        return made

    def format(self, *args: object, **facts: object) -> str:
        """Return the sentence in the reader's language; itself while the library only prepares it."""
        return self if facts.keys() & {"min_op", "max_op"} else str(self.words).format(*args, **facts)


_FIELD_WORDS: Mapping[type[fields.Field[Any]], Mapping[str, LazyString]] = {
    fields.Field: {
        "required": _l("Hãy điền ô này."),
        "null": _l("Hãy điền ô này."),
        "validator_failed": _l("Giá trị này không dùng được."),
    },
    fields.String: {"invalid": _l("Giá trị này không dùng được.")},
    fields.Integer: {"invalid": _l("Hãy nhập số nguyên.")},
    fields.Boolean: {"invalid": _l("Giá trị này không dùng được.")},
    fields.Enum: {"unknown": _l("Hãy chọn một mục trong danh sách.")},
}
_RULE_WORDS: Mapping[type[validate.Validator], Mapping[str, LazyString]] = {
    validate.Range: {
        "message_min": _l("Hãy nhập số từ {min} trở lên."),
        "message_max": _l("Hãy nhập số không quá {max}."),
        "message_all": _l("Hãy nhập số từ {min} đến {max}."),
    },
    validate.Length: {
        "message_min": _l("Hãy viết ít nhất {min} ký tự."),
        "message_max": _l("Hãy viết không quá {max} ký tự."),
        "message_all": _l("Hãy viết từ {min} đến {max} ký tự."),
        "message_equal": _l("Giá trị này không dùng được."),
    },
    validate.OneOf: {"default_message": _l("Hãy chọn một mục trong danh sách.")},
    validate.Equal: {"default_message": _l("Giá trị này không dùng được.")},
}
for _kind, _words in _FIELD_WORDS.items():
    _mine = {name: Reminder(text) for name, text in _words.items()}
    _kind.default_error_messages = {**_kind.default_error_messages, **_mine}
for _rule, _words in _RULE_WORDS.items():
    for _name, _text in _words.items():
        setattr(_rule, _name, Reminder(_text))

_PLAIN = re.compile(r"\d{1,12}")
_THOUSANDS = re.compile(r"\d{1,3}([. ]\d{3})+")
_DECIMAL = re.compile(r"\d{1,12},\d{1,3}")
_TWO_READINGS = re.compile(r"\d{1,3},\d{3}")


class Amount(fields.Field[Decimal]):
    """A quantity as a Vietnamese official writes it: 1250, 1.250 or 12,5.

    "1,250" is refused, because one reader takes it for a thousand and another for one and a quarter.
    """

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **_kwargs: Any
    ) -> Decimal:
        text = str(value).strip().replace("\u00a0", " ")
        if _PLAIN.fullmatch(text) or _THOUSANDS.fullmatch(text):
            return Decimal(re.sub(r"[. ]", "", text))
        if _TWO_READINGS.fullmatch(text):
            plain = text.replace(",", "")
            raise ValidationError(
                _("“%(text)s” có thể hiểu hai cách: hãy viết %(plain)s.", text=text, plain=plain)
            )
        if _DECIMAL.fullmatch(text):
            return Decimal(text.replace(",", "."))
        raise ValidationError(_("Hãy nhập số không âm, ví dụ 1250 hoặc 12,5."))


class LocalMoment(fields.Field[datetime]):
    """A moment as a browser's date-and-time box sends it, meant on a Vietnamese clock."""

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **_kwargs: Any
    ) -> datetime:
        try:
            moment = datetime.fromisoformat(str(value).strip())
        except ValueError:
            raise ValidationError(_("Hãy nhập ngày giờ, ví dụ 23/11/2026 14:05.")) from None
        return moment.replace(tzinfo=VIETNAM) if moment.tzinfo is None else moment
