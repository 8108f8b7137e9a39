"""Who may call on what, in which legal form.

Sources: Luật PCTT (consolidated 21/VBHN-VPQH) and NĐ 200/2025/NĐ-CP: the chairman of each level calls out people,
means and supplies in the area managed. Luật 15/2008/QH12 điều 14 and 24: requisition and compulsory purchase belong
to ministers and the chairman of the province, and may not be delegated. Luật DQTV 48/2019/QH14 điều 32: militia are
moved (điều động) by the military commander of the level, never by a chairman or the head of the civil-defence
command; a chairman only calls them out to serve against a disaster (NĐ 66/2021 as amended, Luật PTDS điều 33, 35). The
table carries its date of effect, so that a change of law is a new row; a row that could not be checked says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum

from core.errors import DomainError
from core.values import frozen
from inventory.rules.catalogue import Category, LegalForm


class Issuer(StrEnum):
    """Whose order it is."""

    COMMUNE = "commune"
    PROVINCE = "province"


class Signer(StrEnum):
    """Whose signature the paper carries."""

    CHAIR = "chair"
    COMMAND = "command"
    MILITARY = "military"


class Situation(StrEnum):
    """When a row holds: always, or only against a natural disaster or under a declared civil-defence level."""

    ANY = "any"
    DISASTER = "disaster"


class NobodyAboveError(DomainError):
    """A request to the province is a commune's paper: the province decides itself."""

    code = "nobody_above"
    status = 409


class NotCompetentError(DomainError):
    """This level may not order in this form. Facts: `form`."""

    code = "issuer_not_competent"
    status = 403


class MilitiaSituationError(DomainError):
    """In this situation militia are not called out in this form. Facts: `form`, `resource` (the names of all of them)."""

    code = "militia_situation"
    status = 403


class MilitiaApartError(DomainError):
    """Militia are moved by a paper of their own, for another signs it. Facts: `resource`, the names of all the rest."""

    code = "militia_apart"


class NotAnObjectError(DomainError):
    """The law does not let these be called on in this form. Facts: `form`, `resource` (the names of all of them)."""

    code = "not_an_object_of_form"


class OtherAreaError(DomainError):
    """A commune orders only in its own area; beyond it stands the province. Facts: `place`."""

    code = "outside_own_area"
    status = 403


class SameHandError(DomainError):
    """The one who drafted a paper may not approve it."""

    code = "drafter_may_not_approve"
    status = 403


@frozen
class Competence:
    """From `since` on, these levels may order in this form; `made_by` is empty for the program's own rows.

    A `militia` row rules dân quân tự vệ alone. `consent_commune`, `consent_province`: who must agree before that level
    orders. `doubt`: what of the row could not be checked against the official text.
    """

    form: LegalForm
    issuers: frozenset[Issuer]
    since: date
    basis: str
    signer: Signer = Signer.CHAIR
    militia: bool = False
    situation: Situation = Situation.ANY
    consent_commune: str = ""
    consent_province: str = ""
    doubt: str = ""
    made_by: str = ""

    def consent(self, issuer: Issuer | str) -> str:
        """Return who must agree before this level orders, or nothing."""
        return self.consent_commune if issuer == Issuer.COMMUNE else self.consent_province


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
        basis="Luật Phòng thủ dân sự 18/2023/QH15, Điều 33; NĐ 200/2025/NĐ-CP",
        signer=Signer.COMMAND,
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
    Competence(
        form=LegalForm.DIEU_DONG,
        militia=True,
        issuers=BOTH,
        since=date(2025, 7, 1),
        basis="Luật Dân quân tự vệ 48/2019/QH14, Điều 32, sửa đổi bởi Luật 98/2025/QH15",
        signer=Signer.MILITARY,
        consent_commune="Chủ tịch Ủy ban nhân dân cấp xã và Chỉ huy trưởng Bộ Chỉ huy quân sự tỉnh",
        consent_province="Chủ tịch Ủy ban nhân dân tỉnh và Tư lệnh Quân khu",
        doubt=(
            "Cấp xã: chưa đối chiếu được với nguyên văn Điều 32 sau khi Luật 98/2025/QH15 bỏ cấp huyện. Cần hỏi Bộ "
            "Chỉ huy quân sự tỉnh trước khi áp dụng."
        ),
    ),
    Competence(
        form=LegalForm.HUY_DONG,
        militia=True,
        issuers=BOTH,
        since=date(2025, 7, 1),
        basis="NĐ 66/2021/NĐ-CP, sửa đổi bởi NĐ 53/2026/NĐ-CP; Luật Phòng thủ dân sự 18/2023/QH15, Điều 33, Điều 35",
        situation=Situation.DISASTER,
        doubt=(
            "Cấp tỉnh: chưa đối chiếu được với nguyên văn NĐ 66/2021/NĐ-CP sau sửa đổi năm 2026. Ngoài thiên tai và "
            "phòng thủ dân sự đã ban bố thì dùng lệnh điều động."
        ),
    ),
)

# Militia and self-defence forces of the catalogue: mobile, local, standing, counted together, at work, at sea.
MILITIA = frozenset(f"LL-00{number}" for number in range(1, 7))
MILITIA_FORMS = frozenset({LegalForm.HUY_DONG, LegalForm.DIEU_DONG})

PUBLIC_HOLDERS = frozenset({"commune", "agency", "armed_forces", "province"})


@frozen
class Wanted:
    """A resource an order would call on."""

    resource: str
    category: Category
    forms: tuple[LegalForm, ...]
    holder_kind: str
    commune_code: str
    place: str
    militia: bool = False


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


def issuer_of(
    form: LegalForm, run_by: Issuer, *, provincial: bool, on: date, table: Iterable[Competence] = COMPETENCES
) -> Issuer:
    """Return whose order it is: the post's that runs the incident, unless the form is the province's alone.

    What a commune may not take itself the province decides on the commune's request, in the incident the commune runs.
    """
    row = in_force(form, on, table)
    alone = row is not None and row.issuers == {Issuer.PROVINCE}
    return Issuer.PROVINCE if provincial and alone else run_by


def in_force(
    form: LegalForm, on: date, table: Iterable[Competence] = COMPETENCES, *, militia: bool = False
) -> Competence | None:
    """Return the row that rules a form on a day, of militia or of all else.

    It is the newest begun, of two begun together the one entered last.
    """
    found = None
    for row in table:
        if row.form is not form or row.militia is not militia or row.since > on:
            continue
        if found is None or row.since >= found.since:
            found = row
    return found


def ruling(
    form: LegalForm, on: date, table: Iterable[Competence] = COMPETENCES, *, militia: bool
) -> Competence | None:
    """Return the row an order is signed by: that of militia where it moves them, else the form's own."""
    if militia and form is LegalForm.DIEU_DONG:
        return in_force(form, on, table, militia=True)
    return in_force(form, on, table)


def check_can_order(
    form: LegalForm,
    *,
    issuer: Issuer,
    issuer_code: str,
    wanted: Iterable[Wanted],
    on: date,
    disaster: bool,
    table: Sequence[Competence] = COMPETENCES,
) -> None:
    """Return where the order is lawful; raises the named reason otherwise.

    `disaster`: the incident is a natural disaster, or a civil-defence level is declared.
    """
    items = list(wanted)
    for militia in sorted({item.militia for item in items}):
        row = in_force(form, on, table, militia=militia and form in MILITIA_FORMS)
        if row is None or issuer not in row.issuers:
            raise NotCompetentError(form=form)
        if row.situation is Situation.DISASTER and not disaster:
            raise MilitiaSituationError(form=form, resource=_names(item for item in items if item.militia))
    for item in items:
        if issuer is Issuer.COMMUNE and item.commune_code != issuer_code:
            raise OtherAreaError(place=item.place)
    check_objects(items, form)
    rest = _names(item for item in items if not item.militia)
    if form is LegalForm.DIEU_DONG and rest and any(item.militia for item in items):
        raise MilitiaApartError(resource=rest)


def check_objects(items: Iterable[Wanted], form: LegalForm) -> None:
    """Return where the form may be used on all of them; raises NotAnObjectError naming each it may not."""
    if names := _names(item for item in items if not allows(item, form)):
        raise NotAnObjectError(form=form, resource=names)


def _names(items: Iterable[Wanted]) -> str:
    return ", ".join(dict.fromkeys(item.resource for item in items))


def check_two_hands(drafted_by_id: int, approver_id: int) -> None:
    """Return where two people sign; raises SameHandError."""
    if drafted_by_id == approver_id:
        raise SameHandError
