"""Which drafts one person may approve at one press."""

from __future__ import annotations

import pytest

from mobilization.rules.approving import LeftOut, left_out

CHAIR, CLERK = 7, 8


@pytest.mark.parametrize(
    ("issuer_code", "by_code", "drafted_by_id", "calls", "seen", "why"),
    [
        ("", "", CLERK, 3, True, None),
        ("21085", "21085", CLERK, 1, True, None),
        ("21085", "", CLERK, 1, True, LeftOut.OTHERS),
        ("", "21085", CLERK, 1, True, LeftOut.OTHERS),
        ("", "", CHAIR, 1, True, LeftOut.OWN_HAND),
        ("", "", CLERK, 1, False, LeftOut.CHANGED),
        ("", "", CLERK, 0, True, LeftOut.EMPTY),
    ],
)
def test_who_approves_which_draft(
    issuer_code: str, by_code: str, drafted_by_id: int, calls: int, seen: bool, why: LeftOut | None
) -> None:
    found = left_out(
        issuer_code=issuer_code,
        drafted_by_id=drafted_by_id,
        calls=calls,
        by_id=CHAIR,
        by_code=by_code,
        seen=seen,
    )
    assert found is why
