"""The catalogue of resource types as plain values.

Source of the shipped table (`inventory/data/catalogue.csv`): 176 types gathered from provincial plans, national
reserve lists and equipment decisions (QĐ 371/QĐ-TTg 2021), with the spellings met in real annexes as synonyms.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import NewType

from core.text import fold
from core.values import frozen

TypeCode = NewType("TypeCode", str)

CATALOGUE_FILE = Path(__file__).parents[1] / "data" / "catalogue.csv"


class Pillar(StrEnum):
    """The four "tại chỗ" of Luật PCTT điều 4.3; there is never a fifth."""

    COMMAND = "command"
    FORCES = "forces"
    MEANS = "means"
    LOGISTICS = "logistics"


class Category(StrEnum):
    """The six parts of the catalogue, by the first letters of a code."""

    FORCES = "LL"
    VEHICLES = "PT"
    EQUIPMENT = "TB"
    MATERIALS = "VT"
    SUPPLIES = "HC"
    WORKS = "CT"


class LegalForm(StrEnum):
    """How a resource may lawfully be called on; the words stay Vietnamese.

    huy động: call out; điều động: order a force or public means; trưng dụng: requisition for a time
    (Luật 15/2008/QH12 điều 23); trưng mua: compulsory purchase.
    """

    HUY_DONG = "huy_dong"
    DIEU_DONG = "dieu_dong"
    TRUNG_DUNG = "trung_dung"
    TRUNG_MUA = "trung_mua"


class DualUse(StrEnum):
    """Whether a type also has a peacetime use: yes, no, or depending on the item."""

    YES = "yes"
    NO = "no"
    DEPENDS = "depends"


PILLARS: Mapping[str, Pillar] = {
    "chỉ huy tại chỗ": Pillar.COMMAND,
    "lực lượng tại chỗ": Pillar.FORCES,
    "phương tiện, vật tư tại chỗ": Pillar.MEANS,
    "hậu cần tại chỗ": Pillar.LOGISTICS,
}
FORMS: Mapping[str, LegalForm] = {
    "huy động": LegalForm.HUY_DONG,
    "trưng dụng": LegalForm.TRUNG_DUNG,
    "trưng mua": LegalForm.TRUNG_MUA,
}
DUAL_USES: Mapping[str, DualUse] = {"có": DualUse.YES, "không": DualUse.NO, "tùy": DualUse.DEPENDS}


@frozen
class ResourceType:
    """One type of the catalogue; quantities of it are always in `unit`."""

    code: TypeCode
    name: str
    gloss: str
    unit: str
    category: Category
    pillar: Pillar
    dual_use: DualUse
    forms: tuple[LegalForm, ...]
    synonyms: tuple[str, ...]
    note: str = ""
    retired: bool = False  # rows that stand are kept, new ones are not made


@frozen
class UnitFactor:
    """`factor` catalogue units make one `unit` of a type; `type_code` empty means any type in that base unit."""

    unit: str
    base: str
    factor: Decimal
    type_code: str = ""


# Exact by definition of the units; packings (thùng, cuộn, ...) are asked for and remembered instead.
METRIC_FACTORS = (
    UnitFactor(unit="tấn", base="kg", factor=Decimal(1000)),
    UnitFactor(unit="tạ", base="kg", factor=Decimal(100)),
    UnitFactor(unit="yến", base="kg", factor=Decimal(10)),
    UnitFactor(unit="km", base="m", factor=Decimal(1000)),
    UnitFactor(unit="m3", base="lít", factor=Decimal(1000)),
    UnitFactor(unit="lít", base="m3", factor=Decimal("0.001")),
    UnitFactor(unit="ha", base="m2", factor=Decimal(10000)),
)


def read_catalogue(path: Path = CATALOGUE_FILE) -> tuple[ResourceType, ...]:
    """Return every type of the shipped table in the order of its codes."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = sorted(
            csv.DictReader(file),
            key=lambda row: (list(Category).index(Category(row["code"][:2])), row["code"]),
        )
    return tuple(
        ResourceType(
            code=TypeCode(row["code"]),
            name=row["name_vi"],
            gloss=row["gloss_en"],
            unit=row["unit"],
            category=Category(row["code"][:2]),
            pillar=PILLARS[row["pillar"]],
            dual_use=DUAL_USES[row["dual_use"]],
            forms=tuple(FORMS[form.strip()] for form in row["acquire"].split(",")),
            synonyms=tuple(word.strip() for word in row["synonyms"].split(";") if word.strip()),
            note=row["note"],
        )
        for row in rows
    )


@lru_cache
def standard_codes() -> frozenset[str]:
    """Return the codes of the shipped table: norms, scenarios and papers name these types."""
    return frozenset(str(kind.code) for kind in read_catalogue())


def names_of(kind: ResourceType) -> tuple[str, ...]:
    """Return the folded names under which a type is found: its own and its synonyms."""
    return tuple(dict.fromkeys(fold(name) for name in (kind.name, *kind.synonyms)))
