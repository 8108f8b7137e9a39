"""The hazards an incident may be: the thirteen planning scenarios and what field of law each falls under.

The scenarios follow the hazards of Luật PCTT điều 3 and Luật PTDS 18/2023/QH15 as provincial plans group them.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from mobilization.rules.papers.facts import LegalField


class Hazard(StrEnum):
    """What has happened or is coming."""

    SO_TAN = "so_tan"
    NGAP_LUT = "ngap_lut"
    BAO = "bao"
    SAT_LO = "sat_lo"
    CHAY_RUNG = "chay_rung"
    CHAY_NO = "chay_no"
    SAP_DO = "sap_do"
    TRAN_DAU = "tran_dau"
    HOA_CHAT = "hoa_chat"
    BUC_XA = "buc_xa"
    DICH_BENH = "dich_benh"
    TAU_THUYEN = "tau_thuyen"
    PKND = "pknd"


_NATURAL = (Hazard.SO_TAN, Hazard.NGAP_LUT, Hazard.BAO, Hazard.SAT_LO)

FIELDS: Mapping[Hazard, LegalField] = {
    **dict.fromkeys(Hazard, LegalField.OTHER),
    **dict.fromkeys(_NATURAL, LegalField.NATURAL_DISASTER),
    Hazard.CHAY_RUNG: LegalField.FIRE,
    Hazard.CHAY_NO: LegalField.FIRE,
    Hazard.DICH_BENH: LegalField.EPIDEMIC,
}
