"""The demo's accounts: one for each role, all with one known password. They open only on this machine."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from core.accounts.queries import find_account_by_login
from core.accounts.rules.roles import Actor, Role
from core.accounts.services import add_user

DEMO_PASSWORD = "bontaicho-2026"  # noqa: S105  shown on the demo's own sign-in page
DEMO_COMMUNE = "21085"  # xã Bình Minh

# The names are invented.
_PEOPLE = (
    ("vanphong.tinh", "Trần Thị Thu Hà", Role.VAN_PHONG_PCTT, ""),
    ("thuongtruc.tinh", "Nguyễn Văn Thành", Role.THUONG_TRUC_TINH, ""),
    ("lanhdao.tinh", "Lê Quang Minh", Role.LANH_DAO_TINH, ""),
    ("canbo.binhminh", "Phạm Thị Ngọc", Role.CAN_BO_XA, DEMO_COMMUNE),
    ("thuongtruc.binhminh", "Võ Văn Dũng", Role.THUONG_TRUC_XA, DEMO_COMMUNE),
    ("chutich.binhminh", "Huỳnh Tấn Lộc", Role.CHU_TICH_XA, DEMO_COMMUNE),
    ("kiemtoan", "Đặng Thùy Linh", Role.KIEM_TOAN, ""),
    ("quantri", "Bùi Đức Anh", Role.QUAN_TRI, ""),
)
DEMO_LOGINS = tuple(login for login, *_ in _PEOPLE)


def add_demo_users(session: Session, *, now: datetime) -> dict[str, Actor]:
    """Return the new accounts of the demo by sign-in name."""
    actors = {}
    for login, name, role, commune in _PEOPLE:
        add_user(
            session,
            login=login,
            name=name,
            role=role,
            commune_code=commune,
            password=DEMO_PASSWORD,
            now=now,
            by="demo",
        )
        account = find_account_by_login(session, login)
        assert account is not None
        actors[login] = account.actor()
    return actors
