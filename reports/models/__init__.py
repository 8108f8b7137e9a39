"""Tables of the reports: written papers, the register of response plans, frozen workbooks."""

from __future__ import annotations

from reports.models.frozen import FrozenBookRow
from reports.models.gaps import CommuneLandRow, TypePriceRow
from reports.models.written import PaperRow, PaperVersionRow, ResponsePlanRow

__all__ = [
    "CommuneLandRow",
    "FrozenBookRow",
    "PaperRow",
    "PaperVersionRow",
    "ResponsePlanRow",
    "TypePriceRow",
]
