"""Prices, priority communes and response plans for the demonstration: invented, no quotation of anybody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from core.clock import day_of
from core.communes.queries import list_communes
from inventory.models import ResourceTypeRow
from reports.models import CommuneLandRow, ResponsePlanRow, TypePriceRow
from reports.rules.land import assumed_land

SOURCE = "Giá giả định cho dữ liệu thử"
LAND_SOURCE = "Danh sách giả định cho dữ liệu thử"
# Thousand đồng a unit, and what part of it a repair does (percent).
PRICES: dict[str, tuple[int, int]] = {
    "PT-001": (120_000, 15), "PT-002": (180_000, 15), "PT-005": (650_000, 12), "PT-006": (85_000, 15),
    "PT-009": (2_500_000, 10), "PT-014": (900_000, 12), "PT-016": (2_200_000, 10), "PT-020": (2_400_000, 10),
    "PT-021": (2_000_000, 10), "PT-022": (1_100_000, 10), "PT-024": (3_200_000, 10), "PT-026": (1_300_000, 10),
    "PT-027": (6_500_000, 8), "PT-034": (95_000, 20), "TB-001": (180, 30), "TB-002": (260, 25),
    "TB-003": (6_500, 20), "TB-010": (14_000, 20), "TB-013": (6_800, 20), "TB-014": (48_000, 20),
    "TB-015": (120_000, 15), "TB-016": (7_500, 20), "TB-017": (38_000, 20), "TB-018": (95_000, 15),
    "TB-021": (3_800, 25), "TB-023": (32_000, 20), "TB-030": (1_600, 30), "TB-031": (650, 100),
    "TB-032": (420, 40), "TB-033": (1_900, 40), "TB-034": (9_500, 20), "TB-035": (95, 50), "TB-036": (750, 30),
    "TB-038": (850, 50), "TB-039": (2_400, 50), "TB-041": (1_700, 30), "TB-044": (290_000, 15),
    "VT-001": (6, 100), "VT-009": (12, 100), "VT-010": (140, 60), "VT-012": (110, 50), "VT-018": (65, 100),
    "VT-020": (2, 100), "HC-001": (18, 100), "HC-002": (5, 100), "HC-003": (120, 100), "HC-004": (8, 100),
    "HC-005": (90, 100), "HC-006": (9, 100), "HC-007": (35, 100), "HC-013": (450, 100), "HC-014": (190, 100),
    "HC-015": (1, 100), "HC-016": (220, 100), "HC-020": (9_500, 25), "CT-019": (160_000, 15),
}  # fmt: skip
DIFFICULT_EVERY = 3  # of the remote communes
NO_PLAN_EVERY, OLD_PLAN_EVERY = (
    12,
    7,
)  # communes without a plan, and with one whose five years are nearly over


def _plans(codes: list[str], now: datetime) -> Iterator[dict[str, object]]:
    """Yield the province's plan and most communes' ones; some communes have none, some an old one."""
    for number, code in enumerate(["", *codes]):
        if number % NO_PLAN_EVERY == NO_PLAN_EVERY - 1:
            continue
        years = 4.7 if number % OLD_PLAN_EVERY == OLD_PLAN_EVERY - 1 else 1.2
        approved = day_of(now) - timedelta(days=round(365 * years) + number % 30)
        yield {
            "commune_code": code,
            "title": "Kế hoạch phòng thủ dân sự"
            if not code
            else "Phương án ứng phó thiên tai theo phương châm bốn tại chỗ",
            "document": f"{100 + number}/KH-UBND (dữ liệu thử)",
            "approved_on": approved,
            "replaced": False,
            "changed_at": now,
            "changed_by": "Dữ liệu thử",
            "version": 1,
        }


def load_demo_gaps(session: Session, *, now: datetime) -> int:
    """Return how many prices were written; every third remote commune counts as very difficult."""
    known = set(session.scalars(select(ResourceTypeRow.code)))
    day = day_of(now) - timedelta(days=60)
    prices = [
        {
            "type_code": code,
            "price_vnd": thousands * 1000,
            "repair_percent": percent,
            "source": SOURCE,
            "priced_on": day,
            "version": 1,
        }
        for code, (thousands, percent) in PRICES.items()
        if code in known
    ]
    session.execute(insert(TypePriceRow), prices)
    session.execute(
        insert(ResponsePlanRow), list(_plans([commune.code for commune in list_communes(session)], now))
    )
    remote = [land for commune in list_communes(session) if (land := assumed_land(commune)).remote]
    session.execute(
        insert(CommuneLandRow),
        [
            {
                "commune_code": land.commune_code,
                "coastal": land.coastal,
                "remote": True,
                "difficult": True,
                "source": LAND_SOURCE,
                "version": 1,
            }
            for land in remote[::DIFFICULT_EVERY]
        ],
    )
    return len(prices)
