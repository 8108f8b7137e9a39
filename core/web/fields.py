"""Form fields as people fill them in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from marshmallow import ValidationError, fields

from core.clock import VIETNAM

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
