"""The table of roles. A row reads: this role may do these things, each within this reach.

Source: the organisation after July 2025 (province and commune, no district; NĐ 200/2025/NĐ-CP): the commune's
chairman heads its Ban Chỉ huy Phòng thủ dân sự, the Bộ CHQS tỉnh is the province's standing body, the Sở NN&MT
keeps the disaster office. The IT administrator manages accounts and sees no stock; the auditor reads everything
but telephone numbers and changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from core.values import frozen


class Permission(StrEnum):
    """One thing a person may do."""

    HOME = "home"
    STOCK_READ = "stock.read"
    STOCK_EDIT = "stock.edit"
    STOCK_TRANSFER = "stock.transfer"
    PHONE_READ = "phone.read"
    IMPORT_RUN = "import.run"
    INCIDENT_READ = "incident.read"
    INCIDENT_RUN = "incident.run"
    ORDER_READ = "order.read"
    ORDER_APPROVE = "order.approve"
    DISPATCH_MARK = "dispatch.mark"
    REPORT_READ = "report.read"
    REPORT_WRITE = "report.write"
    REPORT_FREEZE = "report.freeze"
    USER_MANAGE = "user.manage"
    PEOPLE_EDIT = "people.edit"
    PHONE_AUDIT = "phone.audit"
    REVIEW_RUN = "review.run"
    REVIEW_SIGN = "review.sign"
    NORM_EDIT = "norm.edit"
    MESSAGE_TAKE = "message.take"


class Reach(StrEnum):
    """How far a permission goes."""

    NONE = "none"
    OWN = "own"
    PROVINCE = "province"


class Role(StrEnum):
    """The posts of the province and its communes that use the register."""

    QUAN_TRI = "quan_tri"
    LANH_DAO_TINH = "lanh_dao_tinh"
    THUONG_TRUC_TINH = "thuong_truc_tinh"
    VAN_PHONG_PCTT = "van_phong_pctt"
    CHU_TICH_XA = "chu_tich_xa"
    THUONG_TRUC_XA = "thuong_truc_xa"
    CAN_BO_XA = "can_bo_xa"
    KIEM_TOAN = "kiem_toan"


P, OWN, ALL = Permission, Reach.OWN, Reach.PROVINCE

REACH: Mapping[Role, Mapping[Permission, Reach]] = {
    Role.QUAN_TRI: {P.HOME: ALL, P.USER_MANAGE: ALL, P.PHONE_AUDIT: ALL},
    Role.LANH_DAO_TINH: {
        P.HOME: ALL,
        P.STOCK_READ: ALL,
        P.ORDER_READ: ALL,
        P.PHONE_READ: ALL,
        P.INCIDENT_READ: ALL,
        P.ORDER_APPROVE: ALL,
        P.REPORT_READ: ALL,
        P.REPORT_FREEZE: ALL,
        P.PHONE_AUDIT: ALL,
    },
    Role.THUONG_TRUC_TINH: {
        P.HOME: ALL,
        P.STOCK_READ: ALL,
        P.ORDER_READ: ALL,
        P.STOCK_TRANSFER: ALL,
        P.PHONE_READ: ALL,
        P.IMPORT_RUN: ALL,
        P.INCIDENT_READ: ALL,
        P.INCIDENT_RUN: ALL,
        P.DISPATCH_MARK: ALL,
        P.REPORT_READ: ALL,
        P.REPORT_WRITE: ALL,
        P.PEOPLE_EDIT: ALL,
        P.REVIEW_RUN: ALL,
        P.NORM_EDIT: ALL,
        P.MESSAGE_TAKE: ALL,
    },
    Role.VAN_PHONG_PCTT: {
        P.HOME: ALL,
        P.STOCK_READ: ALL,
        P.ORDER_READ: ALL,
        P.STOCK_EDIT: ALL,
        P.STOCK_TRANSFER: ALL,
        P.PHONE_READ: ALL,
        P.IMPORT_RUN: ALL,
        P.INCIDENT_READ: ALL,
        P.REPORT_READ: ALL,
        P.REPORT_WRITE: ALL,
        P.REPORT_FREEZE: ALL,
        P.PEOPLE_EDIT: ALL,
        P.REVIEW_RUN: ALL,
        P.NORM_EDIT: ALL,
        P.MESSAGE_TAKE: ALL,
    },
    Role.CHU_TICH_XA: {
        P.HOME: OWN,
        P.STOCK_READ: OWN,
        P.ORDER_READ: OWN,
        P.STOCK_EDIT: OWN,
        P.PHONE_READ: OWN,
        P.INCIDENT_READ: OWN,
        P.ORDER_APPROVE: OWN,
        P.DISPATCH_MARK: OWN,
        P.REPORT_READ: OWN,
        P.REPORT_WRITE: OWN,
        P.PEOPLE_EDIT: OWN,
        P.PHONE_AUDIT: OWN,
        P.REVIEW_SIGN: OWN,
    },
    Role.THUONG_TRUC_XA: {
        P.HOME: OWN,
        P.STOCK_READ: OWN,
        P.ORDER_READ: OWN,
        P.STOCK_EDIT: OWN,
        P.PHONE_READ: OWN,
        P.INCIDENT_READ: OWN,
        P.INCIDENT_RUN: OWN,
        P.DISPATCH_MARK: OWN,
        P.REPORT_READ: OWN,
        P.REPORT_WRITE: OWN,
        P.PEOPLE_EDIT: OWN,
        P.MESSAGE_TAKE: OWN,
    },
    Role.CAN_BO_XA: {
        P.HOME: OWN,
        P.STOCK_READ: OWN,
        P.ORDER_READ: OWN,
        P.STOCK_EDIT: OWN,
        P.PHONE_READ: OWN,
        P.IMPORT_RUN: OWN,
        P.DISPATCH_MARK: OWN,
        P.REPORT_READ: OWN,
        P.REPORT_WRITE: OWN,
        P.PEOPLE_EDIT: OWN,
    },
    Role.KIEM_TOAN: {
        P.HOME: ALL,
        P.STOCK_READ: ALL,
        P.ORDER_READ: ALL,
        P.INCIDENT_READ: ALL,
        P.REPORT_READ: ALL,
        P.PHONE_AUDIT: ALL,
    },
}

READING = frozenset(
    {P.HOME, P.STOCK_READ, P.PHONE_READ, P.INCIDENT_READ, P.ORDER_READ, P.REPORT_READ, P.PHONE_AUDIT}
)
COMMUNE_ROLES = frozenset({Role.CHU_TICH_XA, Role.THUONG_TRUC_XA, Role.CAN_BO_XA})


@frozen
class Actor:
    """The person acting now. `commune_code` and `unit` are empty for the posts of the province."""

    user_id: int
    login: str
    name: str
    role: Role
    commune_code: str
    unit: str = ""

    def reach(self, permission: Permission) -> Reach:
        """Return how far this person's role takes a permission."""
        return REACH[self.role].get(permission, Reach.NONE)

    def may(self, permission: Permission, commune_code: str | None = None) -> bool:
        """Return whether the act is allowed: anywhere (`None`), for one commune, or for the province (`""`)."""
        reach = self.reach(permission)
        if reach is Reach.OWN:
            return commune_code is None or commune_code == self.commune_code != ""
        return reach is Reach.PROVINCE

    def scope(self, permission: Permission) -> str | None:
        """Return the one commune a list must be narrowed to, or None for the whole province.

        A role without the permission gets a commune code that no commune has.
        """
        reach = self.reach(permission)
        if reach is Reach.PROVINCE:
            return None
        return self.commune_code if reach is Reach.OWN else "-"

    @property
    def only_reads(self) -> bool:
        """Return whether the post changes nothing anywhere, so that nothing waits for it."""
        return REACH[self.role].keys() <= READING

    @property
    def is_provincial(self) -> bool:
        """Return whether the post belongs to the province."""
        return self.role not in COMMUNE_ROLES
