"""Tables of the register."""

from inventory.models.counting import (
    ReviewCampaignRow,
    ReviewReminderRow,
    ReviewSignatureRow,
    StockCountLineRow,
    StockCountRow,
)
from inventory.models.details import (
    DualUseRow,
    LotCapabilityRow,
    LotDetailRow,
    LotTransferRow,
    TransferRequestRow,
)
from inventory.models.merging import MergeLineRow, MergeRow
from inventory.models.people import (
    BoardSeatRow,
    DutyWatchRow,
    ForcePersonRow,
    PhoneLookRow,
    SquadMemberRow,
    SquadRow,
)
from inventory.models.register import (
    HolderRow,
    LotRow,
    MovementRow,
    ResourceNameRow,
    ResourceTypeRow,
    TypeSubstituteRow,
    UnitFactorRow,
)

__all__ = [
    "BoardSeatRow",
    "DualUseRow",
    "DutyWatchRow",
    "ForcePersonRow",
    "HolderRow",
    "LotCapabilityRow",
    "LotDetailRow",
    "LotRow",
    "LotTransferRow",
    "MergeLineRow",
    "MergeRow",
    "MovementRow",
    "PhoneLookRow",
    "ResourceNameRow",
    "ResourceTypeRow",
    "ReviewCampaignRow",
    "ReviewReminderRow",
    "ReviewSignatureRow",
    "SquadMemberRow",
    "SquadRow",
    "StockCountLineRow",
    "StockCountRow",
    "TransferRequestRow",
    "TypeSubstituteRow",
    "UnitFactorRow",
]
