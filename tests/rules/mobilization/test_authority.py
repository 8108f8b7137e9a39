"""Who may call on what, in which legal form: the law as a table of cases."""

from __future__ import annotations

from datetime import date

import pytest

from core.errors import DomainError
from inventory.rules.catalogue import Category, LegalForm
from mobilization.rules.authority import (
    PUBLIC_HOLDERS,
    Issuer,
    NotAnObjectError,
    NotCompetentError,
    OtherAreaError,
    SameHandError,
    Wanted,
    check_can_order,
    check_two_hands,
)

OWN, OTHER = "21085", "21040"
ON = date(2026, 10, 1)
ALL_FORMS = tuple(LegalForm)
HD, DD, TD, TM = LegalForm.HUY_DONG, LegalForm.DIEU_DONG, LegalForm.TRUNG_DUNG, LegalForm.TRUNG_MUA


def wanted(
    category: Category = Category.VEHICLES,
    holder_kind: str = "household",
    forms: tuple[LegalForm, ...] = ALL_FORMS,
    commune_code: str = OWN,
) -> Wanted:
    return Wanted(
        resource="ca nô",
        category=category,
        forms=forms,
        holder_kind=holder_kind,
        commune_code=commune_code,
        place="Xã Bình Minh",
    )


def refusal(form: LegalForm, issuer: Issuer, item: Wanted, on: date = ON) -> type[DomainError] | None:
    code = OWN if issuer is Issuer.COMMUNE else ""
    try:
        check_can_order(form, issuer=issuer, issuer_code=code, wanted=[item], on=on)
    except DomainError as error:
        return type(error)
    return None


@pytest.mark.parametrize(
    ("form", "commune", "province"),
    [(HD, None, None), (TD, NotCompetentError, None), (TM, NotCompetentError, None)],
)
def test_requisition_and_purchase_are_the_provinces_alone(
    form: LegalForm, commune: type[DomainError] | None, province: type[DomainError] | None
) -> None:
    assert refusal(form, Issuer.COMMUNE, wanted()) is commune
    assert refusal(form, Issuer.PROVINCE, wanted()) is province


@pytest.mark.parametrize("form", [TD, TM])
@pytest.mark.parametrize("holder_kind", [*sorted(PUBLIC_HOLDERS), "household", "enterprise"])
def test_people_are_never_requisitioned_or_bought(form: LegalForm, holder_kind: str) -> None:
    item = wanted(category=Category.FORCES, holder_kind=holder_kind)
    assert refusal(form, Issuer.PROVINCE, item) is NotAnObjectError


@pytest.mark.parametrize("form", [TD, TM])
@pytest.mark.parametrize("holder_kind", sorted(PUBLIC_HOLDERS))
def test_what_is_public_is_ordered_and_not_taken(form: LegalForm, holder_kind: str) -> None:
    assert refusal(form, Issuer.PROVINCE, wanted(holder_kind=holder_kind)) is NotAnObjectError
    assert refusal(DD, Issuer.PROVINCE, wanted(holder_kind=holder_kind)) is None


@pytest.mark.parametrize(
    ("form", "forms", "outcome"),
    [
        (TD, (HD,), NotAnObjectError),
        (TD, (HD, TD), None),
        (TM, (HD, TD), NotAnObjectError),
        (TM, (HD, TM), None),
    ],
)
def test_private_things_are_taken_or_bought_only_as_the_catalogue_says(
    form: LegalForm, forms: tuple[LegalForm, ...], outcome: type[DomainError] | None
) -> None:
    assert refusal(form, Issuer.PROVINCE, wanted(forms=forms)) is outcome


@pytest.mark.parametrize(
    ("category", "holder_kind", "outcome"),
    [
        (Category.FORCES, "household", None),
        (Category.VEHICLES, "armed_forces", None),
        (Category.VEHICLES, "household", NotAnObjectError),
        (Category.SUPPLIES, "enterprise", NotAnObjectError),
    ],
)
def test_private_means_cannot_be_moved_by_order(
    category: Category, holder_kind: str, outcome: type[DomainError] | None
) -> None:
    assert refusal(DD, Issuer.COMMUNE, wanted(category=category, holder_kind=holder_kind)) is outcome


@pytest.mark.parametrize("form", [HD, DD])
def test_a_commune_orders_in_its_own_area_only(form: LegalForm) -> None:
    item = wanted(commune_code=OTHER, holder_kind="agency")
    assert refusal(form, Issuer.COMMUNE, item) is OtherAreaError
    assert refusal(form, Issuer.PROVINCE, item) is None


def test_one_unlawful_line_stops_the_whole_order() -> None:
    with pytest.raises(OtherAreaError):
        check_can_order(
            HD,
            issuer=Issuer.COMMUNE,
            issuer_code=OWN,
            wanted=[wanted(), wanted(commune_code=OTHER)],
            on=ON,
        )


def test_before_the_two_levels_the_communes_had_no_such_power() -> None:
    assert refusal(HD, Issuer.COMMUNE, wanted(), date(2025, 6, 30)) is NotCompetentError
    assert refusal(HD, Issuer.COMMUNE, wanted(), date(2025, 7, 1)) is None


def test_a_paper_needs_two_hands() -> None:
    check_two_hands(1, 2)
    with pytest.raises(SameHandError):
        check_two_hands(7, 7)
