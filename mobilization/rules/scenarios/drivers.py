"""What each scenario asks for: the variables that drive its needs, their usual values and bounds."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from core.errors import DomainError
from core.values import frozen
from mobilization.rules.hazards import Hazard


class Driver(StrEnum):
    """One variable of a scenario. All are whole numbers."""

    PEOPLE = "people"
    VULNERABLE = "vulnerable"
    MODE = "mode"
    KM = "km"
    HOURS = "hours"
    DAYS = "days"
    CURRENT = "current"
    DEPTH_CM = "depth_cm"
    FLOODED_HA = "flooded_ha"
    WALL_M = "wall_m"
    SHIPS = "ships"
    WEAK_HOUSES = "weak_houses"
    DEBRIS_M3 = "debris_m3"
    BURIED = "buried"
    BLOCKED_M = "blocked_m"
    CUT_OFF_HAMLETS = "cut_off_hamlets"
    BURNING_HA = "burning_ha"
    FIRE_DANGER = "fire_danger"
    STEEP = "steep"
    WATER_KM = "water_km"
    FIRES = "fires"
    FLOORS = "floors"
    TRAPPED = "trapped"
    AREA_M2 = "area_m2"
    OIL_TONNES = "oil_tonnes"
    SHORE_KM = "shore_km"
    MOUTH_M = "mouth_m"
    SHIP_M = "ship_m"
    CASES = "cases"
    HOUSEHOLDS = "households"
    ABOARD = "aboard"
    SEA_MILES = "sea_miles"
    ALARM_MINUTES = "alarm_minutes"


class Mode(StrEnum):
    """How people are carried away; the value is what the form sends."""

    ROAD = "1"
    BOAT = "2"


@frozen
class DriverSpec:
    """The usual value of a variable and its bounds; `unit` is Vietnamese, as workings are."""

    usual: int
    least: int
    most: int
    unit: str


def _spec(usual: int, least: int, most: int, unit: str = "") -> DriverSpec:
    return DriverSpec(usual=usual, least=least, most=most, unit=unit)


_D = Driver
SPECS: Mapping[Driver, DriverSpec] = {
    _D.PEOPLE: _spec(500, 1, 1_000_000, "người"),
    _D.VULNERABLE: _spec(20, 0, 100, "%"),
    _D.MODE: _spec(1, 1, 2),
    _D.KM: _spec(15, 0, 500, "km"),
    _D.HOURS: _spec(6, 1, 168, "giờ"),
    _D.DAYS: _spec(3, 1, 30, "ngày"),
    _D.CURRENT: _spec(1, 1, 2),
    _D.DEPTH_CM: _spec(60, 0, 2_000, "cm"),
    _D.WALL_M: _spec(0, 0, 100_000, "m tường"),
    _D.FLOODED_HA: _spec(10, 0, 100_000, "ha"),
    _D.SHIPS: _spec(100, 0, 20_000, "tàu"),
    _D.WEAK_HOUSES: _spec(100, 0, 100_000, "nhà"),
    _D.DEBRIS_M3: _spec(2000, 0, 10_000_000, "m3"),
    _D.BURIED: _spec(5, 0, 10_000, "người"),
    _D.BLOCKED_M: _spec(200, 0, 1_000_000, "m đường"),
    _D.CUT_OFF_HAMLETS: _spec(1, 0, 500, "bản"),
    _D.BURNING_HA: _spec(10, 1, 100_000, "ha"),
    _D.FIRE_DANGER: _spec(4, 1, 5),
    _D.STEEP: _spec(1, 1, 2),
    _D.WATER_KM: _spec(2, 0, 200, "km"),
    _D.FIRES: _spec(1, 1, 50, "đám cháy"),
    _D.FLOORS: _spec(3, 1, 60, "tầng"),
    _D.TRAPPED: _spec(5, 0, 10_000, "người"),
    _D.AREA_M2: _spec(600, 1, 1_000_000, "m2"),
    _D.OIL_TONNES: _spec(50, 0, 1_000_000, "tấn dầu"),
    _D.SHORE_KM: _spec(3, 0, 1_000, "km bờ"),
    _D.MOUTH_M: _spec(150, 0, 20_000, "m cửa sông"),
    _D.SHIP_M: _spec(60, 0, 500, "m tàu"),
    _D.CASES: _spec(50, 1, 1_000_000, "ca"),
    _D.HOUSEHOLDS: _spec(100, 0, 500_000, "hộ"),
    _D.ABOARD: _spec(10, 1, 10_000, "người"),
    _D.SEA_MILES: _spec(10, 0, 2_000, "hải lý"),
    _D.ALARM_MINUTES: _spec(15, 1, 1_440, "phút"),
}

# How one plans: the usual value stands in a form. All others are what has happened, and nobody is told five are buried.
PLANNED = frozenset({_D.VULNERABLE, _D.MODE, _D.KM, _D.HOURS, _D.DAYS})

_STAY = (_D.PEOPLE, _D.VULNERABLE, _D.MODE, _D.KM, _D.HOURS, _D.DAYS)
ASKED: Mapping[Hazard, tuple[Driver, ...]] = {
    Hazard.SO_TAN: _STAY,
    Hazard.NGAP_LUT: (
        *(_D.PEOPLE, _D.KM, _D.HOURS, _D.DAYS),
        *(_D.DEPTH_CM, _D.CURRENT, _D.FLOODED_HA, _D.WALL_M),
    ),
    Hazard.BAO: (*_STAY, _D.SHIPS, _D.WEAK_HOUSES),
    Hazard.SAT_LO: (_D.DEBRIS_M3, _D.BLOCKED_M, _D.BURIED, _D.CUT_OFF_HAMLETS, _D.HOURS),
    Hazard.CHAY_RUNG: (_D.BURNING_HA, _D.FIRE_DANGER, _D.STEEP, _D.WATER_KM),
    Hazard.CHAY_NO: (_D.FIRES, _D.FLOORS, _D.TRAPPED),
    Hazard.SAP_DO: (_D.AREA_M2, _D.FLOORS, _D.TRAPPED, _D.HOURS),
    Hazard.TRAN_DAU: (_D.OIL_TONNES, _D.SHORE_KM, _D.MOUTH_M, _D.SHIP_M),
    Hazard.HOA_CHAT: _STAY,
    Hazard.BUC_XA: _STAY,
    Hazard.DICH_BENH: (_D.CASES, _D.HOUSEHOLDS, _D.DAYS),
    Hazard.TAU_THUYEN: (_D.ABOARD, _D.SEA_MILES, _D.CURRENT),
    Hazard.PKND: (_D.PEOPLE, _D.ALARM_MINUTES),
}

# A specialist decides what else these need, the types named among it: no distance table or dose is worked out here.
EXPERT: Mapping[Hazard, tuple[str, ...]] = {
    Hazard.HOA_CHAT: ("LL-030",),
    Hazard.BUC_XA: ("TB-038", "TB-040", "LL-030"),
    Hazard.PKND: (),
}

Facts = Mapping[Driver, int]


class DriverRangeError(DomainError):
    """A variable is outside its bounds. Facts: `driver`, `least`, `most`."""

    code = "driver_range"


def in_bounds(driver: Driver, value: int) -> int:
    """Return the value of a variable; raises DriverRangeError where it is outside its bounds."""
    spec = SPECS[driver]
    if not spec.least <= value <= spec.most:
        raise DriverRangeError(driver=driver, least=spec.least, most=spec.most)
    return value


def facts_of(hazard: Hazard, said: Mapping[Driver, int]) -> dict[Driver, int]:
    """Return all variables of a scenario, the usual value where nothing is said; raises DriverRangeError."""
    return {driver: in_bounds(driver, said.get(driver, SPECS[driver].usual)) for driver in ASKED[hazard]}
