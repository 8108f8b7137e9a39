"""Who may call on what, in which legal form: the law as a table of cases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from core.errors import DomainError
from inventory.rules.catalogue import Category, LegalForm, read_catalogue
from mobilization.rules.authority import (
    COMPETENCES,
    MILITIA,
    PUBLIC_HOLDERS,
    Competence,
    Issuer,
    MilitiaApartError,
    MilitiaSituationError,
    NotAnObjectError,
    NotCompetentError,
    OtherAreaError,
    SameHandError,
    Signer,
    Wanted,
    check_can_order,
    check_two_hands,
    issuer_of,
    ruling,
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
    militia: bool = False,
) -> Wanted:
    return Wanted(
        resource="ca nô",
        category=category,
        forms=forms,
        holder_kind=holder_kind,
        commune_code=commune_code,
        place="Xã Bình Minh",
        militia=militia,
    )


def refusal(
    form: LegalForm,
    issuer: Issuer,
    *items: Wanted,
    on: date = ON,
    disaster: bool = True,
    table: tuple[Competence, ...] = COMPETENCES,
) -> type[DomainError] | None:
    code = OWN if issuer is Issuer.COMMUNE else ""
    try:
        check_can_order(
            form, issuer=issuer, issuer_code=code, wanted=items, on=on, disaster=disaster, table=table
        )
    except DomainError as error:
        return type(error)
    return None


@pytest.mark.parametrize(
    ("form", "run_by", "provincial", "issuer"),
    [
        (TD, Issuer.COMMUNE, True, Issuer.PROVINCE),
        (TM, Issuer.COMMUNE, True, Issuer.PROVINCE),
        (HD, Issuer.COMMUNE, True, Issuer.COMMUNE),
        (DD, Issuer.COMMUNE, True, Issuer.COMMUNE),
        (TD, Issuer.COMMUNE, False, Issuer.COMMUNE),
        (TD, Issuer.PROVINCE, True, Issuer.PROVINCE),
        (HD, Issuer.PROVINCE, True, Issuer.PROVINCE),
    ],
)
def test_what_only_the_province_may_decide_is_its_order_in_a_communes_incident_too(
    form: LegalForm, run_by: Issuer, provincial: bool, issuer: Issuer
) -> None:
    assert issuer_of(form, run_by, provincial=provincial, on=ON) is issuer


def test_a_refusal_names_everything_the_form_may_not_be_used_on() -> None:
    items = [replace(wanted(holder_kind="agency"), resource=name) for name in ("trường học", "xe chữa cháy")]
    with pytest.raises(NotAnObjectError) as caught:
        check_can_order(
            TD, issuer=Issuer.PROVINCE, issuer_code="", wanted=[*items, wanted()], on=ON, disaster=True
        )
    assert caught.value.facts["resource"] == "trường học, xe chữa cháy"


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
            disaster=True,
        )


def test_before_the_two_levels_the_communes_had_no_such_power() -> None:
    assert refusal(HD, Issuer.COMMUNE, wanted(), on=date(2025, 6, 30)) is NotCompetentError
    assert refusal(HD, Issuer.COMMUNE, wanted(), on=date(2025, 7, 1)) is None


def test_a_paper_needs_two_hands() -> None:
    check_two_hands(1, 2)
    with pytest.raises(SameHandError):
        check_two_hands(7, 7)


SQUAD = wanted(Category.FORCES, "armed_forces", (HD,), militia=True)
LORRY = wanted(Category.VEHICLES, "agency", (HD,))


@pytest.mark.parametrize(
    ("form", "disaster", "items", "outcome"),
    [
        (DD, True, (SQUAD,), None),  # Luật DQTV điều 32: at any time, by the military commander
        (DD, False, (SQUAD,), None),
        (HD, True, (SQUAD,), None),  # NĐ 66/2021, Luật PTDS điều 33: the chairman, against a disaster
        (HD, True, (SQUAD, LORRY), None),
        (HD, False, (SQUAD,), MilitiaSituationError),
        (HD, False, (SQUAD, LORRY), MilitiaSituationError),
        (HD, False, (LORRY,), None),
        (DD, True, (SQUAD, LORRY), MilitiaApartError),  # two signers: two papers
        (DD, True, (LORRY,), None),
        (TD, True, (SQUAD,), NotAnObjectError),
        (TM, True, (SQUAD,), NotAnObjectError),
    ],
)
def test_who_calls_militia_when(
    form: LegalForm, disaster: bool, items: tuple[Wanted, ...], outcome: type[DomainError] | None
) -> None:
    assert refusal(form, Issuer.PROVINCE, *items, disaster=disaster) is outcome


def test_a_refused_paper_names_all_that_must_leave_it() -> None:
    several = [replace(SQUAD, resource=name) for name in ("dân quân A", "dân quân B", "dân quân A")]
    cars = [replace(LORRY, resource=name) for name in ("xe tải", "ca nô")]
    for form, disaster, named in ((HD, False, "dân quân A, dân quân B"), (DD, True, "xe tải, ca nô")):
        with pytest.raises(DomainError) as refused:
            check_can_order(
                form,
                issuer=Issuer.PROVINCE,
                issuer_code="",
                wanted=[*several, *cars],
                on=ON,
                disaster=disaster,
            )
        assert refused.value.facts["resource"] == named


@pytest.mark.parametrize(
    ("form", "militia", "signer", "consents"),
    [
        (DD, True, Signer.MILITARY, ("Chủ tịch Ủy ban nhân dân cấp xã", "Tư lệnh Quân khu")),
        (DD, False, Signer.COMMAND, ("", "")),
        (HD, True, Signer.CHAIR, ("", "")),
        (HD, False, Signer.CHAIR, ("", "")),
        (TD, False, Signer.CHAIR, ("", "")),
        (TM, False, Signer.CHAIR, ("", "")),
    ],
)
def test_who_signs_and_who_must_agree(
    form: LegalForm, militia: bool, signer: Signer, consents: tuple[str, str]
) -> None:
    row = ruling(form, ON, militia=militia)
    assert row is not None
    assert row.signer is signer
    for issuer, words in zip((Issuer.COMMUNE, Issuer.PROVINCE), consents, strict=True):
        assert words in row.consent(issuer)
        assert bool(row.consent(issuer)) is bool(words)


def test_what_could_not_be_checked_is_said_and_a_later_row_takes_over() -> None:
    doubtful = ruling(DD, ON, militia=True)
    assert doubtful is not None
    assert "Cấp xã" in doubtful.doubt
    later = Competence(
        form=DD,
        militia=True,
        issuers=frozenset({Issuer.PROVINCE}),
        since=ON,
        basis="văn bản của Bộ Quốc phòng",
        signer=Signer.MILITARY,
    )
    table = (*COMPETENCES, later)
    assert refusal(DD, Issuer.COMMUNE, SQUAD, table=table) is NotCompetentError
    assert refusal(DD, Issuer.COMMUNE, SQUAD, table=table, on=date(2026, 9, 30)) is None
    assert refusal(DD, Issuer.COMMUNE, LORRY, table=table) is None  # a row of militia rules nothing else


def test_militia_are_the_catalogues() -> None:
    named = {kind.code for kind in read_catalogue() if kind.name.startswith(("Dân quân", "Tự vệ"))}
    assert named == MILITIA


def test_only_what_article_23_names_is_requisitioned_and_only_goods_are_bought() -> None:
    """Houses, assets on land, machines, equipment, vehicles, communications are taken for a time; goods are used up."""
    kinds = read_catalogue()
    taken = {kind.code for kind in kinds if LegalForm.TRUNG_DUNG in kind.forms}
    bought = {kind.code for kind in kinds if LegalForm.TRUNG_MUA in kind.forms}
    lasting = {Category.VEHICLES, Category.EQUIPMENT, Category.WORKS}
    assert {kind.code for kind in kinds if kind.code in taken and kind.category not in lasting} == {"HC-020"}
    assert {"TB-021", "TB-023", "TB-027", "PT-019", "CT-007"} <= taken  # radios, lights, motorbikes, houses
    assert {kind.category for kind in kinds if kind.code in bought} == {Category.MATERIALS, Category.SUPPLIES}
    assert not taken & bought
