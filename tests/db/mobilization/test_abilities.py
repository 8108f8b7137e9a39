"""A need by ability from the form to the order: planned with the register's own figures, told, held, sent up."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from sqlalchemy import insert
from sqlalchemy.orm import Session

from core.db import Database
from inventory.models import LotCapabilityRow
from mobilization.models import IncidentRow
from mobilization.pages.plan_view import view
from mobilization.queries.dispatches import find_newest_plan
from mobilization.queries.needs import list_needs
from mobilization.queries.outside import find_case
from mobilization.rules.abilities import Ability, LeastEachError
from mobilization.rules.offers import GiverKind, OfferCoversError, OfferState
from mobilization.rules.shortfall import CasePassedError
from mobilization.services.accepting import PlanOutdatedError, accept
from mobilization.services.choices import pin
from mobilization.services.needs import add_need
from mobilization.services.offers import Offered, decide, receive
from mobilization.services.shortfalls import make_case, send_up, take_over
from tests.db.inventory.register import CANOES, DUTY, HOME_DUTY, JACKETS, NEIGHBOUR, NOW, numbers_of, stock
from tests.db.mobilization.command_post import begin, hold, need, plan, refuse, take_plan


def able_need(
    session: Session, incident_id: int, ability: Ability, quantity: int, least_each: int | None = None
) -> int:
    """Return the id of a need of an ability."""
    return add_need(
        session,
        incident_id=incident_id,
        type_code=None,
        ability=ability,
        least_each=Decimal(least_each) if least_each else None,
        quantity=Decimal(quantity),
        commune_code="",
        priority=1,
        within_minutes=None,
        note_text="",
        actor=DUTY,
        now=NOW,
    )


def note_able(session: Session, lot_id: int, kind: str, value: str) -> None:
    """Write down what one piece of a lot does."""
    session.execute(insert(LotCapabilityRow).values(lot_id=lot_id, kind=kind, value=Decimal(value)))


def said(session: Session, incident_id: int) -> dict[str, list[int]]:
    """Return the lots passed over by the reason the page gives."""
    newest = find_newest_plan(session, incident_id)
    assert newest is not None
    (told,) = view(session, list_needs(session, incident_id), newest.result, ()).needs
    return {str(group.reason): sorted(lot.id for lot in group.lots) for group in told.passed}


@pytest.mark.usefixtures("lots")
def test_pumps_are_sent_by_what_they_pump_and_the_rest_has_its_reason(database: Database) -> None:
    with database.transaction() as session:
        small, strong, silent = (
            stock(session, 2, type_code="TB-013"),
            stock(session, 3, type_code="TB-014", commune=NEIGHBOUR),
            stock(session, 9, type_code="TB-013", commune=NEIGHBOUR),
        )
        note_able(session, small, "m3_per_hour", "40")
        note_able(session, strong, "m3_per_hour", "120.5")
        incident_id = begin(session, [])
        able_need(session, incident_id, Ability.PUMP, 300)
        plan(session, incident_id)
        newest = find_newest_plan(session, incident_id)
        assert newest is not None
        assert newest.proved
        # 80 m3/h stand on the spot; two of the strong ones make up the rest: ⌈220 ÷ 120,5⌉
        assert sorted(line[1:4] for line in newest.result["lines"]) == [[small, 2, 80], [strong, 2, 220]]
        assert newest.result["able"] == [["40", True, ""], ["120.5", True, ""]]
        assert said(session, incident_id) == {
            "chưa ghi năng lực mỗi chiếc trong sổ": [silent],
        }
    with database.transaction() as session:
        held = take_plan(session, incident_id)
        assert sum(item.covers for item in held) == 300
        assert numbers_of(session, strong)[1] == 2
        assert [state.missing for state in list_needs(session, incident_id)] == [0]


@pytest.mark.usefixtures("lots")
def test_generators_of_at_least_so_much_are_counted_by_the_piece(database: Database) -> None:
    with database.transaction() as session:
        oil = stock(session, 900, type_code="HC-010")
        weak, strong = stock(session, 4, type_code="TB-011"), stock(session, 3, type_code="TB-012")
        incident_id = begin(session, [])
        able_need(session, incident_id, Ability.POWER, 2, least_each=30)
        asked = list_needs(session, incident_id)[0]
        assert (asked.resource, asked.unit) == ("Phát điện, mỗi máy từ 30 kVA", "máy")
        held = hold(session, incident_id)
        assert [(item.lot_id, item.quantity, item.covers) for item in held] == [(strong, 2, 2)]
        assert said(session, incident_id)["mỗi chiếc không đạt mức yêu cầu"] == [weak]
        assert numbers_of(session, oil)[1] == 0


@pytest.mark.usefixtures("lots")
def test_boats_asked_for_by_type_and_by_seats_share_one_stock(database: Database) -> None:
    with database.transaction() as session:
        stock(session, 20, type_code="LL-026")
        boats = stock(session, 3, type_code="PT-005")
        note_able(session, boats, "seats", "12")
        incident_id = begin(session, [])
        carried = able_need(session, incident_id, Ability.CARRY_FAST_WATER, 11)  # two boats of ⌊12 × 0,5⌋
        by_type = need(session, incident_id, "PT-005", 1)
        held = hold(session, incident_id)
        assert sorted((item.need_id, item.quantity, item.covers) for item in held) == [
            (carried, 2, 11),
            (by_type, 1, 1),
        ]
        assert numbers_of(session, boats)[1] == 3


@pytest.mark.usefixtures("lots")
def test_a_plan_made_on_a_figure_that_was_corrected_is_not_accepted(database: Database) -> None:
    with database.transaction() as session:
        pump = stock(session, 2, type_code="TB-013")
        note_able(session, pump, "m3_per_hour", "100")
        incident_id = begin(session, [])
        wish = able_need(session, incident_id, Ability.PUMP, 100)
        pin(
            session,
            incident_id=incident_id,
            need_id=wish,
            lot_id=pump,
            quantity=Decimal(1),
            reason="",
            actor=DUTY,
            now=NOW,
        )
        plan_id = plan(session, incident_id)
        session.query(LotCapabilityRow).update({"value": Decimal(60)})
    refuse(
        database,
        PlanOutdatedError,
        lambda session: accept(session, incident_id=incident_id, plan_id=plan_id, actor=DUTY, now=NOW),
    )


@pytest.mark.usefixtures("lots")
def test_what_a_commune_lacks_of_an_ability_goes_up_as_that_ability(database: Database) -> None:
    with database.transaction() as session:
        stock(session, 1, type_code="TB-012", commune=NEIGHBOUR)
        incident_id = begin(session, [], actor=HOME_DUTY)
        able_need(session, incident_id, Ability.POWER, 2, least_each=30)
        plan(session, incident_id, HOME_DUTY)
        make_case(session, incident_id=incident_id, actor=HOME_DUTY, now=NOW)
        case = find_case(session, incident_id)
        assert case is not None
        assert [(item.short, dict(item.tried)) for item in case.needs] == [(2, {"out_of_reach": 1})]
        send_up(session, incident_id=incident_id, actor=HOME_DUTY, now=NOW)
        above = take_over(session, incident_id=incident_id, actor=DUTY, now=NOW)
        (taken,) = list_needs(session, above)
        assert (taken.ability, taken.least_each, taken.quantity) == (Ability.POWER, 30, 2)


@pytest.mark.usefixtures("lots")
@pytest.mark.parametrize("drill", [False, True])
def test_only_what_is_short_goes_up_and_a_drills_stays_a_drills(database: Database, drill: bool) -> None:
    with database.transaction() as session:
        incident_id = begin(session, [(JACKETS, 500)], actor=HOME_DUTY, drill=drill)
        held = sum(item.quantity for item in hold(session, incident_id, HOME_DUTY))
        assert 0 < held < 500
        plan(session, incident_id, HOME_DUTY)
        make_case(session, incident_id=incident_id, actor=HOME_DUTY, now=NOW)
        send_up(session, incident_id=incident_id, actor=HOME_DUTY, now=NOW)
        above = take_over(session, incident_id=incident_id, actor=DUTY, now=NOW)
        assert [taken.quantity for taken in list_needs(session, above)] == [500 - held]
        assert session.get_one(IncidentRow, above).drill is drill


@pytest.mark.usefixtures("lots")
def test_the_province_says_into_which_incident_a_communes_needs_go(database: Database) -> None:
    with database.transaction() as session:
        alike = begin(session, [])
        other = begin(session, [])  # newer, of another kind
        session.get_one(IncidentRow, other).hazard = "sat_lo"
        closed = begin(session, [])
        session.get_one(IncidentRow, closed).closed_at = NOW

    def take(into: int | None) -> Callable[[Session], int]:
        def act(session: Session) -> int:
            incident_id = begin(session, [(CANOES, 90)], actor=HOME_DUTY)
            plan(session, incident_id, HOME_DUTY)
            make_case(session, incident_id=incident_id, actor=HOME_DUTY, now=NOW)
            send_up(session, incident_id=incident_id, actor=HOME_DUTY, now=NOW)
            return take_over(session, incident_id=incident_id, actor=DUTY, now=NOW, into=into)

        return act

    for into, target in ((None, alike), (other, other), (alike, alike)):
        with database.transaction() as session:
            assert take(into)(session) == target
    refuse(database, CasePassedError, take(closed))
    with database.transaction() as session:
        assert take(0)(session) not in {alike, other, closed}


@pytest.mark.usefixtures("lots")
def test_a_communes_needs_go_into_an_incident_of_another_kind_only_on_purpose(database: Database) -> None:
    with database.transaction() as session:
        other = begin(session, [])
        session.get_one(IncidentRow, other).hazard = "sat_lo"
        asked_by = begin(session, [(CANOES, 90)], actor=HOME_DUTY)
        plan(session, asked_by, HOME_DUTY)
        make_case(session, incident_id=asked_by, actor=HOME_DUTY, now=NOW)
        send_up(session, incident_id=asked_by, actor=HOME_DUTY, now=NOW)
        made = take_over(session, incident_id=asked_by, actor=DUTY, now=NOW)
        assert made not in {other, asked_by}
        hazards = {session.get_one(IncidentRow, number).hazard for number in (made, asked_by)}
        assert len(hazards) == 1


@pytest.mark.usefixtures("lots")
def test_a_smallest_piece_of_a_type_is_refused(database: Database) -> None:
    with database.transaction() as session:
        incident_id = begin(session, [])

    def wrong(session: Session) -> object:
        return add_need(
            session,
            incident_id=incident_id,
            type_code="TB-012",
            least_each=Decimal(30),
            quantity=Decimal(1),
            commune_code="",
            priority=1,
            within_minutes=None,
            note_text="",
            actor=DUTY,
            now=NOW,
        )

    refuse(database, LeastEachError, wrong)


@pytest.mark.usefixtures("lots")
def test_help_from_outside_says_how_much_of_an_ability_it_covers(database: Database) -> None:
    with database.transaction() as session:
        incident_id = begin(session, [])
        wish = able_need(session, incident_id, Ability.CARRY_FAST_WATER, 40)
        boats = Offered(
            giver="Hội Chữ thập đỏ tỉnh bạn",
            giver_kind=GiverKind.ORGANISATION,
            contact="",
            type_code="PT-006",
            quantity=Decimal(3),
            arrives_at=NOW,
        )
        offer_id = receive(session, incident_id=incident_id, offered=boats, actor=DUTY, now=NOW)

    def accepted(session: Session, covers: int | None) -> None:
        decide(
            session,
            incident_id=incident_id,
            offer_id=offer_id,
            to=OfferState.ACCEPTED,
            need_id=wish,
            version=1,
            actor=DUTY,
            now=NOW,
            covers=Decimal(covers) if covers else None,
        )

    refuse(database, OfferCoversError, lambda session: accepted(session, None))
    with database.transaction() as session:
        accepted(session, 24)
        assert [state.missing for state in list_needs(session, incident_id)] == [16]
