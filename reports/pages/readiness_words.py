"""Words of the pages on readiness and gaps, and what their addresses may ask for."""

from __future__ import annotations

from flask import request
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from core.values import frozen
from mobilization.rules.hazards import Hazard
from mobilization.rules.scenarios.demand import LEVELS
from reports.rules.closing import Remedy, Rest
from reports.rules.readiness import Grade

GRADES: dict[Grade, LazyString] = {
    Grade.ENOUGH: _l("đủ"),
    Grade.LITTLE: _l("thiếu ít"),
    Grade.MUCH: _l("thiếu nhiều"),
    Grade.UNKNOWN: _l("chưa có số liệu"),
    Grade.NONE: _l("không đòi hỏi"),
}
GRADE_LOOKS = {
    Grade.ENOUGH: "ok",
    Grade.LITTLE: "late",
    Grade.MUCH: "bad",
    Grade.UNKNOWN: "quiet",
    Grade.NONE: "quiet",
}
REMEDIES: dict[Remedy, LazyString] = {
    Remedy.AGREE: _l("ký thỏa thuận với chủ sở hữu trong xã"),
    Remedy.SHARE: _l("xã lân cận chia sẻ phần dư"),
    Remedy.AGREE_NEAR: _l("ký thỏa thuận với chủ sở hữu ở xã lân cận"),
    Remedy.REPAIR: _l("sửa cái hỏng"),
    Remedy.CONTRACT: _l("tìm và ký với chủ, cơ sở chưa có trong sổ"),
    Remedy.BUY: _l("mua thêm"),
    Remedy.RAISE: _l("bổ sung, kiện toàn người"),
}
RESTS: dict[Rest, LazyString] = {
    Rest.CONTRACT: _l("ký hợp đồng nguyên tắc"),
    Rest.STORE: _l("ký cam kết cung ứng; xã vùng sâu, vùng xa mua dự trữ"),
    Rest.BUY: _l("mua"),
}
USUAL_HAZARD, USUAL_LEVEL = Hazard.BAO, 2


@frozen
class Asked:
    """The hazard and level of an address; what it does not say is a storm of level 2."""

    hazard: Hazard
    level: int

    @property
    def args(self) -> dict[str, str | int]:
        """The two as they stand in an address."""
        return {"loai": self.hazard.value, "cap": self.level}


def asked_level(name: str, otherwise: int) -> int:
    """Return a level named in the address."""
    text = request.args.get(name, "")
    return int(text) if text in {str(level) for level in LEVELS} else otherwise


def asked() -> Asked:
    """Return the hazard and level the address asks for."""
    text = request.args.get("loai", "")
    hazard = Hazard(text) if text in {hazard.value for hazard in Hazard} else USUAL_HAZARD
    return Asked(hazard=hazard, level=asked_level("cap", USUAL_LEVEL))


def bar(share: float | None) -> str:
    """Return the class that draws a share as a bar in tenths; only nought is empty and only the whole is full."""
    if share is None:
        return ""
    tenths = 0 if share <= 0 else 10 if share >= 1 else min(9, max(1, round(share * 10)))
    return f"bar b{tenths}"


def percent(share: float | None) -> str:
    """Return a share as whole percent, a dash where there is none."""
    return "–" if share is None else f"{round(share * 100)} %"
