"""Who may call on what, in which legal form.

Sources: Luật PCTT (consolidated 21/VBHN-VPQH) and NĐ 200/2025/NĐ-CP: the chairman of each level calls out people,
means and supplies in the area managed. Luật 15/2008/QH12 điều 14 and 24: requisition and compulsory purchase belong
to ministers and the chairman of the province, and may not be delegated. Luật DQTV 2019 điều 32: militia are moved by
order (điều động). The table carries its date of effect, so that a change of law is a new row.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.errors import DomainError
from inventory.rules.catalogue import Category, LegalForm


class Issuer(StrEnum):
    """Whose order it is."""

    COMMUNE = "commune"
    PROVINCE = "province"


class NotCompetentError(DomainError):
    """This level may not order in this form. Facts: `form`."""

    code = "issuer_not_competent"
    status = 403


class NotAnObjectError(DomainError):
    """The law does not let this kind of thing be called on in this form. Facts: `form`, `resource`."""

    code = "not_an_object_of_form"


class OtherAreaError(DomainError):
    """A commune orders only in its own area; beyond it stands the province. Facts: `place`."""

    code = "outside_own_area"
    status = 403


class SameHandError(DomainError):
    """The one who drafted a paper may not approve it."""

    code = "drafter_may_not_approve"
    status = 403


@dataclass(frozen=True, kw_only=True, slots=True)
class Competence:
    """From `since` on, these levels may order in this form; `made_by` is empty for the program's own rows."""

    form: LegalForm
    issuers: frozenset[Issuer]
    since: date
    basis: str
    made_by: str = ""


BOTH = frozenset(Issuer)
COMPETENCES = (
    Competence(
        form=LegalForm.HUY_DONG,
        issuers=BOTH,
        since=date(2025, 7, 1),
        basis="Luật Phòng, chống thiên tai; NĐ 200/2025/NĐ-CP",
    ),
    Competence(
        form=LegalForm.DIEU_DONG,
        issuers=BOTH,
        since=date(2025, 7, 1),
        basis="Luật Dân quân tự vệ 48/2019/QH14, Điều 32; NĐ 200/2025/NĐ-CP",
    ),
    Competence(
        form=LegalForm.TRUNG_DUNG,
        issuers=frozenset({Issuer.PROVINCE}),
        since=date(2009, 1, 1),
        basis="Luật 15/2008/QH12, Điều 24",
    ),
    Competence(
        form=LegalForm.TRUNG_MUA,
        issuers=frozenset({Issuer.PROVINCE}),
        since=date(2009, 1, 1),
        basis="Luật 15/2008/QH12, Điều 14",
    ),
)

PUBLIC_HOLDERS = frozenset({"commune", "agency", "armed_forces", "province"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """A resource an order would call on."""

    resource: str
    category: Category
    forms: tuple[LegalForm, ...]
    holder_kind: str
    commune_code: str
    place: str


def allows(wanted: Wanted, form: LegalForm) -> bool:
    """Return whether the law lets this thing be called on in this form.

    People are called out or ordered, never taken; public means are ordered; private ones called out, or taken and
    bought only where the catalogue says so.
    """
    if form is LegalForm.DIEU_DONG:
        return wanted.category is Category.FORCES or wanted.holder_kind in PUBLIC_HOLDERS
    if form is LegalForm.HUY_DONG:
        return True
    private = wanted.holder_kind not in PUBLIC_HOLDERS
    return private and wanted.category is not Category.FORCES and form in wanted.forms


def in_force(form: LegalForm, on: date, table: Iterable[Competence] = COMPETENCES) -> Competence | None:
    """Return the row that rules a form on a day: the newest begun, of two begun together the one entered last."""
    found = None
    for row in table:
        if row.form is form and row.since <= on and (found is None or row.since >= found.since):
            found = row
    return found


def check_can_order(
    form: LegalForm,
    *,
    issuer: Issuer,
    issuer_code: str,
    wanted: Iterable[Wanted],
    on: date,
    table: Iterable[Competence] = COMPETENCES,
) -> None:
    """Return where the order is lawful; raises the named reason otherwise."""
    row = in_force(form, on, table)
    if row is None or issuer not in row.issuers:
        raise NotCompetentError(form=form)
    for item in wanted:
        if issuer is Issuer.COMMUNE and item.commune_code != issuer_code:
            raise OtherAreaError(place=item.place)
        if not allows(item, form):
            raise NotAnObjectError(form=form, resource=item.resource)


def check_two_hands(drafted_by_id: int, approver_id: int) -> None:
    """Return where two people sign; raises SameHandError."""
    if drafted_by_id == approver_id:
        raise SameHandError
