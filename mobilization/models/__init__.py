"""Tables of incidents and what follows from them."""

from mobilization.models.exchange import ExchangeMessageRow, WarningSourceRow
from mobilization.models.incident import (
    DispatchEventRow,
    DispatchRow,
    IncidentEntryRow,
    IncidentRow,
    LevelDecisionRow,
    NeedRow,
    OrderRow,
    PlanRow,
    ProposalLineRow,
)
from mobilization.models.norms import NormChangeRow
from mobilization.models.outside import OfferRow, ShortfallRow, TelegramRow
from mobilization.models.planning import (
    CommuneWarningRow,
    PlanChoiceRow,
    RoadChangeRow,
    RoadMinutesRow,
    RoadTableRow,
)
from mobilization.models.settlement import (
    CompensationRow,
    MinutesLineRow,
    MinutesRow,
    OrderActRow,
    OrderPaperRow,
)
from mobilization.models.terms import CompetenceRow, DayPayRow, DayRateRow

__all__ = [
    "CommuneWarningRow",
    "CompensationRow",
    "CompetenceRow",
    "DayPayRow",
    "DayRateRow",
    "DispatchEventRow",
    "DispatchRow",
    "ExchangeMessageRow",
    "IncidentEntryRow",
    "IncidentRow",
    "LevelDecisionRow",
    "MinutesLineRow",
    "MinutesRow",
    "NeedRow",
    "NormChangeRow",
    "OfferRow",
    "OrderActRow",
    "OrderPaperRow",
    "OrderRow",
    "PlanChoiceRow",
    "PlanRow",
    "ProposalLineRow",
    "RoadChangeRow",
    "RoadMinutesRow",
    "RoadTableRow",
    "ShortfallRow",
    "TelegramRow",
    "WarningSourceRow",
]
