"""What of other communes goes along in a paper of one form."""

from __future__ import annotations

import pytest

from inventory.rules.catalogue import Category, LegalForm
from mobilization.rules.authority import Issuer, Wanted
from mobilization.rules.one_paper import goes_along
from tests.rules.mobilization.test_authority import DD, HD, LORRY, ON, SQUAD, TD, TM, refusal, wanted

HOUSEHOLD_BOAT = wanted()
RICE = wanted(Category.SUPPLIES, "household", (HD, TM))


@pytest.mark.parametrize(
    ("item", "form", "beside", "disaster", "along"),
    [
        (LORRY, HD, (LORRY,), False, True),
        (SQUAD, HD, (LORRY,), True, True),
        (SQUAD, HD, (LORRY,), False, False),  # only against a disaster
        (SQUAD, DD, (SQUAD,), False, True),
        (SQUAD, DD, (LORRY,), True, False),  # another signs
        (LORRY, DD, (SQUAD,), True, False),
        (LORRY, DD, (LORRY,), True, True),
        (HOUSEHOLD_BOAT, DD, (LORRY,), True, False),  # private: called out or taken, never ordered
        (HOUSEHOLD_BOAT, TD, (HOUSEHOLD_BOAT,), True, True),
        (RICE, TD, (HOUSEHOLD_BOAT,), True, False),
        (LORRY, TD, (HOUSEHOLD_BOAT,), True, False),
        (RICE, TM, (RICE,), True, True),
    ],
)
def test_what_goes_along_in_a_paper_of_one_form(
    item: Wanted, form: LegalForm, beside: tuple[Wanted, ...], disaster: bool, along: bool
) -> None:
    assert goes_along(item, form, beside=beside, on=ON, disaster=disaster) is along
    if along and item.commune_code == beside[0].commune_code:
        assert refusal(form, Issuer.PROVINCE, item, *beside, disaster=disaster) is None
