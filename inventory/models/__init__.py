"""Tables of the register."""

from inventory.models.register import (
    HolderRow,
    LotRow,
    MovementRow,
    ResourceNameRow,
    ResourceTypeRow,
    UnitFactorRow,
)

__all__ = [
    "HolderRow",
    "LotRow",
    "MovementRow",
    "ResourceNameRow",
    "ResourceTypeRow",
    "UnitFactorRow",
]
