"""Who may do what, and how far: the whole table, one line for each role."""

from __future__ import annotations

import pytest

from core.accounts.rules.roles import COMMUNE_ROLES, REACH, Actor, Permission, Reach, Role

OWN, OTHER = "21085", "21040"

# One letter for each permission in the order of the enumeration: o own commune, p province, - not at all.
TABLE = {
    Role.QUAN_TRI: "p-------------p-p----",
    Role.LANH_DAO_TINH: "pp--p-p-pp-p-p--p----",
    Role.THUONG_TRUC_TINH: "pp-pppppp-ppp--p-p-pp",
    Role.VAN_PHONG_PCTT: "ppppppp-p--ppp-p-p-pp",
    Role.CHU_TICH_XA: "ooo-o-o-ooooo--oo-o--",
    Role.THUONG_TRUC_XA: "ooo-o-ooo-ooo--o----o",
    Role.CAN_BO_XA: "ooo-oo--o-ooo--o-----",
    Role.KIEM_TOAN: "pp----p-p--p----p----",
}


def actor(role: Role) -> Actor:
    return Actor(user_id=1, login="x", name="X", role=role, commune_code=OWN if role in COMMUNE_ROLES else "")


@pytest.mark.parametrize("role", Role)
def test_a_roles_permissions_are_exactly_these(role: Role) -> None:
    letters = {Reach.NONE: "-", Reach.OWN: "o", Reach.PROVINCE: "p"}
    assert "".join(letters[actor(role).reach(permission)] for permission in Permission) == TABLE[role]


@pytest.mark.parametrize("role", Role)
def test_nobody_both_runs_an_incident_and_approves_its_orders(role: Role) -> None:
    assert not {Permission.INCIDENT_RUN, Permission.ORDER_APPROVE} <= set(REACH[role])


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("permission", Permission)
def test_reach_is_the_posts_area_and_nothing_beyond(role: Role, permission: Permission) -> None:
    person = actor(role)
    reach = person.reach(permission)
    allowed = [person.may(permission, place) for place in (None, OWN, OTHER, "")]
    assert (
        allowed
        == {
            Reach.NONE: [False, False, False, False],
            Reach.OWN: [True, True, False, False],
            Reach.PROVINCE: [True, True, True, True],
        }[reach]
    )
    assert person.scope(permission) == {Reach.NONE: "-", Reach.OWN: OWN, Reach.PROVINCE: None}[reach]
    assert person.is_provincial == (role not in COMMUNE_ROLES)
    if role in COMMUNE_ROLES:
        assert reach is not Reach.PROVINCE


def test_a_commune_post_that_names_no_commune_reaches_nothing() -> None:
    lost = Actor(user_id=1, login="x", name="X", role=Role.CAN_BO_XA, commune_code="")
    assert not lost.may(Permission.STOCK_READ, "")
    assert not lost.may(Permission.STOCK_READ, OWN)


@pytest.mark.parametrize("role", Role)
def test_only_the_auditor_changes_nothing(role: Role) -> None:
    assert actor(role).only_reads is (role is Role.KIEM_TOAN)
