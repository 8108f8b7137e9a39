"""A province's own norms in the database, and the needs a scenario puts into an incident with them."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from core.clock import day_of
from core.db import Database
from core.errors import NotFoundError, StaleError
from mobilization.queries.needs import NeedState, list_needs
from mobilization.queries.norms import list_norm_changes, norms_in_force
from mobilization.rules.hazards import Hazard
from mobilization.rules.scenarios.drivers import Driver
from mobilization.services.norms import NormIsDefaultError, NormValueError, change_norm, reset_norm
from mobilization.services.scenarios import NothingTakenError, add_scenario
from tests.db.inventory.register import DUTY, NOW, audit_findings, load_register
from tests.db.mobilization.command_post import begin

TODAY = day_of(NOW)


def own(session: Session, value: str, *, seen: int = 0, days: int = 0, key: str = "rice") -> None:
    """Give rice, or another, the province's own norm from a day on."""
    change_norm(
        session,
        key=key,
        value=Decimal(value),
        source="QĐ 12/QĐ-UBND",
        reason="theo kho dự trữ",
        valid_from=TODAY + timedelta(days=days),
        seen=seen,
        actor=DUTY,
        now=NOW,
    )


def take(
    session: Session, incident_id: int, wanted: dict[str, int], instead: dict[str, str] | None = None
) -> dict[str, NeedState]:
    """Return the needs of an incident after taking some of an evacuation of 500 people for 3 days."""
    add_scenario(
        session,
        incident_id=incident_id,
        hazard=Hazard.SO_TAN,
        said={Driver.PEOPLE: 500, Driver.DAYS: 3},
        wanted={code: Decimal(count) for code, count in wanted.items()},
        instead=instead or {},
        actor=DUTY,
        now=NOW,
    )
    return {str(need.type_code): need for need in list_needs(session, incident_id)}


def test_an_own_norm_holds_from_its_day_until_it_is_taken_back(app: Flask, database: Database) -> None:
    with database.transaction() as session:
        own(session, "0.4", days=2)
        assert norms_in_force(session, TODAY)["rice"].value == Decimal("0.5")
        assert norms_in_force(session, TODAY + timedelta(days=2))["rice"].value == Decimal("0.4")
        own(session, "0.45", seen=1)
        with pytest.raises(StaleError) as refused:
            own(session, "0.6", seen=1)
        assert refused.value.facts["yours"] == {"value": Decimal("0.6")}
        assert refused.value.facts["theirs"] == {"value": Decimal("0.45")}
        with pytest.raises(NormValueError):
            own(session, "0", seen=2)
        reset_norm(session, key="rice", reason="hết đợt", seen=2, actor=DUTY, now=NOW)
        with pytest.raises(NormIsDefaultError):
            reset_norm(session, key="rice", reason="lần nữa", seen=3, actor=DUTY, now=NOW)
        assert norms_in_force(session, TODAY)["rice"].value == Decimal("0.5")
    with database.reading() as session:
        assert [(entry.version, entry.change.value) for entry in list_norm_changes(session, "rice")] == [
            (1, Decimal("0.4")),
            (2, Decimal("0.45")),
            (3, None),
        ]
    assert audit_findings(app) == ()


def test_a_scenario_uses_the_norms_of_the_day_and_the_type_chosen(database: Database) -> None:
    with database.transaction() as session:
        load_register(session)
        incident_id = begin(session, [])
        own(session, "0.4")
        needs = take(session, incident_id, {"HC-001": 600, "PT-016": 4}, {"PT-016": "PT-017"})
        assert int(needs["HC-001"].quantity) == 600
        assert "QĐ 12/QĐ-UBND, định mức của tỉnh" in needs["HC-001"].note
        assert "đã sửa số lượng" not in needs["HC-001"].note
        assert (int(needs["PT-017"].quantity), "PT-016" in needs) == (11, False)
        assert "chọn thay bằng 11" in needs["PT-017"].note
        with pytest.raises(NotFoundError):
            take(session, incident_id, {"PT-016": 4}, {"PT-016": "HC-001"})
        with pytest.raises(NothingTakenError):
            take(session, incident_id, {"VT-001": 1})


def test_how_large_an_event_is_may_be_nought(app: Flask, database: Database) -> None:
    with database.transaction() as session:
        own(session, "0", key="extent_cut_off_hamlets_3")
        assert norms_in_force(session, TODAY)["extent_cut_off_hamlets_3"].value == 0
        with pytest.raises(NormValueError):
            own(session, "-1", key="extent_cut_off_hamlets_3", seen=1)
        with pytest.raises(StaleError) as refused:
            own(session, "2", key="extent_cut_off_hamlets_3")
        assert refused.value.facts["theirs"] == {"value": 0}
