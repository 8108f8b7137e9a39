"""Tables of incidents and what follows from them."""

from mobilization.models.incident import (
    DispatchEventRow,
    DispatchRow,
    IncidentRow,
    NeedRow,
    OrderRow,
    PlanRow,
)

__all__ = [
    "DispatchEventRow",
    "DispatchRow",
    "IncidentRow",
    "NeedRow",
    "OrderRow",
    "PlanRow",
]
