"""Form fields as people fill them in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from flask_babel import LazyString, get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from marshmallow import ValidationError, fields, validate

from core.clock import VIETNAM
from core.text import MASK, tidy


class Said(str):
    """A reminder that is a sentence of ours already."""


# "-90.0" is told as -90.
_LEAST, _MOST = (rf"(?P<{name}>-?\d+(?:\.\d*[1-9])?)(?:\.0)?" for name in ("min", "max"))
# The form library's own messages, as they read, and our words for each; numbers in them are carried over.
_WORDS: tuple[tuple[re.Pattern[str], LazyString], ...] = (
    (re.compile(r"Missing data for required field|Field may not be null"), _l("Hãy điền ô này.")),
    (re.compile(r"Not a valid integer"), _l("Hãy nhập số nguyên.")),
    (re.compile(r"Not a valid number"), _l("Hãy nhập số thập phân, ví dụ 15.2903.")),
    (re.compile(r"Not a valid date"), _l("Hãy nhập ngày, ví dụ 23/11/2026.")),
    (
        re.compile(rf"greater than or equal to {_LEAST} and less than or equal to {_MOST}"),
        _l("Hãy nhập số từ %(min)s đến %(max)s."),
    ),
    (re.compile(rf"greater than or equal to {_LEAST}"), _l("Hãy nhập số từ %(min)s trở lên.")),
    (re.compile(rf"greater than {_LEAST}"), _l("Hãy nhập số lớn hơn %(min)s.")),
    (re.compile(rf"less than or equal to {_MOST}"), _l("Hãy nhập số không quá %(max)s.")),
    (re.compile(r"between (?P<min>\d+) and (?P<max>\d+)"), _l("Hãy viết từ %(min)s đến %(max)s ký tự.")),
    (re.compile(r"Longer than maximum length (?P<max>\d+)"), _l("Hãy viết không quá %(max)s ký tự.")),
    (re.compile(r"Shorter than minimum length (?P<min>\d+)"), _l("Hãy viết ít nhất %(min)s ký tự.")),
    (re.compile(r"Must be one of"), _l("Hãy chọn một mục trong danh sách.")),
)


def reminder(message: object) -> str:
    """Return what to tell the reader about a field, whatever the form library said of it."""
    if isinstance(message, Said):
        return message
    for pattern, words in _WORDS:
        found = pattern.search(str(message))
        if found:
            return str(words) % found.groupdict()
    return str(_l("Giá trị này không dùng được."))


def row_number(text: str) -> int:
    """Return the number of a row as a form or an address sends it; 0, which no row has, where it is none."""
    return int(text) if text.isdecimal() and len(text) < 19 else 0


_PLAIN = re.compile(r"\d{1,12}")
_THOUSANDS = re.compile(r"\d{1,3}([. ]\d{3})+")
_DECIMAL = re.compile(r"\d{1,12},\d{1,3}")
_TWO_READINGS = re.compile(r"\d{1,3},\d{3}")


class Amount(fields.Field[Decimal]):
    """A quantity as a Vietnamese official writes it: 1250, 1.250 or 12,5.

    "1,250" is refused, because one reader takes it for a thousand and another for one and a quarter.
    """

    unread = _l("Hãy nhập số không âm, ví dụ 1250 hoặc 12,5.")

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **_kwargs: Any
    ) -> Decimal:
        text = str(value).strip().replace("\u00a0", " ")
        foreign = (
            str(get_locale() or "vi") != "vi" and "." in text
        )  # 1.250 is one and a quarter to an English reader
        if _PLAIN.fullmatch(text) or (_THOUSANDS.fullmatch(text) and not foreign):
            return Decimal(re.sub(r"[. ]", "", text))
        if _TWO_READINGS.fullmatch(text) or _THOUSANDS.fullmatch(text):
            plain = re.sub(r"[,. ]", "", text)
            told = _("“%(text)s” có thể hiểu hai cách: hãy viết %(plain)s.", text=text, plain=plain)
            raise ValidationError(Said(told))
        if _DECIMAL.fullmatch(text):
            return Decimal(text.replace(",", "."))
        raise ValidationError(Said(str(self.unread)))


class Whole(Amount):
    """A whole number as a Vietnamese official writes it: 1250 or 1.250; neither "1.5", which is not fifteen, nor 12,5."""

    unread = _l("Hãy nhập số nguyên không âm, ví dụ 1250.")

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> Decimal:
        found = super()._deserialize(value, attr, data, **kwargs)
        if found != found.to_integral_value():
            raise ValidationError(Said(str(self.unread)))
        return found


class Number(fields.Decimal):
    """A quantity as a program writes it: a JSON number, never text; the rules of the stock judge its size."""

    def __init__(self, **more: Any) -> None:
        held, most = more.get("load_default"), 10_000_000
        # Said plainly: the description would write these as texts.
        told = {"minimum": 0, "maximum": most}
        if isinstance(held, Decimal):
            told["default"] = int(held)
        super().__init__(validate=validate.Range(min=0, max=most), metadata=told, **more)

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> Decimal:
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise ValidationError(Said(_("Hãy gửi một số JSON, ví dụ 12.5.")))
        found = super()._deserialize(value, attr, data, **kwargs)
        assert isinstance(found, Decimal)
        if found != round(found, 3):  # the register keeps thousandths
            raise ValidationError(Said(_("Hãy gửi số có nhiều nhất ba chữ số sau dấu phẩy.")))
        return found


class Words(fields.String):
    """Text as a program writes it, tidied; marks that no database can keep are left out.

    A number that was masked when it was read is refused: written back, it would take the place of the real one.
    """

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> str:
        text = str(super()._deserialize(value, attr, data, **kwargs))
        if MASK in text:
            raise ValidationError(Said(_("Số điện thoại đang bị che: hãy gửi cả số, hoặc không gửi ô này.")))
        return tidy(text.encode("utf-8", "ignore").decode())


YEARS = range(2000, 2200)  # that a clock on the wall may show


class Moment(fields.AwareDateTime):
    """A moment as a program writes it, with its offset from UTC; only of years a clock on the wall may show."""

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> datetime:
        found = super()._deserialize(value, attr, data, **kwargs)
        if found.year not in YEARS:
            raise ValidationError(Said(_("Hãy gửi thời điểm có múi giờ, ví dụ 2026-11-23T14:05:00+07:00.")))
        return found


class LocalMoment(fields.Field[datetime]):
    """A moment as a browser's date-and-time box sends it, meant on a Vietnamese clock."""

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **_kwargs: Any
    ) -> datetime:
        try:
            moment = datetime.fromisoformat(str(value).strip())
        except ValueError:
            moment = None
        if moment is None or moment.year not in YEARS:
            raise ValidationError(Said(_("Hãy nhập ngày giờ, ví dụ 23/11/2026 14:05.")))
        return moment.replace(tzinfo=VIETNAM) if moment.tzinfo is None else moment
