"""What an order's paper is written from, as frozen facts. Moments carry their time zone; papers print Vietnam time."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from core.documents.paper import Picture, Urgency
from core.values import frozen
from inventory.rules.catalogue import LegalForm, ResourceType
from mobilization.rules.authority import Signer


class IssuerLevel(StrEnum):
    """The two levels of local government since 01/7/2025 (Luật 72/2025/QH15)."""

    COMMUNE = "commune"
    PROVINCE = "province"


class LegalField(StrEnum):
    """The field of law an incident falls under; it chooses the căn cứ."""

    NATURAL_DISASTER = "natural_disaster"
    FIRE = "fire"
    EPIDEMIC = "epidemic"
    OTHER = "other"


@frozen
class IssuingBody:
    """Who issues: `area` as in running text ("xã Trà Bồng"), `place` as in the date line ("Trà Bồng")."""

    level: IssuerLevel
    area: str
    place: str
    province: str

    @property
    def committee(self) -> str:
        """The people's committee in running text."""
        return f"Ủy ban nhân dân {self.area}"

    @property
    def command(self) -> str:
        """The civil-defence command (name by QĐ 1899/QĐ-TTg of 04/9/2025) in running text."""
        return f"Ban Chỉ huy Phòng thủ dân sự {self.area}"

    @property
    def chair(self) -> str:
        """The committee's chair in running text."""
        return f"Chủ tịch {self.committee}"


@frozen
class IncidentFacts:
    """The incident; `defence_level` (phòng thủ dân sự 1-3) and `risk_level` (rủi ro thiên tai 1-5) are two scales."""

    name: str
    place: str
    field: LegalField
    code: str = ""
    defence_level: int | None = None
    risk_level: int | None = None
    state_of_emergency: bool = False
    drill: bool = False


@frozen
class Party:
    """A holder, owner or receiving organisation; `delegate` and `position` say who stands for it."""

    name: str
    address: str = ""
    delegate: str = ""
    position: str = ""


@frozen
class OrderLine:
    """So much of one type from one holder. `detail` is make, plate or serial; `price_dong` an agreed unit price."""

    kind: ResourceType
    quantity: Decimal
    holder: Party
    condition: str = ""
    stored_at: str = ""
    detail: str = ""
    price_dong: Decimal | None = None


@frozen
class OrderFacts:
    """An order to be drafted. What a form of paper needs beyond the first block is checked in `checks`.

    `signer_lines` (chức vụ, one capital line each) and `signer_name` may stay empty: the paper then takes the
    title of the office and leaves the name blank. `competent`: the authority table lets this level decide on taking.
    `signer` and `consent` (who must agree first) are of the table's row that rules the order. `failed_ways` states why
    other ways of mobilising cannot serve. `number` and `dated` are the clerk's; `ordered_at` is when it was ordered by
    word of mouth or approved. `called_in` is the commune whose committee answers for what is called on. `followed_at` is
    when a paper that follows the order was decided or written: its year and the laws of its day are not the order's.
    """

    form: LegalForm
    issuer: IssuingBody
    incident: IncidentFacts
    lines: tuple[OrderLine, ...]
    destination: str
    drafted_at: datetime

    followed_at: datetime | None = None
    called_in: str = ""
    ordered_at: datetime | None = None
    purpose: str = ""
    arrive_by: datetime | None = None
    until: datetime | None = None
    commander: str = ""
    plan: str = ""
    proposed_by: str = ""
    support: str = ""
    competent: bool = False
    signer: Signer = Signer.CHAIR
    consent: str = ""
    number: str = ""
    dated: date | None = None
    funding: str = ""
    urgency: Urgency | None = None
    signer_lines: tuple[str, ...] = ()
    signer_name: str = ""

    assigned_to: Party | None = None
    handover_at: datetime | None = None
    handover_place: str = ""
    failed_ways: str = ""
    oral_at: datetime | None = None
    oral_place: str = ""
    pay_by: datetime | None = None
    pay_method: str = ""
    pay_place: str = ""

    @property
    def written_at(self) -> datetime:
        """When the paper at hand was drafted: the order itself, or what follows it."""
        return self.followed_at or self.drafted_at

    @property
    def owners(self) -> tuple[Party, ...]:
        """Every holder of a line once, in the order of the lines."""
        return tuple(dict.fromkeys(line.holder for line in self.lines))


@frozen
class HandedLine:
    """What was handed over of one line: as counted on the spot, with meter reading and enclosed papers."""

    line: OrderLine
    quantity: Decimal
    condition: str
    meter: str = ""
    papers: str = ""


@frozen
class ReturnedLine:
    """What came back of one line: sent = back + used + lost + damaged."""

    line: OrderLine
    sent: Decimal
    back: Decimal
    used: Decimal
    lost: Decimal
    damaged: Decimal
    condition: str


@frozen
class MinutesFacts:
    """A handing over between two parties, seen by the commune. `photos` is how many were kept, `pictures` those printed."""

    order: OrderFacts
    giver: Party
    receiver: Party
    witness: Party | None = None
    at: datetime | None = None
    place: str = ""
    remarks: str = ""
    photos: int = 0
    pictures: tuple[Picture, ...] = ()
    copies: int = 3
