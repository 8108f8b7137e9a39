"""What kind of land a commune of the demonstration lies on, and what follows for its stock."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from core.communes.rules import Commune
from core.values import frozen


class Trait(StrEnum):
    """One thing that decides what a commune keeps; a ward on the coast has two."""

    ISLAND = "island"
    COAST = "coast"
    TOWN = "town"
    DELTA = "delta"
    MOUNTAIN = "mountain"
    HIGHLAND = "highland"


SEA = frozenset({Trait.ISLAND, Trait.COAST})
UPLAND = frozenset({Trait.MOUNTAIN, Trait.HIGHLAND})
LOWLAND = frozenset({Trait.COAST, Trait.TOWN, Trait.DELTA})

# Communes that received at least one former commune with a sea shore (nghị quyết 1677/NQ-UBTVQH15, crosswalk):
COAST = frozenset(
    {
        "21034",  # An Phú: Nghĩa An, Nghĩa Phú
        "21040",  # Bình Sơn: Bình Thạnh, Bình Chánh
        "21061",  # Vạn Tường: Bình Thuận, Bình Đông, Bình Trị, Bình Hải
        "21109",  # Đông Sơn: Bình Châu, Tịnh Hòa
        "21211",  # Tịnh Khê: Tịnh Kỳ, Tịnh Khê
        "21409",  # Long Phụng: Thắng Lợi (Đức Thắng, Đức Lợi)
        "21421",  # Mỏ Cày: Đức Chánh, Đức Minh
        "21433",  # Lân Phong: Đức Phong
        "21439",  # Đức Phổ: Phổ Vinh
        "21451",  # Trà Câu: Phổ An, Phổ Quang
        "21472",  # Khánh Cường: Phổ Khánh
        "21478",  # Sa Huỳnh: Phổ Thạnh, Phổ Châu
    }
)
HIGHLAND_PROVINCE = "Kon Tum"
# All communes of the five former mountain districts lie below this, those of the plain above it (Bình Minh, with
# the hill commune Bình An, counts as mountain).
MOUNTAIN_DENSITY = 165.0  # people per km²


def traits_of(commune: Commune) -> frozenset[Trait]:
    """Return what decides a commune's stock, from its code, kind, former province and density."""
    if commune.kind == "dac_khu":
        return frozenset({Trait.ISLAND})
    if commune.kind == "phuong":
        return frozenset({Trait.TOWN, Trait.COAST} if commune.code in COAST else {Trait.TOWN})
    if commune.code in COAST:
        return frozenset({Trait.COAST})
    if commune.old_province == HIGHLAND_PROVINCE:
        return frozenset({Trait.HIGHLAND})
    mountain = commune.population / commune.area_km2 < MOUNTAIN_DENSITY
    return frozenset({Trait.MOUNTAIN if mountain else Trait.DELTA})


@frozen
class Cover:
    """For how many people, and how many days, a commune keeps food."""

    people: int
    days: int


def cover_of(commune: Commune, traits: Collection[Trait]) -> Cover:
    """Return the reserve a commune keeps: three days at first, seven where storms or slides cut it off.

    Three and seven days are planning values; the share of the people grows with the risk of being cut off.
    """
    if Trait.ISLAND in traits:
        return Cover(people=round(commune.population * 0.20), days=7)
    if UPLAND.isdisjoint(traits):
        return Cover(people=round(commune.population * 0.05), days=3)
    return Cover(people=round(commune.population * 0.10), days=7)


def hamlets_of(commune: Commune) -> int:
    """Return how many thôn or tổ dân phố a commune of this size has, roughly one for 1,500 people."""
    return min(30, max(5, commune.population // 1500))


def hamlet_word(commune: Commune) -> str:
    """Return what a commune's smallest parts are called: tổ dân phố in a ward, thôn elsewhere."""
    return "tổ dân phố" if commune.kind == "phuong" else "thôn"


def where(commune: Commune) -> str:
    """Return the commune's full name as it stands inside a sentence, such as "xã Bình Minh"."""
    return f"{commune.title[0].lower()}{commune.title[1:]}"
