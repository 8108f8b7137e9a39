"""What land a commune lies on and whether it comes first: said by the province, else assumed from its terrain."""

from __future__ import annotations

from core.communes.rules import Commune
from core.values import frozen
from inventory.rules.demo_land import COAST
from mobilization.rules.roads import TERRAINS, terrain_of
from mobilization.rules.scenarios.demand import CommuneFacts


@frozen
class Land:
    """A commune's land. `source` is empty where it is assumed, not said; `version` 0 where no row stands."""

    commune_code: str
    coastal: bool
    remote: bool
    difficult: bool
    source: str = ""
    version: int = 0

    @property
    def rank(self) -> int:
        """Who comes first when money is short: 0 remote and very difficult, 1 one of the two, 2 the others."""
        return 2 - self.remote - self.difficult


def is_upland(commune: Commune) -> bool:
    """Return whether a commune lies in hills or mountains: the thinnest settled of the three terrains."""
    return commune.kind != "dac_khu" and terrain_of(commune) is TERRAINS[-1]


def assumed_land(commune: Commune) -> Land:
    """Return a commune's land as its terrain suggests it: mountains and islands count as remote.

    Whether a commune is very difficult is a decision of the Prime Minister for each period and cannot be guessed. The
    shore communes are those of the reference province; another one says its own.
    """
    return Land(
        commune_code=commune.code,
        coastal=commune.code in COAST,
        remote=is_upland(commune) or commune.kind == "dac_khu",
        difficult=False,
    )


def facts_of(commune: Commune, land: Land) -> CommuneFacts:
    """Return what decides a commune's demand."""
    return CommuneFacts(
        population=commune.population,
        coastal=land.coastal,
        island=commune.kind == "dac_khu",
        upland=is_upland(commune),
    )
