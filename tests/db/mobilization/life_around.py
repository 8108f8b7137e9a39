"""What goes on around the incidents meanwhile: officials count again, roads are cut and opened."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule
from sqlalchemy.orm import Session

from inventory.models import LotRow
from inventory.services.keeping import correct
from mobilization.services.conditions import change_road, restore_road
from tests.db.inventory.register import DUTY, HOME_OFFICIAL, NOW
from tests.db.mobilization.life_machine import BesideTheModel, pick

PICK = st.integers(0, 11)


class Surroundings(BesideTheModel):
    """What nobody of a command post does."""

    @rule(at=PICK, on_hand=st.integers(0, 14), broken=st.integers(0, 3))
    def count(self, at: int, on_hand: int, broken: int) -> None:
        """An official counts again, in the midst of it all."""
        lot = pick(self.world.shelves, at)
        may = self.world.may_count(lot, on_hand, broken)

        def act(session: Session) -> None:
            correct(
                session,
                lot_id=lot,
                version=session.get_one(LotRow, lot).version,
                on_hand=Decimal(on_hand),
                broken=Decimal(broken),
                reason="đếm lại",
                actor=HOME_OFFICIAL,
                now=NOW,
            )

        assert (self.attempt(act) is not None) == may
        if may:
            self.world.shelves[lot].on_hand, self.world.shelves[lot].broken = on_hand, broken

    @rule(at=PICK, mend=st.booleans())
    def change_road(self, at: int, mend: bool) -> None:
        """A road is cut in the midst of it all, or open again: plans made before no longer hold."""
        roads = sorted(sorted(road) for road in self.world.roads)
        a, b = roads[at % len(roads)]
        said: dict[str, Any] = {"commune_code": a, "neighbour": b, "actor": DUTY, "now": NOW}
        if mend:
            self.attempt(lambda session: restore_road(session, **said))
            self.world.cut.discard(frozenset((a, b)))
        else:
            self.attempt(
                lambda session: change_road(session, minutes=None, until=None, text="sạt lở", **said)
            )
            self.world.cut.add(frozenset((a, b)))
