"""Notes beside the demonstration's rows: capabilities, agreements, last days, funds; drawn from each row's number."""

from __future__ import annotations

import math
import zlib
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from core.communes.queries import list_communes
from core.communes.rules import Commune
from inventory.models import DualUseRow, HolderRow, LotCapabilityRow, LotDetailRow, LotRow

# Type, what one piece can do. Magnitudes of common models; invented for the demonstration.
ABLE: dict[str, tuple[tuple[str, str], ...]] = {
    "PT-001": (("seats", "8"),),
    "PT-002": (("seats", "12"),),
    "PT-005": (("seats", "12"),),
    "PT-006": (("seats", "8"),),
    "PT-008": (("seats", "5"),),
    "PT-009": (("seats", "20"),),
    "PT-012": (("tonnes", "2.5"),),
    "PT-013": (("tonnes", "8"),),
    "PT-016": (("seats", "45"),),
    "PT-017": (("seats", "16"),),
    "CT-001": (("persons", "240"), ("area_m2", "850")),
    "CT-002": (("persons", "40"), ("area_m2", "140")),
    "CT-003": (("persons", "120"), ("area_m2", "420")),
    "CT-005": (("persons", "20"), ("area_m2", "70")),
    "CT-008": (("persons", "30"), ("area_m2", "200")),
}
PEACE_USES = {
    "PT-009": "Khai thác thủy sản gần bờ",
    "PT-012": "Chở hàng nông sản",
    "PT-013": "Chở vật liệu xây dựng",
    "PT-016": "Chạy tuyến cố định",
    "PT-020": "Thi công công trình",
    "CT-001": "Dạy và học",
    "CT-002": "Sinh hoạt cộng đồng",
    "CT-008": "Kinh doanh lưu trú",
}
GOODS_THAT_EXPIRE = ("HC-002", "HC-003", "HC-004", "HC-006", "HC-007")
NEVER_LATE = {"HC-002", "HC-004"}  # the demonstration's incidents draw on these
MOST = 2000  # rows; keeps the demonstration quick to load


def load_demo_details(session: Session, *, today: date) -> int:
    """Return how many rows got notes; the same in every installation but for days counted from `today`."""
    types = {*ABLE, *PEACE_USES, *GOODS_THAT_EXPIRE}
    rows = session.execute(
        select(
            LotRow.id,
            LotRow.type_code,
            HolderRow.kind,
            LotRow.commune_code,
            LotRow.place_folded,
        )
        .join(HolderRow, HolderRow.id == LotRow.holder_id)
        .where(LotRow.type_code.in_(types))
        .order_by(LotRow.id)
        .limit(MOST)
    ).all()
    able = [
        {"lot_id": lot_id, "kind": kind, "value": Decimal(value)}
        for lot_id, code, *_where in rows
        for kind, value in ABLE.get(code, ())
    ]
    duals = [
        _dual(lot_id, code, holder, today)
        for lot_id, code, holder, *_where in rows
        if code in PEACE_USES and holder != "commune"
    ]
    communes: dict[str, Commune] = {commune.code: commune for commune in list_communes(session)}
    notes = [
        _note(lot_id, code, holder, today) | _position(lot_id, communes[at], place)
        for lot_id, code, holder, at, place in rows
    ]
    for table, lines in ((LotCapabilityRow, able), (DualUseRow, duals), (LotDetailRow, notes)):
        if lines:
            session.execute(insert(table), lines)
    return len(rows)


def _dual(lot_id: int, code: str, holder: str, today: date) -> dict[str, object]:
    signed = today - timedelta(days=200 + lot_id % 150)
    private = holder in {"enterprise", "household"}
    return {
        "lot_id": lot_id,
        "peacetime_use": PEACE_USES[code],
        "convert_minutes": 30 + lot_id % 4 * 30,
        "decided_by": "Chủ tịch UBND cấp xã" if holder != "armed_forces" else "Chỉ huy đơn vị",
        "operator": "Lái xe, lái tàu của chủ sở hữu" if code.startswith("PT") else "",
        "fuel": "dầu DO" if code.startswith("PT") else "",
        "agreement": ("nguyen_tac" if private else "hiep_dong") if lot_id % 9 else "",
        "agreement_no": f"{lot_id % 60 + 1:02d}/{'HĐNT' if private else 'HĐ'}-UBND" if lot_id % 9 else "",
        "signed_on": signed if lot_id % 9 else None,
        "ends_on": signed + timedelta(days=365) if lot_id % 9 else None,
        "phoned_on": today - timedelta(days=lot_id % 160) if lot_id % 5 else None,
        "phoned_by": "Văn phòng UBND xã" if lot_id % 5 else "",
    }


def _note(lot_id: int, code: str, holder: str, today: date) -> dict[str, object]:
    own_funds = {"household": "household", "enterprise": "social"}
    return {
        "lot_id": lot_id,
        "fund": own_funds.get(holder, "national" if lot_id % 7 == 0 else "budget"),
        "donor": "",
        "expires_on": _last_day(lot_id, code, today) if code in GOODS_THAT_EXPIRE else None,
        "condition": "fair" if lot_id % 6 == 0 else "good",
        "keep_seasonal": Decimal(0),
        "season_from": None,
        "season_to": None,
    }


def _position(lot_id: int, commune: Commune, place: str) -> dict[str, object]:
    """Return an invented position near the commune's centre, one for each place; every seventh row has none yet."""
    if lot_id % 7 == 3:
        return {"lat": None, "lon": None}
    drawn = zlib.crc32(f"{commune.code} {place}".encode())
    angle, share = math.tau * (drawn % 360) / 360, 0.2 + drawn // 360 % 100 / 160
    degrees = share * math.sqrt(commune.area_km2 / math.pi) / 111.2 * 0.6
    return {
        "lat": round(commune.lat + degrees * math.sin(angle), 5),
        "lon": round(commune.lon + degrees * math.cos(angle) / math.cos(math.radians(commune.lat)), 5),
    }


def _last_day(lot_id: int, code: str, today: date) -> date:
    """Return a last day from a few weeks ago to a year ahead."""
    return today + timedelta(days=lot_id * 13 % 400 + (40 if code in NEVER_LATE else -40))
