"""What may stand in one paper with what: the same form, situation and signer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from inventory.rules.catalogue import LegalForm
from mobilization.rules.authority import (
    COMPETENCES,
    MILITIA_FORMS,
    Competence,
    Situation,
    Wanted,
    allows,
    in_force,
)


def goes_along(
    item: Wanted,
    form: LegalForm,
    *,
    beside: Iterable[Wanted],
    on: date,
    disaster: bool,
    table: Sequence[Competence] = COMPETENCES,
) -> bool:
    """Return whether a paper like the one that calls on those `beside` may call on this: by form, situation and signer."""
    row = in_force(form, on, table, militia=item.militia and form in MILITIA_FORMS)
    if row is None or (row.situation is Situation.DISASTER and not disaster):
        return False
    alike = form is not LegalForm.DIEU_DONG or item.militia is any(other.militia for other in beside)
    return alike and allows(item, form)
