"""Tables of incidents and what follows from them."""

from mobilization.models.incident import (
    DispatchEventRow,
    DispatchRow,
    IncidentRow,
    NeedRow,
    OrderRow,
    PlanRow,
)
from mobilization.models.planning import CommuneWarningRow, PlanChoiceRow, RoadChangeRow, RoadMinutesRow
from mobilization.models.settlement import (
    CompensationRow,
    MinutesLineRow,
    MinutesRow,
    OrderActRow,
)

__all__ = [
    "CommuneWarningRow",
    "CompensationRow",
    "DispatchEventRow",
    "DispatchRow",
    "IncidentRow",
    "MinutesLineRow",
    "MinutesRow",
    "NeedRow",
    "OrderActRow",
    "OrderRow",
    "PlanChoiceRow",
    "PlanRow",
    "RoadChangeRow",
    "RoadMinutesRow",
]
