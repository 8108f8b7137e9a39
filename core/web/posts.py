"""The posts of the table of roles in words."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from core.accounts.last_words import Person
from core.accounts.rules.roles import Role

ROLES = {
    Role.QUAN_TRI: _("Quản trị hệ thống"),
    Role.LANH_DAO_TINH: _("Lãnh đạo tỉnh"),
    Role.THUONG_TRUC_TINH: _("Thường trực tỉnh"),
    Role.VAN_PHONG_PCTT: _("Văn phòng phòng, chống thiên tai"),
    Role.CHU_TICH_XA: _("Chủ tịch UBND cấp xã"),
    Role.THUONG_TRUC_XA: _("Thường trực Ban Chỉ huy cấp xã"),
    Role.CAN_BO_XA: _("Cán bộ cấp xã"),
    Role.KIEM_TOAN: _("Kiểm toán, thanh tra"),
}


def say_person(person: Person) -> str:
    """Return a person's name with post and commune, as far as they are known."""
    post = str(ROLES[Role(person.role)]) if person.role in set(Role) else ""
    office = ", ".join(filter(None, (post, person.unit)))
    return f"{person.name} ({office})" if office else person.name
