"""Which laws a paper cites: those of its own day, in a Vietnamese clock's sense, and of what it calls on."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from mobilization.rules.papers.bases import bases_for, bases_of
from mobilization.rules.papers.facts import LegalField, OrderFacts
from tests.rules.mobilization.test_papers.conftest import VIETNAM


@pytest.mark.parametrize(
    ("day", "field", "cited", "not_cited"),
    [
        (date(2026, 2, 4), LegalField.NATURAL_DISASTER, "33/2013/QH13", "Nghị định số 53/2026"),
        (date(2026, 2, 5), LegalField.NATURAL_DISASTER, "Nghị định số 53/2026", "114/2025/QH15"),
        (date(2026, 6, 30), LegalField.EPIDEMIC, "03/2007/QH12", "114/2025/QH15"),
        (date(2026, 7, 1), LegalField.EPIDEMIC, "114/2025/QH15", "03/2007/QH12"),
    ],
)
def test_a_law_is_cited_from_the_day_it_holds_to_the_day_it_is_replaced(
    call: OrderFacts, day: date, field: LegalField, cited: str, not_cited: str
) -> None:
    at = datetime.combine(day, time(0, 30), tzinfo=VIETNAM).astimezone(UTC)  # the day before in London
    incident = replace(call.incident, field=field)
    ordered = replace(call, incident=incident, drafted_at=at)
    followed = replace(ordered, drafted_at=datetime(2026, 1, 2, tzinfo=VIETNAM), followed_at=at)
    for bases in (bases_of(ordered), bases_of(followed), bases_for(field, at)):
        assert cited in "".join(bases)
        assert not_cited not in "".join(bases)


def test_the_militia_s_law_is_cited_where_militia_is_called_and_a_report_cites_what_it_reports_under(
    call: OrderFacts,
) -> None:
    assert "48/2019/QH14" in "".join(bases_of(call))
    assert "48/2019/QH14" not in "".join(bases_of(replace(call, lines=call.lines[1:])))
    told = [bases_for(LegalField.FIRE, call.drafted_at, report=report) for report in (False, True)]
    assert [sum("72/2025/QH15" in base for base in bases) for bases in told] == [1, 0]
    assert all("55/2024/QH15" in "".join(bases) for bases in told)
    assert not any(word in "".join(told[0]) for word in ("48/2019/QH14", "104/2025/QH15"))
